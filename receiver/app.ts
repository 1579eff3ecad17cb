import type { ErrorRequestHandler, Express, Request, Response } from 'express';
import express from 'express';
import { ANSWERS, type Answer, type AnswerCode } from './answers.ts';
import { errorFields, type Log } from './log.ts';
import type { Readiness } from './readiness.ts';
import type { WebhookHandler } from './webhook.ts';

export interface AppOptions {
  /** `receiver.path`: begins with a slash, ends without */
  readonly path: string;
  readonly handleWebhook: WebhookHandler;
  readonly readiness: Readiness;
  readonly log: Log;
}

/** How long the rest of a refused body is swallowed, so that its sender reads the answer instead of a reset connection. */
const LINGER_MS = 1_000;

/** The HTTP face of the receiver. The only file that knows express: everything behind it takes bytes and text. */
export function createApp({ path, handleWebhook, readiness, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.enable('case sensitive routing');
  const answer = (res: Response, code: AnswerCode, bodyLeft = false): void =>
    send(res, { ...ANSWERS[code], bodyLeft, close: readiness.draining || bodyLeft });

  app.all('/healthz', (req, res) => {
    if (isRead(req)) send(res, { status: 200, body: { status: 'ok' }, close: readiness.draining });
    else send(res, { ...ANSWERS.method_not_allowed, allow: 'GET, HEAD' });
  });
  app.all('/readyz', (req, res) => {
    const state = readiness.state();
    if (!isRead(req)) send(res, { ...ANSWERS.method_not_allowed, allow: 'GET, HEAD' });
    else send(res, { status: state === 'ready' ? 200 : 503, body: { status: state }, close: readiness.draining });
  });

  const base = path.replace(/[{}()[\]+?!:*\\]/g, '\\$&');
  const routes = [`${base}/:connection`, `${base}/:connection/:entity`, `${base}/:connection/:entity/:action`];
  app.all(routes, async (req: Request<Record<string, string>>, res) => {
    const { connection = '', entity, action } = req.params;
    const outcome = await handleWebhook(req, { connection, entity, action });
    if (outcome === 'aborted') res.destroy();
    else answer(res, outcome, leavesBody(req, outcome));
  });

  app.use((req, res) => answer(res, req.path.startsWith(`${path}/`) ? 'unknown_connection' : 'not_found'));
  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    // The router's way of saying that a path's percent-encoding is broken: no connection has such a name.
    if (error instanceof URIError) return answer(res, 'unknown_connection');
    log.error(errorFields(error), 'request failed');
    if (res.headersSent) res.destroy();
    else answer(res, 'internal_error');
  };
  app.use(onError);
  return app;
}

function isRead(req: Request): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}

// Only these two leave a body of a size that matters: others are swallowed by Node before the next request.
function leavesBody(req: Request, code: AnswerCode): boolean {
  return !req.complete && (code === 'too_large' || code === 'busy');
}

function send(res: Response, answer: Answer & { readonly close?: boolean; readonly bodyLeft?: boolean }): void {
  const body = JSON.stringify(answer.body);
  res.statusCode = answer.status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.setHeader('Cache-Control', 'no-store');
  if (answer.retryAfterSeconds !== undefined) res.setHeader('Retry-After', answer.retryAfterSeconds);
  if (answer.allow !== undefined) res.setHeader('Allow', answer.allow);
  if (answer.close === true) res.setHeader('Connection', 'close');
  if (answer.bodyLeft !== true) {
    res.end(body);
    return;
  }
  // Closing a socket with unread data resets it, and the reset overtakes the answer. So: answer, swallow, then close.
  res.write(body);
  const { req } = res;
  const timer = setTimeout(() => res.end(), LINGER_MS);
  req.once('close', () => {
    clearTimeout(timer);
    res.end();
  });
  req.resume();
}
