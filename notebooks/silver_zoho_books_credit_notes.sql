-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_credit_notes
-- MAGIC Credit notes to customers. `status` tells draft, open, closed and void; a void keeps its total and balance, a deleted credit note is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_credit_notes`, `silver_zoho_books_credit_note_lines`, `silver_zoho_books_credit_note_taxes`, `silver_zoho_books_credit_note_invoices`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_credit_notes
comment 'Every version that ever landed of silver_zoho_books_credit_notes, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'creditnote_number STRING, status STRING, date STRING, issued_date STRING,
            reference_number STRING, is_emailed STRING, notes STRING, terms STRING,
            subject_content STRING, offline_created_date_with_time STRING, invoice_id STRING,
            sales_channel STRING, customer_id STRING, customer_name STRING,
            is_viewed_by_client STRING, client_viewed_time STRING, salesperson_id STRING,
            salesperson_name STRING, tds_calculation_type STRING, contact_category STRING,
            tax_rounding STRING, tax_override_preference STRING, color_code STRING,
            current_sub_status_id STRING, current_sub_status STRING, currency_id STRING,
            currency_code STRING, currency_symbol STRING, exchange_rate STRING,
            price_precision STRING, is_inclusive_tax STRING, discount STRING,
            discount_applied_on_amount STRING, is_discount_before_tax STRING,
            discount_type STRING, discount_account_id STRING, discount_account_name STRING,
            account_id STRING, account_name STRING, adjustment_account_id STRING,
            adjustment_account_name STRING, adjustment STRING, adjustment_description STRING,
            sub_total STRING, sub_total_inclusive_of_tax STRING, tax_total STRING, total STRING,
            total_credits_used STRING, total_refunded_amount STRING, balance STRING,
            computation_type STRING, has_attachment STRING, cfdi_usage STRING,
            cfdi_reference_type STRING, email STRING, location_id STRING, location_name STRING,
            created_time STRING, created_by_id STRING, last_modified_by_id STRING,
            last_modified_time STRING, created_by_name STRING, updated_time STRING,
            submitter_id STRING, submitted_date STRING, submitted_by STRING,
            submitted_by_name STRING, submitted_by_email STRING, submitted_by_photo_url STRING,
            approver_id STRING, approvers_list STRING, template_id STRING, template_name STRING,
            template_type STRING, page_width STRING, page_height STRING, orientation STRING,
            shipping_charge STRING, bcy_shipping_charge STRING,
            shipping_charge_account_id STRING, shipping_charge_account_name STRING,
            shipping_charge_exclusive_of_tax STRING, shipping_charge_inclusive_of_tax STRING,
            shipping_charge_tax STRING, bcy_shipping_charge_tax STRING,
            shipping_charge_tax_id STRING, shipping_charge_tax_name STRING,
            shipping_charge_tax_type STRING, shipping_charge_tax_percentage STRING,
            shipping_charge_tax_exemption_id STRING, shipping_charge_tax_exemption_code STRING,
            shipping_charge_taxes STRING, place_of_supply STRING, gst_no STRING,
            gst_treatment STRING, vat_treatment STRING, vat_reg_no STRING, tax_treatment STRING,
            is_pre_gst STRING, is_reverse_charge_applied STRING, lock_details STRING,
            lock_detail STRING, locked_actions STRING, roundoff_value STRING,
            transaction_rounding_type STRING, rounding_mode STRING, bcy_rounding_mode STRING,
            contact_persons STRING, contact_persons_associated STRING, exceptions STRING,
            sub_statuses STRING, documents STRING, custom_fields STRING,
            custom_field_hash STRING, creditnote_refunds STRING, billing_address STRING,
            shipping_address STRING, tags STRING, applied_invoices STRING, invoices STRING,
            line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'credit_notes'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as creditnote_id,
        nullif(documents.doc.creditnote_number, '') as creditnote_number,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.issued_date, '') as x_issued_date,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.is_emailed, '') as x_is_emailed,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.subject_content, '') as subject_content,
        nullif(documents.doc.offline_created_date_with_time, '') as offline_created_date_with_time,
        nullif(documents.doc.invoice_id, '') as invoice_id,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.is_viewed_by_client, '') as x_is_viewed_by_client,
        nullif(documents.doc.client_viewed_time, '') as client_viewed_time,
        nullif(documents.doc.salesperson_id, '') as salesperson_id,
        nullif(documents.doc.salesperson_name, '') as salesperson_name,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.tax_rounding, '') as tax_rounding,
        nullif(documents.doc.tax_override_preference, '') as tax_override_preference,
        nullif(documents.doc.color_code, '') as color_code,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.discount, '') as discount,
        nullif(documents.doc.discount_applied_on_amount, '') as x_discount_applied_on_amount,
        nullif(documents.doc.is_discount_before_tax, '') as x_is_discount_before_tax,
        nullif(documents.doc.discount_type, '') as discount_type,
        nullif(documents.doc.discount_account_id, '') as discount_account_id,
        nullif(documents.doc.discount_account_name, '') as discount_account_name,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.adjustment_account_id, '') as adjustment_account_id,
        nullif(documents.doc.adjustment_account_name, '') as adjustment_account_name,
        nullif(documents.doc.adjustment, '') as x_adjustment,
        nullif(documents.doc.adjustment_description, '') as adjustment_description,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.sub_total_inclusive_of_tax, '') as x_sub_total_inclusive_of_tax,
        nullif(documents.doc.tax_total, '') as x_tax_total,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.total_credits_used, '') as x_total_credits_used,
        nullif(documents.doc.total_refunded_amount, '') as x_total_refunded_amount,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.computation_type, '') as computation_type,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.cfdi_usage, '') as cfdi_usage,
        nullif(documents.doc.cfdi_reference_type, '') as cfdi_reference_type,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.updated_time, '') as x_updated_time,
        nullif(documents.doc.submitter_id, '') as submitter_id,
        nullif(documents.doc.submitted_date, '') as submitted_date,
        nullif(documents.doc.submitted_by, '') as submitted_by,
        nullif(documents.doc.submitted_by_name, '') as submitted_by_name,
        nullif(documents.doc.submitted_by_email, '') as submitted_by_email,
        nullif(documents.doc.submitted_by_photo_url, '') as submitted_by_photo_url,
        nullif(documents.doc.approver_id, '') as approver_id,
        nullif(documents.doc.approvers_list, '') as approvers_list,
        nullif(documents.doc.template_id, '') as template_id,
        nullif(documents.doc.template_name, '') as template_name,
        nullif(documents.doc.template_type, '') as template_type,
        nullif(documents.doc.page_width, '') as page_width,
        nullif(documents.doc.page_height, '') as page_height,
        nullif(documents.doc.orientation, '') as orientation,
        nullif(documents.doc.shipping_charge, '') as x_shipping_charge,
        nullif(documents.doc.bcy_shipping_charge, '') as x_bcy_shipping_charge,
        nullif(documents.doc.shipping_charge_account_id, '') as shipping_charge_account_id,
        nullif(documents.doc.shipping_charge_account_name, '') as shipping_charge_account_name,
        nullif(documents.doc.shipping_charge_exclusive_of_tax, '') as x_shipping_charge_exclusive_of_tax,
        nullif(documents.doc.shipping_charge_inclusive_of_tax, '') as x_shipping_charge_inclusive_of_tax,
        nullif(documents.doc.shipping_charge_tax, '') as x_shipping_charge_tax,
        nullif(documents.doc.bcy_shipping_charge_tax, '') as x_bcy_shipping_charge_tax,
        nullif(documents.doc.shipping_charge_tax_id, '') as shipping_charge_tax_id,
        nullif(documents.doc.shipping_charge_tax_name, '') as shipping_charge_tax_name,
        nullif(documents.doc.shipping_charge_tax_type, '') as shipping_charge_tax_type,
        nullif(documents.doc.shipping_charge_tax_percentage, '') as x_shipping_charge_tax_percentage,
        nullif(documents.doc.shipping_charge_tax_exemption_id, '') as shipping_charge_tax_exemption_id,
        nullif(documents.doc.shipping_charge_tax_exemption_code, '') as shipping_charge_tax_exemption_code,
        nullif(documents.doc.shipping_charge_taxes, '') as shipping_charge_taxes,
        nullif(documents.doc.place_of_supply, '') as place_of_supply,
        nullif(documents.doc.gst_no, '') as gst_no,
        nullif(documents.doc.gst_treatment, '') as gst_treatment,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.vat_reg_no, '') as vat_reg_no,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.is_pre_gst, '') as x_is_pre_gst,
        nullif(documents.doc.is_reverse_charge_applied, '') as x_is_reverse_charge_applied,
        nullif(documents.doc.lock_details, '') as lock_details,
        nullif(documents.doc.lock_detail, '') as lock_detail,
        nullif(documents.doc.locked_actions, '') as locked_actions,
        nullif(documents.doc.roundoff_value, '') as x_roundoff_value,
        nullif(documents.doc.transaction_rounding_type, '') as transaction_rounding_type,
        nullif(documents.doc.rounding_mode, '') as rounding_mode,
        nullif(documents.doc.bcy_rounding_mode, '') as bcy_rounding_mode,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.contact_persons_associated, '') as contact_persons_associated,
        nullif(documents.doc.exceptions, '') as exceptions,
        nullif(documents.doc.sub_statuses, '') as sub_statuses,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.creditnote_refunds, '') as creditnote_refunds,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.applied_invoices, '') as applied_invoices,
        nullif(documents.doc.invoices, '') as invoices,
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
        case when length(x_issued_date) = 10 and regexp_like(x_issued_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_issued_date >= '0001' then try_cast(x_issued_date as DATE) end as issued_date,
        case lower(x_is_emailed) when 'true' then true when 'false' then false end as is_emailed,
        case lower(x_is_viewed_by_client) when 'true' then true when 'false' then false end as is_viewed_by_client,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case
            when regexp_like(x_discount_applied_on_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_applied_on_amount as DECIMAL(28, 10))
        end as discount_applied_on_amount,
        case lower(x_is_discount_before_tax) when 'true' then true when 'false' then false end as is_discount_before_tax,
        case
            when regexp_like(x_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_adjustment as DECIMAL(28, 10))
        end as adjustment,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_sub_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total_inclusive_of_tax as DECIMAL(28, 10))
        end as sub_total_inclusive_of_tax,
        case
            when regexp_like(x_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_total as DECIMAL(28, 10))
        end as tax_total,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_total_credits_used || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_credits_used as DECIMAL(28, 10))
        end as total_credits_used,
        case
            when regexp_like(x_total_refunded_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_refunded_amount as DECIMAL(28, 10))
        end as total_refunded_amount,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time,
        case when length(x_updated_time) in (20, 24) then try_to_timestamp(replace(x_updated_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as updated_time,
        case
            when regexp_like(x_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge as DECIMAL(28, 10))
        end as shipping_charge,
        case
            when regexp_like(x_bcy_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_shipping_charge as DECIMAL(28, 10))
        end as bcy_shipping_charge,
        case
            when regexp_like(x_shipping_charge_exclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_exclusive_of_tax as DECIMAL(28, 10))
        end as shipping_charge_exclusive_of_tax,
        case
            when regexp_like(x_shipping_charge_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_inclusive_of_tax as DECIMAL(28, 10))
        end as shipping_charge_inclusive_of_tax,
        case
            when regexp_like(x_shipping_charge_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_tax as DECIMAL(28, 10))
        end as shipping_charge_tax,
        case
            when regexp_like(x_bcy_shipping_charge_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_shipping_charge_tax as DECIMAL(28, 10))
        end as bcy_shipping_charge_tax,
        case
            when regexp_like(x_shipping_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_tax_percentage as DECIMAL(28, 10))
        end as shipping_charge_tax_percentage,
        case lower(x_is_pre_gst) when 'true' then true when 'false' then false end as is_pre_gst,
        case lower(x_is_reverse_charge_applied) when 'true' then true when 'false' then false end as is_reverse_charge_applied,
        case
            when regexp_like(x_roundoff_value || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_roundoff_value as DECIMAL(28, 10))
        end as roundoff_value
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs status date total balance currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_issued_date is not null and issued_date is null then 'issued_date' || chr(31) || translate(substring(x_issued_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_emailed is not null and is_emailed is null then 'is_emailed' || chr(31) || translate(substring(x_is_emailed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_viewed_by_client is not null and is_viewed_by_client is null then 'is_viewed_by_client' || chr(31) || translate(substring(x_is_viewed_by_client, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_discount_applied_on_amount is not null and discount_applied_on_amount is null then 'discount_applied_on_amount' || chr(31) || translate(substring(x_discount_applied_on_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_discount_before_tax is not null and is_discount_before_tax is null then 'is_discount_before_tax' || chr(31) || translate(substring(x_is_discount_before_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_adjustment is not null and adjustment is null then 'adjustment' || chr(31) || translate(substring(x_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total_inclusive_of_tax is not null and sub_total_inclusive_of_tax is null then 'sub_total_inclusive_of_tax' || chr(31) || translate(substring(x_sub_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_total is not null and tax_total is null then 'tax_total' || chr(31) || translate(substring(x_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_credits_used is not null and total_credits_used is null then 'total_credits_used' || chr(31) || translate(substring(x_total_credits_used, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_refunded_amount is not null and total_refunded_amount is null then 'total_refunded_amount' || chr(31) || translate(substring(x_total_refunded_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_time is not null and updated_time is null then 'updated_time' || chr(31) || translate(substring(x_updated_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_shipping_charge is not null and shipping_charge is null then 'shipping_charge' || chr(31) || translate(substring(x_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge is not null and bcy_shipping_charge is null then 'bcy_shipping_charge' || chr(31) || translate(substring(x_bcy_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_exclusive_of_tax is not null and shipping_charge_exclusive_of_tax is null then 'shipping_charge_exclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_exclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_inclusive_of_tax is not null and shipping_charge_inclusive_of_tax is null then 'shipping_charge_inclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax is not null and shipping_charge_tax is null then 'shipping_charge_tax' || chr(31) || translate(substring(x_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge_tax is not null and bcy_shipping_charge_tax is null then 'bcy_shipping_charge_tax' || chr(31) || translate(substring(x_bcy_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax_percentage is not null and shipping_charge_tax_percentage is null then 'shipping_charge_tax_percentage' || chr(31) || translate(substring(x_shipping_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_pre_gst is not null and is_pre_gst is null then 'is_pre_gst' || chr(31) || translate(substring(x_is_pre_gst, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_reverse_charge_applied is not null and is_reverse_charge_applied is null then 'is_reverse_charge_applied' || chr(31) || translate(substring(x_is_reverse_charge_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_roundoff_value is not null and roundoff_value is null then 'roundoff_value' || chr(31) || translate(substring(x_roundoff_value, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.creditnote_id,
    judged.creditnote_number,
    judged.status,
    judged.date,
    judged.issued_date,
    judged.reference_number,
    judged.is_emailed,
    judged.notes,
    judged.terms,
    judged.subject_content,
    judged.offline_created_date_with_time,
    judged.invoice_id,
    judged.sales_channel,
    judged.customer_id,
    judged.customer_name,
    judged.is_viewed_by_client,
    judged.client_viewed_time,
    judged.salesperson_id,
    judged.salesperson_name,
    judged.tds_calculation_type,
    judged.contact_category,
    judged.tax_rounding,
    judged.tax_override_preference,
    judged.color_code,
    judged.current_sub_status_id,
    judged.current_sub_status,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.exchange_rate,
    judged.price_precision,
    judged.is_inclusive_tax,
    judged.discount,
    judged.discount_applied_on_amount,
    judged.is_discount_before_tax,
    judged.discount_type,
    judged.discount_account_id,
    judged.discount_account_name,
    judged.account_id,
    judged.account_name,
    judged.adjustment_account_id,
    judged.adjustment_account_name,
    judged.adjustment,
    judged.adjustment_description,
    judged.sub_total,
    judged.sub_total_inclusive_of_tax,
    judged.tax_total,
    judged.total,
    judged.total_credits_used,
    judged.total_refunded_amount,
    judged.balance,
    judged.computation_type,
    judged.has_attachment,
    judged.cfdi_usage,
    judged.cfdi_reference_type,
    judged.email,
    judged.location_id,
    judged.location_name,
    judged.created_time,
    judged.created_by_id,
    judged.last_modified_by_id,
    judged.last_modified_time,
    judged.created_by_name,
    judged.updated_time,
    judged.submitter_id,
    judged.submitted_date,
    judged.submitted_by,
    judged.submitted_by_name,
    judged.submitted_by_email,
    judged.submitted_by_photo_url,
    judged.approver_id,
    judged.approvers_list,
    judged.template_id,
    judged.template_name,
    judged.template_type,
    judged.page_width,
    judged.page_height,
    judged.orientation,
    judged.shipping_charge,
    judged.bcy_shipping_charge,
    judged.shipping_charge_account_id,
    judged.shipping_charge_account_name,
    judged.shipping_charge_exclusive_of_tax,
    judged.shipping_charge_inclusive_of_tax,
    judged.shipping_charge_tax,
    judged.bcy_shipping_charge_tax,
    judged.shipping_charge_tax_id,
    judged.shipping_charge_tax_name,
    judged.shipping_charge_tax_type,
    judged.shipping_charge_tax_percentage,
    judged.shipping_charge_tax_exemption_id,
    judged.shipping_charge_tax_exemption_code,
    judged.shipping_charge_taxes,
    judged.place_of_supply,
    judged.gst_no,
    judged.gst_treatment,
    judged.vat_treatment,
    judged.vat_reg_no,
    judged.tax_treatment,
    judged.is_pre_gst,
    judged.is_reverse_charge_applied,
    judged.lock_details,
    judged.lock_detail,
    judged.locked_actions,
    judged.roundoff_value,
    judged.transaction_rounding_type,
    judged.rounding_mode,
    judged.bcy_rounding_mode,
    judged.contact_persons,
    judged.contact_persons_associated,
    judged.exceptions,
    judged.sub_statuses,
    judged.documents,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.creditnote_refunds,
    judged.billing_address,
    judged.shipping_address,
    judged.tags,
    judged.applied_invoices,
    judged.invoices,
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

create or replace view history_zoho_books_credit_note_lines
comment 'Every version that ever landed of silver_zoho_books_credit_note_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'credit_notes'
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
                    item_order STRING, name STRING, description STRING, internal_name STRING,
                    discount_account_id STRING, discount_account_name STRING, unit STRING,
                    quantity STRING, discount_amount STRING, discount STRING, discounts STRING,
                    bcy_rate STRING, rate STRING, account_id STRING, account_name STRING,
                    header_id STRING, header_name STRING, pricebook_id STRING, tax_id STRING,
                    tax_name STRING, tax_type STRING, tax_percentage STRING, item_total STRING,
                    item_custom_fields STRING, pricing_scheme STRING, tags STRING,
                    documents STRING, line_item_taxes STRING, stock_on_hand STRING,
                    project_id STRING, item_type STRING, sales_rate STRING, item_code STRING,
                    mapped_items STRING, is_modifier_item STRING, image_document_id STRING,
                    project_name STRING, location_id STRING, location_name STRING,
                    product_type STRING, tax_treatment_code STRING, sat_item_key_code STRING,
                    unitkey_code STRING, tds_tax_id STRING, invoice_id STRING,
                    invoice_item_id STRING, can_skip_stock_tracking STRING,
                    is_credit_only_item STRING, sales_margin STRING, code STRING, type STRING,
                    serial_numbers STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as creditnote_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.line_item_category, '') as line_item_category,
        nullif(elements.line.item_id, '') as item_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.internal_name, '') as internal_name,
        nullif(elements.line.discount_account_id, '') as discount_account_id,
        nullif(elements.line.discount_account_name, '') as discount_account_name,
        nullif(elements.line.unit, '') as unit,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.discount_amount, '') as x_discount_amount,
        nullif(elements.line.discount, '') as discount,
        nullif(elements.line.discounts, '') as discounts,
        nullif(elements.line.bcy_rate, '') as x_bcy_rate,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.header_id, '') as header_id,
        nullif(elements.line.header_name, '') as header_name,
        nullif(elements.line.pricebook_id, '') as pricebook_id,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.item_custom_fields, '') as item_custom_fields,
        nullif(elements.line.pricing_scheme, '') as pricing_scheme,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.documents, '') as documents,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.stock_on_hand, '') as x_stock_on_hand,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.item_type, '') as item_type,
        nullif(elements.line.sales_rate, '') as x_sales_rate,
        nullif(elements.line.item_code, '') as item_code,
        nullif(elements.line.mapped_items, '') as mapped_items,
        nullif(elements.line.is_modifier_item, '') as x_is_modifier_item,
        nullif(elements.line.image_document_id, '') as image_document_id,
        nullif(elements.line.project_name, '') as project_name,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
        nullif(elements.line.product_type, '') as product_type,
        nullif(elements.line.tax_treatment_code, '') as tax_treatment_code,
        nullif(elements.line.sat_item_key_code, '') as sat_item_key_code,
        nullif(elements.line.unitkey_code, '') as unitkey_code,
        nullif(elements.line.tds_tax_id, '') as tds_tax_id,
        nullif(elements.line.invoice_id, '') as invoice_id,
        nullif(elements.line.invoice_item_id, '') as invoice_item_id,
        nullif(elements.line.can_skip_stock_tracking, '') as x_can_skip_stock_tracking,
        nullif(elements.line.is_credit_only_item, '') as x_is_credit_only_item,
        nullif(elements.line.sales_margin, '') as sales_margin,
        nullif(elements.line.code, '') as code,
        nullif(elements.line.type, '') as type,
        nullif(elements.line.serial_numbers, '') as serial_numbers,
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
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_bcy_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_rate as DECIMAL(28, 10))
        end as bcy_rate,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total,
        case
            when regexp_like(x_stock_on_hand || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_stock_on_hand as DECIMAL(28, 10))
        end as stock_on_hand,
        case
            when regexp_like(x_sales_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sales_rate as DECIMAL(28, 10))
        end as sales_rate,
        case lower(x_is_modifier_item) when 'true' then true when 'false' then false end as is_modifier_item,
        case lower(x_can_skip_stock_tracking) when 'true' then true when 'false' then false end as can_skip_stock_tracking,
        case lower(x_is_credit_only_item) when 'true' then true when 'false' then false end as is_credit_only_item
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.creditnote_id,
    typed.position,
    typed.line_item_id,
    typed.line_item_category,
    typed.item_id,
    typed.item_order,
    typed.name,
    typed.description,
    typed.internal_name,
    typed.discount_account_id,
    typed.discount_account_name,
    typed.unit,
    typed.quantity,
    typed.discount_amount,
    typed.discount,
    typed.discounts,
    typed.bcy_rate,
    typed.rate,
    typed.account_id,
    typed.account_name,
    typed.header_id,
    typed.header_name,
    typed.pricebook_id,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.item_total,
    typed.item_custom_fields,
    typed.pricing_scheme,
    typed.tags,
    typed.documents,
    typed.line_item_taxes,
    typed.stock_on_hand,
    typed.project_id,
    typed.item_type,
    typed.sales_rate,
    typed.item_code,
    typed.mapped_items,
    typed.is_modifier_item,
    typed.image_document_id,
    typed.project_name,
    typed.location_id,
    typed.location_name,
    typed.product_type,
    typed.tax_treatment_code,
    typed.sat_item_key_code,
    typed.unitkey_code,
    typed.tds_tax_id,
    typed.invoice_id,
    typed.invoice_item_id,
    typed.can_skip_stock_tracking,
    typed.is_credit_only_item,
    typed.sales_margin,
    typed.code,
    typed.type,
    typed.serial_numbers,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_rate is not null and bcy_rate is null then 'bcy_rate' || chr(31) || translate(substring(x_bcy_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_stock_on_hand is not null and stock_on_hand is null then 'stock_on_hand' || chr(31) || translate(substring(x_stock_on_hand, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_sales_rate is not null and sales_rate is null then 'sales_rate' || chr(31) || translate(substring(x_sales_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_modifier_item is not null and is_modifier_item is null then 'is_modifier_item' || chr(31) || translate(substring(x_is_modifier_item, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_can_skip_stock_tracking is not null and can_skip_stock_tracking is null then 'can_skip_stock_tracking' || chr(31) || translate(substring(x_can_skip_stock_tracking, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_credit_only_item is not null and is_credit_only_item is null then 'is_credit_only_item' || chr(31) || translate(substring(x_is_credit_only_item, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_credit_note_taxes
comment 'Every version that ever landed of silver_zoho_books_credit_note_taxes, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'taxes STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'credit_notes'
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
                    'tax_id STRING, tax_name STRING, tax_amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.taxes, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as creditnote_id,
        elements.position,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_amount, '') as x_tax_amount,
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
            when regexp_like(x_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount as DECIMAL(28, 10))
        end as tax_amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.creditnote_id,
    typed.position,
    typed.tax_id,
    typed.tax_name,
    typed.tax_amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_tax_amount is not null and tax_amount is null then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_credit_note_invoices
comment 'Every version that ever landed of silver_zoho_books_credit_note_invoices, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'invoices_credited STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'credit_notes'
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
                    'creditnote_invoice_id STRING, creditnote_number STRING, invoice_id STRING,
                    invoice_number STRING, date STRING, credited_amount STRING,
                    amount_applied STRING, amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.invoices_credited, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as creditnote_id,
        elements.position,
        nullif(elements.line.creditnote_invoice_id, '') as creditnote_invoice_id,
        nullif(elements.line.creditnote_number, '') as creditnote_number,
        nullif(elements.line.invoice_id, '') as invoice_id,
        nullif(elements.line.invoice_number, '') as invoice_number,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.credited_amount, '') as x_credited_amount,
        nullif(elements.line.amount_applied, '') as x_amount_applied,
        nullif(elements.line.amount, '') as x_amount,
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
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_credited_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credited_amount as DECIMAL(28, 10))
        end as credited_amount,
        case
            when regexp_like(x_amount_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_applied as DECIMAL(28, 10))
        end as amount_applied,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.creditnote_id,
    typed.position,
    typed.creditnote_invoice_id,
    typed.creditnote_number,
    typed.invoice_id,
    typed.invoice_number,
    typed.date,
    typed.credited_amount,
    typed.amount_applied,
    typed.amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_credited_amount is not null and credited_amount is null then 'credited_amount' || chr(31) || translate(substring(x_credited_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount_applied is not null and amount_applied is null then 'amount_applied' || chr(31) || translate(substring(x_amount_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_credit_notes as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.creditnote_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.creditnote_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.creditnote_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_credit_notes as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.creditnote_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    creditnote_number = incoming.creditnote_number,
    status = incoming.status,
    date = incoming.date,
    issued_date = incoming.issued_date,
    reference_number = incoming.reference_number,
    is_emailed = incoming.is_emailed,
    notes = incoming.notes,
    terms = incoming.terms,
    subject_content = incoming.subject_content,
    offline_created_date_with_time = incoming.offline_created_date_with_time,
    invoice_id = incoming.invoice_id,
    sales_channel = incoming.sales_channel,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    is_viewed_by_client = incoming.is_viewed_by_client,
    client_viewed_time = incoming.client_viewed_time,
    salesperson_id = incoming.salesperson_id,
    salesperson_name = incoming.salesperson_name,
    tds_calculation_type = incoming.tds_calculation_type,
    contact_category = incoming.contact_category,
    tax_rounding = incoming.tax_rounding,
    tax_override_preference = incoming.tax_override_preference,
    color_code = incoming.color_code,
    current_sub_status_id = incoming.current_sub_status_id,
    current_sub_status = incoming.current_sub_status,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    exchange_rate = incoming.exchange_rate,
    price_precision = incoming.price_precision,
    is_inclusive_tax = incoming.is_inclusive_tax,
    discount = incoming.discount,
    discount_applied_on_amount = incoming.discount_applied_on_amount,
    is_discount_before_tax = incoming.is_discount_before_tax,
    discount_type = incoming.discount_type,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    adjustment_account_id = incoming.adjustment_account_id,
    adjustment_account_name = incoming.adjustment_account_name,
    adjustment = incoming.adjustment,
    adjustment_description = incoming.adjustment_description,
    sub_total = incoming.sub_total,
    sub_total_inclusive_of_tax = incoming.sub_total_inclusive_of_tax,
    tax_total = incoming.tax_total,
    total = incoming.total,
    total_credits_used = incoming.total_credits_used,
    total_refunded_amount = incoming.total_refunded_amount,
    balance = incoming.balance,
    computation_type = incoming.computation_type,
    has_attachment = incoming.has_attachment,
    cfdi_usage = incoming.cfdi_usage,
    cfdi_reference_type = incoming.cfdi_reference_type,
    email = incoming.email,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    created_time = incoming.created_time,
    created_by_id = incoming.created_by_id,
    last_modified_by_id = incoming.last_modified_by_id,
    last_modified_time = incoming.last_modified_time,
    created_by_name = incoming.created_by_name,
    updated_time = incoming.updated_time,
    submitter_id = incoming.submitter_id,
    submitted_date = incoming.submitted_date,
    submitted_by = incoming.submitted_by,
    submitted_by_name = incoming.submitted_by_name,
    submitted_by_email = incoming.submitted_by_email,
    submitted_by_photo_url = incoming.submitted_by_photo_url,
    approver_id = incoming.approver_id,
    approvers_list = incoming.approvers_list,
    template_id = incoming.template_id,
    template_name = incoming.template_name,
    template_type = incoming.template_type,
    page_width = incoming.page_width,
    page_height = incoming.page_height,
    orientation = incoming.orientation,
    shipping_charge = incoming.shipping_charge,
    bcy_shipping_charge = incoming.bcy_shipping_charge,
    shipping_charge_account_id = incoming.shipping_charge_account_id,
    shipping_charge_account_name = incoming.shipping_charge_account_name,
    shipping_charge_exclusive_of_tax = incoming.shipping_charge_exclusive_of_tax,
    shipping_charge_inclusive_of_tax = incoming.shipping_charge_inclusive_of_tax,
    shipping_charge_tax = incoming.shipping_charge_tax,
    bcy_shipping_charge_tax = incoming.bcy_shipping_charge_tax,
    shipping_charge_tax_id = incoming.shipping_charge_tax_id,
    shipping_charge_tax_name = incoming.shipping_charge_tax_name,
    shipping_charge_tax_type = incoming.shipping_charge_tax_type,
    shipping_charge_tax_percentage = incoming.shipping_charge_tax_percentage,
    shipping_charge_tax_exemption_id = incoming.shipping_charge_tax_exemption_id,
    shipping_charge_tax_exemption_code = incoming.shipping_charge_tax_exemption_code,
    shipping_charge_taxes = incoming.shipping_charge_taxes,
    place_of_supply = incoming.place_of_supply,
    gst_no = incoming.gst_no,
    gst_treatment = incoming.gst_treatment,
    vat_treatment = incoming.vat_treatment,
    vat_reg_no = incoming.vat_reg_no,
    tax_treatment = incoming.tax_treatment,
    is_pre_gst = incoming.is_pre_gst,
    is_reverse_charge_applied = incoming.is_reverse_charge_applied,
    lock_details = incoming.lock_details,
    lock_detail = incoming.lock_detail,
    locked_actions = incoming.locked_actions,
    roundoff_value = incoming.roundoff_value,
    transaction_rounding_type = incoming.transaction_rounding_type,
    rounding_mode = incoming.rounding_mode,
    bcy_rounding_mode = incoming.bcy_rounding_mode,
    contact_persons = incoming.contact_persons,
    contact_persons_associated = incoming.contact_persons_associated,
    exceptions = incoming.exceptions,
    sub_statuses = incoming.sub_statuses,
    documents = incoming.documents,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    creditnote_refunds = incoming.creditnote_refunds,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    tags = incoming.tags,
    applied_invoices = incoming.applied_invoices,
    invoices = incoming.invoices,
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
    connection, organization_id, creditnote_id, creditnote_number, status, date, issued_date,
    reference_number, is_emailed, notes, terms, subject_content, offline_created_date_with_time,
    invoice_id, sales_channel, customer_id, customer_name, is_viewed_by_client,
    client_viewed_time, salesperson_id, salesperson_name, tds_calculation_type,
    contact_category, tax_rounding, tax_override_preference, color_code, current_sub_status_id,
    current_sub_status, currency_id, currency_code, currency_symbol, exchange_rate,
    price_precision, is_inclusive_tax, discount, discount_applied_on_amount,
    is_discount_before_tax, discount_type, discount_account_id, discount_account_name,
    account_id, account_name, adjustment_account_id, adjustment_account_name, adjustment,
    adjustment_description, sub_total, sub_total_inclusive_of_tax, tax_total, total,
    total_credits_used, total_refunded_amount, balance, computation_type, has_attachment,
    cfdi_usage, cfdi_reference_type, email, location_id, location_name, created_time,
    created_by_id, last_modified_by_id, last_modified_time, created_by_name, updated_time,
    submitter_id, submitted_date, submitted_by, submitted_by_name, submitted_by_email,
    submitted_by_photo_url, approver_id, approvers_list, template_id, template_name,
    template_type, page_width, page_height, orientation, shipping_charge, bcy_shipping_charge,
    shipping_charge_account_id, shipping_charge_account_name, shipping_charge_exclusive_of_tax,
    shipping_charge_inclusive_of_tax, shipping_charge_tax, bcy_shipping_charge_tax,
    shipping_charge_tax_id, shipping_charge_tax_name, shipping_charge_tax_type,
    shipping_charge_tax_percentage, shipping_charge_tax_exemption_id,
    shipping_charge_tax_exemption_code, shipping_charge_taxes, place_of_supply, gst_no,
    gst_treatment, vat_treatment, vat_reg_no, tax_treatment, is_pre_gst,
    is_reverse_charge_applied, lock_details, lock_detail, locked_actions, roundoff_value,
    transaction_rounding_type, rounding_mode, bcy_rounding_mode, contact_persons,
    contact_persons_associated, exceptions, sub_statuses, documents, custom_fields,
    custom_field_hash, creditnote_refunds, billing_address, shipping_address, tags,
    applied_invoices, invoices, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.creditnote_id,
    incoming.creditnote_number, incoming.status, incoming.date, incoming.issued_date,
    incoming.reference_number, incoming.is_emailed, incoming.notes, incoming.terms,
    incoming.subject_content, incoming.offline_created_date_with_time, incoming.invoice_id,
    incoming.sales_channel, incoming.customer_id, incoming.customer_name,
    incoming.is_viewed_by_client, incoming.client_viewed_time, incoming.salesperson_id,
    incoming.salesperson_name, incoming.tds_calculation_type, incoming.contact_category,
    incoming.tax_rounding, incoming.tax_override_preference, incoming.color_code,
    incoming.current_sub_status_id, incoming.current_sub_status, incoming.currency_id,
    incoming.currency_code, incoming.currency_symbol, incoming.exchange_rate,
    incoming.price_precision, incoming.is_inclusive_tax, incoming.discount,
    incoming.discount_applied_on_amount, incoming.is_discount_before_tax,
    incoming.discount_type, incoming.discount_account_id, incoming.discount_account_name,
    incoming.account_id, incoming.account_name, incoming.adjustment_account_id,
    incoming.adjustment_account_name, incoming.adjustment, incoming.adjustment_description,
    incoming.sub_total, incoming.sub_total_inclusive_of_tax, incoming.tax_total, incoming.total,
    incoming.total_credits_used, incoming.total_refunded_amount, incoming.balance,
    incoming.computation_type, incoming.has_attachment, incoming.cfdi_usage,
    incoming.cfdi_reference_type, incoming.email, incoming.location_id, incoming.location_name,
    incoming.created_time, incoming.created_by_id, incoming.last_modified_by_id,
    incoming.last_modified_time, incoming.created_by_name, incoming.updated_time,
    incoming.submitter_id, incoming.submitted_date, incoming.submitted_by,
    incoming.submitted_by_name, incoming.submitted_by_email, incoming.submitted_by_photo_url,
    incoming.approver_id, incoming.approvers_list, incoming.template_id, incoming.template_name,
    incoming.template_type, incoming.page_width, incoming.page_height, incoming.orientation,
    incoming.shipping_charge, incoming.bcy_shipping_charge, incoming.shipping_charge_account_id,
    incoming.shipping_charge_account_name, incoming.shipping_charge_exclusive_of_tax,
    incoming.shipping_charge_inclusive_of_tax, incoming.shipping_charge_tax,
    incoming.bcy_shipping_charge_tax, incoming.shipping_charge_tax_id,
    incoming.shipping_charge_tax_name, incoming.shipping_charge_tax_type,
    incoming.shipping_charge_tax_percentage, incoming.shipping_charge_tax_exemption_id,
    incoming.shipping_charge_tax_exemption_code, incoming.shipping_charge_taxes,
    incoming.place_of_supply, incoming.gst_no, incoming.gst_treatment, incoming.vat_treatment,
    incoming.vat_reg_no, incoming.tax_treatment, incoming.is_pre_gst,
    incoming.is_reverse_charge_applied, incoming.lock_details, incoming.lock_detail,
    incoming.locked_actions, incoming.roundoff_value, incoming.transaction_rounding_type,
    incoming.rounding_mode, incoming.bcy_rounding_mode, incoming.contact_persons,
    incoming.contact_persons_associated, incoming.exceptions, incoming.sub_statuses,
    incoming.documents, incoming.custom_fields, incoming.custom_field_hash,
    incoming.creditnote_refunds, incoming.billing_address, incoming.shipping_address,
    incoming.tags, incoming.applied_invoices, incoming.invoices,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, creditnote_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.creditnote_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_credit_note_lines as target
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
                partition by history.connection, history.organization_id, history.creditnote_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_credit_notes as winner
        inner join history_zoho_books_credit_note_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.creditnote_id = winner.creditnote_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    line_item_category = incoming.line_item_category,
    item_id = incoming.item_id,
    item_order = incoming.item_order,
    name = incoming.name,
    description = incoming.description,
    internal_name = incoming.internal_name,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    unit = incoming.unit,
    quantity = incoming.quantity,
    discount_amount = incoming.discount_amount,
    discount = incoming.discount,
    discounts = incoming.discounts,
    bcy_rate = incoming.bcy_rate,
    rate = incoming.rate,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    header_id = incoming.header_id,
    header_name = incoming.header_name,
    pricebook_id = incoming.pricebook_id,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    item_total = incoming.item_total,
    item_custom_fields = incoming.item_custom_fields,
    pricing_scheme = incoming.pricing_scheme,
    tags = incoming.tags,
    documents = incoming.documents,
    line_item_taxes = incoming.line_item_taxes,
    stock_on_hand = incoming.stock_on_hand,
    project_id = incoming.project_id,
    item_type = incoming.item_type,
    sales_rate = incoming.sales_rate,
    item_code = incoming.item_code,
    mapped_items = incoming.mapped_items,
    is_modifier_item = incoming.is_modifier_item,
    image_document_id = incoming.image_document_id,
    project_name = incoming.project_name,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    product_type = incoming.product_type,
    tax_treatment_code = incoming.tax_treatment_code,
    sat_item_key_code = incoming.sat_item_key_code,
    unitkey_code = incoming.unitkey_code,
    tds_tax_id = incoming.tds_tax_id,
    invoice_id = incoming.invoice_id,
    invoice_item_id = incoming.invoice_item_id,
    can_skip_stock_tracking = incoming.can_skip_stock_tracking,
    is_credit_only_item = incoming.is_credit_only_item,
    sales_margin = incoming.sales_margin,
    code = incoming.code,
    type = incoming.type,
    serial_numbers = incoming.serial_numbers,
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
    connection, organization_id, creditnote_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, internal_name, discount_account_id,
    discount_account_name, unit, quantity, discount_amount, discount, discounts, bcy_rate, rate,
    account_id, account_name, header_id, header_name, pricebook_id, tax_id, tax_name, tax_type,
    tax_percentage, item_total, item_custom_fields, pricing_scheme, tags, documents,
    line_item_taxes, stock_on_hand, project_id, item_type, sales_rate, item_code, mapped_items,
    is_modifier_item, image_document_id, project_name, location_id, location_name, product_type,
    tax_treatment_code, sat_item_key_code, unitkey_code, tds_tax_id, invoice_id,
    invoice_item_id, can_skip_stock_tracking, is_credit_only_item, sales_margin, code, type,
    serial_numbers, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.creditnote_id, incoming.position,
    incoming.line_item_id, incoming.line_item_category, incoming.item_id, incoming.item_order,
    incoming.name, incoming.description, incoming.internal_name, incoming.discount_account_id,
    incoming.discount_account_name, incoming.unit, incoming.quantity, incoming.discount_amount,
    incoming.discount, incoming.discounts, incoming.bcy_rate, incoming.rate,
    incoming.account_id, incoming.account_name, incoming.header_id, incoming.header_name,
    incoming.pricebook_id, incoming.tax_id, incoming.tax_name, incoming.tax_type,
    incoming.tax_percentage, incoming.item_total, incoming.item_custom_fields,
    incoming.pricing_scheme, incoming.tags, incoming.documents, incoming.line_item_taxes,
    incoming.stock_on_hand, incoming.project_id, incoming.item_type, incoming.sales_rate,
    incoming.item_code, incoming.mapped_items, incoming.is_modifier_item,
    incoming.image_document_id, incoming.project_name, incoming.location_id,
    incoming.location_name, incoming.product_type, incoming.tax_treatment_code,
    incoming.sat_item_key_code, incoming.unitkey_code, incoming.tds_tax_id, incoming.invoice_id,
    incoming.invoice_item_id, incoming.can_skip_stock_tracking, incoming.is_credit_only_item,
    incoming.sales_margin, incoming.code, incoming.type, incoming.serial_numbers,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_credit_note_lines as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner._event_key, winner._load_id
    from silver_zoho_books_credit_notes as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_credit_note_lines as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_credit_notes as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'credit_notes'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.creditnote_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
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

merge into silver_zoho_books_credit_note_taxes as target
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
                partition by history.connection, history.organization_id, history.creditnote_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_credit_notes as winner
        inner join history_zoho_books_credit_note_taxes as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.creditnote_id = winner.creditnote_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
    and target.position = incoming.position
when matched then update set
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_amount = incoming.tax_amount,
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
    connection, organization_id, creditnote_id, position, tax_id, tax_name, tax_amount,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.creditnote_id, incoming.position,
    incoming.tax_id, incoming.tax_name, incoming.tax_amount, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_credit_note_taxes as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner._event_key, winner._load_id
    from silver_zoho_books_credit_notes as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_credit_note_taxes as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_credit_notes as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'credit_notes'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.creditnote_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
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

merge into silver_zoho_books_credit_note_invoices as target
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
                partition by history.connection, history.organization_id, history.creditnote_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_credit_notes as winner
        inner join history_zoho_books_credit_note_invoices as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.creditnote_id = winner.creditnote_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
    and target.position = incoming.position
when matched then update set
    creditnote_invoice_id = incoming.creditnote_invoice_id,
    creditnote_number = incoming.creditnote_number,
    invoice_id = incoming.invoice_id,
    invoice_number = incoming.invoice_number,
    date = incoming.date,
    credited_amount = incoming.credited_amount,
    amount_applied = incoming.amount_applied,
    amount = incoming.amount,
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
    connection, organization_id, creditnote_id, position, creditnote_invoice_id,
    creditnote_number, invoice_id, invoice_number, date, credited_amount, amount_applied,
    amount, is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key,
    _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.creditnote_id, incoming.position,
    incoming.creditnote_invoice_id, incoming.creditnote_number, incoming.invoice_id,
    incoming.invoice_number, incoming.date, incoming.credited_amount, incoming.amount_applied,
    incoming.amount, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_credit_note_invoices as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner._event_key, winner._load_id
    from silver_zoho_books_credit_notes as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_credit_note_invoices as target
using (
    select winner.connection, winner.organization_id, winner.creditnote_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_credit_notes as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'credit_notes'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.creditnote_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.creditnote_id = incoming.creditnote_id
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
      and events.entity = 'credit_notes'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'credit_notes'
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
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_credit_notes' as table_name,
                failed.position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                failed.received_at,
                failed._event_key,
                failed._raw_key,
                failed._load_id,
                failed._loaded_at
            from (
                select
                    history.connection,
                    history.organization_id,
                    history.creditnote_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_credit_notes as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_credit_note_lines' as table_name,
                failed.position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                failed.received_at,
                failed._event_key,
                failed._raw_key,
                failed._load_id,
                failed._loaded_at
            from (
                select
                    history.connection,
                    history.organization_id,
                    history.creditnote_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_credit_note_lines as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_credit_note_taxes' as table_name,
                failed.position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                failed.received_at,
                failed._event_key,
                failed._raw_key,
                failed._load_id,
                failed._loaded_at
            from (
                select
                    history.connection,
                    history.organization_id,
                    history.creditnote_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_credit_note_taxes as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_credit_note_invoices' as table_name,
                failed.position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                failed.received_at,
                failed._event_key,
                failed._raw_key,
                failed._load_id,
                failed._loaded_at
            from (
                select
                    history.connection,
                    history.organization_id,
                    history.creditnote_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_credit_note_invoices as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'credit_notes'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'credit_notes',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_credit_notes as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.creditnote_id
    where hints.source = 'zoho_books'
      and hints.entity = 'credit_notes'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'credit_notes'
    and target.reason = 'partial_document'
when matched then delete;
