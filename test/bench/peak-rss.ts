import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded by `--import` before the program that is measured, which knows nothing of it.
const file = process.env['BENCH_PEAK_RSS_FILE'];
if (isMainThread && file !== undefined) {
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
