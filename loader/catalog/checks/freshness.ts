import { ENTITIES, SOURCES, silverTable } from '../index.ts';
import { type BookCheck, unionOf } from './check.ts';

/** Silence of a connection, in days, from which on it is told. */
export const STALE_DAYS = 14;
/** Silence of a connection, in days, from which on it counts as given up. */
export const GIVEN_UP_DAYS = 90;

const MICROS_PER_DAY = 86_400_000_000;

/** Connections that fell silent while others went on. */
export function connectionsAreFresh(): BookCheck {
  const delivered = SOURCES.map(
    (source) => `select
    event.connection,
    lpad(cast(unix_micros(max(event.received_at)) as STRING), 18, '0') as received
from silver_${source}_events as event
group by event.connection`,
  );
  const read = ENTITIES.map(
    (entity) => `select
    record.connection,
    greatest(record._seen_version, record._deleted_version) as received
from ${silverTable(entity)} as record`,
  );
  const refused = `select
    quarantined.connection,
    lpad(cast(unix_micros(max(quarantined.received_at)) as STRING), 18, '0') as received
from silver_quarantine as quarantined
group by quarantined.connection`;
  return {
    name: 'connections_are_fresh',
    why: [
      `A connection from which nothing has come for more than ${STALE_DAYS} days, neither delivery nor API answer (deletions and what cannot be typed among them), while others went on. The`,
      'clock is the newest receipt of all connections: what the newest load that brought anything new brought. A replay or a rebuild of old',
      'data brings nothing new and moves neither side, so that it cannot fail. A connection alone has nothing to be held against:',
      `when it falls silent nothing is loaded, and nothing checked. ${STALE_DAYS} days outlast the holidays of a small company,`,
      `and after ${GIVEN_UP_DAYS} days a connection counts as given up, so that a closed or renamed one does not fail for ever.`,
    ],
    failures: `select
    receipts.connection,
    timestamp_micros(receipts.received) as newest_receipt,
    timestamp_micros(receipts.newest) as newest_of_all
from (
    select
        latest.connection,
        latest.received,
        max(latest.received) over () as newest
    from (
        select
            arrivals.connection,
            cast(nullif(max(arrivals.received), '') as BIGINT) as received
        from (
${unionOf([...delivered, refused, ...read], 12)}
        ) as arrivals
        group by arrivals.connection
    ) as latest
) as receipts
where receipts.newest - receipts.received > ${STALE_DAYS * MICROS_PER_DAY}
  and receipts.newest - receipts.received <= ${GIVEN_UP_DAYS * MICROS_PER_DAY}`,
  };
}
