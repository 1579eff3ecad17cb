-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_quarantine
-- MAGIC Documents that no entity notebook takes: those that an engine would refuse, those that must not type silver, and those
-- MAGIC of entities that the catalog does not know yet. Values that do not fit their type are added by the entity notebooks.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
) as incoming
    on target._event_key = incoming.event_key
    and target.table_name = ''
when matched then delete;

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select *
    from (
        select
            events.*,
            coalesce(events._problem, 'unknown_entity') as reason,
            row_number() over (partition by events.event_key order by events._load_id desc) as _rank
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and (
              events._problem is not null
              or events.source || '.' || events.entity not in (
                  'zoho_books.contacts', 'zoho_books.customer_payments', 'zoho_books.invoices',
                  'freshbooks.clients', 'freshbooks.invoices', 'freshbooks.payments'
              )
          )
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming.event_key
    and target.table_name = ''
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.source, incoming.connection, incoming.organization_id, incoming.entity, incoming.entity_id,
    '', 0, '', substring(incoming.payload, 1, 200), incoming.reason, incoming.received_at,
    incoming.event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);
