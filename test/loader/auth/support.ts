import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import type { AccessTokens, TokenState } from '../../../loader/auth/access-tokens.ts';
import { openAccessTokens } from '../../../loader/auth/open-access-tokens.ts';
import { type TokenChain, tokenChainSchema, tokensName } from '../../../loader/auth/token-chain.ts';
import { tokenState } from '../../../loader/auth/token-state.ts';
import type { ConnectionConfig, OAuthConfig } from '../../../receiver/config/config.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { openVault, type Vault } from '../../../receiver/vault/vault.ts';
import { type FakeFreshbooks, startFakeFreshbooks } from '../../support/fake-freshbooks/index.ts';
import { type FakeZoho, startFakeZoho } from '../../support/fake-zoho/index.ts';
import { HOUR_MS, NOON } from '../../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { testConfig } from '../../support/receiver-config.ts';

export const VAULT_KEY = Buffer.alloc(32, 7).toString('base64');
export const MINUTE_MS = 60_000;
export { HOUR_MS };

export interface TokenOptions {
  readonly connection?: ConnectionConfig;
  readonly store?: LandingStore;
  readonly vault?: Vault;
  readonly fetch?: typeof fetch;
  /** default: the clock goes on at once */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** A connection with a provider to sign in to, over a store in memory, with a clock that the test sets. */
export interface Lab<Provider> {
  readonly provider: Provider;
  readonly store: MemoryStore;
  readonly vault: Vault;
  /** oauth as configured; `refreshToken` is one that the provider gave */
  readonly connection: ConnectionConfig;
  now: Date;
  /** a process of its own, as far as tokens go */
  tokens(options?: TokenOptions): AccessTokens;
  state(connection?: ConnectionConfig): Promise<TokenState>;
  chain(): Promise<TokenChain | undefined>;
  pass(ms: number): void;
}

export async function freshLab(): Promise<Lab<FakeFreshbooks>> {
  let lab: Lab<FakeFreshbooks> | undefined;
  const provider = await startFakeFreshbooks({ clock: () => lab?.now ?? NOON });
  onTestFinished(() => provider.close());
  provider.tokens.strictReuse = true;
  const { clientId, clientSecret, redirectUri, url } = provider;
  lab = newLab(provider, {
    ...testConfig().connections['acme_fresh']!,
    oauth: { clientId, clientSecret, redirectUri, refreshToken: provider.tokens.issue() },
    urls: { api: url, accounts: url, auth: url },
  });
  return lab;
}

export async function zohoLab(): Promise<Lab<FakeZoho>> {
  let lab: Lab<FakeZoho> | undefined;
  const provider = await startFakeZoho({ clock: () => lab?.now ?? NOON });
  onTestFinished(() => provider.close());
  const { clientId, clientSecret, url, apiUrl } = provider;
  lab = newLab(provider, {
    ...testConfig().connections['acme_books']!,
    oauth: { clientId, clientSecret, redirectUri: undefined, refreshToken: provider.tokens.issue() },
    urls: { api: apiUrl, accounts: url },
  });
  return lab;
}

function newLab<Provider>(provider: Provider, connection: ConnectionConfig): Lab<Provider> {
  const store = memoryStore();
  const vault = openVault(store, [VAULT_KEY]);
  const lab: Lab<Provider> = {
    provider,
    store,
    vault,
    connection,
    now: NOON,
    tokens: (options = {}) =>
      openAccessTokens({
        connection: options.connection ?? connection,
        vault: options.vault ?? (options.store === undefined ? vault : openVault(options.store, [VAULT_KEY])),
        clock: () => lab.now,
        ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
        sleep: options.sleep ?? goesOn,
        nonce: randomUUID,
        owner: { host: 'here', pid: 1, id: randomUUID() },
      }),
    state: (of = connection) => tokenState({ connection: of, vault, clock: () => lab.now }),
    chain: async () => (await vault.read(tokensName(connection.name), tokenChainSchema))?.value,
    pass: (ms) => {
      lab.now = new Date(lab.now.getTime() + ms);
    },
  };
  const goesOn = (ms: number): Promise<void> => {
    lab.pass(ms);
    return Promise.resolve();
  };
  store.clock = () => lab.now;
  return lab;
}

export function withOAuth(connection: ConnectionConfig, oauth: Partial<OAuthConfig>): ConnectionConfig {
  return { ...connection, oauth: { ...connection.oauth!, ...oauth } };
}

/** Answers of the token endpoint alone are hit by such a fault. */
export const TOKEN_PATH = /\/oauth\/(v2\/)?token/;

/** The error that a promise ends with, and everything of it that could ever be printed. */
export async function thrownBy(
  work: Promise<unknown>,
): Promise<{ code: string; text: string; hint: string; all: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { code = '', message = '', hint = '' } = (error ?? {}) as Partial<Record<string, string>>;
  const all = [inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error), message, hint].join('\n');
  return { code, text: message, hint, all };
}

/** Which of these secrets a text holds: as they are, in base64, hex or URL-encoded, whole or broken over lines. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const flat = text.replace(/[\s'"+\\]|\\n/g, '').toLowerCase();
  return secrets.filter((secret) => {
    const bytes = Buffer.from(secret);
    const forms = [secret, encodeURIComponent(secret), bytes.toString('hex')];
    const base64 = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, -4),
    );
    return [...forms, ...base64].some((form) => flat.includes(form.replace(/[\s'"+\\]/g, '').toLowerCase()));
  });
}
