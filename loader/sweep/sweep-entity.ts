import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Entity } from '../catalog/entity.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import type { Want } from '../fetch/queue.ts';
import { webhookSetup } from '../sources/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Differences, findDifferences } from './differences.ts';
import type { Pending } from './pending.ts';
import { type Listing, readLists } from './read-lists.ts';
import { type EntitySweep, lossRate } from './report.ts';
import type { SilverOverview } from './silver-overview.ts';
import { isWholeDue, type SweepWindow } from './window.ts';

/** More of an entity's living records absent than this: it is the list that is not to be trusted, until somebody says otherwise. */
const MOST_ABSENT = 0.05;

export interface SweepTools {
  readonly connection: ConnectionConfig;
  readonly store: LandingStore;
  readonly fetch: FetchContext;
  readonly warehouse: Pick<Warehouse, 'query'>;
  readonly overview: SilverOverview;
  readonly window: SweepWindow;
  /** when everything of an entity was listed last, RFC 3339 */
  readonly wholeAt: Readonly<Record<string, string>>;
  /** confirm however many are absent */
  readonly yes: boolean;
}

export interface ListedEntity {
  readonly entity: Entity;
  readonly listing: Listing;
}

export interface JudgedEntity {
  readonly report: EntitySweep;
  /** to be read, the newest first, then what is to be confirmed */
  readonly wants: readonly Want[];
}

/** Lists an entity; its pages have landed when this returns. @returns undefined: it has no list @throws AppError as `listPages` */
export async function listEntity(tools: SweepTools, entity: Entity): Promise<ListedEntity | undefined> {
  const { fetch, overview, window } = tools;
  const wholeAt = tools.wholeAt[entity.name];
  const isWhole = isWholeDue(window, {
    living: overview.living(entity),
    wholeAt: wholeAt === undefined ? undefined : new Date(wholeAt),
    now: fetch.clock(),
  });
  const listing = await readLists(fetch, entity, { window, isWhole });
  return listing === undefined ? undefined : { entity, listing };
}

/**
 * Compares an entity's lists with silver. Queues nothing yet.
 *
 * @param pending  looked at after the lists were read: what arrived meanwhile is no loss
 * @throws AppError of the landing store and the warehouse
 */
export async function judgeEntity(
  tools: SweepTools,
  { entity, listing }: ListedEntity,
  pending: Pending,
): Promise<JudgedEntity> {
  const { connection, store, fetch, warehouse, overview } = tools;
  const differences = await findDifferences({ entity, connection, store, warehouse, overview, listing, pending });
  const { absent, living = 0 } = differences;
  const withheld = !tools.yes && absent.length > living * MOST_ABSENT;
  const canRead = (id: string): boolean => fetch.api.readRequest({ entity: entity.name, id }, connection) !== undefined;
  const confirmable = absent.filter(canRead);
  const toConfirm = withheld ? [] : confirmable;
  const wants = [
    ...toRead(entity, listing, differences).filter(({ id }) => canRead(id)),
    ...toConfirm.map((id) => want(entity, id, { reason: 'deletion', atMs: listing.startedMs })),
  ];
  return {
    report: {
      ...counts(listing, differences),
      ...losses(connection, entity, { listing, differences }),
      entity: entity.name,
      absent: absent.length,
      unconfirmable: absent.length - confirmable.length,
      withheld,
    },
    wants,
  };
}

/** The report of an entity of which nothing was found; with `problem`, that it could not be listed. */
export function nothingFound(entity: string, problem: EntitySweep['problem'] = null): EntitySweep {
  const nothing = { listed: 0, known: 0, waiting: 0, missed: 0, stale: 0, deleted: 0, absent: 0, left: 0 };
  const unsaid = { changed: null, unknown: null, loss_rate: null };
  return { entity, whole: false, ...nothing, unconfirmable: 0, withheld: false, ...unsaid, problem };
}

/** What no landed page brings, the newest first: useful data comes early. */
function toRead(entity: Entity, { rows }: Listing, { found }: Differences): readonly Want[] {
  return [...found.keys()]
    .flatMap((id) => {
      const row = rows.get(id);
      return row === undefined || row.isComplete ? [] : [{ id, row }];
    })
    .toSorted((a, b) => (b.row.versionMs ?? b.row.askedMs) - (a.row.versionMs ?? a.row.askedMs))
    .map(({ id, row }) => want(entity, id, { reason: 'listed', atMs: row.askedMs }));
}

function want(
  entity: Entity,
  id: string,
  { reason, atMs }: { readonly reason: Want['reason']; readonly atMs: number },
): Want {
  return { entity: entity.name, id, reason, dueAt: new Date(atMs) };
}

function counts({ rows, isWhole, hidden }: Listing, { found, waiting }: Differences) {
  const findings = [...found.values()];
  const of = (...kinds: readonly string[]): number => findings.filter((finding) => kinds.includes(finding)).length;
  return {
    whole: isWhole,
    listed: rows.size,
    known: rows.size - findings.length - waiting,
    waiting,
    missed: of('missed'),
    stale: of('stale', 'restored'),
    deleted: of('deleted'),
    left: 0,
    problem: hidden === undefined ? null : hiding(hidden),
  };
}

function hiding(hidden: string): EntitySweep['problem'] {
  return {
    code: 'list_hides_rows',
    message: `the list does not show everything (${hidden}): what is absent from it is not judged`,
    hint: 'what it does show was compared; report it, the provider may have changed its filters',
  };
}

function losses(
  connection: ConnectionConfig,
  entity: Entity,
  { listing, differences }: { readonly listing: Listing; readonly differences: Differences },
): Pick<EntitySweep, 'changed' | 'unknown' | 'loss_rate'> {
  const rows = [...listing.rows];
  const isSilent = rows.length > 0 && rows.every(([, { isChanged }]) => isChanged === undefined);
  if (!hasWebhooks(connection, entity.name) || isSilent) return { changed: null, unknown: null, loss_rate: null };
  const changed = rows.filter(([, { isChanged }]) => isChanged === true);
  const unknown = changed.filter(([id]) => differences.found.has(id)).length;
  const rate = { changed: changed.length, unknown };
  return { ...rate, loss_rate: lossRate(rate) };
}

/** Whether the provider sends webhooks about it. */
function hasWebhooks(connection: ConnectionConfig, entity: string): boolean {
  const setup = webhookSetup(connection);
  return setup.kind === 'callbacks' ? setup.callbacks.eventsOf([entity]).length > 0 : setup.rules([entity]).length > 0;
}
