import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { openVault } from '../../receiver/vault/vault.ts';
import { openSourceClient } from '../api/open-client.ts';
import type { ApiQuota, SourceClient } from '../api/source-client.ts';
import { openAccessTokens } from '../auth/open-access-tokens.ts';
import type { LoaderContext } from '../context.ts';
import { acquireLease, fetchLeaseName } from '../lease.ts';
import { sourceApi } from '../sources/index.ts';
import type { FetchContext } from './fetch-context.ts';
import type { Queue } from './queue.ts';
import { readQueue } from './queue-state.ts';

/** Everything to fetch for one connection with, over the real API. Opens nothing before its first use. */
export function openFetch(
  context: Omit<LoaderContext, 'openFetch' | 'close'>,
  connection: ConnectionConfig,
): FetchContext {
  const { store, config, clock, nonce, output, signal } = context;
  const vault = openVault(store, config.vault?.keys, { clock });
  const sleep = (ms: number): Promise<void> => context.sleep(ms);
  const tokens = openAccessTokens({ connection, vault, clock, sleep, nonce, owner: context.owner });
  const open = async (): Promise<SourceClient> =>
    openSourceClient({
      api: sourceApi(connection.source),
      connection,
      tokens,
      clock,
      sleep,
      random: Math.random,
      quotaReserve: config.loader.quotaReserve,
      lastQuota: toQuota((await readQueue(store, connection.name))?.quota ?? null),
      signal,
      log: { warn: (text) => output.warn(text), detail: (text) => output.detail(text) },
    });
  return {
    store,
    connection,
    api: sourceApi(connection.source),
    client: lazyClient(open),
    clock,
    nonce,
    output,
    signal,
    sleep,
    acquireLease: async () => {
      const answer = await acquireLease(store, {
        name: fetchLeaseName(connection.name),
        owner: context.owner,
        leaseSeconds: config.loader.leaseSeconds,
        clock,
        isAlive: context.isAlive,
      });
      return answer.kind === 'acquired' ? answer.lease : undefined;
    },
  };
}

function lazyClient(open: () => Promise<SourceClient>): SourceClient {
  let opening: Promise<SourceClient> | undefined;
  let opened: SourceClient | undefined;
  return {
    async send(request) {
      opening ??= open();
      opened = await opening;
      return opened.send(request);
    },
    quota: () => opened?.quota(),
  };
}

function toQuota(quota: Queue['quota']): ApiQuota | undefined {
  if (quota === null) return undefined;
  const { limit, remaining, resets_at, seen_at } = quota;
  return { limit, remaining, resetsAt: new Date(resets_at), seenAt: new Date(seen_at) };
}
