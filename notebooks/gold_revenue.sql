-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_revenue
-- MAGIC What was earned per month, by item and product line, and by customer. Reads `gold_document_lines`; writes the views
-- MAGIC `gold_revenue_by_item` and `gold_revenue_by_customer`; both add up to the same.
-- MAGIC
-- MAGIC - Invoices and other income less credit notes, without tax, by the date of the document. Written-off invoices stay: earned,
-- MAGIC   but not paid. Void, draft and deleted ones, estimates, prepayments and overpayments do not count.
-- MAGIC - Lines on accounts that are no income (deposits, assets) do not count; a line whose account is not known does.
-- MAGIC   Discount, shipping and adjustment of a document count by the share of its lines that do: see `result_amount` of
-- MAGIC   `gold_document_lines`.
-- MAGIC - Base amounts are NULL where a document has no rate: a part is never shown as the whole.
-- MAGIC - Other income of FreshBooks is as entered: the tax in it is not known.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_revenue_by_item (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    month comment 'First day of the month',
    item_id comment 'Item; NULL for free text and in FreshBooks',
    item_name comment 'Name of the item, or the text of the line; Discount, Shipping and so on for what stands on no line',
    product_line comment 'Income account (Zoho Books), name of the line or category of other income (FreshBooks)',
    currency_code comment 'ISO 4217 code of the documents',
    base_currency_code comment 'ISO 4217 code of the books',
    quantity comment 'Quantity sold less credited',
    revenue comment 'Earned without tax, in document currency',
    base_revenue comment 'The same in base currency, each document by its own rate; NULL where one has none',
    document_count comment 'Documents that it comes from'
)
comment 'Revenue per month by item and product line, without tax, less credit notes'
as
with earned as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        cast(date_trunc('month', lines.document_date) as DATE) as month,
        lines.kind,
        lines.entity,
        lines.document_id,
        lines.item_id,
        lines.item_name,
        lines.product_line,
        lines.party_id,
        lines.party_name,
        case when lines.party_id is null then lines.party_name end as name_alone,
        lines.currency_code,
        lines.base_currency_code,
        case when lines.sign < 0 then -lines.quantity else lines.quantity end as quantity,
        case when lines.sign < 0 then -lines.result_amount else lines.result_amount end as amount,
        case when lines.sign < 0 then -lines.base_result_amount else lines.base_result_amount end
            as base_amount
    from gold_document_lines as lines
    where lines.is_posted
      and lines.kind in ('invoice', 'credit_note', 'other_income')
      and lines.result_amount is not null
)

select
    earned.source,
    earned.connection,
    earned.organization_id,
    earned.month,
    earned.item_id,
    earned.item_name,
    earned.product_line,
    earned.currency_code,
    earned.base_currency_code,
    cast(sum(earned.quantity) as DECIMAL(28, 10)) as quantity,
    cast(sum(earned.amount) as DECIMAL(28, 10)) as revenue,
    cast(
        case when count(earned.base_amount) = count(earned.amount) then sum(earned.base_amount) end
        as DECIMAL(28, 10)
    ) as base_revenue,
    count(distinct earned.entity || '/' || earned.document_id) as document_count
from earned
group by
    earned.source,
    earned.connection,
    earned.organization_id,
    earned.month,
    earned.item_id,
    earned.item_name,
    earned.product_line,
    earned.currency_code,
    earned.base_currency_code;

-- COMMAND ----------

create or replace view gold_revenue_by_customer (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    month comment 'First day of the month',
    customer_id comment 'Customer; NULL where other income names none',
    customer_name comment 'Name of the customer (personal data)',
    currency_code comment 'ISO 4217 code of the documents',
    base_currency_code comment 'ISO 4217 code of the books',
    revenue comment 'Earned without tax, in document currency',
    base_revenue comment 'The same in base currency, each document by its own rate; NULL where one has none',
    document_count comment 'Documents that it comes from'
)
comment 'Revenue per month by customer, without tax, less credit notes'
as
with earned as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        cast(date_trunc('month', lines.document_date) as DATE) as month,
        lines.kind,
        lines.entity,
        lines.document_id,
        lines.item_id,
        lines.item_name,
        lines.product_line,
        lines.party_id,
        lines.party_name,
        case when lines.party_id is null then lines.party_name end as name_alone,
        lines.currency_code,
        lines.base_currency_code,
        case when lines.sign < 0 then -lines.quantity else lines.quantity end as quantity,
        case when lines.sign < 0 then -lines.result_amount else lines.result_amount end as amount,
        case when lines.sign < 0 then -lines.base_result_amount else lines.base_result_amount end
            as base_amount
    from gold_document_lines as lines
    where lines.is_posted
      and lines.kind in ('invoice', 'credit_note', 'other_income')
      and lines.result_amount is not null
)

select
    earned.source,
    earned.connection,
    earned.organization_id,
    earned.month,
    earned.party_id as customer_id,
    max(earned.party_name) as customer_name,
    earned.currency_code,
    earned.base_currency_code,
    cast(sum(earned.amount) as DECIMAL(28, 10)) as revenue,
    cast(
        case when count(earned.base_amount) = count(earned.amount) then sum(earned.base_amount) end
        as DECIMAL(28, 10)
    ) as base_revenue,
    count(distinct earned.entity || '/' || earned.document_id) as document_count
from earned
group by
    earned.source,
    earned.connection,
    earned.organization_id,
    earned.month,
    earned.party_id,
    earned.name_alone,
    earned.currency_code,
    earned.base_currency_code;
