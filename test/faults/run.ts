import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from './judge.ts';
import type { Plant } from './plants.ts';
import { ReceiverProcess } from './processes.ts';
import { chanceFrom } from './random.ts';
import { sendLoad } from './sender.ts';

export interface FaultOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly plant?: Plant | undefined;
  /** time between two kills, from and to */
  readonly killEveryMs?: readonly [number, number];
}

export interface FaultReport {
  readonly seed: number;
  readonly kills: number;
  readonly deliveries: { readonly zoho: number; readonly hints: number; readonly doubled: number };
  readonly answers: Readonly<Record<string, number>>;
  readonly unanswered: number;
  /** a sentence per broken promise */
  readonly violations: readonly string[];
}

/**
 * Two receivers on one folder, each killed at random under load with retries; then what was acknowledged is compared with
 * what is there. Kills alone find no missing fsync (the page cache survives them): this is about order, not about power cuts.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const base = await mkdtemp(join(tmpdir(), 'ledgerlake-faults-'));
  const root = join(base, 'landing');
  const chance = chanceFrom(options.seed);
  const receivers = [0, 1].map(() => new ReceiverProcess({ root, plant: options.plant }));
  try {
    await Promise.all(receivers.map((receiver) => receiver.start()));
    const until = AbortSignal.timeout(options.seconds * 1000);
    const loaded = sendLoad({ receivers, chance, workers: 16, until, patienceMs: 15_000 });
    await killAtRandom(receivers, { chance, until, everyMs: options.killEveryMs ?? [150, 750] });
    const { deliveries, unanswered } = await loaded;
    await Promise.all(receivers.map((receiver) => receiver.stop()));
    const zoho = deliveries.filter(({ kind }) => kind === 'zoho').length;
    const doubled = deliveries.filter(({ copies }) => copies > 1).length;
    return {
      seed: options.seed,
      kills: receivers.reduce((sum, { kills }) => sum + kills, 0),
      deliveries: { zoho, hints: deliveries.length - zoho, doubled },
      answers: countBy(deliveries.flatMap(({ answers }) => answers)),
      unanswered,
      violations: await judge(root, deliveries),
    };
  } finally {
    for (const receiver of receivers) receiver.destroy();
    await rm(base, { recursive: true, force: true });
  }
}

async function killAtRandom(
  receivers: readonly ReceiverProcess[],
  options: { chance: ReturnType<typeof chanceFrom>; until: AbortSignal; everyMs: readonly [number, number] },
): Promise<void> {
  const restarts: Promise<void>[] = [];
  while (!options.until.aborted) {
    await sleep(options.chance.between(...options.everyMs));
    const up = receivers.filter(({ port }) => port !== undefined);
    // mostly one stays up, so that there is something to lose; now and then both are down
    if (up.length < receivers.length && !options.chance.happens(0.25)) continue;
    const victim = up[options.chance.between(0, up.length - 1)];
    if (victim !== undefined) restarts.push(victim.killAndRestart());
  }
  await Promise.all(restarts);
}

function countBy(values: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** `SEED` from the environment, or any. */
export function seedFromEnvironment(): number {
  const given = Number(process.env['SEED'] ?? Number.NaN);
  return Number.isInteger(given) ? given : Math.floor(Math.random() * 2 ** 31);
}
