import { describe, expect, test } from 'vitest';
import { openContext } from '../../loader/context.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import { NOON, textSink } from '../support/loader-context.ts';
import { memoryStore } from '../support/memory-store.ts';
import { testConfig } from '../support/receiver-config.ts';
import { tempDir } from '../support/temp-dir.ts';

describe("the loader keeps to the landing store's clock", () => {
  test.each([
    [10_001, 10_001, /CLOCK IS 10\.0 s behind the landing store's/],
    [-120_000, -120_000, /CLOCK IS 120\.0 s ahead of the landing store's/],
    [9_000, 9_000, /^$/],
    [1_000, 0, /^$/],
  ])('%i ms off: %i ms corrected', async (skewMs, correctedMs, warning) => {
    const store = memoryStore();
    store.clock = () => new Date(NOON.getTime() + skewMs);
    const sink = textSink();
    const context = await openContext({
      config: { ...testConfig(), landing: { kind: 'folder', path: tempDir() } },
      output: createOutput({ stdout: sink, stderr: sink, json: false, quiet: false, verbose: false }),
      signal: new AbortController().signal,
      seams: { clock: () => NOON, store: () => store },
    });
    expect(context.clock().getTime() - NOON.getTime()).toBe(correctedMs);
    expect(context.skewMs()).toBe(skewMs);
    expect(sink.text()).toMatch(warning);
    await context.close();
  });
});
