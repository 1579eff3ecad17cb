import { randomBytes } from 'node:crypto';
import { type Asked, type Clock, fieldsOf, type Reply } from '../fake-provider/http.ts';

export interface TokenOptions {
  readonly clock: Clock;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Refreshable {
  /** when access tokens were made of it, ms */
  readonly made: number[];
  /** the living ones, oldest first */
  readonly access: string[];
}

const WINDOW_MS = 10 * 60_000;
const CODE_MS = 3 * 60_000;
const MAX_REFRESH_TOKENS = 20;

/** Zoho Accounts: refresh tokens that stay, access tokens of an hour, caps, and errors under HTTP 200. */
export class Tokens {
  /** lifetime of access tokens issued from now on, s */
  accessSeconds = 3600;
  /** new access tokens of one refresh token in 10 minutes */
  maxPerWindow = 10;
  /** living access tokens of one refresh token; the oldest ends when one more is made */
  maxActive = 15;
  /** status of every refusal: 200 as observed, or 400 */
  errorStatus = 200;
  /** `api_domain` in answers */
  apiDomain: string;
  /** the data centre in which the user lives: `location` in the redirect */
  location = 'us';
  scope = 'ZohoBooks.invoices.READ,ZohoBooks.contacts.READ,ZohoBooks.customerpayments.READ,ZohoBooks.settings.READ';
  /** refreshes that were granted, and refusals for their number */
  refreshes = 0;
  throttled = 0;
  /** every token and code that was given out: what may stand in no log */
  readonly issued: string[] = [];
  readonly #options: TokenOptions;
  readonly #refresh = new Map<string, Refreshable>();
  readonly #access = new Map<string, number>();
  readonly #codes = new Map<string, number>();

  constructor(options: TokenOptions, apiDomain: string) {
    this.#options = options;
    this.apiDomain = apiDomain;
  }

  /** A refresh token, as after a consent; the 21st silently ends the oldest one. */
  issue(): string {
    const token = this.#newToken();
    this.#refresh.set(token, { made: [], access: [] });
    const [oldest] = this.#refresh.keys();
    if (this.#refresh.size > MAX_REFRESH_TOKENS && oldest !== undefined) this.revoke(oldest);
    return token;
  }

  /** A good access token, for tests that are not about signing in. */
  accessToken(): string {
    return this.#newAccess({ made: [], access: [] });
  }

  /** A code as the console shows it to a Self Client, or as the redirect carries it; lives 3 minutes, works once. */
  code(): string {
    const code = this.#newToken();
    this.#codes.set(code, this.#options.clock().getTime() + CODE_MS);
    return code;
  }

  /** With its access tokens. */
  revoke(refreshToken: string): void {
    for (const access of this.#refresh.get(refreshToken)?.access ?? []) this.#access.delete(access);
    this.#refresh.delete(refreshToken);
  }

  expireAccessTokens(): void {
    this.#access.clear();
  }

  isGood(accessToken: string): boolean {
    return (this.#access.get(accessToken) ?? 0) > this.#options.clock().getTime();
  }

  /** `POST /oauth/v2/token`: a form, or the same fields in the query. */
  grant(request: Asked): Reply {
    const fields = new Map([...request.query, ...fieldsOf(request)]);
    if (fields.get('client_id') !== this.#options.clientId) return this.#refused('invalid_client');
    if (fields.get('client_secret') !== this.#options.clientSecret) return this.#refused('invalid_client_secret');
    const type = fields.get('grant_type');
    if (type === 'authorization_code') return this.#byCode(fields.get('code') ?? '');
    if (type !== 'refresh_token') return this.#refused('unsupported_grant_type');
    const refreshable = this.#refresh.get(fields.get('refresh_token') ?? '');
    if (refreshable === undefined) return this.#refused('invalid_code');
    const now = this.#options.clock().getTime();
    if (refreshable.made.filter((at) => at > now - WINDOW_MS).length >= this.maxPerWindow) {
      this.throttled += 1;
      return this.#refused('Access Denied', {
        error_description: 'You have made too many requests continuously. Please try again after some time.',
        status: 'failure',
      });
    }
    this.refreshes += 1;
    return { json: this.#answer(this.#newAccess(refreshable)) };
  }

  /** `GET /oauth/v2/auth`: the user consents at once; the redirect names the data centre. */
  authorize(request: Asked, origin: string): Reply {
    const { query } = request;
    const uri = query.get('redirect_uri') ?? '';
    const isAsked = query.get('client_id') === this.#options.clientId && query.get('response_type') === 'code';
    if (!isAsked || !URL.canParse(uri))
      return { status: 400, bytes: Buffer.from('<html><body>Invalid Client</body></html>') };
    const location = new URL(uri);
    const state = query.get('state');
    if (state !== null) location.searchParams.set('state', state);
    location.searchParams.set('code', this.code());
    location.searchParams.set('location', this.location);
    location.searchParams.set('accounts-server', origin);
    return { status: 302, headers: { location: location.toString() } };
  }

  /** `POST /oauth/v2/token/revoke`. */
  revokeByRequest(request: Asked): Reply {
    const fields = new Map([...request.query, ...fieldsOf(request)]);
    const token = fields.get('token') ?? '';
    if (!this.#refresh.has(token)) return this.#refused('invalid_code');
    this.revoke(token);
    return { json: { status: 'success' } };
  }

  #byCode(code: string): Reply {
    const endsAt = this.#codes.get(code) ?? 0;
    this.#codes.delete(code);
    if (endsAt < this.#options.clock().getTime()) return this.#refused('invalid_code');
    const refreshToken = this.issue();
    const access = this.#newAccess(this.#refresh.get(refreshToken) ?? { made: [], access: [] });
    return { json: { ...this.#answer(access), refresh_token: refreshToken } };
  }

  #newAccess(refreshable: Refreshable): string {
    const now = this.#options.clock().getTime();
    const token = this.#newToken();
    this.#access.set(token, now + this.accessSeconds * 1000);
    refreshable.made.push(now);
    refreshable.access.push(token);
    while (refreshable.access.length > this.maxActive) this.#access.delete(refreshable.access.shift() ?? '');
    return token;
  }

  #newToken(): string {
    const token = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;
    this.issued.push(token);
    return token;
  }

  #answer(accessToken: string): object {
    return {
      access_token: accessToken,
      scope: this.scope,
      api_domain: this.apiDomain,
      token_type: 'Bearer',
      expires_in: this.accessSeconds,
    };
  }

  #refused(error: string, more: object = {}): Reply {
    return { status: this.errorStatus, json: { error, ...more } };
  }
}
