-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_receivables_ageing
-- MAGIC What customers owe, by how long it is overdue, per customer and currency, today and at every month end of the last ten years.
-- MAGIC Reads `gold_documents` and `gold_applications`; writes the views `gold_as_of_dates`, `gold_receivables_open`
-- MAGIC and `gold_receivables_ageing`.
-- MAGIC
-- MAGIC - Void, draft and deleted invoices owe nothing on any date: who voids takes back from the date of the document on.
-- MAGIC - A past balance is the total less what was applied by then, reckoned back from the balance of today: what no payment,
-- MAGIC   credit or write-off explains counts as applied from the start. `gold_payments` says from which day on each counts.
-- MAGIC   What was settled beyond the total settled nothing, the last of it first: an invoice of 100 for which 120 were paid owed 100
-- MAGIC   until then and nothing since, also where 20 are paid back later.
-- MAGIC   What was applied in another currency than that of the invoice is left out: nobody states what it settled. One that states
-- MAGIC   no currency counts.
-- MAGIC - Unused credits and payments on account are not set against invoices here: `gold_reconciliation` shows them.
-- MAGIC - Base amounts are by the rate of the invoice: what the books carried it at; NULL where one has no rate.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_as_of_dates (
    as_of_date comment 'Today, and every month end of the last ten years',
    is_today comment 'Whether it is today'
)
comment 'Dates on which balances are shown'
as
with digits as (
    select * from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as numbers (digit)
),

months as (
    select hundreds.digit * 100 + tens.digit * 10 + ones.digit as months_ago
    from digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where hundreds.digit < 2
)

select
    current_date() as as_of_date,
    true as is_today
union all
select
    last_day(add_months(current_date(), -months.months_ago)) as as_of_date,
    false as is_today
from months
where months.months_ago between 1 and 120;

-- COMMAND ----------

create or replace view gold_receivables_open (
    as_of_date comment 'Date of the balance',
    is_today comment 'Whether that is today',
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_id comment 'Invoice',
    invoice_number comment 'Number on the invoice',
    customer_id comment 'Customer',
    customer_name comment 'Name of the customer (personal data)',
    currency_code comment 'ISO 4217 code of the invoice',
    base_currency_code comment 'ISO 4217 code of the books',
    invoice_date comment 'Date of the invoice',
    due_date comment 'Date on which it is due',
    days_overdue comment 'Days since it was due; below zero before',
    balance comment 'What was open on the date, in document currency',
    base_balance comment 'The same in base currency by the rate of the invoice; NULL where it has none',
    bucket comment 'current, 1-30, 31-60, 61-90 or 90+ days overdue'
)
comment 'One row per invoice and date on which it was not settled'
as
with documents as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.document_id,
        documents.document_number,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.base_currency_code,
        documents.exchange_rate,
        documents.document_date,
        documents.due_date,
        documents.total,
        documents.balance
    from gold_documents as documents
    where documents.kind = 'invoice'
      and documents.is_posted
),

applications as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.document_id,
        applications.applied_on,
        applications.settled
    from gold_applications as applications
    inner join documents
        on documents.source = applications.source
        and documents.connection = applications.connection
        and documents.organization_id = applications.organization_id
        and documents.document_id = applications.document_id
        and coalesce(documents.currency_code, applications.currency_code, '')
            = coalesce(applications.currency_code, documents.currency_code, '')
    where applications.entity = 'invoices'
),

settled as (
    select
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.document_id,
        max(applications.applied_on) as last_applied_on,
        cast(sum(applications.settled) as DECIMAL(28, 10)) as settled
    from applications
    group by
        applications.source,
        applications.connection,
        applications.organization_id,
        applications.document_id
),

dated as (
    select
        dates.as_of_date,
        dates.is_today,
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.document_id,
        documents.document_number,
        documents.party_id,
        documents.party_name,
        documents.currency_code,
        documents.base_currency_code,
        documents.exchange_rate,
        documents.document_date,
        documents.due_date,
        documents.total,
        documents.balance,
        coalesce(settled.settled, 0) as settled
    from documents
    left join settled
        on settled.source = documents.source
        and settled.connection = documents.connection
        and settled.organization_id = documents.organization_id
        and settled.document_id = documents.document_id
    inner join gold_as_of_dates as dates
        on dates.as_of_date >= documents.document_date
        and (documents.balance != 0 or settled.last_applied_on > dates.as_of_date)
),

reckoned as (
    select
        dated.as_of_date,
        dated.is_today,
        dated.source,
        dated.connection,
        dated.organization_id,
        dated.document_id,
        dated.document_number,
        dated.party_id,
        dated.party_name,
        dated.currency_code,
        dated.base_currency_code,
        dated.exchange_rate,
        dated.document_date,
        dated.due_date,
        datediff(dated.as_of_date, dated.due_date) as days_overdue,
        dated.total,
        dated.balance as present_balance,
        dated.settled,
        coalesce(sum(applications.settled), 0) as settled_later
    from dated
    left join applications
        on applications.source = dated.source
        and applications.connection = dated.connection
        and applications.organization_id = dated.organization_id
        and applications.document_id = dated.document_id
        and applications.applied_on > dated.as_of_date
    group by
        dated.as_of_date,
        dated.is_today,
        dated.source,
        dated.connection,
        dated.organization_id,
        dated.document_id,
        dated.document_number,
        dated.party_id,
        dated.party_name,
        dated.currency_code,
        dated.base_currency_code,
        dated.exchange_rate,
        dated.document_date,
        dated.due_date,
        dated.total,
        dated.balance,
        dated.settled
),

bounded as (
    select
        reckoned.as_of_date,
        reckoned.is_today,
        reckoned.source,
        reckoned.connection,
        reckoned.organization_id,
        reckoned.document_id,
        reckoned.document_number,
        reckoned.party_id,
        reckoned.party_name,
        reckoned.currency_code,
        reckoned.base_currency_code,
        reckoned.exchange_rate,
        reckoned.document_date,
        reckoned.due_date,
        reckoned.days_overdue,
        reckoned.total,
        reckoned.present_balance,
        cast(reckoned.present_balance + reckoned.settled_later as DECIMAL(28, 10)) as balance,
        -- what was settled by then leaves of the total: less than the balance when too much was settled in all
        cast(
            coalesce(reckoned.total - reckoned.settled, reckoned.present_balance)
            + reckoned.settled_later as DECIMAL(28, 10)
        ) as unsettled
    from reckoned
),

balances as (
    select
        bounded.as_of_date,
        bounded.is_today,
        bounded.source,
        bounded.connection,
        bounded.organization_id,
        bounded.document_id,
        bounded.document_number,
        bounded.party_id,
        bounded.party_name,
        bounded.currency_code,
        bounded.base_currency_code,
        bounded.exchange_rate,
        bounded.document_date,
        bounded.due_date,
        bounded.days_overdue,
        case
            when bounded.total < 0
                then least(
                    greatest(bounded.present_balance, 0),
                    greatest(bounded.balance, least(bounded.present_balance, bounded.unsettled))
                )
            else greatest(
                least(bounded.present_balance, 0),
                least(bounded.balance, greatest(bounded.present_balance, bounded.unsettled))
            )
        end as balance
    from bounded
)

select
    balances.as_of_date,
    balances.is_today,
    balances.source,
    balances.connection,
    balances.organization_id,
    balances.document_id as invoice_id,
    balances.document_number as invoice_number,
    balances.party_id as customer_id,
    balances.party_name as customer_name,
    balances.currency_code,
    balances.base_currency_code,
    balances.document_date as invoice_date,
    balances.due_date,
    balances.days_overdue,
    balances.balance,
    cast(
        cast(balances.balance as DECIMAL(20, 4)) * cast(balances.exchange_rate as DECIMAL(16, 10))
        as DECIMAL(28, 10)
    ) as base_balance,
    case
        when balances.days_overdue <= 0 then 'current'
        when balances.days_overdue <= 30 then '1-30'
        when balances.days_overdue <= 60 then '31-60'
        when balances.days_overdue <= 90 then '61-90'
        else '90+'
    end as bucket
from balances
where balances.balance != 0;

-- COMMAND ----------

create or replace view gold_receivables_ageing (
    as_of_date comment 'Date of the balances',
    is_today comment 'Whether that is today',
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    customer_id comment 'Customer',
    customer_name comment 'Name of the customer (personal data)',
    currency_code comment 'ISO 4217 code of the invoices',
    base_currency_code comment 'ISO 4217 code of the books',
    not_due comment 'Open and not overdue',
    days_1_30 comment '1 to 30 days overdue',
    days_31_60 comment '31 to 60 days overdue',
    days_61_90 comment '61 to 90 days overdue',
    days_over_90 comment 'More than 90 days overdue',
    total_due comment 'All of it',
    base_total_due comment 'All of it in base currency, each invoice by its own rate; NULL where one has none',
    invoice_count comment 'Invoices that are open'
)
comment 'What customers owe by how long it is overdue, per customer, currency and date'
as
select
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.customer_id,
    max(open.customer_name) as customer_name,
    open.currency_code,
    open.base_currency_code,
    cast(sum(case when open.bucket = 'current' then open.balance else 0 end) as DECIMAL(28, 10))
        as not_due,
    cast(sum(case when open.bucket = '1-30' then open.balance else 0 end) as DECIMAL(28, 10))
        as days_1_30,
    cast(sum(case when open.bucket = '31-60' then open.balance else 0 end) as DECIMAL(28, 10))
        as days_31_60,
    cast(sum(case when open.bucket = '61-90' then open.balance else 0 end) as DECIMAL(28, 10))
        as days_61_90,
    cast(sum(case when open.bucket = '90+' then open.balance else 0 end) as DECIMAL(28, 10))
        as days_over_90,
    cast(sum(open.balance) as DECIMAL(28, 10)) as total_due,
    cast(
        case when count(open.base_balance) = count(*) then sum(open.base_balance) end
        as DECIMAL(28, 10)
    ) as base_total_due,
    count(*) as invoice_count
from gold_receivables_open as open
group by
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.customer_id,
    open.currency_code,
    open.base_currency_code;
