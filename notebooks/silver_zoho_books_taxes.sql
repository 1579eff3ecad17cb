-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_taxes
-- MAGIC Taxes and tax groups (`tax_type`). `is_inactive` tells those that are no longer used, which lists hide unless asked for all; a deleted tax is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_taxes`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_taxes
comment 'Every version that ever landed of silver_zoho_books_taxes, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'tax_name STRING, tax_percentage STRING, tax_type STRING, tax_factor STRING,
            tds_payable_account_id STRING, tax_authority_id STRING, tax_authority_name STRING,
            is_value_added STRING, tax_specific_type STRING, country STRING,
            country_code STRING, purchase_tax_expense_account_id STRING,
            tax_specification STRING, is_inactive STRING, status STRING, start_date STRING,
            end_date STRING, diff_rate_reason STRING, is_default_tax STRING, is_editable STRING,
            output_tax_account_name STRING, purchase_tax_account_name STRING,
            tax_account_id STRING, purchase_tax_account_id STRING, last_modified_time STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'taxes'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as tax_id,
        nullif(documents.doc.tax_name, '') as tax_name,
        nullif(documents.doc.tax_percentage, '') as x_tax_percentage,
        nullif(documents.doc.tax_type, '') as tax_type,
        nullif(documents.doc.tax_factor, '') as tax_factor,
        nullif(documents.doc.tds_payable_account_id, '') as tds_payable_account_id,
        nullif(documents.doc.tax_authority_id, '') as tax_authority_id,
        nullif(documents.doc.tax_authority_name, '') as tax_authority_name,
        nullif(documents.doc.is_value_added, '') as x_is_value_added,
        nullif(documents.doc.tax_specific_type, '') as tax_specific_type,
        nullif(documents.doc.country, '') as country,
        nullif(documents.doc.country_code, '') as country_code,
        nullif(documents.doc.purchase_tax_expense_account_id, '') as purchase_tax_expense_account_id,
        nullif(documents.doc.tax_specification, '') as tax_specification,
        nullif(documents.doc.is_inactive, '') as x_is_inactive,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.start_date, '') as start_date,
        nullif(documents.doc.end_date, '') as end_date,
        nullif(documents.doc.diff_rate_reason, '') as diff_rate_reason,
        nullif(documents.doc.is_default_tax, '') as x_is_default_tax,
        nullif(documents.doc.is_editable, '') as x_is_editable,
        nullif(documents.doc.output_tax_account_name, '') as output_tax_account_name,
        nullif(documents.doc.purchase_tax_account_name, '') as purchase_tax_account_name,
        nullif(documents.doc.tax_account_id, '') as tax_account_id,
        nullif(documents.doc.purchase_tax_account_id, '') as purchase_tax_account_id,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
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
        documents.doc.tax_name is not null
            and documents.doc.tax_percentage is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case lower(x_is_value_added) when 'true' then true when 'false' then false end as is_value_added,
        case lower(x_is_inactive) when 'true' then true when 'false' then false end as is_inactive,
        case lower(x_is_default_tax) when 'true' then true when 'false' then false end as is_default_tax,
        case lower(x_is_editable) when 'true' then true when 'false' then false end as is_editable,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs tax_name tax_percentage' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_value_added is not null and is_value_added is null then 'is_value_added' || chr(31) || translate(substring(x_is_value_added, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_inactive is not null and is_inactive is null then 'is_inactive' || chr(31) || translate(substring(x_is_inactive, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_default_tax is not null and is_default_tax is null then 'is_default_tax' || chr(31) || translate(substring(x_is_default_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_editable is not null and is_editable is null then 'is_editable' || chr(31) || translate(substring(x_is_editable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.tax_id,
    judged.tax_name,
    judged.tax_percentage,
    judged.tax_type,
    judged.tax_factor,
    judged.tds_payable_account_id,
    judged.tax_authority_id,
    judged.tax_authority_name,
    judged.is_value_added,
    judged.tax_specific_type,
    judged.country,
    judged.country_code,
    judged.purchase_tax_expense_account_id,
    judged.tax_specification,
    judged.is_inactive,
    judged.status,
    judged.start_date,
    judged.end_date,
    judged.diff_rate_reason,
    judged.is_default_tax,
    judged.is_editable,
    judged.output_tax_account_name,
    judged.purchase_tax_account_name,
    judged.tax_account_id,
    judged.purchase_tax_account_id,
    judged.last_modified_time,
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

merge into silver_zoho_books_taxes as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.tax_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.tax_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.tax_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_taxes as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.tax_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.tax_id = incoming.tax_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    tax_name = incoming.tax_name,
    tax_percentage = incoming.tax_percentage,
    tax_type = incoming.tax_type,
    tax_factor = incoming.tax_factor,
    tds_payable_account_id = incoming.tds_payable_account_id,
    tax_authority_id = incoming.tax_authority_id,
    tax_authority_name = incoming.tax_authority_name,
    is_value_added = incoming.is_value_added,
    tax_specific_type = incoming.tax_specific_type,
    country = incoming.country,
    country_code = incoming.country_code,
    purchase_tax_expense_account_id = incoming.purchase_tax_expense_account_id,
    tax_specification = incoming.tax_specification,
    is_inactive = incoming.is_inactive,
    status = incoming.status,
    start_date = incoming.start_date,
    end_date = incoming.end_date,
    diff_rate_reason = incoming.diff_rate_reason,
    is_default_tax = incoming.is_default_tax,
    is_editable = incoming.is_editable,
    output_tax_account_name = incoming.output_tax_account_name,
    purchase_tax_account_name = incoming.purchase_tax_account_name,
    tax_account_id = incoming.tax_account_id,
    purchase_tax_account_id = incoming.purchase_tax_account_id,
    last_modified_time = incoming.last_modified_time,
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
    connection, organization_id, tax_id, tax_name, tax_percentage, tax_type, tax_factor,
    tds_payable_account_id, tax_authority_id, tax_authority_name, is_value_added,
    tax_specific_type, country, country_code, purchase_tax_expense_account_id,
    tax_specification, is_inactive, status, start_date, end_date, diff_rate_reason,
    is_default_tax, is_editable, output_tax_account_name, purchase_tax_account_name,
    tax_account_id, purchase_tax_account_id, last_modified_time, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.tax_id, incoming.tax_name,
    incoming.tax_percentage, incoming.tax_type, incoming.tax_factor,
    incoming.tds_payable_account_id, incoming.tax_authority_id, incoming.tax_authority_name,
    incoming.is_value_added, incoming.tax_specific_type, incoming.country,
    incoming.country_code, incoming.purchase_tax_expense_account_id, incoming.tax_specification,
    incoming.is_inactive, incoming.status, incoming.start_date, incoming.end_date,
    incoming.diff_rate_reason, incoming.is_default_tax, incoming.is_editable,
    incoming.output_tax_account_name, incoming.purchase_tax_account_name,
    incoming.tax_account_id, incoming.purchase_tax_account_id, incoming.last_modified_time,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, tax_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.tax_id,
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
      and events.entity = 'taxes'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'taxes'
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
                'silver_zoho_books_taxes' as table_name,
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
                    history.tax_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_taxes as history
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
    and target.entity = 'taxes'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'taxes',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_taxes as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.tax_id
    where hints.source = 'zoho_books'
      and hints.entity = 'taxes'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'taxes'
    and target.reason = 'partial_document'
when matched then delete;
