-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_invoices
-- MAGIC Sales invoices. A void keeps its total and balance: sum receivables by status, not by balance.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_invoices`, `silver_zoho_books_invoice_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_invoices as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'invoice_number STRING, reference_number STRING, status STRING,
            current_sub_status STRING, current_sub_status_id STRING, date STRING,
            due_date STRING, issued_date STRING, payment_expected_date STRING,
            last_payment_date STRING, created_date STRING, customer_id STRING,
            customer_name STRING, email STRING, currency_id STRING, currency_code STRING,
            exchange_rate STRING, price_precision STRING, payment_terms STRING,
            payment_terms_label STRING, payment_terms_id STRING, sub_total STRING,
            discount STRING, discount_type STRING, discount_percent STRING,
            discount_total STRING, discount_applied_on_amount STRING, tax_total STRING,
            total_taxable_amount STRING, shipping_charge STRING, adjustment STRING,
            adjustment_description STRING, roundoff_value STRING, total STRING, balance STRING,
            payment_made STRING, credits_applied STRING, write_off_amount STRING,
            tax_amount_withheld STRING, payment_discount STRING,
            unprocessed_payment_amount STRING, early_payment_discount_percentage STRING,
            early_payment_discount_amount STRING, bcy_sub_total STRING,
            bcy_discount_total STRING, bcy_tax_total STRING, bcy_shipping_charge STRING,
            bcy_adjustment STRING, bcy_total STRING, is_inclusive_tax STRING,
            is_discount_before_tax STRING, is_emailed STRING, is_viewed_by_client STRING,
            allow_partial_payments STRING, ach_payment_initiated STRING,
            is_autobill_enabled STRING, payment_reminder_enabled STRING, reminders_sent STRING,
            last_reminder_sent_date STRING, salesperson_id STRING, salesperson_name STRING,
            template_id STRING, template_name STRING, recurring_invoice_id STRING,
            estimate_id STRING, salesorder_id STRING, salesorder_number STRING,
            location_id STRING, account_id STRING, account_name STRING, invoice_source STRING,
            sales_channel STRING, notes STRING, terms STRING, created_by_id STRING,
            created_by_name STRING, last_modified_by_id STRING, created_time STRING,
            last_modified_time STRING, billing_address STRING, shipping_address STRING,
            taxes STRING, custom_fields STRING, tags STRING, contact_persons_associated STRING,
            salesorders STRING, invoice_installments STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'invoices'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as invoice_id,
        nullif(documents.doc.invoice_number, '') as invoice_number,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.due_date, '') as x_due_date,
        nullif(documents.doc.issued_date, '') as x_issued_date,
        nullif(documents.doc.payment_expected_date, '') as x_payment_expected_date,
        nullif(documents.doc.last_payment_date, '') as x_last_payment_date,
        nullif(documents.doc.created_date, '') as x_created_date,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.payment_terms_id, '') as payment_terms_id,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.discount, '') as discount,
        nullif(documents.doc.discount_type, '') as discount_type,
        nullif(documents.doc.discount_percent, '') as x_discount_percent,
        nullif(documents.doc.discount_total, '') as x_discount_total,
        nullif(documents.doc.discount_applied_on_amount, '') as x_discount_applied_on_amount,
        nullif(documents.doc.tax_total, '') as x_tax_total,
        nullif(documents.doc.total_taxable_amount, '') as x_total_taxable_amount,
        nullif(documents.doc.shipping_charge, '') as x_shipping_charge,
        nullif(documents.doc.adjustment, '') as x_adjustment,
        nullif(documents.doc.adjustment_description, '') as adjustment_description,
        nullif(documents.doc.roundoff_value, '') as x_roundoff_value,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.payment_made, '') as x_payment_made,
        nullif(documents.doc.credits_applied, '') as x_credits_applied,
        nullif(documents.doc.write_off_amount, '') as x_write_off_amount,
        nullif(documents.doc.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(documents.doc.payment_discount, '') as x_payment_discount,
        nullif(documents.doc.unprocessed_payment_amount, '') as x_unprocessed_payment_amount,
        nullif(documents.doc.early_payment_discount_percentage, '') as x_early_payment_discount_percentage,
        nullif(documents.doc.early_payment_discount_amount, '') as x_early_payment_discount_amount,
        nullif(documents.doc.bcy_sub_total, '') as x_bcy_sub_total,
        nullif(documents.doc.bcy_discount_total, '') as x_bcy_discount_total,
        nullif(documents.doc.bcy_tax_total, '') as x_bcy_tax_total,
        nullif(documents.doc.bcy_shipping_charge, '') as x_bcy_shipping_charge,
        nullif(documents.doc.bcy_adjustment, '') as x_bcy_adjustment,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.is_discount_before_tax, '') as x_is_discount_before_tax,
        nullif(documents.doc.is_emailed, '') as x_is_emailed,
        nullif(documents.doc.is_viewed_by_client, '') as x_is_viewed_by_client,
        nullif(documents.doc.allow_partial_payments, '') as x_allow_partial_payments,
        nullif(documents.doc.ach_payment_initiated, '') as x_ach_payment_initiated,
        nullif(documents.doc.is_autobill_enabled, '') as x_is_autobill_enabled,
        nullif(documents.doc.payment_reminder_enabled, '') as x_payment_reminder_enabled,
        nullif(documents.doc.reminders_sent, '') as x_reminders_sent,
        nullif(documents.doc.last_reminder_sent_date, '') as x_last_reminder_sent_date,
        nullif(documents.doc.salesperson_id, '') as salesperson_id,
        nullif(documents.doc.salesperson_name, '') as salesperson_name,
        nullif(documents.doc.template_id, '') as template_id,
        nullif(documents.doc.template_name, '') as template_name,
        nullif(documents.doc.recurring_invoice_id, '') as recurring_invoice_id,
        nullif(documents.doc.estimate_id, '') as estimate_id,
        nullif(documents.doc.salesorder_id, '') as salesorder_id,
        nullif(documents.doc.salesorder_number, '') as salesorder_number,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.invoice_source, '') as invoice_source,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.contact_persons_associated, '') as contact_persons_associated,
        nullif(documents.doc.salesorders, '') as salesorders,
        nullif(documents.doc.invoice_installments, '') as invoice_installments,
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        (coalesce(documents.action, '') = 'missing' or (documents.action = 'deleted' and documents.origin = 'webhook')) as _is_deletion,
        documents.doc.status is not null
            and documents.doc.date is not null
            and documents.doc.total is not null
            and documents.doc.balance is not null
            and documents.doc.currency_code is not null
            and documents.doc.line_items like '[%]' and from_json(documents.doc.line_items, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case when length(x_issued_date) = 10 and regexp_like(x_issued_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_issued_date >= '0001' then try_cast(x_issued_date as DATE) end as issued_date,
        case when length(x_payment_expected_date) = 10 and regexp_like(x_payment_expected_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_payment_expected_date >= '0001' then try_cast(x_payment_expected_date as DATE) end as payment_expected_date,
        case when length(x_last_payment_date) = 10 and regexp_like(x_last_payment_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_last_payment_date >= '0001' then try_cast(x_last_payment_date as DATE) end as last_payment_date,
        case when length(x_created_date) = 10 and regexp_like(x_created_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_created_date >= '0001' then try_cast(x_created_date as DATE) end as created_date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_discount_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_percent as DECIMAL(28, 10))
        end as discount_percent,
        case
            when regexp_like(x_discount_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_total as DECIMAL(28, 10))
        end as discount_total,
        case
            when regexp_like(x_discount_applied_on_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_applied_on_amount as DECIMAL(28, 10))
        end as discount_applied_on_amount,
        case
            when regexp_like(x_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_total as DECIMAL(28, 10))
        end as tax_total,
        case
            when regexp_like(x_total_taxable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_taxable_amount as DECIMAL(28, 10))
        end as total_taxable_amount,
        case
            when regexp_like(x_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge as DECIMAL(28, 10))
        end as shipping_charge,
        case
            when regexp_like(x_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_adjustment as DECIMAL(28, 10))
        end as adjustment,
        case
            when regexp_like(x_roundoff_value || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_roundoff_value as DECIMAL(28, 10))
        end as roundoff_value,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_payment_made || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_made as DECIMAL(28, 10))
        end as payment_made,
        case
            when regexp_like(x_credits_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credits_applied as DECIMAL(28, 10))
        end as credits_applied,
        case
            when regexp_like(x_write_off_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_write_off_amount as DECIMAL(28, 10))
        end as write_off_amount,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case
            when regexp_like(x_payment_discount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_discount as DECIMAL(28, 10))
        end as payment_discount,
        case
            when regexp_like(x_unprocessed_payment_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unprocessed_payment_amount as DECIMAL(28, 10))
        end as unprocessed_payment_amount,
        case
            when regexp_like(x_early_payment_discount_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_early_payment_discount_percentage as DECIMAL(28, 10))
        end as early_payment_discount_percentage,
        case
            when regexp_like(x_early_payment_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_early_payment_discount_amount as DECIMAL(28, 10))
        end as early_payment_discount_amount,
        case
            when regexp_like(x_bcy_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_sub_total as DECIMAL(28, 10))
        end as bcy_sub_total,
        case
            when regexp_like(x_bcy_discount_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_discount_total as DECIMAL(28, 10))
        end as bcy_discount_total,
        case
            when regexp_like(x_bcy_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_tax_total as DECIMAL(28, 10))
        end as bcy_tax_total,
        case
            when regexp_like(x_bcy_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_shipping_charge as DECIMAL(28, 10))
        end as bcy_shipping_charge,
        case
            when regexp_like(x_bcy_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_adjustment as DECIMAL(28, 10))
        end as bcy_adjustment,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case lower(x_is_discount_before_tax) when 'true' then true when 'false' then false end as is_discount_before_tax,
        case lower(x_is_emailed) when 'true' then true when 'false' then false end as is_emailed,
        case lower(x_is_viewed_by_client) when 'true' then true when 'false' then false end as is_viewed_by_client,
        case lower(x_allow_partial_payments) when 'true' then true when 'false' then false end as allow_partial_payments,
        case lower(x_ach_payment_initiated) when 'true' then true when 'false' then false end as ach_payment_initiated,
        case lower(x_is_autobill_enabled) when 'true' then true when 'false' then false end as is_autobill_enabled,
        case lower(x_payment_reminder_enabled) when 'true' then true when 'false' then false end as payment_reminder_enabled,
        case
            when regexp_like(x_reminders_sent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reminders_sent as DECIMAL(28, 10))
        end as reminders_sent,
        case when length(x_last_reminder_sent_date) = 10 and regexp_like(x_last_reminder_sent_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_last_reminder_sent_date >= '0001' then try_cast(x_last_reminder_sent_date as DATE) end as last_reminder_sent_date,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs status date total balance currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_issued_date is not null and issued_date is null then 'issued_date' || chr(31) || translate(substring(x_issued_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_payment_expected_date is not null and payment_expected_date is null then 'payment_expected_date' || chr(31) || translate(substring(x_payment_expected_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_last_payment_date is not null and last_payment_date is null then 'last_payment_date' || chr(31) || translate(substring(x_last_payment_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_created_date is not null and created_date is null then 'created_date' || chr(31) || translate(substring(x_created_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_percent is not null and discount_percent is null then 'discount_percent' || chr(31) || translate(substring(x_discount_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_total is not null and discount_total is null then 'discount_total' || chr(31) || translate(substring(x_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_applied_on_amount is not null and discount_applied_on_amount is null then 'discount_applied_on_amount' || chr(31) || translate(substring(x_discount_applied_on_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_total is not null and tax_total is null then 'tax_total' || chr(31) || translate(substring(x_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_taxable_amount is not null and total_taxable_amount is null then 'total_taxable_amount' || chr(31) || translate(substring(x_total_taxable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge is not null and shipping_charge is null then 'shipping_charge' || chr(31) || translate(substring(x_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_adjustment is not null and adjustment is null then 'adjustment' || chr(31) || translate(substring(x_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_roundoff_value is not null and roundoff_value is null then 'roundoff_value' || chr(31) || translate(substring(x_roundoff_value, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_made is not null and payment_made is null then 'payment_made' || chr(31) || translate(substring(x_payment_made, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credits_applied is not null and credits_applied is null then 'credits_applied' || chr(31) || translate(substring(x_credits_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_write_off_amount is not null and write_off_amount is null then 'write_off_amount' || chr(31) || translate(substring(x_write_off_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_discount is not null and payment_discount is null then 'payment_discount' || chr(31) || translate(substring(x_payment_discount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unprocessed_payment_amount is not null and unprocessed_payment_amount is null then 'unprocessed_payment_amount' || chr(31) || translate(substring(x_unprocessed_payment_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_early_payment_discount_percentage is not null and early_payment_discount_percentage is null then 'early_payment_discount_percentage' || chr(31) || translate(substring(x_early_payment_discount_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_early_payment_discount_amount is not null and early_payment_discount_amount is null then 'early_payment_discount_amount' || chr(31) || translate(substring(x_early_payment_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_sub_total is not null and bcy_sub_total is null then 'bcy_sub_total' || chr(31) || translate(substring(x_bcy_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_discount_total is not null and bcy_discount_total is null then 'bcy_discount_total' || chr(31) || translate(substring(x_bcy_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_tax_total is not null and bcy_tax_total is null then 'bcy_tax_total' || chr(31) || translate(substring(x_bcy_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge is not null and bcy_shipping_charge is null then 'bcy_shipping_charge' || chr(31) || translate(substring(x_bcy_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_adjustment is not null and bcy_adjustment is null then 'bcy_adjustment' || chr(31) || translate(substring(x_bcy_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_discount_before_tax is not null and is_discount_before_tax is null then 'is_discount_before_tax' || chr(31) || translate(substring(x_is_discount_before_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_emailed is not null and is_emailed is null then 'is_emailed' || chr(31) || translate(substring(x_is_emailed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_viewed_by_client is not null and is_viewed_by_client is null then 'is_viewed_by_client' || chr(31) || translate(substring(x_is_viewed_by_client, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_allow_partial_payments is not null and allow_partial_payments is null then 'allow_partial_payments' || chr(31) || translate(substring(x_allow_partial_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_ach_payment_initiated is not null and ach_payment_initiated is null then 'ach_payment_initiated' || chr(31) || translate(substring(x_ach_payment_initiated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_autobill_enabled is not null and is_autobill_enabled is null then 'is_autobill_enabled' || chr(31) || translate(substring(x_is_autobill_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_payment_reminder_enabled is not null and payment_reminder_enabled is null then 'payment_reminder_enabled' || chr(31) || translate(substring(x_payment_reminder_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_reminders_sent is not null and reminders_sent is null then 'reminders_sent' || chr(31) || translate(substring(x_reminders_sent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_last_reminder_sent_date is not null and last_reminder_sent_date is null then 'last_reminder_sent_date' || chr(31) || translate(substring(x_last_reminder_sent_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.invoice_id,
    judged.invoice_number,
    judged.reference_number,
    judged.status,
    judged.current_sub_status,
    judged.current_sub_status_id,
    judged.date,
    judged.due_date,
    judged.issued_date,
    judged.payment_expected_date,
    judged.last_payment_date,
    judged.created_date,
    judged.customer_id,
    judged.customer_name,
    judged.email,
    judged.currency_id,
    judged.currency_code,
    judged.exchange_rate,
    judged.price_precision,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.payment_terms_id,
    judged.sub_total,
    judged.discount,
    judged.discount_type,
    judged.discount_percent,
    judged.discount_total,
    judged.discount_applied_on_amount,
    judged.tax_total,
    judged.total_taxable_amount,
    judged.shipping_charge,
    judged.adjustment,
    judged.adjustment_description,
    judged.roundoff_value,
    judged.total,
    judged.balance,
    judged.payment_made,
    judged.credits_applied,
    judged.write_off_amount,
    judged.tax_amount_withheld,
    judged.payment_discount,
    judged.unprocessed_payment_amount,
    judged.early_payment_discount_percentage,
    judged.early_payment_discount_amount,
    judged.bcy_sub_total,
    judged.bcy_discount_total,
    judged.bcy_tax_total,
    judged.bcy_shipping_charge,
    judged.bcy_adjustment,
    judged.bcy_total,
    judged.is_inclusive_tax,
    judged.is_discount_before_tax,
    judged.is_emailed,
    judged.is_viewed_by_client,
    judged.allow_partial_payments,
    judged.ach_payment_initiated,
    judged.is_autobill_enabled,
    judged.payment_reminder_enabled,
    judged.reminders_sent,
    judged.last_reminder_sent_date,
    judged.salesperson_id,
    judged.salesperson_name,
    judged.template_id,
    judged.template_name,
    judged.recurring_invoice_id,
    judged.estimate_id,
    judged.salesorder_id,
    judged.salesorder_number,
    judged.location_id,
    judged.account_id,
    judged.account_name,
    judged.invoice_source,
    judged.sales_channel,
    judged.notes,
    judged.terms,
    judged.created_by_id,
    judged.created_by_name,
    judged.last_modified_by_id,
    judged.created_time,
    judged.last_modified_time,
    judged.billing_address,
    judged.shipping_address,
    judged.taxes,
    judged.custom_fields,
    judged.tags,
    judged.contact_persons_associated,
    judged.salesorders,
    judged.invoice_installments,
    judged._action,
    judged._origin,
    judged._received_at,
    judged._version_at,
    judged._is_deletion,
    judged._is_complete and judged._problems is null and coalesce(judged._action, '') != 'missing' as _has_values,
        lpad(cast(greatest(unix_micros(judged._version_at), 0) as STRING), 18, '0')
            || '/' || case when judged._origin = 'webhook' then '0' else '1' end
            || '/' || lpad(cast(greatest(unix_micros(judged._received_at), 0) as STRING), 18, '0')
            || '/' || judged._event_key as _version,
        case when judged._is_deletion then lpad(cast(greatest(unix_micros(judged._asked_at), 0) as STRING), 18, '0') else '' end
            as _deleted_version,
        case
            when judged._action = 'read' and not judged._is_deletion then lpad(cast(greatest(unix_micros(judged._asked_at), 0) as STRING), 18, '0')
            else ''
        end as _seen_version,
    judged._problems,
    judged._event_key,
    judged._raw_key,
    judged._load_id,
    judged._loaded_at
from judged;

-- COMMAND ----------

create or replace view history_zoho_books_invoice_lines as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'invoices'
      and events._problem is null
),

elements as (
    select
        arrays.*,
        parts.pos + 1 as position,
        parts.element,
        case
            when parts.element like '{%}'
                then from_json(
                    parts.element,
                    'line_item_id STRING, line_item_category STRING, item_id STRING,
                    item_order STRING, name STRING, description STRING, sku STRING,
                    quantity STRING, unit STRING, rate STRING, bcy_rate STRING,
                    sales_rate STRING, purchase_rate STRING, cost_amount STRING,
                    markup_percent STRING, discount STRING, discount_amount STRING,
                    account_id STRING, account_name STRING, tax_id STRING, tax_name STRING,
                    tax_type STRING, tax_percentage STRING, item_total STRING, item_type STRING,
                    product_type STRING, project_id STRING, expense_id STRING, bill_id STRING,
                    bill_item_id STRING, salesorder_item_id STRING, header_id STRING,
                    header_name STRING, pricebook_id STRING, discounts STRING,
                    line_item_taxes STRING, time_entry_ids STRING, tags STRING,
                    item_custom_fields STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as invoice_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.line_item_category, '') as line_item_category,
        nullif(elements.line.item_id, '') as item_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.sku, '') as sku,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.unit, '') as unit,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.bcy_rate, '') as x_bcy_rate,
        nullif(elements.line.sales_rate, '') as x_sales_rate,
        nullif(elements.line.purchase_rate, '') as x_purchase_rate,
        nullif(elements.line.cost_amount, '') as x_cost_amount,
        nullif(elements.line.markup_percent, '') as x_markup_percent,
        nullif(elements.line.discount, '') as discount,
        nullif(elements.line.discount_amount, '') as x_discount_amount,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.item_type, '') as item_type,
        nullif(elements.line.product_type, '') as product_type,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.expense_id, '') as expense_id,
        nullif(elements.line.bill_id, '') as bill_id,
        nullif(elements.line.bill_item_id, '') as bill_item_id,
        nullif(elements.line.salesorder_item_id, '') as salesorder_item_id,
        nullif(elements.line.header_id, '') as header_id,
        nullif(elements.line.header_name, '') as header_name,
        nullif(elements.line.pricebook_id, '') as pricebook_id,
        nullif(elements.line.discounts, '') as discounts,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.time_entry_ids, '') as time_entry_ids,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.item_custom_fields, '') as item_custom_fields,
        elements.element as _element,
        elements.received_at as _received_at,
        elements.event_key as _event_key,
        elements._raw_key,
        elements._load_id,
        elements._loaded_at
    from elements
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_item_order || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_order as DECIMAL(28, 10))
        end as item_order,
        case
            when regexp_like(x_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity as DECIMAL(28, 10))
        end as quantity,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_bcy_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_rate as DECIMAL(28, 10))
        end as bcy_rate,
        case
            when regexp_like(x_sales_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sales_rate as DECIMAL(28, 10))
        end as sales_rate,
        case
            when regexp_like(x_purchase_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_purchase_rate as DECIMAL(28, 10))
        end as purchase_rate,
        case
            when regexp_like(x_cost_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_cost_amount as DECIMAL(28, 10))
        end as cost_amount,
        case
            when regexp_like(x_markup_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_markup_percent as DECIMAL(28, 10))
        end as markup_percent,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.invoice_id,
    typed.position,
    typed.line_item_id,
    typed.line_item_category,
    typed.item_id,
    typed.item_order,
    typed.name,
    typed.description,
    typed.sku,
    typed.quantity,
    typed.unit,
    typed.rate,
    typed.bcy_rate,
    typed.sales_rate,
    typed.purchase_rate,
    typed.cost_amount,
    typed.markup_percent,
    typed.discount,
    typed.discount_amount,
    typed.account_id,
    typed.account_name,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.item_total,
    typed.item_type,
    typed.product_type,
    typed.project_id,
    typed.expense_id,
    typed.bill_id,
    typed.bill_item_id,
    typed.salesorder_item_id,
    typed.header_id,
    typed.header_name,
    typed.pricebook_id,
    typed.discounts,
    typed.line_item_taxes,
    typed.time_entry_ids,
    typed.tags,
    typed.item_custom_fields,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_rate is not null and bcy_rate is null then 'bcy_rate' || chr(31) || translate(substring(x_bcy_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_sales_rate is not null and sales_rate is null then 'sales_rate' || chr(31) || translate(substring(x_sales_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_purchase_rate is not null and purchase_rate is null then 'purchase_rate' || chr(31) || translate(substring(x_purchase_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_cost_amount is not null and cost_amount is null then 'cost_amount' || chr(31) || translate(substring(x_cost_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_markup_percent is not null and markup_percent is null then 'markup_percent' || chr(31) || translate(substring(x_markup_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_invoices as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.invoice_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.invoice_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.invoice_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_invoices as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.invoice_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    invoice_number = incoming.invoice_number,
    reference_number = incoming.reference_number,
    status = incoming.status,
    current_sub_status = incoming.current_sub_status,
    current_sub_status_id = incoming.current_sub_status_id,
    date = incoming.date,
    due_date = incoming.due_date,
    issued_date = incoming.issued_date,
    payment_expected_date = incoming.payment_expected_date,
    last_payment_date = incoming.last_payment_date,
    created_date = incoming.created_date,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    email = incoming.email,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    exchange_rate = incoming.exchange_rate,
    price_precision = incoming.price_precision,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    payment_terms_id = incoming.payment_terms_id,
    sub_total = incoming.sub_total,
    discount = incoming.discount,
    discount_type = incoming.discount_type,
    discount_percent = incoming.discount_percent,
    discount_total = incoming.discount_total,
    discount_applied_on_amount = incoming.discount_applied_on_amount,
    tax_total = incoming.tax_total,
    total_taxable_amount = incoming.total_taxable_amount,
    shipping_charge = incoming.shipping_charge,
    adjustment = incoming.adjustment,
    adjustment_description = incoming.adjustment_description,
    roundoff_value = incoming.roundoff_value,
    total = incoming.total,
    balance = incoming.balance,
    payment_made = incoming.payment_made,
    credits_applied = incoming.credits_applied,
    write_off_amount = incoming.write_off_amount,
    tax_amount_withheld = incoming.tax_amount_withheld,
    payment_discount = incoming.payment_discount,
    unprocessed_payment_amount = incoming.unprocessed_payment_amount,
    early_payment_discount_percentage = incoming.early_payment_discount_percentage,
    early_payment_discount_amount = incoming.early_payment_discount_amount,
    bcy_sub_total = incoming.bcy_sub_total,
    bcy_discount_total = incoming.bcy_discount_total,
    bcy_tax_total = incoming.bcy_tax_total,
    bcy_shipping_charge = incoming.bcy_shipping_charge,
    bcy_adjustment = incoming.bcy_adjustment,
    bcy_total = incoming.bcy_total,
    is_inclusive_tax = incoming.is_inclusive_tax,
    is_discount_before_tax = incoming.is_discount_before_tax,
    is_emailed = incoming.is_emailed,
    is_viewed_by_client = incoming.is_viewed_by_client,
    allow_partial_payments = incoming.allow_partial_payments,
    ach_payment_initiated = incoming.ach_payment_initiated,
    is_autobill_enabled = incoming.is_autobill_enabled,
    payment_reminder_enabled = incoming.payment_reminder_enabled,
    reminders_sent = incoming.reminders_sent,
    last_reminder_sent_date = incoming.last_reminder_sent_date,
    salesperson_id = incoming.salesperson_id,
    salesperson_name = incoming.salesperson_name,
    template_id = incoming.template_id,
    template_name = incoming.template_name,
    recurring_invoice_id = incoming.recurring_invoice_id,
    estimate_id = incoming.estimate_id,
    salesorder_id = incoming.salesorder_id,
    salesorder_number = incoming.salesorder_number,
    location_id = incoming.location_id,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    invoice_source = incoming.invoice_source,
    sales_channel = incoming.sales_channel,
    notes = incoming.notes,
    terms = incoming.terms,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    last_modified_by_id = incoming.last_modified_by_id,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    taxes = incoming.taxes,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
    contact_persons_associated = incoming.contact_persons_associated,
    salesorders = incoming.salesorders,
    invoice_installments = incoming.invoice_installments,
    is_deleted = greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight),
    deleted_at = case
        when greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight)
            then timestamp_micros(try_cast(greatest(target._deleted_version, incoming._latest_deletion) as BIGINT))
    end,
    _deleted_version = greatest(target._deleted_version, incoming._latest_deletion),
    _seen_version = greatest(target._seen_version, incoming._latest_sight),
    _version = incoming._version,
    _event_key = incoming._event_key,
    _raw_key = incoming._raw_key,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when matched
    and (
        incoming._latest_deletion > target._deleted_version
        or incoming._latest_sight > target._seen_version
    )
    then update set
        is_deleted = greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight),
        deleted_at = case
            when greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight)
                then timestamp_micros(try_cast(greatest(target._deleted_version, incoming._latest_deletion) as BIGINT))
        end,
        _deleted_version = greatest(target._deleted_version, incoming._latest_deletion),
        _seen_version = greatest(target._seen_version, incoming._latest_sight)
when not matched and incoming._has_values then insert (
    connection, organization_id, invoice_id, invoice_number, reference_number, status,
    current_sub_status, current_sub_status_id, date, due_date, issued_date,
    payment_expected_date, last_payment_date, created_date, customer_id, customer_name, email,
    currency_id, currency_code, exchange_rate, price_precision, payment_terms,
    payment_terms_label, payment_terms_id, sub_total, discount, discount_type, discount_percent,
    discount_total, discount_applied_on_amount, tax_total, total_taxable_amount,
    shipping_charge, adjustment, adjustment_description, roundoff_value, total, balance,
    payment_made, credits_applied, write_off_amount, tax_amount_withheld, payment_discount,
    unprocessed_payment_amount, early_payment_discount_percentage,
    early_payment_discount_amount, bcy_sub_total, bcy_discount_total, bcy_tax_total,
    bcy_shipping_charge, bcy_adjustment, bcy_total, is_inclusive_tax, is_discount_before_tax,
    is_emailed, is_viewed_by_client, allow_partial_payments, ach_payment_initiated,
    is_autobill_enabled, payment_reminder_enabled, reminders_sent, last_reminder_sent_date,
    salesperson_id, salesperson_name, template_id, template_name, recurring_invoice_id,
    estimate_id, salesorder_id, salesorder_number, location_id, account_id, account_name,
    invoice_source, sales_channel, notes, terms, created_by_id, created_by_name,
    last_modified_by_id, created_time, last_modified_time, billing_address, shipping_address,
    taxes, custom_fields, tags, contact_persons_associated, salesorders, invoice_installments,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id, incoming.invoice_number,
    incoming.reference_number, incoming.status, incoming.current_sub_status,
    incoming.current_sub_status_id, incoming.date, incoming.due_date, incoming.issued_date,
    incoming.payment_expected_date, incoming.last_payment_date, incoming.created_date,
    incoming.customer_id, incoming.customer_name, incoming.email, incoming.currency_id,
    incoming.currency_code, incoming.exchange_rate, incoming.price_precision,
    incoming.payment_terms, incoming.payment_terms_label, incoming.payment_terms_id,
    incoming.sub_total, incoming.discount, incoming.discount_type, incoming.discount_percent,
    incoming.discount_total, incoming.discount_applied_on_amount, incoming.tax_total,
    incoming.total_taxable_amount, incoming.shipping_charge, incoming.adjustment,
    incoming.adjustment_description, incoming.roundoff_value, incoming.total, incoming.balance,
    incoming.payment_made, incoming.credits_applied, incoming.write_off_amount,
    incoming.tax_amount_withheld, incoming.payment_discount,
    incoming.unprocessed_payment_amount, incoming.early_payment_discount_percentage,
    incoming.early_payment_discount_amount, incoming.bcy_sub_total, incoming.bcy_discount_total,
    incoming.bcy_tax_total, incoming.bcy_shipping_charge, incoming.bcy_adjustment,
    incoming.bcy_total, incoming.is_inclusive_tax, incoming.is_discount_before_tax,
    incoming.is_emailed, incoming.is_viewed_by_client, incoming.allow_partial_payments,
    incoming.ach_payment_initiated, incoming.is_autobill_enabled,
    incoming.payment_reminder_enabled, incoming.reminders_sent,
    incoming.last_reminder_sent_date, incoming.salesperson_id, incoming.salesperson_name,
    incoming.template_id, incoming.template_name, incoming.recurring_invoice_id,
    incoming.estimate_id, incoming.salesorder_id, incoming.salesorder_number,
    incoming.location_id, incoming.account_id, incoming.account_name, incoming.invoice_source,
    incoming.sales_channel, incoming.notes, incoming.terms, incoming.created_by_id,
    incoming.created_by_name, incoming.last_modified_by_id, incoming.created_time,
    incoming.last_modified_time, incoming.billing_address, incoming.shipping_address,
    incoming.taxes, incoming.custom_fields, incoming.tags, incoming.contact_persons_associated,
    incoming.salesorders, incoming.invoice_installments,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, invoice_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
using (
    select *
    from (
        select
            history.*,
            winner.is_deleted,
            winner.deleted_at,
            winner._version,
            winner._deleted_version,
            winner._seen_version,
            row_number() over (
                partition by history.connection, history.organization_id, history.invoice_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_invoices as winner
        inner join history_zoho_books_invoice_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.invoice_id = winner.invoice_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    line_item_category = incoming.line_item_category,
    item_id = incoming.item_id,
    item_order = incoming.item_order,
    name = incoming.name,
    description = incoming.description,
    sku = incoming.sku,
    quantity = incoming.quantity,
    unit = incoming.unit,
    rate = incoming.rate,
    bcy_rate = incoming.bcy_rate,
    sales_rate = incoming.sales_rate,
    purchase_rate = incoming.purchase_rate,
    cost_amount = incoming.cost_amount,
    markup_percent = incoming.markup_percent,
    discount = incoming.discount,
    discount_amount = incoming.discount_amount,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    item_total = incoming.item_total,
    item_type = incoming.item_type,
    product_type = incoming.product_type,
    project_id = incoming.project_id,
    expense_id = incoming.expense_id,
    bill_id = incoming.bill_id,
    bill_item_id = incoming.bill_item_id,
    salesorder_item_id = incoming.salesorder_item_id,
    header_id = incoming.header_id,
    header_name = incoming.header_name,
    pricebook_id = incoming.pricebook_id,
    discounts = incoming.discounts,
    line_item_taxes = incoming.line_item_taxes,
    time_entry_ids = incoming.time_entry_ids,
    tags = incoming.tags,
    item_custom_fields = incoming.item_custom_fields,
    is_deleted = incoming.is_deleted,
    deleted_at = incoming.deleted_at,
    _version = incoming._version,
    _deleted_version = incoming._deleted_version,
    _seen_version = incoming._seen_version,
    _event_key = incoming._event_key,
    _raw_key = incoming._raw_key,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when not matched then insert (
    connection, organization_id, invoice_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, sku, quantity, unit, rate, bcy_rate, sales_rate,
    purchase_rate, cost_amount, markup_percent, discount, discount_amount, account_id,
    account_name, tax_id, tax_name, tax_type, tax_percentage, item_total, item_type,
    product_type, project_id, expense_id, bill_id, bill_item_id, salesorder_item_id, header_id,
    header_name, pricebook_id, discounts, line_item_taxes, time_entry_ids, tags,
    item_custom_fields, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id, incoming.position,
    incoming.line_item_id, incoming.line_item_category, incoming.item_id, incoming.item_order,
    incoming.name, incoming.description, incoming.sku, incoming.quantity, incoming.unit,
    incoming.rate, incoming.bcy_rate, incoming.sales_rate, incoming.purchase_rate,
    incoming.cost_amount, incoming.markup_percent, incoming.discount, incoming.discount_amount,
    incoming.account_id, incoming.account_name, incoming.tax_id, incoming.tax_name,
    incoming.tax_type, incoming.tax_percentage, incoming.item_total, incoming.item_type,
    incoming.product_type, incoming.project_id, incoming.expense_id, incoming.bill_id,
    incoming.bill_item_id, incoming.salesorder_item_id, incoming.header_id,
    incoming.header_name, incoming.pricebook_id, incoming.discounts, incoming.line_item_taxes,
    incoming.time_entry_ids, incoming.tags, incoming.item_custom_fields, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner._event_key, winner._load_id
    from silver_zoho_books_invoices as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_invoices as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'invoices'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.invoice_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched
    and (
        target._deleted_version != incoming._deleted_version
        or target._seen_version != incoming._seen_version
    )
    then update set
        is_deleted = incoming.is_deleted,
        deleted_at = incoming.deleted_at,
        _deleted_version = incoming._deleted_version,
        _seen_version = incoming._seen_version;

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'zoho_books'
      and events.entity = 'invoices'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'invoices'
when matched then delete;

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select *
    from (
        select
            found.*,
            row_number() over (
                partition by found._event_key, found.table_name, found.position, found.column_name
                order by found._load_id desc, found.value
            ) as _rank
        from (
            select
                history.connection,
                history.organization_id,
                history.invoice_id as entity_id,
                'silver_zoho_books_invoices' as table_name,
                0 as position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                history._received_at as received_at,
                history._event_key,
                history._raw_key,
                history._load_id,
                history._loaded_at
            from history_zoho_books_invoices as history,
                lateral posexplode(split(history._problems, chr(30))) as parts(pos, problem)
            where (:load_id = '*' or history._load_id = :load_id)
              and history._problems is not null
            union all
            select
                history.connection,
                history.organization_id,
                history.invoice_id as entity_id,
                'silver_zoho_books_invoice_lines' as table_name,
                history.position as position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                history._received_at as received_at,
                history._event_key,
                history._raw_key,
                history._load_id,
                history._loaded_at
            from history_zoho_books_invoice_lines as history,
                lateral posexplode(split(history._problems, chr(30))) as parts(pos, problem)
            where (:load_id = '*' or history._load_id = :load_id)
              and history._problems is not null
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'invoices'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'invoices',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);
