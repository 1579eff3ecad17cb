-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_contacts
-- MAGIC Customers and vendors. Balances move without a new last_modified_time: never treat them as versioned facts.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_contacts`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_contacts as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'contact_name STRING, company_name STRING, contact_type STRING,
            customer_sub_type STRING, status STRING, contact_salutation STRING,
            first_name STRING, last_name STRING, email STRING, phone STRING, mobile STRING,
            designation STRING, department STRING, website STRING, language_code STRING,
            source STRING, currency_id STRING, currency_code STRING, price_precision STRING,
            exchange_rate STRING, payment_terms STRING, payment_terms_label STRING,
            payment_terms_id STRING, credit_limit STRING, credit_limit_exceeded_amount STRING,
            opening_balance_amount STRING, outstanding_receivable_amount STRING,
            outstanding_receivable_amount_bcy STRING, outstanding_payable_amount STRING,
            outstanding_payable_amount_bcy STRING, unused_credits_receivable_amount STRING,
            unused_credits_receivable_amount_bcy STRING, unused_credits_payable_amount STRING,
            unused_credits_payable_amount_bcy STRING, unused_retainer_payments STRING,
            has_transaction STRING, is_bcy_only_contact STRING, is_linked_with_zohocrm STRING,
            payment_reminder_enabled STRING, track_1099 STRING, portal_status STRING,
            primary_contact_id STRING, owner_id STRING, owner_name STRING, tax_id_type STRING,
            tax_id_value STRING, tax_reg_label STRING, contact_category STRING,
            sales_channel STRING, pricebook_id STRING, pricebook_name STRING, account_id STRING,
            account_name STRING, zcrm_account_id STRING, zcrm_contact_id STRING,
            crm_owner_id STRING, notes STRING, created_by_id STRING, created_by_name STRING,
            last_modified_by_id STRING, created_date STRING, created_time STRING,
            last_modified_time STRING, billing_address STRING, shipping_address STRING,
            addresses STRING, contact_persons STRING, opening_balances STRING,
            default_templates STRING, customer_currency_summaries STRING, cards STRING,
            bank_accounts STRING, custom_fields STRING, tags STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'contacts'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as contact_id,
        nullif(documents.doc.contact_name, '') as contact_name,
        nullif(documents.doc.company_name, '') as company_name,
        nullif(documents.doc.contact_type, '') as contact_type,
        nullif(documents.doc.customer_sub_type, '') as customer_sub_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.contact_salutation, '') as contact_salutation,
        nullif(documents.doc.first_name, '') as first_name,
        nullif(documents.doc.last_name, '') as last_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.phone, '') as phone,
        nullif(documents.doc.mobile, '') as mobile,
        nullif(documents.doc.designation, '') as designation,
        nullif(documents.doc.department, '') as department,
        nullif(documents.doc.website, '') as website,
        nullif(documents.doc.language_code, '') as language_code,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.payment_terms_id, '') as payment_terms_id,
        nullif(documents.doc.credit_limit, '') as x_credit_limit,
        nullif(documents.doc.credit_limit_exceeded_amount, '') as x_credit_limit_exceeded_amount,
        nullif(documents.doc.opening_balance_amount, '') as x_opening_balance_amount,
        nullif(documents.doc.outstanding_receivable_amount, '') as x_outstanding_receivable_amount,
        nullif(documents.doc.outstanding_receivable_amount_bcy, '') as x_outstanding_receivable_amount_bcy,
        nullif(documents.doc.outstanding_payable_amount, '') as x_outstanding_payable_amount,
        nullif(documents.doc.outstanding_payable_amount_bcy, '') as x_outstanding_payable_amount_bcy,
        nullif(documents.doc.unused_credits_receivable_amount, '') as x_unused_credits_receivable_amount,
        nullif(documents.doc.unused_credits_receivable_amount_bcy, '') as x_unused_credits_receivable_amount_bcy,
        nullif(documents.doc.unused_credits_payable_amount, '') as x_unused_credits_payable_amount,
        nullif(documents.doc.unused_credits_payable_amount_bcy, '') as x_unused_credits_payable_amount_bcy,
        nullif(documents.doc.unused_retainer_payments, '') as x_unused_retainer_payments,
        nullif(documents.doc.has_transaction, '') as x_has_transaction,
        nullif(documents.doc.is_bcy_only_contact, '') as x_is_bcy_only_contact,
        nullif(documents.doc.is_linked_with_zohocrm, '') as x_is_linked_with_zohocrm,
        nullif(documents.doc.payment_reminder_enabled, '') as x_payment_reminder_enabled,
        nullif(documents.doc.track_1099, '') as x_track_1099,
        nullif(documents.doc.portal_status, '') as portal_status,
        nullif(documents.doc.primary_contact_id, '') as primary_contact_id,
        nullif(documents.doc.owner_id, '') as owner_id,
        nullif(documents.doc.owner_name, '') as owner_name,
        nullif(documents.doc.tax_id_type, '') as tax_id_type,
        nullif(documents.doc.tax_id_value, '') as tax_id_value,
        nullif(documents.doc.tax_reg_label, '') as tax_reg_label,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.pricebook_name, '') as pricebook_name,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.zcrm_account_id, '') as zcrm_account_id,
        nullif(documents.doc.zcrm_contact_id, '') as zcrm_contact_id,
        nullif(documents.doc.crm_owner_id, '') as crm_owner_id,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.created_date, '') as created_date,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.addresses, '') as addresses,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.opening_balances, '') as opening_balances,
        nullif(documents.doc.default_templates, '') as default_templates,
        nullif(documents.doc.customer_currency_summaries, '') as customer_currency_summaries,
        nullif(documents.doc.cards, '') as cards,
        nullif(documents.doc.bank_accounts, '') as bank_accounts,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
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
        documents.doc.contact_name is not null
            and documents.doc.contact_type is not null
            and documents.doc.status is not null
            and documents.doc.billing_address is not null
            and documents.doc.contact_persons like '[%]' and from_json(documents.doc.contact_persons, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case
            when regexp_like(x_credit_limit || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credit_limit as DECIMAL(28, 10))
        end as credit_limit,
        case
            when regexp_like(x_credit_limit_exceeded_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credit_limit_exceeded_amount as DECIMAL(28, 10))
        end as credit_limit_exceeded_amount,
        case
            when regexp_like(x_opening_balance_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_opening_balance_amount as DECIMAL(28, 10))
        end as opening_balance_amount,
        case
            when regexp_like(x_outstanding_receivable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_receivable_amount as DECIMAL(28, 10))
        end as outstanding_receivable_amount,
        case
            when regexp_like(x_outstanding_receivable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_receivable_amount_bcy as DECIMAL(28, 10))
        end as outstanding_receivable_amount_bcy,
        case
            when regexp_like(x_outstanding_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_payable_amount as DECIMAL(28, 10))
        end as outstanding_payable_amount,
        case
            when regexp_like(x_outstanding_payable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_payable_amount_bcy as DECIMAL(28, 10))
        end as outstanding_payable_amount_bcy,
        case
            when regexp_like(x_unused_credits_receivable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_receivable_amount as DECIMAL(28, 10))
        end as unused_credits_receivable_amount,
        case
            when regexp_like(x_unused_credits_receivable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_receivable_amount_bcy as DECIMAL(28, 10))
        end as unused_credits_receivable_amount_bcy,
        case
            when regexp_like(x_unused_credits_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_payable_amount as DECIMAL(28, 10))
        end as unused_credits_payable_amount,
        case
            when regexp_like(x_unused_credits_payable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_payable_amount_bcy as DECIMAL(28, 10))
        end as unused_credits_payable_amount_bcy,
        case
            when regexp_like(x_unused_retainer_payments || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_retainer_payments as DECIMAL(28, 10))
        end as unused_retainer_payments,
        case lower(x_has_transaction) when 'true' then true when 'false' then false end as has_transaction,
        case lower(x_is_bcy_only_contact) when 'true' then true when 'false' then false end as is_bcy_only_contact,
        case lower(x_is_linked_with_zohocrm) when 'true' then true when 'false' then false end as is_linked_with_zohocrm,
        case lower(x_payment_reminder_enabled) when 'true' then true when 'false' then false end as payment_reminder_enabled,
        case lower(x_track_1099) when 'true' then true when 'false' then false end as track_1099,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs contact_name contact_type status billing_address contact_persons' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credit_limit is not null and credit_limit is null then 'credit_limit' || chr(31) || translate(substring(x_credit_limit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credit_limit_exceeded_amount is not null and credit_limit_exceeded_amount is null then 'credit_limit_exceeded_amount' || chr(31) || translate(substring(x_credit_limit_exceeded_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_opening_balance_amount is not null and opening_balance_amount is null then 'opening_balance_amount' || chr(31) || translate(substring(x_opening_balance_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_receivable_amount is not null and outstanding_receivable_amount is null then 'outstanding_receivable_amount' || chr(31) || translate(substring(x_outstanding_receivable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_receivable_amount_bcy is not null and outstanding_receivable_amount_bcy is null then 'outstanding_receivable_amount_bcy' || chr(31) || translate(substring(x_outstanding_receivable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_payable_amount is not null and outstanding_payable_amount is null then 'outstanding_payable_amount' || chr(31) || translate(substring(x_outstanding_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_payable_amount_bcy is not null and outstanding_payable_amount_bcy is null then 'outstanding_payable_amount_bcy' || chr(31) || translate(substring(x_outstanding_payable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_receivable_amount is not null and unused_credits_receivable_amount is null then 'unused_credits_receivable_amount' || chr(31) || translate(substring(x_unused_credits_receivable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_receivable_amount_bcy is not null and unused_credits_receivable_amount_bcy is null then 'unused_credits_receivable_amount_bcy' || chr(31) || translate(substring(x_unused_credits_receivable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_payable_amount is not null and unused_credits_payable_amount is null then 'unused_credits_payable_amount' || chr(31) || translate(substring(x_unused_credits_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_payable_amount_bcy is not null and unused_credits_payable_amount_bcy is null then 'unused_credits_payable_amount_bcy' || chr(31) || translate(substring(x_unused_credits_payable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_retainer_payments is not null and unused_retainer_payments is null then 'unused_retainer_payments' || chr(31) || translate(substring(x_unused_retainer_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_transaction is not null and has_transaction is null then 'has_transaction' || chr(31) || translate(substring(x_has_transaction, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_bcy_only_contact is not null and is_bcy_only_contact is null then 'is_bcy_only_contact' || chr(31) || translate(substring(x_is_bcy_only_contact, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_linked_with_zohocrm is not null and is_linked_with_zohocrm is null then 'is_linked_with_zohocrm' || chr(31) || translate(substring(x_is_linked_with_zohocrm, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_payment_reminder_enabled is not null and payment_reminder_enabled is null then 'payment_reminder_enabled' || chr(31) || translate(substring(x_payment_reminder_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_track_1099 is not null and track_1099 is null then 'track_1099' || chr(31) || translate(substring(x_track_1099, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.contact_id,
    judged.contact_name,
    judged.company_name,
    judged.contact_type,
    judged.customer_sub_type,
    judged.status,
    judged.contact_salutation,
    judged.first_name,
    judged.last_name,
    judged.email,
    judged.phone,
    judged.mobile,
    judged.designation,
    judged.department,
    judged.website,
    judged.language_code,
    judged.source,
    judged.currency_id,
    judged.currency_code,
    judged.price_precision,
    judged.exchange_rate,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.payment_terms_id,
    judged.credit_limit,
    judged.credit_limit_exceeded_amount,
    judged.opening_balance_amount,
    judged.outstanding_receivable_amount,
    judged.outstanding_receivable_amount_bcy,
    judged.outstanding_payable_amount,
    judged.outstanding_payable_amount_bcy,
    judged.unused_credits_receivable_amount,
    judged.unused_credits_receivable_amount_bcy,
    judged.unused_credits_payable_amount,
    judged.unused_credits_payable_amount_bcy,
    judged.unused_retainer_payments,
    judged.has_transaction,
    judged.is_bcy_only_contact,
    judged.is_linked_with_zohocrm,
    judged.payment_reminder_enabled,
    judged.track_1099,
    judged.portal_status,
    judged.primary_contact_id,
    judged.owner_id,
    judged.owner_name,
    judged.tax_id_type,
    judged.tax_id_value,
    judged.tax_reg_label,
    judged.contact_category,
    judged.sales_channel,
    judged.pricebook_id,
    judged.pricebook_name,
    judged.account_id,
    judged.account_name,
    judged.zcrm_account_id,
    judged.zcrm_contact_id,
    judged.crm_owner_id,
    judged.notes,
    judged.created_by_id,
    judged.created_by_name,
    judged.last_modified_by_id,
    judged.created_date,
    judged.created_time,
    judged.last_modified_time,
    judged.billing_address,
    judged.shipping_address,
    judged.addresses,
    judged.contact_persons,
    judged.opening_balances,
    judged.default_templates,
    judged.customer_currency_summaries,
    judged.cards,
    judged.bank_accounts,
    judged.custom_fields,
    judged.tags,
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

merge into silver_zoho_books_contacts as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.contact_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.contact_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.contact_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_contacts as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.contact_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    contact_name = incoming.contact_name,
    company_name = incoming.company_name,
    contact_type = incoming.contact_type,
    customer_sub_type = incoming.customer_sub_type,
    status = incoming.status,
    contact_salutation = incoming.contact_salutation,
    first_name = incoming.first_name,
    last_name = incoming.last_name,
    email = incoming.email,
    phone = incoming.phone,
    mobile = incoming.mobile,
    designation = incoming.designation,
    department = incoming.department,
    website = incoming.website,
    language_code = incoming.language_code,
    source = incoming.source,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    price_precision = incoming.price_precision,
    exchange_rate = incoming.exchange_rate,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    payment_terms_id = incoming.payment_terms_id,
    credit_limit = incoming.credit_limit,
    credit_limit_exceeded_amount = incoming.credit_limit_exceeded_amount,
    opening_balance_amount = incoming.opening_balance_amount,
    outstanding_receivable_amount = incoming.outstanding_receivable_amount,
    outstanding_receivable_amount_bcy = incoming.outstanding_receivable_amount_bcy,
    outstanding_payable_amount = incoming.outstanding_payable_amount,
    outstanding_payable_amount_bcy = incoming.outstanding_payable_amount_bcy,
    unused_credits_receivable_amount = incoming.unused_credits_receivable_amount,
    unused_credits_receivable_amount_bcy = incoming.unused_credits_receivable_amount_bcy,
    unused_credits_payable_amount = incoming.unused_credits_payable_amount,
    unused_credits_payable_amount_bcy = incoming.unused_credits_payable_amount_bcy,
    unused_retainer_payments = incoming.unused_retainer_payments,
    has_transaction = incoming.has_transaction,
    is_bcy_only_contact = incoming.is_bcy_only_contact,
    is_linked_with_zohocrm = incoming.is_linked_with_zohocrm,
    payment_reminder_enabled = incoming.payment_reminder_enabled,
    track_1099 = incoming.track_1099,
    portal_status = incoming.portal_status,
    primary_contact_id = incoming.primary_contact_id,
    owner_id = incoming.owner_id,
    owner_name = incoming.owner_name,
    tax_id_type = incoming.tax_id_type,
    tax_id_value = incoming.tax_id_value,
    tax_reg_label = incoming.tax_reg_label,
    contact_category = incoming.contact_category,
    sales_channel = incoming.sales_channel,
    pricebook_id = incoming.pricebook_id,
    pricebook_name = incoming.pricebook_name,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    zcrm_account_id = incoming.zcrm_account_id,
    zcrm_contact_id = incoming.zcrm_contact_id,
    crm_owner_id = incoming.crm_owner_id,
    notes = incoming.notes,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    last_modified_by_id = incoming.last_modified_by_id,
    created_date = incoming.created_date,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    addresses = incoming.addresses,
    contact_persons = incoming.contact_persons,
    opening_balances = incoming.opening_balances,
    default_templates = incoming.default_templates,
    customer_currency_summaries = incoming.customer_currency_summaries,
    cards = incoming.cards,
    bank_accounts = incoming.bank_accounts,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
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
    connection, organization_id, contact_id, contact_name, company_name, contact_type,
    customer_sub_type, status, contact_salutation, first_name, last_name, email, phone, mobile,
    designation, department, website, language_code, source, currency_id, currency_code,
    price_precision, exchange_rate, payment_terms, payment_terms_label, payment_terms_id,
    credit_limit, credit_limit_exceeded_amount, opening_balance_amount,
    outstanding_receivable_amount, outstanding_receivable_amount_bcy,
    outstanding_payable_amount, outstanding_payable_amount_bcy,
    unused_credits_receivable_amount, unused_credits_receivable_amount_bcy,
    unused_credits_payable_amount, unused_credits_payable_amount_bcy, unused_retainer_payments,
    has_transaction, is_bcy_only_contact, is_linked_with_zohocrm, payment_reminder_enabled,
    track_1099, portal_status, primary_contact_id, owner_id, owner_name, tax_id_type,
    tax_id_value, tax_reg_label, contact_category, sales_channel, pricebook_id, pricebook_name,
    account_id, account_name, zcrm_account_id, zcrm_contact_id, crm_owner_id, notes,
    created_by_id, created_by_name, last_modified_by_id, created_date, created_time,
    last_modified_time, billing_address, shipping_address, addresses, contact_persons,
    opening_balances, default_templates, customer_currency_summaries, cards, bank_accounts,
    custom_fields, tags, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id, incoming.contact_name,
    incoming.company_name, incoming.contact_type, incoming.customer_sub_type, incoming.status,
    incoming.contact_salutation, incoming.first_name, incoming.last_name, incoming.email,
    incoming.phone, incoming.mobile, incoming.designation, incoming.department,
    incoming.website, incoming.language_code, incoming.source, incoming.currency_id,
    incoming.currency_code, incoming.price_precision, incoming.exchange_rate,
    incoming.payment_terms, incoming.payment_terms_label, incoming.payment_terms_id,
    incoming.credit_limit, incoming.credit_limit_exceeded_amount,
    incoming.opening_balance_amount, incoming.outstanding_receivable_amount,
    incoming.outstanding_receivable_amount_bcy, incoming.outstanding_payable_amount,
    incoming.outstanding_payable_amount_bcy, incoming.unused_credits_receivable_amount,
    incoming.unused_credits_receivable_amount_bcy, incoming.unused_credits_payable_amount,
    incoming.unused_credits_payable_amount_bcy, incoming.unused_retainer_payments,
    incoming.has_transaction, incoming.is_bcy_only_contact, incoming.is_linked_with_zohocrm,
    incoming.payment_reminder_enabled, incoming.track_1099, incoming.portal_status,
    incoming.primary_contact_id, incoming.owner_id, incoming.owner_name, incoming.tax_id_type,
    incoming.tax_id_value, incoming.tax_reg_label, incoming.contact_category,
    incoming.sales_channel, incoming.pricebook_id, incoming.pricebook_name, incoming.account_id,
    incoming.account_name, incoming.zcrm_account_id, incoming.zcrm_contact_id,
    incoming.crm_owner_id, incoming.notes, incoming.created_by_id, incoming.created_by_name,
    incoming.last_modified_by_id, incoming.created_date, incoming.created_time,
    incoming.last_modified_time, incoming.billing_address, incoming.shipping_address,
    incoming.addresses, incoming.contact_persons, incoming.opening_balances,
    incoming.default_templates, incoming.customer_currency_summaries, incoming.cards,
    incoming.bank_accounts, incoming.custom_fields, incoming.tags,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, contact_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'zoho_books'
      and events.entity = 'contacts'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'contacts'
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
                history.contact_id as entity_id,
                'silver_zoho_books_contacts' as table_name,
                0 as position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                history._received_at as received_at,
                history._event_key,
                history._raw_key,
                history._load_id,
                history._loaded_at
            from history_zoho_books_contacts as history,
                lateral posexplode(split(history._problems, chr(30))) as parts(pos, problem)
            where (:load_id = '*' or history._load_id = :load_id)
              and history._problems is not null
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'contacts'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'contacts',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);
