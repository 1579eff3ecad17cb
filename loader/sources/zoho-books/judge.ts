import { type JsonObject, own } from '../../documents/json.ts';

/** Record does not exist. @see https://www.zoho.com/books/api/v3/errors/ (read 2026-11) */
const NO_SUCH_RECORD = '1002';

/**
 * Codes that say nothing about a record, whatever HTTP status they come with: bad organization, no such path, rate limits, not
 * authorized, internal error, malformed JSON, user disabled.
 */
const NOT_ABOUT_A_RECORD = new Set(['2', '5', '44', '45', '57', '1000', '1038', '1070', '6018']);

/** Statuses under which nobody's word is about the record. */
const NO_ANSWER = new Set([401, 403, 429]);

export type ZohoJudgement =
  | { readonly kind: 'read' }
  | { readonly kind: 'gone' }
  /** `code`: Zoho Books' own, undefined where the body has none */
  | { readonly kind: 'error'; readonly code: string | undefined };

/**
 * What a JSON answer says. A non-zero `code` is a failure under any HTTP status. `gone` tombstones a record, so it takes the API's
 * own word about the one record that was asked for: a 404 from a gateway or for a wrong path is an error.
 */
export function judgeZoho(
  body: JsonObject,
  { status, askedId }: { readonly status: number; readonly askedId: string | undefined },
): ZohoJudgement {
  const value = own(body, 'code');
  const code = typeof value === 'string' && value !== '' ? value : undefined;
  const failed = status < 200 || status > 299;
  if (!failed && (code ?? '0') === '0' && own(body, 'error') === undefined) return { kind: 'read' };
  if (askedId === undefined || code === undefined || code === '0') return { kind: 'error', code };
  if (status >= 500 || NO_ANSWER.has(status)) return { kind: 'error', code };
  const isGone = code === NO_SUCH_RECORD || (status === 404 && !NOT_ABOUT_A_RECORD.has(code));
  return isGone ? { kind: 'gone' } : { kind: 'error', code };
}
