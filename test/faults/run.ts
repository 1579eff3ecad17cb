import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sent } from './deliveries.ts';
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
  /** how much longer it goes on, at most, where so little has happened that nothing would be proven; default 0 */
  readonly moreSeconds?: number;
}

/** Below this a run proves nothing: a slow machine needs longer for it. */
const LEAST_KILLS = 2;
const LEAST_STORED = 21;

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
    const deliveries: Sent[] = [];
    const isEnough = (): boolean => killsOf(receivers) >= LEAST_KILLS && isTold(deliveries);
    const until = enough(isEnough, options);
    const loaded = sendLoad({ receivers, chance, workers: 16, until, patienceMs: 60_000, deliveries });
    await killAtRandom(receivers, { chance, until, everyMs: options.killEveryMs ?? [150, 750] });
    const unanswered = await loaded;
    await Promise.all(receivers.map((receiver) => receiver.stop()));
    const zoho = deliveries.filter(({ kind }) => kind === 'zoho').length;
    const doubled = deliveries.filter(({ copies }) => copies > 1).length;
    return {
      seed: options.seed,
      kills: killsOf(receivers),
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

/** Aborted when the time is over and enough has happened. */
function enough(isEnough: () => boolean, { seconds, moreSeconds = 0 }: FaultOptions): AbortSignal {
  const over = new AbortController();
  const latestMs = performance.now() + (seconds + moreSeconds) * 1000;
  const look = (): void => {
    if (isEnough() || performance.now() >= latestMs) over.abort();
    else setTimeout(look, 100).unref();
  };
  setTimeout(look, seconds * 1000).unref();
  return over.signal;
}

function killsOf(receivers: readonly ReceiverProcess[]): number {
  return receivers.reduce((sum, { kills }) => sum + kills, 0);
}

/** Whether receivers had something to lose and something to recognise, of both kinds. */
function isTold(deliveries: readonly Sent[]): boolean {
  const answers = deliveries.flatMap(({ answers: got }) => got);
  const stored = answers.filter((status) => status === 202).length;
  return stored >= LEAST_STORED && answers.includes(200) && deliveries.some(({ kind }) => kind === 'hint');
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
