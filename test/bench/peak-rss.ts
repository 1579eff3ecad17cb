import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded by `--import` before the program that is measured, which knows nothing of it.
const file = process.env['BENCH_PEAK_RSS_FILE'];
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const peakRssBytes = (highWaterKb() ?? maxRSS) * 1024;
    writeFileSync(file, JSON.stringify({ peakRssBytes, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
  });
}

/** Of this program alone; `maxRSS` counts on Linux what the process was before it became this program. */
function highWaterKb(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return kb === undefined ? undefined : Number(kb);
}
