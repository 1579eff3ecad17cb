-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_bills
-- MAGIC Bills of vendors. vis_state: 0 active, 1 deleted, 2 archived; status says whether it is paid.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_bills`, `silver_freshbooks_bill_lines`, `silver_freshbooks_bill_bill_payments`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_bills
comment 'Every version that ever landed of silver_freshbooks_bills, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'vendorid STRING, vendor STRING, bill_number STRING, status STRING, vis_state STRING,
            issue_date STRING, due_date STRING, due_offset_days STRING, currency_code STRING,
            language STRING, amount STRING, tax_amount STRING, total_amount STRING, paid STRING,
            outstanding STRING, overall_category STRING, overall_description STRING,
            attachment STRING, created_at STRING, updated_at STRING, lines STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'bills'
      and events._problem is null
      and events.origin != 'webhook'
),

objects as (
    select
        documents.*,
        case when documents.doc.vendor like '{%' then from_json(documents.doc.vendor, 'vendor_name STRING') end as o_vendor,
        case when documents.doc.attachment like '{%' then from_json(documents.doc.attachment, 'id STRING, media_type STRING') end as o_attachment
    from documents
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as bill_id,
        nullif(documents.doc.vendorid, '') as bill_vendor_id,
        nullif(documents.o_vendor.vendor_name, '') as bill_vendor_name,
        nullif(documents.doc.bill_number, '') as bill_number,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.issue_date, '') as x_issue_date,
        nullif(documents.doc.due_date, '') as x_due_date,
        nullif(documents.doc.due_offset_days, '') as x_due_offset_days,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.language, '') as language,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.tax_amount, '') as x_tax_amount,
        nullif(documents.doc.total_amount, '') as x_total_amount,
        nullif(documents.doc.paid, '') as x_paid,
        nullif(documents.doc.outstanding, '') as x_outstanding,
        nullif(documents.doc.overall_category, '') as overall_category,
        nullif(documents.doc.overall_description, '') as overall_description,
        nullif(documents.o_attachment.id, '') as attachment_id,
        nullif(documents.o_attachment.media_type, '') as attachment_media_type,
        nullif(documents.doc.created_at, '') as x_created_at,
        nullif(documents.doc.updated_at, '') as x_updated_at,
        nullif(documents.doc.vendor, '') as t_vendor,
        nullif(documents.doc.attachment, '') as t_attachment,
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        (coalesce(documents.action, '') = 'missing' or (documents.action = 'read' and coalesce(documents.doc.vis_state, '') = '1')) as _is_deletion,
        documents.doc.vis_state is not null
            and documents.doc.vendorid is not null
            and documents.doc.total_amount is not null
            and documents.doc.lines like '[%]' and from_json(documents.doc.lines, 'ARRAY<STRING>') is not null as _is_complete
    from objects as documents
),

money as (
    select
        texts.*,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount,
        case when x_tax_amount like '{%' then from_json(x_tax_amount, 'amount STRING, code STRING') end as m_tax_amount,
        case when x_total_amount like '{%' then from_json(x_total_amount, 'amount STRING, code STRING') end as m_total_amount,
        case when x_paid like '{%' then from_json(x_paid, 'amount STRING, code STRING') end as m_paid,
        case when x_outstanding like '{%' then from_json(x_outstanding, 'amount STRING, code STRING') end as m_outstanding
    from texts
),

typed as (
    select
        money.*,
        case when length(x_issue_date) = 10 and regexp_like(x_issue_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_issue_date >= '0001' then try_cast(x_issue_date as DATE) end as issue_date,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case
            when regexp_like(x_due_offset_days || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_due_offset_days as DECIMAL(28, 10))
        end as due_offset_days,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case
            when regexp_like(nullif(m_tax_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_tax_amount.amount, '') as DECIMAL(28, 10))
        end as tax_amount,
        nullif(m_tax_amount.code, '') as tax_amount_currency_code,
        case
            when regexp_like(nullif(m_total_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_total_amount.amount, '') as DECIMAL(28, 10))
        end as total_amount,
        nullif(m_total_amount.code, '') as total_amount_currency_code,
        case
            when regexp_like(nullif(m_paid.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_paid.amount, '') as DECIMAL(28, 10))
        end as paid,
        nullif(m_paid.code, '') as paid_currency_code,
        case
            when regexp_like(nullif(m_outstanding.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_outstanding.amount, '') as DECIMAL(28, 10))
        end as outstanding,
        nullif(m_outstanding.code, '') as outstanding_currency_code,
        case when length(x_created_at) = 19 then try_to_timestamp(x_created_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end as created_at,
        case when length(x_updated_at) = 19 then try_to_timestamp(x_updated_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end as updated_at
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state vendorid total_amount lines' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_issue_date is not null and issue_date is null then 'issue_date' || chr(31) || translate(substring(x_issue_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_due_offset_days is not null and due_offset_days is null then 'due_offset_days' || chr(31) || translate(substring(x_due_offset_days, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_tax_amount is not null and (m_tax_amount.amount is null or (m_tax_amount.amount != '' and tax_amount is null)) then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_total_amount is not null and (m_total_amount.amount is null or (m_total_amount.amount != '' and total_amount is null)) then 'total_amount' || chr(31) || translate(substring(x_total_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_paid is not null and (m_paid.amount is null or (m_paid.amount != '' and paid is null)) then 'paid' || chr(31) || translate(substring(x_paid, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_outstanding is not null and (m_outstanding.amount is null or (m_outstanding.amount != '' and outstanding is null)) then 'outstanding' || chr(31) || translate(substring(x_outstanding, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_at is not null and updated_at is null then 'updated_at' || chr(31) || translate(substring(x_updated_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when t_vendor is not null and t_vendor not like '{%' then 'vendor' || chr(31) || translate(substring(t_vendor, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end,
                    case when t_attachment is not null and t_attachment not like '{%' then 'attachment' || chr(31) || translate(substring(t_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.bill_id,
    judged.bill_vendor_id,
    judged.bill_vendor_name,
    judged.bill_number,
    judged.status,
    judged.vis_state,
    judged.issue_date,
    judged.due_date,
    judged.due_offset_days,
    judged.currency_code,
    judged.language,
    judged.amount,
    judged.amount_currency_code,
    judged.tax_amount,
    judged.tax_amount_currency_code,
    judged.total_amount,
    judged.total_amount_currency_code,
    judged.paid,
    judged.paid_currency_code,
    judged.outstanding,
    judged.outstanding_currency_code,
    judged.overall_category,
    judged.overall_description,
    judged.attachment_id,
    judged.attachment_media_type,
    judged.created_at,
    judged.updated_at,
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

create or replace view history_freshbooks_bill_lines
comment 'Every version that ever landed of silver_freshbooks_bill_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'lines STRING') as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'bills'
      and events._problem is null
      and events.origin != 'webhook'
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
                    'id STRING, list_index STRING, categoryid STRING, category STRING,
                    description STRING, quantity STRING, unit_cost STRING, amount STRING,
                    total_amount STRING, tax_name1 STRING, tax_percent1 STRING,
                    tax_amount1 STRING, tax_authorityid1 STRING, tax_name2 STRING,
                    tax_percent2 STRING, tax_amount2 STRING, tax_authorityid2 STRING,
                    compounded_tax STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.lines, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as bill_id,
        elements.position,
        nullif(elements.line.id, '') as line_id,
        nullif(elements.line.list_index, '') as x_list_index,
        nullif(elements.line.categoryid, '') as expense_category_id,
        nullif(elements.line.category, '') as category,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.unit_cost, '') as x_unit_cost,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.total_amount, '') as x_total_amount,
        nullif(elements.line.tax_name1, '') as tax_name1,
        nullif(elements.line.tax_percent1, '') as x_tax_percent1,
        nullif(elements.line.tax_amount1, '') as x_tax_amount1,
        nullif(elements.line.tax_authorityid1, '') as tax_authority_id1,
        nullif(elements.line.tax_name2, '') as tax_name2,
        nullif(elements.line.tax_percent2, '') as x_tax_percent2,
        nullif(elements.line.tax_amount2, '') as x_tax_amount2,
        nullif(elements.line.tax_authorityid2, '') as tax_authority_id2,
        nullif(elements.line.compounded_tax, '') as x_compounded_tax,
        elements.element as _element,
        elements.received_at as _received_at,
        elements.event_key as _event_key,
        elements._raw_key,
        elements._load_id,
        elements._loaded_at
    from elements
),

money as (
    select
        texts.*,
        case when x_unit_cost like '{%' then from_json(x_unit_cost, 'amount STRING, code STRING') end as m_unit_cost,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount,
        case when x_total_amount like '{%' then from_json(x_total_amount, 'amount STRING, code STRING') end as m_total_amount,
        case when x_tax_amount1 like '{%' then from_json(x_tax_amount1, 'amount STRING, code STRING') end as m_tax_amount1,
        case when x_tax_amount2 like '{%' then from_json(x_tax_amount2, 'amount STRING, code STRING') end as m_tax_amount2
    from texts
),

typed as (
    select
        money.*,
        case
            when regexp_like(x_list_index || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_list_index as DECIMAL(28, 10))
        end as list_index,
        case
            when regexp_like(x_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity as DECIMAL(28, 10))
        end as quantity,
        case
            when regexp_like(nullif(m_unit_cost.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_unit_cost.amount, '') as DECIMAL(28, 10))
        end as unit_cost,
        nullif(m_unit_cost.code, '') as unit_cost_currency_code,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case
            when regexp_like(nullif(m_total_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_total_amount.amount, '') as DECIMAL(28, 10))
        end as total_amount,
        nullif(m_total_amount.code, '') as total_amount_currency_code,
        case
            when regexp_like(x_tax_percent1 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percent1 as DECIMAL(28, 10))
        end as tax_percent1,
        case
            when regexp_like(nullif(m_tax_amount1.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_tax_amount1.amount, '') as DECIMAL(28, 10))
        end as tax_amount1,
        nullif(m_tax_amount1.code, '') as tax_amount1_currency_code,
        case
            when regexp_like(x_tax_percent2 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percent2 as DECIMAL(28, 10))
        end as tax_percent2,
        case
            when regexp_like(nullif(m_tax_amount2.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_tax_amount2.amount, '') as DECIMAL(28, 10))
        end as tax_amount2,
        nullif(m_tax_amount2.code, '') as tax_amount2_currency_code,
        case lower(x_compounded_tax) when 'true' then true when 'false' then false end as compounded_tax
    from money
)

select
    typed.connection,
    typed.organization_id,
    typed.bill_id,
    typed.position,
    typed.line_id,
    typed.list_index,
    typed.expense_category_id,
    typed.category,
    typed.description,
    typed.quantity,
    typed.unit_cost,
    typed.unit_cost_currency_code,
    typed.amount,
    typed.amount_currency_code,
    typed.total_amount,
    typed.total_amount_currency_code,
    typed.tax_name1,
    typed.tax_percent1,
    typed.tax_amount1,
    typed.tax_amount1_currency_code,
    typed.tax_authority_id1,
    typed.tax_name2,
    typed.tax_percent2,
    typed.tax_amount2,
    typed.tax_amount2_currency_code,
    typed.tax_authority_id2,
    typed.compounded_tax,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_list_index is not null and list_index is null then 'list_index' || chr(31) || translate(substring(x_list_index, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_unit_cost is not null and (m_unit_cost.amount is null or (m_unit_cost.amount != '' and unit_cost is null)) then 'unit_cost' || chr(31) || translate(substring(x_unit_cost, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_total_amount is not null and (m_total_amount.amount is null or (m_total_amount.amount != '' and total_amount is null)) then 'total_amount' || chr(31) || translate(substring(x_total_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_tax_percent1 is not null and tax_percent1 is null then 'tax_percent1' || chr(31) || translate(substring(x_tax_percent1, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_amount1 is not null and (m_tax_amount1.amount is null or (m_tax_amount1.amount != '' and tax_amount1 is null)) then 'tax_amount1' || chr(31) || translate(substring(x_tax_amount1, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_tax_percent2 is not null and tax_percent2 is null then 'tax_percent2' || chr(31) || translate(substring(x_tax_percent2, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_amount2 is not null and (m_tax_amount2.amount is null or (m_tax_amount2.amount != '' and tax_amount2 is null)) then 'tax_amount2' || chr(31) || translate(substring(x_tax_amount2, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_compounded_tax is not null and compounded_tax is null then 'compounded_tax' || chr(31) || translate(substring(x_compounded_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_freshbooks_bill_bill_payments
comment 'Every version that ever landed of silver_freshbooks_bill_bill_payments, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'bill_payments STRING') as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'bills'
      and events._problem is null
      and events.origin != 'webhook'
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
                    'id STRING, amount STRING, paid_date STRING, payment_type STRING,
                    note STRING, vis_state STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.bill_payments, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as bill_id,
        elements.position,
        nullif(elements.line.id, '') as bill_payment_id,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.paid_date, '') as x_paid_date,
        nullif(elements.line.payment_type, '') as payment_type,
        nullif(elements.line.note, '') as note,
        nullif(elements.line.vis_state, '') as vis_state,
        elements.element as _element,
        elements.received_at as _received_at,
        elements.event_key as _event_key,
        elements._raw_key,
        elements._load_id,
        elements._loaded_at
    from elements
),

money as (
    select
        texts.*,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount
    from texts
),

typed as (
    select
        money.*,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case when length(x_paid_date) = 10 and regexp_like(x_paid_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_paid_date >= '0001' then try_cast(x_paid_date as DATE) end as paid_date
    from money
)

select
    typed.connection,
    typed.organization_id,
    typed.bill_id,
    typed.position,
    typed.bill_payment_id,
    typed.amount,
    typed.amount_currency_code,
    typed.paid_date,
    typed.payment_type,
    typed.note,
    typed.vis_state,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_paid_date is not null and paid_date is null then 'paid_date' || chr(31) || translate(substring(x_paid_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_freshbooks_bills as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.bill_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.bill_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.bill_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_bills as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.bill_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    bill_vendor_id = incoming.bill_vendor_id,
    bill_vendor_name = incoming.bill_vendor_name,
    bill_number = incoming.bill_number,
    status = incoming.status,
    vis_state = incoming.vis_state,
    issue_date = incoming.issue_date,
    due_date = incoming.due_date,
    due_offset_days = incoming.due_offset_days,
    currency_code = incoming.currency_code,
    language = incoming.language,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    tax_amount = incoming.tax_amount,
    tax_amount_currency_code = incoming.tax_amount_currency_code,
    total_amount = incoming.total_amount,
    total_amount_currency_code = incoming.total_amount_currency_code,
    paid = incoming.paid,
    paid_currency_code = incoming.paid_currency_code,
    outstanding = incoming.outstanding,
    outstanding_currency_code = incoming.outstanding_currency_code,
    overall_category = incoming.overall_category,
    overall_description = incoming.overall_description,
    attachment_id = incoming.attachment_id,
    attachment_media_type = incoming.attachment_media_type,
    created_at = incoming.created_at,
    updated_at = incoming.updated_at,
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
    connection, organization_id, bill_id, bill_vendor_id, bill_vendor_name, bill_number, status,
    vis_state, issue_date, due_date, due_offset_days, currency_code, language, amount,
    amount_currency_code, tax_amount, tax_amount_currency_code, total_amount,
    total_amount_currency_code, paid, paid_currency_code, outstanding,
    outstanding_currency_code, overall_category, overall_description, attachment_id,
    attachment_media_type, created_at, updated_at, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.bill_vendor_id,
    incoming.bill_vendor_name, incoming.bill_number, incoming.status, incoming.vis_state,
    incoming.issue_date, incoming.due_date, incoming.due_offset_days, incoming.currency_code,
    incoming.language, incoming.amount, incoming.amount_currency_code, incoming.tax_amount,
    incoming.tax_amount_currency_code, incoming.total_amount,
    incoming.total_amount_currency_code, incoming.paid, incoming.paid_currency_code,
    incoming.outstanding, incoming.outstanding_currency_code, incoming.overall_category,
    incoming.overall_description, incoming.attachment_id, incoming.attachment_media_type,
    incoming.created_at, incoming.updated_at,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, bill_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_bill_lines as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_freshbooks_bills as winner
        inner join history_freshbooks_bill_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
    and target.position = incoming.position
when matched then update set
    line_id = incoming.line_id,
    list_index = incoming.list_index,
    expense_category_id = incoming.expense_category_id,
    category = incoming.category,
    description = incoming.description,
    quantity = incoming.quantity,
    unit_cost = incoming.unit_cost,
    unit_cost_currency_code = incoming.unit_cost_currency_code,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    total_amount = incoming.total_amount,
    total_amount_currency_code = incoming.total_amount_currency_code,
    tax_name1 = incoming.tax_name1,
    tax_percent1 = incoming.tax_percent1,
    tax_amount1 = incoming.tax_amount1,
    tax_amount1_currency_code = incoming.tax_amount1_currency_code,
    tax_authority_id1 = incoming.tax_authority_id1,
    tax_name2 = incoming.tax_name2,
    tax_percent2 = incoming.tax_percent2,
    tax_amount2 = incoming.tax_amount2,
    tax_amount2_currency_code = incoming.tax_amount2_currency_code,
    tax_authority_id2 = incoming.tax_authority_id2,
    compounded_tax = incoming.compounded_tax,
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
    connection, organization_id, bill_id, position, line_id, list_index, expense_category_id,
    category, description, quantity, unit_cost, unit_cost_currency_code, amount,
    amount_currency_code, total_amount, total_amount_currency_code, tax_name1, tax_percent1,
    tax_amount1, tax_amount1_currency_code, tax_authority_id1, tax_name2, tax_percent2,
    tax_amount2, tax_amount2_currency_code, tax_authority_id2, compounded_tax, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.line_id, incoming.list_index, incoming.expense_category_id, incoming.category,
    incoming.description, incoming.quantity, incoming.unit_cost,
    incoming.unit_cost_currency_code, incoming.amount, incoming.amount_currency_code,
    incoming.total_amount, incoming.total_amount_currency_code, incoming.tax_name1,
    incoming.tax_percent1, incoming.tax_amount1, incoming.tax_amount1_currency_code,
    incoming.tax_authority_id1, incoming.tax_name2, incoming.tax_percent2, incoming.tax_amount2,
    incoming.tax_amount2_currency_code, incoming.tax_authority_id2, incoming.compounded_tax,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_bill_lines as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_freshbooks_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_freshbooks_bill_lines as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_freshbooks_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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

merge into silver_freshbooks_bill_bill_payments as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_freshbooks_bills as winner
        inner join history_freshbooks_bill_bill_payments as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
    and target.position = incoming.position
when matched then update set
    bill_payment_id = incoming.bill_payment_id,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    paid_date = incoming.paid_date,
    payment_type = incoming.payment_type,
    note = incoming.note,
    vis_state = incoming.vis_state,
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
    connection, organization_id, bill_id, position, bill_payment_id, amount,
    amount_currency_code, paid_date, payment_type, note, vis_state, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.bill_payment_id, incoming.amount, incoming.amount_currency_code,
    incoming.paid_date, incoming.payment_type, incoming.note, incoming.vis_state,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_bill_bill_payments as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_freshbooks_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_freshbooks_bill_bill_payments as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_freshbooks_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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
      and events.source = 'freshbooks'
      and events.entity = 'bills'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'bills'
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
                'silver_freshbooks_bills' as table_name,
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
                    history.bill_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_bills as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_bill_lines' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_bill_lines as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_bill_bill_payments' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_bill_bill_payments as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'bills'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'bills',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_bills as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.bill_id
    where hints.source = 'freshbooks'
      and hints.entity = 'bills'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'bills'
    and target.reason = 'partial_document'
when matched then delete;
