import type { ConnectionConfig, OAuthConfig } from '../../receiver/config/config.ts';
import { hideSecrets } from '../../receiver/config/protect.ts';
import type { AppError } from '../../receiver/errors.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import type { LeaseOwner } from '../lease.ts';
import { oauthOf } from '../sources/index.ts';
import type { AccessToken, AccessTokens } from './access-tokens.ts';
import { oauthMissing, oauthRefused, oauthThrottled, oauthUnavailable } from './errors.ts';
import { type RefreshContext, refreshChain, saveTokens, type Unsaved } from './refresh.ts';
import {
  type Block,
  blockOf,
  type ChainAccess,
  clientMark,
  currentChain,
  type TokenChain,
  tokenChainSchema,
  tokensName,
  usableAccess,
} from './token-chain.ts';

/** How often another's refresh is looked at, and for how long: about two intents that run out. */
const LOOK_MS = 250;
const MOST_LOOKS = 800;
/** How long an old token is served without another look when it should have been refreshed. */
const OLD_TOKEN_MS = 30_000;

export interface AccessTokensOptions {
  readonly connection: ConnectionConfig;
  readonly vault: Vault;
  readonly clock: () => Date;
  /** default: Node's own */
  readonly fetch?: typeof fetch;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** random text */
  readonly nonce: () => string;
  readonly owner: LeaseOwner;
}

/** The access tokens of one connection over the vault; any number of processes may have the same open. Reads nothing before its first use. */
export function openAccessTokens(options: AccessTokensOptions): AccessTokens {
  const keeper = new TokenKeeper(options);
  return { get: () => keeper.get(), renew: (rejected) => keeper.renew(rejected) };
}

class TokenKeeper {
  readonly #options: AccessTokensOptions;
  /** what is handed out without a look at the vault, and until when */
  #cached: { readonly token: AccessToken; readonly until: number } | undefined;
  #unsaved: Unsaved | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  async get(): Promise<AccessToken> {
    return this.#fromCache() ?? this.#inTurn(async () => this.#fromCache() ?? this.#find(undefined));
  }

  renew(rejected: AccessToken): Promise<AccessToken> {
    return this.#inTurn(async () => {
      const cached = this.#fromCache();
      if (cached !== undefined && cached.token !== rejected.token) return cached;
      this.#cached = undefined;
      return this.#find(rejected.token);
    });
  }

  #fromCache(): AccessToken | undefined {
    const cached = this.#cached;
    return cached !== undefined && this.#options.clock().getTime() < cached.until ? cached.token : undefined;
  }

  /** One at a time: callers that come together share one refresh. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #find(rejected: string | undefined): Promise<AccessToken> {
    const context = this.#context();
    const { connection, client, oauth, vault, clock, sleep } = context;
    let busy = '';
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      await this.#saveUnsaved(context);
      const stored = await vault.read(tokensName(connection.name), tokenChainSchema);
      const chain = currentChain(stored?.value, client, oauth);
      if (chain === undefined) throw oauthMissing(connection.name, 'nobody has signed in yet');
      const now = clock();
      const found = usableAccess(chain, now);
      const access = found?.token === rejected ? undefined : found;
      if (access !== undefined && now.getTime() < Date.parse(access.refresh_at)) return this.#hand(access);
      const mark = clientMark(client, oauth.tokenUrl(connection));
      const block = blockOf(chain, { now, client: mark, limit: oauth.refreshLimit });
      if (block === undefined) {
        const generation = stored?.generation ?? 0;
        const result = await refreshChain(context, { generation, chain, rejected });
        if (result.kind === 'refreshed' && result.chain.access !== null) return this.#hand(result.chain.access);
        if (result.kind === 'unsaved') {
          this.#unsaved = result.unsaved;
          throw result.error;
        }
        if (result.kind !== 'failed') continue;
        if (access === undefined) throw result.error;
      } else if (access === undefined) {
        if (block.kind !== 'busy') {
          await this.#forget(context, { generation: stored?.generation ?? 0, chain, rejected, block });
          throw errorOf(connection.name, block);
        }
        busy = `process ${block.owner.pid} on ${block.owner.host} is refreshing it`;
        await sleep(LOOK_MS);
        continue;
      }
      return this.#hand(access);
    }
    throw oauthUnavailable(connection.name, busy === '' ? 'it changed again and again' : busy);
  }

  #hand({ token, expires_at, refresh_at, api_domain }: ChainAccess): AccessToken {
    const now = this.#options.clock().getTime();
    const [due, end] = [Date.parse(refresh_at), Date.parse(expires_at)];
    const handed: AccessToken = hideSecrets({ token, expiresAt: new Date(end), apiDomain: api_domain ?? undefined }, [
      'token',
    ]);
    this.#cached = { token: handed, until: now < due ? due : Math.min(end, now + OLD_TOKEN_MS) };
    return handed;
  }

  /** Nothing goes on before tokens that nobody else can ever get again are durable. */
  async #saveUnsaved(context: RefreshContext): Promise<void> {
    if (this.#unsaved === undefined) return;
    const saved = await saveTokens(context, this.#unsaved);
    if (saved.kind === 'unsaved') throw saved.error;
    this.#unsaved = undefined;
  }

  /** An access token that the API rejected and that cannot be refreshed serves nobody any more. */
  async #forget(
    { connection, vault }: RefreshContext,
    found: { generation: number; chain: TokenChain; rejected: string | undefined; block: Block },
  ): Promise<void> {
    const { generation, chain, rejected, block } = found;
    if (block.kind !== 'refused' || rejected === undefined || chain.access?.token !== rejected) return;
    // Lost: whoever was faster knows more.
    await vault.write(tokensName(connection.name), { generation: generation + 1, value: { ...chain, access: null } });
  }

  /** @throws AppError `oauth_missing` */
  #context(): RefreshContext {
    const { connection, fetch: send = fetch } = this.#options;
    const oauth = oauthOf(connection.source);
    return { ...this.#options, fetch: send, oauth, client: requireClient(connection, oauth) };
  }
}

/** The configured OAuth client. @throws AppError `oauth_missing` */
export function requireClient(
  { name, oauth: client }: ConnectionConfig,
  { needsRedirectUri }: { readonly needsRedirectUri: boolean },
): OAuthConfig {
  if (client === undefined) throw oauthMissing(name, 'the configuration names no OAuth client');
  if (needsRedirectUri && client.redirectUri === undefined) {
    throw oauthMissing(name, 'the configuration names no redirect_uri, which every request for tokens needs');
  }
  return client;
}

function errorOf(connection: string, block: Exclude<Block, { kind: 'busy' }>): AppError {
  return block.kind === 'refused'
    ? oauthRefused(connection, block.problem)
    : oauthThrottled(connection, { until: block.until });
}
