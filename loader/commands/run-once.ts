import { parseRawKey } from '../../receiver/landing/keys.ts';
import { probeLandingStore } from '../../receiver/landing/probe.ts';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse, withLease } from '../context.ts';
import { unansweredHints } from '../fetch/queue-wants.ts';
import type { Lease } from '../lease.ts';
import { applyAll } from '../load/apply-all.ts';
import { failureOf } from '../load/attempts.ts';
import { listLoadFolders } from '../load/load-folders.ts';
import { plannedAtOf } from '../load/load-id.ts';
import { settleRebuilds } from '../load/settle-rebuilds.ts';
import type { Cursor } from '../plan/cursor.ts';
import { cursorLimit, windowOf } from '../plan/cursor.ts';
import { readCursor, writeCursor } from '../plan/cursor-state.ts';
import { keepAhead } from '../plan/discover.ts';
import { type ConnectionSweep, foundBy } from '../sweep/report.ts';
import { sweepDue } from '../sweep/sweep-due.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { applyOptions } from './apply-options.ts';
import { planNew } from './plan-new.ts';
import type { LastRun, RunReport } from './run-report.ts';
import { exitCodeOf, LAST_RUN_STATE, lastRunSchema } from './run-report.ts';
import { summaryOf, warnAboutSweep } from './sweep-text.ts';

export interface RunOptions {
  /** list everything, whenever that was done last */
  readonly full: boolean;
  /** ask the source APIs for what is due before anything is planned */
  readonly fetch: boolean;
}

/**
 * One run: fetches what is due, finishes what earlier runs left, plans what is new, converts, applies, confirms, and moves the cursor.
 *
 * @throws AppError `lease_held`, `lease_lost`, and what the landing store or the warehouse says
 */
export async function runOnce(context: LoaderContext, options: RunOptions): Promise<RunReport> {
  return withLease(context, async (lease) => {
    const warehouse = lazyWarehouse(context.openWarehouse);
    try {
      const report = await runSteps(context, { ...options, lease, warehouse: warehouse.get });
      await rememberRun(context, { v: 1, report, error: null });
      return report;
    } catch (error) {
      const failure = { at: context.clock().toISOString(), ...failureOf(error) };
      // The error itself matters more than that it is remembered.
      await rememberRun(context, { v: 1, report: null, error: failure }).catch(() => {});
      throw error;
    } finally {
      await warehouse.close();
    }
  });
}

interface Steps extends RunOptions {
  readonly lease: Lease;
  readonly warehouse: () => Promise<Warehouse>;
}

async function runSteps(context: LoaderContext, { full, fetch, lease, warehouse }: Steps): Promise<RunReport> {
  const { store, config, clock, output } = context;
  const startedAt = clock();
  const assertHeld = (): void => lease.assertHeld();

  const cursor = await readCursor(store);
  // Everything rests on create-only objects; proved once, before the first load of a landing zone.
  if (cursor === undefined) await probeLandingStore(store, { now: clock });
  const known = await listLoadFolders(store, loadsSince(cursor, config.loader.lookbackHours));
  const ended = await settleRebuilds(store, known, { clock, warehouse, assertHeld });
  if (ended.length > 0) output.warn(`a rebuild was interrupted before its swap; its loads are ended (${ended.length})`);

  // Before anything is fetched: what it finds is read and loaded by this very run. Without a first load there is nothing to compare.
  const swept = fetch && cursor !== undefined ? await sweepDue(context, { warehouse }) : [];
  for (const one of swept) {
    warnAboutSweep(output, one);
    output.note(`${one.connection} was swept: ${summaryOf(one)}`);
  }
  assertHeld();
  // Of what was found only figures stay while it is loaded: the names of a first load may be many.
  const planned = await planNew(context, { cursor, now: startedAt, full, fetch, assertHeld });
  const totals = await applyAll(planned.due, applyOptions(context, { warehouse, assertHeld }));

  const unfinished = totals.unfinished.flatMap((loadId) => plannedAtOf(loadId) ?? []);
  const unanswered = (await unansweredHints(context)).flatMap((key) => parseRawKey(key)?.time ?? []);
  const limit = cursorLimit({ listedAt: startedAt, unfinished, unanswered });
  // A hint about an old record has an old time; the queue remembers it, so it need not be listed again.
  const reached = cursor !== undefined && limit < new Date(cursor.cursor) ? new Date(cursor.cursor) : limit;
  lease.assertHeld();
  await writeCursor(store, {
    v: 1,
    cursor: reached.toISOString(),
    full_listed_at: planned.mode === 'normal' ? (cursor?.full_listed_at ?? null) : startedAt.toISOString(),
    ahead: [...keepAhead(planned.ahead, windowOf(reached, config.loader.lookbackHours))],
  });
  const unreadable = planned.fetched.filter(({ stopped }) => stopped !== null && !stopped.retryable).length;
  const facts = {
    ...totals,
    failures: totals.failures.length,
    missed: planned.missed + missedBy(swept),
    unreadable,
  };
  return {
    started_at: startedAt.toISOString(),
    finished_at: clock().toISOString(),
    listing: planned.mode,
    objects: planned.objects,
    bytes: planned.bytes,
    missed: planned.missed,
    strangers: planned.strangers,
    swept: swept.map((one) => ({ connection: one.connection, missed: foundBy(one) })),
    fetched: planned.fetched.map((one) => ({ ...one, unlisted: [...one.unlisted] })),
    loads: {
      planned: planned.created,
      applied: totals.applied,
      failed: totals.failures.length,
      superseded: planned.superseded,
      unfinished: totals.unfinished.length,
    },
    rows: totals.rows,
    quarantined: totals.quarantined,
    failures: [...totals.failures],
    failed_checks: totals.failedChecks.map(({ load_id, checks }) => ({ load_id, checks: [...checks] })),
    stopped: totals.stopped,
    cursor: reached.toISOString(),
    exit_code: exitCodeOf(facts),
  };
}

function missedBy(sweeps: readonly ConnectionSweep[]): number {
  return sweeps.reduce((sum, one) => sum + foundBy(one), 0);
}

function loadsSince(cursor: Cursor | undefined, lookbackHours: number): { readonly since?: Date } {
  return cursor === undefined ? {} : { since: windowOf(new Date(cursor.cursor), lookbackHours).loadsSince };
}

async function rememberRun({ store }: LoaderContext, run: LastRun): Promise<void> {
  const current = await readState(store, LAST_RUN_STATE, lastRunSchema);
  await writeState(store, LAST_RUN_STATE, { generation: (current?.generation ?? 0) + 1, value: run });
}
