import type { SqlRow, SqlValue, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { amountText, type Cells, sourceText } from './tables.ts';

// Three of the finance answers, as a client of the tables asks for them.

const DAY_MS = 86_400_000;

export const REVENUE_HEAD = ['customer', 'source', '', 'invoices', 'net'];

/** Revenue by customer without tax; the view has it by month. */
export async function revenue(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query(`
    select source, customer_name, currency_code, sum(document_count) as document_count, sum(revenue) as revenue
    from gold_revenue_by_customer
    group by source, customer_name, currency_code
    order by source desc, customer_name, currency_code`);
  return rows.map((row) => [...who(row), String(row['document_count']), money(row, 'revenue')]);
}

export const LATE_HEAD = ['customer', 'source', '', 'paid late', 'days late', 'overdue', 'longest, days'];

/**
 * Who pays late: what was paid, by how many days after it was due (weighted by amount), and what is overdue now. `today` is the day
 * on which that was asked, `YYYY-MM-DD`.
 */
export async function latePayers(warehouse: Warehouse): Promise<{ readonly today: string; readonly cells: Cells }> {
  const rows = await warehouse.query(`
    select *, cast(current_date() as varchar) as today from gold_late_payers
    order by source desc, customer_name, currency_code`);
  const cells = rows.map((row) => [
    ...who(row),
    money(row, 'paid_late_amount'),
    amountText(row['average_days_late'], 'JPY'),
    money(row, 'overdue_amount'),
    String(row['longest_days_overdue'] ?? '-'),
  ]);
  return { today: String(rows[0]?.['today']), cells };
}

export const FORECAST_HEAD = ['due', 'source', '', 'in', 'out', 'net so far'];

/** Cash flow to come: open invoices and bills by the week in which they are due. */
export async function forecast(warehouse: Warehouse): Promise<Cells> {
  const rows = await warehouse.query(`
    select *, case when week_start is null then bucket else 'week of ' || cast(week_start as varchar) end as due
    from gold_cash_flow_forecast
    order by source desc, currency_code, week_start nulls first`);
  return rows.map((row) => [
    String(row['due']),
    sourceText(row['source']),
    String(row['currency_code']),
    money(row, 'inflow'),
    money(row, 'outflow'),
    money(row, 'cumulative_net'),
  ]);
}

/** How the forecast names the week of a day, `YYYY-MM-DD`: by its Monday. */
export function weekOf(day: string): string {
  const at = new Date(day);
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return `week of ${new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)}`;
}

/** Whole days from one day to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

function who(row: SqlRow): readonly string[] {
  return [String(row['customer_name']), sourceText(row['source']), String(row['currency_code'])];
}

function money(row: SqlRow, column: string): string {
  const value: SqlValue | undefined = row[column];
  return amountText(value, String(row['currency_code']));
}
