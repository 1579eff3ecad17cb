import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { AccessToken } from '../auth/access-tokens.ts';
import type { SourceApi } from '../sources/source-api.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { Outgoing } from './exchange.ts';
import type { ApiRequest } from './source-client.ts';

/** A request as it goes out, credentials in its headers alone. */
export function outgoingOf(
  request: ApiRequest,
  {
    api,
    connection,
    token,
  }: { readonly api: SourceApi; readonly connection: ConnectionConfig; readonly token: AccessToken },
): Outgoing {
  const { method = 'GET', path, query = [], json } = request;
  const named = new Set(query.map(([name]) => name));
  const pairs = [...query, ...api.commonQuery(connection).filter(([name]) => !named.has(name))];
  const search = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return {
    method,
    url: `${api.baseUrl(connection, token)}${path}${search === '' ? '' : `?${search}`}`,
    headers: {
      accept: 'application/json',
      'user-agent': `ledgerlake/${PRODUCT_VERSION}`,
      // only with a body: FreshBooks asks for none on a GET
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...api.headers(token),
    },
    body: json === undefined ? undefined : JSON.stringify(json),
  };
}

const SECRET_KEY = /secret|token|verifier|password|^code$/i;

/** The texts of a request that must never show, should the provider repeat them. */
export function secretsOf(
  request: ApiRequest,
  { connection, token }: { readonly connection: ConnectionConfig; readonly token: AccessToken },
): readonly string[] {
  const { oauth } = connection;
  const configured = oauth === undefined ? [] : [oauth.clientSecret, oauth.refreshToken ?? ''];
  return [token.token, ...configured, ...secretsIn(request.json)].filter((secret) => secret !== '');
}

function secretsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && SECRET_KEY.test(key) ? [item] : secretsIn(item),
  );
}
