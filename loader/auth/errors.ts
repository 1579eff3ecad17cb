import { AppError } from '../../receiver/errors.ts';

/** The command that begins a new sign-in. */
export function connectCommand(connection: string): string {
  return `ledgerlake connect ${connection}`;
}

/** No credentials to begin with. */
export function oauthMissing(connection: string, what: string): AppError {
  return new AppError('oauth_missing', `${connection}: ${what}`, {
    hint: `set client_id, client_secret and redirect_uri under connections.${connection}.oauth, then sign in: "${connectCommand(connection)}"`,
    context: { scope: 'connection' },
  });
}

/** Somebody must do something. */
export function oauthRefused(
  connection: string,
  { kind, message }: { readonly kind: 'grant' | 'client'; readonly message: string },
): AppError {
  return new AppError('oauth_refused', `${connection}: ${message}`, {
    hint:
      kind === 'client'
        ? `correct client_id, client_secret, redirect_uri or region of connections.${connection}`
        : `sign in again: "${connectCommand(connection)}"`,
    context: { scope: 'connection' },
  });
}

export function oauthThrottled(
  connection: string,
  { until, words }: { readonly until: Date; readonly words?: string },
): AppError {
  const why = words === undefined ? 'it was refreshed too often' : `the provider says ${words}`;
  return new AppError('oauth_throttled', `${connection}: no new access token before ${until.toISOString()}: ${why}`, {
    hint: 'nothing is lost: a run after that goes on from here; see that no other program refreshes the same token',
    retryable: true,
    context: { scope: 'connection' },
  });
}

export function oauthUnavailable(connection: string, words: string): AppError {
  return new AppError('oauth_unavailable', `${connection}: no access token: ${words}`, {
    hint: 'nothing is lost: the next run goes on from here',
    retryable: true,
    context: { scope: 'connection' },
  });
}
