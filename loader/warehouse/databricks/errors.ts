import { AppError } from '../../../receiver/errors.ts';
import type { Reply } from './reply.ts';

const MAX_TEXT = 2000;

/** What a refusal is called, and what to do about it. */
const KINDS: Readonly<Record<string, { readonly hint: string; readonly retryable?: boolean }>> = {
  databricks_unauthorized: {
    hint: 'check warehouse.client_id and client_secret (or what the Databricks SDK finds): the secret may have expired',
  },
  databricks_forbidden: {
    hint: 'grant the principal what the README lists: the job, the SQL warehouse, catalog, schema and volume',
  },
  databricks_not_found: { hint: 'check the names and ids under warehouse in the configuration, and deploy the bundle' },
  databricks_conflict: { hint: 'look at what exists there already' },
  databricks_bad_request: {
    hint: 'deploy the bundle of this release again; if that does not help, report the message',
  },
  databricks_redirected: { hint: 'set warehouse.host to the address of the workspace itself' },
  databricks_unavailable: { hint: 'nothing is lost: the next run goes on from here', retryable: true },
};

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'databricks_unauthorized',
  403: 'databricks_forbidden',
  404: 'databricks_not_found',
  409: 'databricks_conflict',
  429: 'databricks_unavailable',
};

export interface Refusal {
  /** the request in words, for the message */
  readonly what: string;
  readonly reply: Reply;
}

/** An answer that is no success, as error. The texts still have to be cleaned of secrets. */
export function refusalError({ what, reply }: Refusal): AppError {
  const { code: errorCode, message } = bodyOf(reply);
  const code = codeFor(reply.status, errorCode, message);
  const said = [errorCode, message].filter((part) => part !== '').join(': ');
  const text = `the workspace refused ${what}: HTTP ${reply.status}${said === '' ? '' : ` ${said.slice(0, MAX_TEXT)}`}`;
  const { hint, retryable } = KINDS[code] ?? { hint: '', retryable: false };
  return new AppError(code, text, { hint, retryable: retryable ?? false, context: { status: reply.status } });
}

function codeFor(status: number, errorCode: string, message: string): string {
  if (status >= 300 && status < 400) return 'databricks_redirected';
  if (status >= 500) return 'databricks_unavailable';
  // the Jobs API says 400 for a job or run that is not there
  if (errorCode === 'RESOURCE_DOES_NOT_EXIST' || (status === 400 && /\bdoes not exist\b/.test(message))) {
    return 'databricks_not_found';
  }
  return BY_STATUS[status] ?? 'databricks_bad_request';
}

/** `{"error_code","message"}` of the APIs, `{"error","error_description"}` of the token endpoint. */
function bodyOf(reply: Reply): { readonly code: string; readonly message: string } {
  try {
    const value: unknown = JSON.parse(reply.text);
    if (typeof value !== 'object' || value === null) return { code: '', message: '' };
    const fields = new Map<string, unknown>(Object.entries(value));
    const text = (name: string): string => {
      const field = fields.get(name);
      return typeof field === 'string' ? field : '';
    };
    return { code: text('error_code') || text('error'), message: text('message') || text('error_description') };
  } catch {
    // a page of HTML says nothing that helps
    return { code: '', message: '' };
  }
}

/** What is wrong with the connection; a refused certificate is no passing trouble. */
export function connectionError(what: string, cause: unknown): AppError {
  const reason = reasonOf(cause);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL/.test(reason)) {
    return new AppError('databricks_tls_refused', `the certificate of the workspace is not trusted: ${reason}`, {
      hint: 'check warehouse.host; behind an own certificate authority set NODE_EXTRA_CA_CERTS to its certificate',
    });
  }
  return new AppError('databricks_unavailable', `${what} did not reach the workspace: ${reason}`, {
    hint: 'check warehouse.host and the network; nothing is lost: the next run goes on from here',
    retryable: true,
  });
}

/** The innermost code or message: `fetch failed` alone says nothing. The error itself is not kept: it may hold headers. */
function reasonOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  if (!(innermost instanceof Error)) return String(innermost);
  if (innermost.name === 'TimeoutError') return 'no answer in time';
  const code = 'code' in innermost && typeof innermost.code === 'string' ? innermost.code : undefined;
  return code === undefined ? innermost.message : code;
}

export function stoppedError(): AppError {
  return new AppError('stopped', 'stopped by a signal while the workspace was at work', {
    hint: 'nothing is lost: the next run goes on from here',
    retryable: true,
  });
}
