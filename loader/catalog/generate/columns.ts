import type { Column } from '../entity.ts';
import { nestedProblems, nestedTexts, rootOf, textOf } from './nested.ts';
import { excerpt, problem } from './problem.ts';

/** A silver column as SQL sees it. */
export interface SqlColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
  /** data about a natural person */
  readonly personal?: true;
}

// The forms in which serializers write numbers, as far as DECIMAL(28, 10) holds them exactly. More than 18 integer digits are
// refused by the cast itself.
const EXACT_FORMS = [
  '[0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?', // 1.10, 1e2
  '[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])', // 1.2345678901234E11, as Java writes from ten million on
  '[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]', // 1.0E-4, 1.5e-05
  '[0-9]([.][0-9]{1,3})?[eE]-0?[67]', // 1.5e-7
  '[0-9]{1,18}[eE]-(0?[1-9]|10)', // 12e-3
];
const EXACT_DECIMAL = `'^-?(${EXACT_FORMS.join('|')});$'`;
const SQL_TYPES = {
  text: 'STRING',
  decimal: 'DECIMAL(28, 10)',
  money: 'DECIMAL(28, 10)',
  moneyText: 'STRING',
  date: 'DATE',
  day: 'DATE',
  instant: 'TIMESTAMP',
  eastern: 'TIMESTAMP',
  utc: 'TIMESTAMP',
  iso: 'TIMESTAMP',
  boolean: 'BOOLEAN',
  json: 'STRING',
} as const;

const isMoney = (column: Column): boolean => column.type === 'money' || column.type === 'moneyText';
const isPlainText = (column: Column): boolean => column.type === 'text' || column.type === 'json';

/** The silver columns of catalog columns: a money object gives two. */
export function sqlColumns(columns: readonly Column[]): readonly SqlColumn[] {
  return columns.flatMap((column) => {
    const personal = column.personal === true ? { personal: true as const } : {};
    const own = { name: column.name, type: SQL_TYPES[column.type], comment: column.comment, ...personal };
    if (!isMoney(column)) return [own];
    return [
      own,
      { name: `${column.name}_currency_code`, type: 'STRING', comment: `Currency of ${column.name}, ISO 4217` },
    ];
  });
}

/** `field STRING` for every field that is read from a document, for `from_json`. */
export function jsonFields(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.map(rootOf))].map((field) => `${field} STRING`);
}

/** First step: the text of each field, `""` as NULL. Columns that need typing are called `x_<name>` here. */
export function textExpressions(columns: readonly Column[], doc: string): readonly string[] {
  const own = columns.map(
    (column) => `nullif(${textOf(column.field, doc)}, '') as ${isPlainText(column) ? column.name : `x_${column.name}`}`,
  );
  return [...own, ...nestedTexts(columns, doc)];
}

/** Second step, only where there is money: the objects parsed. */
export function moneyExpressions(columns: readonly Column[]): readonly string[] {
  return columns
    .filter(isMoney)
    .map(
      (column) =>
        `case when x_${column.name} like '{%' then from_json(x_${column.name}, 'amount STRING, code STRING') end as m_${column.name}`,
    );
}

/** Third step: types. A text that does not fit exactly gives NULL here and a problem in the last step. */
export function typedExpressions(columns: readonly Column[]): readonly string[] {
  return columns.flatMap((column) => typed(column));
}

function typed(column: Column): readonly string[] {
  const x = `x_${column.name}`;
  const amount = `nullif(m_${column.name}.amount, '')`;
  const currency = `nullif(m_${column.name}.code, '') as ${column.name}_currency_code`;
  switch (column.type) {
    case 'text':
    case 'json':
      return [];
    case 'decimal':
      return [`${exactDecimal(x)} as ${column.name}`];
    case 'money':
      return [`${exactDecimal(amount)} as ${column.name}`, currency];
    case 'moneyText':
      return [`${amount} as ${column.name}`, currency];
    case 'date':
      return [`case when ${isDate(x, 'length(?) = 10')} then try_cast(${x} as DATE) end as ${column.name}`];
    case 'day':
      return [
        `case when ${isDate(x, 'length(?) in (10, 19)')} then try_cast(substring(${x}, 1, 10) as DATE) end as ${column.name}`,
      ];
    case 'instant':
      return [
        `case when length(${x}) in (20, 24) then try_to_timestamp(replace(${x}, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as ${column.name}`,
      ];
    case 'eastern':
      return [`to_utc_timestamp(${wallClock(x)}, 'America/New_York') as ${column.name}`];
    case 'utc':
      return [`${wallClock(x)} as ${column.name}`];
    case 'iso':
      return [`${isoInstant(x)} as ${column.name}`];
    case 'boolean':
      return [`case lower(${x}) when 'true' then true when 'false' then false end as ${column.name}`];
  }
}

/** Exact or NULL: 18 integer and 10 significant fraction digits, tested on the text (the `;` keeps `$` from passing a newline). */
function exactDecimal(text: string): string {
  return `case\n    when regexp_like(${text} || ';', ${EXACT_DECIMAL})\n        then try_cast(${text} as DECIMAL(28, 10))\nend`;
}

// try_cast alone also reads 2026-06, spaces, and on Spark words such as 'today'
function isDate(x: string, length: string): string {
  return `${length.replace('?', x)} and regexp_like(${x}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and ${x} >= '0001'`;
}

// the Z makes the reading independent of the session's time zone
function wallClock(x: string): string {
  return `case when length(${x}) = 19 then try_to_timestamp(${x} || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end`;
}

// the two patterns are those that every engine reads alike; without a Z it is UTC all the same
function isoInstant(x: string): string {
  const clock = `replace(replace(${x}, 'T', ' '), 'Z', '') || 'Z'`;
  const matches = (fraction: string): string =>
    `regexp_like(${x} || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}${fraction}Z?;$')`;
  return `case
    when ${matches('')}
        then try_to_timestamp(${clock}, 'yyyy-MM-dd HH:mm:ssXX')
    when ${matches('[.][0-9]{1,6}')}
        then try_to_timestamp(${clock}, 'yyyy-MM-dd HH:mm:ss.SSSSSSXX')
end`;
}

const REASONS = {
  decimal: 'not_decimal_28_10',
  money: 'not_money',
  moneyText: 'not_money',
  date: 'not_a_date',
  day: 'not_a_date',
  instant: 'not_an_instant',
  eastern: 'not_an_instant',
  utc: 'not_an_instant',
  iso: 'not_an_instant',
  boolean: 'not_a_boolean',
} as const;

/** Last step: one `column US value US reason` text per value that did not fit, joined by RS; NULL when all did. */
export function problems(columns: readonly Column[]): readonly string[] {
  const own = columns.flatMap((column) => {
    if (column.type === 'text' || column.type === 'json') return [];
    const x = `x_${column.name}`;
    const failed = isMoney(column)
      ? `${x} is not null and (m_${column.name}.amount is null or (m_${column.name}.amount != '' and ${column.name} is null))`
      : `${x} is not null and ${column.name} is null`;
    return [`case when ${failed} then ${problem(column.name, excerpt(x), REASONS[column.type])} end`];
  });
  return [...own, ...nestedProblems(columns)];
}

/** Names of the typed columns in catalog order. */
export function columnNames(columns: readonly Column[]): readonly string[] {
  return sqlColumns(columns).map((column) => column.name);
}
