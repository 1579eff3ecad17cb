import { parseArgs } from 'node:util';
import { PLANTS } from './plants.ts';
import { runFaults, seedFromEnvironment } from './run.ts';

const USAGE = `usage: npm run test:faults -- [--seconds N] [--seed N] [--plant ${PLANTS.join('|')}]`;

function options() {
  const { values } = parseArgs({
    options: { seconds: { type: 'string' }, seed: { type: 'string' }, plant: { type: 'string' } },
  });
  const seconds = Number(values.seconds ?? 20);
  const seed = values.seed === undefined ? seedFromEnvironment() : Number(values.seed);
  const plant = PLANTS.find((known) => known === values.plant);
  if (!(seconds > 0) || !Number.isInteger(seed)) throw new Error('--seconds and --seed take numbers');
  if (values.plant !== undefined && plant === undefined) throw new Error(`no plant is named ${values.plant}`);
  return { seconds, seed, plant };
}

async function main(): Promise<number> {
  let chosen: ReturnType<typeof options>;
  try {
    chosen = options();
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}\nhint: ${USAGE}`);
    return 2;
  }
  console.log(`seed ${chosen.seed}, ${chosen.seconds} s, plant ${chosen.plant ?? 'none'}`);
  const { violations, ...counts } = await runFaults({ ...chosen, moreSeconds: chosen.plant === undefined ? 60 : 0 });
  console.log(JSON.stringify(counts));
  for (const violation of violations.slice(0, 20)) console.log(`violated: ${violation}`);
  if (violations.length > 20) console.log(`… and ${violations.length - 20} more`);
  const proved = counts.kills >= 2 && (counts.answers['202'] ?? 0) >= 20;
  if (!proved) console.log('inconclusive: too few kills or acknowledgements; run it longer');
  const kept = violations.length === 0 && proved;
  console.log(kept ? 'kept: everything acknowledged is there, once' : `FAILED: ${violations.length} violations`);
  return kept ? 0 : 1;
}

process.exitCode = await main();
