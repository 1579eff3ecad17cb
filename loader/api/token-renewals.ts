import type { AccessToken, AccessTokens } from '../auth/access-tokens.ts';

/** A token this young that is refused is not refused for its age. */
const YOUNG_MS = 600_000;

/**
 * What follows a 401: a token other than the refused one, or undefined when a new one would not help: the refused one was itself
 * got by a renewal a moment ago. Requests that were refused with the same token share one renewal. Providers cap how many tokens
 * they give in ten minutes, and some answer 401 for a missing permission, which no token mends.
 *
 * @throws AppError as `AccessTokens.renew`
 */
export type RenewToken = (refused: AccessToken) => Promise<AccessToken | undefined>;

export function tokenRenewals(tokens: AccessTokens, clock: () => Date): RenewToken {
  const young = new Map<string, number>();
  const underWay = new Map<string, Promise<AccessToken>>();
  return async (refused) => {
    const now = clock().getTime();
    for (const [token, since] of young) if (now - since >= YOUNG_MS) young.delete(token);
    if (young.has(refused.token)) return undefined;
    const pending = underWay.get(refused.token) ?? tokens.renew(refused);
    underWay.set(refused.token, pending);
    try {
      const token = await pending;
      young.set(token.token, clock().getTime());
      return token;
    } finally {
      underWay.delete(refused.token);
    }
  };
}
