/** One request to a source API. Credentials are added by the client and appear in no other place. */
export interface ApiRequest {
  /** default GET; only GET is repeated by itself after a failure of which nothing is known */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** below the API's base URL, with a leading slash, percent-encoded */
  readonly path: string;
  /** in order; the client encodes them (`+` as `%2B`) and adds what every call needs (Zoho Books: `organization_id`) */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** sent as JSON */
  readonly json?: unknown;
  /** one of thousands that can wait: it leaves a part of the day's quota to those that cannot, see `reservedShare` */
  readonly isBulk?: boolean;
}

/** What came back, as bytes. */
export interface ApiResponse {
  /** without credentials */
  readonly url: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** when the request that gave this response began and when its last byte was there */
  readonly startedAt: Date;
  readonly receivedAt: Date;
}

/** Why an API refuses something, in our words. */
export interface ApiProblem {
  /** `api_forbidden`, `api_not_found`, `api_invalid_request`, …: see `loader/sources/<source>/problems.ts` */
  readonly code: string;
  /** lower case, with the provider's own code and message, never a credential */
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
  /** whether it concerns this one request, or the connection as a whole (then nothing else need be tried) */
  readonly scope: 'request' | 'connection';
}

/**
 * How a request ended. `answer`: a success in every sense (also the body's). `gone`: the provider's own words that the one object
 * asked for does not exist (any more). `refused`: a lasting refusal of this one request. All three are answers that can be landed.
 *
 * What may pass by itself or concerns the whole connection is thrown, after the retries, as an AppError whose code is that of the
 * problem: `api_unavailable`, `api_rate_limited` (retryable), `api_quota_exhausted`, `api_unauthorized`, `api_forbidden`, …
 */
export type ApiOutcome =
  | { readonly kind: 'answer'; readonly response: ApiResponse }
  | { readonly kind: 'gone'; readonly response: ApiResponse }
  | { readonly kind: 'refused'; readonly response: ApiResponse; readonly problem: ApiProblem };

/** The daily quota as the provider last told it. */
export interface ApiQuota {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: Date;
  readonly seenAt: Date;
}

/** The API of one connection: rate limits, retries, tokens and error shapes are its business alone. */
export interface SourceClient {
  /** @throws AppError see `ApiOutcome` */
  send(request: ApiRequest): Promise<ApiOutcome>;
  /** undefined until the provider told it (FreshBooks never does) */
  quota(): ApiQuota | undefined;
}

/** An object of a source: `invoices`, `1234567`. */
export interface ObjectRef {
  /** as in the tables */
  readonly entity: string;
  readonly id: string;
}
