import { parentPort, workerData } from 'node:worker_threads';
import type { LandingConfig } from '../../receiver/config/config.ts';
import { AppError, messageOf } from '../../receiver/errors.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { type ConvertedLoad, type ConvertOptions, convertObjects } from './convert.ts';

/** What the thread is given; plain data, since it crosses between threads. */
export interface ConvertJob extends Pick<ConvertOptions, 'manifest' | 'organizationIds' | 'concurrency'> {
  readonly landing: LandingConfig;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly objectsDone: number }
  | { readonly kind: 'done'; readonly converted: ConvertedLoad }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly hint: string;
      readonly retryable: boolean;
    };

/** A message per object would cost more than the object. */
const PROGRESS_EVERY_MS = 100;

async function run({ landing, ...job }: ConvertJob): Promise<WorkerMessage> {
  let toldAt = 0;
  try {
    const store = await openLandingStore(landing);
    try {
      const onProgress = (objectsDone: number): void => {
        const isLast = objectsDone === job.manifest.objects.length;
        if (!isLast && performance.now() - toldAt < PROGRESS_EVERY_MS) return;
        toldAt = performance.now();
        post({ kind: 'progress', objectsDone });
      };
      return { kind: 'done', converted: await convertObjects({ ...job, store, onProgress }) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message, hint, retryable } = error;
      return { kind: 'failed', code, message, hint, retryable };
    }
    const hint = 'this is a defect: report it with the load id';
    return { kind: 'failed', code: 'unexpected_error', message: messageOf(error), hint, retryable: false };
  }
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message, []);
}

// Imported for its types too; only the thread itself has a port.
if (parentPort !== null) post(await run(workerData as ConvertJob));
