import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { ApiRequest, ApiResponse, ObjectRef } from '../api/source-client.ts';
import type { Verdict } from '../api/verdict.ts';
import type { AccessToken } from '../auth/access-tokens.ts';
import type { ListApi } from './list-api.ts';

/** Limits that hold for one organization or account. */
export interface ApiLimits {
  /** most requests in any 60 seconds */
  readonly requestsPerMinute: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** What the shared client needs to know about a source's API; data and pure functions. The registry is `loader/sources/index.ts`. */
export interface SourceApi {
  readonly source: string;
  readonly limits: ApiLimits;
  /** base URL for API calls, by configuration, region and the token's `api_domain` if that is on the allow-list */
  baseUrl(connection: ConnectionConfig, token: AccessToken): string;
  /** what the token says about its place and is not obeyed, in words for a log line; undefined: nothing */
  distrusted?(connection: ConnectionConfig, token: AccessToken): string | undefined;
  /** headers of every call, the authorization among them */
  headers(token: AccessToken): Readonly<Record<string, string>>;
  /** query pairs of every call */
  commonQuery(connection: ConnectionConfig): readonly (readonly [string, string])[];
  verdict(response: ApiResponse, request: ApiRequest): Verdict;
  /** the request that reads one object with everything that makes it complete; undefined where the API has none or an identifier is missing */
  readRequest(object: ObjectRef, connection: ConnectionConfig): ApiRequest | undefined;
  /** its lists: what is polled, swept and backfilled */
  readonly lists: ListApi;
  /** a cheap read that tells whether the sign-in works for this very organization or account */
  probeRequest(connection: ConnectionConfig): ApiRequest;
  /** the objects that an object's new state may have changed too: a payment's invoice, a bill payment's bill */
  related(entity: string, payload: Readonly<Record<string, unknown>>): readonly ObjectRef[];
}
