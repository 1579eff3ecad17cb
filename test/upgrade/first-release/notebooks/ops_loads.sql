-- Databricks notebook source
-- MAGIC %md
-- MAGIC # ops_loads
-- MAGIC The last task of a load: notes that the attempt was applied, with what it brought.
-- MAGIC Reads `bronze_events`, `silver_quarantine`; writes `ops_loads`.
-- MAGIC Parameters: catalog, schema, load_id, attempt. Running it again changes nothing but the time.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

merge into ops_loads as target
using (
    select
        :load_id as load_id,
        cast(:attempt as INT) as attempt,
        current_timestamp() as finished_at,
        bronze.row_count as bronze_rows,
        quarantine.row_count as quarantined_rows
    from (
        select count(*) as row_count
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
    ) as bronze
    cross join (
        select count(*) as row_count
        from silver_quarantine as found
        where (:load_id = '*' or found._load_id = :load_id)
    ) as quarantine
) as incoming
    on target.load_id = incoming.load_id
    and target.attempt = incoming.attempt
when matched then update set
    state = 'applied',
    finished_at = incoming.finished_at,
    bronze_rows = incoming.bronze_rows,
    quarantined_rows = incoming.quarantined_rows;
