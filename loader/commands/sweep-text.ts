import { type ConnectionSweep, type EntitySweep, foundBy, totalLoss } from '../sweep/report.ts';
import type { Output } from '../terminal/output.ts';
import { count, renderTable } from '../terminal/table.ts';

/** What of a sweep needs attention. */
export function warnAboutSweep(output: Output, { connection, entities, stopped }: ConnectionSweep): void {
  for (const { entity, problem, withheld, absent, unconfirmable, left } of entities) {
    const what = `${connection} ${entity}`;
    if (problem !== null) output.warn(`${what} is not compared: ${problem.message} (${problem.code}); ${problem.hint}`);
    if (withheld) {
      output.warn(
        `${what}: the list lacks ${count(absent, 'record')} that silver has alive, more than 5 %; none of them is asked for. ` +
          'If that is so, sweep again with --yes: each of them is asked for before it counts as deleted',
      );
    } else if (unconfirmable > 0) {
      output.warn(
        `${what}: the list lacks ${count(unconfirmable, 'record')}, which cannot be asked for one by one: left as they are`,
      );
    }
    if (left > 0) output.warn(`${what}: ${count(left, 'object')} are left to the next sweep; or run a backfill`);
  }
  if (stopped !== null)
    output.warn(`${connection}: ended early: ${stopped.message} (${stopped.code}); ${stopped.hint}`);
}

/** A sweep for a human: a table, and what comes of it. */
export function sweepText(sweep: ConnectionSweep): string {
  const table = renderTable({
    head: ['entity', 'listed', 'known', 'waiting', 'missed', 'stale', 'deleted', 'webhooks lost'],
    right: [1, 2, 3, 4, 5, 6, 7],
    rows: sweep.entities.map((one) => [
      one.whole ? one.entity : `${one.entity} (changed)`,
      one.listed,
      one.known,
      one.waiting,
      one.missed,
      one.stale,
      one.deleted,
      lossText(one),
    ]),
  });
  return `${sweep.connection}, ${windowText(sweep)}\n${table}\n${summaryOf(sweep)}`;
}

/** One line: `3 documents had been missed, 2 read and 1 still queued; 2 of 40 changes came by no webhook (5.0 %)`. */
export function summaryOf(sweep: ConnectionSweep): string {
  const found = foundBy(sweep);
  const missed = found === 0 ? 'nothing was missed' : `${count(found, 'record')} had been missed`;
  const asked =
    sweep.queued === 0 ? '' : `; ${sweep.read} of ${count(sweep.queued, 'object')} to be asked for were read`;
  const rest = sweep.unread === 0 ? '' : `, ${sweep.unread} wait for the next run`;
  const open = sweep.confirming === 0 ? '' : `; absent and not confirmed yet: ${count(sweep.confirming, 'record')}`;
  const total = totalLoss(sweep);
  const lost = total.changed === 0 ? '' : `; webhooks lost: ${lossText(total)}`;
  return `${missed}${asked}${rest}${open}${lost}`;
}

/** `2 of 40 (5.0 %)` */
export function lossText({
  changed,
  unknown,
  loss_rate: rate,
}: Pick<EntitySweep, 'changed' | 'unknown' | 'loss_rate'>): string {
  return rate === null ? '-' : `${unknown} of ${changed} (${(rate * 100).toFixed(1)} %)`;
}

function windowText({ since, until }: ConnectionSweep): string {
  const from = since === null ? 'whenever changed' : `changed since ${since}`;
  return until === null ? from : `${from} and before ${until}`;
}
