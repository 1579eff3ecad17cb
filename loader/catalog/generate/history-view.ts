import type { Entity } from '../entity.ts';
import { historyView, silverTable } from '../index.ts';
import { columnNames, jsonFields, moneyExpressions, problems, textExpressions, typedExpressions } from './columns.ts';
import { indent, lines, sortableInstant, wrapped } from './layout.ts';
import { nestedObjects } from './nested.ts';

/** Whether a row of `documents` is a sign that the record is gone. */
function deletionSign(entity: Entity): string {
  const gone = `coalesce(documents.action, '') = 'missing'`;
  if (entity.deletedWhen !== undefined) {
    const { field, value } = entity.deletedWhen;
    return `(${gone} or (documents.action = 'read' and coalesce(documents.doc.${field}, '') = '${value}'))`;
  }
  return `(${gone} or (documents.action = 'deleted' and documents.origin = 'webhook'))`;
}

/** Every version of an entity that ever landed, typed; the MERGE, the children and quarantine read it. */
export function renderHistoryView(entity: Entity): string {
  const fields = [...entity.columns.map((c) => c.field), ...entity.complete, ...entity.completeArrays];
  const complete = [
    ...entity.complete.map((field) => `documents.doc.${field} is not null`),
    ...entity.completeArrays.map(
      (field) => `documents.doc.${field} like '[%]' and from_json(documents.doc.${field}, 'ARRAY<STRING>') is not null`,
    ),
  ];
  const money = moneyExpressions(entity.columns);
  const objects = nestedObjects(entity.columns, 'documents.doc');
  const hints = entity.webhooks === 'hints' ? "\n      and events.origin != 'webhook'" : '';
  const found = problems(entity.columns);
  return `create or replace view ${historyView(entity)}
comment 'Every version that ever landed of ${silverTable(entity)}, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            '${wrapped(12, jsonFields(fields)).trimStart()}'
        ) as doc
    from bronze_events as events
    where events.source = '${entity.source}'
      and events.entity = '${entity.name}'
      and events._problem is null${hints}
),
${
  objects.length === 0
    ? ''
    : `
objects as (
    select
        documents.*,
${lines(8, objects)}
    from documents
),
`
}
texts as (
    select
${lines(8, ['documents.connection', 'documents.organization_id', `documents.entity_id as ${entity.id}`, ...textExpressions(entity.columns, 'documents.doc')])},
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        ${deletionSign(entity)} as _is_deletion,
        ${complete.join('\n            and ')} as _is_complete
    from ${objects.length === 0 ? 'documents' : 'objects as documents'}
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
${lines(8, [`${money.length === 0 ? 'texts' : 'money'}.*`, ...typedExpressions(entity.columns)])}
    from ${money.length === 0 ? 'texts' : 'money'}
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion${listRow(entity)}${deleteHint(entity)}
                then ${partialDocument(entity)}
${
  found.length === 0
    ? ''
    : `            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
${indent(20, found.join(',\n'))}
                ), '')
`
}        end as _problems
    from typed
)

select
${lines(
  8,
  ['connection', 'organization_id', entity.id, ...columnNames(entity.columns)].map((name) => `judged.${name}`),
)},
        judged._action,
        judged._origin,
        judged._received_at,
        judged._version_at,
        judged._is_deletion,
        judged._is_complete and judged._problems is null and coalesce(judged._action, '') != 'missing' as _has_values,
        ${sortableInstant('judged._version_at')}
            || '/' || case when judged._origin = 'webhook' then '0' else '1' end
            || '/' || ${sortableInstant('judged._received_at')}
            || '/' || judged._event_key as _version,
        case when judged._is_deletion then ${sortableInstant('judged._asked_at')} else '' end
            as _deleted_version,
        case
            when judged._action = 'read' and not judged._is_deletion then ${sortableInstant('judged._asked_at')}
            else ''
        end as _seen_version,
        judged._problems,
        judged._event_key,
        judged._raw_key,
        judged._load_id,
        judged._loaded_at
from judged;`.replaceAll('\n        judged.', '\n    judged.');
}

// A row of a list owes no more than id and version where the document is another: the loader queues what it tells of.
function listRow(entity: Entity): string {
  return entity.document === 'row' ? '' : `\n                and typed._origin not in ('poll', 'sweep', 'backfill')`;
}

// Its word does not count yet, and an id is all that it owes.
function deleteHint(entity: Entity): string {
  return entity.webhooks === 'hints' ? '' : `\n                and coalesce(typed._action, '') != 'delete_hint'`;
}

function partialDocument(entity: Entity): string {
  const needed = [...entity.complete, ...entity.completeArrays].join(' ');
  return `'' || chr(31) || 'needs ${needed}' || chr(31) || 'partial_document'`;
}
