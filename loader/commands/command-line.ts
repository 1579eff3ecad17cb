import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import type { Config } from '../../receiver/config/config.ts';
import { loadProcessConfig } from '../../receiver/config/process.ts';
import type { LoaderContext, Seams } from '../context.ts';
import { openContext } from '../context.ts';
import { checkPollNames } from '../poll/poll-names.ts';
import type { Output } from '../terminal/output.ts';
import { createOutput } from '../terminal/output.ts';

/** The process as the commands see it. */
export interface Host {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** aborted by SIGINT and SIGTERM */
  readonly signal: AbortSignal;
  readonly seams?: Seams;
}

export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Where a command is registered: the program, the process, and what takes its exit code. */
export interface CommandHome {
  readonly program: Command;
  readonly host: Host;
  readonly exit: (code: number) => void;
}

/** The options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration (default: $LEDGERLAKE_CONFIG, else ./ledgerlake.yaml)')
    .option('--json', 'one JSON value on stdout')
    .option('--verbose', 'more of what happens, on stderr')
    .option('--quiet', 'on stderr only warnings and errors');
}

/** Every command has the common options; this lets them stand before its name too: `ledgerlake --config x status`. */
export function commandFirst(argv: readonly string[]): string[] {
  let at = 0;
  while (/^--(config(=.*)?|json|verbose|quiet)$/.test(argv[at] ?? '')) at += argv[at] === '--config' ? 2 : 1;
  const command = argv[at];
  return command === undefined || command.startsWith('-')
    ? [...argv]
    : [command, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

export function outputFor(host: Host, options: CommonOptions): Output {
  return createOutput({
    stdout: host.stdout,
    stderr: host.stderr,
    json: options.json === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
  });
}

/** Reads the configuration and says what in it is probably not meant. @throws as `loadProcessConfig` */
export async function configFor(options: CommonOptions, output: Output): Promise<Config> {
  const config = await loadProcessConfig(options.config);
  for (const warning of config.warnings ?? []) output.warn(warning);
  return config;
}

/** Runs a command with everything open, and closes it. @returns the exit code of `action` */
export async function inContext(
  host: Host,
  options: CommonOptions,
  action: (context: LoaderContext) => Promise<number>,
): Promise<number> {
  const output = outputFor(host, options);
  const config = await configFor(options, output);
  checkPollNames(config);
  const context = await openContext({
    config,
    output,
    signal: host.signal,
    ...(host.seams === undefined ? {} : { seams: host.seams }),
  });
  try {
    return await action(context);
  } finally {
    await context.close();
  }
}
