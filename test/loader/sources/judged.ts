import type { ApiProblem, ApiRequest, ApiResponse } from '../../../loader/api/source-client.ts';
import { documentSplitter, sourceApi } from '../../../loader/sources/index.ts';
import { answer, FRESHBOOKS_ACCOUNT, ZOHO_ORGANIZATION } from '../documents/envelopes.ts';

/** One body of a provider, and what the client and the splitter are to make of it. */
export interface Judged {
  readonly name: string;
  readonly status: number;
  readonly body: object | string;
  readonly method?: 'GET' | 'PUT';
  /** `answer`, `gone`, or how it fails and the code: `refused api_forbidden`, `again api_unavailable` */
  readonly verdict: string;
}

export interface Asked {
  readonly source: 'zoho_books' | 'freshbooks';
  readonly entity: string;
  /** undefined: a list */
  readonly id: string | undefined;
  readonly request: ApiRequest;
}

export interface Read {
  readonly verdict: string;
  readonly problem: ApiProblem | undefined;
  /** what the splitter makes of the same body, once landed */
  readonly actions: readonly (string | undefined)[];
}

/** Gives one body to the client's judge and to the splitter's. */
export function readBoth({ status, body, method = 'GET' }: Judged, { source, entity, id, request }: Asked): Read {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const at = new Date('2026-06-09T12:00:00Z');
  const response: ApiResponse = {
    url: `https://api.example${request.path}`,
    status,
    contentType: 'application/json',
    headers: {},
    body: bytes,
    startedAt: at,
    receivedAt: at,
  };
  const verdict = sourceApi(source).verdict(response, { ...request, method });
  const problem = 'problem' in verdict ? verdict.problem : undefined;
  const organization = source === 'zoho_books' ? ZOHO_ORGANIZATION : FRESHBOOKS_ACCOUNT;
  const documents = documentSplitter(source).split(answer(bytes, { source, entity, entityId: id ?? null, status }), {
    organizationIds: [organization],
  });
  return {
    verdict: problem === undefined ? verdict.kind : `${verdict.kind} ${problem.code}`,
    problem,
    actions: documents.map(({ action }) => action),
  };
}

/** What a landed answer of such a verdict must become: nothing but the provider's word makes a tombstone, and its word does. */
export function actionOf(verdict: string): string {
  return verdict === 'gone' ? 'missing' : verdict === 'answer' ? 'read' : 'error';
}
