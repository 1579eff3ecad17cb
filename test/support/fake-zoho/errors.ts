import type { Fault } from '../fake-provider/faults.ts';
import type { Reply } from '../fake-provider/http.ts';
import { zohoError } from '../payloads/zoho-books.ts';

const MESSAGES: Readonly<Record<number, readonly [status: number, message: string]>> = {
  2: [400, 'Invalid value passed for organization_id'],
  5: [404, 'Invalid URL Passed'],
  44: [
    429,
    'For security reasons you have been blocked for some time as you have exceeded the maximum number of requests per minute that can be raised from an organization.',
  ],
  45: [429, 'You have exceeded the maximum call rate limit. Please try again later.'],
  57: [401, 'You are not authorized to perform this operation'],
  1000: [500, 'Internal Error'],
  1002: [404, 'Resource does not exist.'],
  1038: [400, 'JSON is not well formed'],
  1070: [429, 'The maximum number of in process requests has been exceeded.'],
  6018: [401, 'The user is inactive in this organization.'],
};

/** `{code, message}` with the status that goes with the code, or with another: failures under HTTP 200 exist. */
export function problem(code: number, { status, message }: { status?: number; message?: string } = {}): Reply {
  const [usual, words] = MESSAGES[code] ?? [400, 'Request failed.'];
  return { status: status ?? usual, json: zohoError(code, message ?? words) };
}

/** The same as a fault. */
export function problemFault(code: number, changes: { status?: number; message?: string } = {}): Fault {
  return { kind: 'answer', ...problem(code, changes) };
}
