import { type BookCheck, unionOf } from './check.ts';

interface Document {
  readonly entity: string;
  readonly id: string;
  readonly lines: string;
  readonly tax: string;
}

const trade = (entity: string, id: string, lines: string, tax = 'coalesce(document.tax_total, 0)'): Document => ({
  entity,
  id,
  lines,
  tax,
});

/** Documents of trade: with a status void, price_precision, and rows that are no lines. */
const TRADE: readonly Document[] = [
  trade('invoices', 'invoice_id', 'invoice_lines'),
  trade('credit_notes', 'creditnote_id', 'credit_note_lines'),
  trade('estimates', 'estimate_id', 'estimate_lines'),
  trade('sales_orders', 'salesorder_id', 'sales_order_lines'),
  trade('bills', 'bill_id', 'bill_lines'),
  trade('purchase_orders', 'purchaseorder_id', 'purchase_order_lines'),
  trade('vendor_credits', 'vendor_credit_id', 'vendor_credit_lines', 'document.total - document.sub_total'),
];

const documents = TRADE.map(
  ({ entity, id, tax }) => `select
    '${entity}' as entity,
    document.connection,
    document.organization_id,
    document.${id} as document_id,
    document.sub_total,
    case when document.is_inclusive_tax then ${tax} else 0 end as included_tax,
    document.price_precision
from silver_zoho_books_${entity} as document
where not document.is_deleted
  and coalesce(document.status, '') != 'void'`,
);
const expenses = `select
    'expenses' as entity,
    document.connection,
    document.organization_id,
    document.expense_id as document_id,
    document.sub_total,
    case when document.is_inclusive_tax then coalesce(document.tax_amount, 0) else 0 end as included_tax,
    2 as price_precision
from silver_zoho_books_expenses as document
where not document.is_deleted`;

const lines = TRADE.map(
  ({ entity, id, lines: table }) => `select
    '${entity}' as entity,
    line.connection,
    line.organization_id,
    line.${id} as document_id,
    line.item_total as amount
from silver_zoho_books_${table} as line
where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')`,
);
const expenseLines = `select
    'expenses' as entity,
    line.connection,
    line.organization_id,
    line.expense_id as document_id,
    coalesce(line.item_total, line.amount) as amount
from silver_zoho_books_expense_lines as line`;

/** Lines of Zoho Books against `sub_total`. */
export const ZOHO_LINES: BookCheck = {
  name: 'zoho_books_lines_sum_up',
  why: [
    'The lines of a document of Zoho Books sum up to its sub_total. A discount of a line is in item_total already, one of the whole',
    'document, shipping, adjustment and tax come after sub_total, so that none of them takes part. Rows of category header and',
    'subtotal are no lines. Where prices include tax nothing says whether lines and sub_total count it: they may differ by it.',
    'Tolerance: every line and sub_total are rounded by themselves to price_precision places (2 where it is not stated), each half',
    'a unit off at most. Both sides are whole units, so n lines may differ by less than (n + 1) / 2 units: one line not at all.',
    'Drafts count, their sums are computed too, void and deleted documents do not. What has no lines (an opening balance) or',
    'no sub_total has nothing to compare. A line in quarantine is missing here: then its document rightly fails.',
  ],
  failures: `select
    documents.entity,
    documents.connection,
    documents.organization_id,
    documents.document_id,
    documents.sub_total,
    sums.line_total,
    sums.line_count
from (
${unionOf([...documents, expenses])}
) as documents
inner join (
    select
        lines.entity,
        lines.connection,
        lines.organization_id,
        lines.document_id,
        cast(count(*) as INT) as line_count,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
    from (
${unionOf([...lines, expenseLines], 8)}
    ) as lines
    group by
        lines.entity,
        lines.connection,
        lines.organization_id,
        lines.document_id
) as sums
    on sums.entity = documents.entity
    and sums.connection = documents.connection
    and sums.organization_id = documents.organization_id
    and sums.document_id = documents.document_id
where 2 * least(
    abs(sums.line_total - documents.sub_total),
    abs(abs(sums.line_total - documents.sub_total) - abs(documents.included_tax))
) >= (sums.line_count + 1) * cast(
    case documents.price_precision when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end
    as DECIMAL(12, 6)
)`,
};

/** Both sides of a journal of Zoho Books. */
export const ZOHO_JOURNALS: BookCheck = {
  name: 'zoho_books_journals_balance',
  why: [
    'The debits of a journal equal its credits, as entered: to the last digit. Where a line is taxed its tax stands on no line, and',
    'nothing can be said. Drafts count, deleted journals do not.',
  ],
  failures: `select
    journals.connection,
    journals.organization_id,
    journals.journal_id,
    cast(sum(case when lines.debit_or_credit = 'debit' then lines.amount else 0 end) as DECIMAL(28, 10)) as debit,
    cast(sum(case when lines.debit_or_credit = 'credit' then lines.amount else 0 end) as DECIMAL(28, 10)) as credit
from silver_zoho_books_journals as journals
inner join silver_zoho_books_journal_lines as lines
    on lines.connection = journals.connection
    and lines.organization_id = journals.organization_id
    and lines.journal_id = journals.journal_id
where not journals.is_deleted
group by
    journals.connection,
    journals.organization_id,
    journals.journal_id
having count(lines.tax_id) = 0
   and sum(case when lines.debit_or_credit = 'debit' then lines.amount else -lines.amount end) != 0`,
};
