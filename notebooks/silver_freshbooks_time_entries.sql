-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_time_entries
-- MAGIC Time worked. is_logged: a finished entry; billed: on an invoice; a deleted one is known by is_deleted only.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_time_entries`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_time_entries
comment 'Every version that ever landed of silver_freshbooks_time_entries, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'identity_id STRING, client_id STRING, project_id STRING, service_id STRING,
            task_id STRING, retainer_id STRING, pending_client STRING, pending_project STRING,
            pending_task STRING, note STRING, duration STRING, is_logged STRING, active STRING,
            billable STRING, billed STRING, internal STRING, started_at STRING,
            created_at STRING, local_started_at STRING, local_timezone STRING, timer STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'time_entries'
      and events._problem is null
      and events.origin != 'webhook'
),

objects as (
    select
        documents.*,
        case when documents.doc.timer like '{%' then from_json(documents.doc.timer, 'id STRING, is_running STRING') end as o_timer
    from documents
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as time_entry_id,
        nullif(documents.doc.identity_id, '') as identity_id,
        nullif(documents.doc.client_id, '') as client_id,
        nullif(documents.doc.project_id, '') as project_id,
        nullif(documents.doc.service_id, '') as service_id,
        nullif(documents.doc.task_id, '') as task_id,
        nullif(documents.doc.retainer_id, '') as retainer_id,
        nullif(documents.doc.pending_client, '') as pending_client,
        nullif(documents.doc.pending_project, '') as pending_project,
        nullif(documents.doc.pending_task, '') as pending_task,
        nullif(documents.doc.note, '') as note,
        nullif(documents.doc.duration, '') as x_duration,
        nullif(documents.doc.is_logged, '') as x_is_logged,
        nullif(documents.doc.active, '') as x_active,
        nullif(documents.doc.billable, '') as x_billable,
        nullif(documents.doc.billed, '') as x_billed,
        nullif(documents.doc.internal, '') as x_internal,
        nullif(documents.doc.started_at, '') as x_started_at,
        nullif(documents.doc.created_at, '') as x_created_at,
        nullif(documents.doc.local_started_at, '') as local_started_at,
        nullif(documents.doc.local_timezone, '') as local_timezone,
        nullif(documents.o_timer.id, '') as timer_id,
        nullif(documents.o_timer.is_running, '') as x_timer_is_running,
        nullif(documents.doc.timer, '') as timer,
        nullif(documents.doc.timer, '') as t_timer,
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
        documents.doc.identity_id is not null
            and documents.doc.started_at is not null as _is_complete
    from objects as documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_duration || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_duration as DECIMAL(28, 10))
        end as duration,
        case lower(x_is_logged) when 'true' then true when 'false' then false end as is_logged,
        case lower(x_active) when 'true' then true when 'false' then false end as active,
        case lower(x_billable) when 'true' then true when 'false' then false end as billable,
        case lower(x_billed) when 'true' then true when 'false' then false end as billed,
        case lower(x_internal) when 'true' then true when 'false' then false end as internal,
        case
            when regexp_like(x_started_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z?;$')
                then try_to_timestamp(replace(replace(x_started_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ssXX')
            when regexp_like(x_started_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{1,6}Z?;$')
                then try_to_timestamp(replace(replace(x_started_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ss.SSSSSSXX')
        end as started_at,
        case
            when regexp_like(x_created_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z?;$')
                then try_to_timestamp(replace(replace(x_created_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ssXX')
            when regexp_like(x_created_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{1,6}Z?;$')
                then try_to_timestamp(replace(replace(x_created_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ss.SSSSSSXX')
        end as created_at,
        case lower(x_timer_is_running) when 'true' then true when 'false' then false end as timer_is_running
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs identity_id started_at' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_duration is not null and duration is null then 'duration' || chr(31) || translate(substring(x_duration, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_logged is not null and is_logged is null then 'is_logged' || chr(31) || translate(substring(x_is_logged, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_active is not null and active is null then 'active' || chr(31) || translate(substring(x_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_billable is not null and billable is null then 'billable' || chr(31) || translate(substring(x_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_billed is not null and billed is null then 'billed' || chr(31) || translate(substring(x_billed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_internal is not null and internal is null then 'internal' || chr(31) || translate(substring(x_internal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_started_at is not null and started_at is null then 'started_at' || chr(31) || translate(substring(x_started_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_timer_is_running is not null and timer_is_running is null then 'timer_is_running' || chr(31) || translate(substring(x_timer_is_running, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when t_timer is not null and t_timer not like '{%' then 'timer' || chr(31) || translate(substring(t_timer, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.time_entry_id,
    judged.identity_id,
    judged.client_id,
    judged.project_id,
    judged.service_id,
    judged.task_id,
    judged.retainer_id,
    judged.pending_client,
    judged.pending_project,
    judged.pending_task,
    judged.note,
    judged.duration,
    judged.is_logged,
    judged.active,
    judged.billable,
    judged.billed,
    judged.internal,
    judged.started_at,
    judged.created_at,
    judged.local_started_at,
    judged.local_timezone,
    judged.timer_id,
    judged.timer_is_running,
    judged.timer,
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

merge into silver_freshbooks_time_entries as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.time_entry_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.time_entry_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.time_entry_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_time_entries as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.time_entry_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.time_entry_id = incoming.time_entry_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    identity_id = incoming.identity_id,
    client_id = incoming.client_id,
    project_id = incoming.project_id,
    service_id = incoming.service_id,
    task_id = incoming.task_id,
    retainer_id = incoming.retainer_id,
    pending_client = incoming.pending_client,
    pending_project = incoming.pending_project,
    pending_task = incoming.pending_task,
    note = incoming.note,
    duration = incoming.duration,
    is_logged = incoming.is_logged,
    active = incoming.active,
    billable = incoming.billable,
    billed = incoming.billed,
    internal = incoming.internal,
    started_at = incoming.started_at,
    created_at = incoming.created_at,
    local_started_at = incoming.local_started_at,
    local_timezone = incoming.local_timezone,
    timer_id = incoming.timer_id,
    timer_is_running = incoming.timer_is_running,
    timer = incoming.timer,
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
    connection, organization_id, time_entry_id, identity_id, client_id, project_id, service_id,
    task_id, retainer_id, pending_client, pending_project, pending_task, note, duration,
    is_logged, active, billable, billed, internal, started_at, created_at, local_started_at,
    local_timezone, timer_id, timer_is_running, timer, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.time_entry_id, incoming.identity_id,
    incoming.client_id, incoming.project_id, incoming.service_id, incoming.task_id,
    incoming.retainer_id, incoming.pending_client, incoming.pending_project,
    incoming.pending_task, incoming.note, incoming.duration, incoming.is_logged,
    incoming.active, incoming.billable, incoming.billed, incoming.internal, incoming.started_at,
    incoming.created_at, incoming.local_started_at, incoming.local_timezone, incoming.timer_id,
    incoming.timer_is_running, incoming.timer,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, time_entry_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.time_entry_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'freshbooks'
      and events.entity = 'time_entries'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'time_entries'
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
                'silver_freshbooks_time_entries' as table_name,
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
                    history.time_entry_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_time_entries as history
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
    and target.entity = 'time_entries'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'time_entries',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_time_entries as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.time_entry_id
    where hints.source = 'freshbooks'
      and hints.entity = 'time_entries'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'time_entries'
    and target.reason = 'partial_document'
when matched then delete;
