import type { ConnectionConfig, OAuthConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import { oauthRefused, oauthThrottled, oauthUnavailable } from './errors.ts';
import type { SourceOAuth } from './source-oauth.ts';
import { newChain, sha256, tokenChainSchema, tokensName, withGrant } from './token-chain.ts';
import { type Grant, requestTokens } from './token-request.ts';

export interface ExchangeCodeOptions {
  readonly connection: ConnectionConfig;
  readonly client: OAuthConfig;
  readonly oauth: SourceOAuth;
  readonly vault: Vault;
  readonly clock: () => Date;
  readonly fetch?: typeof fetch;
  readonly code: string;
}

/**
 * Begins a new chain of tokens with an authorization code; what was stored before is replaced. The configured refresh token is
 * passed over from now on, until it is another one.
 *
 * @returns when the access token ends
 * @throws AppError `oauth_refused`, `oauth_throttled`, `oauth_unavailable`, and those of the vault
 */
export async function exchangeCode(options: ExchangeCodeOptions): Promise<Date> {
  const { connection, client, oauth, vault, clock, code } = options;
  const grant = await grantFor(options, code);
  const { refreshToken } = grant;
  if (refreshToken === undefined) {
    throw new AppError(
      'oauth_refused',
      `${connection.name}: the provider gave an access token without a refresh token`,
      {
        hint: 'take the consent back at the provider, then run it again; a Self Client code must be a new one',
      },
    );
  }
  const seed = client.refreshToken === undefined ? null : sha256(client.refreshToken);
  const chain = await vault.update(tokensName(connection.name), tokenChainSchema, (before) =>
    withGrant(newChain({ refreshToken, seed, before }), grant, { now: clock(), aheadMs: oauth.aheadMs }),
  );
  return new Date(chain.access?.expires_at ?? clock());
}

async function grantFor(
  { connection, client, oauth, clock, fetch: send = fetch }: ExchangeCodeOptions,
  code: string,
): Promise<Grant> {
  const grant = { type: 'authorization_code', code } as const;
  const answer = await requestTokens({ connection, client, oauth, clock, fetch: send, grant });
  switch (answer.kind) {
    case 'granted':
      return answer.grant;
    case 'refused':
      if (answer.about === 'client') {
        const message = `the provider refuses the OAuth client of the configuration: ${answer.words}`;
        throw oauthRefused(connection.name, { kind: 'client', message });
      }
      throw new AppError('oauth_refused', `${connection.name}: the provider does not take the code: ${answer.words}`, {
        hint: 'a code is good once and for a few minutes: run it again with a new one; redirect_uri must be the registered one',
      });
    case 'throttled':
      throw oauthThrottled(connection.name, { until: new Date(clock().getTime() + 600_000), words: answer.words });
    case 'unavailable':
      throw oauthUnavailable(connection.name, answer.words);
  }
}
