-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_events
-- MAGIC One row per landed Zoho Books webhook. Zoho Books names no event and gives no time of it: the type is the entity and the
-- MAGIC trigger of the route, the time is the record's modification time, for a deletion the receipt.
-- MAGIC A `delete_hint` is a deletion that counts once the record was asked for; it is an event like any other.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_events`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

merge into silver_zoho_books_events as target
using (
    select *
    from (
        select
            events.*,
            from_json(events.payload, 'last_modified_by_id STRING') as doc,
            row_number() over (
                partition by events.event_key
                order by events._load_id desc
            ) as _rank
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.origin = 'webhook'
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.event_id = incoming.event_key
-- a replay by a later release may read more out of the same delivery, or leave something out
when matched and incoming._load_id >= target._load_id then update set
    entity = incoming.entity,
    object_id = incoming.entity_id,
    identity_id = nullif(incoming.doc.last_modified_by_id, ''),
    event_type = incoming.entity || '.' || coalesce(incoming.action, 'updated'),
    event_timestamp = case
        when incoming.action = 'deleted' then incoming.received_at
        else coalesce(incoming.version_at, incoming.received_at)
    end,
    data = incoming.payload,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when not matched then insert (
    connection, organization_id, event_id, entity, object_id, account_id, identity_id, event_type,
    event_timestamp, received_at, data, data_event_key, _version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.event_key, incoming.entity,
    incoming.entity_id, incoming.organization_id, nullif(incoming.doc.last_modified_by_id, ''),
    incoming.entity || '.' || case
        when incoming.action = 'delete_hint' then 'deleted'
        else coalesce(incoming.action, 'updated')
    end,
    case
        when incoming.action in ('deleted', 'delete_hint') then incoming.received_at
        else coalesce(incoming.version_at, incoming.received_at)
    end,
    incoming.received_at, incoming.payload, incoming.event_key, '', incoming.event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);
