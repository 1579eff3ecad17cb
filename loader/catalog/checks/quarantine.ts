import { ENTITIES, silverTable } from '../index.ts';
import { type BookCheck, unionOf } from './check.ts';

/** Sortable text of an instant, as in `_version`. */
const sortable = (instant: string): string => `lpad(cast(unix_micros(${instant}) as STRING), 18, '0')`;

/** Characters of the time in a landed object's name, `YYYYMMDDTHHMMSSmmmZ`. */
const part = (from: number, length: number): string => `substring(refused.object_time, ${from}, ${length})`;
const day = [part(1, 4), part(5, 2), part(7, 2)].join(" || '-' || ");
const clock = [part(10, 2), part(12, 2), part(14, 2)].join(" || ':' || ");

/** Records whose newer version could not be typed. */
export function notBehindQuarantine(): BookCheck {
  const records = ENTITIES.map(
    (entity) => `select
    '${entity.source}.${entity.name}' as entity,
    record.connection,
    record.organization_id,
    record.${entity.id} as record_id,
    record._version,
    record._seen_version
from ${silverTable(entity)} as record
where not record.is_deleted`,
  );
  return {
    name: 'records_are_not_behind_quarantine',
    why: [
      'A record stands on an older version than one that is in quarantine: its values are behind those of the provider. The name of a',
      'landed object begins with its version: the modification time of a webhook, the beginning of the request of an API answer',
      '(without a time: the receipt). A webhook is compared as by the MERGE: version, 0, receipt. An API answer is newer when it was asked',
      'for after the version that won, and after the last good answer: of two reads the later counts, and a read beats a webhook.',
      'Left out: what is no version of the record (an error, another record, an empty body), hints of FreshBooks, rows of lists that',
      'lack lines, since the loader fetches the whole record, bad lines, whose document has its other values, and deleted records.',
    ],
    failures: `select distinct
    records.entity,
    records.connection,
    records.organization_id,
    records.record_id,
    versions.reason,
    versions._raw_key
from (
${unionOf(records)}
) as records
inner join (
    select
        refused.entity,
        refused.connection,
        refused.organization_id,
        refused.entity_id,
        refused.reason,
        refused._raw_key,
        refused.origin,
        case
            when refused.object_time like '0000%' then ${sortable('refused.received_at')}
            else ${sortable(`cast(${day} || 'T' || ${clock} || '.' || ${part(16, 4)} as TIMESTAMP)`)}
        end as version,
        ${sortable('refused.received_at')} as received
    from (
        select
            quarantined.source || '.' || quarantined.entity as entity,
            quarantined.connection,
            quarantined.organization_id,
            quarantined.entity_id,
            quarantined.reason,
            quarantined.received_at,
            quarantined._raw_key,
            split_part(split_part(quarantined._raw_key, '/', 5), '.', 1) as object_time,
            split_part(split_part(quarantined._raw_key, '/', 5), '.', 2) as origin
        from silver_quarantine as quarantined
        where quarantined.position = 0
          and quarantined.reason not in (
              'api_error', 'entity_mismatch', 'organization_mismatch', 'entity_id_missing', 'empty_payload',
              'envelope_invalid', 'unknown_entity'
          )
    ) as refused
    where not (refused.origin = 'webhook' and refused.entity like 'freshbooks.%')
      and not (refused.origin in ('poll', 'sweep', 'backfill') and refused.reason = 'partial_document')
) as versions
    on versions.entity = records.entity
    and versions.connection = records.connection
    and versions.organization_id = records.organization_id
    and versions.entity_id = records.record_id
where case
    when versions.origin = 'webhook'
        then versions.version || '/0/' || versions.received > substring(records._version, 1, 39)
    else versions.version > substring(records._version, 1, 18)
        and versions.version > records._seen_version
end`,
  };
}
