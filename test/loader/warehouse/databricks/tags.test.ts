import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catalogTables } from '../../../../loader/catalog/tables.ts';
import { FOLLOWING } from '../../../../loader/warehouse/databricks/follow-run.ts';
import { growSchema } from '../../../../loader/warehouse/databricks/grow-schema.ts';
import { sqlEngine } from '../../../../loader/warehouse/databricks/sql-place.ts';
import type { Tagging } from '../../../../loader/warehouse/databricks/tag-columns.ts';
import type { DatabricksTarget } from '../../../../loader/warehouse/databricks/target.ts';
import { duckdbExecutor } from '../../../support/fake-workspace/executors/duckdb.ts';
import { startFakeWorkspace } from '../../../support/fake-workspace/index.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { connect } from './support.ts';

const TABLES = catalogTables().filter(({ name }) => ['bronze_events', 'silver_zoho_books_contacts'].includes(name));
const PERSONAL = TABLES.flatMap(({ name, columns }) =>
  columns.filter((column) => column.personal).map((column) => `${name}.${column.name}`),
);
/** As a release before the e-mail address. */
const OLDER = TABLES.map((table) => ({ ...table, columns: table.columns.filter(({ name }) => name !== 'email') }));

async function workspace() {
  const root = join(tempDir(), 'workspace');
  const executor = duckdbExecutor({ root });
  const fake = await startFakeWorkspace({ root, executor });
  onTestFinished(() => fake.close());
  const connected = connect(fake);
  const engine = (schema: string) => sqlEngine(connected, { catalog: 'main', schema, warehouseId: fake.warehouseId });
  await engine('default').execute('create schema if not exists ledgerlake');
  const { tags } = executor;
  if (tags === undefined) throw new Error('this executor keeps tags');
  const warnings: string[] = [];
  const tagging: Tagging = { state: 'open', onWarning: (text) => warnings.push(text) };
  const target: DatabricksTarget = {
    workspace: connected,
    jobId: '1',
    catalog: 'main',
    schema: 'ledgerlake',
    tasksForEntities: () => [],
    tables: TABLES,
    tagging,
    following: FOLLOWING,
    engine: (schema = 'ledgerlake') => engine(schema),
  };
  const tagged = () => tags.all().map(({ table, column }) => `${table}.${column}`);
  return { target, tagging, warnings, tags, tagged };
}

test('columns for personal data are tagged, those that come later too; none a second time', async () => {
  const { target, tagging, warnings, tags, tagged } = await workspace();
  expect(PERSONAL).toEqual(expect.arrayContaining(['bronze_events.payload', 'silver_zoho_books_contacts.email']));
  await growSchema({ ...target, tables: OLDER });
  expect(tagged().toSorted()).toEqual(PERSONAL.filter((name) => !name.endsWith('.email')).toSorted());
  expect(tags.all()[0]).toMatchObject({ schema: 'ledgerlake', name: 'personal_data', value: 'true' });

  tags.refusal = 'nothing is left to tag';
  await growSchema({ ...target, tables: OLDER, tagging: { ...tagging, state: 'open' } });
  expect(warnings).toEqual([]);
  tags.refusal = undefined;
  await growSchema(target);
  expect(tagged().toSorted()).toEqual(PERSONAL.toSorted());
});

test('a principal that may not tag grows all the same, and hears of it once', async () => {
  const { target, tagging, warnings, tags, tagged } = await workspace();
  tags.refusal = '[PERMISSION_DENIED] User does not have APPLY TAG on table. SQLSTATE: 42501';
  await growSchema({ ...target, tables: OLDER });
  await growSchema(target);
  expect(tagged()).toEqual([]);
  expect(tagging.state).toBe('refused');
  expect(warnings).toEqual([
    expect.stringContaining('columns for personal data are not tagged, loads go on: [PERMISSION_DENIED]'),
  ]);
});
