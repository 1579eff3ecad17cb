import { readAnswerBody } from '../../api/answer-body.ts';
import type { SourceApi } from '../source-api.ts';
import { askedIdOf, singlePath } from './endpoints.ts';
import { zohoLists } from './lists.ts';
import { zohoVerdict } from './problems.ts';
import { isZohoApiDomain, zohoRegion } from './regions.ts';

const API_PATH = '/books/v3';

/**
 * The Zoho Books API, version 3. Limits hold for the organization: 100 requests a minute; 5 at once on the free plan, 10 ("soft")
 * on paid ones, which other programs share, so 5.
 * @see https://www.zoho.com/books/api/v3/introduction/ (read 2026-11)
 */
export const zohoBooksApi: SourceApi = {
  source: 'zoho_books',
  limits: { requestsPerMinute: 100, concurrency: 5, timeoutMs: 30_000 },
  baseUrl: ({ urls, region }, { apiDomain }) => {
    if (urls.api !== undefined) return urls.api;
    const named = apiDomain === undefined ? undefined : originOf(apiDomain);
    const origin = named !== undefined && isZohoApiDomain(named) ? named : zohoRegion(region).api;
    return `${origin}${API_PATH}`;
  },
  distrusted: ({ urls }, { apiDomain }) =>
    urls.api !== undefined || apiDomain === undefined || isZohoApiDomain(originOf(apiDomain))
      ? undefined
      : `the token response names ${JSON.stringify(apiDomain.slice(0, 100))} as its API, which is none of Zoho's that this release knows: not used`,
  headers: ({ token }) => ({ authorization: `Zoho-oauthtoken ${token}` }),
  // Without it the user's default organization answers, and nothing says so.
  commonQuery: ({ organizationId }) => [['organization_id', organizationId]],
  verdict: (response, request) =>
    zohoVerdict(readAnswerBody(response.body), { response, request, askedId: askedIdOf(request.path) }),
  readRequest: ({ entity, id }) => {
    const path = singlePath(entity, id);
    return path === undefined ? undefined : { path };
  },
  lists: zohoLists,
  // Not the list of organizations: that is answered to a disabled user too.
  probeRequest: () => ({ path: '/settings/currencies', query: [['per_page', '1']] }),
  // A payment moves its invoices' last_modified_time, so their own webhooks and polls see it.
  related: () => [],
};

function originOf(domain: string): string {
  return domain.replace(/\/+$/, '');
}
