import type { ApiProblem } from './source-client.ts';

type Kind = Omit<ApiProblem, 'code' | 'message'>;

const passing = (hint: string): Kind => ({ hint, retryable: true, scope: 'request' });
const lasting = (hint: string): Kind => ({ hint, retryable: false, scope: 'request' });
const ofConnection = (hint: string): Kind => ({ hint, retryable: false, scope: 'connection' });

/** Every way in which a source API fails, what to do then, and whether it concerns one request or the connection. */
const KINDS = {
  api_unavailable: passing('nothing is lost: the next run goes on from here'),
  api_timeout: passing('nothing is lost: the next run goes on from here'),
  api_answer_invalid: passing('nothing is lost: the next run asks again'),
  api_rate_limited: {
    ...passing('nothing is lost: the next run goes on from here; other programs share the same limit'),
    scope: 'connection',
  },
  api_quota_exhausted: {
    ...ofConnection('nothing is lost: fetching goes on when the day’s quota is renewed, or ask the provider for more'),
    retryable: true,
  },
  api_quota_reserved: {
    ...ofConnection(
      'nothing is lost: fetching goes on when the day’s quota is renewed; loader.quota_reserve says how much of it is left to others',
    ),
    retryable: true,
  },
  api_unauthorized: ofConnection('sign in again: "ledgerlake connect <connection>"'),
  api_user_disabled: ofConnection(
    'let an administrator enable the user who signed in, or sign in as another: "ledgerlake connect <connection>"',
  ),
  api_account_inactive: ofConnection('activate the account at the provider, or remove the connection'),
  api_wrong_organization: ofConnection(
    'check organization_id and region of the connection, and that the user who signed in belongs to the organization',
  ),
  api_redirected: ofConnection('check urls.api and region of the connection: an API does not redirect'),
  api_tls_refused: ofConnection(
    'check urls.api of the connection; behind an own certificate authority set NODE_EXTRA_CA_CERTS to its certificate',
  ),
  api_forbidden: lasting(
    'give the user who signed in access at the provider, or sign in again with more scopes: "ledgerlake connect <connection>"',
  ),
  api_scope_missing: lasting(
    'enable the scopes that the message names, then sign in again: "ledgerlake connect <connection>"',
  ),
  api_not_enabled: lasting('the account’s plan does not have this; set poll to off for the entity'),
  api_not_found: lasting('check the ids of the connection (organization, account, business) and urls.api'),
  api_invalid_request: lasting('check the value that the message names'),
  api_refused: lasting('look the provider’s message up in its API documentation'),
  api_answer_too_large: lasting('report it: no object of this API is known to be that large'),
} as const satisfies Readonly<Record<string, Kind>>;

export type ProblemCode = keyof typeof KINDS;

/** A problem of a known kind. @param message  lower case, with the provider's own code and words */
export function apiProblem(code: ProblemCode, message: string): ApiProblem {
  return { code, message, ...KINDS[code] };
}

const MAX_SAID = 500;

/** A provider's words for a message: one line, not endless. */
export function said(text: string): string {
  const line = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line;
}
