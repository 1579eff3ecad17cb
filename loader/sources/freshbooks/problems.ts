import type { AnswerBody } from '../../api/answer-body.ts';
import { type ProblemCode, said } from '../../api/problem.ts';
import type { ApiRequest, ApiResponse } from '../../api/source-client.ts';
import { again, fail, refusalOrStatus, type Verdict, verdictByStatus } from '../../api/verdict.ts';
import { type JsonObject, ownText } from '../../documents/json.ts';
import { askedBy } from './endpoints.ts';
import { codesOf, type FreshbooksError } from './errors.ts';
import { judgeFreshbooks, speaksOfSignIn } from './judge.ts';

type Fate = (message: string, status: number) => Verdict;

const refused =
  (code: ProblemCode): Fate =>
  (message) =>
    fail('refused', code, message);

// The plan of the account lacks items, bill vendors, bills, bill payments.
const notEnabled = refused('api_not_enabled');
const unauthorized: Fate = (message) => fail('unauthorized', 'api_unauthorized', message);

/**
 * A missing scope is named, with those that there are and those that are needed. Under 401 the words are the same as those for a
 * token that is not good.
 */
const forbidden: Fate = (message, status) => {
  const code = /\bscopes?\b/i.test(message) ? 'api_scope_missing' : 'api_forbidden';
  return fail(status === 401 ? 'unauthorized' : 'refused', code, message);
};

/**
 * FreshBooks' own codes, which count under any HTTP status; then HTTP statuses that stand in their place.
 * @see https://www.freshbooks.com/api/errors (read 2026-11)
 */
const BY_CODE: Readonly<Record<string, Fate>> = {
  1003: forbidden,
  1011: refused('api_not_found'),
  1012: refused('api_not_found'),
  1013: refused('api_invalid_request'),
  1014: refused('api_invalid_request'),
  1042: (message) => fail('problem', 'api_account_inactive', message),
  2001: refused('api_invalid_request'),
  12001: notEnabled,
  31001: notEnabled,
  41001: notEnabled,
  41101: notEnabled,
  401: unauthorized,
  403: forbidden,
  404: refused('api_not_found'),
  422: refused('api_invalid_request'),
  429: (message) => again('api_rate_limited', message),
};

/** `code` of the newer shape where nothing else tells: those of gRPC. @see https://grpc.io/docs/guides/status-codes/ */
const BY_RPC_CODE: Readonly<Record<string, Fate>> = {
  3: refused('api_invalid_request'),
  4: (message) => again('api_unavailable', message),
  5: refused('api_not_found'),
  7: forbidden,
  8: (message) => again('api_rate_limited', message),
  13: (message) => again('api_unavailable', message),
  14: (message) => again('api_unavailable', message),
  16: unauthorized,
};

/** How an answer reads, by FreshBooks' own codes first: errors come under HTTP 200 too. */
export function freshbooksVerdict(
  body: AnswerBody,
  { response, request }: { response: ApiResponse; request: ApiRequest },
): Verdict {
  const { status } = response;
  if (body.kind !== 'object') return verdictByStatus({ response, request, body, message: undefined });
  const asked = askedBy(request.path);
  const judgement = judgeFreshbooks(body.value, { status, askedId: asked?.id, family: asked?.family });
  if (judgement.kind === 'gone') return { kind: 'gone' };
  if (judgement.kind === 'read') return { kind: 'answer' };
  const { errors } = judgement;
  const message = wordsOf(errors);
  const text = `HTTP ${status}${message === undefined ? '' : `: ${message}`}`;
  const fate = fateOf(body.value, errors, status);
  if (fate !== undefined) return refusalOrStatus(fate(text, status), { response, request, body, message });
  if (status >= 200 && status <= 299) return fail('refused', 'api_refused', text);
  return verdictByStatus({ response, request, body, message });
}

function fateOf(body: JsonObject, errors: readonly FreshbooksError[], status: number): Fate | undefined {
  for (const code of codesOf(errors)) if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
  if (status === 403) return forbidden;
  if (speaksOfSignIn(errors)) return unauthorized;
  const rpcCode = ownText(body, 'code') ?? '';
  return status < 300 && Object.hasOwn(BY_RPC_CODE, rpcCode) ? BY_RPC_CODE[rpcCode] : undefined;
}

function wordsOf(errors: readonly FreshbooksError[]): string | undefined {
  const texts = errors.map(({ code, field, message }) =>
    [code === undefined ? '' : `code ${code}`, field ?? '', message ?? ''].filter((part) => part !== '').join(': '),
  );
  return said(texts.join('; ')) || undefined;
}
