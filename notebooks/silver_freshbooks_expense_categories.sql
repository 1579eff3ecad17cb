-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_expense_categories
-- MAGIC Categories of expenses. vis_state: 0 active, 1 deleted, 2 archived.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_expense_categories`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_expense_categories
comment 'Every version that ever landed of silver_freshbooks_expense_categories, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'category STRING, categoryid STRING, parentid STRING, is_cogs STRING,
            is_editable STRING, transaction_posted STRING, vis_state STRING, created_at STRING,
            updated_at STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'expense_categories'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as expense_category_id,
        nullif(documents.doc.category, '') as category,
        nullif(documents.doc.categoryid, '') as category_id,
        nullif(documents.doc.parentid, '') as parent_id,
        nullif(documents.doc.is_cogs, '') as x_is_cogs,
        nullif(documents.doc.is_editable, '') as x_is_editable,
        nullif(documents.doc.transaction_posted, '') as x_transaction_posted,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.created_at, '') as x_created_at,
        nullif(documents.doc.updated_at, '') as x_updated_at,
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
            and documents.doc.category is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case lower(x_is_cogs) when 'true' then true when 'false' then false end as is_cogs,
        case lower(x_is_editable) when 'true' then true when 'false' then false end as is_editable,
        case lower(x_transaction_posted) when 'true' then true when 'false' then false end as transaction_posted,
        to_utc_timestamp(case when length(x_created_at) = 19 then try_to_timestamp(x_created_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as created_at,
        to_utc_timestamp(case when length(x_updated_at) = 19 then try_to_timestamp(x_updated_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated_at
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state category' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_is_cogs is not null and is_cogs is null then 'is_cogs' || chr(31) || translate(substring(x_is_cogs, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_editable is not null and is_editable is null then 'is_editable' || chr(31) || translate(substring(x_is_editable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_transaction_posted is not null and transaction_posted is null then 'transaction_posted' || chr(31) || translate(substring(x_transaction_posted, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_at is not null and updated_at is null then 'updated_at' || chr(31) || translate(substring(x_updated_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.expense_category_id,
    judged.category,
    judged.category_id,
    judged.parent_id,
    judged.is_cogs,
    judged.is_editable,
    judged.transaction_posted,
    judged.vis_state,
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

merge into silver_freshbooks_expense_categories as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.expense_category_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.expense_category_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.expense_category_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_expense_categories as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.expense_category_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_category_id = incoming.expense_category_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    category = incoming.category,
    category_id = incoming.category_id,
    parent_id = incoming.parent_id,
    is_cogs = incoming.is_cogs,
    is_editable = incoming.is_editable,
    transaction_posted = incoming.transaction_posted,
    vis_state = incoming.vis_state,
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
    connection, organization_id, expense_category_id, category, category_id, parent_id, is_cogs,
    is_editable, transaction_posted, vis_state, created_at, updated_at, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_category_id,
    incoming.category, incoming.category_id, incoming.parent_id, incoming.is_cogs,
    incoming.is_editable, incoming.transaction_posted, incoming.vis_state, incoming.created_at,
    incoming.updated_at,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, expense_category_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_category_id,
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
      and events.entity = 'expense_categories'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'expense_categories'
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
                'silver_freshbooks_expense_categories' as table_name,
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
                    history.expense_category_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_expense_categories as history
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
    and target.entity = 'expense_categories'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'expense_categories',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_expense_categories as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.expense_category_id
    where hints.source = 'freshbooks'
      and hints.entity = 'expense_categories'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'expense_categories'
    and target.reason = 'partial_document'
when matched then delete;
