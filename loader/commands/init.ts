import { initConfig } from '../../receiver/config/init.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { outputFor, withCommonOptions } from './command-line.ts';

export function addInitCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('init'))
    .description('write a commented ledgerlake.yaml and .env.example; never overwrites')
    .argument('[folder]', 'where to', '.')
    .action((folder: string, options: CommonOptions) => {
      const output = outputFor(host, options);
      const { written, kept } = initConfig(folder);
      for (const file of written) output.text(`wrote ${file}`);
      for (const file of kept) output.text(`kept ${file}, which exists`);
      output.value({ written, kept });
      if (written.length > 0) output.note('next: fill in the connections, then "ledgerlake serve"');
      exit(0);
    });
}
