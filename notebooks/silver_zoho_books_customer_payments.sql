-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_customer_payments
-- MAGIC Payments received from customers. `payment_status` and `status` tell paid and failed, as far as Zoho Books gives them; there is no void, a deleted payment is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_customer_payments`, `silver_zoho_books_customer_payment_invoices`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_customer_payments
comment 'Every version that ever landed of silver_zoho_books_customer_payments, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'payment_number STRING, customer_id STRING, customer_name STRING, email STRING,
            payment_mode STRING, payment_status STRING, status STRING, payment_type STRING,
            date STRING, amount STRING, unused_amount STRING, amount_refunded STRING,
            bank_charges STRING, tax_amount_withheld STRING, discount_amount STRING,
            bcy_amount STRING, bcy_unused_amount STRING, currency_id STRING,
            currency_code STRING, currency_symbol STRING, exchange_rate STRING,
            price_precision STRING, account_id STRING, account_name STRING, account_type STRING,
            reference_number STRING, description STRING, online_transaction_id STRING,
            payment_gateway STRING, retainerinvoice_id STRING, location_id STRING,
            location_name STRING, is_payment_drawn_details_required STRING,
            is_single_bill_payment STRING, is_client_review_settings_enabled STRING,
            sales_channel STRING, account_identifier STRING, payment_link_id STRING,
            payment_number_prefix STRING, payment_number_suffix STRING, beat_id STRING,
            beat_number STRING, journey_plan_id STRING, sales_person_id STRING,
            sales_person_name STRING, card_type STRING, offline_created_date_with_time STRING,
            customer_advance_account_id STRING, customer_advance_account_name STRING,
            bank_charges_account_id STRING, bank_charges_account_name STRING,
            tax_account_id STRING, tax_account_name STRING,
            is_early_payment_discount_applicable STRING, settlement_status STRING,
            is_ondc_channel STRING, tender_id STRING, last_four_digits STRING,
            attachment_name STRING, can_send_in_mail STRING, can_send_payment_sms STRING,
            is_payment_details_required STRING, rounding_mode STRING, invoice_numbers STRING,
            gateway_transaction_id STRING, bcy_refunded_amount STRING, has_attachment STRING,
            custom_fields_list STRING, invoice_number STRING, created_by_id STRING,
            last_modified_by_id STRING, created_time STRING, updated_time STRING,
            last_modified_time STRING, created_by STRING, template_id STRING,
            template_name STRING, template_type STRING, page_width STRING, page_height STRING,
            orientation STRING, lock_details STRING, lock_detail STRING, locked_actions STRING,
            payment_refunds STRING, deposit_details STRING, custom_fields STRING, tags STRING,
            documents STRING, custom_field_hash STRING, imported_transactions STRING,
            applied_invoices STRING, invoices STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'customer_payments'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as payment_id,
        nullif(documents.doc.payment_number, '') as payment_number,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.payment_mode, '') as payment_mode,
        nullif(documents.doc.payment_status, '') as payment_status,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.payment_type, '') as payment_type,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.unused_amount, '') as x_unused_amount,
        nullif(documents.doc.amount_refunded, '') as x_amount_refunded,
        nullif(documents.doc.bank_charges, '') as x_bank_charges,
        nullif(documents.doc.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(documents.doc.discount_amount, '') as x_discount_amount,
        nullif(documents.doc.bcy_amount, '') as x_bcy_amount,
        nullif(documents.doc.bcy_unused_amount, '') as x_bcy_unused_amount,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.account_type, '') as account_type,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.online_transaction_id, '') as online_transaction_id,
        nullif(documents.doc.payment_gateway, '') as payment_gateway,
        nullif(documents.doc.retainerinvoice_id, '') as retainerinvoice_id,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.is_payment_drawn_details_required, '') as x_is_payment_drawn_details_required,
        nullif(documents.doc.is_single_bill_payment, '') as x_is_single_bill_payment,
        nullif(documents.doc.is_client_review_settings_enabled, '') as x_is_client_review_settings_enabled,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.account_identifier, '') as account_identifier,
        nullif(documents.doc.payment_link_id, '') as payment_link_id,
        nullif(documents.doc.payment_number_prefix, '') as payment_number_prefix,
        nullif(documents.doc.payment_number_suffix, '') as payment_number_suffix,
        nullif(documents.doc.beat_id, '') as beat_id,
        nullif(documents.doc.beat_number, '') as beat_number,
        nullif(documents.doc.journey_plan_id, '') as journey_plan_id,
        nullif(documents.doc.sales_person_id, '') as sales_person_id,
        nullif(documents.doc.sales_person_name, '') as sales_person_name,
        nullif(documents.doc.card_type, '') as card_type,
        nullif(documents.doc.offline_created_date_with_time, '') as offline_created_date_with_time,
        nullif(documents.doc.customer_advance_account_id, '') as customer_advance_account_id,
        nullif(documents.doc.customer_advance_account_name, '') as customer_advance_account_name,
        nullif(documents.doc.bank_charges_account_id, '') as bank_charges_account_id,
        nullif(documents.doc.bank_charges_account_name, '') as bank_charges_account_name,
        nullif(documents.doc.tax_account_id, '') as tax_account_id,
        nullif(documents.doc.tax_account_name, '') as tax_account_name,
        nullif(documents.doc.is_early_payment_discount_applicable, '') as x_is_early_payment_discount_applicable,
        nullif(documents.doc.settlement_status, '') as settlement_status,
        nullif(documents.doc.is_ondc_channel, '') as x_is_ondc_channel,
        nullif(documents.doc.tender_id, '') as tender_id,
        nullif(documents.doc.last_four_digits, '') as last_four_digits,
        nullif(documents.doc.attachment_name, '') as attachment_name,
        nullif(documents.doc.can_send_in_mail, '') as x_can_send_in_mail,
        nullif(documents.doc.can_send_payment_sms, '') as x_can_send_payment_sms,
        nullif(documents.doc.is_payment_details_required, '') as x_is_payment_details_required,
        nullif(documents.doc.rounding_mode, '') as rounding_mode,
        nullif(documents.doc.invoice_numbers, '') as invoice_numbers,
        nullif(documents.doc.gateway_transaction_id, '') as gateway_transaction_id,
        nullif(documents.doc.bcy_refunded_amount, '') as x_bcy_refunded_amount,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.custom_fields_list, '') as custom_fields_list,
        nullif(documents.doc.invoice_number, '') as invoice_number,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.updated_time, '') as x_updated_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_by, '') as created_by,
        nullif(documents.doc.template_id, '') as template_id,
        nullif(documents.doc.template_name, '') as template_name,
        nullif(documents.doc.template_type, '') as template_type,
        nullif(documents.doc.page_width, '') as page_width,
        nullif(documents.doc.page_height, '') as page_height,
        nullif(documents.doc.orientation, '') as orientation,
        nullif(documents.doc.lock_details, '') as lock_details,
        nullif(documents.doc.lock_detail, '') as lock_detail,
        nullif(documents.doc.locked_actions, '') as locked_actions,
        nullif(documents.doc.payment_refunds, '') as payment_refunds,
        nullif(documents.doc.deposit_details, '') as deposit_details,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.imported_transactions, '') as imported_transactions,
        nullif(documents.doc.applied_invoices, '') as applied_invoices,
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
        documents.doc.amount is not null
            and documents.doc.date is not null
            and documents.doc.customer_id is not null
            and documents.doc.invoices like '[%]' and from_json(documents.doc.invoices, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case
            when regexp_like(x_unused_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_amount as DECIMAL(28, 10))
        end as unused_amount,
        case
            when regexp_like(x_amount_refunded || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_refunded as DECIMAL(28, 10))
        end as amount_refunded,
        case
            when regexp_like(x_bank_charges || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bank_charges as DECIMAL(28, 10))
        end as bank_charges,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_bcy_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_amount as DECIMAL(28, 10))
        end as bcy_amount,
        case
            when regexp_like(x_bcy_unused_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_unused_amount as DECIMAL(28, 10))
        end as bcy_unused_amount,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case lower(x_is_payment_drawn_details_required) when 'true' then true when 'false' then false end as is_payment_drawn_details_required,
        case lower(x_is_single_bill_payment) when 'true' then true when 'false' then false end as is_single_bill_payment,
        case lower(x_is_client_review_settings_enabled) when 'true' then true when 'false' then false end as is_client_review_settings_enabled,
        case lower(x_is_early_payment_discount_applicable) when 'true' then true when 'false' then false end as is_early_payment_discount_applicable,
        case lower(x_is_ondc_channel) when 'true' then true when 'false' then false end as is_ondc_channel,
        case lower(x_can_send_in_mail) when 'true' then true when 'false' then false end as can_send_in_mail,
        case lower(x_can_send_payment_sms) when 'true' then true when 'false' then false end as can_send_payment_sms,
        case lower(x_is_payment_details_required) when 'true' then true when 'false' then false end as is_payment_details_required,
        case
            when regexp_like(x_bcy_refunded_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_refunded_amount as DECIMAL(28, 10))
        end as bcy_refunded_amount,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_updated_time) in (20, 24) then try_to_timestamp(replace(x_updated_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as updated_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs amount date customer_id invoices' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_amount is not null and unused_amount is null then 'unused_amount' || chr(31) || translate(substring(x_unused_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_amount_refunded is not null and amount_refunded is null then 'amount_refunded' || chr(31) || translate(substring(x_amount_refunded, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bank_charges is not null and bank_charges is null then 'bank_charges' || chr(31) || translate(substring(x_bank_charges, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_amount is not null and bcy_amount is null then 'bcy_amount' || chr(31) || translate(substring(x_bcy_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_unused_amount is not null and bcy_unused_amount is null then 'bcy_unused_amount' || chr(31) || translate(substring(x_bcy_unused_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_payment_drawn_details_required is not null and is_payment_drawn_details_required is null then 'is_payment_drawn_details_required' || chr(31) || translate(substring(x_is_payment_drawn_details_required, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_single_bill_payment is not null and is_single_bill_payment is null then 'is_single_bill_payment' || chr(31) || translate(substring(x_is_single_bill_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_client_review_settings_enabled is not null and is_client_review_settings_enabled is null then 'is_client_review_settings_enabled' || chr(31) || translate(substring(x_is_client_review_settings_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_early_payment_discount_applicable is not null and is_early_payment_discount_applicable is null then 'is_early_payment_discount_applicable' || chr(31) || translate(substring(x_is_early_payment_discount_applicable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_ondc_channel is not null and is_ondc_channel is null then 'is_ondc_channel' || chr(31) || translate(substring(x_is_ondc_channel, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_send_in_mail is not null and can_send_in_mail is null then 'can_send_in_mail' || chr(31) || translate(substring(x_can_send_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_send_payment_sms is not null and can_send_payment_sms is null then 'can_send_payment_sms' || chr(31) || translate(substring(x_can_send_payment_sms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_payment_details_required is not null and is_payment_details_required is null then 'is_payment_details_required' || chr(31) || translate(substring(x_is_payment_details_required, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_bcy_refunded_amount is not null and bcy_refunded_amount is null then 'bcy_refunded_amount' || chr(31) || translate(substring(x_bcy_refunded_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_time is not null and updated_time is null then 'updated_time' || chr(31) || translate(substring(x_updated_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.payment_id,
    judged.payment_number,
    judged.customer_id,
    judged.customer_name,
    judged.email,
    judged.payment_mode,
    judged.payment_status,
    judged.status,
    judged.payment_type,
    judged.date,
    judged.amount,
    judged.unused_amount,
    judged.amount_refunded,
    judged.bank_charges,
    judged.tax_amount_withheld,
    judged.discount_amount,
    judged.bcy_amount,
    judged.bcy_unused_amount,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.exchange_rate,
    judged.price_precision,
    judged.account_id,
    judged.account_name,
    judged.account_type,
    judged.reference_number,
    judged.description,
    judged.online_transaction_id,
    judged.payment_gateway,
    judged.retainerinvoice_id,
    judged.location_id,
    judged.location_name,
    judged.is_payment_drawn_details_required,
    judged.is_single_bill_payment,
    judged.is_client_review_settings_enabled,
    judged.sales_channel,
    judged.account_identifier,
    judged.payment_link_id,
    judged.payment_number_prefix,
    judged.payment_number_suffix,
    judged.beat_id,
    judged.beat_number,
    judged.journey_plan_id,
    judged.sales_person_id,
    judged.sales_person_name,
    judged.card_type,
    judged.offline_created_date_with_time,
    judged.customer_advance_account_id,
    judged.customer_advance_account_name,
    judged.bank_charges_account_id,
    judged.bank_charges_account_name,
    judged.tax_account_id,
    judged.tax_account_name,
    judged.is_early_payment_discount_applicable,
    judged.settlement_status,
    judged.is_ondc_channel,
    judged.tender_id,
    judged.last_four_digits,
    judged.attachment_name,
    judged.can_send_in_mail,
    judged.can_send_payment_sms,
    judged.is_payment_details_required,
    judged.rounding_mode,
    judged.invoice_numbers,
    judged.gateway_transaction_id,
    judged.bcy_refunded_amount,
    judged.has_attachment,
    judged.custom_fields_list,
    judged.invoice_number,
    judged.created_by_id,
    judged.last_modified_by_id,
    judged.created_time,
    judged.updated_time,
    judged.last_modified_time,
    judged.created_by,
    judged.template_id,
    judged.template_name,
    judged.template_type,
    judged.page_width,
    judged.page_height,
    judged.orientation,
    judged.lock_details,
    judged.lock_detail,
    judged.locked_actions,
    judged.payment_refunds,
    judged.deposit_details,
    judged.custom_fields,
    judged.tags,
    judged.documents,
    judged.custom_field_hash,
    judged.imported_transactions,
    judged.applied_invoices,
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

create or replace view history_zoho_books_customer_payment_invoices
comment 'Every version that ever landed of silver_zoho_books_customer_payment_invoices, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'invoices STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'customer_payments'
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
                    'invoice_payment_id STRING, invoice_id STRING, invoice_number STRING,
                    date STRING, due_date STRING, apply_date STRING, amount_applied STRING,
                    tax_amount_withheld STRING, discount_amount STRING, total STRING,
                    balance STRING, price_precision STRING, invoice_customer_id STRING,
                    invoice_customer_name STRING, allow_partial_payments STRING,
                    is_early_payment_discount_applicable STRING, invoice_installments STRING,
                    installments STRING, invoice_amount STRING, balance_amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.invoices, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as payment_id,
        elements.position,
        nullif(elements.line.invoice_payment_id, '') as invoice_payment_id,
        nullif(elements.line.invoice_id, '') as invoice_id,
        nullif(elements.line.invoice_number, '') as invoice_number,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.due_date, '') as x_due_date,
        nullif(elements.line.apply_date, '') as x_apply_date,
        nullif(elements.line.amount_applied, '') as x_amount_applied,
        nullif(elements.line.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(elements.line.discount_amount, '') as x_discount_amount,
        nullif(elements.line.total, '') as x_total,
        nullif(elements.line.balance, '') as x_balance,
        nullif(elements.line.price_precision, '') as x_price_precision,
        nullif(elements.line.invoice_customer_id, '') as invoice_customer_id,
        nullif(elements.line.invoice_customer_name, '') as invoice_customer_name,
        nullif(elements.line.allow_partial_payments, '') as x_allow_partial_payments,
        nullif(elements.line.is_early_payment_discount_applicable, '') as x_is_early_payment_discount_applicable,
        nullif(elements.line.invoice_installments, '') as invoice_installments,
        nullif(elements.line.installments, '') as installments,
        nullif(elements.line.invoice_amount, '') as x_invoice_amount,
        nullif(elements.line.balance_amount, '') as x_balance_amount,
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
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case when length(x_apply_date) = 10 and regexp_like(x_apply_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_apply_date >= '0001' then try_cast(x_apply_date as DATE) end as apply_date,
        case
            when regexp_like(x_amount_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_applied as DECIMAL(28, 10))
        end as amount_applied,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case lower(x_allow_partial_payments) when 'true' then true when 'false' then false end as allow_partial_payments,
        case lower(x_is_early_payment_discount_applicable) when 'true' then true when 'false' then false end as is_early_payment_discount_applicable,
        case
            when regexp_like(x_invoice_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_invoice_amount as DECIMAL(28, 10))
        end as invoice_amount,
        case
            when regexp_like(x_balance_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance_amount as DECIMAL(28, 10))
        end as balance_amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.payment_id,
    typed.position,
    typed.invoice_payment_id,
    typed.invoice_id,
    typed.invoice_number,
    typed.date,
    typed.due_date,
    typed.apply_date,
    typed.amount_applied,
    typed.tax_amount_withheld,
    typed.discount_amount,
    typed.total,
    typed.balance,
    typed.price_precision,
    typed.invoice_customer_id,
    typed.invoice_customer_name,
    typed.allow_partial_payments,
    typed.is_early_payment_discount_applicable,
    typed.invoice_installments,
    typed.installments,
    typed.invoice_amount,
    typed.balance_amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_apply_date is not null and apply_date is null then 'apply_date' || chr(31) || translate(substring(x_apply_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_amount_applied is not null and amount_applied is null then 'amount_applied' || chr(31) || translate(substring(x_amount_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_allow_partial_payments is not null and allow_partial_payments is null then 'allow_partial_payments' || chr(31) || translate(substring(x_allow_partial_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_early_payment_discount_applicable is not null and is_early_payment_discount_applicable is null then 'is_early_payment_discount_applicable' || chr(31) || translate(substring(x_is_early_payment_discount_applicable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_invoice_amount is not null and invoice_amount is null then 'invoice_amount' || chr(31) || translate(substring(x_invoice_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_balance_amount is not null and balance_amount is null then 'balance_amount' || chr(31) || translate(substring(x_balance_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_customer_payments as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.payment_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.payment_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.payment_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_customer_payments as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.payment_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    payment_number = incoming.payment_number,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    email = incoming.email,
    payment_mode = incoming.payment_mode,
    payment_status = incoming.payment_status,
    status = incoming.status,
    payment_type = incoming.payment_type,
    date = incoming.date,
    amount = incoming.amount,
    unused_amount = incoming.unused_amount,
    amount_refunded = incoming.amount_refunded,
    bank_charges = incoming.bank_charges,
    tax_amount_withheld = incoming.tax_amount_withheld,
    discount_amount = incoming.discount_amount,
    bcy_amount = incoming.bcy_amount,
    bcy_unused_amount = incoming.bcy_unused_amount,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    exchange_rate = incoming.exchange_rate,
    price_precision = incoming.price_precision,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    account_type = incoming.account_type,
    reference_number = incoming.reference_number,
    description = incoming.description,
    online_transaction_id = incoming.online_transaction_id,
    payment_gateway = incoming.payment_gateway,
    retainerinvoice_id = incoming.retainerinvoice_id,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    is_payment_drawn_details_required = incoming.is_payment_drawn_details_required,
    is_single_bill_payment = incoming.is_single_bill_payment,
    is_client_review_settings_enabled = incoming.is_client_review_settings_enabled,
    sales_channel = incoming.sales_channel,
    account_identifier = incoming.account_identifier,
    payment_link_id = incoming.payment_link_id,
    payment_number_prefix = incoming.payment_number_prefix,
    payment_number_suffix = incoming.payment_number_suffix,
    beat_id = incoming.beat_id,
    beat_number = incoming.beat_number,
    journey_plan_id = incoming.journey_plan_id,
    sales_person_id = incoming.sales_person_id,
    sales_person_name = incoming.sales_person_name,
    card_type = incoming.card_type,
    offline_created_date_with_time = incoming.offline_created_date_with_time,
    customer_advance_account_id = incoming.customer_advance_account_id,
    customer_advance_account_name = incoming.customer_advance_account_name,
    bank_charges_account_id = incoming.bank_charges_account_id,
    bank_charges_account_name = incoming.bank_charges_account_name,
    tax_account_id = incoming.tax_account_id,
    tax_account_name = incoming.tax_account_name,
    is_early_payment_discount_applicable = incoming.is_early_payment_discount_applicable,
    settlement_status = incoming.settlement_status,
    is_ondc_channel = incoming.is_ondc_channel,
    tender_id = incoming.tender_id,
    last_four_digits = incoming.last_four_digits,
    attachment_name = incoming.attachment_name,
    can_send_in_mail = incoming.can_send_in_mail,
    can_send_payment_sms = incoming.can_send_payment_sms,
    is_payment_details_required = incoming.is_payment_details_required,
    rounding_mode = incoming.rounding_mode,
    invoice_numbers = incoming.invoice_numbers,
    gateway_transaction_id = incoming.gateway_transaction_id,
    bcy_refunded_amount = incoming.bcy_refunded_amount,
    has_attachment = incoming.has_attachment,
    custom_fields_list = incoming.custom_fields_list,
    invoice_number = incoming.invoice_number,
    created_by_id = incoming.created_by_id,
    last_modified_by_id = incoming.last_modified_by_id,
    created_time = incoming.created_time,
    updated_time = incoming.updated_time,
    last_modified_time = incoming.last_modified_time,
    created_by = incoming.created_by,
    template_id = incoming.template_id,
    template_name = incoming.template_name,
    template_type = incoming.template_type,
    page_width = incoming.page_width,
    page_height = incoming.page_height,
    orientation = incoming.orientation,
    lock_details = incoming.lock_details,
    lock_detail = incoming.lock_detail,
    locked_actions = incoming.locked_actions,
    payment_refunds = incoming.payment_refunds,
    deposit_details = incoming.deposit_details,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
    documents = incoming.documents,
    custom_field_hash = incoming.custom_field_hash,
    imported_transactions = incoming.imported_transactions,
    applied_invoices = incoming.applied_invoices,
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
    connection, organization_id, payment_id, payment_number, customer_id, customer_name, email,
    payment_mode, payment_status, status, payment_type, date, amount, unused_amount,
    amount_refunded, bank_charges, tax_amount_withheld, discount_amount, bcy_amount,
    bcy_unused_amount, currency_id, currency_code, currency_symbol, exchange_rate,
    price_precision, account_id, account_name, account_type, reference_number, description,
    online_transaction_id, payment_gateway, retainerinvoice_id, location_id, location_name,
    is_payment_drawn_details_required, is_single_bill_payment,
    is_client_review_settings_enabled, sales_channel, account_identifier, payment_link_id,
    payment_number_prefix, payment_number_suffix, beat_id, beat_number, journey_plan_id,
    sales_person_id, sales_person_name, card_type, offline_created_date_with_time,
    customer_advance_account_id, customer_advance_account_name, bank_charges_account_id,
    bank_charges_account_name, tax_account_id, tax_account_name,
    is_early_payment_discount_applicable, settlement_status, is_ondc_channel, tender_id,
    last_four_digits, attachment_name, can_send_in_mail, can_send_payment_sms,
    is_payment_details_required, rounding_mode, invoice_numbers, gateway_transaction_id,
    bcy_refunded_amount, has_attachment, custom_fields_list, invoice_number, created_by_id,
    last_modified_by_id, created_time, updated_time, last_modified_time, created_by,
    template_id, template_name, template_type, page_width, page_height, orientation,
    lock_details, lock_detail, locked_actions, payment_refunds, deposit_details, custom_fields,
    tags, documents, custom_field_hash, imported_transactions, applied_invoices, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.payment_number,
    incoming.customer_id, incoming.customer_name, incoming.email, incoming.payment_mode,
    incoming.payment_status, incoming.status, incoming.payment_type, incoming.date,
    incoming.amount, incoming.unused_amount, incoming.amount_refunded, incoming.bank_charges,
    incoming.tax_amount_withheld, incoming.discount_amount, incoming.bcy_amount,
    incoming.bcy_unused_amount, incoming.currency_id, incoming.currency_code,
    incoming.currency_symbol, incoming.exchange_rate, incoming.price_precision,
    incoming.account_id, incoming.account_name, incoming.account_type,
    incoming.reference_number, incoming.description, incoming.online_transaction_id,
    incoming.payment_gateway, incoming.retainerinvoice_id, incoming.location_id,
    incoming.location_name, incoming.is_payment_drawn_details_required,
    incoming.is_single_bill_payment, incoming.is_client_review_settings_enabled,
    incoming.sales_channel, incoming.account_identifier, incoming.payment_link_id,
    incoming.payment_number_prefix, incoming.payment_number_suffix, incoming.beat_id,
    incoming.beat_number, incoming.journey_plan_id, incoming.sales_person_id,
    incoming.sales_person_name, incoming.card_type, incoming.offline_created_date_with_time,
    incoming.customer_advance_account_id, incoming.customer_advance_account_name,
    incoming.bank_charges_account_id, incoming.bank_charges_account_name,
    incoming.tax_account_id, incoming.tax_account_name,
    incoming.is_early_payment_discount_applicable, incoming.settlement_status,
    incoming.is_ondc_channel, incoming.tender_id, incoming.last_four_digits,
    incoming.attachment_name, incoming.can_send_in_mail, incoming.can_send_payment_sms,
    incoming.is_payment_details_required, incoming.rounding_mode, incoming.invoice_numbers,
    incoming.gateway_transaction_id, incoming.bcy_refunded_amount, incoming.has_attachment,
    incoming.custom_fields_list, incoming.invoice_number, incoming.created_by_id,
    incoming.last_modified_by_id, incoming.created_time, incoming.updated_time,
    incoming.last_modified_time, incoming.created_by, incoming.template_id,
    incoming.template_name, incoming.template_type, incoming.page_width, incoming.page_height,
    incoming.orientation, incoming.lock_details, incoming.lock_detail, incoming.locked_actions,
    incoming.payment_refunds, incoming.deposit_details, incoming.custom_fields, incoming.tags,
    incoming.documents, incoming.custom_field_hash, incoming.imported_transactions,
    incoming.applied_invoices,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, payment_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_customer_payment_invoices as target
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
                partition by history.connection, history.organization_id, history.payment_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_customer_payments as winner
        inner join history_zoho_books_customer_payment_invoices as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.payment_id = winner.payment_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
    and target.position = incoming.position
when matched then update set
    invoice_payment_id = incoming.invoice_payment_id,
    invoice_id = incoming.invoice_id,
    invoice_number = incoming.invoice_number,
    date = incoming.date,
    due_date = incoming.due_date,
    apply_date = incoming.apply_date,
    amount_applied = incoming.amount_applied,
    tax_amount_withheld = incoming.tax_amount_withheld,
    discount_amount = incoming.discount_amount,
    total = incoming.total,
    balance = incoming.balance,
    price_precision = incoming.price_precision,
    invoice_customer_id = incoming.invoice_customer_id,
    invoice_customer_name = incoming.invoice_customer_name,
    allow_partial_payments = incoming.allow_partial_payments,
    is_early_payment_discount_applicable = incoming.is_early_payment_discount_applicable,
    invoice_installments = incoming.invoice_installments,
    installments = incoming.installments,
    invoice_amount = incoming.invoice_amount,
    balance_amount = incoming.balance_amount,
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
    connection, organization_id, payment_id, position, invoice_payment_id, invoice_id,
    invoice_number, date, due_date, apply_date, amount_applied, tax_amount_withheld,
    discount_amount, total, balance, price_precision, invoice_customer_id,
    invoice_customer_name, allow_partial_payments, is_early_payment_discount_applicable,
    invoice_installments, installments, invoice_amount, balance_amount, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.position,
    incoming.invoice_payment_id, incoming.invoice_id, incoming.invoice_number, incoming.date,
    incoming.due_date, incoming.apply_date, incoming.amount_applied,
    incoming.tax_amount_withheld, incoming.discount_amount, incoming.total, incoming.balance,
    incoming.price_precision, incoming.invoice_customer_id, incoming.invoice_customer_name,
    incoming.allow_partial_payments, incoming.is_early_payment_discount_applicable,
    incoming.invoice_installments, incoming.installments, incoming.invoice_amount,
    incoming.balance_amount, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_customer_payment_invoices as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner._event_key, winner._load_id
    from silver_zoho_books_customer_payments as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_customer_payment_invoices as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_customer_payments as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'customer_payments'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.payment_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
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
      and events.entity = 'customer_payments'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'customer_payments'
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
                'silver_zoho_books_customer_payments' as table_name,
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
                    history.payment_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_customer_payments as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_customer_payment_invoices' as table_name,
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
                    history.payment_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_customer_payment_invoices as history
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
    and target.entity = 'customer_payments'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'customer_payments',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_customer_payments as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.payment_id
    where hints.source = 'zoho_books'
      and hints.entity = 'customer_payments'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'customer_payments'
    and target.reason = 'partial_document'
when matched then delete;
