import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { currentLoad, describeMachine } from './machine.ts';
import { killAll } from './processes.ts';
import { judgeWidth, type WidthResult, widthText } from './width-report.ts';
import { openWorld, type WidthRun, type World } from './width-world.ts';

interface Options {
  readonly sizes: readonly [number, number, number];
  readonly news: number;
  readonly rounds: number;
  readonly dir: string;
  readonly json?: boolean;
}

const program = new Command('npm run bench:width --')
  .description(
    'measures how the loader grows with what is there already: peak memory, and the time of new documents; exit code 1 when a limit does not hold',
  )
  .option(
    '--sizes <counts>',
    'documents of the small, the middle and the large warehouse',
    parseSizes,
    [10_000, 100_000, 1_000_000],
  )
  .option('--news <count>', 'new documents of a round, webhooks of one document each', parseCount, 1_000)
  .option('--rounds <count>', 'rounds of new documents, small and large in turns', parseCount, 3)
  .option('--dir <folder>', 'folder on the file system to measure', tmpdir())
  .option('--json', 'one JSON value on stdout, the table on stderr')
  .parse();
const options = program.opts<Options>();

const folder = mkdtempSync(join(resolve(options.dir), 'ledgerlake-width-'));
const cleanUp = (): void => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanUp();
    process.exit(130);
  });
}
try {
  const result = await measure(options);
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  (options.json === true ? process.stderr : process.stdout).write(widthText(result));
  process.exitCode = result.limits.every(({ holds }) => holds) ? 0 : 1;
} finally {
  cleanUp();
}

async function measure({ sizes, news, rounds }: Options): Promise<WidthResult> {
  const note = (text: string): unknown => process.stderr.write(`${text}\n`);
  const startedMs = performance.now();
  const machine = describeMachine(folder);
  const worlds: World[] = [];
  for (const documents of sizes) {
    worlds.push(await openWorld({ folder: join(folder, String(documents)), documents, note }));
  }
  const added: WidthRun[][] = worlds.map(() => []);
  for (let round = 1; round <= rounds; round += 1) {
    note(`${news} new documents into each, round ${round} of ${rounds}`);
    for (const [index, world] of worlds.entries()) added[index]?.push(await world.addNews(news));
  }
  const warehouses = worlds.map(({ documents, backfill }, index) => ({
    documents,
    backfill,
    news: added[index] ?? [],
  }));
  return {
    v: 1,
    at: new Date().toISOString(),
    machine,
    load_average_after: currentLoad(),
    seconds: Math.round((performance.now() - startedMs) / 1000),
    new_documents: news,
    warehouses,
    limits: judgeWidth(warehouses),
  };
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('give a whole number from 1 on.');
}

function parseSizes(text: string): readonly number[] {
  const sizes = text.split(',').map(parseCount);
  const ascend = sizes.every((size, i) => size > (sizes[i - 1] ?? 0));
  if (sizes.length === 3 && ascend) return sizes;
  throw new InvalidArgumentError('give three ascending numbers, separated by commas.');
}
