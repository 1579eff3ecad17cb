import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BRONZE_COLUMNS, type BronzeColumn, type BronzeRow } from '../../../loader/bronze.ts';
import { PARQUET_WRITERS } from '../../../loader/load/manifest.ts';
import { openParquetWriter } from '../../../loader/parquet/index.ts';
import { memorySink, type ParquetSummary } from '../../../loader/parquet/writer.ts';
import { readBack } from './read-back.ts';

const COLUMNS: readonly BronzeColumn[] = [
  { name: 'id', type: 'string', required: true, comment: '' },
  { name: 'note', type: 'string', required: false, comment: '' },
  { name: 'at', type: 'instant', required: true, comment: '' },
  { name: 'maybe_at', type: 'instant', required: false, comment: '' },
  { name: 'position', type: 'int', required: true, comment: '' },
];

interface Written extends ParquetSummary {
  readonly file: Uint8Array;
}

async function write(
  name: (typeof PARQUET_WRITERS)[number],
  rows: readonly BronzeRow[],
  options: { columns?: readonly BronzeColumn[]; maxGroupRows?: number; maxGroupText?: number; perWrite?: number } = {},
): Promise<Written> {
  const { columns = COLUMNS, perWrite = 7, ...limits } = options;
  const sink = memorySink();
  const writer = await openParquetWriter(name, { columns, sink, ...limits });
  for (let at = 0; at < rows.length; at += perWrite) await writer.write(rows.slice(at, at + perWrite));
  return { ...(await writer.close()), file: sink.bytes() };
}

const row = (id: string, facts: Partial<BronzeRow> = {}): BronzeRow => ({
  id,
  note: null,
  at: 0n,
  maybe_at: null,
  position: 0,
  ...facts,
});
const micros = (instant: string): bigint => BigInt(Date.parse(instant)) * 1000n;

const FORMAT = {
  'hyparquet-writer': {
    annotation: /isAdjustedToUTC=(1|true).*MICROS/i,
    codec: 'ZSTD',
    createdBy: 'ledgerlake hyparquet-writer',
    statistics: ['a', '\u{1F69A}'],
  },
  'parquetjs-lite': {
    // The older annotation, which the format defines as adjusted to UTC.
    annotation: /^TIMESTAMP_MICROS/,
    codec: 'SNAPPY',
    createdBy: 'parquet.js',
    statistics: [null, null],
  },
} as const;

describe.each(PARQUET_WRITERS)('%s', (name) => {
  test('every value comes back', async () => {
    const texts = [
      '',
      ' ',
      'é',
      '🚚 astral',
      '\u2028\u0001\u007f',
      '"quoted\\"',
      'x'.repeat(70_000),
      '漢'.repeat(30_000),
      'null',
      'NaN',
    ];
    const instants = [
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '0001-01-01T00:00:00.000Z',
      '1900-02-28T12:00:00.001Z',
      '2026-06-09T13:46:21.123Z',
      '9999-12-31T23:59:59.999Z',
    ];
    const rows = [
      ...texts.map((text) => row(text, { note: text })),
      ...instants.map((instant) => row('t', { at: micros(instant), maybe_at: micros(instant) })),
      row('int', { position: 2_147_483_647 }),
      row('int', { position: -2_147_483_648 }),
      row('nulls'),
    ];
    expect((await readBack((await write(name, rows)).file, COLUMNS)).rows).toStrictEqual(rows);
  });

  test('columns of nothing but NULL, one row, and runs of all lengths', async () => {
    expect((await readBack((await write(name, [row('a')])).file, COLUMNS)).rows).toStrictEqual([row('a')]);
    for (const run of [2, 7, 8, 9, 63, 64, 65]) {
      const rows = Array.from({ length: 300 }, (_, i) =>
        row(String(i), {
          note: Math.floor(i / run) % 2 === 0 ? null : `n${i}`,
          maybe_at: i % run === 0 ? BigInt(i) : null,
        }),
      );
      expect((await readBack((await write(name, rows)).file, COLUMNS)).rows).toStrictEqual(rows);
    }
  });

  test('types and codec, no machine and no time in the footer', async () => {
    const { file } = await write(name, [row('a')], { columns: COLUMNS });
    const { schema, chunks, footer } = await readBack(file, COLUMNS);
    expect(schema.map(({ name: column, type, repetition_type }) => [column, type, repetition_type])).toStrictEqual([
      ['id', 'BYTE_ARRAY', 'REQUIRED'],
      ['note', 'BYTE_ARRAY', 'OPTIONAL'],
      ['at', 'INT64', 'REQUIRED'],
      ['maybe_at', 'INT64', 'OPTIONAL'],
      ['position', 'INT32', 'REQUIRED'],
    ]);
    expect(schema.slice(0, 2).map(({ converted_type }) => converted_type)).toStrictEqual(['UTF8', 'UTF8']);
    const { annotation, codec, createdBy } = FORMAT[name];
    for (const column of schema.slice(2, 4)) {
      expect(`${String(column['converted_type'])} ${String(column['logical_type'])}`).toMatch(annotation);
    }
    expect(new Set(chunks.map((chunk) => chunk['compression']))).toStrictEqual(new Set([codec]));
    expect(footer['created_by']).toBe(createdBy);
  });

  test('statistics are right or absent', async () => {
    // In UTF-16 order U+FF5E sorts after U+1F69A, in UTF-8 order before it.
    const { chunks } = await readBack((await write(name, [row('\uFF5E'), row('\u{1F69A}'), row('a')])).file, COLUMNS);
    const id = chunks.find((chunk) => chunk['path_in_schema'] === 'id');
    expect([id?.['stats_min_value'], id?.['stats_max_value']]).toStrictEqual(FORMAT[name].statistics);
  });

  test('the same rows give the same bytes, however they are handed over', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) =>
      row(`id-${i}`, { note: `note ${i % 17}`, at: BigInt(i) * 1_000_000n }),
    );
    const first = await write(name, rows, { perWrite: 1 });
    const second = await write(name, rows, { perWrite: 999 });
    expect(second.sha256).toBe(first.sha256);
    expect(Buffer.compare(first.file, second.file)).toBe(0);
    expect(first).toMatchObject({
      rows: 5000,
      bytes: first.file.byteLength,
      sha256: createHash('sha256').update(first.file).digest('hex'),
    });
  });

  test.each<[string, { maxGroupRows?: number; maxGroupText?: number }, readonly number[]]>([
    ['by default 2048 rows', {}, [2048, 2048, 404]],
    ['by rows', { maxGroupRows: 3000 }, [3000, 1500]],
    ['by text', { maxGroupText: 7000 }, [1000, 1000, 1000, 1000, 500]],
    ['a row that is larger alone', { maxGroupText: 3 }, [1, 1, 1]],
  ])('row groups: %s', async (_name, limits, sizes) => {
    const rows = Array.from({ length: 4500 }, (_, i) => row(String(i).padStart(7, '0')));
    const { file } = await write(
      name,
      rows.slice(
        0,
        sizes.reduce((sum, size) => sum + size),
      ),
      limits,
    );
    const { chunks } = await readBack(file, COLUMNS);
    const groups = new Map(chunks.map((chunk) => [chunk['row_group_id'], Number(chunk['row_group_num_rows'])]));
    expect([...groups.values()]).toStrictEqual(sizes);
  });

  test('the columns of bronze', async () => {
    const bronze: BronzeRow = Object.fromEntries(
      BRONZE_COLUMNS.map(({ name: column, type, required }) => [
        column,
        required ? { string: 'x', instant: 1_700_000_000_000_000n, int: 3 }[type] : null,
      ]),
    );
    const { file } = await write(name, [bronze, bronze], { columns: BRONZE_COLUMNS });
    expect((await readBack(file, BRONZE_COLUMNS)).rows).toStrictEqual([bronze, bronze]);
  });

  test.each<[string, Partial<BronzeRow>]>([
    ['NULL where a value is required', { id: null }],
    ['an integer out of range', { position: 2 ** 31 }],
  ])('%s is refused', async (_name, facts) => {
    await expect(write(name, [row('a', facts)])).rejects.toMatchObject({ code: 'parquet_value_invalid' });
  });
});

test('microseconds before 1970: exact, or refused by the writer that would cut them', async () => {
  const rows = [row('a', { at: -1n })];
  expect((await readBack((await write('hyparquet-writer', rows)).file, COLUMNS)).rows).toStrictEqual(rows);
  await expect(write('parquetjs-lite', rows)).rejects.toMatchObject({ code: 'parquet_value_invalid' });
});

test('a failing sink fails the writer', async () => {
  for (const name of PARQUET_WRITERS) {
    const sink = { write: () => Promise.reject(new Error('disk full')) };
    const writing = async (): Promise<void> => {
      const writer = await openParquetWriter(name, { columns: COLUMNS, sink });
      await writer.write([row('a')]);
      await writer.close();
    };
    await expect(writing()).rejects.toThrow(/disk full/);
  }
});
