import { describe, expect, it } from 'vitest';
import type { CatalogTable } from '../../../loader/catalog/tables.ts';
import { catalogTables } from '../../../loader/catalog/tables.ts';
import { jobTasks } from '../../../loader/catalog/tasks.ts';
import { columnType } from '../../../loader/warehouse/growth/column-type.ts';
import { compareCatalog, type FoundColumn } from '../../../loader/warehouse/growth/compare-catalog.ts';
import { grow } from '../../../loader/warehouse/growth.ts';

const THINGS: CatalogTable = {
  name: 'things',
  comment: 'Things',
  columns: [
    { name: 'id', type: 'STRING', comment: 'Id', required: true },
    { name: 'total', type: 'DECIMAL(28, 10)', comment: "The customer's total" },
    { name: 'at', type: 'TIMESTAMP', comment: 'When' },
  ],
  key: ['id'],
  clusterBy: ['id'],
  task: 'things_task',
};
const OTHERS: CatalogTable = { ...THINGS, name: 'others', task: 'others_task' };

const columns = (table: string, types: Readonly<Record<string, string>>): readonly FoundColumn[] =>
  Object.entries(types).map(([name, type]) => ({ table, name, type }));
const WHOLE = { id: 'STRING', total: 'decimal(28,10)', at: 'timestamp' };

describe('types of every engine', () => {
  it.each([
    ['duckdb', 'VARCHAR', 'STRING'],
    ['duckdb', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP'],
    ['duckdb', 'TIMESTAMP', 'TIMESTAMP_NTZ'],
    ['duckdb', 'DECIMAL(28,10)', 'DECIMAL(28, 10)'],
    ['duckdb', 'INTEGER', 'INT'],
    ['duckdb', 'BIGINT', 'BIGINT'],
    ['duckdb', 'VARCHAR[]', 'VARCHAR[]'],
    ['databricks', 'string', 'STRING'],
    ['databricks', 'string collate UTF8_BINARY', 'STRING'],
    ['databricks', 'varchar(10)', 'VARCHAR(10)'],
    ['databricks', 'decimal(28,10)', 'DECIMAL(28, 10)'],
    ['databricks', 'timestamp', 'TIMESTAMP'],
    ['databricks', 'timestamp_ntz', 'TIMESTAMP_NTZ'],
    ['databricks', 'int', 'INT'],
    ['databricks', 'LONG', 'BIGINT'],
    ['databricks', 'boolean', 'BOOLEAN'],
    ['databricks', 'date', 'DATE'],
    ['databricks', 'array<string>', 'ARRAY<STRING>'],
  ] as const)('%s: %s is %s', (words, type, expected) => expect(columnType(type, words)).toBe(expected));

  it('those of the catalog are written as they compare', () => {
    for (const { type } of catalogTables().flatMap((table) => table.columns)) {
      expect(columnType(type, 'databricks')).toBe(type);
    }
  });
});

describe('the comparison', () => {
  const compared = (types: Readonly<Record<string, string>>, words: 'databricks' | 'duckdb' = 'databricks') =>
    compareCatalog([THINGS], columns('things', types), words);

  it.each([
    ['Databricks', 'databricks', WHOLE],
    ['DuckDB', 'duckdb', { id: 'VARCHAR', total: 'DECIMAL(28,10)', at: 'TIMESTAMP WITH TIME ZONE' }],
    [
      'other letters and a column of somebody',
      'databricks',
      { ID: 'String', Total: 'DECIMAL(28, 10)', AT: 'TIMESTAMP', own: 'int' },
    ],
  ] as const)('finds nothing to do: %s', (_, words, types) => {
    expect(compared(types, words)).toEqual({ create: [], add: [], conflicts: [] });
  });

  it('finds a missing table, also when there are others', () => {
    expect(compareCatalog([THINGS], [], 'duckdb').create).toEqual([THINGS]);
    expect(compareCatalog([THINGS, OTHERS], columns('others', WHOLE), 'databricks').create).toEqual([THINGS]);
  });

  it('finds missing columns, one entry per table', () => {
    const [, total, at] = THINGS.columns;
    expect(compared({ id: 'string' })).toEqual({
      create: [],
      add: [{ table: THINGS, columns: [total, at] }],
      conflicts: [],
    });
  });

  it('finds other types, and missing columns that may not be empty', () => {
    expect(compared({ total: 'decimal(18,2)', at: 'timestamp_ntz' }).conflicts).toEqual([
      { table: 'things', column: 'id', expected: 'STRING', found: 'missing' },
      { table: 'things', column: 'total', expected: 'DECIMAL(28, 10)', found: 'DECIMAL(18, 2)' },
      { table: 'things', column: 'at', expected: 'TIMESTAMP', found: 'TIMESTAMP_NTZ' },
    ]);
  });
});

describe('growth', () => {
  const grown = async (found: readonly FoundColumn[], tasks?: readonly string[]) => {
    const statements: string[] = [];
    const growth = await grow({
      tables: [THINGS, OTHERS],
      words: 'databricks',
      columns: () => Promise.resolve(found),
      execute: async (sql) => void statements.push(sql),
      ...(tasks === undefined ? {} : { tasks }),
    }).catch((error: unknown) => ({ error }));
    return { growth, statements };
  };

  it('creates and adds, one statement per table, comments included', async () => {
    const { growth, statements } = await grown(columns('things', { id: 'string' }));
    expect(growth).toEqual({ created: ['others'], added: ['things.total', 'things.at'] });
    expect(statements).toEqual([
      expect.stringMatching(/^create table if not exists others \([^]*primary key \(id\)[^]*comment 'Things'$/),
      "alter table things add columns (\n    total DECIMAL(28, 10) comment 'The customer''s total',\n    at TIMESTAMP comment 'When'\n)",
    ]);
  });

  it('does nothing when nothing is missing', async () => {
    const { growth, statements } = await grown([...columns('things', WHOLE), ...columns('others', WHOLE)]);
    expect([growth, statements]).toEqual([{ created: [], added: [] }, []]);
  });

  it('makes nothing when a column has another type, and names it', async () => {
    const { growth, statements } = await grown(columns('things', { ...WHOLE, total: 'double' }));
    expect(growth).toMatchObject({
      error: {
        code: 'schema_conflict',
        retryable: false,
        message: expect.stringContaining('things.total is DOUBLE, not DECIMAL(28, 10)'),
        hint: expect.stringContaining('rename'),
      },
    });
    expect(statements).toEqual([]);
  });

  it('passes over a conflict in a table that the load does not write', async () => {
    const { growth } = await grown(columns('things', { ...WHOLE, total: 'double' }), ['others_task']);
    expect(growth).toEqual({ created: ['others'], added: [] });
  });
});

it('every table of the catalog belongs to a task of the job', () => {
  const keys = jobTasks().map((task) => task.key);
  expect(catalogTables().filter(({ task }) => !keys.includes(task))).toEqual([]);
  expect(new Set(catalogTables().map(({ name }) => name)).size).toBe(catalogTables().length);
});
