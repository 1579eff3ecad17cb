import type { ConnectionStatus } from '../doctor/connection-status.ts';
import { renderTable } from '../terminal/table.ts';
import { listRemarks } from './status-lists.ts';
import { minute } from './status-minute.ts';

/** What a human sees of the connections. */
export function connectionsText(connections: readonly ConnectionStatus[]): string {
  const table = renderTable({
    head: ['connection', 'last webhook', 'last fetch', 'quota left', 'queue', 'oldest hint', 'sign-in', 'next refresh'],
    rows: connections.map((one) => [
      one.connection,
      minute(one.last_webhook_at),
      minute(one.last_fetch_at),
      one.quota === null ? '-' : `${one.quota.remaining} of ${one.quota.limit}`,
      queueText(one),
      minute(one.oldest_unanswered_at),
      one.sign_in?.state ?? 'no oauth',
      minute(one.sign_in?.next_refresh_at ?? null),
    ]),
  });
  return [table, ...connections.flatMap(remarks)].join('\n');
}

function queueText({ queue }: ConnectionStatus): string {
  if (queue.objects === 0) return '0';
  const reasons = Object.entries(queue.reasons).map(([reason, objects]) => `${reason} ${objects}`);
  return `${queue.objects}, ${queue.due} due (${reasons.join(', ')})`;
}

function remarks(one: ConnectionStatus): readonly string[] {
  const { connection, problem, sign_in: signIn, failing, callbacks } = one;
  return [
    ...(signIn?.problem == null ? [] : [`${connection}: sign-in: ${signIn.problem.message} (${signIn.problem.code})`]),
    ...(signIn?.state === 'ending' ? [`${connection}: the access token serves until ${signIn.expires_at ?? ''}`] : []),
    ...(signIn?.command == null ? [] : [`${connection}: run "${signIn.command}"`]),
    ...(problem === null
      ? []
      : [`${connection}: not read at ${minute(problem.at)}: ${problem.message} (${problem.code})`]),
    ...(callbacks !== null && callbacks.waiting > 0
      ? [
          `${connection}: ${callbacks.waiting} of ${callbacks.waiting + callbacks.confirmed} callbacks wait for their handshake`,
        ]
      : []),
    ...listRemarks(one),
    ...failing.map(
      ({ entity, id, attempts, next_at, code, message }) =>
        `${connection}: ${entity} ${id} failed ${attempts} times, again at ${minute(next_at)}: ${message} (${code})`,
    ),
  ];
}
