import { type BookCheck, unionOf } from './check.ts';

interface Settlement {
  readonly entity: string;
  readonly id: string;
  readonly total: string;
  /** what was paid back; vendor payments keep refunds in rows of their own, which are not asked for */
  readonly refunded: string;
  readonly counts: string;
  readonly applications: string;
  /** amount of an application: a field that is named in one of several ways counts by the first that was sent */
  readonly applied: string;
  /** tax withheld and discounts granted with the application */
  readonly beside: string;
  readonly document: 'invoices' | 'bills';
}

const SETTLEMENTS: readonly Settlement[] = [
  {
    entity: 'customer_payments',
    id: 'payment_id',
    total: 'amount',
    refunded: 'coalesce(settlement.amount_refunded, 0)',
    counts: `coalesce(settlement.status, '') != 'failure'
  and coalesce(settlement.payment_status, '') not in ('failed', 'failure', 'draft', 'void')`,
    applications: 'customer_payment_invoices',
    applied: 'application.amount_applied',
    beside: 'coalesce(application.tax_amount_withheld, 0) + coalesce(application.discount_amount, 0)',
    document: 'invoices',
  },
  {
    entity: 'credit_notes',
    id: 'creditnote_id',
    total: 'total',
    refunded: 'coalesce(settlement.total_refunded_amount, 0)',
    counts: `coalesce(settlement.status, '') not in ('draft', 'void')`,
    applications: 'credit_note_invoices',
    applied: 'coalesce(application.credited_amount, application.amount_applied, application.amount)',
    beside: '0',
    document: 'invoices',
  },
  {
    entity: 'vendor_payments',
    id: 'payment_id',
    total: 'amount',
    refunded: '0',
    counts: `coalesce(settlement.status, '') not in ('draft', 'void', 'failed', 'failure')`,
    applications: 'vendor_payment_bills',
    applied: 'application.amount_applied',
    beside: 'coalesce(application.tax_amount_withheld, 0)',
    document: 'bills',
  },
  {
    entity: 'vendor_credits',
    id: 'vendor_credit_id',
    total: 'total',
    refunded: 'coalesce(settlement.total_refunded_amount, 0)',
    counts: `coalesce(settlement.status, '') not in ('draft', 'void')`,
    applications: 'vendor_credit_bills',
    applied: 'application.amount',
    beside: '0',
    document: 'bills',
  },
];

const settlements = SETTLEMENTS.map(
  ({ entity, id, total, refunded, counts }) => `select
    '${entity}' as entity,
    settlement.connection,
    settlement.organization_id,
    settlement.${id} as settlement_id,
    settlement.currency_code,
    settlement.${total} as amount,
    ${refunded} as refunded
from silver_zoho_books_${entity} as settlement
where not settlement.is_deleted
  and ${counts}`,
);

const applications = SETTLEMENTS.map(
  ({ entity, id, applications: table, applied, beside, document }) => `select
    '${entity}' as entity,
    application.connection,
    application.organization_id,
    application.${id} as settlement_id,
    '${document}' as document_entity,
    application.${document === 'invoices' ? 'invoice_id' : 'bill_id'} as document_id,
    ${applied} as applied,
    ${beside} as beside
from silver_zoho_books_${table} as application`,
);

const SAME_SETTLEMENT = `on settlements.entity = applications.entity
    and settlements.connection = applications.connection
    and settlements.organization_id = applications.organization_id
    and settlements.settlement_id = applications.settlement_id`;

/** What Zoho Books applied of a payment or credit, against its amount. */
export const ZOHO_SETTLEMENTS: BookCheck = {
  name: 'zoho_books_applications_are_covered',
  why: [
    'What a payment or credit of Zoho Books was applied to, and what of it was paid back, is never more than its amount. All of it is in its',
    'own currency. A payment settles more than its amount by the tax that was withheld and the discount that was granted with it:',
    'nothing says whether amount_applied counts them, so they may be on top. Tolerance: amounts are those that users enter, nothing is',
    'computed from them, and half a cent covers what binary floats leave. What failed, drafts, void and deleted records settle nothing.',
  ],
  failures: `select
    settlements.entity,
    settlements.connection,
    settlements.organization_id,
    settlements.settlement_id,
    settlements.currency_code,
    settlements.amount,
    settlements.refunded,
    cast(sum(applications.applied) as DECIMAL(28, 10)) as applied
from (
${unionOf(settlements)}
) as settlements
inner join (
${unionOf(applications)}
) as applications
    ${SAME_SETTLEMENT}
group by
    settlements.entity,
    settlements.connection,
    settlements.organization_id,
    settlements.settlement_id,
    settlements.currency_code,
    settlements.amount,
    settlements.refunded
having sum(applications.applied) + settlements.refunded
    > settlements.amount + sum(applications.beside) + 0.005`,
};

/** What was applied to an invoice or bill of Zoho Books, against its total. */
export const ZOHO_SETTLED: BookCheck = {
  name: 'zoho_books_documents_are_not_overpaid',
  why: [
    'What was applied to an invoice or bill of Zoho Books by payments and credits, and written off, is never more than its total. Applications',
    'in another currency than that of the document are not added up, a payment that states none counts as in that of the document.',
    'Tolerance as above. Void and deleted documents owe nothing and are not asked for, nor are documents that are not here.',
  ],
  failures: `select
    documents.entity,
    documents.connection,
    documents.organization_id,
    documents.document_id,
    documents.currency_code,
    documents.total,
    documents.written_off,
    cast(sum(applications.applied) as DECIMAL(28, 10)) as applied
from (
    select
        'invoices' as entity,
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id as document_id,
        invoices.currency_code,
        invoices.total,
        coalesce(invoices.write_off_amount, 0) as written_off
    from silver_zoho_books_invoices as invoices
    where not invoices.is_deleted
      and coalesce(invoices.status, '') != 'void'
    union all
    select
        'bills' as entity,
        bills.connection,
        bills.organization_id,
        bills.bill_id as document_id,
        bills.currency_code,
        bills.total,
        0 as written_off
    from silver_zoho_books_bills as bills
    where not bills.is_deleted
      and coalesce(bills.status, '') != 'void'
) as documents
inner join (
${unionOf(applications)}
) as applications
    on applications.document_entity = documents.entity
    and applications.connection = documents.connection
    and applications.organization_id = documents.organization_id
    and applications.document_id = documents.document_id
inner join (
${unionOf(settlements)}
) as settlements
    ${SAME_SETTLEMENT}
    and coalesce(settlements.currency_code, documents.currency_code) = documents.currency_code
group by
    documents.entity,
    documents.connection,
    documents.organization_id,
    documents.document_id,
    documents.currency_code,
    documents.total,
    documents.written_off
having sum(applications.applied) + documents.written_off > documents.total + 0.005`,
};
