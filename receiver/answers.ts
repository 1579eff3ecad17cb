/** One row per answer of the receiver: the table that turns outcomes into HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  /** when the sender may try again; only for answers that a retry can change */
  readonly retryAfterSeconds?: number;
  /** for 405 */
  readonly allow?: string;
}

const refused = (status: number, code: string): Answer => ({ status, body: { error: code } });
const later = (status: number, code: string, retryAfterSeconds: number): Answer => ({
  ...refused(status, code),
  retryAfterSeconds,
});

export const ANSWERS = {
  stored: { status: 202, body: { status: 'stored' } },
  duplicate: { status: 200, body: { status: 'duplicate' } },
  not_found: refused(404, 'not_found'),
  unknown_connection: refused(404, 'unknown_connection'),
  method_not_allowed: { ...refused(405, 'method_not_allowed'), allow: 'POST' },
  too_large: refused(413, 'too_large'),
  unsupported_media_type: refused(415, 'unsupported_media_type'),
  empty_body: refused(400, 'empty_body'),
  bad_signature: refused(401, 'bad_signature'),
  landing_unavailable: later(503, 'landing_unavailable', 5),
  busy: later(503, 'busy', 2),
  vault_key_missing: later(503, 'vault_key_missing', 3600),
  unknown_callback: refused(404, 'unknown_callback'),
  too_many_handshakes: later(429, 'too_many_handshakes', 60),
  internal_error: refused(500, 'internal_error'),
} as const satisfies Readonly<Record<string, Answer>>;

export type AnswerCode = keyof typeof ANSWERS;
