import type { BookCheck } from './check.ts';

/** What FreshBooks paid from a credit, against its amount. */
export const FRESHBOOKS_CREDITS: BookCheck = {
  name: 'freshbooks_applications_are_covered',
  why: [
    'A payment of FreshBooks belongs to one invoice and cannot be applied beyond itself. A credit can: what was paid from it is never more',
    'than its amount. Amounts are decimal text: to the last digit, in the same currency. Deleted payments and credits do not count.',
  ],
  failures: `select
    credits.connection,
    credits.organization_id,
    credits.credit_note_id,
    credits.amount_currency_code,
    credits.amount,
    cast(sum(payments.amount) as DECIMAL(28, 10)) as applied
from silver_freshbooks_credit_notes as credits
inner join silver_freshbooks_payments as payments
    on payments.connection = credits.connection
    and payments.organization_id = credits.organization_id
    and payments.credit_id = coalesce(credits.credit_id, credits.credit_note_id)
    and payments.amount_currency_code = credits.amount_currency_code
where not credits.is_deleted
  and not payments.is_deleted
group by
    credits.connection,
    credits.organization_id,
    credits.credit_note_id,
    credits.amount_currency_code,
    credits.amount
having sum(payments.amount) > credits.amount`,
};

/** What was paid on invoices of FreshBooks, against their totals and the client's overpayment credits. */
export const FRESHBOOKS_INVOICES: BookCheck = {
  name: 'freshbooks_invoices_are_not_overpaid',
  why: [
    'What is paid on an invoice of FreshBooks beyond its total is an overpayment, which FreshBooks turns into a credit of that type. The',
    'credit names its client, not the invoice: all excess of a client in a currency is never more than such credits, used ones among',
    'them. A payment below zero is money paid back. To the last digit, in the same currency. Deleted records do not count.',
  ],
  failures: `select
    overpaid.connection,
    overpaid.organization_id,
    overpaid.client_id,
    overpaid.currency_code,
    min(overpaid.invoice_id) as first_invoice_id,
    cast(sum(overpaid.excess) as DECIMAL(28, 10)) as overpaid,
    cast(coalesce(max(credits.amount), 0) as DECIMAL(28, 10)) as overpayment_credits
from (
    select
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.client_id,
        invoices.amount_currency_code as currency_code,
        cast(sum(payments.amount) as DECIMAL(28, 10)) - invoices.amount as excess
    from silver_freshbooks_invoices as invoices
    inner join silver_freshbooks_payments as payments
        on payments.connection = invoices.connection
        and payments.organization_id = invoices.organization_id
        and payments.invoice_id = invoices.invoice_id
        and payments.amount_currency_code = invoices.amount_currency_code
    where not invoices.is_deleted
      and not payments.is_deleted
    group by
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.client_id,
        invoices.amount_currency_code,
        invoices.amount
    having sum(payments.amount) > invoices.amount
) as overpaid
left join (
    select
        notes.connection,
        notes.organization_id,
        notes.client_id,
        notes.amount_currency_code as currency_code,
        sum(notes.amount) as amount
    from silver_freshbooks_credit_notes as notes
    where notes.credit_type = 'overpayment'
      and not notes.is_deleted
    group by
        notes.connection,
        notes.organization_id,
        notes.client_id,
        notes.amount_currency_code
) as credits
    on credits.connection = overpaid.connection
    and credits.organization_id = overpaid.organization_id
    and credits.client_id = overpaid.client_id
    and credits.currency_code = overpaid.currency_code
group by
    overpaid.connection,
    overpaid.organization_id,
    overpaid.client_id,
    overpaid.currency_code
having sum(overpaid.excess) > coalesce(max(credits.amount), 0)`,
};

/** What was paid on bills of FreshBooks, against their totals. */
export const FRESHBOOKS_BILL_PAYMENTS: BookCheck = {
  name: 'freshbooks_bills_are_not_overpaid',
  why: [
    'What is paid on a bill of FreshBooks is never more than its total: by the payments that the bill names, and by those that were read by',
    'themselves, each for itself. To the last digit, in the same currency. Deleted records do not count.',
  ],
  failures: `select
    bills.connection,
    bills.organization_id,
    bills.bill_id,
    bills.total_amount,
    payments.told_by,
    cast(sum(payments.amount) as DECIMAL(28, 10)) as applied
from silver_freshbooks_bills as bills
inner join (
    select
        'bill' as told_by,
        named.connection,
        named.organization_id,
        named.bill_id,
        named.amount,
        named.amount_currency_code
    from silver_freshbooks_bill_bill_payments as named
    where not named.is_deleted
      and coalesce(named.vis_state, '0') != '1'
    union all
    select
        'payment' as told_by,
        alone.connection,
        alone.organization_id,
        alone.bill_id,
        alone.amount,
        alone.amount_currency_code
    from silver_freshbooks_bill_payments as alone
    where not alone.is_deleted
) as payments
    on payments.connection = bills.connection
    and payments.organization_id = bills.organization_id
    and payments.bill_id = bills.bill_id
    and payments.amount_currency_code = bills.total_amount_currency_code
where not bills.is_deleted
group by
    bills.connection,
    bills.organization_id,
    bills.bill_id,
    bills.total_amount,
    payments.told_by
having sum(payments.amount) > bills.total_amount`,
};
