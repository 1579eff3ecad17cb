-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_reconciliation
-- MAGIC Invoices and bills against payments and credits. Reads `gold_documents`, `gold_payments` and `gold_applications`; writes the views
-- MAGIC `gold_reconciliation`, `gold_late_payers` and `gold_exchange_differences`.
-- MAGIC
-- MAGIC - **Reconciliation**: `document` rows are invoices and bills: what settled them, and what the provider says is open. `payment` and `credit`
-- MAGIC   rows are money and credits: what of them is applied, paid back, and left. `unexplained` is what the provider states
-- MAGIC   differently from what the applications say: 0 in books that hold together. Void, draft and deleted documents are left out.
-- MAGIC - **Another currency**: what was applied in another currency than that of the invoice or bill is not added up with it (nor are the
-- MAGIC   days it was late): nobody states what it settled, so it is `unexplained` there. An application that states no
-- MAGIC   currency counts. On the row of the payment all that it was applied to counts, in the currency of the payment.
-- MAGIC - In Zoho Books the part of a payment beyond its invoices is left on the payment: `unapplied`. FreshBooks may apply more than the
-- MAGIC   total: `overpaid`; where it turns that into a credit, the credit is a row as well.
-- MAGIC - **Late payers**: by money that came in on invoices (credits and write-offs are no payments, what was paid back no
-- MAGIC   payment either), days between due date and application, weighted by amount. Who pays early counts as 0 days late.
-- MAGIC   What is overdue today stands beside it, weighted by balance.
-- MAGIC - **Exchange differences**: what was applied, at the rate of the payment or credit, less the same at the rate of the document; for bills the
-- MAGIC   other way round: a gain is positive. Only where both rates are stated and the currency is not that of the books. FreshBooks
-- MAGIC   states no rates: it has no rows.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_reconciliation (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    record comment 'document, payment or credit',
    kind comment 'invoice, bill, payment, credit_note, prepayment, overpayment or vendor_credit',
    direction comment 'sale or purchase',
    record_id comment 'Document, payment or credit',
    record_number comment 'Its number',
    record_date comment 'Its date',
    party_id comment 'Customer or vendor',
    party_name comment 'Name of the customer or vendor (personal data)',
    currency_code comment 'ISO 4217 code',
    amount comment 'Total of the document or credit, amount of the payment',
    paid comment 'Documents: settled by payments',
    credited comment 'Documents: settled by credits',
    withheld comment 'Documents: withheld as tax or granted as discount with payments',
    written_off comment 'Documents: written off',
    applied comment 'Settled in all; payments and credits: applied to documents',
    refunded comment 'Payments and credits: paid back',
    unapplied comment 'Payments and credits: what is left',
    underpaid comment 'Documents: what is missing to the total',
    overpaid comment 'Documents: settled beyond the total; payments and credits: applied or paid back beyond the amount',
    reported_open comment 'What the provider says is open or left; NULL where it does not say',
    unexplained comment 'reported_open less underpaid, overpaid or unapplied; 0 in books that hold together',
    state comment 'Documents: unpaid, underpaid, settled, overpaid. Payments and credits: unapplied, partly_applied, applied, refunded, overapplied'
)
comment 'Invoices and bills against payments and credits: what is applied, unapplied, paid back, over- and underpaid'
as
with applications as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.entity,
        applications.document_id,
        applications.direction,
        applications.settled_by,
        applications.settlement_id,
        applications.amount,
        applications.withheld,
        applications.discount,
        applications.settled,
        applications.currency_code
    from gold_applications as applications
),

documents as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.kind,
        documents.entity,
        documents.document_id,
        documents.direction,
        documents.document_number,
        documents.document_date,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.total,
        documents.balance
    from gold_documents as documents
    where documents.is_posted
      and documents.kind in (
          'invoice', 'bill', 'credit_note', 'prepayment', 'overpayment', 'vendor_credit'
      )
),

by_document as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.entity,
        applications.document_id,
        sum(case when applications.settled_by = 'payment' then applications.amount else 0 end) as paid,
        sum(case when applications.settled_by = 'credit' then applications.amount else 0 end) as credited,
        sum(applications.withheld + applications.discount) as withheld,
        sum(case when applications.settled_by = 'write_off' then applications.amount else 0 end)
            as written_off,
        sum(applications.settled) as applied
    from applications
    inner join documents
        on documents.source = applications.source
        and documents.connection = applications.connection
        and documents.organization_id = applications.organization_id
        and documents.entity = applications.entity
        and documents.document_id = applications.document_id
        and coalesce(documents.currency_code, applications.currency_code, '')
            = coalesce(applications.currency_code, documents.currency_code, '')
    group by
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.entity,
        applications.document_id
),

by_credit as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.settlement_id,
        sum(applications.amount) as applied
    from applications
    where applications.settled_by = 'credit'
    group by
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.settlement_id
),

credit_refunds as (
    select
        'zoho_books' as source,
        credits.connection,
        credits.organization_id,
        'credit_notes' as entity,
        credits.creditnote_id as credit_id,
        credits.total_refunded_amount as refunded
    from silver_zoho_books_credit_notes as credits
    union all
    select
        'zoho_books' as source,
        credits.connection,
        credits.organization_id,
        'vendor_credits' as entity,
        credits.vendor_credit_id as credit_id,
        credits.total_refunded_amount as refunded
    from silver_zoho_books_vendor_credits as credits
),

facts as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        'document' as record,
        documents.kind,
        documents.direction,
        documents.document_id as record_id,
        documents.document_number as record_number,
        documents.document_date as record_date,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.total as amount,
        coalesce(by_document.paid, 0) as paid,
        coalesce(by_document.credited, 0) as credited,
        coalesce(by_document.withheld, 0) as withheld,
        coalesce(by_document.written_off, 0) as written_off,
        coalesce(by_document.applied, 0) as applied,
        cast(0 as DECIMAL(28, 10)) as refunded,
        documents.balance as reported_open
    from documents
    left join by_document
        on by_document.source = documents.source
        and by_document.connection = documents.connection
        and by_document.organization_id = documents.organization_id
        and by_document.entity = documents.entity
        and by_document.document_id = documents.document_id
    where documents.kind in ('invoice', 'bill')
    union all
    select
        payments.source,
        payments.connection,
        payments.organization_id,
        'payment' as record,
        'payment' as kind,
        payments.direction,
        payments.payment_id as record_id,
        payments.payment_number as record_number,
        payments.payment_date as record_date,
        payments.party_id,
        payments.party_name,
        payments.currency_code,
        payments.amount,
        cast(0 as DECIMAL(28, 10)) as paid,
        cast(0 as DECIMAL(28, 10)) as credited,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as written_off,
        payments.applied,
        payments.refunded,
        payments.reported_unapplied as reported_open
    from gold_payments as payments
    union all
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        'credit' as record,
        documents.kind,
        documents.direction,
        documents.document_id as record_id,
        documents.document_number as record_number,
        documents.document_date as record_date,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.total as amount,
        cast(0 as DECIMAL(28, 10)) as paid,
        cast(0 as DECIMAL(28, 10)) as credited,
        cast(0 as DECIMAL(28, 10)) as withheld,
        cast(0 as DECIMAL(28, 10)) as written_off,
        coalesce(by_credit.applied, 0) as applied,
        coalesce(credit_refunds.refunded, 0) as refunded,
        documents.balance as reported_open
    from documents
    left join by_credit
        on by_credit.source = documents.source
        and by_credit.connection = documents.connection
        and by_credit.organization_id = documents.organization_id
        and by_credit.direction = documents.direction
        and by_credit.settlement_id = documents.document_id
    left join credit_refunds
        on credit_refunds.source = documents.source
        and credit_refunds.connection = documents.connection
        and credit_refunds.organization_id = documents.organization_id
        and credit_refunds.entity = documents.entity
        and credit_refunds.credit_id = documents.document_id
    where documents.kind in ('credit_note', 'prepayment', 'overpayment', 'vendor_credit')
),

reckoned as (
    select
        facts.source,
        facts.connection,
        facts.organization_id,
        facts.record,
        facts.kind,
        facts.direction,
        facts.record_id,
        facts.record_number,
        facts.record_date,
        facts.party_id,
        facts.party_name,
        facts.currency_code,
        facts.amount,
        facts.paid,
        facts.credited,
        facts.withheld,
        facts.written_off,
        facts.applied,
        facts.refunded,
        facts.amount - facts.applied - facts.refunded as rest,
        facts.reported_open
    from facts
)

select
    reckoned.source,
    reckoned.connection,
    reckoned.organization_id,
    reckoned.record,
    reckoned.kind,
    reckoned.direction,
    reckoned.record_id,
    reckoned.record_number,
    reckoned.record_date,
    reckoned.party_id,
    reckoned.party_name,
    reckoned.currency_code,
    cast(reckoned.amount as DECIMAL(28, 10)) as amount,
    cast(reckoned.paid as DECIMAL(28, 10)) as paid,
    cast(reckoned.credited as DECIMAL(28, 10)) as credited,
    cast(reckoned.withheld as DECIMAL(28, 10)) as withheld,
    cast(reckoned.written_off as DECIMAL(28, 10)) as written_off,
    cast(reckoned.applied as DECIMAL(28, 10)) as applied,
    cast(reckoned.refunded as DECIMAL(28, 10)) as refunded,
    cast(
        case when reckoned.record != 'document' and reckoned.rest > 0 then reckoned.rest else 0 end
        as DECIMAL(28, 10)
    ) as unapplied,
    cast(
        case when reckoned.record = 'document' and reckoned.rest > 0 then reckoned.rest else 0 end
        as DECIMAL(28, 10)
    ) as underpaid,
    cast(case when reckoned.rest < 0 then -reckoned.rest else 0 end as DECIMAL(28, 10)) as overpaid,
    cast(reckoned.reported_open as DECIMAL(28, 10)) as reported_open,
    cast(
        case
            when reckoned.rest < 0 and reckoned.reported_open >= 0 then reckoned.reported_open
            else reckoned.reported_open - reckoned.rest
        end as DECIMAL(28, 10)
    ) as unexplained,
    case
        when reckoned.record = 'document'
            then case
                when reckoned.rest < 0 then 'overpaid'
                when reckoned.rest = 0 then 'settled'
                when reckoned.applied = 0 then 'unpaid'
                else 'underpaid'
            end
        when reckoned.rest < 0 then 'overapplied'
        when reckoned.rest = 0 and reckoned.applied = 0 and reckoned.refunded > 0 then 'refunded'
        when reckoned.rest = 0 then 'applied'
        when reckoned.applied = 0 and reckoned.refunded = 0 then 'unapplied'
        else 'partly_applied'
    end as state
from reckoned;

-- COMMAND ----------

create or replace view gold_late_payers (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    customer_id comment 'Customer',
    customer_name comment 'Name of the customer (personal data)',
    currency_code comment 'ISO 4217 code of the invoices',
    payment_count comment 'Payments on invoices',
    paid_amount comment 'Money that came in on invoices',
    paid_late_amount comment 'The part of it that came after the due date',
    average_days_late comment 'Days after the due date, early as 0, weighted by amount, to four places; NULL before the first payment',
    average_days_from_due comment 'The same with early as below zero',
    overdue_count comment 'Invoices that are overdue today',
    overdue_amount comment 'What is overdue today',
    average_days_overdue comment 'Days that it is overdue, weighted by balance, to four places; NULL where nothing is',
    longest_days_overdue comment 'Days that the oldest of it is overdue'
)
comment 'How late customers pay: average days late weighted by amount, and what is overdue today'
as
with documents as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.entity,
        documents.document_id,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.due_date,
        documents.balance
    from gold_documents as documents
    where documents.kind = 'invoice'
      and documents.is_posted
),

paid as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        1 as payment_count,
        0 as overdue_count,
        datediff(applications.applied_on, documents.due_date) as days_late,
        cast(applications.amount as DECIMAL(20, 4)) as paid_amount,
        cast(0 as DECIMAL(20, 4)) as overdue_amount,
        cast(null as INT) as days_overdue
    from gold_applications as applications
    inner join documents
        on documents.source = applications.source
        and documents.connection = applications.connection
        and documents.organization_id = applications.organization_id
        and documents.entity = applications.entity
        and documents.document_id = applications.document_id
        and coalesce(documents.currency_code, applications.currency_code, '')
            = coalesce(applications.currency_code, documents.currency_code, '')
    where applications.settled_by = 'payment'
      and applications.amount > 0
    union all
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        0 as payment_count,
        1 as overdue_count,
        0 as days_late,
        cast(0 as DECIMAL(20, 4)) as paid_amount,
        cast(documents.balance as DECIMAL(20, 4)) as overdue_amount,
        datediff(current_date(), documents.due_date) as days_overdue
    from documents
    where documents.balance > 0
      and documents.due_date < current_date()
),

weighted as (
    select
        paid.source,
        paid.connection,
        paid.organization_id,
        paid.party_id,
        paid.party_name,
        paid.currency_code,
        paid.payment_count,
        paid.overdue_count,
        paid.paid_amount,
        case when paid.days_late > 0 then paid.paid_amount else 0 end as paid_late_amount,
        paid.overdue_amount,
        paid.days_overdue,
        cast(paid.days_late as DECIMAL(10, 0)) * paid.paid_amount as days_from_due,
        cast(greatest(paid.days_late, 0) as DECIMAL(10, 0)) * paid.paid_amount as days_late,
        cast(paid.days_overdue as DECIMAL(10, 0)) * paid.overdue_amount as days_open
    from paid
),

sums as (
    select
        weighted.source,
        weighted.connection,
        weighted.organization_id,
        weighted.party_id,
        max(weighted.party_name) as party_name,
        weighted.currency_code,
        sum(weighted.payment_count) as payment_count,
        sum(weighted.overdue_count) as overdue_count,
        sum(weighted.paid_amount) as paid_amount,
        sum(weighted.paid_late_amount) as paid_late_amount,
        sum(weighted.overdue_amount) as overdue_amount,
        max(weighted.days_overdue) as longest_days_overdue,
        sum(weighted.days_from_due) as days_from_due,
        sum(weighted.days_late) as days_late,
        sum(weighted.days_open) as days_open
    from weighted
    group by
        weighted.source,
        weighted.connection,
        weighted.organization_id,
        weighted.party_id,
        weighted.currency_code
)

select
    sums.source,
    sums.connection,
    sums.organization_id,
    sums.party_id as customer_id,
    sums.party_name as customer_name,
    sums.currency_code,
    cast(sums.payment_count as BIGINT) as payment_count,
    cast(sums.paid_amount as DECIMAL(28, 10)) as paid_amount,
    cast(sums.paid_late_amount as DECIMAL(28, 10)) as paid_late_amount,
    cast(
        round(cast(sums.days_late as DOUBLE) / nullif(cast(sums.paid_amount as DOUBLE), 0), 4)
        as DECIMAL(28, 10)
    ) as average_days_late,
    cast(
        round(cast(sums.days_from_due as DOUBLE) / nullif(cast(sums.paid_amount as DOUBLE), 0), 4)
        as DECIMAL(28, 10)
    ) as average_days_from_due,
    cast(sums.overdue_count as BIGINT) as overdue_count,
    cast(sums.overdue_amount as DECIMAL(28, 10)) as overdue_amount,
    cast(
        round(cast(sums.days_open as DOUBLE) / nullif(cast(sums.overdue_amount as DOUBLE), 0), 4)
        as DECIMAL(28, 10)
    ) as average_days_overdue,
    sums.longest_days_overdue
from sums;

-- COMMAND ----------

create or replace view gold_exchange_differences (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    direction comment 'sale or purchase',
    document_id comment 'Invoice or bill that was settled',
    document_number comment 'Its number',
    settled_by comment 'payment or credit',
    settlement_id comment 'Payment or credit',
    party_id comment 'Customer or vendor',
    party_name comment 'Name of the customer or vendor (personal data)',
    applied_on comment 'Day on which the difference was realised',
    month comment 'First day of its month',
    currency_code comment 'ISO 4217 code of the document',
    base_currency_code comment 'ISO 4217 code of the books',
    amount comment 'Applied, in document currency',
    document_rate comment 'Base currency per unit by the document',
    settlement_rate comment 'Base currency per unit by the payment or credit',
    base_at_document comment 'amount at the rate of the document',
    base_at_settlement comment 'amount at the rate of the payment or credit',
    difference comment 'Realised gain (positive) or loss (negative), in base currency'
)
comment 'Exchange differences realised when invoices and bills in other currencies were settled'
as
with settled as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.direction,
        applications.document_id,
        documents.document_number,
        applications.settled_by,
        applications.settlement_id,
        documents.party_id,
        documents.party_name,
        applications.applied_on,
        documents.currency_code,
        documents.base_currency_code,
        applications.amount,
        documents.exchange_rate as document_rate,
        applications.exchange_rate as settlement_rate,
        cast(
            cast(applications.amount as DECIMAL(20, 4))
            * cast(documents.exchange_rate as DECIMAL(16, 10))
            as DECIMAL(28, 10)
        ) as base_at_document,
        cast(
            cast(applications.amount as DECIMAL(20, 4))
            * cast(applications.exchange_rate as DECIMAL(16, 10))
            as DECIMAL(28, 10)
        ) as base_at_settlement
    from gold_applications as applications
    inner join gold_documents as documents
        on documents.source = applications.source
        and documents.connection = applications.connection
        and documents.organization_id = applications.organization_id
        and documents.entity = applications.entity
        and documents.document_id = applications.document_id
    where documents.is_posted
      and applications.settled_by in ('payment', 'credit')
      and documents.exchange_rate is not null
      and applications.exchange_rate is not null
      and coalesce(applications.currency_code, documents.currency_code) = documents.currency_code
      and documents.currency_code != coalesce(documents.base_currency_code, '')
)

select
    settled.source,
    settled.connection,
    settled.organization_id,
    settled.direction,
    settled.document_id,
    settled.document_number,
    settled.settled_by,
    settled.settlement_id,
    settled.party_id,
    settled.party_name,
    settled.applied_on,
    cast(date_trunc('month', settled.applied_on) as DATE) as month,
    settled.currency_code,
    settled.base_currency_code,
    settled.amount,
    settled.document_rate,
    settled.settlement_rate,
    settled.base_at_document,
    settled.base_at_settlement,
    cast(
        case
            when settled.direction = 'purchase' then settled.base_at_document - settled.base_at_settlement
            else settled.base_at_settlement - settled.base_at_document
        end as DECIMAL(28, 10)
    ) as difference
from settled;
