/**
 * How a field of a document becomes a column. Every type but `text` and `json` is checked on the field's text: a value that
 * does not fit exactly sends the row to quarantine, `""` and absent become NULL.
 *
 * - `text`     STRING: ids, enumerations, names
 * - `decimal`  DECIMAL(28, 10): money, rates, quantities, counts
 * - `money`    FreshBooks `{"amount": "1.10", "code": "USD"}`: `<name>` DECIMAL(28, 10) and `<name>_currency_code` STRING
 *              (an object without an amount does not fit; an amount of `""` is NULL)
 * - `moneyText` the same where the provider sends binary-float artefacts: `<name>` STRING with the amount as sent
 * - `date`     DATE, from `YYYY-MM-DD`
 * - `day`      DATE, from `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` (the time of day is dropped)
 * - `instant`  TIMESTAMP, from `YYYY-MM-DDTHH:MM:SS` with `-0400` or `Z`
 * - `eastern`  TIMESTAMP, from `YYYY-MM-DD HH:MM:SS` in US/Eastern without offset (the first of the two in the autumn hour)
 * - `utc`      TIMESTAMP, from `YYYY-MM-DD HH:MM:SS` in UTC
 * - `iso`      TIMESTAMP, from `YYYY-MM-DDTHH:MM:SS` in UTC, with or without a fraction (1 to 6 digits), with or without `Z`
 * - `boolean`  BOOLEAN, from `true` or `false`
 * - `json`     STRING with JSON text: open-ended parts
 */
export type ColumnType =
  | 'text'
  | 'decimal'
  | 'money'
  | 'moneyText'
  | 'date'
  | 'day'
  | 'instant'
  | 'eastern'
  | 'utc'
  | 'iso'
  | 'boolean'
  | 'json';

export interface Column {
  /** column in silver, snake_case */
  readonly name: string;
  /** key in the document, case-sensitive; `entry.invoiceid` is the key `invoiceid` of the object under the key `entry` */
  readonly field: string;
  readonly type: ColumnType;
  /** says `(personal data)` at its end where the column is personal */
  readonly comment: string;
  /** data about a natural person: tagged on Databricks */
  readonly personal?: true;
}

/** Rows of an array inside the document; they hang on the document's winning version. Key: the entity's, and `position`. */
export interface ChildEntity {
  /** plural, as in the table name: `invoice_lines` */
  readonly name: string;
  /** key of the array in the document */
  readonly field: string;
  readonly comment: string;
  readonly columns: readonly Column[];
}

/** One entity of one source: everything that its table, view, MERGE and job task are generated from. */
export interface Entity {
  readonly source: string;
  /** plural, in the provider's words, as in the table name and the webhook route */
  readonly name: string;
  /** key column, `invoice_id` */
  readonly id: string;
  readonly comment: string;
  /**
   * What carries the whole record: `detail`, an answer about one record, where rows of a list lack fields or lines; `row`,
   * where the row of a list is all there is (`complete` holds for both then).
   */
  readonly document: 'detail' | 'row';
  /** keys without which a document is only a hint; arrays are named in `completeArrays` */
  readonly complete: readonly string[];
  /** arrays without which a document is only a hint; an absent array is not an empty one */
  readonly completeArrays: readonly string[];
  /** a field and the value of it that says: this record is deleted */
  readonly deletedWhen?: { readonly field: string; readonly value: string };
  /** whether webhooks carry documents (Zoho Books) or are hints that never type silver (FreshBooks) */
  readonly webhooks: 'documents' | 'hints';
  /**
   * keys that are known and not taken over: `uuid` at any depth, `*_in_words` with any beginning, `attachment.uuid` in that
   * object or array alone, `vendor.*` everything in it
   */
  readonly ignored?: readonly string[];
  readonly columns: readonly Column[];
  readonly children: readonly ChildEntity[];
}

/** How the comment of a column for personal data ends. */
export const PERSONAL = ' (personal data)';

type Make = (name: string, comment: string, field?: string) => Column;
const make =
  (type: ColumnType): Make =>
  (name, comment, field = name) => ({
    name,
    field,
    type,
    comment,
    // the comment and the mark never say two things
    ...(comment.endsWith(PERSONAL) ? { personal: true } : {}),
  });

export const text = make('text');
export const decimal = make('decimal');
export const money = make('money');
export const moneyText = make('moneyText');
export const date = make('date');
export const day = make('day');
export const instant = make('instant');
export const eastern = make('eastern');
export const utc = make('utc');
export const iso = make('iso');
export const boolean = make('boolean');
export const json = make('json');

/** The column, marked as data about a natural person; its comment says so. */
export function personal(column: Column): Column {
  const comment = column.comment.endsWith(PERSONAL) ? column.comment : `${column.comment}${PERSONAL}`;
  return { ...column, comment, personal: true };
}
