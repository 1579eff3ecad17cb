import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject, readJson } from './json.ts';

/** Who asks. */
export interface Principal {
  /** a mail address, or the application id (UUID) of a service principal */
  readonly userName: string;
  readonly displayName: string;
  readonly isServicePrincipal: boolean;
}

export interface ApiRequest {
  readonly method: string;
  /** as sent, still percent-encoded */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly principal: Principal;
  /** the body as a JSON object. @throws ApiError 400 MALFORMED_REQUEST */
  json(): JsonObject;
}

export interface Reply {
  /** default 200 */
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  handle(request: ApiRequest, ...parts: string[]): Reply | Promise<Reply>;
}

/** An answer as the service words its errors: `{"error_code": …, "message": …}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;

  constructor(status: number, errorCode: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errorCode = errorCode;
  }
}

export function invalid(message: string): ApiError {
  return new ApiError(400, 'INVALID_PARAMETER_VALUE', message);
}

/**
 * @param path  `:x` stands for one part, `*` for the rest, `{2.x}` for the versions 2.0 to 2.2; what they stand for is handed over
 *   percent-decoded
 */
export function route(method: string, path: string, handle: Route['handle']): Route {
  const source = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll(String.raw`{2\.x}`, String.raw`2\.[0-2]`)
    .replace(/:\w+/g, '([^/]+)')
    .replace('*', '(.*)');
  return { method, pattern: new RegExp(`^${source}$`), handle };
}

export function readBody(bytes: Buffer): JsonObject {
  let value: unknown;
  try {
    value = readJson(bytes.toString('utf8'));
  } catch {
    throw new ApiError(400, 'MALFORMED_REQUEST', 'Could not parse request object: invalid JSON');
  }
  if (!isObject(value)) throw new ApiError(400, 'MALFORMED_REQUEST', 'Could not parse request object: not an object');
  return value;
}

/** The page of a list that a token asks for. */
export function page<T>(
  items: readonly T[],
  query: URLSearchParams,
  size: number,
): { items: readonly T[]; next?: string } {
  const from = Number(query.get('page_token') ?? '0');
  const next = from + size;
  return { items: items.slice(from, next), ...(next < items.length ? { next: String(next) } : {}) };
}
