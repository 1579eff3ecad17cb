import type { SqlValue, Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { Doc } from '../support/payloads/json.ts';
import type { Place } from './place.ts';

type Cells = readonly (readonly string[])[];

export const HEAD = ['source', 'entity', 'id', 'number', 'amount', 'open', 'lines', 'deleted'];

const QUERY = `
  select 'freshbooks' as source, 'invoices' as entity, invoice_id as id, invoice_number as number, amount, outstanding as due,
      (select count(*) from silver_freshbooks_invoice_lines as l where l.invoice_id = i.invoice_id) as line_count, is_deleted
  from silver_freshbooks_invoices as i
  union all
  select 'freshbooks', 'clients', client_id, organization, null, null, null, is_deleted from silver_freshbooks_clients
  union all
  select 'freshbooks', 'payments', payment_id, '', amount, null, null, is_deleted from silver_freshbooks_payments
  union all
  select 'zoho_books', 'invoices', invoice_id, invoice_number, total, balance,
      (select count(*) from silver_zoho_books_invoice_lines as l where l.invoice_id = i.invoice_id), is_deleted
  from silver_zoho_books_invoices as i
  union all
  select 'zoho_books', 'contacts', contact_id, contact_name, null, null, null, is_deleted from silver_zoho_books_contacts
  union all
  select 'zoho_books', 'customer_payments', payment_id, payment_number, amount, null,
      (select count(*) from silver_zoho_books_customer_payment_invoices as l where l.payment_id = p.payment_id), is_deleted
  from silver_zoho_books_customer_payments as p
  order by source, entity, id`;

/** What the tables say. */
export async function tables(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query(QUERY);
  return rows.map((row) => [
    String(row['source']),
    String(row['entity']),
    String(row['id']),
    String(row['number'] ?? ''),
    amountText(row['amount']),
    amountText(row['due']),
    row['line_count'] === null ? '' : String(row['line_count']),
    row['is_deleted'] === true ? 'yes' : '',
  ]);
}

/** What the providers hold, in the same form; of what is gone for ever the tables keep the last state. */
export function provided({ fresh, zoho }: Place, gone: readonly Doc[] = []): Cells {
  const living = zoho.books.all('invoices').map(({ document }) => document);
  return [
    ...fresh.books.all('clients').map((one) => cells(one, ['freshbooks', 'clients', 'id', 'organization', '', '', ''])),
    ...fresh.books
      .all('invoices')
      .map((one) => cells(one, ['freshbooks', 'invoices', 'id', 'invoice_number', 'amount', 'outstanding', 'lines'])),
    ...fresh.books.all('payments').map((one) => cells(one, ['freshbooks', 'payments', 'id', '', 'amount', '', ''])),
    ...zoho.books
      .all('contacts')
      .map(({ document }) => cells(document, ['zoho_books', 'contacts', 'contact_id', 'contact_name', '', '', ''])),
    ...zoho.books
      .all('customer_payments')
      .map(({ document }) =>
        cells(document, ['zoho_books', 'customer_payments', 'payment_id', 'payment_number', 'amount', '', 'invoices']),
      ),
    ...[...living, ...gone].map((one) => {
      const row = cells(one, [
        'zoho_books',
        'invoices',
        'invoice_id',
        'invoice_number',
        'total',
        'balance',
        'line_items',
      ]);
      return gone.includes(one) ? [...row.slice(0, -1), 'yes'] : row;
    }),
  ].toSorted((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1));
}

type Keys = readonly [
  source: string,
  entity: string,
  id: string,
  number: string,
  amount: string,
  due: string,
  lines: string,
];

function cells(document: Doc, [source, entity, id, number, amount, due, lines]: Keys): readonly string[] {
  const text = (key: string): string => (key === '' ? '' : JSON.stringify(document[key]).replaceAll('"', ''));
  const children = document[lines];
  return [
    source,
    entity,
    text(id),
    text(number),
    moneyText(document[amount]),
    moneyText(document[due]),
    Array.isArray(children) ? String(children.length) : '',
    document['vis_state'] === 1 ? 'yes' : '',
  ];
}

function moneyText(value: unknown): string {
  if (value === undefined) return '';
  // FreshBooks: {"amount": "1.10", "code": …}; Zoho Books: a bare number
  const digits = /-?\d+(\.\d+)?/.exec(JSON.stringify(value))?.[0];
  return amountText(digits);
}

function amountText(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return '';
  const [whole = '', fraction = ''] = String(value).split('.');
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}
