import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BRONZE_COLUMNS } from '../../../loader/bronze.ts';

const HEADER = '-- Databricks notebook source\n-- MAGIC %md\n-- MAGIC Small notebooks to test engines with.';
const TYPES = { string: 'STRING', instant: 'TIMESTAMP', int: 'INT' } as const;
const USE = ['USE CATALOG IDENTIFIER(:catalog)', 'USE SCHEMA IDENTIFIER(:schema)'];

/** Cells by notebook, in job order: things from bronze, with every kind of statement that the real notebooks use. */
export const SMALL_NOTEBOOKS: Readonly<Record<string, readonly string[]>> = {
  setup: [
    'USE CATALOG IDENTIFIER(:catalog)',
    'CREATE SCHEMA IF NOT EXISTS IDENTIFIER(:schema)',
    'USE SCHEMA IDENTIFIER(:schema)',
    `CREATE TABLE IF NOT EXISTS bronze_events (
      ${BRONZE_COLUMNS.map(({ name, type, required }) => `${name} ${TYPES[type]}${required ? ' NOT NULL' : ''} COMMENT 'c'`).join(', ')},
      _source_file STRING
    ) USING DELTA CLUSTER BY (source, entity) TBLPROPERTIES ('delta.appendOnly' = 'true') COMMENT 'bronze'`,
    `CREATE TABLE IF NOT EXISTS silver_things (
      connection STRING NOT NULL, thing_id STRING NOT NULL COMMENT 'Id', total DECIMAL(28, 10), on_day DATE,
      changed_at TIMESTAMP, is_open BOOLEAN, _version STRING NOT NULL, _event_key STRING, _load_id STRING,
      _loaded_at TIMESTAMP,
      CONSTRAINT silver_things_pk PRIMARY KEY (connection, thing_id)
    ) USING DELTA COMMENT 'things'`,
    `CREATE TABLE IF NOT EXISTS silver_thing_parts (
      connection STRING NOT NULL, thing_id STRING NOT NULL, position INT NOT NULL, name STRING, _version STRING NOT NULL
    ) USING DELTA`,
    'CREATE TABLE IF NOT EXISTS silver_quarantine (reason STRING NOT NULL, _event_key STRING, _load_id STRING) USING DELTA',
    'CREATE TABLE IF NOT EXISTS ops_loads (load_id STRING NOT NULL, attempt INT NOT NULL, state STRING) USING DELTA',
    `MERGE INTO ops_loads AS t USING (SELECT :load_id AS load_id, CAST(:attempt AS INT) AS attempt) AS s
      ON t.load_id = s.load_id AND t.attempt = s.attempt
      WHEN NOT MATCHED THEN INSERT (load_id, attempt, state) VALUES (s.load_id, s.attempt, 'started')`,
  ],
  bronze_events: [
    ...USE,
    `COPY INTO bronze_events FROM (
      SELECT ${BRONZE_COLUMNS.map(({ name, type }) => `CAST(${name} AS ${TYPES[type]}) AS ${name}`).join(', ')},
        _metadata.file_path AS _source_file
      FROM :stage
    ) FILEFORMAT = PARQUET PATTERN = 'part-*.parquet' COPY_OPTIONS ('mergeSchema' = 'false')`,
  ],
  silver_things: [
    ...USE,
    `CREATE OR REPLACE VIEW history_things (connection COMMENT 'Connection', thing_id, doc, total, problem, _version, _event_key, _load_id, _loaded_at)
    COMMENT 'Every version' AS
    SELECT x.connection, x.thing_id, x.doc, TRY_CAST(NULLIF(x.doc.total, '') AS DECIMAL(28, 10)) AS total,
      CASE WHEN x.doc.total IS NOT NULL AND TRY_CAST(x.doc.total AS DECIMAL(28, 10)) IS NULL THEN 'total: ' || x.doc.total END AS problem,
      lpad(CAST(unix_micros(x.version_at) AS STRING), 18, '0') || '/' || x.event_key AS _version, x.event_key, x._load_id, x._loaded_at
    FROM (
      SELECT e.*, e.entity_id AS thing_id,
        from_json(e.payload, 'total STRING, onDay STRING, changed STRING, open STRING, parts STRING') AS doc
      FROM bronze_events AS e WHERE e.entity = 'things'
    ) AS x`,
    `MERGE INTO silver_things AS t USING (
      SELECT * FROM (
        SELECT h.*, ROW_NUMBER() OVER (PARTITION BY h.connection, h.thing_id ORDER BY h._version DESC, h._load_id DESC) AS _rank
        FROM history_things AS h WHERE (:load_id = '*' OR h._load_id = :load_id) AND h.problem IS NULL
      ) AS r WHERE r._rank = 1
    ) AS s ON t.connection = s.connection AND t.thing_id = s.thing_id
    WHEN MATCHED AND s._version > t._version THEN UPDATE SET
      total = s.total, on_day = TRY_CAST(s.doc.onDay AS DATE),
      changed_at = try_to_timestamp(replace(s.doc.changed, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX'),
      is_open = TRY_CAST(s.doc.open AS BOOLEAN), _version = s._version, _event_key = s._event_key,
      _load_id = s._load_id, _loaded_at = s._loaded_at
    WHEN NOT MATCHED THEN INSERT (connection, thing_id, total, on_day, changed_at, is_open, _version, _event_key, _load_id, _loaded_at)
    VALUES (s.connection, s.thing_id, s.total, TRY_CAST(s.doc.onDay AS DATE),
      try_to_timestamp(replace(s.doc.changed, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX'), TRY_CAST(s.doc.open AS BOOLEAN),
      s._version, s._event_key, s._load_id, s._loaded_at)`,
    `MERGE INTO silver_thing_parts AS t USING (SELECT connection, thing_id, _version FROM silver_things) AS s
    ON t.connection = s.connection AND t.thing_id = s.thing_id
    WHEN MATCHED AND t._version <> s._version THEN DELETE`,
    `MERGE INTO silver_thing_parts AS t USING (
      SELECT DISTINCT s.connection, s.thing_id, l.pos + 1 AS position, from_json(l.part, 'name STRING').name AS name, s._version
      FROM silver_things AS s INNER JOIN history_things AS h ON h._event_key = s._event_key,
        LATERAL posexplode(from_json(h.doc.parts, 'ARRAY<STRING>')) AS l(pos, part)
    ) AS s ON t.connection = s.connection AND t.thing_id = s.thing_id AND t.position = s.position
    WHEN NOT MATCHED THEN INSERT (connection, thing_id, position, name, _version)
    VALUES (s.connection, s.thing_id, s.position, s.name, s._version)`,
    `MERGE INTO silver_quarantine AS t USING (
      SELECT h._event_key, max(h.problem) AS reason, max(h._load_id) AS _load_id FROM history_things AS h
      WHERE (:load_id = '*' OR h._load_id = :load_id) AND h.problem IS NOT NULL GROUP BY h._event_key
    ) AS s ON t._event_key = s._event_key
    WHEN NOT MATCHED THEN INSERT (reason, _event_key, _load_id) VALUES (s.reason, s._event_key, s._load_id)`,
  ],
  gold_things: [
    ...USE,
    'CREATE OR REPLACE VIEW gold_things AS SELECT CAST(sum(total) AS DECIMAL(28, 10)) AS total FROM silver_things',
  ],
  ops_loads: [
    ...USE,
    "MERGE INTO ops_loads AS t USING (SELECT :load_id AS load_id, CAST(:attempt AS INT) AS attempt) AS s ON t.load_id = s.load_id AND t.attempt = s.attempt WHEN MATCHED THEN UPDATE SET state = 'applied'",
  ],
};

/** Writes bundle and notebooks below a folder and returns the bundle file. */
export async function writeProject(
  folder: string,
  notebooks: Readonly<Record<string, readonly string[]>> = SMALL_NOTEBOOKS,
): Promise<string> {
  await mkdir(join(folder, 'notebooks'), { recursive: true });
  await mkdir(join(folder, 'bundle'), { recursive: true });
  for (const [name, cells] of Object.entries(notebooks)) {
    await writeFile(join(folder, 'notebooks', `${name}.sql`), [HEADER, ...cells].join('\n\n-- COMMAND ----------\n\n'));
  }
  const tasks = Object.keys(notebooks).map((key, i, keys) => ({
    task_key: key,
    depends_on: i === 0 ? [] : [{ task_key: keys[i - 1] }],
    notebook_task: { notebook_path: `../notebooks/${key}.sql` },
  }));
  const parameters = ['catalog', 'schema', 'load_id', 'attempt', 'stage'].map((name) => ({ name, default: 'main' }));
  const file = join(folder, 'bundle', 'job.yml');
  await writeFile(file, JSON.stringify({ resources: { jobs: { ledgerlake: { parameters, tasks } } } }));
  return file;
}

export const allTasks = (): readonly string[] => Object.keys(SMALL_NOTEBOOKS);

/** A document of a thing. */
export function thing(id: string, changed: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    entity: 'things',
    entity_id: id,
    action: 'updated',
    version_at: changed,
    _raw_key: `raw/${id}/${changed}`,
    payload: JSON.stringify({
      total: '1.10',
      onDay: '2026-01-31',
      changed: changed.replace('Z', '+0000'),
      open: true,
      parts: [{ name: 'é' }, { name: "it's" }],
      ...fields,
    }),
  };
}
