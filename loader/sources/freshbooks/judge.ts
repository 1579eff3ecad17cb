import type { JsonObject } from '../../documents/json.ts';
import type { Family } from './endpoints.ts';
import { codesOf, errorsOf, type FreshbooksError } from './errors.ts';

/** Object is deleted, object unknown. @see https://www.freshbooks.com/api/errors (read 2026-11) */
const GONE = new Set(['1011', '1012']);

/**
 * Those that have no code for a missing object: a 404 in the shape of their errors is all they say. Accounting has one, and a 404
 * without it is what an account answers that is not there.
 */
const WITHOUT_CODES: ReadonlySet<Family | undefined> = new Set<Family>(['events', 'ledger', 'projects']);

/** Statuses under which nobody's word is about the object. */
const NO_ANSWER = new Set([401, 403, 429]);

/** What is unknown when the account itself is: no word about the object asked for. */
const ACCOUNT = /account|system|business/i;

/** What says that the token, and not the object, is the matter. */
const SIGN_IN =
  /\bunauthenticated\b|\bunauthori[sz]ed\b|\binvalid_token\b|verify that you are authori[sz]ed|failed to authenticate/i;

export type FreshbooksJudgement =
  | { readonly kind: 'read' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'error'; readonly errors: readonly FreshbooksError[] };

interface Question {
  readonly status: number;
  /** the one object asked for; undefined for a list */
  readonly askedId: string | undefined;
  readonly family: Family | undefined;
}

/**
 * What a JSON answer says. Errors come in several shapes, also under HTTP 200; only their codes tell "gone" from "no access".
 * `gone` tombstones an object, so it takes the API's own word about the one object that was asked for: a 404 from a gateway or an
 * unknown account is an error.
 */
export function judgeFreshbooks(body: JsonObject, { status, askedId, family }: Question): FreshbooksJudgement {
  const errors = errorsOf(body);
  if (errors === undefined) {
    // Without the shape of an error it is not FreshBooks that says so: gateways speak JSON too.
    return status >= 200 && status <= 299 ? { kind: 'read' } : { kind: 'error', errors: [] };
  }
  if (askedId === undefined || status >= 500 || NO_ANSWER.has(status)) return { kind: 'error', errors };
  const isNamed = errors.some(
    ({ code, value, field = '', object = '' }) =>
      code !== undefined &&
      GONE.has(code) &&
      (value === undefined || value === askedId) &&
      !ACCOUNT.test(`${field} ${object}`),
  );
  const isUnexplained404 =
    status === 404 &&
    WITHOUT_CODES.has(family) &&
    codesOf(errors).every((code) => code === '404') &&
    !speaksOfSignIn(errors);
  return isNamed || isUnexplained404 ? { kind: 'gone' } : { kind: 'error', errors };
}

export function speaksOfSignIn(errors: readonly FreshbooksError[]): boolean {
  return errors.some(({ message }) => message !== undefined && SIGN_IN.test(message));
}
