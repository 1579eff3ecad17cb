import type { IncomingHttpHeaders } from 'node:http';
import type { Doc } from '../payloads/json.ts';

export type Clock = () => Date;

export interface Asked {
  readonly method: string;
  /** without the query, still percent-encoded */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** JSON or bytes, neither for an answer without a body. */
export interface Reply {
  /** default 200 */
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that ends the handling of a request. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered ${reply.status ?? 200}`);
    this.reply = reply;
  }
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  handle(request: Asked, ...parts: string[]): Reply | Promise<Reply>;
}

/** @param path  `:x` stands for one part, handed over percent-decoded; `:x*` for one or more; a slash at the end is allowed */
export function route(method: string, path: string, handle: Route['handle']): Route {
  const source = path.replace(/:\w+\*/g, '(.+?)').replace(/:\w+/g, '([^/]+)');
  return { method, pattern: new RegExp(`^${source}/?$`), handle };
}

export function findRoute(routes: readonly Route[], request: Asked): (() => Reply | Promise<Reply>) | undefined {
  for (const candidate of routes) {
    const parts = candidate.method === request.method ? candidate.pattern.exec(request.path) : null;
    if (parts !== null) return () => candidate.handle(request, ...parts.slice(1).map(decodeURIComponent));
  }
  return undefined;
}

/** The fields of a form or of a flat JSON object; numbers and flags as text. */
export function fieldsOf(request: Asked): ReadonlyMap<string, string> {
  const text = request.bytes.toString('utf8');
  if (!(request.headers['content-type'] ?? '').includes('json')) return new Map(new URLSearchParams(text));
  return new Map(Object.entries(jsonOf(request)).map(([name, value]) => [name, String(value)]));
}

/** The body as a JSON object, an empty one where it is none. */
export function jsonOf(request: Asked): Doc {
  try {
    const value: unknown = JSON.parse(request.bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Doc) : {};
  } catch {
    return {};
  }
}

export function objectIn(document: Doc, name: string): Doc {
  const value = document[name];
  return typeof value === 'object' && value !== null ? (value as Doc) : {};
}

/** A field as text; `''` where there is none or where it is an object. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
