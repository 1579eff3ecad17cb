import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { AppError } from './errors.ts';
import { MinuteLimit } from './handshake-limit.ts';
import { followStoreClock, type StoreClock } from './landing/clock.ts';
import { openLandingStore } from './landing/index.ts';
import { probeLandingStore } from './landing/probe.ts';
import type { LandingStore } from './landing/store.ts';
import { DEFAULT_LIMITS, type ReceiverLimits } from './limits.ts';
import { LiveBooks } from './live-books.ts';
import { errorFields, type Log, openLog } from './log.ts';
import { Readiness } from './readiness.ts';
import type { ReceiveContext } from './receive.ts';
import { closeServer, createReceiverServer, listen } from './server.ts';
import { openVault } from './vault/vault.ts';
import { createWebhookHandler } from './webhook.ts';

export interface ReceiverOptions {
  /** default: the configured one, opened here and closed by `stop` */
  readonly store?: LandingStore;
  /** this machine's clock; where it differs from the store's by more than 2 s, the store's counts */
  readonly clock?: () => Date;
  readonly log?: Log;
  /** default `DEFAULT_LIMITS` */
  readonly limits?: Partial<ReceiverLimits>;
  /** drain on SIGTERM and SIGINT; default false */
  readonly signals?: boolean;
  /** default true; see `createReceiverServer` */
  readonly graft?: boolean;
}

export interface RunningReceiver {
  /** `http://host:port`, without the path */
  readonly url: string;
  readonly port: number;
  /** Drains: not ready, then no new connections, then the end of those that are open. May be called twice. */
  readonly stop: () => Promise<void>;
  /** resolves once it has stopped, by `stop` or by a signal */
  readonly stopped: Promise<void>;
}

/**
 * Starts the receiver: proves that the landing zone creates objects once, then listens.
 *
 * @throws AppError `secret_empty`, `port_unavailable`, `landing_not_exclusive`, `landing_unavailable`, `landing_denied`
 */
export async function startReceiver(config: Config, options: ReceiverOptions = {}): Promise<RunningReceiver> {
  assertSecrets(config);
  const log = options.log ?? openLog();
  // A single body of the largest size must always find room.
  const maxBufferedBytes = Math.max(DEFAULT_LIMITS.maxBufferedBytes, config.receiver.maxBodyBytes);
  const limits = { ...DEFAULT_LIMITS, maxBufferedBytes, ...options.limits };
  const store = options.store ?? (await openLandingStore(config.landing, { now: options.clock }));
  const stops: (() => Promise<void> | void)[] = [];
  if (options.store === undefined) stops.push(() => store.close());
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.toReversed()) await stop();
  };
  try {
    await probeLandingStore(store);
    const clock = await openClock({ store, clock: options.clock, log, everyMs: limits.clockEveryMs });
    stops.push(clock.stop);
    const readiness = new Readiness({ recheck: () => probeLandingStore(store) });
    const { path, timeBudgetMs, coalesceSeconds, host } = config.receiver;
    const books = await openBooks(config, { store, log, limits });
    if (books !== undefined) stops.push(() => books.stop());
    const context: ReceiveContext = {
      store,
      clock: clock.now,
      timeBudgetMs,
      coalesceSeconds,
      vaultKeys: config.vault?.keys,
      books,
      handshakeLimit: new MinuteLimit({ most: limits.handshakesPerMinute, monotonicMs: () => performance.now() }),
    };
    const handleWebhook = createWebhookHandler({ config, context, readiness, log, newId: randomUUID, ...limits });
    const server = createReceiverServer(createApp({ path, handleWebhook, readiness, log }), {
      limits,
      graft: options.graft ?? true,
    });
    const port = await listen(server, config.receiver);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    warnAboutConnections(config, { books, log });
    log.info({ url, path, landing: store.description }, 'receiver listening');
    const drain = async (): Promise<void> => {
      readiness.drain();
      log.info({ url }, 'receiver draining');
      await sleep(limits.drainGraceMs);
      await closeServer(server, limits.drainTimeoutMs);
      await stopAll();
      log.info({ url }, 'receiver stopped');
    };
    return running({ url, port, drain, signals: options.signals ?? false });
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function running(parts: { url: string; port: number; drain: () => Promise<void>; signals: boolean }): RunningReceiver {
  const { promise: stopped, resolve, reject } = Promise.withResolvers<void>();
  stopped.catch(() => undefined);
  let draining: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    if (draining === undefined) {
      draining = parts.drain();
      draining.then(resolve, reject);
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
    }
    return draining;
  };
  // `stopped` reports a drain that failed; a second signal ends the process at once, as without a handler.
  const onSignal = (): void => void stop().catch(() => undefined);
  if (parts.signals) process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  return { url: parts.url, port: parts.port, stop, stopped };
}

interface OpenClock {
  readonly store: LandingStore;
  readonly clock: (() => Date) | undefined;
  readonly log: Log;
  readonly everyMs: number;
}

function openClock({ store, clock: given, log, everyMs }: OpenClock): Promise<StoreClock> {
  const clock = given ?? (() => new Date());
  return followStoreClock({
    store,
    clock,
    // A clock that was given is all the time there is.
    monotonicMs: given === undefined ? () => performance.now() : () => given().getTime(),
    everyMs,
    onSkew: (skewMs) =>
      log.warn(
        { skew_ms: skewMs, landing: store.description },
        "CLOCK SKEW: deliveries are stamped by the landing store's clock; set this machine's right (NTP)",
      ),
    onError: (error) => log.warn(errorFields(error), "the landing store's clock could not be read"),
  });
}

async function openBooks(
  config: Config,
  { store, log, limits }: { readonly store: LandingStore; readonly log: Log; readonly limits: ReceiverLimits },
): Promise<LiveBooks | undefined> {
  if (config.vault === undefined) return undefined;
  const books = new LiveBooks({
    vault: openVault(store, config.vault.keys),
    connections: Object.values(config.connections),
    log,
    everyMs: limits.secretsEveryMs,
    lookEveryMs: limits.lookEveryMs,
    maxWaiting: limits.maxWaitingForSecrets,
    monotonicMs: () => performance.now(),
  });
  await books.start();
  return books;
}

function assertSecrets(config: Config): void {
  for (const connection of Object.values(config.connections)) {
    const index = connection.webhookSecrets.findIndex(({ secret }) => secret.trim() === '');
    if (index >= 0) {
      throw new AppError('secret_empty', `connections.${connection.name}.webhook_secrets[${index}] is empty`, {
        hint: 'anybody can sign with an empty secret: set the one that the provider signs with, or take the entry out',
      });
    }
  }
}

function warnAboutConnections(
  config: Config,
  { books, log }: { readonly books: LiveBooks | undefined; readonly log: Log },
): void {
  for (const { name, webhookSecrets } of Object.values(config.connections)) {
    if ((books?.known(name).secrets ?? webhookSecrets).length === 0) {
      log.warn({ connection: name }, 'no webhook secret: every delivery to this connection is refused');
    }
  }
}
