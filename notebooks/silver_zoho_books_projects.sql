-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_projects
-- MAGIC Projects. `status` tells active and inactive; a deleted project is `is_deleted`. They have no stamp: the answer asked for last wins.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_projects`, `silver_zoho_books_project_tasks`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_projects
comment 'Every version that ever landed of silver_zoho_books_projects, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'project_name STRING, customer_id STRING, customer_name STRING, currency_code STRING,
            description STRING, status STRING, billing_type STRING, rate STRING,
            budget_type STRING, total_hours STRING, total_amount STRING, billed_hours STRING,
            billed_amount STRING, un_billed_hours STRING, un_billed_amount STRING,
            billable_hours STRING, billable_amount STRING, non_billable_hours STRING,
            non_billable_amount STRING, cost_budget_amount STRING,
            is_recurrence_associated STRING, show_in_dashboard STRING, has_attachment STRING,
            created_time STRING, recurring_invoices STRING, users STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'projects'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as project_id,
        nullif(documents.doc.project_name, '') as project_name,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.billing_type, '') as billing_type,
        nullif(documents.doc.rate, '') as x_rate,
        nullif(documents.doc.budget_type, '') as budget_type,
        nullif(documents.doc.total_hours, '') as total_hours,
        nullif(documents.doc.total_amount, '') as x_total_amount,
        nullif(documents.doc.billed_hours, '') as billed_hours,
        nullif(documents.doc.billed_amount, '') as x_billed_amount,
        nullif(documents.doc.un_billed_hours, '') as un_billed_hours,
        nullif(documents.doc.un_billed_amount, '') as x_un_billed_amount,
        nullif(documents.doc.billable_hours, '') as billable_hours,
        nullif(documents.doc.billable_amount, '') as x_billable_amount,
        nullif(documents.doc.non_billable_hours, '') as non_billable_hours,
        nullif(documents.doc.non_billable_amount, '') as x_non_billable_amount,
        nullif(documents.doc.cost_budget_amount, '') as x_cost_budget_amount,
        nullif(documents.doc.is_recurrence_associated, '') as x_is_recurrence_associated,
        nullif(documents.doc.show_in_dashboard, '') as x_show_in_dashboard,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.recurring_invoices, '') as recurring_invoices,
        nullif(documents.doc.users, '') as users,
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
        documents.doc.project_name is not null
            and documents.doc.status is not null
            and documents.doc.billing_type is not null
            and documents.doc.currency_code is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_total_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_amount as DECIMAL(28, 10))
        end as total_amount,
        case
            when regexp_like(x_billed_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_billed_amount as DECIMAL(28, 10))
        end as billed_amount,
        case
            when regexp_like(x_un_billed_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_un_billed_amount as DECIMAL(28, 10))
        end as un_billed_amount,
        case
            when regexp_like(x_billable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_billable_amount as DECIMAL(28, 10))
        end as billable_amount,
        case
            when regexp_like(x_non_billable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_non_billable_amount as DECIMAL(28, 10))
        end as non_billable_amount,
        case
            when regexp_like(x_cost_budget_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_cost_budget_amount as DECIMAL(28, 10))
        end as cost_budget_amount,
        case lower(x_is_recurrence_associated) when 'true' then true when 'false' then false end as is_recurrence_associated,
        case lower(x_show_in_dashboard) when 'true' then true when 'false' then false end as show_in_dashboard,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs project_name status billing_type currency_code' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_amount is not null and total_amount is null then 'total_amount' || chr(31) || translate(substring(x_total_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_billed_amount is not null and billed_amount is null then 'billed_amount' || chr(31) || translate(substring(x_billed_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_un_billed_amount is not null and un_billed_amount is null then 'un_billed_amount' || chr(31) || translate(substring(x_un_billed_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_billable_amount is not null and billable_amount is null then 'billable_amount' || chr(31) || translate(substring(x_billable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_non_billable_amount is not null and non_billable_amount is null then 'non_billable_amount' || chr(31) || translate(substring(x_non_billable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_cost_budget_amount is not null and cost_budget_amount is null then 'cost_budget_amount' || chr(31) || translate(substring(x_cost_budget_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_recurrence_associated is not null and is_recurrence_associated is null then 'is_recurrence_associated' || chr(31) || translate(substring(x_is_recurrence_associated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_show_in_dashboard is not null and show_in_dashboard is null then 'show_in_dashboard' || chr(31) || translate(substring(x_show_in_dashboard, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.project_id,
    judged.project_name,
    judged.customer_id,
    judged.customer_name,
    judged.currency_code,
    judged.description,
    judged.status,
    judged.billing_type,
    judged.rate,
    judged.budget_type,
    judged.total_hours,
    judged.total_amount,
    judged.billed_hours,
    judged.billed_amount,
    judged.un_billed_hours,
    judged.un_billed_amount,
    judged.billable_hours,
    judged.billable_amount,
    judged.non_billable_hours,
    judged.non_billable_amount,
    judged.cost_budget_amount,
    judged.is_recurrence_associated,
    judged.show_in_dashboard,
    judged.has_attachment,
    judged.created_time,
    judged.recurring_invoices,
    judged.users,
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

create or replace view history_zoho_books_project_tasks
comment 'Every version that ever landed of silver_zoho_books_project_tasks, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'tasks STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'projects'
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
                    'task_id STRING, task_name STRING, description STRING, rate STRING,
                    budget_hours STRING, total_hours STRING, billed_hours STRING,
                    un_billed_hours STRING, non_billable_hours STRING, status STRING,
                    is_billable STRING, task_custom_fields STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.tasks, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as project_id,
        elements.position,
        nullif(elements.line.task_id, '') as task_id,
        nullif(elements.line.task_name, '') as task_name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.budget_hours, '') as budget_hours,
        nullif(elements.line.total_hours, '') as total_hours,
        nullif(elements.line.billed_hours, '') as billed_hours,
        nullif(elements.line.un_billed_hours, '') as un_billed_hours,
        nullif(elements.line.non_billable_hours, '') as non_billable_hours,
        nullif(elements.line.status, '') as status,
        nullif(elements.line.is_billable, '') as x_is_billable,
        nullif(elements.line.task_custom_fields, '') as task_custom_fields,
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
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case lower(x_is_billable) when 'true' then true when 'false' then false end as is_billable
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.project_id,
    typed.position,
    typed.task_id,
    typed.task_name,
    typed.description,
    typed.rate,
    typed.budget_hours,
    typed.total_hours,
    typed.billed_hours,
    typed.un_billed_hours,
    typed.non_billable_hours,
    typed.status,
    typed.is_billable,
    typed.task_custom_fields,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_billable is not null and is_billable is null then 'is_billable' || chr(31) || translate(substring(x_is_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_projects as target
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
        from history_zoho_books_projects as history
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
    project_name = incoming.project_name,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    currency_code = incoming.currency_code,
    description = incoming.description,
    status = incoming.status,
    billing_type = incoming.billing_type,
    rate = incoming.rate,
    budget_type = incoming.budget_type,
    total_hours = incoming.total_hours,
    total_amount = incoming.total_amount,
    billed_hours = incoming.billed_hours,
    billed_amount = incoming.billed_amount,
    un_billed_hours = incoming.un_billed_hours,
    un_billed_amount = incoming.un_billed_amount,
    billable_hours = incoming.billable_hours,
    billable_amount = incoming.billable_amount,
    non_billable_hours = incoming.non_billable_hours,
    non_billable_amount = incoming.non_billable_amount,
    cost_budget_amount = incoming.cost_budget_amount,
    is_recurrence_associated = incoming.is_recurrence_associated,
    show_in_dashboard = incoming.show_in_dashboard,
    has_attachment = incoming.has_attachment,
    created_time = incoming.created_time,
    recurring_invoices = incoming.recurring_invoices,
    users = incoming.users,
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
    connection, organization_id, project_id, project_name, customer_id, customer_name,
    currency_code, description, status, billing_type, rate, budget_type, total_hours,
    total_amount, billed_hours, billed_amount, un_billed_hours, un_billed_amount,
    billable_hours, billable_amount, non_billable_hours, non_billable_amount,
    cost_budget_amount, is_recurrence_associated, show_in_dashboard, has_attachment,
    created_time, recurring_invoices, users, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.project_id, incoming.project_name,
    incoming.customer_id, incoming.customer_name, incoming.currency_code, incoming.description,
    incoming.status, incoming.billing_type, incoming.rate, incoming.budget_type,
    incoming.total_hours, incoming.total_amount, incoming.billed_hours, incoming.billed_amount,
    incoming.un_billed_hours, incoming.un_billed_amount, incoming.billable_hours,
    incoming.billable_amount, incoming.non_billable_hours, incoming.non_billable_amount,
    incoming.cost_budget_amount, incoming.is_recurrence_associated, incoming.show_in_dashboard,
    incoming.has_attachment, incoming.created_time, incoming.recurring_invoices, incoming.users,
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

merge into silver_zoho_books_project_tasks as target
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
        from silver_zoho_books_projects as winner
        inner join history_zoho_books_project_tasks as history
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
    task_id = incoming.task_id,
    task_name = incoming.task_name,
    description = incoming.description,
    rate = incoming.rate,
    budget_hours = incoming.budget_hours,
    total_hours = incoming.total_hours,
    billed_hours = incoming.billed_hours,
    un_billed_hours = incoming.un_billed_hours,
    non_billable_hours = incoming.non_billable_hours,
    status = incoming.status,
    is_billable = incoming.is_billable,
    task_custom_fields = incoming.task_custom_fields,
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
    connection, organization_id, project_id, position, task_id, task_name, description, rate,
    budget_hours, total_hours, billed_hours, un_billed_hours, non_billable_hours, status,
    is_billable, task_custom_fields, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.project_id, incoming.position,
    incoming.task_id, incoming.task_name, incoming.description, incoming.rate,
    incoming.budget_hours, incoming.total_hours, incoming.billed_hours,
    incoming.un_billed_hours, incoming.non_billable_hours, incoming.status,
    incoming.is_billable, incoming.task_custom_fields, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_project_tasks as target
using (
    select winner.connection, winner.organization_id, winner.project_id, winner._event_key, winner._load_id
    from silver_zoho_books_projects as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.project_id = incoming.project_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_project_tasks as target
using (
    select winner.connection, winner.organization_id, winner.project_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_projects as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
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
      and events.source = 'zoho_books'
      and events.entity = 'projects'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
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
                'silver_zoho_books_projects' as table_name,
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
                from history_zoho_books_projects as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_project_tasks' as table_name,
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
                from history_zoho_books_project_tasks as history
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
    and target.entity = 'projects'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'projects',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_projects as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.project_id
    where hints.source = 'zoho_books'
      and hints.entity = 'projects'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'projects'
    and target.reason = 'partial_document'
when matched then delete;
