-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_vendor_credits
-- MAGIC Credits from vendors. `status` tells draft, open, closed and void; a void keeps its total and balance, a deleted credit is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_vendor_credits`, `silver_zoho_books_vendor_credit_lines`, `silver_zoho_books_vendor_credit_bills`, `silver_zoho_books_vendor_credit_refunds`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_vendor_credits
comment 'Every version that ever landed of silver_zoho_books_vendor_credits, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'vendor_credit_number STRING, date STRING, status STRING, reference_number STRING,
            pricebook_id STRING, vendor_id STRING, vendor_name STRING, currency_id STRING,
            currency_code STRING, exchange_rate STRING, price_precision STRING,
            filed_in_vat_return_id STRING, filed_in_vat_return_name STRING,
            filed_in_vat_return_type STRING, is_inclusive_tax STRING, location_id STRING,
            location_name STRING, sub_total STRING, total STRING, total_credits_used STRING,
            total_refunded_amount STRING, balance STRING, notes STRING, has_attachment STRING,
            created_time STRING, last_modified_time STRING, place_of_supply STRING,
            gst_no STRING, gst_treatment STRING, vat_treatment STRING, vat_reg_no STRING,
            tax_treatment STRING, is_pre_gst STRING, is_reverse_charge_applied STRING,
            source_of_supply STRING, destination_of_supply STRING, acquisition_vat_total STRING,
            acquisition_vat_summary STRING, reverse_charge_vat_total STRING,
            reverse_charge_vat_summary STRING, tags STRING, documents STRING,
            custom_fields STRING, comments STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_credits'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as vendor_credit_id,
        nullif(documents.doc.vendor_credit_number, '') as vendor_credit_number,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.filed_in_vat_return_id, '') as filed_in_vat_return_id,
        nullif(documents.doc.filed_in_vat_return_name, '') as filed_in_vat_return_name,
        nullif(documents.doc.filed_in_vat_return_type, '') as filed_in_vat_return_type,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.total_credits_used, '') as x_total_credits_used,
        nullif(documents.doc.total_refunded_amount, '') as x_total_refunded_amount,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.place_of_supply, '') as place_of_supply,
        nullif(documents.doc.gst_no, '') as gst_no,
        nullif(documents.doc.gst_treatment, '') as gst_treatment,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.vat_reg_no, '') as vat_reg_no,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.is_pre_gst, '') as x_is_pre_gst,
        nullif(documents.doc.is_reverse_charge_applied, '') as x_is_reverse_charge_applied,
        nullif(documents.doc.source_of_supply, '') as source_of_supply,
        nullif(documents.doc.destination_of_supply, '') as destination_of_supply,
        nullif(documents.doc.acquisition_vat_total, '') as x_acquisition_vat_total,
        nullif(documents.doc.acquisition_vat_summary, '') as acquisition_vat_summary,
        nullif(documents.doc.reverse_charge_vat_total, '') as x_reverse_charge_vat_total,
        nullif(documents.doc.reverse_charge_vat_summary, '') as reverse_charge_vat_summary,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.comments, '') as comments,
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
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
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
        case lower(x_is_pre_gst) when 'true' then true when 'false' then false end as is_pre_gst,
        case lower(x_is_reverse_charge_applied) when 'true' then true when 'false' then false end as is_reverse_charge_applied,
        case
            when regexp_like(x_acquisition_vat_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_acquisition_vat_total as DECIMAL(28, 10))
        end as acquisition_vat_total,
        case
            when regexp_like(x_reverse_charge_vat_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_vat_total as DECIMAL(28, 10))
        end as reverse_charge_vat_total
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
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_credits_used is not null and total_credits_used is null then 'total_credits_used' || chr(31) || translate(substring(x_total_credits_used, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_refunded_amount is not null and total_refunded_amount is null then 'total_refunded_amount' || chr(31) || translate(substring(x_total_refunded_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_is_pre_gst is not null and is_pre_gst is null then 'is_pre_gst' || chr(31) || translate(substring(x_is_pre_gst, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_reverse_charge_applied is not null and is_reverse_charge_applied is null then 'is_reverse_charge_applied' || chr(31) || translate(substring(x_is_reverse_charge_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_acquisition_vat_total is not null and acquisition_vat_total is null then 'acquisition_vat_total' || chr(31) || translate(substring(x_acquisition_vat_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_reverse_charge_vat_total is not null and reverse_charge_vat_total is null then 'reverse_charge_vat_total' || chr(31) || translate(substring(x_reverse_charge_vat_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.vendor_credit_id,
    judged.vendor_credit_number,
    judged.date,
    judged.status,
    judged.reference_number,
    judged.pricebook_id,
    judged.vendor_id,
    judged.vendor_name,
    judged.currency_id,
    judged.currency_code,
    judged.exchange_rate,
    judged.price_precision,
    judged.filed_in_vat_return_id,
    judged.filed_in_vat_return_name,
    judged.filed_in_vat_return_type,
    judged.is_inclusive_tax,
    judged.location_id,
    judged.location_name,
    judged.sub_total,
    judged.total,
    judged.total_credits_used,
    judged.total_refunded_amount,
    judged.balance,
    judged.notes,
    judged.has_attachment,
    judged.created_time,
    judged.last_modified_time,
    judged.place_of_supply,
    judged.gst_no,
    judged.gst_treatment,
    judged.vat_treatment,
    judged.vat_reg_no,
    judged.tax_treatment,
    judged.is_pre_gst,
    judged.is_reverse_charge_applied,
    judged.source_of_supply,
    judged.destination_of_supply,
    judged.acquisition_vat_total,
    judged.acquisition_vat_summary,
    judged.reverse_charge_vat_total,
    judged.reverse_charge_vat_summary,
    judged.tags,
    judged.documents,
    judged.custom_fields,
    judged.comments,
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

create or replace view history_zoho_books_vendor_credit_lines
comment 'Every version that ever landed of silver_zoho_books_vendor_credit_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_credits'
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
                    account_id STRING, account_name STRING, bcy_rate STRING, rate STRING,
                    pricebook_id STRING, header_id STRING, header_name STRING, tags STRING,
                    quantity STRING, discount STRING, discounts STRING, tax_id STRING,
                    tax_name STRING, tax_type STRING, tax_percentage STRING,
                    line_item_taxes STRING, item_total STRING, unit STRING, item_type STRING,
                    item_code STRING, image_name STRING, image_type STRING, project_id STRING,
                    project_name STRING, item_custom_fields STRING,
                    purchase_request_items STRING, image_document_id STRING, location_id STRING,
                    location_name STRING, reverse_charge_tax_id STRING,
                    reverse_charge_tax_name STRING, reverse_charge_tax_percentage STRING,
                    reverse_charge_tax_amount STRING, tax_treatment_code STRING,
                    tax_exemption_id STRING, tax_exemption_code STRING,
                    item_total_inclusive_of_tax STRING, product_type STRING, hsn_or_sac STRING,
                    acquisition_vat_id STRING, acquisition_vat_name STRING,
                    acquisition_vat_percentage STRING, acquisition_vat_amount STRING,
                    reverse_charge_vat_id STRING, reverse_charge_vat_name STRING,
                    reverse_charge_vat_percentage STRING, reverse_charge_vat_amount STRING,
                    stock_on_hand STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as vendor_credit_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.line_item_category, '') as line_item_category,
        nullif(elements.line.item_id, '') as item_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.sku, '') as sku,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.bcy_rate, '') as x_bcy_rate,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.pricebook_id, '') as pricebook_id,
        nullif(elements.line.header_id, '') as header_id,
        nullif(elements.line.header_name, '') as header_name,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.discount, '') as discount,
        nullif(elements.line.discounts, '') as discounts,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.unit, '') as unit,
        nullif(elements.line.item_type, '') as item_type,
        nullif(elements.line.item_code, '') as item_code,
        nullif(elements.line.image_name, '') as image_name,
        nullif(elements.line.image_type, '') as image_type,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.project_name, '') as project_name,
        nullif(elements.line.item_custom_fields, '') as item_custom_fields,
        nullif(elements.line.purchase_request_items, '') as purchase_request_items,
        nullif(elements.line.image_document_id, '') as image_document_id,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
        nullif(elements.line.reverse_charge_tax_id, '') as reverse_charge_tax_id,
        nullif(elements.line.reverse_charge_tax_name, '') as reverse_charge_tax_name,
        nullif(elements.line.reverse_charge_tax_percentage, '') as x_reverse_charge_tax_percentage,
        nullif(elements.line.reverse_charge_tax_amount, '') as x_reverse_charge_tax_amount,
        nullif(elements.line.tax_treatment_code, '') as tax_treatment_code,
        nullif(elements.line.tax_exemption_id, '') as tax_exemption_id,
        nullif(elements.line.tax_exemption_code, '') as tax_exemption_code,
        nullif(elements.line.item_total_inclusive_of_tax, '') as x_item_total_inclusive_of_tax,
        nullif(elements.line.product_type, '') as product_type,
        nullif(elements.line.hsn_or_sac, '') as hsn_or_sac,
        nullif(elements.line.acquisition_vat_id, '') as acquisition_vat_id,
        nullif(elements.line.acquisition_vat_name, '') as acquisition_vat_name,
        nullif(elements.line.acquisition_vat_percentage, '') as acquisition_vat_percentage,
        nullif(elements.line.acquisition_vat_amount, '') as acquisition_vat_amount,
        nullif(elements.line.reverse_charge_vat_id, '') as reverse_charge_vat_id,
        nullif(elements.line.reverse_charge_vat_name, '') as reverse_charge_vat_name,
        nullif(elements.line.reverse_charge_vat_percentage, '') as reverse_charge_vat_percentage,
        nullif(elements.line.reverse_charge_vat_amount, '') as reverse_charge_vat_amount,
        nullif(elements.line.stock_on_hand, '') as x_stock_on_hand,
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
            when regexp_like(x_bcy_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_rate as DECIMAL(28, 10))
        end as bcy_rate,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity as DECIMAL(28, 10))
        end as quantity,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total,
        case
            when regexp_like(x_reverse_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_percentage as DECIMAL(28, 10))
        end as reverse_charge_tax_percentage,
        case
            when regexp_like(x_reverse_charge_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_amount as DECIMAL(28, 10))
        end as reverse_charge_tax_amount,
        case
            when regexp_like(x_item_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total_inclusive_of_tax as DECIMAL(28, 10))
        end as item_total_inclusive_of_tax,
        case
            when regexp_like(x_stock_on_hand || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_stock_on_hand as DECIMAL(28, 10))
        end as stock_on_hand
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.vendor_credit_id,
    typed.position,
    typed.line_item_id,
    typed.line_item_category,
    typed.item_id,
    typed.item_order,
    typed.name,
    typed.description,
    typed.sku,
    typed.account_id,
    typed.account_name,
    typed.bcy_rate,
    typed.rate,
    typed.pricebook_id,
    typed.header_id,
    typed.header_name,
    typed.tags,
    typed.quantity,
    typed.discount,
    typed.discounts,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.line_item_taxes,
    typed.item_total,
    typed.unit,
    typed.item_type,
    typed.item_code,
    typed.image_name,
    typed.image_type,
    typed.project_id,
    typed.project_name,
    typed.item_custom_fields,
    typed.purchase_request_items,
    typed.image_document_id,
    typed.location_id,
    typed.location_name,
    typed.reverse_charge_tax_id,
    typed.reverse_charge_tax_name,
    typed.reverse_charge_tax_percentage,
    typed.reverse_charge_tax_amount,
    typed.tax_treatment_code,
    typed.tax_exemption_id,
    typed.tax_exemption_code,
    typed.item_total_inclusive_of_tax,
    typed.product_type,
    typed.hsn_or_sac,
    typed.acquisition_vat_id,
    typed.acquisition_vat_name,
    typed.acquisition_vat_percentage,
    typed.acquisition_vat_amount,
    typed.reverse_charge_vat_id,
    typed.reverse_charge_vat_name,
    typed.reverse_charge_vat_percentage,
    typed.reverse_charge_vat_amount,
    typed.stock_on_hand,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_rate is not null and bcy_rate is null then 'bcy_rate' || chr(31) || translate(substring(x_bcy_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_percentage is not null and reverse_charge_tax_percentage is null then 'reverse_charge_tax_percentage' || chr(31) || translate(substring(x_reverse_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_amount is not null and reverse_charge_tax_amount is null then 'reverse_charge_tax_amount' || chr(31) || translate(substring(x_reverse_charge_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total_inclusive_of_tax is not null and item_total_inclusive_of_tax is null then 'item_total_inclusive_of_tax' || chr(31) || translate(substring(x_item_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_stock_on_hand is not null and stock_on_hand is null then 'stock_on_hand' || chr(31) || translate(substring(x_stock_on_hand, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_vendor_credit_bills
comment 'Every version that ever landed of silver_zoho_books_vendor_credit_bills, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'bills_credited STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_credits'
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
                    'vendor_credit_bill_id STRING, bill_id STRING, date STRING,
                    bill_number STRING, amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.bills_credited, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as vendor_credit_id,
        elements.position,
        nullif(elements.line.vendor_credit_bill_id, '') as vendor_credit_bill_id,
        nullif(elements.line.bill_id, '') as bill_id,
        nullif(elements.line.date, '') as date,
        nullif(elements.line.bill_number, '') as bill_number,
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
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.vendor_credit_id,
    typed.position,
    typed.vendor_credit_bill_id,
    typed.bill_id,
    typed.date,
    typed.bill_number,
    typed.amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
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

create or replace view history_zoho_books_vendor_credit_refunds
comment 'Every version that ever landed of silver_zoho_books_vendor_credit_refunds, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'vendor_credit_refunds STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'vendor_credits'
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
                    'vendor_credit_refund_id STRING, date STRING, refund_mode STRING,
                    reference_number STRING, description STRING, amount_bcy STRING,
                    amount_fcy STRING, filed_in_vat_return_id STRING,
                    filed_in_vat_return_name STRING, filed_in_vat_return_type STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.vendor_credit_refunds, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as vendor_credit_id,
        elements.position,
        nullif(elements.line.vendor_credit_refund_id, '') as vendor_credit_refund_id,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.refund_mode, '') as refund_mode,
        nullif(elements.line.reference_number, '') as reference_number,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.amount_bcy, '') as x_amount_bcy,
        nullif(elements.line.amount_fcy, '') as x_amount_fcy,
        nullif(elements.line.filed_in_vat_return_id, '') as filed_in_vat_return_id,
        nullif(elements.line.filed_in_vat_return_name, '') as filed_in_vat_return_name,
        nullif(elements.line.filed_in_vat_return_type, '') as filed_in_vat_return_type,
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
    typed.vendor_credit_id,
    typed.position,
    typed.vendor_credit_refund_id,
    typed.date,
    typed.refund_mode,
    typed.reference_number,
    typed.description,
    typed.amount_bcy,
    typed.amount_fcy,
    typed.filed_in_vat_return_id,
    typed.filed_in_vat_return_name,
    typed.filed_in_vat_return_type,
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

merge into silver_zoho_books_vendor_credits as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.vendor_credit_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.vendor_credit_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.vendor_credit_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_vendor_credits as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.vendor_credit_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    vendor_credit_number = incoming.vendor_credit_number,
    date = incoming.date,
    status = incoming.status,
    reference_number = incoming.reference_number,
    pricebook_id = incoming.pricebook_id,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    exchange_rate = incoming.exchange_rate,
    price_precision = incoming.price_precision,
    filed_in_vat_return_id = incoming.filed_in_vat_return_id,
    filed_in_vat_return_name = incoming.filed_in_vat_return_name,
    filed_in_vat_return_type = incoming.filed_in_vat_return_type,
    is_inclusive_tax = incoming.is_inclusive_tax,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    sub_total = incoming.sub_total,
    total = incoming.total,
    total_credits_used = incoming.total_credits_used,
    total_refunded_amount = incoming.total_refunded_amount,
    balance = incoming.balance,
    notes = incoming.notes,
    has_attachment = incoming.has_attachment,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    place_of_supply = incoming.place_of_supply,
    gst_no = incoming.gst_no,
    gst_treatment = incoming.gst_treatment,
    vat_treatment = incoming.vat_treatment,
    vat_reg_no = incoming.vat_reg_no,
    tax_treatment = incoming.tax_treatment,
    is_pre_gst = incoming.is_pre_gst,
    is_reverse_charge_applied = incoming.is_reverse_charge_applied,
    source_of_supply = incoming.source_of_supply,
    destination_of_supply = incoming.destination_of_supply,
    acquisition_vat_total = incoming.acquisition_vat_total,
    acquisition_vat_summary = incoming.acquisition_vat_summary,
    reverse_charge_vat_total = incoming.reverse_charge_vat_total,
    reverse_charge_vat_summary = incoming.reverse_charge_vat_summary,
    tags = incoming.tags,
    documents = incoming.documents,
    custom_fields = incoming.custom_fields,
    comments = incoming.comments,
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
    connection, organization_id, vendor_credit_id, vendor_credit_number, date, status,
    reference_number, pricebook_id, vendor_id, vendor_name, currency_id, currency_code,
    exchange_rate, price_precision, filed_in_vat_return_id, filed_in_vat_return_name,
    filed_in_vat_return_type, is_inclusive_tax, location_id, location_name, sub_total, total,
    total_credits_used, total_refunded_amount, balance, notes, has_attachment, created_time,
    last_modified_time, place_of_supply, gst_no, gst_treatment, vat_treatment, vat_reg_no,
    tax_treatment, is_pre_gst, is_reverse_charge_applied, source_of_supply,
    destination_of_supply, acquisition_vat_total, acquisition_vat_summary,
    reverse_charge_vat_total, reverse_charge_vat_summary, tags, documents, custom_fields,
    comments, is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key,
    _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.vendor_credit_id,
    incoming.vendor_credit_number, incoming.date, incoming.status, incoming.reference_number,
    incoming.pricebook_id, incoming.vendor_id, incoming.vendor_name, incoming.currency_id,
    incoming.currency_code, incoming.exchange_rate, incoming.price_precision,
    incoming.filed_in_vat_return_id, incoming.filed_in_vat_return_name,
    incoming.filed_in_vat_return_type, incoming.is_inclusive_tax, incoming.location_id,
    incoming.location_name, incoming.sub_total, incoming.total, incoming.total_credits_used,
    incoming.total_refunded_amount, incoming.balance, incoming.notes, incoming.has_attachment,
    incoming.created_time, incoming.last_modified_time, incoming.place_of_supply,
    incoming.gst_no, incoming.gst_treatment, incoming.vat_treatment, incoming.vat_reg_no,
    incoming.tax_treatment, incoming.is_pre_gst, incoming.is_reverse_charge_applied,
    incoming.source_of_supply, incoming.destination_of_supply, incoming.acquisition_vat_total,
    incoming.acquisition_vat_summary, incoming.reverse_charge_vat_total,
    incoming.reverse_charge_vat_summary, incoming.tags, incoming.documents,
    incoming.custom_fields, incoming.comments,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, vendor_credit_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.vendor_credit_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_lines as target
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
                partition by history.connection, history.organization_id, history.vendor_credit_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_vendor_credits as winner
        inner join history_zoho_books_vendor_credit_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.vendor_credit_id = winner.vendor_credit_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    line_item_category = incoming.line_item_category,
    item_id = incoming.item_id,
    item_order = incoming.item_order,
    name = incoming.name,
    description = incoming.description,
    sku = incoming.sku,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    bcy_rate = incoming.bcy_rate,
    rate = incoming.rate,
    pricebook_id = incoming.pricebook_id,
    header_id = incoming.header_id,
    header_name = incoming.header_name,
    tags = incoming.tags,
    quantity = incoming.quantity,
    discount = incoming.discount,
    discounts = incoming.discounts,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    line_item_taxes = incoming.line_item_taxes,
    item_total = incoming.item_total,
    unit = incoming.unit,
    item_type = incoming.item_type,
    item_code = incoming.item_code,
    image_name = incoming.image_name,
    image_type = incoming.image_type,
    project_id = incoming.project_id,
    project_name = incoming.project_name,
    item_custom_fields = incoming.item_custom_fields,
    purchase_request_items = incoming.purchase_request_items,
    image_document_id = incoming.image_document_id,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    reverse_charge_tax_id = incoming.reverse_charge_tax_id,
    reverse_charge_tax_name = incoming.reverse_charge_tax_name,
    reverse_charge_tax_percentage = incoming.reverse_charge_tax_percentage,
    reverse_charge_tax_amount = incoming.reverse_charge_tax_amount,
    tax_treatment_code = incoming.tax_treatment_code,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_exemption_code = incoming.tax_exemption_code,
    item_total_inclusive_of_tax = incoming.item_total_inclusive_of_tax,
    product_type = incoming.product_type,
    hsn_or_sac = incoming.hsn_or_sac,
    acquisition_vat_id = incoming.acquisition_vat_id,
    acquisition_vat_name = incoming.acquisition_vat_name,
    acquisition_vat_percentage = incoming.acquisition_vat_percentage,
    acquisition_vat_amount = incoming.acquisition_vat_amount,
    reverse_charge_vat_id = incoming.reverse_charge_vat_id,
    reverse_charge_vat_name = incoming.reverse_charge_vat_name,
    reverse_charge_vat_percentage = incoming.reverse_charge_vat_percentage,
    reverse_charge_vat_amount = incoming.reverse_charge_vat_amount,
    stock_on_hand = incoming.stock_on_hand,
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
    connection, organization_id, vendor_credit_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, sku, account_id, account_name, bcy_rate, rate,
    pricebook_id, header_id, header_name, tags, quantity, discount, discounts, tax_id, tax_name,
    tax_type, tax_percentage, line_item_taxes, item_total, unit, item_type, item_code,
    image_name, image_type, project_id, project_name, item_custom_fields,
    purchase_request_items, image_document_id, location_id, location_name,
    reverse_charge_tax_id, reverse_charge_tax_name, reverse_charge_tax_percentage,
    reverse_charge_tax_amount, tax_treatment_code, tax_exemption_id, tax_exemption_code,
    item_total_inclusive_of_tax, product_type, hsn_or_sac, acquisition_vat_id,
    acquisition_vat_name, acquisition_vat_percentage, acquisition_vat_amount,
    reverse_charge_vat_id, reverse_charge_vat_name, reverse_charge_vat_percentage,
    reverse_charge_vat_amount, stock_on_hand, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.vendor_credit_id, incoming.position,
    incoming.line_item_id, incoming.line_item_category, incoming.item_id, incoming.item_order,
    incoming.name, incoming.description, incoming.sku, incoming.account_id,
    incoming.account_name, incoming.bcy_rate, incoming.rate, incoming.pricebook_id,
    incoming.header_id, incoming.header_name, incoming.tags, incoming.quantity,
    incoming.discount, incoming.discounts, incoming.tax_id, incoming.tax_name,
    incoming.tax_type, incoming.tax_percentage, incoming.line_item_taxes, incoming.item_total,
    incoming.unit, incoming.item_type, incoming.item_code, incoming.image_name,
    incoming.image_type, incoming.project_id, incoming.project_name,
    incoming.item_custom_fields, incoming.purchase_request_items, incoming.image_document_id,
    incoming.location_id, incoming.location_name, incoming.reverse_charge_tax_id,
    incoming.reverse_charge_tax_name, incoming.reverse_charge_tax_percentage,
    incoming.reverse_charge_tax_amount, incoming.tax_treatment_code, incoming.tax_exemption_id,
    incoming.tax_exemption_code, incoming.item_total_inclusive_of_tax, incoming.product_type,
    incoming.hsn_or_sac, incoming.acquisition_vat_id, incoming.acquisition_vat_name,
    incoming.acquisition_vat_percentage, incoming.acquisition_vat_amount,
    incoming.reverse_charge_vat_id, incoming.reverse_charge_vat_name,
    incoming.reverse_charge_vat_percentage, incoming.reverse_charge_vat_amount,
    incoming.stock_on_hand, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_lines as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner._event_key, winner._load_id
    from silver_zoho_books_vendor_credits as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_lines as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_vendor_credits as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'vendor_credits'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.vendor_credit_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
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

merge into silver_zoho_books_vendor_credit_bills as target
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
                partition by history.connection, history.organization_id, history.vendor_credit_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_vendor_credits as winner
        inner join history_zoho_books_vendor_credit_bills as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.vendor_credit_id = winner.vendor_credit_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
    and target.position = incoming.position
when matched then update set
    vendor_credit_bill_id = incoming.vendor_credit_bill_id,
    bill_id = incoming.bill_id,
    date = incoming.date,
    bill_number = incoming.bill_number,
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
    connection, organization_id, vendor_credit_id, position, vendor_credit_bill_id, bill_id,
    date, bill_number, amount, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.vendor_credit_id, incoming.position,
    incoming.vendor_credit_bill_id, incoming.bill_id, incoming.date, incoming.bill_number,
    incoming.amount, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_bills as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner._event_key, winner._load_id
    from silver_zoho_books_vendor_credits as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_bills as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_vendor_credits as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'vendor_credits'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.vendor_credit_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
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

merge into silver_zoho_books_vendor_credit_refunds as target
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
                partition by history.connection, history.organization_id, history.vendor_credit_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_vendor_credits as winner
        inner join history_zoho_books_vendor_credit_refunds as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.vendor_credit_id = winner.vendor_credit_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
    and target.position = incoming.position
when matched then update set
    vendor_credit_refund_id = incoming.vendor_credit_refund_id,
    date = incoming.date,
    refund_mode = incoming.refund_mode,
    reference_number = incoming.reference_number,
    description = incoming.description,
    amount_bcy = incoming.amount_bcy,
    amount_fcy = incoming.amount_fcy,
    filed_in_vat_return_id = incoming.filed_in_vat_return_id,
    filed_in_vat_return_name = incoming.filed_in_vat_return_name,
    filed_in_vat_return_type = incoming.filed_in_vat_return_type,
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
    connection, organization_id, vendor_credit_id, position, vendor_credit_refund_id, date,
    refund_mode, reference_number, description, amount_bcy, amount_fcy, filed_in_vat_return_id,
    filed_in_vat_return_name, filed_in_vat_return_type, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.vendor_credit_id, incoming.position,
    incoming.vendor_credit_refund_id, incoming.date, incoming.refund_mode,
    incoming.reference_number, incoming.description, incoming.amount_bcy, incoming.amount_fcy,
    incoming.filed_in_vat_return_id, incoming.filed_in_vat_return_name,
    incoming.filed_in_vat_return_type, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_refunds as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner._event_key, winner._load_id
    from silver_zoho_books_vendor_credits as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_vendor_credit_refunds as target
using (
    select winner.connection, winner.organization_id, winner.vendor_credit_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_vendor_credits as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'vendor_credits'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.vendor_credit_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.vendor_credit_id = incoming.vendor_credit_id
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
      and events.entity = 'vendor_credits'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'vendor_credits'
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
                'silver_zoho_books_vendor_credits' as table_name,
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
                    history.vendor_credit_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_vendor_credits as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_vendor_credit_lines' as table_name,
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
                    history.vendor_credit_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_vendor_credit_lines as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_vendor_credit_bills' as table_name,
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
                    history.vendor_credit_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_vendor_credit_bills as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_vendor_credit_refunds' as table_name,
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
                    history.vendor_credit_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_vendor_credit_refunds as history
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
    and target.entity = 'vendor_credits'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'vendor_credits',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_vendor_credits as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.vendor_credit_id
    where hints.source = 'zoho_books'
      and hints.entity = 'vendor_credits'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'vendor_credits'
    and target.reason = 'partial_document'
when matched then delete;
