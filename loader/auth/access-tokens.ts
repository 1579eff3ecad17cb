/** An access token in use. Prints as `<secret>`. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
  /** Zoho: the API's origin as the token response named it */
  readonly apiDomain: string | undefined;
}

/**
 * The access tokens of one connection, shared by every process through the vault.
 *
 * @see receiver/vault/vault.ts
 */
export interface AccessTokens {
  /**
   * A token that is good for now, refreshed ahead of its end when that is due.
   *
   * @throws AppError `oauth_missing` (no credentials), `oauth_refused` (sign in again: the hint names the command),
   *   `oauth_throttled`, `oauth_unavailable` (retryable), `vault_key_missing`, and what the landing store says
   */
  get(): Promise<AccessToken>;
  /** After a 401: a token other than the rejected one, by whoever refreshed it. @throws as `get` */
  renew(rejected: AccessToken): Promise<AccessToken>;
}

/** What `status` and `doctor` say about a connection's sign-in; nothing in it is secret. */
export interface TokenState {
  /**
   * `none`: no OAuth configured, or nothing to begin with; `ready`: configured, not used yet; `ok`;
   * `ending`: the access token serves until it expires, but can no longer be refreshed; `refused`: neither
   */
  readonly kind: 'none' | 'ready' | 'ok' | 'ending' | 'refused';
  readonly expiresAt: Date | undefined;
  readonly nextRefreshAt: Date | undefined;
  /** code and words of what is wrong */
  readonly problem: { readonly code: string; readonly message: string } | undefined;
  /** the one command that mends it: `ledgerlake connect acme_fresh` */
  readonly command: string | undefined;
}
