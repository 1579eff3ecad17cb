import type { Entity } from '../entity.ts';
import { historyView, silverTable } from '../index.ts';
import { indent, ofLoad, sortableInstant, wrapped } from './layout.ts';

/** Replaces what this load's events of an entity have in quarantine, so that a repetition changes nothing. */
export function renderQuarantineCells(entity: Entity): readonly string[] {
  const clear = `merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where ${ofLoad('events._load_id')}
      and events.source = '${entity.source}'
      and events.entity = '${entity.name}'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = '${entity.source}'
    and target.entity = '${entity.name}'
when matched then delete;`;
  const parts = [
    part({ table: silverTable(entity), view: historyView(entity), id: entity.id, position: '0' }),
    ...entity.children.map((child) =>
      part({
        table: silverTable(entity, child),
        view: historyView(entity, child),
        id: entity.id,
        position: 'history.position',
      }),
    ),
  ];
  const columns = QUARANTINE_COLUMNS;
  const fill = `merge into silver_quarantine as target
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
${indent(12, parts.join('\nunion all\n'))}
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = '${entity.source}'
    and target.entity = '${entity.name}'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
${wrapped(4, columns)}
) values (
    '${entity.source}', incoming.connection, incoming.organization_id, '${entity.name}',
${wrapped(
  4,
  columns.slice(4).map((name) => `incoming.${name}`),
)}
);`;
  return [clear, fill, answeredPartials(entity)];

  function part(from: { table: string; view: string; id: string; position: string }): string {
    // the load is chosen below the lateral join: above it, an engine may read every document that ever landed
    return `select
    failed.connection,
    failed.organization_id,
    failed.entity_id,
    '${from.table}' as table_name,
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
        history.${from.id} as entity_id,
        ${from.position} as position,
        history._problems,
        history._received_at as received_at,
        history._event_key,
        history._raw_key,
        history._load_id,
        history._loaded_at
    from ${from.view} as history
    where ${ofLoad('history._load_id')}
      and history._problems is not null
) as failed,
    lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)`;
  }
}

/**
 * A document that is only a hint is answered once the record was read, or was found gone, after it came. Judged on all that
 * there is, so it does not matter which of the two was loaded first.
 */
function answeredPartials(entity: Entity): string {
  return `merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join ${silverTable(entity)} as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.${entity.id}
    where hints.source = '${entity.source}'
      and hints.entity = '${entity.name}'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= ${sortableInstant('hints.received_at')}
) as incoming
    on target._event_key = incoming._event_key
    and target.source = '${entity.source}'
    and target.entity = '${entity.name}'
    and target.reason = 'partial_document'
when matched then delete;`;
}

export const QUARANTINE_COLUMNS: readonly string[] = [
  'source',
  'connection',
  'organization_id',
  'entity',
  'entity_id',
  'table_name',
  'position',
  'column_name',
  'value',
  'reason',
  'received_at',
  '_event_key',
  '_raw_key',
  '_load_id',
  '_loaded_at',
];
