-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_payments
-- MAGIC Money that came in and went out, and what it was applied to. Reads the silver payments and credits, and `gold_base_currencies`;
-- MAGIC writes the views `gold_applications` and `gold_payments`.
-- MAGIC
-- MAGIC - An **application** settles a part of an invoice or bill: by a payment, by a credit, or by writing it off. What the payer withheld
-- MAGIC   as tax or took as discount settles too, beside the money.
-- MAGIC - **Withheld tax and discount** of Zoho Books: nothing says whether `amount_applied` counts them. The payment tells: where it was
-- MAGIC   applied and paid back beyond its amount (by more than half a cent), they are in `amount_applied`, and the money is what
-- MAGIC   they leave of it; else they come on top.
-- MAGIC - **Dates**: the day of the application, else of the payment. A credit counts from its own date on at the earliest. Zoho Books
-- MAGIC   gives no date of a write-off: the day of the latest change of the invoice stands for it.
-- MAGIC - **Credit notes** of Zoho Books name the amount of an application `credited_amount`, `amount_applied` or `amount`: the first that is
-- MAGIC   sent counts.
-- MAGIC - Payments that failed, that are drafts, void or deleted settle nothing. A FreshBooks payment taken from a credit is an
-- MAGIC   application of that credit and no money; one below zero is money paid back and takes its application back.
-- MAGIC - FreshBooks bills name their payments themselves, of the same moment as their open amount; the payments read by
-- MAGIC   themselves count where a bill names none.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_applications (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    entity comment 'Silver entity of the document that is settled: invoices or bills',
    document_id comment 'Document that is settled',
    direction comment 'sale or purchase',
    settled_by comment 'payment, credit or write_off',
    settlement_id comment 'Payment or credit; NULL for a write-off',
    applied_on comment 'Day from which on it counts',
    amount comment 'Money or credit applied, without what was withheld or granted as discount, in document currency',
    withheld comment 'Tax withheld with it, in document currency',
    discount comment 'Discount granted with it, in document currency',
    settled comment 'amount, withheld and discount: what the document is less open by',
    currency_code comment 'ISO 4217 code of the payment or credit; NULL where it is not stated',
    exchange_rate comment 'Base currency per unit, from the payment or credit; NULL where it has none'
)
comment 'What settled invoices and bills: one row per payment or credit and document, and one per write-off'
as
with customer_payments_used as (
    select
        applied.connection,
        applied.organization_id,
        applied.payment_id,
        sum(applied.amount_applied) as applied
    from silver_zoho_books_customer_payment_invoices as applied
    group by
        applied.connection,
        applied.organization_id,
        applied.payment_id
),

vendor_payments_used as (
    select
        applied.connection,
        applied.organization_id,
        applied.payment_id,
        sum(applied.amount_applied) as applied
    from silver_zoho_books_vendor_payment_bills as applied
    group by
        applied.connection,
        applied.organization_id,
        applied.payment_id
),

vendor_payments_refunded as (
    select
        refunds.connection,
        refunds.organization_id,
        refunds.payment_id,
        sum(refunds.amount_fcy) as refunded
    from silver_zoho_books_vendor_payment_refunds as refunds
    group by
        refunds.connection,
        refunds.organization_id,
        refunds.payment_id
),

facts as (
    select
        'zoho_books' as source,
        applied.connection,
        applied.organization_id,
        'invoices' as entity,
        applied.invoice_id as document_id,
        'sale' as direction,
        'payment' as settled_by,
        payments.payment_id as settlement_id,
        coalesce(applied.apply_date, payments.date) as applied_on,
        case
            when used.applied + coalesce(payments.amount_refunded, 0) > payments.amount + 0.005
                then applied.amount_applied
                    - coalesce(applied.tax_amount_withheld, 0)
                    - coalesce(applied.discount_amount, 0)
            else applied.amount_applied
        end as amount,
        applied.tax_amount_withheld as withheld,
        applied.discount_amount as discount,
        payments.currency_code,
        payments.exchange_rate
    from silver_zoho_books_customer_payment_invoices as applied
    inner join silver_zoho_books_customer_payments as payments
        on payments.connection = applied.connection
        and payments.organization_id = applied.organization_id
        and payments.payment_id = applied.payment_id
    inner join customer_payments_used as used
        on used.connection = applied.connection
        and used.organization_id = applied.organization_id
        and used.payment_id = applied.payment_id
    where not payments.is_deleted
      and coalesce(payments.status, '') != 'failure'
      and coalesce(payments.payment_status, '') not in ('failed', 'failure', 'draft', 'void')
    union all
    select
        'zoho_books' as source,
        applied.connection,
        applied.organization_id,
        'invoices' as entity,
        applied.invoice_id as document_id,
        'sale' as direction,
        'credit' as settled_by,
        credits.creditnote_id as settlement_id,
        greatest(applied.date, credits.date) as applied_on,
        coalesce(applied.credited_amount, applied.amount_applied, applied.amount) as amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        credits.currency_code,
        credits.exchange_rate
    from silver_zoho_books_credit_note_invoices as applied
    inner join silver_zoho_books_credit_notes as credits
        on credits.connection = applied.connection
        and credits.organization_id = applied.organization_id
        and credits.creditnote_id = applied.creditnote_id
    where not credits.is_deleted
      and coalesce(credits.status, '') not in ('draft', 'void')
    union all
    select
        'zoho_books' as source,
        applied.connection,
        applied.organization_id,
        'bills' as entity,
        applied.bill_id as document_id,
        'purchase' as direction,
        'payment' as settled_by,
        payments.payment_id as settlement_id,
        coalesce(applied.apply_date, payments.date) as applied_on,
        case
            when used.applied + coalesce(refunds.refunded, 0) > payments.amount + 0.005
                then applied.amount_applied - coalesce(applied.tax_amount_withheld, 0)
            else applied.amount_applied
        end as amount,
        applied.tax_amount_withheld as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        payments.currency_code,
        payments.exchange_rate
    from silver_zoho_books_vendor_payment_bills as applied
    inner join silver_zoho_books_vendor_payments as payments
        on payments.connection = applied.connection
        and payments.organization_id = applied.organization_id
        and payments.payment_id = applied.payment_id
    inner join vendor_payments_used as used
        on used.connection = applied.connection
        and used.organization_id = applied.organization_id
        and used.payment_id = applied.payment_id
    left join vendor_payments_refunded as refunds
        on refunds.connection = applied.connection
        and refunds.organization_id = applied.organization_id
        and refunds.payment_id = applied.payment_id
    where not payments.is_deleted
      and coalesce(payments.status, '') not in ('draft', 'void', 'failed', 'failure')
    union all
    select
        'zoho_books' as source,
        applied.connection,
        applied.organization_id,
        'bills' as entity,
        applied.bill_id as document_id,
        'purchase' as direction,
        'credit' as settled_by,
        credits.vendor_credit_id as settlement_id,
        greatest(
            case when applied.date like '____-__-__' then try_cast(applied.date as DATE) end,
            credits.date
        ) as applied_on,
        applied.amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        credits.currency_code,
        credits.exchange_rate
    from silver_zoho_books_vendor_credit_bills as applied
    inner join silver_zoho_books_vendor_credits as credits
        on credits.connection = applied.connection
        and credits.organization_id = applied.organization_id
        and credits.vendor_credit_id = applied.vendor_credit_id
    where not credits.is_deleted
      and coalesce(credits.status, '') not in ('draft', 'void')
    union all
    select
        'freshbooks' as source,
        payments.connection,
        payments.organization_id,
        'invoices' as entity,
        payments.invoice_id as document_id,
        'sale' as direction,
        case
            when coalesce(payments.from_credit, false) or payments.credit_id is not null then 'credit'
            else 'payment'
        end as settled_by,
        case
            when coalesce(payments.from_credit, false) or payments.credit_id is not null
                then payments.credit_id
            else payments.payment_id
        end as settlement_id,
        payments.date as applied_on,
        payments.amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        payments.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as exchange_rate
    from silver_freshbooks_payments as payments
    where not payments.is_deleted
      and payments.invoice_id is not null
    union all
    select
        'freshbooks' as source,
        payments.connection,
        payments.organization_id,
        'bills' as entity,
        payments.bill_id as document_id,
        'purchase' as direction,
        'payment' as settled_by,
        payments.bill_payment_id as settlement_id,
        payments.paid_date as applied_on,
        payments.amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        payments.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as exchange_rate
    from silver_freshbooks_bill_bill_payments as payments
    where not payments.is_deleted
      and coalesce(payments.vis_state, '0') != '1'
    union all
    select
        'freshbooks' as source,
        payments.connection,
        payments.organization_id,
        'bills' as entity,
        payments.bill_id as document_id,
        'purchase' as direction,
        'payment' as settled_by,
        payments.bill_payment_id as settlement_id,
        payments.paid_date as applied_on,
        payments.amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        payments.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as exchange_rate
    from silver_freshbooks_bill_payments as payments
    left join (
        select distinct
            named.connection,
            named.organization_id,
            named.bill_id
        from silver_freshbooks_bill_bill_payments as named
    ) as bills
        on bills.connection = payments.connection
        and bills.organization_id = payments.organization_id
        and bills.bill_id = payments.bill_id
    where not payments.is_deleted
      and bills.bill_id is null
    union all
    select
        'zoho_books' as source,
        invoices.connection,
        invoices.organization_id,
        'invoices' as entity,
        invoices.invoice_id as document_id,
        'sale' as direction,
        'write_off' as settled_by,
        cast(null as STRING) as settlement_id,
        cast(invoices.last_modified_time as DATE) as applied_on,
        invoices.write_off_amount as amount,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as discount,
        invoices.currency_code,
        invoices.exchange_rate
    from silver_zoho_books_invoices as invoices
    where invoices.write_off_amount > 0
      and not invoices.is_deleted
      and coalesce(invoices.status, '') != 'void'
)

select
    facts.source,
    facts.connection,
    facts.organization_id,
    facts.entity,
    facts.document_id,
    facts.direction,
    facts.settled_by,
    facts.settlement_id,
    facts.applied_on,
    cast(coalesce(facts.amount, 0) as DECIMAL(28, 10)) as amount,
    cast(coalesce(facts.withheld, 0) as DECIMAL(28, 10)) as withheld,
    cast(coalesce(facts.discount, 0) as DECIMAL(28, 10)) as discount,
    cast(
        coalesce(facts.amount, 0) + coalesce(facts.withheld, 0) + coalesce(facts.discount, 0)
        as DECIMAL(28, 10)
    ) as settled,
    facts.currency_code,
    cast(
        case
            when facts.exchange_rate > 0 and facts.exchange_rate < 1000000 then facts.exchange_rate
            when facts.currency_code = bases.base_currency_code then 1
        end as DECIMAL(28, 10)
    ) as exchange_rate
from facts
left join gold_base_currencies as bases
    on bases.source = facts.source
    and bases.connection = facts.connection
    and bases.organization_id = facts.organization_id
where facts.document_id is not null;

-- COMMAND ----------

create or replace view gold_payments (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    direction comment 'sale: money from customers; purchase: money to vendors',
    payment_id comment 'Payment',
    payment_number comment 'Number of the payment',
    party_id comment 'Customer or vendor',
    party_name comment 'Name of the customer or vendor (personal data)',
    payment_date comment 'Date of the payment',
    payment_method comment 'How it was paid, in the words of the provider',
    currency_code comment 'ISO 4217 code of the payment; of the contact where Zoho Books does not give it',
    base_currency_code comment 'ISO 4217 code of the books',
    exchange_rate comment 'Base currency per unit, from the payment; NULL where it has none',
    amount comment 'Amount',
    applied comment 'Applied to invoices or bills',
    refunded comment 'Paid back',
    unapplied comment 'What is left: amount less applied less refunded; below zero when more was applied than paid',
    reported_unapplied comment 'What the provider says is left; NULL where it does not say',
    base_amount comment 'amount in base currency by the rate of the payment'
)
comment 'Payments that were made: without failed, draft, void and deleted ones, and without payments taken from a credit'
as
with applications as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.document_id,
        applications.settlement_id,
        applications.applied_on,
        applications.amount,
        applications.currency_code
    from gold_applications as applications
    where applications.settled_by = 'payment'
),

applied as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.settlement_id,
        cast(sum(applications.amount) as DECIMAL(28, 10)) as applied
    from applications
    group by
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.settlement_id
),

vendor_refunds as (
    select
        refunds.connection,
        refunds.organization_id,
        refunds.payment_id,
        cast(sum(refunds.amount_fcy) as DECIMAL(28, 10)) as refunded
    from silver_zoho_books_vendor_payment_refunds as refunds
    group by
        refunds.connection,
        refunds.organization_id,
        refunds.payment_id
),

facts as (
    select
        'zoho_books' as source,
        payments.connection,
        payments.organization_id,
        'sale' as direction,
        payments.payment_id,
        payments.payment_number,
        payments.customer_id as party_id,
        coalesce(contacts.contact_name, payments.customer_name) as party_name,
        payments.date as payment_date,
        payments.payment_mode as payment_method,
        coalesce(payments.currency_code, contacts.currency_code) as currency_code,
        payments.exchange_rate as given_rate,
        payments.amount,
        coalesce(payments.amount_refunded, 0) as refunded,
        payments.unused_amount as reported_unapplied
    from silver_zoho_books_customer_payments as payments
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = payments.connection
        and contacts.organization_id = payments.organization_id
        and contacts.contact_id = payments.customer_id
    where not payments.is_deleted
      and coalesce(payments.status, '') != 'failure'
      and coalesce(payments.payment_status, '') not in ('failed', 'failure', 'draft', 'void')
    union all
    select
        'zoho_books' as source,
        payments.connection,
        payments.organization_id,
        'purchase' as direction,
        payments.payment_id,
        payments.payment_number,
        payments.vendor_id as party_id,
        coalesce(contacts.contact_name, payments.vendor_name) as party_name,
        payments.date as payment_date,
        payments.payment_mode as payment_method,
        coalesce(payments.currency_code, contacts.currency_code) as currency_code,
        payments.exchange_rate as given_rate,
        payments.amount,
        coalesce(refunds.refunded, 0) as refunded,
        payments.balance as reported_unapplied
    from silver_zoho_books_vendor_payments as payments
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = payments.connection
        and contacts.organization_id = payments.organization_id
        and contacts.contact_id = payments.vendor_id
    left join vendor_refunds as refunds
        on refunds.connection = payments.connection
        and refunds.organization_id = payments.organization_id
        and refunds.payment_id = payments.payment_id
    where not payments.is_deleted
      and coalesce(payments.status, '') not in ('draft', 'void', 'failed', 'failure')
    union all
    select
        'freshbooks' as source,
        payments.connection,
        payments.organization_id,
        'sale' as direction,
        payments.payment_id,
        cast(null as STRING) as payment_number,
        coalesce(payments.client_id, invoices.client_id) as party_id,
        coalesce(clients.organization, invoices.current_organization) as party_name,
        payments.date as payment_date,
        payments.type as payment_method,
        payments.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        payments.amount,
        cast(0 as DECIMAL(28, 10)) as refunded,
        cast(null as DECIMAL(28, 10)) as reported_unapplied
    from silver_freshbooks_payments as payments
    left join silver_freshbooks_invoices as invoices
        on invoices.connection = payments.connection
        and invoices.organization_id = payments.organization_id
        and invoices.invoice_id = payments.invoice_id
    left join silver_freshbooks_clients as clients
        on clients.connection = payments.connection
        and clients.organization_id = payments.organization_id
        and clients.client_id = coalesce(payments.client_id, invoices.client_id)
    where not payments.is_deleted
      and not coalesce(payments.from_credit, false)
      and payments.credit_id is null
    union all
    select
        'freshbooks' as source,
        applications.connection,
        applications.organization_id,
        'purchase' as direction,
        applications.settlement_id as payment_id,
        cast(null as STRING) as payment_number,
        bills.bill_vendor_id as party_id,
        coalesce(vendors.vendor_name, bills.bill_vendor_name) as party_name,
        applications.applied_on as payment_date,
        cast(null as STRING) as payment_method,
        applications.currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        applications.amount,
        cast(0 as DECIMAL(28, 10)) as refunded,
        cast(null as DECIMAL(28, 10)) as reported_unapplied
    from applications
    left join silver_freshbooks_bills as bills
        on bills.connection = applications.connection
        and bills.organization_id = applications.organization_id
        and bills.bill_id = applications.document_id
    left join silver_freshbooks_bill_vendors as vendors
        on vendors.connection = bills.connection
        and vendors.organization_id = bills.organization_id
        and vendors.bill_vendor_id = bills.bill_vendor_id
    where applications.source = 'freshbooks'
      and applications.direction = 'purchase'
)

select
    facts.source,
    facts.connection,
    facts.organization_id,
    facts.direction,
    facts.payment_id,
    facts.payment_number,
    facts.party_id,
    facts.party_name,
    facts.payment_date,
    facts.payment_method,
    facts.currency_code,
    bases.base_currency_code,
    cast(
        case
            when facts.given_rate > 0 and facts.given_rate < 1000000 then facts.given_rate
            when facts.currency_code = bases.base_currency_code then 1
        end as DECIMAL(28, 10)
    ) as exchange_rate,
    cast(facts.amount as DECIMAL(28, 10)) as amount,
    cast(coalesce(applied.applied, 0) as DECIMAL(28, 10)) as applied,
    cast(facts.refunded as DECIMAL(28, 10)) as refunded,
    cast(facts.amount - coalesce(applied.applied, 0) - facts.refunded as DECIMAL(28, 10)) as unapplied,
    cast(facts.reported_unapplied as DECIMAL(28, 10)) as reported_unapplied,
    cast(
        cast(facts.amount as DECIMAL(20, 4))
        * cast(
            case
                when facts.given_rate > 0 and facts.given_rate < 1000000 then facts.given_rate
                when facts.currency_code = bases.base_currency_code then 1
            end as DECIMAL(16, 10)
        ) as DECIMAL(28, 10)
    ) as base_amount
from facts
left join applied
    on applied.source = facts.source
    and applied.connection = facts.connection
    and applied.organization_id = facts.organization_id
    and applied.direction = facts.direction
    and applied.settlement_id = facts.payment_id
left join gold_base_currencies as bases
    on bases.source = facts.source
    and bases.connection = facts.connection
    and bases.organization_id = facts.organization_id;
