-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_credit_notes
-- MAGIC Credits to clients. vis_state: 0 active, 1 deleted, 2 archived; payment_status says how much is used up, display_status draft.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_credit_notes`, `silver_freshbooks_credit_note_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_credit_notes
comment 'Every version that ever landed of silver_freshbooks_credit_notes, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'creditid STRING, accounting_systemid STRING, clientid STRING, sentid STRING,
            ext_archive STRING, credit_number STRING, credit_type STRING, status STRING,
            display_status STRING, payment_status STRING, payment_type STRING,
            dispute_status STRING, last_order_status STRING, vis_state STRING,
            create_date STRING, currency_code STRING, amount STRING, paid STRING,
            language STRING, template STRING, description STRING, notes STRING, terms STRING,
            fname STRING, lname STRING, organization STRING, current_organization STRING,
            email STRING, address STRING, street STRING, street2 STRING, city STRING,
            province STRING, code STRING, country STRING, vat_name STRING, vat_number STRING,
            updated STRING, lines STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'credit_notes'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as credit_note_id,
        nullif(documents.doc.creditid, '') as credit_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.clientid, '') as client_id,
        nullif(documents.doc.sentid, '') as sent_id,
        nullif(documents.doc.ext_archive, '') as ext_archive,
        nullif(documents.doc.credit_number, '') as credit_number,
        nullif(documents.doc.credit_type, '') as credit_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.display_status, '') as display_status,
        nullif(documents.doc.payment_status, '') as payment_status,
        nullif(documents.doc.payment_type, '') as payment_type,
        nullif(documents.doc.dispute_status, '') as dispute_status,
        nullif(documents.doc.last_order_status, '') as last_order_status,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.create_date, '') as x_create_date,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.paid, '') as x_paid,
        nullif(documents.doc.language, '') as language,
        nullif(documents.doc.template, '') as template,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.fname, '') as fname,
        nullif(documents.doc.lname, '') as lname,
        nullif(documents.doc.organization, '') as organization,
        nullif(documents.doc.current_organization, '') as current_organization,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.address, '') as address,
        nullif(documents.doc.street, '') as street,
        nullif(documents.doc.street2, '') as street2,
        nullif(documents.doc.city, '') as city,
        nullif(documents.doc.province, '') as province,
        nullif(documents.doc.code, '') as code,
        nullif(documents.doc.country, '') as country,
        nullif(documents.doc.vat_name, '') as vat_name,
        nullif(documents.doc.vat_number, '') as vat_number,
        nullif(documents.doc.updated, '') as x_updated,
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
            and documents.doc.amount is not null
            and documents.doc.clientid is not null
            and documents.doc.lines like '[%]' and from_json(documents.doc.lines, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

money as (
    select
        texts.*,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount,
        case when x_paid like '{%' then from_json(x_paid, 'amount STRING, code STRING') end as m_paid
    from texts
),

typed as (
    select
        money.*,
        case when length(x_create_date) = 10 and regexp_like(x_create_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_create_date >= '0001' then try_cast(x_create_date as DATE) end as create_date,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case
            when regexp_like(nullif(m_paid.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_paid.amount, '') as DECIMAL(28, 10))
        end as paid,
        nullif(m_paid.code, '') as paid_currency_code,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                then '' || chr(31) || 'needs vis_state amount clientid lines' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_create_date is not null and create_date is null then 'create_date' || chr(31) || translate(substring(x_create_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_paid is not null and (m_paid.amount is null or (m_paid.amount != '' and paid is null)) then 'paid' || chr(31) || translate(substring(x_paid, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.credit_note_id,
    judged.credit_id,
    judged.accounting_system_id,
    judged.client_id,
    judged.sent_id,
    judged.ext_archive,
    judged.credit_number,
    judged.credit_type,
    judged.status,
    judged.display_status,
    judged.payment_status,
    judged.payment_type,
    judged.dispute_status,
    judged.last_order_status,
    judged.vis_state,
    judged.create_date,
    judged.currency_code,
    judged.amount,
    judged.amount_currency_code,
    judged.paid,
    judged.paid_currency_code,
    judged.language,
    judged.template,
    judged.description,
    judged.notes,
    judged.terms,
    judged.fname,
    judged.lname,
    judged.organization,
    judged.current_organization,
    judged.email,
    judged.address,
    judged.street,
    judged.street2,
    judged.city,
    judged.province,
    judged.code,
    judged.country,
    judged.vat_name,
    judged.vat_number,
    judged.updated,
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

create or replace view history_freshbooks_credit_note_lines
comment 'Every version that ever landed of silver_freshbooks_credit_note_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'lines STRING') as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'credit_notes'
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
                    'lineid STRING, type STRING, name STRING, description STRING, qty STRING,
                    unit_cost STRING, amount STRING, taxName1 STRING, taxAmount1 STRING,
                    taxNumber1 STRING, taxName2 STRING, taxAmount2 STRING, taxNumber2 STRING,
                    compounded_tax STRING, expenseid STRING, taskno STRING, updated STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.lines, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as credit_note_id,
        elements.position,
        nullif(elements.line.lineid, '') as line_id,
        nullif(elements.line.type, '') as type,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.qty, '') as x_qty,
        nullif(elements.line.unit_cost, '') as x_unit_cost,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.taxName1, '') as tax_name1,
        nullif(elements.line.taxAmount1, '') as x_tax_amount1,
        nullif(elements.line.taxNumber1, '') as tax_number1,
        nullif(elements.line.taxName2, '') as tax_name2,
        nullif(elements.line.taxAmount2, '') as x_tax_amount2,
        nullif(elements.line.taxNumber2, '') as tax_number2,
        nullif(elements.line.compounded_tax, '') as x_compounded_tax,
        nullif(elements.line.expenseid, '') as expense_id,
        nullif(elements.line.taskno, '') as task_no,
        nullif(elements.line.updated, '') as x_updated,
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
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount
    from texts
),

typed as (
    select
        money.*,
        case
            when regexp_like(x_qty || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_qty as DECIMAL(28, 10))
        end as qty,
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
            when regexp_like(x_tax_amount1 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount1 as DECIMAL(28, 10))
        end as tax_amount1,
        case
            when regexp_like(x_tax_amount2 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount2 as DECIMAL(28, 10))
        end as tax_amount2,
        case lower(x_compounded_tax) when 'true' then true when 'false' then false end as compounded_tax,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from money
)

select
    typed.connection,
    typed.organization_id,
    typed.credit_note_id,
    typed.position,
    typed.line_id,
    typed.type,
    typed.name,
    typed.description,
    typed.qty,
    typed.unit_cost,
    typed.unit_cost_currency_code,
    typed.amount,
    typed.amount_currency_code,
    typed.tax_name1,
    typed.tax_amount1,
    typed.tax_number1,
    typed.tax_name2,
    typed.tax_amount2,
    typed.tax_number2,
    typed.compounded_tax,
    typed.expense_id,
    typed.task_no,
    typed.updated,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_qty is not null and qty is null then 'qty' || chr(31) || translate(substring(x_qty, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_unit_cost is not null and (m_unit_cost.amount is null or (m_unit_cost.amount != '' and unit_cost is null)) then 'unit_cost' || chr(31) || translate(substring(x_unit_cost, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
            case when x_tax_amount1 is not null and tax_amount1 is null then 'tax_amount1' || chr(31) || translate(substring(x_tax_amount1, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_amount2 is not null and tax_amount2 is null then 'tax_amount2' || chr(31) || translate(substring(x_tax_amount2, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_compounded_tax is not null and compounded_tax is null then 'compounded_tax' || chr(31) || translate(substring(x_compounded_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_freshbooks_credit_notes as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.credit_note_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.credit_note_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.credit_note_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_credit_notes as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.credit_note_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.credit_note_id = incoming.credit_note_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    credit_id = incoming.credit_id,
    accounting_system_id = incoming.accounting_system_id,
    client_id = incoming.client_id,
    sent_id = incoming.sent_id,
    ext_archive = incoming.ext_archive,
    credit_number = incoming.credit_number,
    credit_type = incoming.credit_type,
    status = incoming.status,
    display_status = incoming.display_status,
    payment_status = incoming.payment_status,
    payment_type = incoming.payment_type,
    dispute_status = incoming.dispute_status,
    last_order_status = incoming.last_order_status,
    vis_state = incoming.vis_state,
    create_date = incoming.create_date,
    currency_code = incoming.currency_code,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    paid = incoming.paid,
    paid_currency_code = incoming.paid_currency_code,
    language = incoming.language,
    template = incoming.template,
    description = incoming.description,
    notes = incoming.notes,
    terms = incoming.terms,
    fname = incoming.fname,
    lname = incoming.lname,
    organization = incoming.organization,
    current_organization = incoming.current_organization,
    email = incoming.email,
    address = incoming.address,
    street = incoming.street,
    street2 = incoming.street2,
    city = incoming.city,
    province = incoming.province,
    code = incoming.code,
    country = incoming.country,
    vat_name = incoming.vat_name,
    vat_number = incoming.vat_number,
    updated = incoming.updated,
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
    connection, organization_id, credit_note_id, credit_id, accounting_system_id, client_id,
    sent_id, ext_archive, credit_number, credit_type, status, display_status, payment_status,
    payment_type, dispute_status, last_order_status, vis_state, create_date, currency_code,
    amount, amount_currency_code, paid, paid_currency_code, language, template, description,
    notes, terms, fname, lname, organization, current_organization, email, address, street,
    street2, city, province, code, country, vat_name, vat_number, updated, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.credit_note_id, incoming.credit_id,
    incoming.accounting_system_id, incoming.client_id, incoming.sent_id, incoming.ext_archive,
    incoming.credit_number, incoming.credit_type, incoming.status, incoming.display_status,
    incoming.payment_status, incoming.payment_type, incoming.dispute_status,
    incoming.last_order_status, incoming.vis_state, incoming.create_date,
    incoming.currency_code, incoming.amount, incoming.amount_currency_code, incoming.paid,
    incoming.paid_currency_code, incoming.language, incoming.template, incoming.description,
    incoming.notes, incoming.terms, incoming.fname, incoming.lname, incoming.organization,
    incoming.current_organization, incoming.email, incoming.address, incoming.street,
    incoming.street2, incoming.city, incoming.province, incoming.code, incoming.country,
    incoming.vat_name, incoming.vat_number, incoming.updated,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, credit_note_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.credit_note_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_credit_note_lines as target
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
                partition by history.connection, history.organization_id, history.credit_note_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_freshbooks_credit_notes as winner
        inner join history_freshbooks_credit_note_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.credit_note_id = winner.credit_note_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.credit_note_id = incoming.credit_note_id
    and target.position = incoming.position
when matched then update set
    line_id = incoming.line_id,
    type = incoming.type,
    name = incoming.name,
    description = incoming.description,
    qty = incoming.qty,
    unit_cost = incoming.unit_cost,
    unit_cost_currency_code = incoming.unit_cost_currency_code,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    tax_name1 = incoming.tax_name1,
    tax_amount1 = incoming.tax_amount1,
    tax_number1 = incoming.tax_number1,
    tax_name2 = incoming.tax_name2,
    tax_amount2 = incoming.tax_amount2,
    tax_number2 = incoming.tax_number2,
    compounded_tax = incoming.compounded_tax,
    expense_id = incoming.expense_id,
    task_no = incoming.task_no,
    updated = incoming.updated,
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
    connection, organization_id, credit_note_id, position, line_id, type, name, description,
    qty, unit_cost, unit_cost_currency_code, amount, amount_currency_code, tax_name1,
    tax_amount1, tax_number1, tax_name2, tax_amount2, tax_number2, compounded_tax, expense_id,
    task_no, updated, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.credit_note_id, incoming.position,
    incoming.line_id, incoming.type, incoming.name, incoming.description, incoming.qty,
    incoming.unit_cost, incoming.unit_cost_currency_code, incoming.amount,
    incoming.amount_currency_code, incoming.tax_name1, incoming.tax_amount1,
    incoming.tax_number1, incoming.tax_name2, incoming.tax_amount2, incoming.tax_number2,
    incoming.compounded_tax, incoming.expense_id, incoming.task_no, incoming.updated,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_credit_note_lines as target
using (
    select winner.connection, winner.organization_id, winner.credit_note_id, winner._event_key, winner._load_id
    from silver_freshbooks_credit_notes as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.credit_note_id = incoming.credit_note_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_freshbooks_credit_note_lines as target
using (
    select winner.connection, winner.organization_id, winner.credit_note_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_freshbooks_credit_notes as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.entity = 'credit_notes'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.credit_note_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.credit_note_id = incoming.credit_note_id
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
      and events.entity = 'credit_notes'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
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
                'silver_freshbooks_credit_notes' as table_name,
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
                    history.credit_note_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_credit_notes as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_credit_note_lines' as table_name,
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
                    history.credit_note_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_credit_note_lines as history
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
    and target.entity = 'credit_notes'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'credit_notes',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_credit_notes as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.credit_note_id
    where hints.source = 'freshbooks'
      and hints.entity = 'credit_notes'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'credit_notes'
    and target.reason = 'partial_document'
when matched then delete;
