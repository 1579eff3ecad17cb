import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import { openSourceClient } from '../api/open-client.ts';
import { RequestWindow } from '../api/request-window.ts';
import type { SourceClient } from '../api/source-client.ts';
import { openAccessTokens } from '../auth/open-access-tokens.ts';
import { fetchLeaseName, type Lease, type LeaseTaker, takeLease } from '../lease.ts';
import { sourceApi } from '../sources/index.ts';
import type { FetchContext } from './fetch-context.ts';
import { inTurns } from './lease-turns.ts';
import { readQueue } from './queue-state.ts';
import { quotaIn } from './quota-record.ts';
import { hearBefore, sentRecord } from './sent-record.ts';

/** What fetching needs of the loader's context. */
export interface FetchParts extends LeaseTaker, Pick<FetchContext, 'clock' | 'nonce' | 'output' | 'signal' | 'sleep'> {
  readonly config: Pick<Config, 'loader'>;
  readonly vault: Vault;
}

/** Everything to fetch for one connection with, over the real API. Opens nothing before its first use. */
export function openFetch(parts: FetchParts, connection: ConnectionConfig): FetchContext {
  const { store, config, vault, clock, nonce, output, signal } = parts;
  const sleep = (ms: number): Promise<void> => parts.sleep(ms);
  const tokens = openAccessTokens({ connection, vault, clock, sleep, nonce, owner: parts.owner });
  const api = sourceApi(connection.source);
  const window = new RequestWindow({ requestsPerMinute: api.limits.requestsPerMinute, clock });
  const open = async (): Promise<SourceClient> =>
    openSourceClient({
      api,
      connection,
      tokens,
      clock,
      sleep,
      random: Math.random,
      window,
      quotaReserve: config.loader.quotaReserve,
      lastQuota: quotaIn(await readQueue(store, connection.name)),
      signal,
      log: { warn: (text) => output.warn(text), detail: (text) => output.detail(text) },
    });
  const acquireLease = async (): Promise<Lease | undefined> => {
    const answer = await takeLease(parts, fetchLeaseName(connection.name));
    if (answer.kind === 'held') return undefined;
    hearBefore(window, answer.before);
    const { lease } = answer;
    return { assertHeld: () => lease.assertHeld(), release: () => lease.release(sentRecord(window.tell())) };
  };
  return {
    store,
    connection,
    api,
    client: lazyClient(open),
    clock,
    nonce,
    output,
    signal,
    sleep,
    acquireLease: inTurns(acquireLease, { clock, sleep }),
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
