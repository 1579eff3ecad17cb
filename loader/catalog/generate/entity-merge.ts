import type { Entity } from '../entity.ts';
import { historyView, silverTable } from '../index.ts';
import { columnNames } from './columns.ts';
import { lines, ofLoad, wrapped } from './layout.ts';

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
