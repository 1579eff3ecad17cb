import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OAuthConfig } from '../../receiver/config/config.ts';
import type { Grant } from './token-request.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** What the vault keeps about a connection's sign-in, one sealed value named `tokens.<connection>`. */
export const tokenChainSchema = z.strictObject({
  v: z.literal(1),
  refresh_token: z.string().min(1),
  access: z
    .strictObject({
      token: z.string().min(1),
      expires_at: instant,
      /** from when on it is refreshed ahead of its end */
      refresh_at: instant,
      /** as the token response named it; whether it is obeyed is the client's to decide */
      api_domain: z.string().nullable(),
    })
    .nullable(),
  /** SHA-256 of the refresh token that the configuration had when the chain began; null: it had none */
  seed: z.string().nullable(),
  /** seeds of former chains: a process that still has the old configuration does not begin them again */
  former_seeds: z.array(z.string()),
  /** when the last refreshes were begun */
  refreshed_at: z.array(instant),
  /** a refresh that is under way, written before it is sent */
  intent: z
    .strictObject({
      id: z.string(),
      owner: z.strictObject({ host: z.string(), pid: z.int() }),
      at: instant,
    })
    .nullable(),
  /** when the refresh was begun whose end nobody knows: the provider may have given its answer to nobody */
  unfinished_at: instant.nullable(),
  /** the provider throttles: nothing is sent before */
  not_before: instant.nullable(),
  /** the provider refused; holds for the OAuth client with which it did */
  problem: z
    .strictObject({
      kind: z.enum(['grant', 'client']),
      message: z.string(),
      at: instant,
      client: z.string(),
    })
    .nullable(),
});
export type TokenChain = z.infer<typeof tokenChainSchema>;
export type ChainAccess = NonNullable<TokenChain['access']>;

/**
 * A refresh that began so long ago has ended, whatever came of it: sent within 20 s, answered within 20 more, stored within 30
 * more; clocks may differ by the rest.
 */
export const INTENT_MS = 90_000;
const KEPT = 10;
/** An access token that is said to have ended when it comes is tried nevertheless. */
const LEAST_LIFE_MS = 60_000;

/** Name in the vault. */
export function tokensName(connection: string): string {
  return `tokens.${connection}`;
}

/**
 * The chain that counts: what the vault holds, unless the configured refresh token is another one than that with which it began.
 * Undefined when there is neither.
 */
export function currentChain(
  stored: TokenChain | undefined,
  { refreshToken: configured }: Pick<OAuthConfig, 'refreshToken'>,
  { isSingleUse }: { readonly isSingleUse: boolean },
): TokenChain | undefined {
  if (configured === undefined) return stored;
  const seed = sha256(configured);
  if (stored === undefined) return newChain({ refreshToken: configured, seed, before: undefined });
  if (seed === stored.seed) return stored;
  // Two processes with different configurations would take the connection from each other for ever. A former token that works
  // more than once may come back when the present one does not work.
  const isFormer = stored.former_seeds.includes(seed);
  if (isFormer && (isSingleUse || stored.problem === null)) return stored;
  return newChain({ refreshToken: configured, seed, before: stored });
}

/** A chain without an access token yet; of the one before only what tells how often was refreshed, and where it began. */
export function newChain(begin: {
  readonly refreshToken: string;
  readonly seed: string | null;
  readonly before: TokenChain | undefined;
}): TokenChain {
  const { refreshToken, seed, before } = begin;
  const former = before === undefined || before.seed === null ? [] : [before.seed];
  const formerSeeds = [...(before?.former_seeds ?? []), ...former].filter((one) => one !== seed);
  return {
    v: 1,
    refresh_token: refreshToken,
    access: null,
    seed,
    former_seeds: [...new Set(formerSeeds)].slice(-KEPT),
    refreshed_at: before?.refreshed_at ?? [],
    intent: null,
    unfinished_at: null,
    not_before: null,
    problem: null,
  };
}

/** The chain after the provider gave new tokens. */
export function withGrant(
  chain: TokenChain,
  grant: Grant,
  { now, aheadMs }: { readonly now: Date; readonly aheadMs: (lifeMs: number) => number },
): TokenChain {
  // An answer may repeat the creation time of an older token; a provider's clock that is ahead of ours must not lengthen its life.
  const createdAt = Math.min(grant.createdAt?.getTime() ?? now.getTime(), now.getTime());
  const told = createdAt + grant.lifeMs;
  const expiresAt = told > now.getTime() ? told : now.getTime() + LEAST_LIFE_MS;
  // Never due at once, or every request would refresh again.
  const ahead = Math.min(aheadMs(grant.lifeMs), (expiresAt - now.getTime()) / 2);
  return {
    ...chain,
    refresh_token: grant.refreshToken ?? chain.refresh_token,
    access: {
      token: grant.accessToken,
      expires_at: new Date(expiresAt).toISOString(),
      refresh_at: new Date(expiresAt - ahead).toISOString(),
      api_domain: grant.apiDomain ?? null,
    },
    intent: null,
    unfinished_at: null,
    not_before: null,
    problem: null,
  };
}

/** The access token, if it is good for now as far as its time tells. */
export function usableAccess(chain: TokenChain, now: Date): ChainAccess | undefined {
  return chain.access !== null && now.getTime() < Date.parse(chain.access.expires_at) ? chain.access : undefined;
}

/** Why no refresh may be sent now. */
export type Block =
  | { readonly kind: 'refused'; readonly problem: NonNullable<TokenChain['problem']> }
  | { readonly kind: 'throttled'; readonly until: Date }
  | { readonly kind: 'busy'; readonly owner: NonNullable<TokenChain['intent']>['owner'] };

export function blockOf(
  chain: TokenChain,
  options: {
    readonly now: Date;
    /** see `clientMark` */
    readonly client: string;
    readonly limit: { readonly count: number; readonly windowMs: number };
  },
): Block | undefined {
  const { now, client, limit } = options;
  const { problem, intent, not_before } = chain;
  if (problem !== null && problem.client === client) return { kind: 'refused', problem };
  if (intent !== null && isUnderWay(intent, now)) return { kind: 'busy', owner: intent.owner };
  const limitEnds = chain.refreshed_at
    .map((at) => Date.parse(at) + limit.windowMs)
    .filter((end) => end > now.getTime());
  const free = limitEnds.length < limit.count ? 0 : (limitEnds.toSorted((a, b) => b - a)[limit.count - 1] ?? 0);
  const until = Math.max(free, not_before === null ? 0 : Date.parse(not_before));
  return until > now.getTime() ? { kind: 'throttled', until: new Date(until) } : undefined;
}

/** Whether whoever wrote an intent may still be about to use the refresh token. */
export function isUnderWay({ at }: { readonly at: string }, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(at)) < INTENT_MS;
}

/** The chain with an intent to refresh it, as it is written before the request is sent. */
export function withIntent(chain: TokenChain, intent: NonNullable<TokenChain['intent']>): TokenChain {
  return {
    ...chain,
    unfinished_at: chain.intent?.at ?? chain.unfinished_at,
    refreshed_at: [...chain.refreshed_at, intent.at].slice(-KEPT),
    intent,
    problem: null,
  };
}

/** Names an OAuth client and its token endpoint: what it was refused does not concern another one. */
export function clientMark({ clientId, clientSecret, redirectUri }: OAuthConfig, tokenUrl: string): string {
  return sha256(JSON.stringify([clientId, clientSecret, redirectUri ?? '', tokenUrl]));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
