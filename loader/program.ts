import { Command, CommanderError } from 'commander';
import { codeOf } from '../receiver/errors.ts';
import { addBackfillCommand } from './commands/backfill.ts';
import { commandFirst, type Host } from './commands/command-line.ts';
import { addConnectCommand } from './commands/connect.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addInitCommand } from './commands/init.ts';
import { addLoadsCommand } from './commands/loads.ts';
import { addPollCommand } from './commands/poll.ts';
import { addRebuildCommand } from './commands/rebuild.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addRunCommand } from './commands/run.ts';
import { addSecretsCommand } from './commands/secrets.ts';
import { addServeCommand } from './commands/serve.ts';
import { addStatusCommand } from './commands/status.ts';
import { addSweepCommand } from './commands/sweep.ts';
import { addWebhooksCommand } from './commands/webhooks.ts';
import { createOutput } from './terminal/output.ts';
import { PRODUCT_VERSION } from './version.ts';

const COMMANDS = [
  addWebhooksCommand,
  addDoctorCommand,
  addInitCommand,
  addServeCommand,
  addRunCommand,
  addPollCommand,
  addBackfillCommand,
  addReplayCommand,
  addRebuildCommand,
  addStatusCommand,
  addLoadsCommand,
  addSweepCommand,
  addConnectCommand,
  addSecretsCommand,
];

/** 0 done, 1 failed, 2 wrong usage or configuration, 3 done with rows in quarantine or something missed, 4 lease held. */
const EXIT_CODES: Readonly<Record<string, number>> = { usage: 2, config_invalid: 2, lease_held: 4 };

/**
 * Runs `ledgerlake <arguments>`. Never throws: errors are printed as `error:` and `hint:` to stderr.
 *
 * @param argv  without the program's name
 * @returns the exit code
 */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<number> {
  let exitCode = 0;
  const program = new Command('ledgerlake')
    .description('Zoho Books and FreshBooks to Databricks: landed once, loaded exactly once, proven')
    .version(PRODUCT_VERSION)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      outputError: (text, write) => {
        write(text);
        write('hint: see "ledgerlake --help" and "ledgerlake <command> --help"\n');
      },
    });
  const exit = (code: number): void => {
    exitCode = code;
  };
  for (const addCommand of COMMANDS) addCommand({ program, host, exit });
  try {
    await program.parseAsync(commandFirst(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const verbose = argv.includes('--verbose');
    createOutput({ stdout: host.stdout, stderr: host.stderr, json: false, quiet: false, verbose }).error(error);
    return EXIT_CODES[codeOf(error) ?? ''] ?? 1;
  }
}
