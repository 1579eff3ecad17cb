import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LoaderContext } from '../context.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { STUCK_AFTER_ATTEMPTS } from '../fetch/queue.ts';
import { webhookSetup } from '../sources/index.ts';
import { openBook } from '../webhooks/book.ts';
import { callbackContext } from '../webhooks/open-webhooks.ts';
import { checkLists } from './check-lists.ts';
import type { ConnectionStatus } from './connection-status.ts';
import { type Finding, failure, fine, problem, warning } from './finding.ts';

export interface CheckConnectionOptions {
  readonly connection: ConnectionConfig;
  readonly status: ConnectionStatus;
  /** ask the API; false: say only what the landing zone tells */
  readonly ask: boolean;
}

/** What is wrong with a connection, and for each finding the one thing that mends it. Never throws for what it finds. */
export async function checkConnection(
  context: LoaderContext,
  options: CheckConnectionOptions,
): Promise<readonly Finding[]> {
  const { connection, ask } = options;
  const signIn = checkSignIn(options);
  const canAsk = ask && connection.oauth !== undefined && signIn.state !== 'problem';
  const fetch = canAsk ? context.openFetch(connection) : undefined;
  return [
    signIn,
    ...(fetch === undefined ? [] : [await checkApi(fetch)]),
    ...(await checkWebhooks(context, { connection, fetch })),
    ...checkQueue(options),
    ...checkLists({ connection, status: options.status, now: context.clock() }),
  ];
}

function checkSignIn({ connection, status }: CheckConnectionOptions): Finding {
  const about = { connection: connection.name, check: 'sign-in' };
  const signIn = status.sign_in;
  if (signIn === null) {
    const text = 'no oauth: nothing is read from its API';
    return connection.source === 'freshbooks'
      ? problem(about, `${text}, and its webhooks carry ids only`, `add connections.${connection.name}.oauth`)
      : fine(about, text);
  }
  const connect = signIn.command ?? `ledgerlake connect ${connection.name}`;
  const why = signIn.problem === null ? '' : `: ${signIn.problem.message} (${signIn.problem.code})`;
  switch (signIn.state) {
    case 'ok':
      return fine(about, `signed in, next refresh at ${signIn.next_refresh_at ?? 'its first use'}`);
    case 'ready':
      return fine(about, 'a refresh token is configured and not used yet');
    case 'ending':
      return warning(
        about,
        `the access token serves until ${signIn.expires_at ?? 'it expires'}, then nothing is read${why}`,
        connect,
      );
    case 'unknown':
      return problem(
        about,
        `the vault cannot be opened${why}`,
        'give the key that sealed it in vault.keys, or connect again',
      );
    case 'none':
    case 'refused':
      return problem(about, `not signed in${why}`, connect);
  }
}

async function checkApi(fetch: FetchContext): Promise<Finding> {
  const { connection, api, client } = fetch;
  const about = { connection: connection.name, check: 'api' };
  try {
    const outcome = await unlessBusy(fetch, () => client.send(api.probeRequest(connection)));
    if (outcome === undefined) return fine(about, 'not asked: another process reads from it right now');
    if (outcome.kind === 'answer') return fine(about, 'answers for this organization');
    const text =
      outcome.kind === 'refused' ? outcome.problem.message : 'the organization or account is not known there';
    const remedy = outcome.kind === 'refused' ? outcome.problem.hint : 'correct organization_id, account_id or region';
    return problem(about, text, remedy.replaceAll('<connection>', connection.name));
  } catch (error) {
    return failure(about, error, 'run it again with --verbose');
  }
}

interface WebhookCheck {
  readonly connection: ConnectionConfig;
  /** undefined: ask no API */
  readonly fetch: FetchContext | undefined;
}

async function checkWebhooks(context: LoaderContext, { connection, fetch }: WebhookCheck): Promise<readonly Finding[]> {
  const about = { connection: connection.name, check: 'webhooks' };
  const { config, vault } = context;
  const setup = webhookSetup(connection);
  const registrar = setup.kind === 'callbacks' ? `ledgerlake webhooks register ${connection.name}` : '';
  const list = `ledgerlake webhooks list ${connection.name}`;
  try {
    const book = vault.hasKey ? await openBook(vault, connection.name).read() : undefined;
    const secrets = connection.webhookSecrets.length + (book?.secrets.length ?? 0);
    if (setup.kind === 'rules') {
      return secrets === 0
        ? [problem(about, 'no secret: every delivery is refused', list)]
        : [fine(about, `${secrets} secrets`)];
    }
    if (config.receiver.publicUrl === undefined && secrets === 0) {
      return [
        problem(about, 'receiver.public_url is not set', 'set receiver.public_url to where the receiver is reached'),
      ];
    }
    if (secrets === 0) return [problem(about, 'no callback is registered', registrar)];
    const waiting = (book?.callbacks ?? []).filter(({ confirmed_at }) => confirmed_at === null);
    if (waiting.length > 0) {
      const events = waiting.map(({ event }) => event).join(', ');
      return [problem(about, `no handshake landed for ${events}`, `ledgerlake webhooks resend ${connection.name}`)];
    }
    const lost = fetch === undefined ? [] : await lostCallbacks(context, fetch);
    return lost.length > 0
      ? [problem(about, `FreshBooks no longer has, or no longer verifies, ${lost.join(', ')}`, registrar)]
      : [fine(about, `${secrets} verifiers`)];
  } catch (error) {
    return [failure(about, error, list)];
  }
}

/** Whoever reads has the turn, a backfill for hours: then undefined, and nothing is asked. */
async function unlessBusy<T>(fetch: FetchContext, ask: () => Promise<T>): Promise<T | undefined> {
  const lease = await fetch.acquireLease();
  if (lease === undefined) return undefined;
  try {
    return await ask();
  } finally {
    await lease.release();
  }
}

/** Events whose confirmed callbacks the provider no longer has as such. */
async function lostCallbacks(context: LoaderContext, fetch: FetchContext): Promise<readonly string[]> {
  const setup = webhookSetup(fetch.connection);
  if (setup.kind !== 'callbacks') return [];
  const { book, client } = callbackContext(context, { fetch, callbacks: setup.callbacks });
  const ours = (await book.read()).callbacks;
  if (ours.length === 0) return [];
  const known = await unlessBusy(fetch, () => setup.callbacks.list(client));
  if (known === undefined) return [];
  const there = new Set(known.filter((one) => one.isVerified).map(({ id }) => id));
  return ours.filter(({ id }) => !there.has(id)).map(({ event }) => event);
}

function checkQueue({ connection, status }: CheckConnectionOptions): readonly Finding[] {
  const about = { connection: connection.name, check: 'queue' };
  const stuck = status.failing.filter(({ attempts }) => attempts >= STUCK_AFTER_ATTEMPTS);
  const [first] = stuck;
  if (first === undefined) return [fine(about, `${status.queue.objects} objects to be read`)];
  const text = `${stuck.length} objects fail again and again, first ${first.entity} ${first.id}: ${first.message} (${first.code})`;
  return [warning(about, text, 'ledgerlake status')];
}
