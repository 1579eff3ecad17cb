import { createHash } from 'node:crypto';
import { compactTime, parseCompactTime } from '../../receiver/landing/keys.ts';
import type { Manifest } from './manifest.ts';

const LOAD_ID = /^(\d{8}T\d{9}Z)-[0-9a-f]{12}$/;

export interface LoadIdParts {
  readonly plannedAt: Date;
  readonly reason: Manifest['reason'];
  /** SHA-256 over the keys, see `keysSha256` */
  readonly keysSha256: string;
  /** random: the same keys planned twice within a millisecond are still two loads, because Parquet names are never reused */
  readonly nonce: string;
}

/** `<planned_at>-<12 hex>`: sorts by time, never reused. */
export function loadId(parts: LoadIdParts): string {
  const planned = compactTime(parts.plannedAt);
  const hash = createHash('sha256').update([planned, parts.reason, parts.keysSha256, parts.nonce].join('\n'));
  return `${planned}-${hash.digest('hex').slice(0, 12)}`;
}

/** SHA-256 hex over keys in order, one per line. */
export function keysSha256(keys: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const key of keys) hash.update(`${key}\n`);
  return hash.digest('hex');
}

/** When a load was planned, from its id; undefined when the text is not a load id. */
export function plannedAtOf(id: string): Date | undefined {
  const match = LOAD_ID.exec(id);
  return match === null ? undefined : parseCompactTime(match[1] ?? '');
}

/** `loads/YYYY-MM-DD/<load_id>/`, the one folder of a load; the date is that of the id. */
export function loadPrefix(id: string): string {
  return `loads/${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}/${id}/`;
}

/** The idempotency token of an attempt: the same attempt asks the warehouse with the same token, also after a crash. */
export function attemptToken(id: string, attempt: number): string {
  return createHash('sha256').update(`${id}\n${attempt}`).digest('hex');
}
