-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_items
-- MAGIC Things that are sold. vis_state: 0 active, 1 deleted, 2 archived.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_items`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_items
comment 'Every version that ever landed of silver_freshbooks_items, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'accounting_systemid STRING, name STRING, description STRING, sku STRING, qty STRING,
            inventory STRING, unit_cost STRING, tax1 STRING, tax2 STRING, vis_state STRING,
            updated STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'items'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as item_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.name, '') as name,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.sku, '') as sku,
        nullif(documents.doc.qty, '') as x_qty,
        nullif(documents.doc.inventory, '') as x_inventory,
        nullif(documents.doc.unit_cost, '') as x_unit_cost,
        nullif(documents.doc.tax1, '') as tax1_id,
        nullif(documents.doc.tax2, '') as tax2_id,
        nullif(documents.doc.vis_state, '') as vis_state,
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
            and documents.doc.updated is not null as _is_complete
    from documents
),

money as (
    select
        texts.*,
        case when x_unit_cost like '{%' then from_json(x_unit_cost, 'amount STRING, code STRING') end as m_unit_cost
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
            when regexp_like(x_inventory || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_inventory as DECIMAL(28, 10))
        end as inventory,
        case
            when regexp_like(nullif(m_unit_cost.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_unit_cost.amount, '') as DECIMAL(28, 10))
        end as unit_cost,
        nullif(m_unit_cost.code, '') as unit_cost_currency_code,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state updated' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_qty is not null and qty is null then 'qty' || chr(31) || translate(substring(x_qty, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_inventory is not null and inventory is null then 'inventory' || chr(31) || translate(substring(x_inventory, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unit_cost is not null and (m_unit_cost.amount is null or (m_unit_cost.amount != '' and unit_cost is null)) then 'unit_cost' || chr(31) || translate(substring(x_unit_cost, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.item_id,
    judged.accounting_system_id,
    judged.name,
    judged.description,
    judged.sku,
    judged.qty,
    judged.inventory,
    judged.unit_cost,
    judged.unit_cost_currency_code,
    judged.tax1_id,
    judged.tax2_id,
    judged.vis_state,
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

merge into silver_freshbooks_items as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.item_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.item_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.item_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_items as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.item_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.item_id = incoming.item_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    accounting_system_id = incoming.accounting_system_id,
    name = incoming.name,
    description = incoming.description,
    sku = incoming.sku,
    qty = incoming.qty,
    inventory = incoming.inventory,
    unit_cost = incoming.unit_cost,
    unit_cost_currency_code = incoming.unit_cost_currency_code,
    tax1_id = incoming.tax1_id,
    tax2_id = incoming.tax2_id,
    vis_state = incoming.vis_state,
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
    connection, organization_id, item_id, accounting_system_id, name, description, sku, qty,
    inventory, unit_cost, unit_cost_currency_code, tax1_id, tax2_id, vis_state, updated,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.item_id,
    incoming.accounting_system_id, incoming.name, incoming.description, incoming.sku,
    incoming.qty, incoming.inventory, incoming.unit_cost, incoming.unit_cost_currency_code,
    incoming.tax1_id, incoming.tax2_id, incoming.vis_state, incoming.updated,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, item_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.item_id,
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
      and events.entity = 'items'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'items'
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
                'silver_freshbooks_items' as table_name,
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
                    history.item_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_items as history
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
    and target.entity = 'items'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'items',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_items as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.item_id
    where hints.source = 'freshbooks'
      and hints.entity = 'items'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'items'
    and target.reason = 'partial_document'
when matched then delete;
