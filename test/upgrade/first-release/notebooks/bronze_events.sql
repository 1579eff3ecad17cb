-- Databricks notebook source
-- MAGIC %md
-- MAGIC # bronze_events
-- MAGIC Copies the Parquet files of one load. COPY INTO remembers the paths it has loaded, and the names of parts are never
-- MAGIC reused, so a load is in bronze once however often it is attempted.
-- MAGIC Parameters: catalog, schema, stage (folder of the load; empty: nothing is copied).
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

declare or replace variable copy_statement string;

-- COMMAND ----------

-- A marker may stand as the path of COPY INTO from runtime 18 on only, so the statement is put together, for every runtime.
-- The path stands between double quotes: what could end them, or lead out of the folder, is refused.
set variable copy_statement = case
    when :stage = '' then 'select "no folder" as nothing_to_copy'
    when :stage not like '/%'
        or instr(:stage, '"') > 0
        or instr(:stage, chr(92)) > 0
        or regexp_like(:stage, '[' || chr(1) || '-' || chr(31) || chr(127) || ']|/[.][.](/|$)')
        then raise_error('stage must be an absolute path without "..", quotes, backslashes or control characters: ' || :stage)
    else 'copy into bronze_events
from (
    select
        cast(event_key as STRING) as event_key,
        cast(source as STRING) as source,
        cast(connection as STRING) as connection,
        cast(organization_id as STRING) as organization_id,
        cast(entity as STRING) as entity,
        cast(entity_id as STRING) as entity_id,
        cast(action as STRING) as action,
        cast(version_at as TIMESTAMP) as version_at,
        cast(received_at as TIMESTAMP) as received_at,
        cast(fetched_at as TIMESTAMP) as fetched_at,
        cast(origin as STRING) as origin,
        cast(answers as STRING) as answers,
        cast(payload as STRING) as payload,
        cast(payload_sha256 as STRING) as payload_sha256,
        cast(_problem as STRING) as _problem,
        cast(_raw_key as STRING) as _raw_key,
        cast(_raw_index as INT) as _raw_index,
        cast(_load_id as STRING) as _load_id,
        cast(_loaded_at as TIMESTAMP) as _loaded_at,
        _metadata.file_path as _source_file
    from "' || :stage || '"
)
fileformat = parquet
pattern = "part-*.parquet"
copy_options ("mergeSchema" = "false")'
end;

-- COMMAND ----------

execute immediate copy_statement;
