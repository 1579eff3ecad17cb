import { BRONZE_COLUMNS } from '../../bronze.ts';
import type { Entity } from '../entity.ts';
import { ENTITIES, silverTable } from '../index.ts';
import { catalogTables } from '../tables.ts';
import { checksNotebook } from './checks.ts';
import { renderChildMerges, renderChildView } from './child.ts';
import { renderEntityMerge } from './entity-merge.ts';
import { QUARANTINE_COLUMNS, renderQuarantineCells } from './entity-quarantine.ts';
import { renderHistoryView } from './history-view.ts';
import { lines, type Notebook, ofLoad, USE_CELLS, wrapped } from './layout.ts';
import { renderTable } from './tables.ts';

const GENERATED = 'Generated from `loader/catalog/` by `npm run generate`; do not edit.';
const RERUN = 'Running it again changes nothing.';

/** Every generated notebook. The events, gold and ops_loads notebooks are written by hand. */
export function generatedNotebooks(): readonly Notebook[] {
  return [setup(), bronze(), ...ENTITIES.map(entityNotebook), quarantine(), checksNotebook()];
}

function setup(): Notebook {
  const begin = `merge into ops_loads as target
using (
    select :load_id as load_id, cast(:attempt as INT) as attempt, current_timestamp() as started_at
) as incoming
    on target.load_id = incoming.load_id
    and target.attempt = incoming.attempt
when not matched then insert (load_id, attempt, state, started_at)
values (incoming.load_id, incoming.attempt, 'running', incoming.started_at);`;
  return {
    name: 'setup',
    markdown: [
      '# setup',
      'Creates what is missing: tables with types, comments and keys. Notes the attempt in `ops_loads`.',
      `Parameters: catalog, schema, load_id, attempt. ${RERUN}`,
      GENERATED,
    ],
    cells: [
      USE_CELLS[0] ?? '',
      'create schema if not exists identifier(:schema);',
      USE_CELLS[1] ?? '',
      ...catalogTables().map(renderTable),
      begin,
    ],
  };
}

function bronze(): Notebook {
  const casts = { string: 'STRING', instant: 'TIMESTAMP', int: 'INT' } as const;
  const columns = [
    ...BRONZE_COLUMNS.map((c) => `cast(${c.name} as ${casts[c.type]}) as ${c.name}`),
    '_metadata.file_path as _source_file',
  ];
  const statement = `-- A marker may stand as the path of COPY INTO from runtime 18 on only, so the statement is put together, for every runtime.
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
${lines(8, columns)}
    from "' || :stage || '"
)
fileformat = parquet
pattern = "part-*.parquet"
copy_options ("mergeSchema" = "false")'
end;`;
  return {
    name: 'bronze_events',
    markdown: [
      '# bronze_events',
      'Copies the Parquet files of one load. COPY INTO remembers the paths it has loaded, and the names of parts are never',
      `reused, so a load is in bronze once however often it is attempted.`,
      'Parameters: catalog, schema, stage (folder of the load; empty: nothing is copied).',
      GENERATED,
    ],
    cells: [
      ...USE_CELLS,
      'declare or replace variable copy_statement string;',
      statement,
      'execute immediate copy_statement;',
    ],
  };
}

function entityNotebook(entity: Entity): Notebook {
  const table = silverTable(entity);
  const children = entity.children.map((child) => silverTable(entity, child));
  return {
    name: table,
    markdown: [
      `# ${table}`,
      `${entity.comment}.`,
      `Reads \`bronze_events\`; writes ${[table, ...children, 'silver_quarantine'].map((name) => `\`${name}\``).join(', ')}.`,
      `Parameters: catalog, schema, load_id (\`*\`: all of bronze). ${RERUN}`,
      'Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.',
      GENERATED,
    ],
    cells: [
      ...USE_CELLS,
      renderHistoryView(entity),
      ...entity.children.map((child) => renderChildView(entity, child)),
      renderEntityMerge(entity),
      ...entity.children.flatMap((child) => renderChildMerges(entity, child)),
      ...renderQuarantineCells(entity),
    ],
  };
}

function quarantine(): Notebook {
  // Handshakes type nothing, and are events all the same.
  const known = [...ENTITIES.map((entity) => `'${entity.source}.${entity.name}'`), "'freshbooks.callbacks'"];
  const clear = `merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where ${ofLoad('events._load_id')}
) as incoming
    on target._event_key = incoming.event_key
    and target.table_name = ''
when matched then delete;`;
  const fill = `merge into silver_quarantine as target
using (
    select *
    from (
        select
            events.*,
            coalesce(events._problem, 'unknown_entity') as reason,
            row_number() over (partition by events.event_key order by events._load_id desc) as _rank
        from bronze_events as events
        where ${ofLoad('events._load_id')}
          and (
              events._problem is not null
              or events.source || '.' || events.entity not in (
${wrapped(18, known)}
              )
          )
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming.event_key
    and target.table_name = ''
when not matched then insert (
${wrapped(4, QUARANTINE_COLUMNS)}
) values (
    incoming.source, incoming.connection, incoming.organization_id, incoming.entity, incoming.entity_id,
    '', 0, '', substring(incoming.payload, 1, 200), incoming.reason, incoming.received_at,
    incoming.event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);`;
  return {
    name: 'silver_quarantine',
    markdown: [
      '# silver_quarantine',
      'Documents that no entity notebook takes: those that an engine would refuse, those that must not type silver, and those',
      'of entities that the catalog does not know yet. Values that do not fit their type are added by the entity notebooks.',
      `Parameters: catalog, schema, load_id (\`*\`: all of bronze). ${RERUN}`,
      GENERATED,
    ],
    cells: [...USE_CELLS, clear, fill],
  };
}
