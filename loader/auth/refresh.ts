import type { ConnectionConfig, OAuthConfig } from '../../receiver/config/config.ts';
import type { AppError } from '../../receiver/errors.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import type { LeaseOwner } from '../lease.ts';
import { oauthRefused, oauthThrottled, oauthUnavailable } from './errors.ts';
import type { SourceOAuth } from './source-oauth.ts';
import { clientMark, type TokenChain, tokenChainSchema, tokensName, withGrant, withIntent } from './token-chain.ts';
import { type Grant, requestTokens, type TokenAnswer } from './token-request.ts';

/** A request is not sent later than this after its intent was written: a process that was stopped in between must look again. */
const SEND_WITHIN_MS = 20_000;
const KEEP_TRIES = 10;
const MOST_PAUSE_MS = 5_000;
/** What a provider says about its pauses is believed up to here. */
const MOST_THROTTLE_MS = 3_600_000;

/** What refreshing works with. */
export interface RefreshContext {
  readonly connection: ConnectionConfig;
  readonly client: OAuthConfig;
  readonly oauth: SourceOAuth;
  readonly vault: Vault;
  readonly clock: () => Date;
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly nonce: () => string;
  readonly owner: LeaseOwner;
}

/** New tokens that could not be stored yet, and the refresh token that they cost. */
export interface Unsaved {
  readonly spent: string;
  readonly chain: TokenChain;
  readonly grant: Grant;
}

export type Refreshed =
  | { readonly kind: 'refreshed'; readonly chain: TokenChain }
  /** somebody else wrote first, or time went by: read again */
  | { readonly kind: 'look again' }
  /** the provider gave no tokens; what that means for the next try is stored */
  | { readonly kind: 'failed'; readonly error: AppError }
  /** the tokens are here, the vault is not: store them before anything else */
  | { readonly kind: 'unsaved'; readonly unsaved: Unsaved; readonly error: unknown };

/**
 * Refreshes a chain once: writes the intent, asks the provider, writes the new tokens. Whoever reads the intent meanwhile waits or
 * goes on with the old access token, so that a refresh token that works once is never sent twice by two that live.
 *
 * @param generation  of the vault's value that `chain` was made of; 0: none
 * @param rejected  the access token that the API refused, when that is why
 * @throws AppError of the vault before anything was sent, and while a refusal is noted
 */
export async function refreshChain(
  context: RefreshContext,
  found: { readonly generation: number; readonly chain: TokenChain; readonly rejected: string | undefined },
): Promise<Refreshed> {
  const { connection, vault, clock, nonce, owner } = context;
  const at = clock();
  const intent = { id: nonce(), owner: { host: owner.host, pid: owner.pid }, at: at.toISOString() };
  const begun = withIntent(found.chain, intent);
  const generation = found.generation + 1;
  if ((await vault.write(tokensName(connection.name), { generation, value: begun })) === 'lost') {
    return { kind: 'look again' };
  }
  if (Math.abs(clock().getTime() - at.getTime()) > SEND_WITHIN_MS) return { kind: 'look again' };
  const answer = await requestTokens({
    ...context,
    grant: { type: 'refresh_token', refreshToken: begun.refresh_token },
  });
  if (answer.kind === 'granted') return keepNew(context, { generation, begun, grant: answer.grant });
  return settle(context, { generation, begun, answer, rejected: found.rejected });
}

async function keepNew(
  context: RefreshContext,
  { generation, begun, grant }: { readonly generation: number; readonly begun: TokenChain; readonly grant: Grant },
): Promise<Refreshed> {
  const { connection, vault, clock, oauth } = context;
  const chain = withGrant(begun, grant, { now: clock(), aheadMs: oauth.aheadMs });
  try {
    // At once, without a look: until this is written, nobody else could go on.
    const written = await vault.write(tokensName(connection.name), { generation: generation + 1, value: chain });
    if (written === 'written') return { kind: 'refreshed', chain };
  } catch {
    // Whether it was written shows below.
  }
  return saveTokens(context, { spent: begun.refresh_token, chain, grant });
}

/** Stores tokens that the provider gave, for as long as nobody else has begun a newer chain. Never throws. */
export async function saveTokens(context: RefreshContext, unsaved: Unsaved): Promise<Refreshed> {
  const { connection, vault, clock, oauth, sleep } = context;
  const change = (current: TokenChain | undefined): TokenChain => {
    if (current === undefined) return unsaved.chain;
    if (current.access?.token === unsaved.chain.access?.token || current.refresh_token !== unsaved.spent)
      return current;
    return withGrant(current, unsaved.grant, { now: clock(), aheadMs: oauth.aheadMs });
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return { kind: 'refreshed', chain: await vault.update(tokensName(connection.name), tokenChainSchema, change) };
    } catch (error) {
      if (tries >= KEEP_TRIES) return { kind: 'unsaved', unsaved, error };
      await sleep(Math.min(MOST_PAUSE_MS, 250 * 2 ** tries)).catch(() => undefined);
    }
  }
}

/** Notes what came instead of tokens, so that every process knows what to do next. */
async function settle(
  context: RefreshContext,
  refresh: {
    readonly generation: number;
    readonly begun: TokenChain;
    readonly answer: Exclude<TokenAnswer, { kind: 'granted' }>;
    readonly rejected: string | undefined;
  },
): Promise<Refreshed> {
  const { connection, client, oauth, vault, clock } = context;
  const { generation, begun, answer, rejected } = refresh;
  const now = clock();
  const write = (value: TokenChain) =>
    vault.write(tokensName(connection.name), { generation: generation + 1, value: { ...value, intent: null } });
  switch (answer.kind) {
    case 'refused': {
      const problem = {
        kind: answer.about,
        message: refusalText(answer, begun.unfinished_at),
        at: now.toISOString(),
        client: clientMark(client, oauth.tokenUrl(connection)),
      };
      const access = begun.access?.token === rejected ? null : begun.access;
      // Somebody else may have had better luck with the same token.
      if ((await write({ ...begun, problem, access })) === 'lost') return { kind: 'look again' };
      return { kind: 'failed', error: oauthRefused(connection.name, problem) };
    }
    case 'throttled': {
      const until = new Date(now.getTime() + Math.min(answer.afterMs ?? oauth.refreshLimit.windowMs, MOST_THROTTLE_MS));
      if ((await write({ ...begun, not_before: until.toISOString() })) === 'lost') return { kind: 'look again' };
      return { kind: 'failed', error: oauthThrottled(connection.name, { until, words: answer.words }) };
    }
    case 'unavailable': {
      const at = begun.intent?.at;
      // Sent, and perhaps done: the same single-use token is not tried again before this intent has run out.
      if (!answer.mayBeDone) await write({ ...begun, refreshed_at: begun.refreshed_at.filter((one) => one !== at) });
      else if (!oauth.isSingleUse) await write(begun);
      return { kind: 'failed', error: oauthUnavailable(connection.name, answer.words) };
    }
  }
}

function refusalText({ about, words }: Extract<TokenAnswer, { kind: 'refused' }>, unfinishedAt: string | null): string {
  if (about === 'client') return `the provider refuses the OAuth client of the configuration: ${words}`;
  const lost =
    unfinishedAt === null
      ? ''
      : `; of the refresh begun at ${unfinishedAt} no answer was stored, which ended the chain`;
  return `the provider no longer takes the refresh token: ${words}${lost}`;
}
