import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';

/** One bar; `done` and `total` may both grow. */
export interface Progress {
  update(done: number, total: number, text?: string): void;
  stop(): void;
}

/** Starts a bar on a terminal; elsewhere nothing is ever printed. The bar is removed when it stops. */
export function startProgress(
  label: string,
  options: { readonly stream: Writable; readonly visible: boolean },
): Progress {
  if (!options.visible) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} {text}`,
      stream: options.stream,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_grey,
  );
  let started = false;
  return {
    update(done, total, text = '') {
      if (!started) bar.start(total, done, { text });
      started = true;
      bar.setTotal(total);
      bar.update(done, { text });
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
