import { type DestinationStream, destination, pino } from 'pino';
import { codeOf, messageOf } from './errors.ts';

export type LogFields = Readonly<Record<string, unknown>>;
type Write = (fields: LogFields, message: string) => void;

/** JSON lines; the fields first, then a fixed sentence. Never a body, a signature or a secret: see `SECRET_FIELDS`. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

export interface LogOptions {
  /** default `info` */
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** default stderr: stdout belongs to results */
  readonly destination?: DestinationStream;
}

/** Nobody logs these; should somebody try, at any of the first three levels, the value is replaced. */
const SECRET_FIELDS = [
  'authorization',
  'body',
  'client_secret',
  'cookie',
  'headers',
  'key_material',
  'password',
  'refresh_token',
  'secret',
  'secrets',
  'signature',
  'token',
  'verifier',
  'webhookSecrets',
];

/** Opens the log of a process. Lines are written synchronously, so that none is lost when the process is killed. */
export function openLog({
  level = 'info',
  destination: stream = destination({ dest: 2, sync: true }),
}: LogOptions = {}): Log {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[redacted]' },
    },
    stream,
  );
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

/** A thrown value as loggable fields: code, message and hint, without the stack that would show values. */
export function errorFields(error: unknown): LogFields {
  const hint = typeof error === 'object' && error !== null && 'hint' in error ? { hint: String(error.hint) } : {};
  return { error: messageOf(error), code: codeOf(error) ?? 'unexpected', ...hint };
}
