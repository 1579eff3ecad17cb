import type { Fault } from '../fake-provider/faults.ts';
import type { Reply } from '../fake-provider/http.ts';
import { freshbooksError, freshbooksNewError } from '../payloads/freshbooks.ts';
import type { Doc } from '../payloads/json.ts';

/** Which of the two accounting shapes errors have, and whether they hide under HTTP 200. */
export interface ErrorStyle {
  readonly shape: 'old' | 'new';
  /** one error object instead of a list of them (old shape) */
  readonly single?: boolean;
  readonly under200?: boolean;
}

interface AccountingError {
  readonly errno: number;
  readonly message: string;
  readonly object?: string;
  readonly field?: string;
  readonly value?: string;
}

const STATUS: Readonly<Record<number, number>> = { 1003: 401, 1011: 404, 1012: 404, 1013: 400, 1014: 400, 1042: 403 };

/** An error of the accounting family. */
export function accountingError(error: AccountingError, style: ErrorStyle = { shape: 'old' }): Reply {
  const { errno, message, object = 'invoice', field = 'invoiceid', value = '' } = error;
  const status = style.under200 === true ? 200 : (STATUS[errno] ?? 403);
  if (style.shape === 'new') {
    const json = freshbooksNewError(String(errno), message) as { details: readonly Doc[] };
    const details = json.details.map((detail) => ({ ...detail, metadata: { object, message, value, field } }));
    return { status, json: { ...json, message: `Request failed with status_code: ${STATUS[errno] ?? 403}`, details } };
  }
  const json = freshbooksError(errno, message, { object, field, value });
  if (style.single !== true) return { status, json };
  const [only] = (json as { response: { errors: readonly Doc[] } }).response.errors;
  return { status, json: { response: { errors: only } } };
}

/** 401 or 200 with errno 1003: this token may not read that. */
export function accessDenied(style?: ErrorStyle): Fault {
  const message = 'The server could not verify that you are authorized to access the URL requested.';
  return { kind: 'answer', ...accountingError({ errno: 1003, message }, style) };
}

/** The account was closed or did not pay. */
export function inactiveAccount(style?: ErrorStyle): Fault {
  return { kind: 'answer', ...accountingError({ errno: 1042, message: 'This account is inactive.' }, style) };
}

/** The plan lacks the feature: `items` 12001, `bills` 41001, `bill_vendors` 31001, `bill_payments` 41101. */
export function gatedFeature(errno: number, style: ErrorStyle = { shape: 'old', under200: true }): Fault {
  return { kind: 'answer', ...accountingError({ errno, message: 'Access to this feature is restricted.' }, style) };
}

/** 403 since October 2021, with the scopes that were given and the one that is needed. */
export function missingScope(needed: string, given = 'user:profile:read user:clients:read'): Fault {
  const error_description = `The access token has insufficient scope. Provided scopes: ${given}. Required scopes: ${needed}.`;
  return { kind: 'answer', status: 403, json: { error: 'insufficient_scope', error_description } };
}

/** No token or none that is valid, in the words of the family. */
export function unauthenticated(path: string, hasToken: boolean): Reply {
  if (path.startsWith('/events/')) {
    const message = 'invalid_token: The request token failed to authenticate or validate.';
    return { status: 401, json: { errno: 401, message } };
  }
  if (path.startsWith('/projects/')) {
    const message = 'The server could not verify that you are authorized to access the URL requested.';
    return { status: 401, json: { message } };
  }
  if (!hasToken) {
    const error_description = 'This action requires authentication to continue.';
    return { status: 401, json: { error: 'unauthenticated', error_description } };
  }
  const error_description = 'The access token is invalid';
  return { status: 401, json: { error: 'invalid_token', error_description, state: 'unauthorized' } };
}

/** What a wrong identifier or path answers: nothing in it says which object is meant. */
export function noSuchResource(path: string, shape: ErrorStyle['shape']): Reply {
  const message = 'Requested resource could not be found.';
  if (path.startsWith('/projects/') || path.startsWith('/timetracking/') || path.startsWith('/comments/')) {
    return { status: 404, json: { error: message } };
  }
  return { status: 404, json: shape === 'old' ? { errno: 404, message } : { code: 5, message, details: [] } };
}

/** A callback that cannot be made or confirmed so: one line per field. */
export function validationError(problems: Readonly<Record<string, string>>, shape: ErrorStyle['shape']): Reply {
  const entries = Object.entries(problems);
  if (shape === 'new') {
    const message = 'The request was well-formed but was unable to be followed due to semantic errors.';
    return { status: 422, json: { errno: 422, message, details: entries.map(([field, text]) => `${field}: ${text}`) } };
  }
  const fieldViolations = entries.map(([field, description]) => ({ field, description }));
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return { status: 400, json: { code: 3, message: 'Invalid data in this request.', details } };
}
