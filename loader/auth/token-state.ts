import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { Vault } from '../../receiver/vault/vault.ts';
import { oauthOf } from '../sources/index.ts';
import type { TokenState } from './access-tokens.ts';
import { connectCommand } from './errors.ts';
import {
  blockOf,
  clientMark,
  currentChain,
  isUnderWay,
  type TokenChain,
  tokenChainSchema,
  tokensName,
  usableAccess,
} from './token-chain.ts';

export interface TokenStateOptions {
  readonly connection: ConnectionConfig;
  readonly vault: Vault;
  readonly clock: () => Date;
}

/**
 * How a connection's sign-in stands, by the vault alone: no provider is asked.
 *
 * @throws AppError `vault_key_missing`, `vault_key_wrong`, `vault_damaged`, `state_invalid`, and what the landing store says
 */
export async function tokenState({ connection, vault, clock }: TokenStateOptions): Promise<TokenState> {
  const nothing = { expiresAt: undefined, nextRefreshAt: undefined, problem: undefined, command: undefined };
  const { oauth: client, name } = connection;
  if (client === undefined) return { kind: 'none', ...nothing };
  const command = connectCommand(name);
  const oauth = oauthOf(connection.source);
  const stored = await vault.read(tokensName(name), tokenChainSchema);
  const chain = currentChain(stored?.value, client, oauth);
  if (chain === undefined) {
    return {
      kind: 'none',
      ...nothing,
      problem: { code: 'oauth_missing', message: 'nobody has signed in yet' },
      command,
    };
  }
  const now = clock();
  const access = usableAccess(chain, now);
  const expiresAt = chain.access === null ? undefined : new Date(chain.access.expires_at);
  const block = blockOf(chain, {
    now,
    client: clientMark(client, oauth.tokenUrl(connection)),
    limit: oauth.refreshLimit,
  });
  if (block?.kind === 'refused') {
    const { kind, message } = block.problem;
    return {
      kind: access === undefined ? 'refused' : 'ending',
      expiresAt,
      nextRefreshAt: undefined,
      problem: { code: 'oauth_refused', message },
      // a wrong client is mended in the configuration
      command: kind === 'grant' ? command : undefined,
    };
  }
  if (chain.access === null) return { kind: 'ready', ...nothing, problem: passing(chain, now) };
  return {
    kind: 'ok',
    expiresAt,
    nextRefreshAt: new Date(Math.max(Date.parse(chain.access.refresh_at), Date.parse(chain.not_before ?? '') || 0)),
    problem: passing(chain, now),
    command: undefined,
  };
}

/** What may pass by itself. */
function passing({ intent, not_before }: TokenChain, now: Date): TokenState['problem'] {
  if (not_before !== null && Date.parse(not_before) > now.getTime()) {
    return { code: 'oauth_throttled', message: `the provider gives no new access token before ${not_before}` };
  }
  if (intent === null || isUnderWay(intent, now)) return undefined;
  return {
    code: 'oauth_unfinished',
    message: `the refresh begun at ${intent.at} did not come to its end: the next one shows whether the sign-in still holds`,
  };
}
