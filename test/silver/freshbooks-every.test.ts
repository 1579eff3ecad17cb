import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRESHBOOKS_ENTITIES } from '../../loader/catalog/freshbooks/index.ts';
import { columnNames } from '../../loader/catalog/generate/columns.ts';
import { silverTable } from '../../loader/catalog/index.ts';
import { driftCounter } from '../../loader/documents/drift.ts';
import { isObject } from '../../loader/documents/json.ts';
import { documentSplitter } from '../../loader/sources/index.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { answer, FRESHBOOKS_ACCOUNT } from '../loader/documents/envelopes.ts';
import { EVERY_FRESHBOOKS_ID, landEveryFreshbooksEntity } from '../support/every-freshbooks-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { FRESHBOOKS_SHAPES } from '../support/payloads/freshbooks-entities.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  await applied(warehouse, await lab.convert(await landEveryFreshbooksEntity(lab)));
});
afterAll(() => lab.close());

const TABLES = FRESHBOOKS_ENTITIES.flatMap((entity) =>
  [
    { columns: entity.columns, child: undefined },
    ...entity.children.map((child) => ({ columns: child.columns, child })),
  ].map(({ columns, child }) => ({ entity, table: silverTable(entity, child), columns: columnNames(columns) })),
);

describe('every FreshBooks entity', () => {
  it('has documents', () => {
    expect(FRESHBOOKS_SHAPES.map((shape) => shape.entity).sort()).toEqual(
      FRESHBOOKS_ENTITIES.map((e) => e.name).sort(),
    );
  });

  it('has no key that the catalog does not know, but those of a newer release', () => {
    const counter = driftCounter();
    for (const shape of FRESHBOOKS_SHAPES) {
      for (const body of [shape.one(shape.ordinary('1')), shape.page([shape.odd('2')])]) {
        const envelope = answer(body, { source: 'freshbooks', entity: shape.entity, entityId: null });
        const documents = documentSplitter('freshbooks').split(envelope, { organizationIds: [FRESHBOOKS_ACCOUNT] });
        expect(documents.every((document) => isObject(document.content))).toBe(true);
        for (const document of documents) {
          counter.add(document, { rawKey: 'raw/1', source: 'freshbooks', origin: 'poll' });
        }
      }
    }
    const paths = FRESHBOOKS_ENTITIES.map((entity) => entity.name)
      .sort()
      .flatMap((name) => [`${name} is_green`, `${name} loyalty`]);
    const found = counter.drift().paths.map(({ entity, path }) => `${entity.replace('freshbooks.', '')} ${path}`);
    expect(found.sort()).toEqual(paths.sort());
  });

  it('leaves quarantine empty', async () => {
    expect(
      await warehouse.query('select entity, table_name, column_name, value, reason from silver_quarantine'),
    ).toEqual([]);
  });

  it.each(FRESHBOOKS_ENTITIES)(
    '$name: edited, archived, deleted, restored and unseen records are told apart',
    async (entity) => {
      const { edited, odd, deleted, restored, unseen } = EVERY_FRESHBOOKS_ID;
      const rows = await warehouse.query(
        `select ${entity.id} as id, is_deleted, _version = '' as is_empty from ${silverTable(entity)} order by 1`,
      );
      expect(rows).toEqual([
        { id: edited, is_deleted: false, is_empty: false },
        { id: odd, is_deleted: false, is_empty: false },
        { id: deleted, is_deleted: true, is_empty: false },
        { id: restored, is_deleted: false, is_empty: false },
        { id: unseen, is_deleted: true, is_empty: true },
      ]);
    },
  );

  it.each(TABLES)('$table: every column has a value in some document', async ({ table, columns }) => {
    const [counts] = await warehouse.query(
      `select ${columns.map((name) => `count(${name}) as ${name}`).join(', ')} from ${table}`,
    );
    const empty = Object.entries(counts ?? {}).filter(([, count]) => Number(count) === 0);
    expect(empty).toEqual([]);
    expect(Object.keys(counts ?? {})).toEqual(columns);
  });
});
