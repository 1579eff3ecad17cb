import type { Entity } from '../catalog/entity.ts';
import { sha256Hex } from '../documents/payload.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { entityLists } from '../lists/entity-lists.ts';
import type { LandedPage, ListedRow } from '../lists/landed-page.ts';
import { listPages } from '../lists/list-pages.ts';
import type { ListedVersion } from './compare.ts';
import { stampColumns, stampOf } from './stamps.ts';
import { isChangedIn, type SweepWindow } from './window.ts';

export interface ReadListsOptions {
  readonly window: SweepWindow;
  /** everything; false: what has changed in the window, where the API can list that alone */
  readonly isWhole: boolean;
}

/** A row as the sweep keeps it: without its payload, which has landed. */
export interface Listed extends ListedVersion {
  /** changed in the window; undefined: it does not say when */
  readonly isChanged: boolean | undefined;
  /** the landed page is the whole document */
  readonly isComplete: boolean;
  /** landed object that holds it */
  readonly pageKey: string;
}

export interface Listing {
  /** by id: of rows that are in the lists twice, the one listed later */
  readonly rows: ReadonlyMap<string, Listed>;
  /** everything was asked for and nothing is hidden: what is not in it is absent */
  readonly isWhole: boolean;
  /** what the lists hide, in words */
  readonly hidden: string | undefined;
  /** start of the first request, ms since 1970 */
  readonly startedMs: number;
}

/**
 * Reads the lists of an entity and lands their pages.
 *
 * Memory: about 200 bytes per row.
 *
 * @returns undefined: there is no such list, or not with what the configuration says
 * @throws AppError as `listPages`
 */
export async function readLists(
  context: FetchContext,
  entity: Entity,
  { window, isWhole }: ReadListsOptions,
): Promise<Listing | undefined> {
  const { since } = window;
  const lists = await entityLists(context, entity.name, {
    origin: 'sweep',
    ...(isWhole || since === undefined ? {} : { changedSince: since }),
  });
  if (lists === undefined) return undefined;
  const rows = new Map<string, Listed>();
  let startedMs = context.clock().getTime();
  let hidden: string | undefined;
  for (const ask of lists.asks) {
    for await (const page of listPages(context, { ask, origin: 'sweep' })) {
      startedMs = Math.min(startedMs, page.startedAt.getTime());
      hidden ??= page.facts.hidden;
      for (const row of page.rows) {
        // Some lists of what is deleted show the living too, and do not say which is which: then absence from the other list tells.
        if (ask.deleted === true && !row.isDeleted) continue;
        const listed = toListed(entity, row, { page, window });
        if (listed.askedMs >= (rows.get(row.id)?.askedMs ?? 0)) rows.set(row.id, listed);
      }
    }
  }
  const isEverything = lists.asks.every(({ changedSince }) => changedSince === undefined);
  return { rows, isWhole: isEverything && hidden === undefined, hidden, startedMs };
}

function toListed(
  entity: Entity,
  { versionAt, isDeleted, isComplete, payload }: ListedRow,
  { page, window }: { readonly page: LandedPage; readonly window: SweepWindow },
): Listed {
  const versionMs = entity.webhooks === 'documents' ? versionAt?.getTime() : undefined;
  const stamp = payload === undefined ? undefined : stampOf(stampColumns(entity), payload);
  const isSilent = versionMs === undefined && stamp === undefined;
  return {
    askedMs: page.startedAt.getTime(),
    versionMs,
    stamp,
    sha256: isSilent && payload !== undefined ? sha256Hex(JSON.stringify(payload)) : undefined,
    isDeleted,
    isReadable: payload !== undefined,
    isChanged: versionAt === undefined ? undefined : isChangedIn(window, versionAt),
    isComplete,
    pageKey: page.key,
  };
}
