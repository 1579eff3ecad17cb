import { readAnswerBody } from '../../api/answer-body.ts';
import type { SourceApi } from '../source-api.ts';
import { freshbooksEndpoint, singlePath } from './endpoints.ts';
import { freshbooksLists } from './lists.ts';
import { freshbooksVerdict } from './problems.ts';
import { freshbooksRelated } from './related.ts';

const API_URL = 'https://api.freshbooks.com';

/**
 * The FreshBooks API. Its limits are not published, only that there is a 429: 100 requests a minute are what Microsoft's connector
 * allows itself; four at once keep that up even when each takes two seconds, and are less than a browser opens.
 * @see https://www.freshbooks.com/api (read 2026-11), https://learn.microsoft.com/connectors/freshbooks/
 */
export const freshbooksApi: SourceApi = {
  source: 'freshbooks',
  limits: { requestsPerMinute: 100, concurrency: 4, timeoutMs: 30_000 },
  baseUrl: ({ urls }) => urls.api ?? API_URL,
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  commonQuery: () => [],
  verdict: (response, request) => freshbooksVerdict(readAnswerBody(response.body), { response, request }),
  readRequest: (object, connection) => {
    const path = singlePath(object, connection);
    if (path === undefined) return undefined;
    const include = freshbooksEndpoint(object.entity)?.include ?? [];
    return include.length === 0 ? { path } : { path, query: include.map((part) => ['include[]', part] as const) };
  },
  lists: freshbooksLists,
  probeRequest: ({ organizationId }) => ({
    path: `/accounting/account/${encodeURIComponent(organizationId)}/users/clients`,
    query: [['per_page', '1']],
  }),
  related: freshbooksRelated,
};
