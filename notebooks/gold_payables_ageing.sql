-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_payables_ageing
-- MAGIC What is owed to vendors, by how long it is overdue, per vendor and currency, today and at every month end of the last ten years.
-- MAGIC Reads `gold_documents` and `gold_applications` and `gold_as_of_dates`; writes the views `gold_payables_open`
-- MAGIC and `gold_payables_ageing`.
-- MAGIC
-- MAGIC - Void, draft and deleted bills owe nothing on any date: who voids takes back from the date of the document on.
-- MAGIC - A past balance is the total less what was applied by then, reckoned back from the balance of today: what no payment,
-- MAGIC   credit or write-off explains counts as applied from the start. `gold_payments` says from which day on each counts.
-- MAGIC   What was settled beyond the total settled nothing, the last of it first: a bill of 100 for which 120 were paid owed 100
-- MAGIC   until then and nothing since, also where 20 are paid back later.
-- MAGIC   What was applied in another currency than that of the bill is left out: nobody states what it settled. One that states
-- MAGIC   no currency counts.
-- MAGIC - Unused credits and payments on account are not set against bills here: `gold_reconciliation` shows them.
-- MAGIC - Base amounts are by the rate of the bill: what the books carried it at; NULL where one has no rate.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_payables_open (
    as_of_date comment 'Date of the balance',
    is_today comment 'Whether that is today',
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_id comment 'Bill',
    bill_number comment 'Number on the bill',
    vendor_id comment 'Vendor',
    vendor_name comment 'Name of the vendor (personal data)',
    currency_code comment 'ISO 4217 code of the bill',
    base_currency_code comment 'ISO 4217 code of the books',
    bill_date comment 'Date of the bill',
    due_date comment 'Date on which it is due',
    days_overdue comment 'Days since it was due; below zero before',
    balance comment 'What was open on the date, in document currency',
    base_balance comment 'The same in base currency by the rate of the bill; NULL where it has none',
    bucket comment 'current, 1-30, 31-60, 61-90 or 90+ days overdue'
)
comment 'One row per bill and date on which it was not settled'
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
    where documents.kind = 'bill'
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
    where applications.entity = 'bills'
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
    balances.document_id as bill_id,
    balances.document_number as bill_number,
    balances.party_id as vendor_id,
    balances.party_name as vendor_name,
    balances.currency_code,
    balances.base_currency_code,
    balances.document_date as bill_date,
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

create or replace view gold_payables_ageing (
    as_of_date comment 'Date of the balances',
    is_today comment 'Whether that is today',
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    vendor_id comment 'Vendor',
    vendor_name comment 'Name of the vendor (personal data)',
    currency_code comment 'ISO 4217 code of the bills',
    base_currency_code comment 'ISO 4217 code of the books',
    not_due comment 'Open and not overdue',
    days_1_30 comment '1 to 30 days overdue',
    days_31_60 comment '31 to 60 days overdue',
    days_61_90 comment '61 to 90 days overdue',
    days_over_90 comment 'More than 90 days overdue',
    total_due comment 'All of it',
    base_total_due comment 'All of it in base currency, each bill by its own rate; NULL where one has none',
    bill_count comment 'Bills that are open'
)
comment 'What is owed to vendors by how long it is overdue, per vendor, currency and date'
as
select
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.vendor_id,
    max(open.vendor_name) as vendor_name,
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
    count(*) as bill_count
from gold_payables_open as open
group by
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.vendor_id,
    open.currency_code,
    open.base_currency_code;
