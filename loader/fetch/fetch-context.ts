import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { SourceClient } from '../api/source-client.ts';
import type { Lease } from '../lease.ts';
import type { SourceApi } from '../sources/source-api.ts';
import type { Output } from '../terminal/output.ts';

/** What fetching for one connection works with. */
export interface FetchContext {
  readonly store: LandingStore;
  readonly connection: ConnectionConfig;
  readonly api: SourceApi;
  readonly client: SourceClient;
  readonly clock: () => Date;
  readonly nonce: () => string;
  readonly output: Output;
  readonly signal: AbortSignal;
  /** resolves after that time, or when the process shall end */
  readonly sleep: (ms: number) => Promise<void>;
  /** becomes the only fetching process of the connection; undefined: another one is. Who held it just before lets others look first */
  readonly acquireLease: () => Promise<Lease | undefined>;
}
