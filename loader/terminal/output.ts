import type { Writable } from 'node:stream';
import { AppError, codeOf, messageOf } from '../../receiver/errors.ts';
import type { Progress } from './progress.ts';
import { startProgress } from './progress.ts';

export interface OutputOptions {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Results go to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  /** a result for a human; silent with `--json` */
  text(text: string): void;
  /** the result for a program: one JSON value, only with `--json` */
  value(value: unknown): void;
  /** what happens; silent with `--quiet` */
  note(text: string): void;
  /** only with `--verbose` */
  detail(text: string): void;
  /** what needs attention although it goes on; `--quiet` does not hide it */
  warn(text: string): void;
  error(error: unknown): void;
  /** a bar on a terminal, nothing elsewhere */
  progress(label: string): Progress;
}

export function createOutput(options: OutputOptions): Output {
  const { stdout, stderr, json, quiet, verbose } = options;
  const line = (stream: Writable, text: string): unknown => stream.write(`${text}\n`);
  return {
    json,
    text: (text) => {
      if (!json) line(stdout, text);
    },
    value: (value) => {
      if (json) line(stdout, JSON.stringify(value));
    },
    note: (text) => {
      if (!quiet) line(stderr, text);
    },
    detail: (text) => {
      if (verbose && !quiet) line(stderr, text);
    },
    warn: (text) => line(stderr, `warning: ${text}`),
    error: (error) => {
      line(stderr, errorText(error));
      if (verbose && error instanceof Error && error.stack !== undefined) line(stderr, error.stack);
    },
    progress: (label) => startProgress(label, { stream: stderr, visible: stderr.isTTY === true && !quiet }),
  };
}

/** `error: <what is wrong>` and `hint: <what to do next>`. */
export function errorText(error: unknown): string {
  if (error instanceof AppError) return `error: ${error.message}\nhint: ${error.hint}`;
  const code = codeOf(error);
  return `error: ${messageOf(error)}${code === undefined ? '' : ` (${code})`}\nhint: run it again with --verbose and report what it prints`;
}
