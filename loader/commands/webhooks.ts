import { Argument } from 'commander';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import type { CallbackApi } from '../sources/callback-api.ts';
import { webhookSetup } from '../sources/index.ts';
import type { CommandHome, CommonOptions, Host } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { confirm } from './confirm.ts';
import { connectionNamed } from './connections.ts';
import { confirmNow, listCallbacks, register, removeCallbacks, resend } from './webhooks-callbacks.ts';
import { listRules } from './webhooks-rules.ts';

const ACTIONS = ['list', 'register', 'confirm', 'resend', 'remove'] as const;
type Action = (typeof ACTIONS)[number];

interface Options extends CommonOptions {
  readonly event?: string[];
  readonly wait: string;
  readonly yes?: boolean;
}

export function addWebhooksCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('webhooks'))
    .description('callbacks of FreshBooks; for Zoho Books "list" prints what to enter in its settings')
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('<connection>', 'of the configuration')
    .option('--event <event...>', 'only these events, for example invoice.create')
    .option('--wait <seconds>', 'register: how long to wait for the handshakes', '60')
    .option('--yes', 'remove: do not ask')
    .action(async (action: Action, name: string, options: Options) => {
      exit(
        await inContext(host, options, async (context) => {
          const connection = connectionNamed(context.config, name);
          const setup = webhookSetup(connection);
          if (setup.kind === 'callbacks') {
            return runAction(context, { action, connection, callbacks: setup.callbacks, options, host });
          }
          if (action === 'list') return listRules(context, connection, setup.rules);
          throw new AppError(
            'usage',
            `webhooks ${action} is for FreshBooks; ${name} is a ${connection.source} connection`,
            {
              hint: `enter what "ledgerlake webhooks list ${name}" prints in its settings`,
            },
          );
        }),
      );
    });
}

interface CallbackAction {
  readonly action: Action;
  readonly connection: ConnectionConfig;
  readonly callbacks: CallbackApi;
  readonly options: Options;
  readonly host: Host;
}

async function runAction(context: LoaderContext, parts: CallbackAction): Promise<number> {
  const { action, connection, callbacks, options, host } = parts;
  const fetch = context.openFetch(connection);
  const about = { fetch, callbacks, events: options.event };
  switch (action) {
    case 'list':
      return listCallbacks(context, about);
    case 'register':
      return register(context, { ...about, waitMs: secondsOf(options.wait) * 1000 });
    case 'confirm':
      return confirmNow(context, fetch);
    case 'resend':
      return resend(context, about);
    case 'remove': {
      const what = options.event === undefined ? 'every callback' : options.event.join(', ');
      if (options.yes !== true && !(await confirm(host, `remove ${what} of ${connection.name} at FreshBooks?`)))
        return 1;
      return removeCallbacks(context, about);
    }
  }
}

/** @throws AppError `usage` */
function secondsOf(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= 3600) return seconds;
  throw new AppError('usage', `--wait is ${JSON.stringify(text)}`, { hint: 'give whole seconds, at most 3600' });
}
