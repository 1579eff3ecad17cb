const queues = new Map<string, Promise<unknown>>();

/**
 * Runs work on a file after all earlier work on it in this process: DuckDB locks a file against other processes only, and two
 * instances on one file in one process would damage it.
 */
export async function serialised<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(path) ?? Promise.resolve();
  const result = before.then(work);
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  queues.set(path, settled);
  try {
    return await result;
  } finally {
    if (queues.get(path) === settled) queues.delete(path);
  }
}
