import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { problemOf } from '../../receiver/errors.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import { tokenState } from '../auth/token-state.ts';
import type { LoaderContext } from '../context.ts';
import { dueItems, EMPTY_QUEUE, isOnlyListed, type Queue, type QueueItem } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import type { Arrivals } from '../plan/arrivals.ts';
import { openBook } from '../webhooks/book.ts';
import { type ListStatus, listStatus } from './list-status.ts';

/** What `status --json` says about a connection. Instants are RFC 3339; null where there is nothing to say. */
export interface ConnectionStatus extends ListStatus {
  readonly connection: string;
  readonly source: string;
  /** of the last 7 days */
  readonly last_webhook_at: string | null;
  readonly last_fetch_at: string | null;
  readonly quota: Queue['quota'];
  /** objects to be read: all, those that could be read now, and how many for which reason */
  readonly queue: {
    readonly objects: number;
    readonly due: number;
    readonly reasons: Readonly<Record<string, number>>;
  };
  /** objects whose read failed, those with the most attempts first; at most 20 */
  readonly failing: readonly FailingObject[];
  /** since when the oldest hint waits for its answer */
  readonly oldest_unanswered_at: string | null;
  /** what stopped the last fetch as a whole */
  readonly problem: Queue['problem'];
  /** null without `oauth` */
  readonly sign_in: SignIn | null;
  /** callbacks that we registered; null where none are known */
  readonly callbacks: { readonly confirmed: number; readonly waiting: number } | null;
}

export interface FailingObject {
  readonly entity: string;
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
  readonly next_at: string | null;
  readonly code: string;
  readonly message: string;
}

export interface SignIn {
  readonly state: 'none' | 'ready' | 'ok' | 'ending' | 'refused' | 'unknown';
  readonly expires_at: string | null;
  readonly next_refresh_at: string | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
  /** the command that mends it */
  readonly command: string | null;
}

const MOST_FAILING = 20;

/** Gathers it from the landing zone alone: no API is asked. @throws AppError of the landing store */
export async function connectionStatuses(
  context: LoaderContext,
  arrivals: readonly Arrivals[],
): Promise<readonly ConnectionStatus[]> {
  const { vault } = context;
  return Promise.all(
    Object.values(context.config.connections).map(async (connection): Promise<ConnectionStatus> => {
      const queue = (await readQueue(context.store, connection.name)) ?? EMPTY_QUEUE;
      return {
        connection: connection.name,
        source: connection.source,
        last_webhook_at: arrivals.find((arrival) => arrival.connection === connection.name)?.last_webhook_at ?? null,
        last_fetch_at: queue.last_answer_at,
        quota: queue.quota,
        ...queueFacts(queue, context.clock()),
        problem: queue.problem,
        sign_in: connection.oauth === undefined ? null : await signIn(connection, { vault, clock: context.clock }),
        callbacks: await callbackCounts(connection, vault),
        ...(await listStatus(context, connection, queue.items.filter(isOnlyListed).length)),
      };
    }),
  );
}

function queueFacts(queue: Queue, now: Date): Pick<ConnectionStatus, 'queue' | 'failing' | 'oldest_unanswered_at'> {
  const reasons: Record<string, number> = {};
  for (const { reason } of queue.items) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const unanswered = queue.items.filter(({ waiting }) => waiting.some(({ key }) => key !== null));
  return {
    queue: { objects: queue.items.length, due: dueItems(queue, now).length, reasons },
    failing: queue.items
      .filter(({ attempts }) => attempts > 0)
      .toSorted((a, b) => b.attempts - a.attempts)
      .slice(0, MOST_FAILING)
      .map(failing),
    oldest_unanswered_at: unanswered.map(({ since }) => since).toSorted()[0] ?? null,
  };
}

function failing({ entity, id, reason, attempts, next_at, problem }: QueueItem): FailingObject {
  return { entity, id, reason, attempts, next_at, code: problem?.code ?? '', message: problem?.message ?? '' };
}

export async function signIn(
  connection: ConnectionConfig,
  { vault, clock }: { readonly vault: Vault; readonly clock: () => Date },
): Promise<SignIn> {
  try {
    const { kind, expiresAt, nextRefreshAt, problem, command } = await tokenState({ connection, vault, clock });
    return {
      state: kind,
      expires_at: expiresAt?.toISOString() ?? null,
      next_refresh_at: nextRefreshAt?.toISOString() ?? null,
      problem: problem ?? null,
      command: command ?? null,
    };
  } catch (error) {
    // A vault that cannot be opened must not hide the rest of the report.
    const { code, message } = problemOf(error);
    return { state: 'unknown', expires_at: null, next_refresh_at: null, problem: { code, message }, command: null };
  }
}

async function callbackCounts(connection: ConnectionConfig, vault: Vault): Promise<ConnectionStatus['callbacks']> {
  if (!vault.hasKey) return null;
  try {
    const { callbacks } = await openBook(vault, connection.name).read();
    if (callbacks.length === 0) return null;
    const waiting = callbacks.filter(({ confirmed_at }) => confirmed_at === null).length;
    return { confirmed: callbacks.length - waiting, waiting };
  } catch {
    return null; // sign_in says what is wrong with the vault
  }
}
