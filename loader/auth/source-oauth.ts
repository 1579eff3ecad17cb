import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { SourceClient } from '../api/source-client.ts';

/**
 * What a refusal of the token endpoint is about: `grant`, the refresh token or code is no longer taken; `client`, the OAuth client
 * of the configuration is wrong; `throttled`, too many tokens were asked for.
 */
export type RefusalKind = 'grant' | 'client' | 'throttled';

/** What a sign-in reached, for the one who signed in. */
export interface SignInProof {
  /** one sentence each, in lower case */
  readonly found: readonly string[];
  /** what the configuration should say otherwise, one sentence each */
  readonly warnings: readonly string[];
}

/** What the shared sign-in needs to know about a source; data and pure functions. The registry is `loader/sources/index.ts`. */
export interface SourceOAuth {
  readonly source: string;
  /** a refresh token works once, and its answer holds the next one: an answer that is lost ends the chain */
  readonly isSingleUse: boolean;
  /** whether every request needs `oauth.redirect_uri`; elsewhere a code can come without a redirect */
  readonly needsRedirectUri: boolean;
  /** most refreshes in any such time, by all processes together */
  readonly refreshLimit: { readonly count: number; readonly windowMs: number };
  /** scopes that reading takes, no others */
  readonly scopes: readonly string[];
  /** by the `error` of an answer, in lower case with `_` for blanks */
  readonly refusals: Readonly<Record<string, RefusalKind>>;
  /** how long before its end an access token of this life is refreshed */
  readonly aheadMs: (lifeMs: number) => number;
  tokenUrl(connection: ConnectionConfig): string;
  /** where the user consents */
  authorizeUrl(connection: ConnectionConfig, request: AuthorizeRequest): string;
  /** how to get a code where no redirect is configured, one line each; only where `needsRedirectUri` is false */
  codeSteps(connection: ConnectionConfig): readonly string[];
  /** the region that a redirect names when it is not the configured one, see `region`; undefined where it fits or there are none */
  otherRegion(connection: ConnectionConfig, redirect: URLSearchParams): string | undefined;
  /**
   * Asks the API whether the sign-in reaches what the connection is configured for.
   *
   * @throws AppError `api_not_found` (another account), and as `SourceClient.send`
   */
  prove(client: SourceClient, connection: ConnectionConfig): Promise<SignInProof>;
}

export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  /** comes back with the redirect */
  readonly state: string;
}
