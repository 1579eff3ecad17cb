-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_bank_transactions
-- MAGIC Bank transactions as lists show them; many kinds have no detail. `status` tells uncategorized, categorized, matched and excluded. A statement line without a transaction has its imported_transaction_id as key. No stamp: the answer asked for last wins. What is in lists alone is NULL after a webhook or a detail, until the next list shows the transaction; lines are there meanwhile.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_bank_transactions`, `silver_zoho_books_bank_transaction_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_bank_transactions
comment 'Every version that ever landed of silver_zoho_books_bank_transactions, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'from_account_id STRING, from_account_name STRING, to_account_id STRING,
            to_account_name STRING, transaction_type STRING, currency_id STRING,
            currency_code STRING, payment_mode STRING, exchange_rate STRING, date STRING,
            customer_id STRING, customer_name STRING, vendor_id STRING, vendor_name STRING,
            reference_number STRING, description STRING, bank_charges STRING, tax_id STRING,
            is_inclusive_tax STRING, tax_name STRING, tax_percentage STRING, tax_amount STRING,
            sub_total STRING, tax_authority_id STRING, tax_authority_name STRING,
            tax_exemption_id STRING, tax_exemption_code STRING, total STRING, bcy_total STRING,
            amount STRING, vat_treatment STRING, tax_treatment STRING, product_type STRING,
            acquisition_vat_id STRING, acquisition_vat_name STRING,
            acquisition_vat_percentage STRING, acquisition_vat_amount STRING,
            reverse_charge_vat_id STRING, reverse_charge_vat_name STRING,
            reverse_charge_vat_percentage STRING, reverse_charge_vat_amount STRING,
            reverse_charge_tax_id STRING, filed_in_vat_return_id STRING,
            filed_in_vat_return_name STRING, filed_in_vat_return_type STRING, status STRING,
            source STRING, account_id STRING, account_name STRING, account_type STRING,
            price_precision STRING, payee STRING, is_paid_via_print_check STRING,
            currency_symbol STRING, debit_or_credit STRING, offset_account_name STRING,
            offset_account_code STRING, is_offsetaccount_matched STRING,
            imported_transaction_id STRING, reconcile_status STRING, is_auto_categorized STRING,
            exclude_description STRING, is_rule_exist STRING, running_balance STRING,
            documents STRING, imported_transactions STRING, tags STRING, rule_details STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bank_transactions'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as transaction_id,
        nullif(documents.doc.from_account_id, '') as from_account_id,
        nullif(documents.doc.from_account_name, '') as from_account_name,
        nullif(documents.doc.to_account_id, '') as to_account_id,
        nullif(documents.doc.to_account_name, '') as to_account_name,
        nullif(documents.doc.transaction_type, '') as transaction_type,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.payment_mode, '') as payment_mode,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.bank_charges, '') as x_bank_charges,
        nullif(documents.doc.tax_id, '') as tax_id,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.tax_name, '') as tax_name,
        nullif(documents.doc.tax_percentage, '') as x_tax_percentage,
        nullif(documents.doc.tax_amount, '') as x_tax_amount,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.tax_authority_id, '') as tax_authority_id,
        nullif(documents.doc.tax_authority_name, '') as tax_authority_name,
        nullif(documents.doc.tax_exemption_id, '') as tax_exemption_id,
        nullif(documents.doc.tax_exemption_code, '') as tax_exemption_code,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.product_type, '') as product_type,
        nullif(documents.doc.acquisition_vat_id, '') as acquisition_vat_id,
        nullif(documents.doc.acquisition_vat_name, '') as acquisition_vat_name,
        nullif(documents.doc.acquisition_vat_percentage, '') as acquisition_vat_percentage,
        nullif(documents.doc.acquisition_vat_amount, '') as acquisition_vat_amount,
        nullif(documents.doc.reverse_charge_vat_id, '') as reverse_charge_vat_id,
        nullif(documents.doc.reverse_charge_vat_name, '') as reverse_charge_vat_name,
        nullif(documents.doc.reverse_charge_vat_percentage, '') as reverse_charge_vat_percentage,
        nullif(documents.doc.reverse_charge_vat_amount, '') as reverse_charge_vat_amount,
        nullif(documents.doc.reverse_charge_tax_id, '') as reverse_charge_tax_id,
        nullif(documents.doc.filed_in_vat_return_id, '') as filed_in_vat_return_id,
        nullif(documents.doc.filed_in_vat_return_name, '') as filed_in_vat_return_name,
        nullif(documents.doc.filed_in_vat_return_type, '') as filed_in_vat_return_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.account_type, '') as account_type,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.payee, '') as payee,
        nullif(documents.doc.is_paid_via_print_check, '') as x_is_paid_via_print_check,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.debit_or_credit, '') as debit_or_credit,
        nullif(documents.doc.offset_account_name, '') as offset_account_name,
        nullif(documents.doc.offset_account_code, '') as offset_account_code,
        nullif(documents.doc.is_offsetaccount_matched, '') as x_is_offsetaccount_matched,
        nullif(documents.doc.imported_transaction_id, '') as imported_transaction_id,
        nullif(documents.doc.reconcile_status, '') as reconcile_status,
        nullif(documents.doc.is_auto_categorized, '') as x_is_auto_categorized,
        nullif(documents.doc.exclude_description, '') as exclude_description,
        nullif(documents.doc.is_rule_exist, '') as x_is_rule_exist,
        nullif(documents.doc.running_balance, '') as x_running_balance,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.imported_transactions, '') as imported_transactions,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.rule_details, '') as rule_details,
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
        documents.doc.date is not null
            and documents.doc.amount is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_bank_charges || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bank_charges as DECIMAL(28, 10))
        end as bank_charges,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount as DECIMAL(28, 10))
        end as tax_amount,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case lower(x_is_paid_via_print_check) when 'true' then true when 'false' then false end as is_paid_via_print_check,
        case lower(x_is_offsetaccount_matched) when 'true' then true when 'false' then false end as is_offsetaccount_matched,
        case lower(x_is_auto_categorized) when 'true' then true when 'false' then false end as is_auto_categorized,
        case lower(x_is_rule_exist) when 'true' then true when 'false' then false end as is_rule_exist,
        case
            when regexp_like(x_running_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_running_balance as DECIMAL(28, 10))
        end as running_balance
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs date amount' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_bank_charges is not null and bank_charges is null then 'bank_charges' || chr(31) || translate(substring(x_bank_charges, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount is not null and tax_amount is null then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_paid_via_print_check is not null and is_paid_via_print_check is null then 'is_paid_via_print_check' || chr(31) || translate(substring(x_is_paid_via_print_check, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_offsetaccount_matched is not null and is_offsetaccount_matched is null then 'is_offsetaccount_matched' || chr(31) || translate(substring(x_is_offsetaccount_matched, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_auto_categorized is not null and is_auto_categorized is null then 'is_auto_categorized' || chr(31) || translate(substring(x_is_auto_categorized, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_rule_exist is not null and is_rule_exist is null then 'is_rule_exist' || chr(31) || translate(substring(x_is_rule_exist, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_running_balance is not null and running_balance is null then 'running_balance' || chr(31) || translate(substring(x_running_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.transaction_id,
    judged.from_account_id,
    judged.from_account_name,
    judged.to_account_id,
    judged.to_account_name,
    judged.transaction_type,
    judged.currency_id,
    judged.currency_code,
    judged.payment_mode,
    judged.exchange_rate,
    judged.date,
    judged.customer_id,
    judged.customer_name,
    judged.vendor_id,
    judged.vendor_name,
    judged.reference_number,
    judged.description,
    judged.bank_charges,
    judged.tax_id,
    judged.is_inclusive_tax,
    judged.tax_name,
    judged.tax_percentage,
    judged.tax_amount,
    judged.sub_total,
    judged.tax_authority_id,
    judged.tax_authority_name,
    judged.tax_exemption_id,
    judged.tax_exemption_code,
    judged.total,
    judged.bcy_total,
    judged.amount,
    judged.vat_treatment,
    judged.tax_treatment,
    judged.product_type,
    judged.acquisition_vat_id,
    judged.acquisition_vat_name,
    judged.acquisition_vat_percentage,
    judged.acquisition_vat_amount,
    judged.reverse_charge_vat_id,
    judged.reverse_charge_vat_name,
    judged.reverse_charge_vat_percentage,
    judged.reverse_charge_vat_amount,
    judged.reverse_charge_tax_id,
    judged.filed_in_vat_return_id,
    judged.filed_in_vat_return_name,
    judged.filed_in_vat_return_type,
    judged.status,
    judged.source,
    judged.account_id,
    judged.account_name,
    judged.account_type,
    judged.price_precision,
    judged.payee,
    judged.is_paid_via_print_check,
    judged.currency_symbol,
    judged.debit_or_credit,
    judged.offset_account_name,
    judged.offset_account_code,
    judged.is_offsetaccount_matched,
    judged.imported_transaction_id,
    judged.reconcile_status,
    judged.is_auto_categorized,
    judged.exclude_description,
    judged.is_rule_exist,
    judged.running_balance,
    judged.documents,
    judged.imported_transactions,
    judged.tags,
    judged.rule_details,
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

create or replace view history_zoho_books_bank_transaction_lines
comment 'Every version that ever landed of silver_zoho_books_bank_transaction_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bank_transactions'
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
                    'from_account_id STRING, from_account_name STRING, payment_mode STRING,
                    customer_id STRING, customer_name STRING, vendor_id STRING,
                    vendor_name STRING, sub_total STRING, total STRING, bcy_total STRING,
                    tags STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as transaction_id,
        elements.position,
        nullif(elements.line.from_account_id, '') as from_account_id,
        nullif(elements.line.from_account_name, '') as from_account_name,
        nullif(elements.line.payment_mode, '') as payment_mode,
        nullif(elements.line.customer_id, '') as customer_id,
        nullif(elements.line.customer_name, '') as customer_name,
        nullif(elements.line.vendor_id, '') as vendor_id,
        nullif(elements.line.vendor_name, '') as vendor_name,
        nullif(elements.line.sub_total, '') as x_sub_total,
        nullif(elements.line.total, '') as x_total,
        nullif(elements.line.bcy_total, '') as x_bcy_total,
        nullif(elements.line.tags, '') as tags,
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
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.transaction_id,
    typed.position,
    typed.from_account_id,
    typed.from_account_name,
    typed.payment_mode,
    typed.customer_id,
    typed.customer_name,
    typed.vendor_id,
    typed.vendor_name,
    typed.sub_total,
    typed.total,
    typed.bcy_total,
    typed.tags,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_bank_transactions as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.transaction_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.transaction_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.transaction_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_bank_transactions as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.transaction_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.transaction_id = incoming.transaction_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    from_account_id = incoming.from_account_id,
    from_account_name = incoming.from_account_name,
    to_account_id = incoming.to_account_id,
    to_account_name = incoming.to_account_name,
    transaction_type = incoming.transaction_type,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    payment_mode = incoming.payment_mode,
    exchange_rate = incoming.exchange_rate,
    date = incoming.date,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    reference_number = incoming.reference_number,
    description = incoming.description,
    bank_charges = incoming.bank_charges,
    tax_id = incoming.tax_id,
    is_inclusive_tax = incoming.is_inclusive_tax,
    tax_name = incoming.tax_name,
    tax_percentage = incoming.tax_percentage,
    tax_amount = incoming.tax_amount,
    sub_total = incoming.sub_total,
    tax_authority_id = incoming.tax_authority_id,
    tax_authority_name = incoming.tax_authority_name,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_exemption_code = incoming.tax_exemption_code,
    total = incoming.total,
    bcy_total = incoming.bcy_total,
    amount = incoming.amount,
    vat_treatment = incoming.vat_treatment,
    tax_treatment = incoming.tax_treatment,
    product_type = incoming.product_type,
    acquisition_vat_id = incoming.acquisition_vat_id,
    acquisition_vat_name = incoming.acquisition_vat_name,
    acquisition_vat_percentage = incoming.acquisition_vat_percentage,
    acquisition_vat_amount = incoming.acquisition_vat_amount,
    reverse_charge_vat_id = incoming.reverse_charge_vat_id,
    reverse_charge_vat_name = incoming.reverse_charge_vat_name,
    reverse_charge_vat_percentage = incoming.reverse_charge_vat_percentage,
    reverse_charge_vat_amount = incoming.reverse_charge_vat_amount,
    reverse_charge_tax_id = incoming.reverse_charge_tax_id,
    filed_in_vat_return_id = incoming.filed_in_vat_return_id,
    filed_in_vat_return_name = incoming.filed_in_vat_return_name,
    filed_in_vat_return_type = incoming.filed_in_vat_return_type,
    status = incoming.status,
    source = incoming.source,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    account_type = incoming.account_type,
    price_precision = incoming.price_precision,
    payee = incoming.payee,
    is_paid_via_print_check = incoming.is_paid_via_print_check,
    currency_symbol = incoming.currency_symbol,
    debit_or_credit = incoming.debit_or_credit,
    offset_account_name = incoming.offset_account_name,
    offset_account_code = incoming.offset_account_code,
    is_offsetaccount_matched = incoming.is_offsetaccount_matched,
    imported_transaction_id = incoming.imported_transaction_id,
    reconcile_status = incoming.reconcile_status,
    is_auto_categorized = incoming.is_auto_categorized,
    exclude_description = incoming.exclude_description,
    is_rule_exist = incoming.is_rule_exist,
    running_balance = incoming.running_balance,
    documents = incoming.documents,
    imported_transactions = incoming.imported_transactions,
    tags = incoming.tags,
    rule_details = incoming.rule_details,
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
    connection, organization_id, transaction_id, from_account_id, from_account_name,
    to_account_id, to_account_name, transaction_type, currency_id, currency_code, payment_mode,
    exchange_rate, date, customer_id, customer_name, vendor_id, vendor_name, reference_number,
    description, bank_charges, tax_id, is_inclusive_tax, tax_name, tax_percentage, tax_amount,
    sub_total, tax_authority_id, tax_authority_name, tax_exemption_id, tax_exemption_code,
    total, bcy_total, amount, vat_treatment, tax_treatment, product_type, acquisition_vat_id,
    acquisition_vat_name, acquisition_vat_percentage, acquisition_vat_amount,
    reverse_charge_vat_id, reverse_charge_vat_name, reverse_charge_vat_percentage,
    reverse_charge_vat_amount, reverse_charge_tax_id, filed_in_vat_return_id,
    filed_in_vat_return_name, filed_in_vat_return_type, status, source, account_id,
    account_name, account_type, price_precision, payee, is_paid_via_print_check,
    currency_symbol, debit_or_credit, offset_account_name, offset_account_code,
    is_offsetaccount_matched, imported_transaction_id, reconcile_status, is_auto_categorized,
    exclude_description, is_rule_exist, running_balance, documents, imported_transactions, tags,
    rule_details, is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key,
    _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.transaction_id,
    incoming.from_account_id, incoming.from_account_name, incoming.to_account_id,
    incoming.to_account_name, incoming.transaction_type, incoming.currency_id,
    incoming.currency_code, incoming.payment_mode, incoming.exchange_rate, incoming.date,
    incoming.customer_id, incoming.customer_name, incoming.vendor_id, incoming.vendor_name,
    incoming.reference_number, incoming.description, incoming.bank_charges, incoming.tax_id,
    incoming.is_inclusive_tax, incoming.tax_name, incoming.tax_percentage, incoming.tax_amount,
    incoming.sub_total, incoming.tax_authority_id, incoming.tax_authority_name,
    incoming.tax_exemption_id, incoming.tax_exemption_code, incoming.total, incoming.bcy_total,
    incoming.amount, incoming.vat_treatment, incoming.tax_treatment, incoming.product_type,
    incoming.acquisition_vat_id, incoming.acquisition_vat_name,
    incoming.acquisition_vat_percentage, incoming.acquisition_vat_amount,
    incoming.reverse_charge_vat_id, incoming.reverse_charge_vat_name,
    incoming.reverse_charge_vat_percentage, incoming.reverse_charge_vat_amount,
    incoming.reverse_charge_tax_id, incoming.filed_in_vat_return_id,
    incoming.filed_in_vat_return_name, incoming.filed_in_vat_return_type, incoming.status,
    incoming.source, incoming.account_id, incoming.account_name, incoming.account_type,
    incoming.price_precision, incoming.payee, incoming.is_paid_via_print_check,
    incoming.currency_symbol, incoming.debit_or_credit, incoming.offset_account_name,
    incoming.offset_account_code, incoming.is_offsetaccount_matched,
    incoming.imported_transaction_id, incoming.reconcile_status, incoming.is_auto_categorized,
    incoming.exclude_description, incoming.is_rule_exist, incoming.running_balance,
    incoming.documents, incoming.imported_transactions, incoming.tags, incoming.rule_details,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, transaction_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.transaction_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bank_transaction_lines as target
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
                partition by history.connection, history.organization_id, history.transaction_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_bank_transactions as winner
        inner join history_zoho_books_bank_transaction_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.transaction_id = winner.transaction_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.transaction_id = incoming.transaction_id
    and target.position = incoming.position
when matched then update set
    from_account_id = incoming.from_account_id,
    from_account_name = incoming.from_account_name,
    payment_mode = incoming.payment_mode,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    sub_total = incoming.sub_total,
    total = incoming.total,
    bcy_total = incoming.bcy_total,
    tags = incoming.tags,
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
    connection, organization_id, transaction_id, position, from_account_id, from_account_name,
    payment_mode, customer_id, customer_name, vendor_id, vendor_name, sub_total, total,
    bcy_total, tags, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.transaction_id, incoming.position,
    incoming.from_account_id, incoming.from_account_name, incoming.payment_mode,
    incoming.customer_id, incoming.customer_name, incoming.vendor_id, incoming.vendor_name,
    incoming.sub_total, incoming.total, incoming.bcy_total, incoming.tags, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bank_transaction_lines as target
using (
    select winner.connection, winner.organization_id, winner.transaction_id, winner._event_key, winner._load_id
    from silver_zoho_books_bank_transactions as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.transaction_id = incoming.transaction_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_bank_transaction_lines as target
using (
    select winner.connection, winner.organization_id, winner.transaction_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_bank_transactions as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'bank_transactions'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.transaction_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.transaction_id = incoming.transaction_id
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
      and events.entity = 'bank_transactions'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'bank_transactions'
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
                'silver_zoho_books_bank_transactions' as table_name,
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
                    history.transaction_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bank_transactions as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_bank_transaction_lines' as table_name,
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
                    history.transaction_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bank_transaction_lines as history
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
    and target.entity = 'bank_transactions'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'bank_transactions',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_bank_transactions as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.transaction_id
    where hints.source = 'zoho_books'
      and hints.entity = 'bank_transactions'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'bank_transactions'
    and target.reason = 'partial_document'
when matched then delete;
