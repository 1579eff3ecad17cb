import type { Entity } from '../entity.ts';
import { historyView, silverTable } from '../index.ts';
import { columnNames } from './columns.ts';
import { indent, lines, ofLoad, wrapped } from './layout.ts';

const MARKS = (side: { deleted: string; seen: string }): readonly string[] => [
  `is_deleted = ${side.deleted} != '' and ${side.deleted} >= ${side.seen}`,
  `deleted_at = case\n    when ${side.deleted} != '' and ${side.deleted} >= ${side.seen}\n        then timestamp_micros(try_cast(${side.deleted} as BIGINT))\nend`,
  `_deleted_version = ${side.deleted}`,
  `_seen_version = ${side.seen}`,
];

const BOTH = {
  deleted: 'greatest(target._deleted_version, incoming._latest_deletion)',
  seen: 'greatest(target._seen_version, incoming._latest_sight)',
};

/** The MERGE of an entity: one row per key, values only if not older, and the three maxima, each independent of order. */
export function renderEntityMerge(entity: Entity): string {
  const values = columnNames(entity.columns);
  const keys = ['connection', 'organization_id', entity.id];
  const lineage = ['_event_key', '_raw_key', '_load_id', '_loaded_at'];
  const partition = wrapped(
    0,
    keys.map((key) => `history.${key}`),
  ).trim();
  const marks = ['is_deleted', 'deleted_at', '_version', '_deleted_version', '_seen_version'];
  const isDeleted = "incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight";
  const deletedAt = `case when ${isDeleted} then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end`;
  return `merge into ${silverTable(entity)} as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by ${partition}) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by ${partition}) as _latest_sight,
            row_number() over (
                partition by ${partition}
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from ${historyView(entity)} as history
        where ${ofLoad('history._load_id')}
          and history.${entity.id} is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on ${keys.map((key) => `target.${key} = incoming.${key}`).join('\n    and ')}
when matched and incoming._has_values and incoming._version >= target._version then update set
${lines(4, [...values.map((name) => `${name} = incoming.${name}`), ...MARKS(BOTH), '_version = incoming._version', ...lineage.map((name) => `${name} = incoming.${name}`)])}
when matched
    and (
        incoming._latest_deletion > target._deleted_version
        or incoming._latest_sight > target._seen_version
    )
    then update set
${lines(8, MARKS(BOTH))}
when not matched and incoming._has_values then insert (
${wrapped(4, [...keys, ...values, ...marks, ...lineage])}
) values (
${wrapped(
  4,
  [...keys, ...values].map((name) => `incoming.${name}`),
)},
    ${isDeleted},
    ${deletedAt},
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
${wrapped(4, [...keys, ...marks, '_load_id', '_loaded_at'])}
) values (
    ${keys.map((name) => `incoming.${name}`).join(', ')},
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);`;
}

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
  return [clear, fill];

  function part(from: { table: string; view: string; id: string; position: string }): string {
    return `select
    history.connection,
    history.organization_id,
    history.${from.id} as entity_id,
    '${from.table}' as table_name,
    ${from.position} as position,
    split_part(parts.problem, chr(31), 1) as column_name,
    split_part(parts.problem, chr(31), 2) as value,
    split_part(parts.problem, chr(31), 3) as reason,
    history._received_at as received_at,
    history._event_key,
    history._raw_key,
    history._load_id,
    history._loaded_at
from ${from.view} as history,
    lateral posexplode(split(history._problems, chr(30))) as parts(pos, problem)
where ${ofLoad('history._load_id')}
  and history._problems is not null`;
  }
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
