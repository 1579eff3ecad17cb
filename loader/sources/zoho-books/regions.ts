import type { ZOHO_REGIONS } from '../../../receiver/config/connection-schema.ts';

/** Where one data centre of Zoho answers. Origins, without a slash at their ends. */
export interface ZohoRegion {
  /** API host; Zoho Books lies below `/books/v3`. Also what the token response calls `api_domain` */
  readonly api: string;
  /** sign-in and tokens */
  readonly accounts: string;
}

/**
 * By region of the configuration. Canada is irregular: its accounts are under another domain than its API.
 * @see https://www.zoho.com/books/api/v3/introduction/ and https://www.zoho.com/accounts/protocol/oauth/multi-dc.html (read 2026-11)
 */
export const REGIONS: Readonly<Record<(typeof ZOHO_REGIONS)[number], ZohoRegion>> = {
  us: { api: 'https://www.zohoapis.com', accounts: 'https://accounts.zoho.com' },
  eu: { api: 'https://www.zohoapis.eu', accounts: 'https://accounts.zoho.eu' },
  in: { api: 'https://www.zohoapis.in', accounts: 'https://accounts.zoho.in' },
  au: { api: 'https://www.zohoapis.com.au', accounts: 'https://accounts.zoho.com.au' },
  jp: { api: 'https://www.zohoapis.jp', accounts: 'https://accounts.zoho.jp' },
  ca: { api: 'https://www.zohoapis.ca', accounts: 'https://accounts.zohocloud.ca' },
  cn: { api: 'https://www.zohoapis.com.cn', accounts: 'https://accounts.zoho.com.cn' },
  sa: { api: 'https://www.zohoapis.sa', accounts: 'https://accounts.zoho.sa' },
  uk: { api: 'https://www.zohoapis.uk', accounts: 'https://accounts.zoho.uk' },
};

/** The hosts of a region; without one, or of a name that no release knows, those of the US. */
export function zohoRegion(region: string | undefined): ZohoRegion {
  const known: Readonly<Record<string, ZohoRegion>> = REGIONS;
  return region !== undefined && Object.hasOwn(known, region) ? (known[region] ?? REGIONS.us) : REGIONS.us;
}

/**
 * Whether a token may be sent to this origin: exactly the API host of one of the regions. A token response names the host
 * (`api_domain`), and whoever could choose that name would be given the token.
 */
export function isZohoApiDomain(domain: string): boolean {
  return Object.values(REGIONS).some(({ api }) => api === domain);
}
