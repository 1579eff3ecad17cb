-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_receivables_ageing
-- MAGIC What customers owe, by how long it is overdue, per customer and currency, today and at every month end of the last ten years.
-- MAGIC Reads the silver invoices and payments of both sources; writes the views `gold_as_of_dates`, `gold_receivables_open`
-- MAGIC and `gold_receivables_ageing`. Void, draft and deleted invoices owe nothing. A past balance is today's balance and
-- MAGIC what was applied since: credits whose date no payment carries count as applied from the start.
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_as_of_dates as
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

-- One row per invoice that can owe something and date on which it did.
create or replace view gold_receivables_open as
with invoices as (
    select
        'zoho_books' as source,
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.invoice_number,
        invoices.customer_id,
        coalesce(contacts.contact_name, invoices.customer_name) as customer_name,
        invoices.currency_code,
        invoices.date as invoice_date,
        coalesce(invoices.due_date, invoices.date) as due_date,
        invoices.balance
    from silver_zoho_books_invoices as invoices
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = invoices.connection
        and contacts.organization_id = invoices.organization_id
        and contacts.contact_id = invoices.customer_id
    where not invoices.is_deleted
      and invoices.status not in ('draft', 'void', 'pending_approval', 'rejected')
    union all
    select
        'freshbooks' as source,
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.invoice_number,
        invoices.client_id as customer_id,
        coalesce(
            clients.organization,
            invoices.current_organization,
            invoices.organization,
            nullif(concat_ws(' ', invoices.fname, invoices.lname), '')
        ) as customer_name,
        coalesce(invoices.outstanding_currency_code, invoices.currency_code) as currency_code,
        invoices.create_date as invoice_date,
        coalesce(invoices.due_date, invoices.create_date) as due_date,
        invoices.outstanding as balance
    from silver_freshbooks_invoices as invoices
    left join silver_freshbooks_clients as clients
        on clients.connection = invoices.connection
        and clients.organization_id = invoices.organization_id
        and clients.client_id = invoices.client_id
    where not invoices.is_deleted
      and coalesce(invoices.v3_status, '') not in ('draft', 'created')
      and coalesce(invoices.status, '') != '1'
),

applications as (
    select
        'zoho_books' as source,
        applied.connection,
        applied.organization_id,
        applied.invoice_id,
        coalesce(applied.apply_date, payments.date) as applied_on,
        coalesce(applied.amount_applied, 0) + coalesce(applied.tax_amount_withheld, 0)
            + coalesce(applied.discount_amount, 0) as amount
    from silver_zoho_books_customer_payment_invoices as applied
    inner join silver_zoho_books_customer_payments as payments
        on payments.connection = applied.connection
        and payments.organization_id = applied.organization_id
        and payments.payment_id = applied.payment_id
    where not applied.is_deleted
    union all
    select
        'freshbooks' as source,
        payments.connection,
        payments.organization_id,
        payments.invoice_id,
        payments.date as applied_on,
        payments.amount
    from silver_freshbooks_payments as payments
    where not payments.is_deleted
),

balances as (
    select
        dates.as_of_date,
        dates.is_today,
        invoices.source,
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.invoice_number,
        invoices.customer_id,
        invoices.customer_name,
        invoices.currency_code,
        invoices.invoice_date,
        invoices.due_date,
        cast(
            cast(max(invoices.balance) as DECIMAL(28, 10))
            + cast(coalesce(sum(applications.amount), 0) as DECIMAL(28, 10))
            as DECIMAL(28, 10)
        ) as balance
    from invoices
    inner join gold_as_of_dates as dates
        on dates.as_of_date >= invoices.invoice_date
    left join applications
        on applications.source = invoices.source
        and applications.connection = invoices.connection
        and applications.organization_id = invoices.organization_id
        and applications.invoice_id = invoices.invoice_id
        and applications.applied_on > dates.as_of_date
    group by
        dates.as_of_date,
        dates.is_today,
        invoices.source,
        invoices.connection,
        invoices.organization_id,
        invoices.invoice_id,
        invoices.invoice_number,
        invoices.customer_id,
        invoices.customer_name,
        invoices.currency_code,
        invoices.invoice_date,
        invoices.due_date
)

select
    balances.*,
    case
        when balances.due_date >= balances.as_of_date then 'current'
        when balances.due_date >= date_add(balances.as_of_date, -30) then '1-30'
        when balances.due_date >= date_add(balances.as_of_date, -60) then '31-60'
        when balances.due_date >= date_add(balances.as_of_date, -90) then '61-90'
        else '90+'
    end as bucket
from balances
where balances.balance != 0;

-- COMMAND ----------

create or replace view gold_receivables_ageing as
select
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.customer_id,
    max(open.customer_name) as customer_name,
    open.currency_code,
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
    count(*) as invoice_count
from gold_receivables_open as open
group by
    open.as_of_date,
    open.is_today,
    open.source,
    open.connection,
    open.organization_id,
    open.customer_id,
    open.currency_code;
