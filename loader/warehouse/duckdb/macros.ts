import { createHash } from 'node:crypto';

/**
 * Spark's functions for DuckDB, with Spark's answers (lists of tried texts: `test/spark/dialect-cases.ts`). They are kept in
 * the database file, because views that use them must also work for other programs that open it. Session time zone UTC.
 * A name that ends in `_` is what a rewritten call becomes; DuckDB's own functions are never replaced.
 */
const MACROS: readonly string[] = [
  // `TRY_CAST(x AS type)` becomes `TRY_CAST(strict_<type>_(x) AS type)`: x is a text
  String.raw`strict_number_(s) AS CASE WHEN regexp_full_match(s, '\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*') THEN s END`,
  String.raw`strict_int_(s) AS CASE WHEN regexp_full_match(s, '\s*[+-]?[0-9]+\s*') THEN s END`,
  'strict_boolean_(s) AS trim(s)',
  String.raw`strict_date_(s) AS CASE
    WHEN regexp_full_match(trim(s), '[0-9]{4}') THEN trim(s) || '-01-01'
    WHEN regexp_full_match(trim(s), '[0-9]{4}-[0-9]{1,2}') THEN trim(s) || '-01'
    WHEN regexp_full_match(trim(s), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?') THEN regexp_extract(trim(s), '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')
  END`,
  String.raw`strict_timestamp_(s) AS CASE
    WHEN regexp_matches(s, '^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T]([01]?[0-9]|2[0-3]):.*)?\s*$') THEN s
  END`,
  // Spark takes 1 to 6 digits for SSSSSS, and offsets up to 18 hours
  String.raw`try_to_timestamp(s, f) AS CASE
    WHEN f = 'yyyy-MM-dd HH:mm:ssXX' THEN CASE
      WHEN regexp_full_match(s, '\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d([+-](0\d|1[0-7])[0-5]\d|[+-]1800|Z)')
      THEN try_strptime(replace(s, 'Z', '+0000'), '%Y-%m-%d %H:%M:%S%z') END
    WHEN f = 'yyyy-MM-dd HH:mm:ss.SSSSSSXX' THEN CASE
      WHEN regexp_full_match(s, '\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,6}([+-](0\d|1[0-7])[0-5]\d|[+-]1800|Z)')
      THEN try_strptime(replace(s, 'Z', '+0000'), '%Y-%m-%d %H:%M:%S.%f%z') END
    WHEN f = 'yyyy-MM-dd HH:mm:ss' THEN CASE
      WHEN regexp_full_match(s, '\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d')
      THEN timezone('UTC', try_strptime(s, '%Y-%m-%d %H:%M:%S')) END
    ELSE error('try_to_timestamp: pattern ' || f)
  END`,
  // in the hour that autumn repeats Spark takes the first of the two instants, ICU the second
  'wall_to_utc_(w, z) AS CASE WHEN timezone(z, timezone(z, w) - INTERVAL 1 HOUR) = w THEN timezone(z, w) - INTERVAL 1 HOUR ELSE timezone(z, w) END',
  "to_utc_timestamp(t, z) AS wall_to_utc_(timezone('UTC', t), z)",
  "timestamp_micros(n) AS timezone('UTC', make_timestamp(CAST(n AS BIGINT)))",
  'add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE)',
  'spark_datediff_(a, b) AS CAST(CAST(a AS DATE) - CAST(b AS DATE) AS INTEGER)',
  'spark_date_sub_(d, n) AS CAST(d AS DATE) - CAST(n AS INTEGER)',
  'get_json_object(j, p) AS TRY(json_extract_string(j, p))',
  'posexplode_rows_(a) AS TABLE SELECT CAST(unnest(range(len(a))) AS INTEGER) AS pos, unnest(a) AS col',
  'explode_rows_(a) AS TABLE SELECT unnest(a) AS col',
  'size(a) AS CAST(len(a) AS INTEGER)',
  'sequence(a, b) AS generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT))',
  'collect_list(x) AS coalesce(list(x) FILTER (x IS NOT NULL), [])',
  "spark_array_sort_(a) AS list_sort(a, 'ASC', 'NULLS LAST')",
  "sha2(s, n) AS CASE WHEN n IN (0, 256) THEN sha256(s) ELSE error('sha2: 256 only') END",
  "conv(s, f, t) AS CASE WHEN f = 16 AND t = 10 THEN CAST(CAST('0x' || s AS UBIGINT) AS VARCHAR) ELSE error('conv: 16 to 10 only') END",
  'assert_true(c, m) AS CASE WHEN c THEN NULL ELSE error(m) END',
];

const DIGEST = createHash('sha256').update(MACROS.join('\n')).digest('hex').slice(0, 16);

/** Fails in a database without this release's macros. A list of all functions would take longer than most statements. */
export const MACROS_PRESENT = `SELECT spark_macros_${DIGEST}_()`;

/** The statements that create them; `TEMP` for a file that is opened for reading. */
export function createMacros(where: 'kept' | 'temporary'): readonly string[] {
  const create = where === 'kept' ? 'CREATE OR REPLACE MACRO' : 'CREATE OR REPLACE TEMP MACRO';
  return [...MACROS, `spark_macros_${DIGEST}_() AS TRUE`].map((macro) => `${create} ${macro}`);
}
