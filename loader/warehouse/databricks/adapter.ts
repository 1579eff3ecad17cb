import type { z } from 'zod';
import { AppError } from '../../../receiver/errors.ts';
import { PRODUCT_VERSION } from '../../version.ts';
import { Credentials } from './credentials.ts';
import { refusalError } from './errors.ts';
import { parseExact } from './exact-json.ts';
import { Redactor } from './redact.ts';
import type { Reply } from './reply.ts';
import type { Outgoing, Patience, SendOptions } from './send.ts';
import { PATIENCE, send } from './send.ts';

export interface WorkspaceOptions {
  /** undefined, here and below: what the Databricks SDK finds in the environment or a profile */
  readonly host: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** aborted when the process shall end */
  readonly signal?: AbortSignal;
  readonly patience?: Partial<Patience>;
}

export interface Call {
  readonly method: Outgoing['method'];
  /** path and query, percent-encoded */
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** the request in words, for messages: `the start of job 7` */
  readonly what: string;
  /** error statuses that are answers for the caller */
  readonly accept?: readonly number[];
}

/** A workspace to ask: signed in, certificates checked, trying again by itself, its secrets in no message. */
export interface Workspace {
  readonly signal: AbortSignal;
  /** @throws AppError `databricks_unauthorized`, `_forbidden`, `_not_found`, `_bad_request`, `_conflict`, `_redirected`, `_unavailable`, `_tls_refused`, `_unconfigured`; `stopped` */
  request(call: Call): Promise<Reply>;
  /** The JSON of an answer, ids as text. @throws AppError as `request`, `databricks_answer_invalid` */
  ask<T>(call: Call, schema: z.ZodType<T>): Promise<T>;
  /** Takes secrets out of a text that came from the workspace. */
  clean(text: string): string;
  /** The SQL warehouse that the environment or a profile names. */
  warehouseId(): Promise<string | undefined>;
}

/** Nothing is asked before the first request. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const redactor = new Redactor();
  const sending: SendOptions = {
    patience: { ...PATIENCE, ...options.patience },
    signal: options.signal ?? new AbortController().signal,
  };
  const { host, clientId, clientSecret } = options;
  const credentials = new Credentials({ host, clientId, clientSecret, redactor, ...sending });

  const sendSigned = async ({ method, path, body, what }: Call): Promise<Reply> => {
    const origin = await credentials.host();
    return send(async () => {
      const headers = new Headers({ 'user-agent': `ledgerlake/${PRODUCT_VERSION}`, accept: 'application/json' });
      if (body !== undefined) {
        headers.set('content-type', typeof body === 'string' ? 'application/json' : 'application/octet-stream');
      }
      await credentials.authorize(headers);
      return { method, url: `${origin}${path}`, headers, what, ...(body === undefined ? {} : { body }) };
    }, sending);
  };

  const request = async (call: Call): Promise<Reply> => {
    try {
      let reply = await sendSigned(call);
      if (isTokenRefused(reply)) {
        // it may have been revoked, which its end date does not show
        credentials.renew();
        reply = await sendSigned(call);
      }
      if ((reply.status >= 200 && reply.status < 300) || call.accept?.includes(reply.status) === true) return reply;
      throw refusalError({ what: call.what, reply });
    } catch (error) {
      throw error instanceof AppError ? cleaned(error, redactor) : error;
    }
  };

  return {
    signal: sending.signal,
    request,
    ask: async (call, schema) => {
      const parsed = schema.safeParse(parseExact((await request(call)).text));
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw new AppError(
        'databricks_answer_invalid',
        `the answer to ${call.what} is not of the known form: ${issue?.path.join('.')}: ${issue?.message}`,
        { hint: 'check that warehouse.host names a Databricks workspace; if it does, report the message' },
      );
    },
    clean: (text) => redactor.clean(text),
    warehouseId: () => credentials.warehouseId(),
  };
}

/** Some endpoints say 403 to a token that is no longer valid. */
function isTokenRefused({ status, text }: Reply): boolean {
  return status === 401 || (status === 403 && /\baccess token\b/i.test(text));
}

function cleaned(error: AppError, redactor: Redactor): AppError {
  const message = redactor.clean(error.message);
  if (message === error.message) return error;
  const { hint, retryable, context } = error;
  return new AppError(error.code, message, { hint, retryable, context });
}
