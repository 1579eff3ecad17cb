import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import { said } from '../api/problem.ts';
import type { SourceOAuth } from './source-oauth.ts';

export interface RedirectOptions {
  readonly connection: ConnectionConfig;
  readonly oauth: SourceOAuth;
  /** of this sign-in; what comes back with another one belongs to somebody else's */
  readonly state: string;
}

/** What a redirect brings; a refusal is thrown. */
export type RedirectAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** not the answer to this sign-in */
  | { readonly kind: 'foreign' };

/** Reads the query of a redirect. @throws AppError `oauth_denied`, `oauth_other_region` */
export function readRedirect(query: URLSearchParams, options: RedirectOptions): RedirectAnswer {
  const { connection, oauth, state } = options;
  if (query.get('state') !== state) return { kind: 'foreign' };
  const error = query.get('error');
  if (error !== null) {
    throw new AppError(
      'oauth_denied',
      `${connection.name}: the sign-in was not granted: ${said(error).slice(0, 100)}`,
      {
        hint: `consent to all that is asked for; every scope must be enabled for the client: ${oauth.scopes.join(' ')}`,
      },
    );
  }
  const region = oauth.otherRegion(connection, query);
  if (region !== undefined) {
    throw new AppError(
      'oauth_other_region',
      `${connection.name}: whoever signed in belongs to the region ${region}, the configuration says ${connection.region ?? 'us'}`,
      {
        hint: `set connections.${connection.name}.region to ${region}, with that region's client_id and client_secret`,
      },
    );
  }
  const code = query.get('code') ?? '';
  return code === '' ? { kind: 'foreign' } : { kind: 'code', code };
}

/**
 * The code in what a user pasted: the whole address that the browser was sent to, its query, or the bare code.
 *
 * @throws AppError `usage`, `oauth_state_mismatch`, and as `readRedirect`; none repeats what was pasted
 */
export function readPasted(pasted: string, options: RedirectOptions): string {
  const text = pasted.trim();
  const isAddress = /^https?:\/\//i.test(text);
  if (!isAddress && !/(^|[?&])(code|error)=/.test(text)) {
    if (/^[\x21-\x7e]{4,4096}$/.test(text)) return text;
    throw new AppError('usage', 'what was entered is neither an address nor a code', { hint: PASTE });
  }
  if (isAddress && !URL.canParse(text)) {
    throw new AppError('usage', 'what was entered is not a whole address', { hint: PASTE });
  }
  const query = isAddress ? new URL(text).searchParams : new URLSearchParams(text.replace(/^\?/, ''));
  const answer = readRedirect(query, options);
  if (answer.kind === 'code') return answer.code;
  throw new AppError('oauth_state_mismatch', 'the address that was entered does not answer this sign-in', {
    hint: 'begin again, and enter the address to which the browser is sent by the link that is printed then',
  });
}

const PASTE = 'enter the whole address to which the browser was sent, or the code that stands in it';
