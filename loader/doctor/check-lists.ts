import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { count } from '../terminal/table.ts';
import type { ConnectionStatus } from './connection-status.ts';
import { type Finding, fine, warning } from './finding.ts';
import type { BackfillStatus, PollStatus } from './list-status.ts';

/** Runs come more often; what has waited longer than that is not being read. */
const LONG_OVERDUE_MS = 86_400_000;

/** What the plan of the account does not have is nothing to mend. */
const EXPECTED = new Set(['api_not_enabled']);

export interface ListCheck {
  readonly connection: ConnectionConfig;
  readonly status: Pick<ConnectionStatus, 'polls' | 'backfill'>;
  readonly now: Date;
}

/** Lists that are long overdue or refused, and a backfill that nobody goes on with. Nothing without credentials. */
export function checkLists({ connection, status, now }: ListCheck): readonly Finding[] {
  if (connection.oauth === undefined) return [];
  return [...checkPolls(connection.name, status.polls, now), ...checkBackfill(connection.name, status.backfill)];
}

function checkPolls(name: string, polls: readonly PollStatus[], now: Date): readonly Finding[] {
  const about = { connection: name, check: 'poll' };
  const overdue = polls.filter(({ due_at: due }) => due !== null && now.getTime() - Date.parse(due) > LONG_OVERDUE_MS);
  const refused = polls.filter(({ problem }) => problem !== null && !problem.retryable && !EXPECTED.has(problem.code));
  const failing = polls.filter((one) => isFailing(one, now) && !refused.includes(one));
  const [first] = [...refused, ...failing];
  if (first !== undefined && first.problem !== null) {
    const names = [...refused, ...failing].map(({ entity }) => entity);
    const why = `${first.entity}: ${first.problem.message} (${first.problem.code})`;
    return [warning(about, `${names.join(', ')} cannot be listed; ${why}`, remedyOf(name, first, names))];
  }
  if (overdue.length > 0) {
    const names = overdue.map(({ entity }) => entity).join(', ');
    return [warning(about, `more than a day overdue: ${names}`, 'ledgerlake run')];
  }
  const next = polls.flatMap(({ due_at: due }) => due ?? []).toSorted()[0];
  return [fine(about, next === undefined ? 'nothing is polled' : `${count(polls.length, 'list')}, next at ${next}`)];
}

/** Again and again: it may pass by itself, but did not for more than a day. */
function isFailing({ problem, last_at: last }: PollStatus, now: Date): boolean {
  if (problem === null || !problem.retryable) return false;
  return last === null || now.getTime() - Date.parse(last) > 2 * LONG_OVERDUE_MS;
}

function remedyOf(connection: string, { entity, problem }: PollStatus, names: readonly string[]): string {
  const again = `ledgerlake poll ${connection} --entity ${names.join(' ')}`;
  return problem?.retryable === true ? again : `${again}; or connections.${connection}.poll: { ${entity}: off }`;
}

function checkBackfill(name: string, backfill: BackfillStatus | null): readonly Finding[] {
  const about = { connection: name, check: 'backfill' };
  if (backfill === null || backfill.command === null) return [];
  const [pages, estimated] = backfill.pages;
  const done = `${pages} of ${Math.max(pages, estimated)} pages`;
  return backfill.state === 'running'
    ? [fine(about, `under way: ${done}`)]
    : [warning(about, `interrupted after ${done}`, backfill.command)];
}
