import type { ChildEntity, Entity } from '../entity.ts';
import { historyView, silverTable } from '../index.ts';
import { columnNames, jsonFields, moneyExpressions, problems, textExpressions, typedExpressions } from './columns.ts';
import { indent, lines, ofLoad, wrapped } from './layout.ts';
import { nestedObjects } from './nested.ts';
import { excerpt } from './problem.ts';

const LINEAGE = ['_event_key', '_raw_key', '_load_id', '_loaded_at'];
const MARKS = ['is_deleted', 'deleted_at', '_version', '_deleted_version', '_seen_version'];

/** The rows of an array, of every version that ever landed, typed. */
export function renderChildView(entity: Entity, child: ChildEntity): string {
  const money = moneyExpressions(child.columns);
  const base = money.length === 0 ? 'texts' : 'money';
  const found = problems(child.columns);
  const objects = nestedObjects(child.columns, 'elements.line');
  const hints = entity.webhooks === 'hints' ? "\n      and events.origin != 'webhook'" : '';
  return `create or replace view ${historyView(entity, child)}
comment 'Every version that ever landed of ${silverTable(entity, child)}, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, '${child.field} STRING') as doc
    from bronze_events as events
    where events.source = '${entity.source}'
      and events.entity = '${entity.name}'
      and events._problem is null${hints}
),

elements as (
    select
        arrays.*,
        parts.pos + 1 as position,
        parts.element,
        case
            when parts.element like '{%}'
                then from_json(
                    parts.element,
                    '${wrapped(20, jsonFields(child.columns.map((c) => c.field))).trimStart()}'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.${child.field}, 'ARRAY<STRING>')) as parts(pos, element)
),
${
  objects.length === 0
    ? ''
    : `
objects as (
    select
        elements.*,
${lines(8, objects)}
    from elements
),
`
}
texts as (
    select
${lines(8, ['elements.connection', 'elements.organization_id', `elements.entity_id as ${entity.id}`, 'elements.position', ...textExpressions(child.columns, 'elements.line')])},
        elements.element as _element,
        elements.received_at as _received_at,
        elements.event_key as _event_key,
        elements._raw_key,
        elements._load_id,
        elements._loaded_at
    from ${objects.length === 0 ? 'elements' : 'objects as elements'}
),
${
  money.length === 0
    ? ''
    : `
money as (
    select
        texts.*,
${lines(8, money)}
    from texts
),
`
}
typed as (
    select
${lines(8, [`${base}.*`, ...typedExpressions(child.columns)])}
    from ${base}
)

select
${lines(
  4,
  ['connection', 'organization_id', entity.id, 'position', ...columnNames(child.columns)].map(
    (name) => `typed.${name}`,
  ),
)},
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(${excerpt('typed._element')}, 'null') || chr(31) || 'not_an_object'${
              found.length === 0
                ? ''
                : `
        else nullif(concat_ws(
            chr(30),
${indent(12, found.join(',\n'))}
        ), '')`
            }
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;`;
}

/** Three statements: the winner's rows in, older rows out, deletions passed on. Repeating them changes nothing. */
export function renderChildMerges(entity: Entity, child: ChildEntity): readonly string[] {
  const table = silverTable(entity, child);
  const header = silverTable(entity);
  const values = columnNames(child.columns);
  const parent = ['connection', 'organization_id', entity.id];
  const keys = [...parent, 'position'];
  const on = (names: readonly string[]): string =>
    names.map((key) => `target.${key} = incoming.${key}`).join('\n    and ');
  const fill = `merge into ${table} as target
using (
    select *
    from (
        select
            history.*,
${lines(
  12,
  MARKS.map((name) => `winner.${name}`),
)},
            row_number() over (
                partition by ${keys.map((key) => `history.${key}`).join(', ')}
                order by history._load_id desc
            ) as _rank
        from ${header} as winner
        inner join ${historyView(entity, child)} as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.${entity.id} = winner.${entity.id}
        where ${ofLoad('winner._load_id')}
          and ${ofLoad('history._load_id')}
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on ${on(keys)}
when matched then update set
${lines(
  4,
  [...values, ...MARKS, ...LINEAGE].map((name) => `${name} = incoming.${name}`),
)}
when not matched then insert (
${wrapped(4, [...keys, ...values, ...MARKS, ...LINEAGE])}
) values (
${wrapped(
  4,
  [...keys, ...values, ...MARKS, ...LINEAGE].map((name) => `incoming.${name}`),
)}
);`;
  const clear = `merge into ${table} as target
using (
    select ${[...parent, '_event_key', '_load_id'].map((name) => `winner.${name}`).join(', ')}
    from ${header} as winner
    where ${ofLoad('winner._load_id')}
) as incoming
    on ${on(parent)}
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;`;
  const marks = `merge into ${table} as target
using (
    select ${[...parent, ...MARKS].map((name) => `winner.${name}`).join(', ')}
    from ${header} as winner
    inner join (
        select distinct ${['connection', 'organization_id', 'entity_id'].map((name) => `events.${name}`).join(', ')}
        from bronze_events as events
        where ${ofLoad('events._load_id')}
          and events.source = '${entity.source}'
          and events.entity = '${entity.name}'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.${entity.id} = touched.entity_id
) as incoming
    on ${on(parent)}
when matched
    and (
        target._deleted_version != incoming._deleted_version
        or target._seen_version != incoming._seen_version
    )
    then update set
        is_deleted = incoming.is_deleted,
        deleted_at = incoming.deleted_at,
        _deleted_version = incoming._deleted_version,
        _seen_version = incoming._seen_version;`;
  return [fill, clear, marks];
}
