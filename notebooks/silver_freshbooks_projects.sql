-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_projects
-- MAGIC Projects. complete: finished; active: neither archived nor removed; a deleted one is known by is_deleted only.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_projects`, `silver_freshbooks_project_services`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_projects
comment 'Every version that ever landed of silver_freshbooks_projects, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'title STRING, description STRING, client_id STRING, project_manager_id STRING,
            retainer_id STRING, group_id STRING, group STRING, internal STRING, active STRING,
            complete STRING, sample STRING, project_type STRING, billing_method STRING,
            billed_status STRING, due_date STRING, budget STRING, fixed_price STRING,
            rate STRING, billed_amount STRING, expense_markup STRING, logged_duration STRING,
            created_at STRING, updated_at STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'projects'
      and events._problem is null
      and events.origin != 'webhook'
),

objects as (
    select
        documents.*,
        case when documents.doc.group like '{%' then from_json(documents.doc.group, 'id STRING') end as o_group
    from documents
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as project_id,
        nullif(documents.doc.title, '') as title,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.client_id, '') as client_id,
        nullif(documents.doc.project_manager_id, '') as project_manager_id,
        nullif(documents.doc.retainer_id, '') as retainer_id,
        nullif(documents.doc.group_id, '') as group_id,
        nullif(documents.o_group.id, '') as team_id,
        nullif(documents.doc.internal, '') as x_internal,
        nullif(documents.doc.active, '') as x_active,
        nullif(documents.doc.complete, '') as x_complete,
        nullif(documents.doc.sample, '') as x_sample,
        nullif(documents.doc.project_type, '') as project_type,
        nullif(documents.doc.billing_method, '') as billing_method,
        nullif(documents.doc.billed_status, '') as billed_status,
        nullif(documents.doc.due_date, '') as x_due_date,
        nullif(documents.doc.budget, '') as x_budget,
        nullif(documents.doc.fixed_price, '') as x_fixed_price,
        nullif(documents.doc.rate, '') as x_rate,
        nullif(documents.doc.billed_amount, '') as x_billed_amount,
        nullif(documents.doc.expense_markup, '') as x_expense_markup,
        nullif(documents.doc.logged_duration, '') as x_logged_duration,
        nullif(documents.doc.created_at, '') as x_created_at,
        nullif(documents.doc.updated_at, '') as x_updated_at,
        nullif(documents.doc.group, '') as team,
        nullif(documents.doc.group, '') as t_group,
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
        documents.doc.title is not null
            and documents.doc.created_at is not null as _is_complete
    from objects as documents
),

typed as (
    select
        texts.*,
        case lower(x_internal) when 'true' then true when 'false' then false end as internal,
        case lower(x_active) when 'true' then true when 'false' then false end as active,
        case lower(x_complete) when 'true' then true when 'false' then false end as complete,
        case lower(x_sample) when 'true' then true when 'false' then false end as sample,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case
            when regexp_like(x_budget || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_budget as DECIMAL(28, 10))
        end as budget,
        case
            when regexp_like(x_fixed_price || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_fixed_price as DECIMAL(28, 10))
        end as fixed_price,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_billed_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_billed_amount as DECIMAL(28, 10))
        end as billed_amount,
        case
            when regexp_like(x_expense_markup || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_expense_markup as DECIMAL(28, 10))
        end as expense_markup,
        case
            when regexp_like(x_logged_duration || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_logged_duration as DECIMAL(28, 10))
        end as logged_duration,
        case
            when regexp_like(x_created_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z?;$')
                then try_to_timestamp(replace(replace(x_created_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ssXX')
            when regexp_like(x_created_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{1,6}Z?;$')
                then try_to_timestamp(replace(replace(x_created_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ss.SSSSSSXX')
        end as created_at,
        case
            when regexp_like(x_updated_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z?;$')
                then try_to_timestamp(replace(replace(x_updated_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ssXX')
            when regexp_like(x_updated_at || ';', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{1,6}Z?;$')
                then try_to_timestamp(replace(replace(x_updated_at, 'T', ' '), 'Z', '') || 'Z', 'yyyy-MM-dd HH:mm:ss.SSSSSSXX')
        end as updated_at
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs title created_at' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_internal is not null and internal is null then 'internal' || chr(31) || translate(substring(x_internal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_active is not null and active is null then 'active' || chr(31) || translate(substring(x_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_complete is not null and complete is null then 'complete' || chr(31) || translate(substring(x_complete, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_sample is not null and sample is null then 'sample' || chr(31) || translate(substring(x_sample, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_budget is not null and budget is null then 'budget' || chr(31) || translate(substring(x_budget, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_fixed_price is not null and fixed_price is null then 'fixed_price' || chr(31) || translate(substring(x_fixed_price, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_billed_amount is not null and billed_amount is null then 'billed_amount' || chr(31) || translate(substring(x_billed_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_expense_markup is not null and expense_markup is null then 'expense_markup' || chr(31) || translate(substring(x_expense_markup, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_logged_duration is not null and logged_duration is null then 'logged_duration' || chr(31) || translate(substring(x_logged_duration, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_at is not null and updated_at is null then 'updated_at' || chr(31) || translate(substring(x_updated_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when t_group is not null and t_group not like '{%' then 'group' || chr(31) || translate(substring(t_group, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.project_id,
    judged.title,
    judged.description,
    judged.client_id,
    judged.project_manager_id,
    judged.retainer_id,
    judged.group_id,
    judged.team_id,
    judged.internal,
    judged.active,
    judged.complete,
    judged.sample,
    judged.project_type,
    judged.billing_method,
    judged.billed_status,
    judged.due_date,
    judged.budget,
    judged.fixed_price,
    judged.rate,
    judged.billed_amount,
    judged.expense_markup,
    judged.logged_duration,
    judged.created_at,
    judged.updated_at,
    judged.team,
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

create or replace view history_freshbooks_project_services
comment 'Every version that ever landed of silver_freshbooks_project_services, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'services STRING') as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'projects'
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
                    'id STRING, business_id STRING, name STRING, billable STRING,
                    vis_state STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.services, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as project_id,
        elements.position,
        nullif(elements.line.id, '') as service_id,
        nullif(elements.line.business_id, '') as business_id,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.billable, '') as x_billable,
        nullif(elements.line.vis_state, '') as vis_state,
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
        case lower(x_billable) when 'true' then true when 'false' then false end as billable
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.project_id,
    typed.position,
    typed.service_id,
    typed.business_id,
    typed.name,
    typed.billable,
    typed.vis_state,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_billable is not null and billable is null then 'billable' || chr(31) || translate(substring(x_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_freshbooks_projects as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.project_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.project_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.project_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_projects as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.project_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.project_id = incoming.project_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    title = incoming.title,
    description = incoming.description,
    client_id = incoming.client_id,
    project_manager_id = incoming.project_manager_id,
    retainer_id = incoming.retainer_id,
    group_id = incoming.group_id,
    team_id = incoming.team_id,
    internal = incoming.internal,
    active = incoming.active,
    complete = incoming.complete,
    sample = incoming.sample,
    project_type = incoming.project_type,
    billing_method = incoming.billing_method,
    billed_status = incoming.billed_status,
    due_date = incoming.due_date,
    budget = incoming.budget,
    fixed_price = incoming.fixed_price,
    rate = incoming.rate,
    billed_amount = incoming.billed_amount,
    expense_markup = incoming.expense_markup,
    logged_duration = incoming.logged_duration,
    created_at = incoming.created_at,
    updated_at = incoming.updated_at,
    team = incoming.team,
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
    connection, organization_id, project_id, title, description, client_id, project_manager_id,
    retainer_id, group_id, team_id, internal, active, complete, sample, project_type,
    billing_method, billed_status, due_date, budget, fixed_price, rate, billed_amount,
    expense_markup, logged_duration, created_at, updated_at, team, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.project_id, incoming.title,
    incoming.description, incoming.client_id, incoming.project_manager_id, incoming.retainer_id,
    incoming.group_id, incoming.team_id, incoming.internal, incoming.active, incoming.complete,
    incoming.sample, incoming.project_type, incoming.billing_method, incoming.billed_status,
    incoming.due_date, incoming.budget, incoming.fixed_price, incoming.rate,
    incoming.billed_amount, incoming.expense_markup, incoming.logged_duration,
    incoming.created_at, incoming.updated_at, incoming.team,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, project_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.project_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_project_services as target
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
                partition by history.connection, history.organization_id, history.project_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_freshbooks_projects as winner
        inner join history_freshbooks_project_services as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.project_id = winner.project_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.project_id = incoming.project_id
    and target.position = incoming.position
when matched then update set
    service_id = incoming.service_id,
    business_id = incoming.business_id,
    name = incoming.name,
    billable = incoming.billable,
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
    connection, organization_id, project_id, position, service_id, business_id, name, billable,
    vis_state, is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key,
    _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.project_id, incoming.position,
    incoming.service_id, incoming.business_id, incoming.name, incoming.billable,
    incoming.vis_state, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_project_services as target
using (
    select winner.connection, winner.organization_id, winner.project_id, winner._event_key, winner._load_id
    from silver_freshbooks_projects as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.project_id = incoming.project_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_freshbooks_project_services as target
using (
    select winner.connection, winner.organization_id, winner.project_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_freshbooks_projects as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.entity = 'projects'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.project_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.project_id = incoming.project_id
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
      and events.entity = 'projects'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'projects'
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
                'silver_freshbooks_projects' as table_name,
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
                    history.project_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_projects as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_project_services' as table_name,
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
                    history.project_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_project_services as history
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
    and target.entity = 'projects'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'projects',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_projects as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.project_id
    where hints.source = 'freshbooks'
      and hints.entity = 'projects'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'projects'
    and target.reason = 'partial_document'
when matched then delete;
