import { z } from 'zod';
import type { ConnectionConfig, OAuthConfig } from '../../receiver/config/config.ts';
import { exchange } from '../api/exchange.ts';
import { said } from '../api/problem.ts';
import { redactorOf } from '../api/redact.ts';
import { retryAfterMs } from '../api/retry.ts';
import type { ApiResponse } from '../api/source-client.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { SourceOAuth } from './source-oauth.ts';

/** For the connection and the headers, and once more for the body. */
const REQUEST_MS = 10_000;
const MAX_BYTES = 65_536;

/** New tokens, as the provider gave them. */
export interface Grant {
  readonly accessToken: string;
  /** undefined: the one that was used goes on */
  readonly refreshToken: string | undefined;
  readonly createdAt: Date | undefined;
  readonly lifeMs: number;
  readonly apiDomain: string | undefined;
}

/** How a request for tokens ended; `words` are free of secrets. */
export type TokenAnswer =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly about: 'grant' | 'client'; readonly words: string }
  | { readonly kind: 'throttled'; readonly words: string; readonly afterMs: number | undefined }
  | {
      readonly kind: 'unavailable';
      readonly words: string;
      /** false: the provider has not seen the request */
      readonly mayBeDone: boolean;
    };

export interface TokenRequest {
  readonly connection: ConnectionConfig;
  readonly client: OAuthConfig;
  readonly oauth: SourceOAuth;
  readonly grant:
    | { readonly type: 'refresh_token'; readonly refreshToken: string }
    | { readonly type: 'authorization_code'; readonly code: string };
  readonly clock: () => Date;
  readonly fetch: typeof fetch;
}

/** Asks the token endpoint once. Never throws; a request that began is not given up when the process shall end. */
export async function requestTokens(request: TokenRequest): Promise<TokenAnswer> {
  const { connection, client, oauth, grant, clock } = request;
  const used = grant.type === 'refresh_token' ? grant.refreshToken : grant.code;
  const fields = {
    grant_type: grant.type,
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...(client.redirectUri === undefined ? {} : { redirect_uri: client.redirectUri }),
    ...(grant.type === 'refresh_token' ? { refresh_token: used } : { code: used }),
  };
  const clean = redactorOf([used, client.clientSecret, client.refreshToken ?? '']);
  const result = await exchange(
    {
      method: 'POST',
      url: oauth.tokenUrl(connection),
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': `ledgerlake/${PRODUCT_VERSION}`,
      },
      body: new URLSearchParams(fields).toString(),
    },
    { fetch: request.fetch, clock, timeoutMs: REQUEST_MS, maxBytes: MAX_BYTES, signal: new AbortController().signal },
  );
  if (result.kind === 'failed') {
    return { kind: 'unavailable', words: clean(result.problem.message), mayBeDone: result.mayBeDone };
  }
  return judge(result.response, { refusals: oauth.refusals, clean });
}

const grantSchema = z.looseObject({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(16_384).nullish(),
  expires_in: z.coerce.number().positive(),
  /** older answers of Zoho: then `expires_in` is in milliseconds */
  expires_in_sec: z.coerce.number().positive().optional(),
  created_at: z.coerce.number().positive().nullish(),
  api_domain: z
    .string()
    .regex(/^https?:\/\/[\w.-]{1,100}(:\d+)?\/?$/)
    .nullish()
    .catch(undefined),
});
const errorSchema = z.looseObject({
  error: z.string().min(1),
  error_description: z.string().optional().catch(undefined),
});

/** Refusals may come with HTTP 200, so the body is asked first. */
function judge(
  response: ApiResponse,
  { refusals, clean }: Pick<SourceOAuth, 'refusals'> & { readonly clean: (text: string) => string },
): TokenAnswer {
  const { status } = response;
  const body = parse(response.body);
  const error = errorSchema.safeParse(body);
  if (error.success) {
    const { error: code, error_description: description } = error.data;
    const key = code.toLowerCase().replaceAll(/[\s-]+/g, '_');
    const about = Object.hasOwn(refusals, key) ? refusals[key] : undefined;
    const words = clean(said(`HTTP ${status} ${code}${description === undefined ? '' : `: ${description}`}`));
    if (about === 'throttled' || status === 429) return throttled(response, words);
    if (about !== undefined) return { kind: 'refused', about, words };
    return { kind: 'unavailable', words, mayBeDone: status >= 500 };
  }
  if (status === 429) return throttled(response, `HTTP ${status}`);
  const grant = status >= 200 && status <= 299 ? grantSchema.safeParse(body) : undefined;
  if (grant?.success !== true) {
    const words = grant === undefined ? `HTTP ${status}` : `HTTP ${status} without tokens`;
    return { kind: 'unavailable', words, mayBeDone: true };
  }
  const { access_token, refresh_token, expires_in, expires_in_sec, created_at, api_domain } = grant.data;
  return {
    kind: 'granted',
    grant: {
      accessToken: access_token,
      refreshToken: refresh_token ?? undefined,
      createdAt: toDate(created_at),
      lifeMs: Math.min((expires_in_sec ?? expires_in) * 1000, MAX_LIFE_MS),
      apiDomain: api_domain ?? undefined,
    },
  };
}

/** No access token is known to live longer; keeps odd numbers within what a date can hold. */
const MAX_LIFE_MS = 30 * 24 * 3_600_000;

function throttled(response: ApiResponse, words: string): TokenAnswer {
  return { kind: 'throttled', words, afterMs: retryAfterMs(response) };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function toDate(seconds: number | null | undefined): Date | undefined {
  const date = seconds === null || seconds === undefined ? undefined : new Date(seconds * 1000);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
