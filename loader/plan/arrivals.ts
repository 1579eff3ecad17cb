import type { ParsedRawKey } from '../../receiver/landing/keys.ts';
import { compactTime, parseCompactTime, parseRawKey } from '../../receiver/landing/keys.ts';
import { listLatePointers } from '../../receiver/landing/late.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { listRaw } from './list-raw.ts';

const HOUR_MS = 3_600_000;

/** What came in from one connection; the shape is that of `status --json`. */
export interface Arrivals {
  readonly source: string;
  readonly connection: string;
  readonly last_24_hours: number;
  readonly last_7_days: number;
  /** by origin, of the last 7 days */
  readonly origins: Readonly<Record<string, number>>;
  /** by entity, of the last 7 days; the received word when it is no entity that we know */
  readonly entities: Readonly<Record<string, number>>;
  readonly last_at: string;
  /** null: no webhook in the last 7 days */
  readonly last_webhook_at: string | null;
}

interface Arrival {
  readonly parsed: ParsedRawKey;
  readonly at: Date;
}

/**
 * What came in during the last 7 days, by the time in the names (within an hour of the arrival) or by the arrival that a
 * pointer gives. Ascending by source and connection; a connection from which nothing came is left out.
 *
 * Cost: one listing of 7 days of names, one read per pointer of that time.
 */
export async function listArrivals(store: LandingStore, now: Date): Promise<readonly Arrivals[]> {
  const since = new Date(now.getTime() - 7 * 24 * HOUR_MS);
  const arrived = new Map<string, Arrival>();
  for await (const { key, parsed } of listRaw(store, { from: since })) {
    // A name that lies ahead says nothing about its arrival; its pointer does.
    if (parsed.time !== undefined && parsed.time.getTime() <= now.getTime() + HOUR_MS) {
      arrived.set(key, { parsed, at: parsed.time });
    }
  }
  for await (const { key, pointerKey } of listLatePointers(store, since)) {
    const parsed = parseRawKey(key);
    const at = parseCompactTime(pointerKey.split('/')[2]?.slice(0, compactTime(now).length) ?? '');
    if (parsed !== undefined && at !== undefined) arrived.set(key, { parsed, at });
  }
  const groups = Map.groupBy(arrived.values(), ({ parsed }) => `${parsed.source}/${parsed.connection}`);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => summary(group, now));
}

function summary(group: readonly Arrival[], now: Date): Arrivals {
  const dayAgo = now.getTime() - 24 * HOUR_MS;
  const [first] = group;
  const lastOf = (some: readonly Arrival[]): number =>
    some.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);
  const lastWebhookAt = lastOf(group.filter(({ parsed }) => parsed.origin === 'webhook'));
  return {
    source: first?.parsed.source ?? '',
    connection: first?.parsed.connection ?? '',
    last_24_hours: group.filter(({ at }) => at.getTime() >= dayAgo).length,
    last_7_days: group.length,
    origins: countBy(group.map(({ parsed }) => parsed.origin)),
    entities: countBy(group.map(({ parsed }) => parsed.entity)),
    last_at: new Date(lastOf(group)).toISOString(),
    last_webhook_at: lastWebhookAt === 0 ? null : new Date(lastWebhookAt).toISOString(),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
