import type { SourceOAuth } from '../../auth/source-oauth.ts';
import { proveFreshbooks } from './prove.ts';

const ACCOUNTS_URL = 'https://api.freshbooks.com';
const AUTH_URL = 'https://auth.freshbooks.com';

/**
 * What reading the entities takes; webhooks need the scope of what they are about. One scope that the app has not enabled, or that
 * does not exist, fails the whole consent, so nothing is asked for that is not read.
 * @see https://www.freshbooks.com/api/scopes (read 2026-11)
 */
const READ = [
  'profile',
  'bill_payments',
  'bill_vendors',
  'billable_items',
  'bills',
  'clients',
  'credit_notes',
  'estimates',
  'expenses',
  'invoices',
  'journal_entries',
  'other_income',
  'payments',
  'projects',
  'taxes',
  'time_entries',
];

/**
 * FreshBooks' sign-in. Access tokens live 12 hours; a refresh token works once, and it is not known whether an old access token
 * outlives a refresh. Refreshed when a quarter of the life is left: should the new tokens get lost, the old one serves for hours.
 * @see https://www.freshbooks.com/api/authentication (read 2026-11)
 */
export const freshbooksOAuth: SourceOAuth = {
  source: 'freshbooks',
  isSingleUse: true,
  needsRedirectUri: true,
  refreshLimit: { count: 5, windowMs: 600_000 },
  scopes: READ.map((object) => `user:${object}:read`),
  refusals: {
    invalid_grant: 'grant',
    invalid_client: 'client',
    unauthorized_client: 'client',
    unauthenticated: 'client',
    invalid_redirect_uri: 'client',
    slow_down: 'throttled',
  },
  aheadMs: (lifeMs) => lifeMs / 4,
  tokenUrl: ({ urls }) => `${urls.accounts ?? ACCOUNTS_URL}/auth/oauth/token`,
  authorizeUrl: ({ urls }, { clientId, redirectUri, state }) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: freshbooksOAuth.scopes.join(' '),
      state,
    });
    return `${urls.auth ?? AUTH_URL}/oauth/authorize/?${query.toString()}`;
  },
  codeSteps: () => [],
  otherRegion: () => undefined,
  prove: proveFreshbooks,
};
