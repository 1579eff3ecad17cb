import { lazyWarehouse } from '../context.ts';
import { checkConnection } from '../doctor/check-connection.ts';
import { checkPlace } from '../doctor/check-place.ts';
import { connectionStatuses } from '../doctor/connection-status.ts';
import type { Finding } from '../doctor/finding.ts';
import { listArrivals } from '../plan/arrivals.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { connectionNamed } from './connections.ts';

interface Options extends CommonOptions {
  /** commander's form of `--no-ask` */
  readonly ask: boolean;
}

export function addDoctorCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('doctor'))
    .description('say what is wrong, and what mends it')
    .argument('[connection]', 'of the configuration; all of them when left out')
    .option('--no-ask', 'do not ask the source APIs')
    .action(async (name: string | undefined, options: Options) => {
      exit(
        await inContext(host, options, async (context) => {
          const connections =
            name === undefined ? Object.values(context.config.connections) : [connectionNamed(context.config, name)];
          const warehouse = lazyWarehouse(context.openWarehouse);
          try {
            const statuses = await connectionStatuses(context, await listArrivals(context.store, context.clock()));
            const findings = [...(await checkPlace(context, warehouse.get))];
            for (const connection of connections) {
              const status = statuses.find((one) => one.connection === connection.name);
              if (status === undefined) continue;
              findings.push(...(await checkConnection(context, { connection, status, ask: options.ask })));
            }
            for (const finding of findings) context.output.text(findingText(finding));
            context.output.value(findings);
            return findings.every(({ state }) => state === 'ok') ? 0 : 3;
          } finally {
            await warehouse.close();
          }
        }),
      );
    });
}

const MARKS = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

function findingText({ connection, check, state, text, remedy }: Finding): string {
  const what = `${MARKS[state]}  ${connection === null ? '' : `${connection}: `}${check}: ${text}`;
  return remedy === null ? what : `${what}\n         -> ${remedy}`;
}
