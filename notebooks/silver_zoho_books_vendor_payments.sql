-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_vendor_payments
-- MAGIC Payments made to vendors. `status` tells paid, draft and void; a deleted payment is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_vendor_payments`, `silver_zoho_books_vendor_payment_bills`, `silver_zoho_books_vendor_payment_refunds`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_vendor_payments
comment 'Every version that ever landed of silver_zoho_books_vendor_payments, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'vendor_id STRING, vendor_name STRING, status STRING, is_online_payment STRING,
            transfer_type STRING, payment_mode STRING, payment_number STRING,
            payment_number_prefix STRING, payment_number_suffix STRING, purpose_code STRING,
            description STRING, date STRING, reference_number STRING, exchange_rate STRING,
            tds_tax_id STRING, tds_calculation_type STRING, is_tds_amount_in_percent STRING,
            tax_account_id STRING, tax_account_name STRING, tax_amount_withheld STRING,
            amount STRING, bank_charges STRING, bank_charges_account_id STRING,
            bank_charges_account_name STRING, balance STRING, currency_id STRING,
            currency_code STRING, currency_symbol STRING, credit_account_id STRING,
            paid_through_account_id STRING, paid_through_account_name STRING,
            paid_through_account_type STRING, is_paid_via_print_check STRING,
            offset_account_id STRING, offset_account_name STRING, is_ach_payment STRING,
            ach_payment_status STRING, gw_reference_number STRING, bill_numbers STRING,
            bcy_amount STRING, bcy_balance STRING, has_attachment STRING,
            ach_gw_transaction_id STRING, location_id STRING, location_name STRING,
            created_time STRING, last_modified_time STRING, created_by_id STRING,
            created_by_name STRING, submitter_id STRING, submitted_date STRING,
            submitted_by STRING, submitted_by_name STRING, submitted_by_email STRING,
            submitted_by_photo_url STRING, approver_id STRING, approvers_list STRING,
            custom_fields STRING, custom_field_hash STRING, documents STRING,
            check_details STRING, billing_address STRING, comments STRING,
            imported_transactions STRING, tags STRING, bills STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_payments'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as payment_id,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.is_online_payment, '') as x_is_online_payment,
        nullif(documents.doc.transfer_type, '') as transfer_type,
        nullif(documents.doc.payment_mode, '') as payment_mode,
        nullif(documents.doc.payment_number, '') as payment_number,
        nullif(documents.doc.payment_number_prefix, '') as payment_number_prefix,
        nullif(documents.doc.payment_number_suffix, '') as payment_number_suffix,
        nullif(documents.doc.purpose_code, '') as purpose_code,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.tds_tax_id, '') as tds_tax_id,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.is_tds_amount_in_percent, '') as x_is_tds_amount_in_percent,
        nullif(documents.doc.tax_account_id, '') as tax_account_id,
        nullif(documents.doc.tax_account_name, '') as tax_account_name,
        nullif(documents.doc.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.bank_charges, '') as x_bank_charges,
        nullif(documents.doc.bank_charges_account_id, '') as bank_charges_account_id,
        nullif(documents.doc.bank_charges_account_name, '') as bank_charges_account_name,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.credit_account_id, '') as credit_account_id,
        nullif(documents.doc.paid_through_account_id, '') as paid_through_account_id,
        nullif(documents.doc.paid_through_account_name, '') as paid_through_account_name,
        nullif(documents.doc.paid_through_account_type, '') as paid_through_account_type,
        nullif(documents.doc.is_paid_via_print_check, '') as x_is_paid_via_print_check,
        nullif(documents.doc.offset_account_id, '') as offset_account_id,
        nullif(documents.doc.offset_account_name, '') as offset_account_name,
        nullif(documents.doc.is_ach_payment, '') as x_is_ach_payment,
        nullif(documents.doc.ach_payment_status, '') as ach_payment_status,
        nullif(documents.doc.gw_reference_number, '') as gw_reference_number,
        nullif(documents.doc.bill_numbers, '') as bill_numbers,
        nullif(documents.doc.bcy_amount, '') as x_bcy_amount,
        nullif(documents.doc.bcy_balance, '') as x_bcy_balance,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.ach_gw_transaction_id, '') as ach_gw_transaction_id,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.submitter_id, '') as submitter_id,
        nullif(documents.doc.submitted_date, '') as submitted_date,
        nullif(documents.doc.submitted_by, '') as submitted_by,
        nullif(documents.doc.submitted_by_name, '') as submitted_by_name,
        nullif(documents.doc.submitted_by_email, '') as submitted_by_email,
        nullif(documents.doc.submitted_by_photo_url, '') as submitted_by_photo_url,
        nullif(documents.doc.approver_id, '') as approver_id,
        nullif(documents.doc.approvers_list, '') as approvers_list,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.check_details, '') as check_details,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.comments, '') as comments,
        nullif(documents.doc.imported_transactions, '') as imported_transactions,
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
        documents.doc.amount is not null
            and documents.doc.date is not null
            and documents.doc.vendor_id is not null
            and documents.doc.bills like '[%]' and from_json(documents.doc.bills, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case lower(x_is_online_payment) when 'true' then true when 'false' then false end as is_online_payment,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case lower(x_is_tds_amount_in_percent) when 'true' then true when 'false' then false end as is_tds_amount_in_percent,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case
            when regexp_like(x_bank_charges || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bank_charges as DECIMAL(28, 10))
        end as bank_charges,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case lower(x_is_paid_via_print_check) when 'true' then true when 'false' then false end as is_paid_via_print_check,
        case lower(x_is_ach_payment) when 'true' then true when 'false' then false end as is_ach_payment,
        case
            when regexp_like(x_bcy_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_amount as DECIMAL(28, 10))
        end as bcy_amount,
        case
            when regexp_like(x_bcy_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_balance as DECIMAL(28, 10))
        end as bcy_balance,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
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
                then '' || chr(31) || 'needs amount date vendor_id bills' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_is_online_payment is not null and is_online_payment is null then 'is_online_payment' || chr(31) || translate(substring(x_is_online_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_tds_amount_in_percent is not null and is_tds_amount_in_percent is null then 'is_tds_amount_in_percent' || chr(31) || translate(substring(x_is_tds_amount_in_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bank_charges is not null and bank_charges is null then 'bank_charges' || chr(31) || translate(substring(x_bank_charges, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_paid_via_print_check is not null and is_paid_via_print_check is null then 'is_paid_via_print_check' || chr(31) || translate(substring(x_is_paid_via_print_check, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_ach_payment is not null and is_ach_payment is null then 'is_ach_payment' || chr(31) || translate(substring(x_is_ach_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_bcy_amount is not null and bcy_amount is null then 'bcy_amount' || chr(31) || translate(substring(x_bcy_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_balance is not null and bcy_balance is null then 'bcy_balance' || chr(31) || translate(substring(x_bcy_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.payment_id,
    judged.vendor_id,
    judged.vendor_name,
    judged.status,
    judged.is_online_payment,
    judged.transfer_type,
    judged.payment_mode,
    judged.payment_number,
    judged.payment_number_prefix,
    judged.payment_number_suffix,
    judged.purpose_code,
    judged.description,
    judged.date,
    judged.reference_number,
    judged.exchange_rate,
    judged.tds_tax_id,
    judged.tds_calculation_type,
    judged.is_tds_amount_in_percent,
    judged.tax_account_id,
    judged.tax_account_name,
    judged.tax_amount_withheld,
    judged.amount,
    judged.bank_charges,
    judged.bank_charges_account_id,
    judged.bank_charges_account_name,
    judged.balance,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.credit_account_id,
    judged.paid_through_account_id,
    judged.paid_through_account_name,
    judged.paid_through_account_type,
    judged.is_paid_via_print_check,
    judged.offset_account_id,
    judged.offset_account_name,
    judged.is_ach_payment,
    judged.ach_payment_status,
    judged.gw_reference_number,
    judged.bill_numbers,
    judged.bcy_amount,
    judged.bcy_balance,
    judged.has_attachment,
    judged.ach_gw_transaction_id,
    judged.location_id,
    judged.location_name,
    judged.created_time,
    judged.last_modified_time,
    judged.created_by_id,
    judged.created_by_name,
    judged.submitter_id,
    judged.submitted_date,
    judged.submitted_by,
    judged.submitted_by_name,
    judged.submitted_by_email,
    judged.submitted_by_photo_url,
    judged.approver_id,
    judged.approvers_list,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.documents,
    judged.check_details,
    judged.billing_address,
    judged.comments,
    judged.imported_transactions,
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

create or replace view history_zoho_books_vendor_payment_bills
comment 'Every version that ever landed of silver_zoho_books_vendor_payment_bills, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'bills STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_payments'
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
                    'bill_payment_id STRING, bill_number STRING, price_precision STRING,
                    bill_id STRING, is_opening_balance STRING, total STRING, balance STRING,
                    unprocessed_payment_amount STRING, amount_applied STRING, apply_date STRING,
                    tax_amount_withheld STRING, date STRING, due_date STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.bills, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as payment_id,
        elements.position,
        nullif(elements.line.bill_payment_id, '') as bill_payment_id,
        nullif(elements.line.bill_number, '') as bill_number,
        nullif(elements.line.price_precision, '') as x_price_precision,
        nullif(elements.line.bill_id, '') as bill_id,
        nullif(elements.line.is_opening_balance, '') as is_opening_balance,
        nullif(elements.line.total, '') as x_total,
        nullif(elements.line.balance, '') as x_balance,
        nullif(elements.line.unprocessed_payment_amount, '') as x_unprocessed_payment_amount,
        nullif(elements.line.amount_applied, '') as x_amount_applied,
        nullif(elements.line.apply_date, '') as x_apply_date,
        nullif(elements.line.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.due_date, '') as x_due_date,
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
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_unprocessed_payment_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unprocessed_payment_amount as DECIMAL(28, 10))
        end as unprocessed_payment_amount,
        case
            when regexp_like(x_amount_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_applied as DECIMAL(28, 10))
        end as amount_applied,
        case when length(x_apply_date) = 10 and regexp_like(x_apply_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_apply_date >= '0001' then try_cast(x_apply_date as DATE) end as apply_date,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.payment_id,
    typed.position,
    typed.bill_payment_id,
    typed.bill_number,
    typed.price_precision,
    typed.bill_id,
    typed.is_opening_balance,
    typed.total,
    typed.balance,
    typed.unprocessed_payment_amount,
    typed.amount_applied,
    typed.apply_date,
    typed.tax_amount_withheld,
    typed.date,
    typed.due_date,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_unprocessed_payment_amount is not null and unprocessed_payment_amount is null then 'unprocessed_payment_amount' || chr(31) || translate(substring(x_unprocessed_payment_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount_applied is not null and amount_applied is null then 'amount_applied' || chr(31) || translate(substring(x_amount_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_apply_date is not null and apply_date is null then 'apply_date' || chr(31) || translate(substring(x_apply_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_vendor_payment_refunds
comment 'Every version that ever landed of silver_zoho_books_vendor_payment_refunds, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'vendorpayment_refunds STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_payments'
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
                    'vendorpayment_refund_id STRING, date STRING, refund_mode STRING,
                    reference_number STRING, description STRING, amount_bcy STRING,
                    amount_fcy STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.vendorpayment_refunds, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as payment_id,
        elements.position,
        nullif(elements.line.vendorpayment_refund_id, '') as vendorpayment_refund_id,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.refund_mode, '') as refund_mode,
        nullif(elements.line.reference_number, '') as reference_number,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.amount_bcy, '') as x_amount_bcy,
        nullif(elements.line.amount_fcy, '') as x_amount_fcy,
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
            when regexp_like(x_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_bcy as DECIMAL(28, 10))
        end as amount_bcy,
        case
            when regexp_like(x_amount_fcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount_fcy as DECIMAL(28, 10))
        end as amount_fcy
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.payment_id,
    typed.position,
    typed.vendorpayment_refund_id,
    typed.date,
    typed.refund_mode,
    typed.reference_number,
    typed.description,
    typed.amount_bcy,
    typed.amount_fcy,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_amount_bcy is not null and amount_bcy is null then 'amount_bcy' || chr(31) || translate(substring(x_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount_fcy is not null and amount_fcy is null then 'amount_fcy' || chr(31) || translate(substring(x_amount_fcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_vendor_payments as target
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
        from history_zoho_books_vendor_payments as history
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
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    status = incoming.status,
    is_online_payment = incoming.is_online_payment,
    transfer_type = incoming.transfer_type,
    payment_mode = incoming.payment_mode,
    payment_number = incoming.payment_number,
    payment_number_prefix = incoming.payment_number_prefix,
    payment_number_suffix = incoming.payment_number_suffix,
    purpose_code = incoming.purpose_code,
    description = incoming.description,
    date = incoming.date,
    reference_number = incoming.reference_number,
    exchange_rate = incoming.exchange_rate,
    tds_tax_id = incoming.tds_tax_id,
    tds_calculation_type = incoming.tds_calculation_type,
    is_tds_amount_in_percent = incoming.is_tds_amount_in_percent,
    tax_account_id = incoming.tax_account_id,
    tax_account_name = incoming.tax_account_name,
    tax_amount_withheld = incoming.tax_amount_withheld,
    amount = incoming.amount,
    bank_charges = incoming.bank_charges,
    bank_charges_account_id = incoming.bank_charges_account_id,
    bank_charges_account_name = incoming.bank_charges_account_name,
    balance = incoming.balance,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    credit_account_id = incoming.credit_account_id,
    paid_through_account_id = incoming.paid_through_account_id,
    paid_through_account_name = incoming.paid_through_account_name,
    paid_through_account_type = incoming.paid_through_account_type,
    is_paid_via_print_check = incoming.is_paid_via_print_check,
    offset_account_id = incoming.offset_account_id,
    offset_account_name = incoming.offset_account_name,
    is_ach_payment = incoming.is_ach_payment,
    ach_payment_status = incoming.ach_payment_status,
    gw_reference_number = incoming.gw_reference_number,
    bill_numbers = incoming.bill_numbers,
    bcy_amount = incoming.bcy_amount,
    bcy_balance = incoming.bcy_balance,
    has_attachment = incoming.has_attachment,
    ach_gw_transaction_id = incoming.ach_gw_transaction_id,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    submitter_id = incoming.submitter_id,
    submitted_date = incoming.submitted_date,
    submitted_by = incoming.submitted_by,
    submitted_by_name = incoming.submitted_by_name,
    submitted_by_email = incoming.submitted_by_email,
    submitted_by_photo_url = incoming.submitted_by_photo_url,
    approver_id = incoming.approver_id,
    approvers_list = incoming.approvers_list,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    documents = incoming.documents,
    check_details = incoming.check_details,
    billing_address = incoming.billing_address,
    comments = incoming.comments,
    imported_transactions = incoming.imported_transactions,
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
    connection, organization_id, payment_id, vendor_id, vendor_name, status, is_online_payment,
    transfer_type, payment_mode, payment_number, payment_number_prefix, payment_number_suffix,
    purpose_code, description, date, reference_number, exchange_rate, tds_tax_id,
    tds_calculation_type, is_tds_amount_in_percent, tax_account_id, tax_account_name,
    tax_amount_withheld, amount, bank_charges, bank_charges_account_id,
    bank_charges_account_name, balance, currency_id, currency_code, currency_symbol,
    credit_account_id, paid_through_account_id, paid_through_account_name,
    paid_through_account_type, is_paid_via_print_check, offset_account_id, offset_account_name,
    is_ach_payment, ach_payment_status, gw_reference_number, bill_numbers, bcy_amount,
    bcy_balance, has_attachment, ach_gw_transaction_id, location_id, location_name,
    created_time, last_modified_time, created_by_id, created_by_name, submitter_id,
    submitted_date, submitted_by, submitted_by_name, submitted_by_email, submitted_by_photo_url,
    approver_id, approvers_list, custom_fields, custom_field_hash, documents, check_details,
    billing_address, comments, imported_transactions, tags, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.vendor_id,
    incoming.vendor_name, incoming.status, incoming.is_online_payment, incoming.transfer_type,
    incoming.payment_mode, incoming.payment_number, incoming.payment_number_prefix,
    incoming.payment_number_suffix, incoming.purpose_code, incoming.description, incoming.date,
    incoming.reference_number, incoming.exchange_rate, incoming.tds_tax_id,
    incoming.tds_calculation_type, incoming.is_tds_amount_in_percent, incoming.tax_account_id,
    incoming.tax_account_name, incoming.tax_amount_withheld, incoming.amount,
    incoming.bank_charges, incoming.bank_charges_account_id, incoming.bank_charges_account_name,
    incoming.balance, incoming.currency_id, incoming.currency_code, incoming.currency_symbol,
    incoming.credit_account_id, incoming.paid_through_account_id,
    incoming.paid_through_account_name, incoming.paid_through_account_type,
    incoming.is_paid_via_print_check, incoming.offset_account_id, incoming.offset_account_name,
    incoming.is_ach_payment, incoming.ach_payment_status, incoming.gw_reference_number,
    incoming.bill_numbers, incoming.bcy_amount, incoming.bcy_balance, incoming.has_attachment,
    incoming.ach_gw_transaction_id, incoming.location_id, incoming.location_name,
    incoming.created_time, incoming.last_modified_time, incoming.created_by_id,
    incoming.created_by_name, incoming.submitter_id, incoming.submitted_date,
    incoming.submitted_by, incoming.submitted_by_name, incoming.submitted_by_email,
    incoming.submitted_by_photo_url, incoming.approver_id, incoming.approvers_list,
    incoming.custom_fields, incoming.custom_field_hash, incoming.documents,
    incoming.check_details, incoming.billing_address, incoming.comments,
    incoming.imported_transactions, incoming.tags,
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

merge into silver_zoho_books_vendor_payment_bills as target
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
        from silver_zoho_books_vendor_payments as winner
        inner join history_zoho_books_vendor_payment_bills as history
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
    bill_payment_id = incoming.bill_payment_id,
    bill_number = incoming.bill_number,
    price_precision = incoming.price_precision,
    bill_id = incoming.bill_id,
    is_opening_balance = incoming.is_opening_balance,
    total = incoming.total,
    balance = incoming.balance,
    unprocessed_payment_amount = incoming.unprocessed_payment_amount,
    amount_applied = incoming.amount_applied,
    apply_date = incoming.apply_date,
    tax_amount_withheld = incoming.tax_amount_withheld,
    date = incoming.date,
    due_date = incoming.due_date,
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
    connection, organization_id, payment_id, position, bill_payment_id, bill_number,
    price_precision, bill_id, is_opening_balance, total, balance, unprocessed_payment_amount,
    amount_applied, apply_date, tax_amount_withheld, date, due_date, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.position,
    incoming.bill_payment_id, incoming.bill_number, incoming.price_precision, incoming.bill_id,
    incoming.is_opening_balance, incoming.total, incoming.balance,
    incoming.unprocessed_payment_amount, incoming.amount_applied, incoming.apply_date,
    incoming.tax_amount_withheld, incoming.date, incoming.due_date, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_payment_bills as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner._event_key, winner._load_id
    from silver_zoho_books_vendor_payments as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_vendor_payment_bills as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_vendor_payments as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'vendor_payments'
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

merge into silver_zoho_books_vendor_payment_refunds as target
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
        from silver_zoho_books_vendor_payments as winner
        inner join history_zoho_books_vendor_payment_refunds as history
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
    vendorpayment_refund_id = incoming.vendorpayment_refund_id,
    date = incoming.date,
    refund_mode = incoming.refund_mode,
    reference_number = incoming.reference_number,
    description = incoming.description,
    amount_bcy = incoming.amount_bcy,
    amount_fcy = incoming.amount_fcy,
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
    connection, organization_id, payment_id, position, vendorpayment_refund_id, date,
    refund_mode, reference_number, description, amount_bcy, amount_fcy, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.position,
    incoming.vendorpayment_refund_id, incoming.date, incoming.refund_mode,
    incoming.reference_number, incoming.description, incoming.amount_bcy, incoming.amount_fcy,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_payment_refunds as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner._event_key, winner._load_id
    from silver_zoho_books_vendor_payments as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_vendor_payment_refunds as target
using (
    select winner.connection, winner.organization_id, winner.payment_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_vendor_payments as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'vendor_payments'
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
      and events.entity = 'vendor_payments'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'vendor_payments'
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
                'silver_zoho_books_vendor_payments' as table_name,
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
                from history_zoho_books_vendor_payments as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_vendor_payment_bills' as table_name,
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
                from history_zoho_books_vendor_payment_bills as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_vendor_payment_refunds' as table_name,
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
                from history_zoho_books_vendor_payment_refunds as history
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
    and target.entity = 'vendor_payments'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'vendor_payments',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_vendor_payments as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.payment_id
    where hints.source = 'zoho_books'
      and hints.entity = 'vendor_payments'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'vendor_payments'
    and target.reason = 'partial_document'
when matched then delete;
