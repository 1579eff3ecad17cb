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
    -- what both branches below write is said once
    select
        ranked.*,
        coalesce(
            nullif(ranked.doc.last_modified_by_id, ''),
            nullif(ranked.doc.last_modified_id, '')
        ) as identity_id,
        ranked.entity || '.' || case
            when ranked.action = 'delete_hint' then 'deleted'
            else coalesce(ranked.action, 'updated')
        end as event_type,
        case
            when ranked.action in ('deleted', 'delete_hint') then ranked.received_at
            else coalesce(ranked.version_at, ranked.received_at)
        end as event_timestamp
    from (
        select
            events.*,
            from_json(
                events.payload, 'last_modified_by_id STRING, last_modified_id STRING'
            ) as doc,
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
    identity_id = incoming.identity_id,
    event_type = incoming.event_type,
    event_timestamp = incoming.event_timestamp,
    data = incoming.payload,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when not matched then insert (
    connection, organization_id, event_id, entity, object_id, account_id, identity_id, event_type,
    event_timestamp, received_at, data, data_event_key, _version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.event_key, incoming.entity,
    incoming.entity_id, incoming.organization_id, incoming.identity_id, incoming.event_type,
    incoming.event_timestamp, incoming.received_at, incoming.payload, incoming.event_key, '',
    incoming.event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);
