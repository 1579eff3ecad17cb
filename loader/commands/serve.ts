import { once } from 'node:events';
import { openLog } from '../../receiver/log.ts';
import { startReceiver } from '../../receiver/main.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { configFor, outputFor, withCommonOptions } from './command-line.ts';

export function addServeCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('serve'))
    .description('receive webhooks: verify, land, acknowledge')
    .action(async (options: CommonOptions) => {
      const output = outputFor(host, options);
      const config = await configFor(options, output);
      const level = options.verbose === true ? 'debug' : options.quiet === true ? 'warn' : 'info';
      const receiver = await startReceiver(config, { log: openLog({ level }) });
      output.text(`listening on ${receiver.url}${config.receiver.path}`);
      output.value({ url: receiver.url, path: config.receiver.path });
      if (!host.signal.aborted) await once(host.signal, 'abort');
      await receiver.stop();
      exit(0);
    });
}
