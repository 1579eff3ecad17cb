import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { benchLoad, type LoadResult } from './load-bench.ts';
import { currentLoad, describeMachine } from './machine.ts';
import { benchParquet } from './parquet-bench.ts';
import { killAll } from './processes.ts';
import { benchReceiver } from './receiver-bench.ts';
import { type BenchResult, reportText } from './report.ts';

interface Options {
  readonly only?: 'receiver' | 'load' | 'parquet';
  readonly objects: readonly number[];
  readonly dir: string;
  readonly json?: boolean;
}

const program = new Command('npm run bench --')
  .description(
    'measures the receiver, the loader and the Parquet writers, each against something simpler in the same run',
  )
  .addOption(new Option('--only <part>', 'one part alone').choices(['receiver', 'load', 'parquet']))
  .option('--objects <counts>', 'landed objects of the load part', parseCounts, [2_000, 50_000])
  .option('--dir <folder>', 'folder on the file system to measure', tmpdir())
  .option('--json', 'one JSON value on stdout, the tables on stderr')
  .parse();
const options = program.opts<Options>();

const folder = mkdtempSync(join(resolve(options.dir), 'ledgerlake-bench-'));
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
  const text = reportText(result);
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  (options.json === true ? process.stderr : process.stdout).write(text);
} finally {
  cleanUp();
}

async function measure({ only, objects }: Options): Promise<BenchResult> {
  const note = (text: string): unknown => process.stderr.write(`${text}\n`);
  const wants = (part: Options['only']): boolean => only === undefined || only === part;
  const startedMs = performance.now();
  const machine = describeMachine(folder);
  const receiver = wants('receiver') ? await benchReceiver(join(folder, 'receiver'), note) : undefined;
  const load: LoadResult[] = [];
  for (const [index, count] of wants('load') ? objects.entries() : []) {
    load.push(await benchLoad({ folder: join(folder, `load-${index}`), objects: count, note }));
  }
  const parquet = wants('parquet') ? await benchParquet(note) : undefined;
  return {
    v: 1,
    at: new Date().toISOString(),
    machine,
    load_average_after: currentLoad(),
    seconds: Math.round((performance.now() - startedMs) / 1000),
    ...(receiver === undefined ? {} : { receiver }),
    ...(wants('load') ? { load } : {}),
    ...(parquet === undefined ? {} : { parquet }),
  };
}

function parseCounts(text: string): readonly number[] {
  const counts = text.split(',').map(Number);
  const isFine = counts.every((count) => Number.isSafeInteger(count) && count >= 5 && count <= 1_000_000);
  if (!isFine) throw new InvalidArgumentError('give whole numbers from 5 to 1000000, separated by commas.');
  return counts;
}
