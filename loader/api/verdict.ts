import type { AnswerBody } from './answer-body.ts';
import { apiProblem, type ProblemCode } from './problem.ts';
import type { ApiProblem, ApiRequest, ApiResponse } from './source-client.ts';

/**
 * How a response reads. `gone`: the provider's own words that the one object asked for does not exist (any more). `refused`: a
 * lasting refusal in the provider's own words. These three can be landed. `again`: may pass within a minute, so the client tries
 * again by itself. `unauthorized`: the token may be the cause. `problem`: neither repeating nor landing it helps.
 */
export type Verdict =
  | { readonly kind: 'answer' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused' | 'unauthorized' | 'problem'; readonly problem: ApiProblem }
  | {
      readonly kind: 'again';
      readonly problem: ApiProblem;
      /** how long to wait where the response itself does not say */
      readonly afterMs?: number;
    };

/** A refusal of any kind, by its code. */
export function fail(kind: 'refused' | 'unauthorized' | 'problem', code: ProblemCode, message: string): Verdict {
  return { kind, problem: apiProblem(code, message) };
}

/** What may pass soon. */
export function again(code: ProblemCode, message: string, afterMs?: number): Verdict {
  const problem = apiProblem(code, message);
  return afterMs === undefined ? { kind: 'again', problem } : { kind: 'again', problem, afterMs };
}

export interface StatusQuestion {
  readonly response: Pick<ApiResponse, 'status'>;
  readonly request: Pick<ApiRequest, 'method'>;
  readonly body: AnswerBody;
  /** the provider's words, if it said any */
  readonly message: string | undefined;
}

/** What a code says is a refusal, unless the status says that it is the token's or a passing matter: then the status counts. */
export function refusalOrStatus(verdict: Verdict, question: StatusQuestion): Verdict {
  if (verdict.kind !== 'refused') return verdict;
  const byStatus = verdictByStatus(question);
  return byStatus.kind === 'again' || byStatus.kind === 'unauthorized' ? byStatus : verdict;
}

const WHAT: Readonly<Record<AnswerBody['kind'], string>> = {
  object: '',
  empty: ' without a body',
  html: ' with a page of HTML',
  unreadable: ' with a body that is no JSON object',
};

/**
 * What the status says where the body says nothing (more). Only what the provider's own API said, which is JSON, is a refusal:
 * a gateway's page is no answer.
 */
export function verdictByStatus({ response: { status }, request, body, message }: StatusQuestion): Verdict {
  const isOwnWord = body.kind === 'object';
  const text = `HTTP ${status}${WHAT[body.kind]}${message === undefined ? '' : `: ${message}`}`;
  const refuse = (code: ProblemCode): Verdict => fail(isOwnWord ? 'refused' : 'problem', code, text);
  if (status >= 500 || status === 408 || status === 425) return again('api_unavailable', text);
  if (status === 429) return again('api_rate_limited', text);
  if (status === 401) return fail('unauthorized', 'api_unauthorized', text);
  if (status === 403) return refuse('api_forbidden');
  if (status === 404 || status === 410) return refuse('api_not_found');
  if (status >= 400) return refuse([400, 405, 415, 422].includes(status) ? 'api_invalid_request' : 'api_refused');
  if (status >= 300) return fail('problem', 'api_redirected', text);
  const isRead = (request.method ?? 'GET') === 'GET';
  if (isOwnWord || (body.kind === 'empty' && !isRead)) return { kind: 'answer' };
  return again('api_answer_invalid', text);
}
