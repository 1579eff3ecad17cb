-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_events
-- MAGIC One row per landed FreshBooks delivery. A delivery carries ids only; `data` is the document that answers it: the latest
-- MAGIC landed API answer that names the delivery. Deliveries and answers may be loaded in any order. A handshake
-- MAGIC (`callback.verify`) has no data.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_events`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

-- The deliveries themselves.
merge into silver_freshbooks_events as target
using (
    select *
    from (
        select
            events.*,
            from_json(
                events.payload,
                'name STRING, object_id STRING, account_id STRING, identity_id STRING'
            ) as form,
            row_number() over (
                partition by events.event_key
                order by events._load_id desc
            ) as _rank
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.origin = 'webhook'
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.event_id = incoming.event_key
-- a replay by a later release may read more out of the same delivery
when matched and incoming._load_id >= target._load_id then update set
    entity = incoming.entity,
    object_id = nullif(incoming.form.object_id, ''),
    account_id = nullif(incoming.form.account_id, ''),
    identity_id = nullif(incoming.form.identity_id, ''),
    event_type = nullif(incoming.form.name, ''),
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when not matched then insert (
    connection, organization_id, event_id, entity, object_id, account_id, identity_id, event_type,
    event_timestamp, received_at, _version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.event_key, incoming.entity,
    nullif(incoming.form.object_id, ''), nullif(incoming.form.account_id, ''),
    nullif(incoming.form.identity_id, ''), nullif(incoming.form.name, ''), incoming.received_at,
    incoming.received_at, '', incoming.event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

-- Their answers: of the deliveries or the answers in this load, the answer that was asked for last.
merge into silver_freshbooks_events as target
using (
    select *
    from (
        select
            deliveries.connection,
            deliveries.organization_id,
            deliveries.event_id,
            answers.payload,
            answers.event_key,
            answers._version,
            row_number() over (
                partition by
                    deliveries.connection, deliveries.organization_id, deliveries.event_id
                order by answers._version desc, answers._load_id desc
            ) as _rank
        from silver_freshbooks_events as deliveries
        inner join (
            select
                events.connection,
                events.organization_id,
                events.entity,
                events.entity_id,
                events.answers,
                events.payload,
                events.event_key,
                events._load_id,
                lpad(cast(greatest(unix_micros(events.fetched_at), 0) as STRING), 18, '0')
                    || '/' || events.event_key as _version
            from bronze_events as events
            where events.source = 'freshbooks'
              and events.answers is not null
        ) as answers
            on deliveries.connection = answers.connection
            and deliveries.organization_id = answers.organization_id
            and deliveries.entity = answers.entity
            and deliveries.object_id = answers.entity_id
            and instr(answers.answers, deliveries._raw_key) > 0
        where :load_id = '*'
            or deliveries._load_id = :load_id
            or answers._load_id = :load_id
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.event_id = incoming.event_id
when matched and incoming._version >= target._version then update set
    data = incoming.payload,
    data_event_key = incoming.event_key,
    _version = incoming._version;
