import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SqlParameters } from '../../loader/warehouse/sql-engine.ts';
import type { SqlValue } from '../../loader/warehouse/warehouse.ts';
import { sparkJars } from './spark-jars.ts';

interface Answer {
  readonly ok: boolean;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly error?: string;
}

/** A running Spark: one session, one statement after the other. */
export interface SparkSession {
  readonly version: string;
  /** One statement, unchanged. @throws Error with Spark's text, which begins with its error condition in brackets */
  run(sql: string, parameters?: SqlParameters): Promise<Answer>;
  /** Ends the process and removes its folder. */
  close(): Promise<void>;
}

/** What Spark needs from Java 17, as in its own launcher. */
const OPENS = [
  'java.lang',
  'java.lang.invoke',
  'java.lang.reflect',
  'java.io',
  'java.net',
  'java.nio',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'jdk.internal.ref',
  'sun.nio.ch',
  'sun.nio.cs',
  'sun.security.action',
  'sun.util.calendar',
].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);

const JVM = [
  '-Xmx3g',
  '-Xss4m',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-XX:+IgnoreUnrecognizedVMOptions',
  '--add-modules=jdk.incubator.vector',
  '-Djdk.reflect.useDirectMethodHandle=false',
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Duser.timezone=UTC',
];

/** Starts Spark in a process of its own; fetches its jars first when they are missing. */
export async function startSpark(): Promise<SparkSession> {
  const jars = sparkJars();
  const work = mkdtempSync(join(tmpdir(), 'ledgerlake-spark-'));
  const runner = join(dirname(fileURLToPath(import.meta.url)), 'SparkRunner.java');
  const child = spawn('java', [...JVM, ...OPENS, '-cp', join(jars, '*'), runner, work], { stdio: 'pipe' });
  const complaints = lastLines(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readAnswer = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`Spark ended unexpectedly: ${complaints()}`);
    return JSON.parse(line.value);
  };
  const hello = (await readAnswer()) as { readonly version: string };
  let queue: Promise<unknown> = Promise.resolve();
  let id = 0;
  return {
    version: hello.version,
    run(sql, parameters = {}) {
      const answer = queue.then(async () => {
        id += 1;
        child.stdin.write(`${JSON.stringify({ id, sql, args: parameters })}\n`);
        const got = (await readAnswer()) as Answer;
        if (!got.ok) throw new Error(got.error);
        return got;
      });
      queue = answer.catch(() => undefined);
      return answer;
    },
    async close() {
      await queue;
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
      rmSync(work, { recursive: true, force: true });
    },
  };
}

function lastLines(child: ChildProcessWithoutNullStreams): () => string {
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-4000);
  });
  return () => tail;
}
