import type { SqlRow, SqlValue, Warehouse } from '../../loader/warehouse/warehouse.ts';

/** Row count and hash by table. */
export type Prints = Awaited<ReturnType<Warehouse['fingerprints']>>;
export type Cells = readonly (readonly string[])[];

const SOURCES: Readonly<Record<string, string>> = { zoho_books: 'Zoho Books', freshbooks: 'FreshBooks' };
export const sourceText = (value: SqlValue | undefined): string => SOURCES[String(value)] ?? String(value);

const BUCKETS = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90', 'total_due'];

export const AGEING_HEAD = ['customer', 'source', '', 'not due', '1-30', '31-60', '61-90', 'over 90', 'total due'];

/** Receivables by age, as of today. */
export async function ageing(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query(
    'select * from gold_receivables_ageing where is_today order by source desc, customer_name, currency_code',
  );
  return rows.map((row) => {
    const currency = String(row['currency_code']);
    const amounts = BUCKETS.map((bucket) => amountText(row[bucket], currency));
    return [String(row['customer_name']), sourceText(row['source']), currency, ...amounts];
  });
}

export const INVOICES_HEAD = ['invoice', 'source', 'status', '', 'total', 'open', 'lines', 'deleted'];

/** Every invoice, the void and the deleted ones too. */
export async function invoices(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query(`
    select 'zoho_books' as source, invoice_number, status, currency_code, total, balance, is_deleted,
        (select count(*) from silver_zoho_books_invoice_lines as l where l.invoice_id = i.invoice_id) as line_count
    from silver_zoho_books_invoices as i
    union all
    select 'freshbooks', invoice_number, v3_status, currency_code, amount, outstanding, is_deleted,
        (select count(*) from silver_freshbooks_invoice_lines as l where l.invoice_id = i.invoice_id)
    from silver_freshbooks_invoices as i
    order by source desc, invoice_number`);
  return rows.map((row) => {
    const currency = String(row['currency_code']);
    return [
      String(row['invoice_number']),
      sourceText(row['source']),
      String(row['status']),
      currency,
      amountText(row['total'], currency),
      amountText(row['balance'], currency),
      String(row['line_count']),
      row['is_deleted'] === true ? 'yes' : '',
    ];
  });
}

export const QUARANTINE_HEAD = ['entity', 'id', 'reason', 'what'];

const SHOWN_LENGTH = 36;

/** What is in quarantine, in the order of arrival. */
export async function quarantine(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query('select * from silver_quarantine order by received_at, _event_key, column_name');
  return rows.map((row) => [
    `${sourceText(row['source'])} ${row['entity']}`,
    textOf(row, 'entity_id'),
    textOf(row, 'reason'),
    cut(textOf(row, 'column_name') === '' ? textOf(row, 'value') : `${row['column_name']} "${row['value']}"`),
  ]);
}

function textOf(row: SqlRow, column: string): string {
  return String(row[column] ?? '');
}

function cut(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH - 1)}…`;
}

/** Money with the decimals of its currency, from decimal text; `-` for nothing. */
export function amountText(value: SqlValue | undefined, currency: string): string {
  const digits = String(value ?? '0');
  if (/^-?0(\.0*)?$/.test(digits)) return '-';
  const { maximumFractionDigits: decimals = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const [whole = '', fraction = ''] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === 0 ? grouped : `${grouped}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
}
