import { Worker } from 'node:worker_threads';
import type { ConnectionConfig, LandingConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { ConvertRequest } from '../load/convert.ts';
import { type ConvertedLoad, convertObjects } from './convert.ts';
import type { ConvertJob, WorkerMessage } from './worker.ts';

/** Reads in flight on a local disk, where more only cost CPU. */
const FOLDER_READS = 8;
/** Reads in flight on object storage, where latency rules. */
const S3_READS = 32;

/** Of the thread's heap: how much garbage piles up before it is swept. No limit to what a load may need. */
const YOUNG_GENERATION_MB = 12;

/** Converts on the calling thread: for tests, and where a pause of some 100 ms hurts nobody. */
export async function convertInProcess(request: ConvertRequest): Promise<ConvertedLoad> {
  const { landing, manifest, connections, onProgress } = request;
  return await convertObjects({
    store: landing,
    manifest,
    organizationIds: organizationIdsOf(connections),
    concurrency: FOLDER_READS,
    onProgress: (objectsDone) => onProgress?.({ objectsDone, objectsTotal: manifest.objects.length }),
  });
}

/**
 * Converts in a worker thread, which opens the landing zone itself: compression and parsing never stop the calling thread.
 * Of the configuration it gets the landing zone and the organizations' ids, no secrets.
 *
 * @throws AppError what `convertObjects` throws, with code, hint and retryable kept; `convert_worker_died`
 */
export function convertInWorker(landing: LandingConfig): (request: ConvertRequest) => Promise<ConvertedLoad> {
  return async ({ manifest, connections, onProgress }) => {
    const job: ConvertJob = {
      landing,
      manifest,
      organizationIds: organizationIdsOf(connections),
      concurrency: landing.kind === 'folder' ? FOLDER_READS : S3_READS,
    };
    return await runWorker(job, (objectsDone) => onProgress?.({ objectsDone, objectsTotal: manifest.objects.length }));
  };
}

function organizationIdsOf(
  connections: Readonly<Record<string, ConnectionConfig>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(connections).map(([name, connection]) => [name, [connection.organizationId]]),
  );
}

async function runWorker(job: ConvertJob, onProgress: (objectsDone: number) => void): Promise<ConvertedLoad> {
  // The file beside this one: .ts when run from source, .js from dist.
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = new Worker(new URL(`./worker${extension}`, import.meta.url), {
    workerData: job,
    // what is short-lived here is large: with V8's own bound the thread leaves 100 MB behind that nothing else can use
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  try {
    return await new Promise<ConvertedLoad>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') onProgress(message.objectsDone);
        else if (message.kind === 'done') resolve(message.converted);
        else reject(new AppError(message.code, message.message, message));
      });
      worker.on('error', (cause) => reject(died(cause.message, cause)));
      worker.on('exit', (exitCode) => reject(died(`exit code ${exitCode}`)));
    });
  } finally {
    await worker.terminate();
  }
}

function died(why: string, cause?: unknown): AppError {
  return new AppError('convert_worker_died', `the thread that writes Parquet died: ${why}`, {
    hint: 'give the process more memory, or lower loader.max_load_bytes',
    retryable: true,
    cause,
  });
}
