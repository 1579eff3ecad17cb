import type { WebhookSecret } from '../config/config.ts';

/** One received request as bytes and text; no types of a web framework. */
export interface WebhookRequest {
  readonly method: string;
  /** path as received, percent-encoding kept, without the query */
  readonly path: string;
  /** raw query string without the question mark */
  readonly query: string;
  /** lower-case names; the first value of a repeated header */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** from the route: `/webhooks/{connection}/{entity}/{action}`; undefined on a bare route */
  readonly entity: string | undefined;
  readonly action: string | undefined;
}

/** How a provider signs, as data, plus the one function that gives the signed bytes. */
export interface SignatureScheme {
  /** lower-case header name */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  readonly hash: 'sha256';
  /** The exact bytes under the HMAC. May throw on a body it cannot rebuild: that counts as an invalid signature. */
  signedBytes(request: WebhookRequest): Uint8Array;
}

/** What a delivery says about itself, used for its key and its envelope. Nothing here refuses a delivery. */
export interface WebhookFacts {
  /** entity as in the tables; the received word when the source does not know it */
  readonly entity: string;
  readonly entityId: string | undefined;
  readonly action: string;
  /** the provider's time of the event, if it has one */
  readonly eventAt: Date | undefined;
  /** the instant in the key: the event's time, or the start of the coalescing window */
  readonly keyTime: Date | undefined;
  /** end of the coalescing window, for sources whose deliveries are hints */
  readonly windowEnd: Date | undefined;
  /** what identifies the event besides source, connection and origin, in order */
  readonly identity: readonly string[];
}

export interface FactsContext {
  readonly now: Date;
  readonly coalesceSeconds: number;
  /** SHA-256 hex of the body */
  readonly bodySha256: string;
}

/** A provider's unsigned request that brings the secret of the deliveries to come; what it does not say is undefined. */
export interface Handshake {
  readonly callbackId: string | undefined;
  readonly accountId: string | undefined;
  /** never logged, never landed in clear */
  readonly verifier: string | undefined;
}

/** A provider that sends webhooks. Registered in `index.ts`, the only place that knows the concrete ones. */
export interface WebhookSource {
  readonly name: string;
  /** whether the route carries entity and action (`/webhooks/{connection}/{entity}/{action}`) or neither */
  readonly route: 'entity' | 'bare';
  readonly scheme: SignatureScheme;
  /** The provider's unsigned verification request, which is handled before the signature check; undefined for all else. */
  readHandshake(request: WebhookRequest): Handshake | undefined;
  /** form fields that hold credentials: sealed or emptied before landing */
  readonly credentialFields: readonly string[];
  facts(request: WebhookRequest, context: FactsContext): WebhookFacts;
  /** Whether a delivery's word counts only once the object was read, given the secret that signed it. */
  needsProof(facts: WebhookFacts, signedBy: WebhookSecret | undefined): boolean;
}
