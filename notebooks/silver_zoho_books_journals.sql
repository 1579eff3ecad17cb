-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_journals
-- MAGIC Manual journals. `status` tells draft and published; a deleted journal is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_journals`, `silver_zoho_books_journal_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_journals
comment 'Every version that ever landed of silver_zoho_books_journals, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'entry_number STRING, reversal_date STRING, is_period_end_journal STRING,
            fiscal_year STRING, journal_template_name STRING, reference_number STRING,
            journal_number_prefix STRING, journal_number_suffix STRING, notes STRING,
            is_scheduled_reversal STRING, currency_id STRING, currency_code STRING,
            currency_symbol STRING, exchange_rate STRING, journal_date STRING,
            journal_type STRING, status STRING, line_item_total STRING, total STRING,
            bcy_total STRING, price_precision STRING, available_receivables_credits STRING,
            available_payables_credits STRING, project_id STRING, project_name STRING,
            is_accrual_journal STRING, entity_type STRING, vat_treatment STRING,
            product_type STRING, include_in_vat_return STRING, is_bas_adjustment STRING,
            location_id STRING, location_name STRING, custom_field STRING, created_time STRING,
            last_modified_time STRING, created_by_id STRING, created_by_name STRING,
            submitter_id STRING, submitted_date STRING, submitted_by STRING,
            submitted_by_name STRING, submitted_by_email STRING, submitted_by_photo_url STRING,
            approver_id STRING, approvers_list STRING, branch_difference STRING,
            documents STRING, taxes STRING, comments STRING, imported_transactions STRING,
            custom_fields STRING, invoices_credited STRING, bills_credited STRING, tags STRING,
            line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'journals'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as journal_id,
        nullif(documents.doc.entry_number, '') as entry_number,
        nullif(documents.doc.reversal_date, '') as x_reversal_date,
        nullif(documents.doc.is_period_end_journal, '') as x_is_period_end_journal,
        nullif(documents.doc.fiscal_year, '') as fiscal_year,
        nullif(documents.doc.journal_template_name, '') as journal_template_name,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.journal_number_prefix, '') as journal_number_prefix,
        nullif(documents.doc.journal_number_suffix, '') as journal_number_suffix,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.is_scheduled_reversal, '') as x_is_scheduled_reversal,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.journal_date, '') as x_journal_date,
        nullif(documents.doc.journal_type, '') as journal_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.line_item_total, '') as x_line_item_total,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.available_receivables_credits, '') as x_available_receivables_credits,
        nullif(documents.doc.available_payables_credits, '') as x_available_payables_credits,
        nullif(documents.doc.project_id, '') as project_id,
        nullif(documents.doc.project_name, '') as project_name,
        nullif(documents.doc.is_accrual_journal, '') as x_is_accrual_journal,
        nullif(documents.doc.entity_type, '') as entity_type,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.product_type, '') as product_type,
        nullif(documents.doc.include_in_vat_return, '') as x_include_in_vat_return,
        nullif(documents.doc.is_bas_adjustment, '') as x_is_bas_adjustment,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.custom_field, '') as custom_field,
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
        nullif(documents.doc.branch_difference, '') as branch_difference,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.comments, '') as comments,
        nullif(documents.doc.imported_transactions, '') as imported_transactions,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.invoices_credited, '') as invoices_credited,
        nullif(documents.doc.bills_credited, '') as bills_credited,
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
        documents.doc.journal_date is not null
            and documents.doc.total is not null
            and documents.doc.currency_code is not null
            and documents.doc.line_items like '[%]' and from_json(documents.doc.line_items, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case when length(x_reversal_date) = 10 and regexp_like(x_reversal_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_reversal_date >= '0001' then try_cast(x_reversal_date as DATE) end as reversal_date,
        case lower(x_is_period_end_journal) when 'true' then true when 'false' then false end as is_period_end_journal,
        case lower(x_is_scheduled_reversal) when 'true' then true when 'false' then false end as is_scheduled_reversal,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case when length(x_journal_date) = 10 and regexp_like(x_journal_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_journal_date >= '0001' then try_cast(x_journal_date as DATE) end as journal_date,
        case
            when regexp_like(x_line_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_line_item_total as DECIMAL(28, 10))
        end as line_item_total,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_available_receivables_credits || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_available_receivables_credits as DECIMAL(28, 10))
        end as available_receivables_credits,
        case
            when regexp_like(x_available_payables_credits || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_available_payables_credits as DECIMAL(28, 10))
        end as available_payables_credits,
        case lower(x_is_accrual_journal) when 'true' then true when 'false' then false end as is_accrual_journal,
        case lower(x_include_in_vat_return) when 'true' then true when 'false' then false end as include_in_vat_return,
        case lower(x_is_bas_adjustment) when 'true' then true when 'false' then false end as is_bas_adjustment,
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
                then '' || chr(31) || 'needs journal_date total currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_reversal_date is not null and reversal_date is null then 'reversal_date' || chr(31) || translate(substring(x_reversal_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_period_end_journal is not null and is_period_end_journal is null then 'is_period_end_journal' || chr(31) || translate(substring(x_is_period_end_journal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_scheduled_reversal is not null and is_scheduled_reversal is null then 'is_scheduled_reversal' || chr(31) || translate(substring(x_is_scheduled_reversal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_journal_date is not null and journal_date is null then 'journal_date' || chr(31) || translate(substring(x_journal_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_line_item_total is not null and line_item_total is null then 'line_item_total' || chr(31) || translate(substring(x_line_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_available_receivables_credits is not null and available_receivables_credits is null then 'available_receivables_credits' || chr(31) || translate(substring(x_available_receivables_credits, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_available_payables_credits is not null and available_payables_credits is null then 'available_payables_credits' || chr(31) || translate(substring(x_available_payables_credits, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_accrual_journal is not null and is_accrual_journal is null then 'is_accrual_journal' || chr(31) || translate(substring(x_is_accrual_journal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_include_in_vat_return is not null and include_in_vat_return is null then 'include_in_vat_return' || chr(31) || translate(substring(x_include_in_vat_return, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_bas_adjustment is not null and is_bas_adjustment is null then 'is_bas_adjustment' || chr(31) || translate(substring(x_is_bas_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.journal_id,
    judged.entry_number,
    judged.reversal_date,
    judged.is_period_end_journal,
    judged.fiscal_year,
    judged.journal_template_name,
    judged.reference_number,
    judged.journal_number_prefix,
    judged.journal_number_suffix,
    judged.notes,
    judged.is_scheduled_reversal,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.exchange_rate,
    judged.journal_date,
    judged.journal_type,
    judged.status,
    judged.line_item_total,
    judged.total,
    judged.bcy_total,
    judged.price_precision,
    judged.available_receivables_credits,
    judged.available_payables_credits,
    judged.project_id,
    judged.project_name,
    judged.is_accrual_journal,
    judged.entity_type,
    judged.vat_treatment,
    judged.product_type,
    judged.include_in_vat_return,
    judged.is_bas_adjustment,
    judged.location_id,
    judged.location_name,
    judged.custom_field,
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
    judged.branch_difference,
    judged.documents,
    judged.taxes,
    judged.comments,
    judged.imported_transactions,
    judged.custom_fields,
    judged.invoices_credited,
    judged.bills_credited,
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

create or replace view history_zoho_books_journal_lines
comment 'Every version that ever landed of silver_zoho_books_journal_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'journals'
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
                    'line_id STRING, account_id STRING, customer_id STRING, item_order STRING,
                    customer_name STRING, account_name STRING, description STRING,
                    debit_or_credit STRING, tax_exemption_id STRING, tax_exemption_type STRING,
                    tax_authority_id STRING, tax_id STRING, tax_name STRING, tax_type STRING,
                    tax_percentage STRING, line_item_taxes STRING, amount STRING,
                    bcy_amount STRING, project_name STRING, project_id STRING, tags STRING,
                    tax_exemption_code STRING, tax_authority_name STRING,
                    acquisition_vat_id STRING, acquisition_vat_name STRING,
                    acquisition_vat_percentage STRING, acquisition_vat_amount STRING,
                    reverse_charge_vat_id STRING, reverse_charge_vat_name STRING,
                    reverse_charge_vat_percentage STRING, reverse_charge_vat_amount STRING,
                    location_id STRING, location_name STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as journal_id,
        elements.position,
        nullif(elements.line.line_id, '') as line_id,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.customer_id, '') as customer_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.customer_name, '') as customer_name,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.debit_or_credit, '') as debit_or_credit,
        nullif(elements.line.tax_exemption_id, '') as tax_exemption_id,
        nullif(elements.line.tax_exemption_type, '') as tax_exemption_type,
        nullif(elements.line.tax_authority_id, '') as tax_authority_id,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.bcy_amount, '') as x_bcy_amount,
        nullif(elements.line.project_name, '') as project_name,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.tax_exemption_code, '') as tax_exemption_code,
        nullif(elements.line.tax_authority_name, '') as tax_authority_name,
        nullif(elements.line.acquisition_vat_id, '') as acquisition_vat_id,
        nullif(elements.line.acquisition_vat_name, '') as acquisition_vat_name,
        nullif(elements.line.acquisition_vat_percentage, '') as acquisition_vat_percentage,
        nullif(elements.line.acquisition_vat_amount, '') as acquisition_vat_amount,
        nullif(elements.line.reverse_charge_vat_id, '') as reverse_charge_vat_id,
        nullif(elements.line.reverse_charge_vat_name, '') as reverse_charge_vat_name,
        nullif(elements.line.reverse_charge_vat_percentage, '') as reverse_charge_vat_percentage,
        nullif(elements.line.reverse_charge_vat_amount, '') as reverse_charge_vat_amount,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
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
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case
            when regexp_like(x_bcy_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_amount as DECIMAL(28, 10))
        end as bcy_amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.journal_id,
    typed.position,
    typed.line_id,
    typed.account_id,
    typed.customer_id,
    typed.item_order,
    typed.customer_name,
    typed.account_name,
    typed.description,
    typed.debit_or_credit,
    typed.tax_exemption_id,
    typed.tax_exemption_type,
    typed.tax_authority_id,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.line_item_taxes,
    typed.amount,
    typed.bcy_amount,
    typed.project_name,
    typed.project_id,
    typed.tags,
    typed.tax_exemption_code,
    typed.tax_authority_name,
    typed.acquisition_vat_id,
    typed.acquisition_vat_name,
    typed.acquisition_vat_percentage,
    typed.acquisition_vat_amount,
    typed.reverse_charge_vat_id,
    typed.reverse_charge_vat_name,
    typed.reverse_charge_vat_percentage,
    typed.reverse_charge_vat_amount,
    typed.location_id,
    typed.location_name,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_amount is not null and bcy_amount is null then 'bcy_amount' || chr(31) || translate(substring(x_bcy_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_journals as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.journal_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.journal_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.journal_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_journals as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.journal_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_id = incoming.journal_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    entry_number = incoming.entry_number,
    reversal_date = incoming.reversal_date,
    is_period_end_journal = incoming.is_period_end_journal,
    fiscal_year = incoming.fiscal_year,
    journal_template_name = incoming.journal_template_name,
    reference_number = incoming.reference_number,
    journal_number_prefix = incoming.journal_number_prefix,
    journal_number_suffix = incoming.journal_number_suffix,
    notes = incoming.notes,
    is_scheduled_reversal = incoming.is_scheduled_reversal,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    exchange_rate = incoming.exchange_rate,
    journal_date = incoming.journal_date,
    journal_type = incoming.journal_type,
    status = incoming.status,
    line_item_total = incoming.line_item_total,
    total = incoming.total,
    bcy_total = incoming.bcy_total,
    price_precision = incoming.price_precision,
    available_receivables_credits = incoming.available_receivables_credits,
    available_payables_credits = incoming.available_payables_credits,
    project_id = incoming.project_id,
    project_name = incoming.project_name,
    is_accrual_journal = incoming.is_accrual_journal,
    entity_type = incoming.entity_type,
    vat_treatment = incoming.vat_treatment,
    product_type = incoming.product_type,
    include_in_vat_return = incoming.include_in_vat_return,
    is_bas_adjustment = incoming.is_bas_adjustment,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    custom_field = incoming.custom_field,
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
    branch_difference = incoming.branch_difference,
    documents = incoming.documents,
    taxes = incoming.taxes,
    comments = incoming.comments,
    imported_transactions = incoming.imported_transactions,
    custom_fields = incoming.custom_fields,
    invoices_credited = incoming.invoices_credited,
    bills_credited = incoming.bills_credited,
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
    connection, organization_id, journal_id, entry_number, reversal_date, is_period_end_journal,
    fiscal_year, journal_template_name, reference_number, journal_number_prefix,
    journal_number_suffix, notes, is_scheduled_reversal, currency_id, currency_code,
    currency_symbol, exchange_rate, journal_date, journal_type, status, line_item_total, total,
    bcy_total, price_precision, available_receivables_credits, available_payables_credits,
    project_id, project_name, is_accrual_journal, entity_type, vat_treatment, product_type,
    include_in_vat_return, is_bas_adjustment, location_id, location_name, custom_field,
    created_time, last_modified_time, created_by_id, created_by_name, submitter_id,
    submitted_date, submitted_by, submitted_by_name, submitted_by_email, submitted_by_photo_url,
    approver_id, approvers_list, branch_difference, documents, taxes, comments,
    imported_transactions, custom_fields, invoices_credited, bills_credited, tags, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_id, incoming.entry_number,
    incoming.reversal_date, incoming.is_period_end_journal, incoming.fiscal_year,
    incoming.journal_template_name, incoming.reference_number, incoming.journal_number_prefix,
    incoming.journal_number_suffix, incoming.notes, incoming.is_scheduled_reversal,
    incoming.currency_id, incoming.currency_code, incoming.currency_symbol,
    incoming.exchange_rate, incoming.journal_date, incoming.journal_type, incoming.status,
    incoming.line_item_total, incoming.total, incoming.bcy_total, incoming.price_precision,
    incoming.available_receivables_credits, incoming.available_payables_credits,
    incoming.project_id, incoming.project_name, incoming.is_accrual_journal,
    incoming.entity_type, incoming.vat_treatment, incoming.product_type,
    incoming.include_in_vat_return, incoming.is_bas_adjustment, incoming.location_id,
    incoming.location_name, incoming.custom_field, incoming.created_time,
    incoming.last_modified_time, incoming.created_by_id, incoming.created_by_name,
    incoming.submitter_id, incoming.submitted_date, incoming.submitted_by,
    incoming.submitted_by_name, incoming.submitted_by_email, incoming.submitted_by_photo_url,
    incoming.approver_id, incoming.approvers_list, incoming.branch_difference,
    incoming.documents, incoming.taxes, incoming.comments, incoming.imported_transactions,
    incoming.custom_fields, incoming.invoices_credited, incoming.bills_credited, incoming.tags,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, journal_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_journal_lines as target
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
                partition by history.connection, history.organization_id, history.journal_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_journals as winner
        inner join history_zoho_books_journal_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.journal_id = winner.journal_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_id = incoming.journal_id
    and target.position = incoming.position
when matched then update set
    line_id = incoming.line_id,
    account_id = incoming.account_id,
    customer_id = incoming.customer_id,
    item_order = incoming.item_order,
    customer_name = incoming.customer_name,
    account_name = incoming.account_name,
    description = incoming.description,
    debit_or_credit = incoming.debit_or_credit,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_exemption_type = incoming.tax_exemption_type,
    tax_authority_id = incoming.tax_authority_id,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    line_item_taxes = incoming.line_item_taxes,
    amount = incoming.amount,
    bcy_amount = incoming.bcy_amount,
    project_name = incoming.project_name,
    project_id = incoming.project_id,
    tags = incoming.tags,
    tax_exemption_code = incoming.tax_exemption_code,
    tax_authority_name = incoming.tax_authority_name,
    acquisition_vat_id = incoming.acquisition_vat_id,
    acquisition_vat_name = incoming.acquisition_vat_name,
    acquisition_vat_percentage = incoming.acquisition_vat_percentage,
    acquisition_vat_amount = incoming.acquisition_vat_amount,
    reverse_charge_vat_id = incoming.reverse_charge_vat_id,
    reverse_charge_vat_name = incoming.reverse_charge_vat_name,
    reverse_charge_vat_percentage = incoming.reverse_charge_vat_percentage,
    reverse_charge_vat_amount = incoming.reverse_charge_vat_amount,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
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
    connection, organization_id, journal_id, position, line_id, account_id, customer_id,
    item_order, customer_name, account_name, description, debit_or_credit, tax_exemption_id,
    tax_exemption_type, tax_authority_id, tax_id, tax_name, tax_type, tax_percentage,
    line_item_taxes, amount, bcy_amount, project_name, project_id, tags, tax_exemption_code,
    tax_authority_name, acquisition_vat_id, acquisition_vat_name, acquisition_vat_percentage,
    acquisition_vat_amount, reverse_charge_vat_id, reverse_charge_vat_name,
    reverse_charge_vat_percentage, reverse_charge_vat_amount, location_id, location_name,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_id, incoming.position,
    incoming.line_id, incoming.account_id, incoming.customer_id, incoming.item_order,
    incoming.customer_name, incoming.account_name, incoming.description,
    incoming.debit_or_credit, incoming.tax_exemption_id, incoming.tax_exemption_type,
    incoming.tax_authority_id, incoming.tax_id, incoming.tax_name, incoming.tax_type,
    incoming.tax_percentage, incoming.line_item_taxes, incoming.amount, incoming.bcy_amount,
    incoming.project_name, incoming.project_id, incoming.tags, incoming.tax_exemption_code,
    incoming.tax_authority_name, incoming.acquisition_vat_id, incoming.acquisition_vat_name,
    incoming.acquisition_vat_percentage, incoming.acquisition_vat_amount,
    incoming.reverse_charge_vat_id, incoming.reverse_charge_vat_name,
    incoming.reverse_charge_vat_percentage, incoming.reverse_charge_vat_amount,
    incoming.location_id, incoming.location_name, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_journal_lines as target
using (
    select winner.connection, winner.organization_id, winner.journal_id, winner._event_key, winner._load_id
    from silver_zoho_books_journals as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_id = incoming.journal_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_journal_lines as target
using (
    select winner.connection, winner.organization_id, winner.journal_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_journals as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'journals'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.journal_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_id = incoming.journal_id
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
      and events.entity = 'journals'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'journals'
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
                'silver_zoho_books_journals' as table_name,
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
                    history.journal_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_journals as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_journal_lines' as table_name,
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
                    history.journal_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_journal_lines as history
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
    and target.entity = 'journals'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'journals',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_journals as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.journal_id
    where hints.source = 'zoho_books'
      and hints.entity = 'journals'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'journals'
    and target.reason = 'partial_document'
when matched then delete;
