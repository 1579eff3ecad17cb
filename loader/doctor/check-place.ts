import { MAX_CLOCK_SKEW_MS } from '../../receiver/landing/clock.ts';
import { probeLandingStore } from '../../receiver/landing/probe.ts';
import { vaultEntries } from '../../receiver/vault/entries.ts';
import { skewWarning } from '../clock-check.ts';
import type { LoaderContext } from '../context.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Finding, failure, fine, problem, warning } from './finding.ts';

/** What all connections rest on: landing zone, clock, vault, warehouse. Never throws for what it finds. */
export async function checkPlace(
  context: LoaderContext,
  warehouse: () => Promise<Warehouse>,
): Promise<readonly Finding[]> {
  return [
    ...(await looked('landing zone', () => checkLanding(context))),
    ...(await looked('vault', () => checkVault(context))),
    ...(await looked('warehouse', async () => {
      await (await warehouse()).query('select 1 as one');
      return [fine(about('warehouse'), 'answers')];
    })),
  ];
}

async function checkLanding({ store, clock, skewMs }: LoaderContext): Promise<readonly Finding[]> {
  await probeLandingStore(store, { now: clock });
  const usable = fine(about('landing zone'), `${store.description}: creates objects once`);
  return Math.abs(skewMs()) <= MAX_CLOCK_SKEW_MS
    ? [usable]
    : [usable, warning(about('clock'), skewWarning(skewMs()), 'set the clock of this machine right (NTP)')];
}

async function checkVault({ store, config, clock }: LoaderContext): Promise<readonly Finding[]> {
  const keys = config.vault?.keys;
  const entries = await vaultEntries({ store, keys, clock });
  if (keys === undefined) {
    const needed = entries.length > 0;
    return needed
      ? [problem(about('vault'), `${entries.length} sealed entries and no key`, 'set vault.key in the configuration')]
      : [fine(about('vault'), 'not used')];
  }
  const unknown = entries.filter(({ key }) => key === 'unknown').map(({ name }) => name);
  const older = entries.filter(({ key }) => key === 'older').map(({ name }) => name);
  return [
    ...(unknown.length === 0
      ? []
      : [
          problem(
            about('vault'),
            `no key opens ${unknown.join(', ')}`,
            'add the key used before to vault.keys: [new, old]',
          ),
        ]),
    ...(older.length === 0
      ? []
      : [warning(about('vault'), `still sealed with an older key: ${older.join(', ')}`, 'ledgerlake secrets reseal')]),
    ...(unknown.length + older.length > 0 ? [] : [fine(about('vault'), `${entries.length} entries, current key`)]),
  ];
}

function about(check: string): { readonly connection: null; readonly check: string } {
  return { connection: null, check };
}

async function looked(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [failure(about(check), error, 'read the message; run with --verbose for more')];
  }
}
