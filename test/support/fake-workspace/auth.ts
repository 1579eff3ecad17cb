import { randomBytes } from 'node:crypto';
import { ApiError, type Principal, type Reply } from './http.ts';

export interface Credentials {
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Issued {
  readonly principal: Principal;
  readonly expiresAt: number;
}

export const WORKSPACE_ID = '7405605519549535';

/** Who may ask: one user by token, one service principal by client credentials. */
export class Auth {
  readonly credentials: Credentials;
  readonly user: Principal = { userName: 'ada@example.com', displayName: 'Ada', isServicePrincipal: false };
  readonly servicePrincipal: Principal;
  /** lifetime of tokens issued from now on, s */
  tokenSeconds = 3600;
  /** tokens issued so far */
  issued = 0;
  readonly #tokens = new Map<string, Issued>();

  constructor() {
    const clientId = '5e0f6c1a-98a1-4a52-9c11-7d2f3f1c0b01';
    this.credentials = {
      token: `dapi${randomBytes(16).toString('hex')}`,
      clientId,
      clientSecret: `dose${randomBytes(16).toString('hex')}`,
    };
    this.servicePrincipal = { userName: clientId, displayName: 'loader-sp', isServicePrincipal: true };
    this.#tokens.set(this.credentials.token, { principal: this.user, expiresAt: Number.POSITIVE_INFINITY });
  }

  /** Every OAuth token issued so far is refused from now on. */
  invalidateTokens(): void {
    for (const token of this.#tokens.keys()) {
      if (token !== this.credentials.token) this.#tokens.delete(token);
    }
  }

  /** @throws ApiError 401 */
  principalOf(authorization: string | undefined): Principal {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const issued = token === undefined ? undefined : this.#tokens.get(token);
    if (issued === undefined || issued.expiresAt <= Date.now()) {
      throw new ApiError(401, 'UNAUTHENTICATED', 'Credential was not sent, is expired or is invalid.');
    }
    return issued.principal;
  }

  /** What current clients ask first; older workspaces answer 404. */
  hostMetadata(origin: string): Reply {
    return { json: { oidc_endpoint: `${origin}/oidc`, workspace_id: WORKSPACE_ID, cloud: 'AWS' } };
  }

  discovery(origin: string): Reply {
    return {
      json: {
        issuer: `${origin}/oidc`,
        authorization_endpoint: `${origin}/oidc/v1/authorize`,
        token_endpoint: `${origin}/oidc/v1/token`,
        grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
      },
    };
  }

  /** Client credentials by HTTP Basic, as RFC 6749 4.4. */
  grant(authorization: string | undefined, form: string): Reply {
    const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1] ?? '';
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
    if (id !== this.credentials.clientId || secret !== this.credentials.clientSecret) {
      return { status: 401, json: { error: 'invalid_client', error_description: 'Client authentication failed' } };
    }
    const fields = new URLSearchParams(form);
    if (fields.get('grant_type') !== 'client_credentials') {
      return { status: 400, json: { error: 'unsupported_grant_type' } };
    }
    this.issued += 1;
    const token = `eyJ${randomBytes(24).toString('hex')}`;
    this.#tokens.set(token, { principal: this.servicePrincipal, expiresAt: Date.now() + this.tokenSeconds * 1000 });
    return {
      json: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: this.tokenSeconds,
        scope: fields.get('scope') ?? '',
      },
    };
  }
}
