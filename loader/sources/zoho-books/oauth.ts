import type { SourceOAuth } from '../../auth/source-oauth.ts';
import { proveZohoBooks } from './prove.ts';
import { REGIONS, zohoRegion } from './regions.ts';

/** What reading the entities takes. @see https://www.zoho.com/books/api/v3/oauth/ (read 2026-11) */
const READ = [
  'contacts',
  'settings',
  'estimates',
  'invoices',
  'customerpayments',
  'creditnotes',
  'projects',
  'expenses',
  'salesorders',
  'purchaseorders',
  'bills',
  'debitnotes',
  'vendorpayments',
  'banking',
  'accountants',
];

/**
 * Zoho's sign-in. Access tokens live an hour and are refreshed after 55 minutes; refresh tokens stay. Ten new access tokens in ten
 * minutes are given, then none for the rest of that time, so five are asked for. Errors come with HTTP 200.
 * @see https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html (read 2026-11)
 */
export const zohoBooksOAuth: SourceOAuth = {
  source: 'zoho_books',
  isSingleUse: false,
  needsRedirectUri: false,
  refreshLimit: { count: 5, windowMs: 600_000 },
  scopes: READ.map((group) => `ZohoBooks.${group}.READ`),
  refusals: {
    invalid_code: 'grant',
    invalid_grant: 'grant',
    invalid_client: 'client',
    invalid_client_secret: 'client',
    unauthorized_client: 'client',
    invalid_redirect_uri: 'client',
    access_denied: 'throttled',
  },
  aheadMs: (lifeMs) => Math.min(300_000, lifeMs / 4),
  tokenUrl: ({ urls, region }) => `${urls.accounts ?? zohoRegion(region).accounts}/oauth/v2/token`,
  authorizeUrl: ({ urls, region }, { clientId, redirectUri, state }) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      scope: zohoBooksOAuth.scopes.join(','),
      redirect_uri: redirectUri,
      // without these two there is no refresh token
      access_type: 'offline',
      prompt: 'consent',
      state,
    });
    return `${urls.accounts ?? zohoRegion(region).accounts}/oauth/v2/auth?${query.toString()}`;
  },
  codeSteps: ({ region }) => [
    `open ${zohoRegion(region).accounts.replace('//accounts.', '//api-console.')}, choose the Self Client, "Generate Code"`,
    `scope: ${zohoBooksOAuth.scopes.join(',')}`,
    'choose the organization; the code is good for the minutes that are chosen there',
  ],
  otherRegion: ({ urls, region = 'us' }, redirect) => {
    const named = redirect.get('location');
    const isOther = named !== null && named !== region && Object.hasOwn(REGIONS, named);
    return isOther && urls.accounts === undefined ? named : undefined;
  },
  prove: proveZohoBooks,
};
