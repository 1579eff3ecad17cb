-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_cash_flow_forecast
-- MAGIC The money that open invoices should bring and open bills will take, by week of the due date. Reads `gold_documents`; writes the
-- MAGIC view `gold_cash_flow_forecast`.
-- MAGIC
-- MAGIC - What is overdue today is one bucket of its own, before the first week. Weeks begin on Monday; in the present one stands
-- MAGIC   what is due from today on.
-- MAGIC - Open amounts only: void, draft, deleted, settled and written-off documents bring nothing. Unused credits, payments on account,
-- MAGIC   orders and recurring documents that are not yet written are no part of it.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_cash_flow_forecast (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    currency_code comment 'ISO 4217 code of the documents',
    base_currency_code comment 'ISO 4217 code of the books',
    bucket comment 'overdue or week',
    week_start comment 'Monday of the week of the due date; NULL for what is overdue',
    inflow comment 'Open on invoices',
    outflow comment 'Open on bills',
    net comment 'inflow less outflow',
    cumulative_net comment 'net of this bucket and of those before it',
    base_inflow comment 'inflow in base currency, each document by its own rate; NULL where one has none',
    base_outflow comment 'outflow in base currency, each document by its own rate; NULL where one has none',
    base_net comment 'base_inflow less base_outflow',
    document_count comment 'Open invoices and bills'
)
comment 'Cash-flow forecast from open invoices and bills by week of the due date; what is overdue comes first'
as
with expected as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.currency_code,
        documents.base_currency_code,
        case
            when documents.due_date >= current_date()
                then cast(date_trunc('week', documents.due_date) as DATE)
        end as week_start,
        case when documents.kind = 'invoice' then documents.balance else 0 end as inflow,
        case when documents.kind = 'bill' then documents.balance else 0 end as outflow,
        case when documents.kind = 'invoice' then documents.base_balance else 0 end as base_inflow,
        case when documents.kind = 'bill' then documents.base_balance else 0 end as base_outflow
    from gold_documents as documents
    where documents.kind in ('invoice', 'bill')
      and documents.is_posted
      and documents.balance > 0
),

buckets as (
    select
        expected.source,
        expected.connection,
        expected.organization_id,
        expected.currency_code,
        expected.base_currency_code,
        expected.week_start,
        cast(sum(expected.inflow) as DECIMAL(28, 10)) as inflow,
        cast(sum(expected.outflow) as DECIMAL(28, 10)) as outflow,
        cast(
            case when count(expected.base_inflow) = count(*) then sum(expected.base_inflow) end
            as DECIMAL(28, 10)
        ) as base_inflow,
        cast(
            case when count(expected.base_outflow) = count(*) then sum(expected.base_outflow) end
            as DECIMAL(28, 10)
        ) as base_outflow,
        count(*) as document_count
    from expected
    group by
        expected.source,
        expected.connection,
        expected.organization_id,
        expected.currency_code,
        expected.base_currency_code,
        expected.week_start
)

select
    buckets.source,
    buckets.connection,
    buckets.organization_id,
    buckets.currency_code,
    buckets.base_currency_code,
    case when buckets.week_start is null then 'overdue' else 'week' end as bucket,
    buckets.week_start,
    buckets.inflow,
    buckets.outflow,
    cast(buckets.inflow - buckets.outflow as DECIMAL(28, 10)) as net,
    cast(
        sum(buckets.inflow - buckets.outflow) over (
            partition by
                buckets.source,
                buckets.connection,
                buckets.organization_id,
                buckets.currency_code,
                buckets.base_currency_code
            order by buckets.week_start nulls first
            rows between unbounded preceding and current row
        ) as DECIMAL(28, 10)
    ) as cumulative_net,
    buckets.base_inflow,
    buckets.base_outflow,
    cast(buckets.base_inflow - buckets.base_outflow as DECIMAL(28, 10)) as base_net,
    buckets.document_count
from buckets;
