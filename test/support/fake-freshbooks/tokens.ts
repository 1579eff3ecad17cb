import { createHash, randomBytes } from 'node:crypto';
import { type Asked, type Clock, fieldsOf, type Reply } from '../fake-provider/http.ts';

export interface TokenOptions {
  readonly clock: Clock;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

interface Chain {
  revoked: boolean;
  /** the only one that works */
  refreshToken: string;
  createdAt: number;
  expiresAt: number;
}

interface Code {
  readonly expiresAtMs: number;
  readonly challenge: string | undefined;
}

const CODE_MS = 5 * 60_000;

/** FreshBooks' sign-in: authorization codes, and refresh tokens that work once. */
export class Tokens {
  /** lifetime of access tokens issued from now on, s */
  accessSeconds = 43_200;
  /** a refresh token that is used a second time ends its whole chain, as strict servers do */
  strictReuse = false;
  /** `original`: a refresh while the old access token is good repeats its `created_at`, so the new one ends with it */
  createdAt: 'now' | 'original' = 'now';
  scope = 'user:profile:read user:clients:read user:invoices:read user:payments:read';
  /** refreshes that were granted, and refusals of a token that was used before */
  refreshes = 0;
  reuses = 0;
  readonly #options: TokenOptions;
  /** every token and code that was given out: what may stand in no log */
  readonly issued: string[] = [];
  readonly #access = new Map<string, { readonly chain: Chain; readonly expiresAt: number }>();
  readonly #refresh = new Map<string, Chain>();
  readonly #codes = new Map<string, Code>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** A first refresh token, as after a consent. */
  issue(): string {
    return this.#grant(this.#newChain()).refresh_token;
  }

  /** A good access token of a chain of its own, for tests that are not about signing in. */
  accessToken(): string {
    return this.#grant(this.#newChain()).access_token;
  }

  /** An authorization code, as the redirect carries it; it lives 5 minutes and works once. */
  code(challenge?: string): string {
    const code = randomBytes(20).toString('hex');
    this.issued.push(code);
    this.#codes.set(code, { expiresAtMs: this.#options.clock().getTime() + CODE_MS, challenge });
    return code;
  }

  /** Whether this is the refresh token that a client must use next. */
  isCurrent(refreshToken: string): boolean {
    const chain = this.#refresh.get(refreshToken);
    return chain !== undefined && !chain.revoked && chain.refreshToken === refreshToken;
  }

  /** Every access token is refused from now on; refresh tokens still work. */
  expireAccessTokens(): void {
    this.#access.clear();
  }

  /** The user took the consent back. */
  revokeAll(): void {
    for (const chain of this.#refresh.values()) chain.revoked = true;
    this.#access.clear();
  }

  isGood(accessToken: string): boolean {
    const known = this.#access.get(accessToken);
    return known !== undefined && !known.chain.revoked && known.expiresAt > this.#seconds();
  }

  /** `POST /auth/oauth/token`, a form or JSON. */
  grant(request: Asked): Reply {
    const fields = fieldsOf(request);
    const { clientId, clientSecret, redirectUri } = this.#options;
    if (fields.get('client_id') !== clientId || fields.get('client_secret') !== clientSecret) {
      return refused(401, 'invalid_client', 'Client authentication failed due to unknown client or wrong secret.');
    }
    if (fields.get('redirect_uri') !== redirectUri) {
      return refused(400, 'invalid_grant', 'The redirect URI does not match the one of the authorization request.');
    }
    const type = fields.get('grant_type');
    if (type === 'refresh_token') return this.#byRefreshToken(fields.get('refresh_token') ?? '');
    if (type === 'authorization_code') return this.#byCode(fields.get('code') ?? '', fields.get('code_verifier'));
    return refused(400, 'unsupported_grant_type', 'The authorization grant type is not supported.');
  }

  /** `GET /oauth/authorize/`: the user consents at once. */
  authorize(request: Asked): Reply {
    const { query } = request;
    const uri = query.get('redirect_uri') ?? '';
    const isKnown = query.get('client_id') === this.#options.clientId && uri === this.#options.redirectUri;
    if (!isKnown || query.get('response_type') !== 'code') {
      return { status: 400, bytes: Buffer.from('<html><body>Invalid request</body></html>') };
    }
    const location = new URL(uri);
    location.searchParams.set('code', this.code(query.get('code_challenge') ?? undefined));
    const state = query.get('state');
    if (state !== null) location.searchParams.set('state', state);
    return { status: 302, headers: { location: location.toString() } };
  }

  /** `POST /auth/oauth/revoke`. */
  revoke(request: Asked): Reply {
    const token = fieldsOf(request).get('token') ?? '';
    const chain = this.#refresh.get(token) ?? this.#access.get(token)?.chain;
    if (chain !== undefined) chain.revoked = true;
    return { json: {} };
  }

  #byRefreshToken(token: string): Reply {
    const chain = this.#refresh.get(token);
    if (chain === undefined || chain.revoked || chain.refreshToken !== token) {
      if (chain !== undefined && !chain.revoked) {
        this.reuses += 1;
        chain.revoked = this.strictReuse;
      }
      return invalidGrant();
    }
    this.refreshes += 1;
    return { json: this.#grant(chain) };
  }

  #byCode(code: string, verifier: string | undefined): Reply {
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    if (known === undefined || known.expiresAtMs < this.#options.clock().getTime()) return invalidGrant();
    const proof = createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url');
    if (known.challenge !== undefined && known.challenge !== proof) return invalidGrant();
    return { json: this.#grant(this.#newChain()) };
  }

  #newChain(): Chain {
    return { revoked: false, refreshToken: '', createdAt: 0, expiresAt: 0 };
  }

  #grant(chain: Chain): { access_token: string; refresh_token: string } & Record<string, unknown> {
    const now = this.#seconds();
    const keeps = this.createdAt === 'original' && chain.expiresAt > now;
    chain.createdAt = keeps ? chain.createdAt : now;
    chain.expiresAt = chain.createdAt + this.accessSeconds;
    chain.refreshToken = randomBytes(32).toString('hex');
    this.#refresh.set(chain.refreshToken, chain);
    // a JWT by its looks
    const access = [
      'eyJhbGciOiJFUzI1NiJ9',
      randomBytes(180).toString('base64url'),
      randomBytes(64).toString('base64url'),
    ];
    const accessToken = access.join('.');
    this.issued.push(accessToken, chain.refreshToken);
    this.#access.set(accessToken, { chain, expiresAt: chain.expiresAt });
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: this.accessSeconds,
      refresh_token: chain.refreshToken,
      scope: this.scope,
      created_at: chain.createdAt,
    };
  }

  #seconds(): number {
    return Math.floor(this.#options.clock().getTime() / 1000);
  }
}

function invalidGrant(): Reply {
  const words = 'The provided authorization grant is invalid, expired, revoked, or was issued to another client.';
  return refused(400, 'invalid_grant', words);
}

function refused(status: number, error: string, error_description: string): Reply {
  return { status, json: { error, error_description } };
}
