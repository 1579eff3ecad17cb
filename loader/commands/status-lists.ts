import { rangeText } from '../backfill/backfill.ts';
import type { ConnectionStatus } from '../doctor/connection-status.ts';
import type { AbsentStatus, BackfillStatus, PollStatus, SweepStatus } from '../doctor/list-status.ts';
import { count, renderTable } from '../terminal/table.ts';
import { minute } from './status-minute.ts';
import { lossText } from './sweep-text.ts';

/** What is polled, a row for all lists of which the same can be said; '' when nothing is. */
export function pollsText(connections: readonly ConnectionStatus[], now: string): string {
  const rows = connections.flatMap(({ connection, polls }) => {
    const groups = Map.groupBy(polls, (poll) => factsOf(poll, now).join('\n'));
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [[connection, ...factsOf(first, now), group.map(({ entity }) => entity).join(', ')]];
    });
  });
  if (rows.length === 0) return '';
  return renderTable({ head: ['polled', 'schedule', 'last', 'next', 'changed since', 'problem', 'lists'], rows });
}

function factsOf(poll: PollStatus, now: string): readonly string[] {
  const { schedule, last_at: last, due_at: due, changed_since: since, page, problem } = poll;
  const next = due !== null && due <= now ? 'now' : minute(due);
  return [
    schedule,
    minute(last),
    page === null ? next : `goes on at page ${page}`,
    since === null ? 'everything' : minute(since),
    problem === null ? '' : `${problem.message} (${problem.code})`,
  ];
}

/** Lines about a backfill, the last sweep and what lists lack. */
export function listRemarks({ connection, backfill, sweep, absent }: ConnectionStatus): readonly string[] {
  return [
    ...(backfill === null ? [] : [`${connection}: ${backfillText(backfill)}`]),
    ...(sweep === null ? [] : [`${connection}: ${sweepLine(sweep)}`]),
    ...(absent.length === 0 ? [] : [`${connection}: absent from lists: ${absentText(connection, absent)}`]),
  ];
}

function backfillText(backfill: BackfillStatus): string {
  const { state, finished_at: at, unread, command, entities } = backfill;
  const what = `backfill ${rangeText(backfill)}`;
  const refused = entities.filter(({ problem }) => problem !== null);
  const [some, none] = [refused.filter(({ is_done: isDone }) => isDone), refused.filter((one) => !one.is_done)];
  const but = `${refusedText('not listed', none)}${refusedText('not wholly listed', some)}`;
  if (state === 'done') return `${what} done at ${minute(at)}${but}`;
  const parts = [
    `${ofAll(backfill.pages)} pages`,
    `${ofAll(backfill.rows)} rows`,
    `${count(unread, 'document')} still to be read`,
  ];
  const open = entities.flatMap(({ entity, is_done: isDone, problem }) => (isDone || problem !== null ? [] : entity));
  const where = `${parts.join(', ')}${open.length === 0 ? '' : `; open: ${open.join(', ')}`}${but}`;
  return state === 'running' ? `${what} is under way: ${where}` : `${what} was interrupted: ${where}; run "${command}"`;
}

function refusedText(what: string, refused: BackfillStatus['entities']): string {
  const names = refused.map(({ entity, problem }) => `${entity} (${problem?.code ?? ''})`);
  return names.length === 0 ? '' : `; ${what}: ${names.join(', ')}`;
}

/** Estimates may be exceeded: lists grow. */
function ofAll([done, estimated]: readonly [number, number]): string {
  const all = Math.max(done, estimated).toLocaleString('en-US');
  return `${done.toLocaleString('en-US')} of ${all}`;
}

function sweepLine({ finished_at: at, since, stopped, ...sweep }: SweepStatus): string {
  const window = since === null ? '' : ` (changed since ${minute(since)})`;
  const found = `${sweep.missed} missed, ${sweep.stale} stale, ${sweep.deleted} deleted`;
  const lost = sweep.loss_rate === null ? '' : `; webhooks lost: ${lossText(sweep)}`;
  const early = stopped === null ? '' : `; ended early: ${stopped.message} (${stopped.code})`;
  return `swept at ${minute(at)}${window}: ${found}${lost}${early}`;
}

function absentText(connection: string, absent: readonly AbsentStatus[]): string {
  const parts = absent.flatMap(({ entity, confirming, withheld }) => [
    ...(confirming === 0 ? [] : [`${entity} ${confirming} asked for and not confirmed yet`]),
    ...(withheld === 0 ? [] : [`${entity} ${withheld} withheld, more than 5 %`]),
  ]);
  const names = absent.flatMap(({ entity, withheld }) => (withheld === 0 ? [] : entity));
  const command = `ledgerlake sweep ${connection} --entity ${names.join(' ')} --yes`;
  return `${parts.join('; ')}${names.length === 0 ? '' : `; run "${command}" to have them asked for`}`;
}
