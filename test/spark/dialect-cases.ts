import type { SqlEngine } from '../../loader/warehouse/sql-engine.ts';
import type { SqlValue } from '../../loader/warehouse/warehouse.ts';

/** A statement of the common dialect with the answer that Spark 4.2 gives, and every other engine has to give. */
export type DialectCase =
  | {
      readonly name: string;
      readonly sql: string;
      /** value of `:x`, then the one column of the rows */
      readonly answers: readonly (readonly [SqlValue, readonly SqlValue[]])[];
    }
  | { readonly name: string; readonly sql: string; readonly rows: readonly (readonly SqlValue[])[] };

/** What an engine answers, in the shape of the case. */
export async function answersOf(engine: SqlEngine, dialectCase: DialectCase): Promise<unknown> {
  if ('rows' in dialectCase) return (await engine.execute(dialectCase.sql)).rows;
  const answers: unknown[] = [];
  for (const [x] of dialectCase.answers) {
    answers.push([x, (await engine.execute(dialectCase.sql, { x })).rows.map(([value]) => value)]);
  }
  return answers;
}

export const expectedOf = (dialectCase: DialectCase): unknown =>
  'rows' in dialectCase ? dialectCase.rows : dialectCase.answers;

export const DIALECT_CASES: readonly DialectCase[] = [
  {
    name: 'DECIMAL of a text',
    sql: 'SELECT CAST(TRY_CAST(:x AS DECIMAL(28, 10)) AS STRING) AS v',
    answers: [
      ['1.10', ['1.1000000000']],
      ['1e2', ['100.0000000000']],
      ['1E+2', ['100.0000000000']],
      ['1.5e-5', ['0.0000150000']],
      ['1e-11', ['0.0000000000']],
      ['1.00000000005', ['1.0000000001']],
      ['123456789012345678.12', ['123456789012345678.1200000000']],
      ['999999999999999999.9999999999', ['999999999999999999.9999999999']],
      ['1e18', [null]],
      ['1e400', [null]],
      ['9007199254740993', ['9007199254740993.0000000000']],
      ['0', ['0.0000000000']],
      ['-0', ['0.0000000000']],
      ['+1', ['1.0000000000']],
      ['.5', ['0.5000000000']],
      ['5.', ['5.0000000000']],
      [' 1 ', ['1.0000000000']],
      ['', [null]],
      ['NaN', [null]],
      ['Infinity', [null]],
      ['0x10', [null]],
      ['1_000', [null]],
      ['1,000', [null]],
      ['1d', [null]],
    ],
  },
  {
    name: 'INT of a text',
    sql: 'SELECT TRY_CAST(:x AS INT) AS v',
    answers: [
      ['30', [30]],
      [' 7 ', [7]],
      ['-0', [0]],
      ['2147483647', [2147483647]],
      ['2147483648', [null]],
      ['30.5', [null]],
      ['1e2', [null]],
      ['0x10', [null]],
      ['1_000', [null]],
      ['', [null]],
    ],
  },
  {
    name: 'BIGINT of a text',
    sql: 'SELECT TRY_CAST(:x AS BIGINT) AS v',
    answers: [
      ['9223372036854775807', ['9223372036854775807']],
      ['9223372036854775808', [null]],
      ['000001700000000000', ['1700000000000']],
    ],
  },
  {
    name: 'BOOLEAN of a text',
    sql: 'SELECT TRY_CAST(:x AS BOOLEAN) AS v',
    answers: [
      ['true', [true]],
      ['FALSE', [false]],
      ['t', [true]],
      ['yes', [true]],
      ['1', [true]],
      ['0', [false]],
      [' true ', [true]],
      ['on', [null]],
      ['', [null]],
      ['x', [null]],
    ],
  },
  {
    name: 'DATE of a text',
    sql: 'SELECT TRY_CAST(:x AS DATE) AS v',
    answers: [
      ['2026-06-09', ['2026-06-09']],
      ['2026-6-9', ['2026-06-09']],
      ['2026-06', ['2026-06-01']],
      ['2026', ['2026-01-01']],
      ['2026-06-09T10:00:00', ['2026-06-09']],
      ['0001-01-01', ['0001-01-01']],
      ['9999-12-31', ['9999-12-31']],
      ['2026-02-30', [null]],
      ['2026-06-09x', [null]],
      ['09/06/2026', [null]],
      ['20260609', [null]],
      ['infinity', [null]],
      ['', [null]],
    ],
  },
  {
    name: 'instant with offset',
    sql: "SELECT try_to_timestamp(:x, 'yyyy-MM-dd HH:mm:ssXX') AS v",
    answers: [
      ['2026-06-09 09:46:21-0400', ['2026-06-09T13:46:21.000000Z']],
      ['2026-06-09 09:46:21Z', ['2026-06-09T09:46:21.000000Z']],
      ['2026-06-09 09:46:21+1800', ['2026-06-08T15:46:21.000000Z']],
      ['9999-12-31 23:59:59Z', ['9999-12-31T23:59:59.000000Z']],
      ['0001-01-01 00:00:00Z', ['0001-01-01T00:00:00.000000Z']],
      ['1899-06-01 00:00:00Z', ['1899-06-01T00:00:00.000000Z']],
      ['2026-06-09 09:46:21+1801', [null]],
      ['2026-06-09 09:46:21+0060', [null]],
      ['2026-06-09 09:46:21-04:00', [null]],
      ['2026-06-09 09:46:21', [null]],
      ['2026-06-09T09:46:21Z', [null]],
      ['2026-06-09 09:46:21.5Z', [null]],
      ['2026-02-30 09:46:21Z', [null]],
      ['2026-06-09 24:00:00Z', [null]],
      ['2026-06-09 23:59:60Z', [null]],
      ['2026-06-09 23:61:00Z', [null]],
      [' 2026-06-09 09:46:21Z', [null]],
      ['x', [null]],
      ['', [null]],
    ],
  },
  {
    name: 'instant without offset',
    sql: "SELECT try_to_timestamp(:x, 'yyyy-MM-dd HH:mm:ss') AS v",
    answers: [
      ['2026-06-09 09:46:21', ['2026-06-09T09:46:21.000000Z']],
      ['2026-02-29 00:00:00', [null]],
      ['2026-06-09 09:46:21Z', [null]],
      ['2026-06-09 09:46', [null]],
    ],
  },
  {
    name: 'instant with fraction',
    sql: "SELECT try_to_timestamp(:x, 'yyyy-MM-dd HH:mm:ss.SSSSSSXX') AS v",
    answers: [
      ['2026-06-09 09:46:21.5-0400', ['2026-06-09T13:46:21.500000Z']],
      ['2026-06-09 09:46:21.123Z', ['2026-06-09T09:46:21.123000Z']],
      ['2026-06-09 09:46:21.123456Z', ['2026-06-09T09:46:21.123456Z']],
      ['2026-06-09 09:46:21.000001+0530', ['2026-06-09T04:16:21.000001Z']],
      ['2026-06-09 09:46:21.1234567Z', [null]],
      ['2026-06-09 09:46:21.Z', [null]],
      ['2026-06-09 09:46:21Z', [null]],
    ],
  },
  {
    name: 'New York wall clock',
    sql: "SELECT to_utc_timestamp(try_to_timestamp(:x || 'Z', 'yyyy-MM-dd HH:mm:ssXX'), 'America/New_York') AS v",
    answers: [
      ['2019-11-14 11:27:45', ['2019-11-14T16:27:45.000000Z']],
      ['2019-11-03 00:59:59', ['2019-11-03T04:59:59.000000Z']],
      ['2019-11-03 01:30:00', ['2019-11-03T05:30:00.000000Z']],
      ['2019-11-03 02:00:00', ['2019-11-03T07:00:00.000000Z']],
      ['2019-03-10 01:59:59', ['2019-03-10T06:59:59.000000Z']],
      ['2019-03-10 02:30:00', ['2019-03-10T07:30:00.000000Z']],
      ['2019-03-10 03:00:00', ['2019-03-10T07:00:00.000000Z']],
      ['x', [null]],
    ],
  },
  {
    name: 'a STRING field',
    sql: "SELECT j.taxName1 AS v FROM (SELECT from_json(:x, 'a STRING, taxName1 STRING') AS j) AS q",
    answers: [
      ['{"taxName1":"1.10"}', ['1.10']],
      ['{"TaxName1":"x","taxname1":"y"}', [null]],
      ['{"taxName1":""}', ['']],
      ['{"taxName1":null}', [null]],
      ['{}', [null]],
      ['{"taxName1":true}', ['true']],
      ['{"taxName1":{"b":"1","c":["x",null]," ":""}}', ['{"b":"1","c":["x",null]," ":""}']],
      ['{"taxName1":["x",{"y":"z"}]}', ['["x",{"y":"z"}]']],
      ['{"taxName1":"é😀é"}', ['é😀é']],
      [
        '{"taxName1":{"k":"\\u001f \\u007f \\u2028 \\/ é \\b\\f\\n\\r\\t \\" \\\\ <>&\'"}}',
        ['{"k":"\\u001F    / é \\b\\f\\n\\r\\t \\" \\\\ <>&\'"}'],
      ],
      ['{"taxName1":"x\\u0000y"}', ['x\u0000y']],
      ['{"taxName1":{"k":"x\\u0000y"}}', ['{"k":"x\\u0000y"}']],
      ['{"taxName1":12345678901234567890}', ['12345678901234567890']],
      ['[{"taxName1":"1"}]', [null]],
      ['[]', [null]],
      ['"x"', [null]],
      ['5', [null]],
      ['', [null]],
      ['abc', [null]],
    ],
  },
  {
    name: 'elements of an ARRAY',
    sql: "SELECT concat_ws(',', CAST(l.pos AS STRING), coalesce(l.line, 'null')) AS v FROM (SELECT from_json(given.x, 'ARRAY<STRING>') AS a FROM (SELECT :x AS x) AS given) AS q, LATERAL posexplode(q.a) AS l(pos, line) ORDER BY l.pos",
    answers: [
      ['["a",{"b":"1"},null,["x"],"",true]', ['0,a', '1,{"b":"1"}', '2,null', '3,["x"]', '4,', '5,true']],
      ['[]', []],
      ['{}', []],
      ['{"a":"1"}', []],
      ['""', []],
      ['"x"', []],
      ['5', []],
      ['', []],
      ['abc', []],
      ['["a"', []],
      [null, []],
    ],
  },
  {
    name: 'depth of nesting',
    sql: "SELECT CAST(length(j.a) AS INT) AS v FROM (SELECT from_json('{\"a\":' || repeat('[', CAST(:x AS INT)) || repeat(']', CAST(:x AS INT)) || '}', 'a STRING') AS j) AS q",
    answers: [
      ['50', [100]],
      ['500', [1000]],
      ['999', [1998]],
    ],
  },
  {
    name: 'parameter',
    sql: 'SELECT :x AS v',
    answers: [
      ['x', ['x']],
      ['', ['']],
      [true, [true]],
      [null, [null]],
      [1.5, [1.5]],
    ],
  },
  {
    name: 'days and months',
    sql: "SELECT add_months(DATE '2026-01-31', 1) AS a, add_months(DATE '2026-02-28', 1) AS b, add_months(DATE '2026-03-31', -1) AS c, last_day(DATE '2028-02-03') AS d, date_add(DATE '2026-01-31', 1) AS e, date_add(DATE '2026-01-31', -30) AS f, datediff(DATE '2026-03-01', DATE '2026-02-01') AS g, date_sub(DATE '2026-03-01', 1) AS h",
    rows: [['2026-02-28', '2026-03-28', '2026-02-28', '2028-02-29', '2026-02-01', '2026-01-01', 28, '2026-02-28']],
  },
  {
    name: 'instants and numbers',
    sql: "SELECT unix_micros(TIMESTAMP '2026-06-09T10:00:00.123456Z') AS a, timestamp_micros(1781000000123456) AS b, timestamp_micros(-1) AS c, CAST(TIMESTAMP '2026-06-09T23:59:59Z' AS DATE) AS d",
    rows: [['1780999200123456', '2026-06-09T10:13:20.123456Z', '1969-12-31T23:59:59.999999Z', '2026-06-09']],
  },
  {
    name: 'NULL',
    sql: "SELECT greatest('a', NULL, 'b') AS a, least(3, NULL, 1) AS b, coalesce(NULL, 'x') AS c, NULLIF('', '') AS d, concat_ws('|', 'a', NULL, 'b') AS e, concat('a', NULL) AS f, concat('a', 'b') AS g, 'a' || NULL AS h, NULL <=> NULL AS i",
    rows: [['b', 1, 'x', null, 'a|b', null, 'ab', null, true]],
  },
  {
    name: 'texts',
    sql: "SELECT lpad('7', 3, '0') AS a, lpad('12345', 3, '0') AS b, split_part('a.b.c', '.', 2) AS c, split_part('a', '.', 3) AS d, substring('hello', 2, 3) AS e, replace('a-b', '-', '+') AS f, CAST(instr('hello', 'l') AS INT) AS g, CAST(length('é😀') AS INT) AS h, lower('ÄB') AS i, upper('äb') AS j, trim('  x ') AS k, chr(65) AS l",
    rows: [['007', '123', 'b', '', 'ell', 'a+b', 3, 2, 'äb', 'ÄB', 'x', 'A']],
  },
  {
    name: 'patterns',
    sql: "SELECT regexp_like('abc', '^[a-c]+$') AS a, regexp_like('x abc', 'a.c') AS b, regexp_replace('a1b2', '[0-9]', '') AS c, 'a' LIKE '_' AS d, 'ab' LIKE 'a%' AS e",
    rows: [[true, true, 'ab', true, true]],
  },
  {
    name: 'rows of a split text',
    sql: "SELECT p.pos AS pos, p.x AS x FROM (SELECT split('a' || chr(30) || 'b' || chr(30), chr(30)) AS s) AS q, LATERAL posexplode(q.s) AS p(pos, x) ORDER BY pos",
    rows: [
      [0, 'a'],
      [1, 'b'],
      [2, ''],
    ],
  },
  {
    name: 'rows of a sequence',
    sql: 'SELECT CAST(e.x AS INT) AS x FROM (SELECT sequence(0, 3) AS s) AS q, LATERAL explode(q.s) AS e(x) ORDER BY x',
    rows: [[0], [1], [2], [3]],
  },
  { name: 'explode in a select list', sql: "SELECT explode(split('a,b', ',')) AS x", rows: [['a'], ['b']] },
  {
    name: 'sums',
    sql: 'SELECT CAST(sum(x) AS DECIMAL(28,10)) AS a, count(*) AS b, max(x) AS c, CAST(sum(CASE WHEN x > 2 THEN x ELSE 0 END) AS DECIMAL(28, 10)) AS d FROM (VALUES (CAST(1.10 AS DECIMAL(28, 10))), (CAST(2.20 AS DECIMAL(28, 10)))) AS v(x)',
    rows: [['3.3000000000', '2', '2.2000000000', '2.2000000000']],
  },
  {
    name: 'hashes',
    sql: "SELECT sha2('abc', 256) AS a, conv('ffffffff', 16, 10) AS b, get_json_object('{\"a\":{\"b\":\"c\"}}', '$.a.b') AS c, size(split('a,b', ',')) AS d",
    rows: [['ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '4294967295', 'c', 2]],
  },
  {
    name: 'quotes and names',
    sql: "SELECT 'it''s' AS a, \"double\" AS b, `odd name` AS c, q.timestamp AS d, q.date AS e, ':no' AS f, '-- no' AS g, 'now()' AS h FROM (SELECT 1 AS `odd name`, 2 AS timestamp, 3 AS date) AS q -- a remark with a ' quote",
    rows: [["it's", 'double', 1, 2, 3, ':no', '-- no', 'now()']],
  },
  {
    name: 'order of NULL and of letters',
    sql: "SELECT x FROM (VALUES ('b'), (NULL), ('a'), ('B'), ('é'), ('Z')) AS v(x) ORDER BY x",
    rows: [[null], ['B'], ['Z'], ['a'], ['b'], ['é']],
  },
  {
    name: 'row numbers',
    sql: "SELECT CAST(row_number() OVER (PARTITION BY a ORDER BY b DESC) AS INT) AS r, a, b FROM (VALUES ('x', 1), ('x', 2), ('y', NULL)) AS v(a, b) ORDER BY a, b",
    rows: [
      [2, 'x', 1],
      [1, 'x', 2],
      [1, 'y', null],
    ],
  },
  {
    name: 'texts of values',
    sql: "SELECT CAST(CAST('0' AS DECIMAL(28, 10)) AS STRING) AS a, CAST(CAST('0.0000000001' AS DECIMAL(28, 10)) AS STRING) AS b, CAST(true AS STRING) AS c, CAST(DATE '0001-01-01' AS STRING) AS d, CAST(5 AS STRING) AS e, CAST('5' AS INT) AS f, 7 % 3 AS g",
    rows: [['0.0000000000', '0.0000000001', 'true', '0001-01-01', '5', 5, 1]],
  },
];
