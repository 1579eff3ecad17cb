import pLimit from 'p-limit';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import { isCompleteDocument } from '../catalog/completeness.ts';
import type { LoaderContext } from '../context.ts';
import type { Document } from '../documents/document.ts';
import { keyOf } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { queueWants } from '../fetch/queue-wants.ts';
import { failedLoads } from '../load/failed-loads.ts';
import { type LoadFolder, listLoadFolders, loadState } from '../load/load-folders.ts';
import { readManifest } from '../load/manifest-io.ts';
import { readCursor } from '../plan/cursor-state.ts';
import { discover } from '../plan/discover.ts';
import { documentSplitter } from '../sources/index.ts';
import type { KnownDocument } from './loaded-documents.ts';

const READS_AT_ONCE = 16;

/** What has landed or is about to be read, and is not in silver yet: no sweep has missed it. */
export interface Pending {
  /** the object stands in the queue: it will be read */
  isQueued(entity: string, id: string): boolean;
  /** complete documents that have landed and are in no load that is over, or in one that failed */
  documents(entity: string, id: string): readonly KnownDocument[];
  /** the same of signs that it is gone */
  isGone(entity: string, id: string): boolean;
}

/** Looks at what is pending now. Later calls read only what has landed since. */
export type LookForPending = () => Promise<Pending>;

export interface PendingOptions {
  readonly connection: ConnectionConfig;
  /** when the sweep began: the pages that it lands itself are not looked at */
  readonly startedAt: Date;
}

/** One landed object, as little of it as is needed. */
interface Summary {
  readonly gone: readonly string[];
  readonly documents: readonly (readonly [name: string, document: KnownDocument])[];
}

/**
 * Hints and deletions that have landed are put into the queue first, as a run would.
 *
 * Cost: a listing of the lookback each time, and one read per object that has landed and is not loaded.
 *
 * @throws AppError of the landing store
 */
export async function openPending(
  context: LoaderContext,
  { connection, startedAt }: PendingOptions,
): Promise<LookForPending> {
  const { store, config, clock } = context;
  const loads = await listLoadFolders(store);
  const failed = await failedLoads(store, loads);
  const summaries = new Map<string, Summary>();
  const limit = pLimit(READS_AT_ONCE);

  return async () => {
    const listing = { cursor: await readCursor(store), lookbackHours: config.loader.lookbackHours, now: clock() };
    const found = await discover(store, { ...listing, full: false, normalOnly: true });
    const newKeys = found.objects.map(({ key }) => key);
    await queueWants(context, connection, { newKeys, reconcile: false });
    const unfinished = [...loads, ...found.loads].filter((load) => loadState(load).kind !== 'over');
    const keys = new Set([...newKeys, ...(await keysOf(context, [...failed, ...unfinished]))]);
    const ours = [...keys].filter((key) => isOfOthers(key, { connection, startedAt }));
    await Promise.all(
      ours
        .filter((key) => !summaries.has(key))
        .map((key) => limit(async () => summaries.set(key, await summaryOf(context, key, connection)))),
    );
    const queue = await readQueue(store, connection.name);
    const queued = new Set(queue?.items.map(keyOf));
    return gather(
      ours.flatMap((key) => summaries.get(key) ?? []),
      queued,
    );
  };
}

/** Whether somebody else than this sweep landed it for the connection. */
function isOfOthers(key: string, { connection, startedAt }: PendingOptions): boolean {
  const parsed = parseRawKey(key);
  if (parsed === undefined || parsed.connection !== connection.name) return false;
  return parsed.origin !== 'sweep' || parsed.time === undefined || parsed.time < startedAt;
}

function gather(summaries: readonly Summary[], queued: ReadonlySet<string>): Pending {
  const gone = new Set(summaries.flatMap((summary) => summary.gone));
  const documents = new Map<string, KnownDocument[]>();
  for (const [name, document] of summaries.flatMap((summary) => summary.documents)) {
    documents.set(name, [...(documents.get(name) ?? []), document]);
  }
  return {
    isQueued: (entity, id) => queued.has(keyOf({ entity, id })),
    documents: (entity, id) => documents.get(keyOf({ entity, id })) ?? [],
    isGone: (entity, id) => gone.has(keyOf({ entity, id })),
  };
}

async function keysOf({ store }: LoaderContext, loads: readonly LoadFolder[]): Promise<readonly string[]> {
  const ids = [...new Set(loads.map(({ loadId }) => loadId))];
  const manifests = await Promise.all(ids.map((loadId) => readManifest(store, loadId)));
  return manifests.flatMap(({ objects }) => objects.map(({ key }) => key));
}

const NOTHING: Summary = { gone: [], documents: [] };

async function summaryOf({ store }: LoaderContext, key: string, connection: ConnectionConfig): Promise<Summary> {
  const bytes = await store.read(key);
  const envelope = bytes === undefined ? undefined : safeDecode(bytes);
  if (envelope === undefined) return NOTHING;
  const documents = documentSplitter(envelope.source).split(envelope, { organizationIds: [connection.organizationId] });
  return {
    gone: documents.flatMap((document) => (isGone(envelope, document) ? nameOfDocument(document) : [])),
    documents: documents.flatMap((document) => {
      const known = toKnown(envelope, document);
      return known === undefined ? [] : nameOfDocument(document).map((name) => [name, known] as const);
    }),
  };
}

/** A delete hook that counts by itself, or an answer that the record is gone. */
function isGone(envelope: Envelope, { action, problem }: Document): boolean {
  return problem === undefined && envelope.hint !== true && (action === 'missing' || action === 'deleted');
}

function toKnown(envelope: Envelope, document: Document): KnownDocument | undefined {
  const { content, action, problem, versionAt, entity } = document;
  if (problem !== undefined || content === undefined || action === 'missing' || action === 'deleted') return undefined;
  if (envelope.window_end !== null) return undefined; // a hint: it stands in the queue
  if (isCompleteDocument({ source: envelope.source, entity }, content) !== true) return undefined;
  const askedMs = envelope.fetch === null ? undefined : Date.parse(envelope.fetch.started_at);
  return { versionMs: versionAt?.getTime() ?? askedMs ?? Date.parse(envelope.received_at), askedMs, content };
}

function nameOfDocument({ entity, entityId }: Document): readonly string[] {
  return entityId === undefined ? [] : [keyOf({ entity, id: entityId })];
}

function safeDecode(bytes: Uint8Array): Envelope | undefined {
  try {
    return decodeEnvelope(bytes);
  } catch {
    return undefined; // quarantine says why
  }
}
