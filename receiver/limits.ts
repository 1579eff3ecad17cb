/** What a sender may cost. The defaults suit a receiver behind a balancer that keeps connections for 60 s. */
export interface ReceiverLimits {
  /** a request's headers must be complete within */
  readonly headersTimeoutMs: number;
  /** headers and body must be complete within */
  readonly requestTimeoutMs: number;
  /** how often Node looks for connections that are late; its default of 30 s would make the two above mean little */
  readonly checkIntervalMs: number;
  /** above the balancer's own, so that the balancer closes first */
  readonly keepAliveTimeoutMs: number;
  readonly maxHeaderBytes: number;
  /** deliveries being received or landed; more are answered 503 before their body is read */
  readonly maxInFlight: number;
  /** bodies in memory at the same time, all together */
  readonly maxBufferedBytes: number;
  readonly maxConnections: number;
  /** handshakes that one connection takes in a minute; those of callbacks that are not known yet are counted apart */
  readonly handshakesPerMinute: number;
  /** deliveries that wait for a look at fresh secrets */
  readonly maxWaitingForSecrets: number;
  /** at least between two looks at the secrets of one connection */
  readonly lookEveryMs: number;
  /** between two readings of all secrets */
  readonly secretsEveryMs: number;
  /** between two measurements of our clock against the store's */
  readonly clockEveryMs: number;
  /** between "not ready" and closing the door, for the balancer to notice */
  readonly drainGraceMs: number;
  /** after which a drain cuts what is still open */
  readonly drainTimeoutMs: number;
}

export const DEFAULT_LIMITS: ReceiverLimits = {
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  checkIntervalMs: 1_000,
  keepAliveTimeoutMs: 65_000,
  maxHeaderBytes: 16_384,
  maxInFlight: 256,
  maxBufferedBytes: 134_217_728,
  maxConnections: 4_096,
  handshakesPerMinute: 20,
  maxWaitingForSecrets: 64,
  lookEveryMs: 1_000,
  secretsEveryMs: 30_000,
  clockEveryMs: 300_000,
  drainGraceMs: 500,
  drainTimeoutMs: 15_000,
};
