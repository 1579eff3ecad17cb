import { DuckDBInstance } from '@duckdb/node-api';
import type { Column } from '../../loader/catalog/entity.ts';
import { ENTITIES } from '../../loader/catalog/index.ts';

// What the loader is measured against: DuckDB alone over the same files, the header columns of the invoices into one table.
// No bronze, no lines, no versions, no quarantine, nothing that could be resumed.

const [glob = '', database = ''] = process.argv.slice(2);
const invoices = ENTITIES.find((entity) => entity.source === 'zoho_books' && entity.name === 'invoices');
const columns = invoices?.columns ?? [];
const structure = {
  invoice: Object.fromEntries(['invoice_id', ...columns.map((c) => c.field)].map((f) => [f, 'VARCHAR'])),
};

function typed({ name, field, type }: Column): string {
  const text = `nullif(doc."${field}", '')`;
  const expression = {
    decimal: `try_cast(${text} as decimal(28, 10))`,
    date: `try_cast(${text} as date)`,
    instant: `try_strptime(${text}, '%Y-%m-%dT%H:%M:%S%z')`,
    boolean: `try_cast(${text} as boolean)`,
  } as Readonly<Record<string, string>>;
  return `${expression[type] ?? text} as "${name}"`;
}

// One thread: with more, the cost per file grows with their number (reads of many small files in one query).
const instance = await DuckDBInstance.create(database, { threads: '1' });
const connection = await instance.connect();
await connection.run("set TimeZone = 'UTC'");
await connection.run(`
  create table invoices as
  with documents as (
    select json_transform(content ->> '$.body', '${JSON.stringify(structure)}').invoice as doc
    from read_text('${glob.replaceAll("'", "''")}')
  )
  select doc.invoice_id, ${columns.map(typed).join(', ')} from documents`);
const counted = await connection.runAndReadAll(
  'select count(*), count(distinct invoice_id), count(total) from invoices',
);
const [rows, distinct, totals] = (counted.getRows()[0] ?? []).map(Number);
connection.closeSync();
instance.closeSync();
process.stdout.write(`${JSON.stringify({ rows, distinct, totals })}\n`);
