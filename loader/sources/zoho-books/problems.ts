import type { AnswerBody } from '../../api/answer-body.ts';
import { type ProblemCode, said } from '../../api/problem.ts';
import type { ApiRequest, ApiResponse } from '../../api/source-client.ts';
import { again, fail, refusalOrStatus, type Verdict, verdictByStatus } from '../../api/verdict.ts';
import { type JsonObject, ownText } from '../../documents/json.ts';
import { judgeZoho } from './judge.ts';

/** After more than 100 requests in a minute the organization is blocked; the minute is over after this at the latest. */
const MINUTE_MS = 60_000;
/** Too many requests at once: the others end within seconds. */
const CROWDED_MS = 2_000;

type Fate = (message: string, status: number) => Verdict;

const refused =
  (code: ProblemCode): Fate =>
  (message) =>
    fail('refused', code, message);
const ofConnection =
  (code: ProblemCode): Fate =>
  (message) =>
    fail('problem', code, message);

/**
 * Zoho Books' own codes, which count under any HTTP status.
 * @see https://www.zoho.com/books/api/v3/errors/ and https://www.zoho.com/books/api/v3/introduction/ (read 2026-11)
 */
const BY_CODE: Readonly<Record<string, Fate>> = {
  2: ofConnection('api_wrong_organization'),
  5: refused('api_not_found'),
  44: (message) => again('api_rate_limited', message, MINUTE_MS),
  45: ofConnection('api_quota_exhausted'),
  // Says "scope or permission is missing" and, under 401, perhaps "the token is not good".
  57: (message, status) => fail(status === 401 ? 'unauthorized' : 'refused', 'api_forbidden', message),
  1000: (message) => again('api_unavailable', message),
  1002: refused('api_not_found'),
  1038: refused('api_invalid_request'),
  1070: (message) => again('api_rate_limited', message, CROWDED_MS),
  // The tokens of a disabled user go on being refreshed, and the list of organizations is answered.
  6018: ofConnection('api_user_disabled'),
};

/** What the OAuth server says (`error`), should it answer in the API's place; also under HTTP 200. */
const BY_OAUTH_ERROR: readonly (readonly [RegExp, Fate])[] = [
  [/access.?denied|too many requests/i, ofConnection('api_rate_limited')],
  [
    /token|unauthori[sz]ed|invalid_code|invalid_client/i,
    (message) => fail('unauthorized', 'api_unauthorized', message),
  ],
];

/** How an answer reads, by Zoho Books' own code first. */
export function zohoVerdict(
  body: AnswerBody,
  { response, request, askedId }: { response: ApiResponse; request: ApiRequest; askedId: string | undefined },
): Verdict {
  const { status } = response;
  if (body.kind !== 'object') return verdictByStatus({ response, request, body, message: undefined });
  const judgement = judgeZoho(body.value, { status, askedId });
  if (judgement.kind === 'gone') return { kind: 'gone' };
  if (judgement.kind === 'read') {
    // Every success says so; JSON that does not is somebody else's.
    return ownText(body.value, 'code') === '0'
      ? { kind: 'answer' }
      : again('api_answer_invalid', `HTTP ${status} without a code`);
  }
  const { code } = judgement;
  const words = [code === undefined ? '' : `code ${said(code)}`, messageOf(body.value)].filter((part) => part !== '');
  const message = words.length === 0 ? undefined : words.join(': ');
  const known = code !== undefined && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : oauthFate(body.value);
  const text = `HTTP ${status}${message === undefined ? '' : `: ${message}`}`;
  if (known !== undefined) return refusalOrStatus(known(text, status), { response, request, body, message });
  if (status >= 200 && status <= 299) return fail('refused', 'api_refused', text);
  return verdictByStatus({ response, request, body, message });
}

function oauthFate(body: JsonObject): Fate | undefined {
  const error = [ownText(body, 'error'), ownText(body, 'error_description')].join(' ');
  return BY_OAUTH_ERROR.find(([pattern]) => pattern.test(error))?.[1];
}

function messageOf(body: JsonObject): string {
  const texts = ['message', 'error', 'error_description'].flatMap((key) => ownText(body, key) ?? []);
  return said(texts.join(': '));
}
