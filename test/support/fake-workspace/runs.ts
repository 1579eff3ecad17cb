import { executeTasks } from './execute-run.ts';
import type { Executor } from './executor.ts';
import type { Faults, RunFault } from './faults.ts';
import { invalid } from './http.ts';
import type { Ids } from './ids.ts';
import { inOrder, parametersOf, type StoredJob, tasksOf } from './job-store.ts';
import { isObject, textIn } from './json.ts';
import { isOver, type Run, type RunResult, type TaskRun } from './run-state.ts';
import type { WorkspaceTree } from './tree.ts';
import type { Volumes } from './volumes.ts';

export interface RunsOptions {
  readonly ids: Ids;
  readonly tree: WorkspaceTree;
  readonly volumes: Volumes;
  readonly executor: Executor;
  readonly faults: Faults;
  readonly catalogs: () => readonly string[];
}

export interface StartRun {
  readonly job: StoredJob;
  readonly parameters: Readonly<Record<string, string>>;
  /** task keys; undefined: all */
  readonly only: readonly string[] | undefined;
  readonly token: string | undefined;
  /** what the call says about queueing; undefined: the job decides */
  readonly queue: boolean | undefined;
  readonly creator: string;
}

/** Runs of jobs: at most `max_concurrent_runs` at a time each, the others queue or are skipped. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #byToken = new Map<string, Run>();
  readonly #active = new Map<string, number>();
  readonly #waiting: { readonly run: Run; readonly resolve: () => void }[] = [];
  readonly #options: RunsOptions;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** In the order started. */
  all(): readonly Run[] {
    return [...this.#runs.values()];
  }

  /** @throws ApiError 400 */
  get(id: string): Run {
    const found = this.#runs.get(id);
    if (found === undefined) throw invalid(`Run ${id} does not exist.`);
    return found;
  }

  /** The run and the task that a task run's id belongs to. */
  ofTask(id: string): { readonly run: Run; readonly task: TaskRun } | undefined {
    for (const run of this.#runs.values()) {
      const task = run.tasks.find((one) => String(one.id) === id);
      if (task !== undefined) return { run, task };
    }
    return undefined;
  }

  /** Starts a run; the same token on the same job gives the same run. @throws ApiError 400 */
  start(start: StartRun): Run {
    const key = start.token === undefined ? undefined : `${start.job.id}/${start.token}`;
    const known = key === undefined ? undefined : this.#byToken.get(key);
    if (known !== undefined) return known;
    const { promise, resolve } = Promise.withResolvers<void>();
    const run = this.#newRun(start, promise);
    this.#runs.set(String(run.id), run);
    if (key !== undefined) this.#byToken.set(key, run);
    const { settings } = start.job;
    const queue = settings['queue'];
    const queues = start.queue ?? (isObject(queue) && queue['enabled'] === true);
    if (this.#hasPlace(run)) void this.#occupy(run).finally(resolve);
    else if (queues) {
      run.life = 'QUEUED';
      this.#waiting.push({ run, resolve });
    } else {
      end(run, 'SKIPPED', undefined, 'A previous run of the same job was still active and queueing is off.');
      resolve();
    }
    return run;
  }

  cancel(run: Run): void {
    if (isOver(run)) return;
    run.cancel.abort();
    if (run.life === 'QUEUED') end(run, 'TERMINATED', 'CANCELED', 'Run cancelled.');
    else run.life = 'TERMINATING';
    this.#wake();
  }

  /** When nothing runs or waits any more; a held run counts. */
  async idle(): Promise<void> {
    await Promise.all(this.all().map((run) => run.done));
  }

  #newRun({ job, parameters, only, token, creator }: StartRun, done: Promise<void>): Run {
    const { settings } = job;
    const defaults = parametersOf(settings);
    const undeclared = Object.keys(parameters).find((name) => !(name in defaults));
    if (undeclared !== undefined) throw invalid(`Job parameter ${undeclared} is not defined on job ${job.id}`);
    const tasks = inOrder(tasksOf(settings));
    const unknown = only?.find((key) => !tasks.some((task) => task.key === key));
    if (unknown !== undefined) throw invalid(`Task ${unknown} in 'only' does not exist in job ${job.id}`);
    const chosen = tasks.filter((task) => only?.includes(task.key) ?? true);
    const now = Date.now();
    return {
      id: this.#options.ids.next(),
      jobId: job.id,
      name: textIn(settings, 'name') ?? '',
      creator,
      token,
      parameters: { ...defaults, ...parameters },
      defaults,
      settings,
      tasks: chosen.map((task) => ({
        id: this.#options.ids.next(),
        task,
        attempt: 0,
        parameters: {},
        life: 'PENDING' as const,
        message: '',
        startedAt: now,
        endedAt: 0,
      })),
      cancel: new AbortController(),
      startedAt: now,
      endedAt: 0,
      done,
      life: 'PENDING',
      message: '',
    };
  }

  #hasPlace(run: Run): boolean {
    const max = run.settings['max_concurrent_runs'];
    return (this.#active.get(String(run.jobId)) ?? 0) < (typeof max === 'number' ? max : 1);
  }

  async #occupy(run: Run): Promise<void> {
    const job = String(run.jobId);
    this.#active.set(job, (this.#active.get(job) ?? 0) + 1);
    try {
      await this.#execute(run);
    } catch (error) {
      end(run, 'INTERNAL_ERROR', 'FAILED', `the fake workspace failed: ${String(error)}`);
    } finally {
      this.#active.set(job, (this.#active.get(job) ?? 1) - 1);
      this.#wake();
    }
  }

  async #execute(run: Run): Promise<void> {
    const { fault, held, when } = this.#options.faults.forRun(run);
    if (fault?.outcome === 'SKIPPED') return end(run, 'SKIPPED', undefined, fault.message ?? 'Run was skipped.');
    run.life = 'RUNNING';
    const cancelled = new Promise<void>((resolve) => {
      run.cancel.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    if (when === 'before') await Promise.race([held, cancelled]);
    const isDone = fault === undefined || fault.workDone === true || fault.outcome === 'SUCCESS_WITH_FAILURES';
    const fails = fault?.outcome === 'FAILED' && !isDone ? (fault.task ?? run.tasks[0]?.task.key) : undefined;
    if (isDone || fails !== undefined) {
      await executeTasks(run, {
        ...this.#options,
        failing: fails === undefined ? undefined : { key: fails, message: fault?.message },
      });
    }
    if (when === 'after') await Promise.race([held, cancelled]);
    if (run.cancel.signal.aborted) end(run, 'TERMINATED', 'CANCELED', 'Run cancelled.');
    else if (fault !== undefined && fails === undefined) forced(run, fault);
    else end(run, 'TERMINATED', ...resultOf(run));
  }

  #wake(): void {
    for (const next of this.#waiting.splice(0)) {
      if (isOver(next.run)) next.resolve();
      else if (this.#hasPlace(next.run)) void this.#occupy(next.run).finally(next.resolve);
      else this.#waiting.push(next);
    }
  }
}

/** A run that ends as a fault says. */
function forced(run: Run, { outcome, message, workDone }: RunFault): void {
  const text = message ?? `Run ended ${outcome}.`;
  if (outcome === 'INTERNAL_ERROR') return end(run, 'INTERNAL_ERROR', 'FAILED', text);
  const last = run.tasks.at(-1);
  if (outcome === 'FAILED' && workDone === true && last !== undefined) {
    Object.assign(last, { life: 'TERMINATED', result: 'FAILED', message: text, error: text });
  }
  end(run, 'TERMINATED', outcome === 'SKIPPED' ? undefined : outcome, text);
}

/** As the service decides: by the tasks that no other one waits for. */
function resultOf(run: Run): [RunResult, string] {
  const awaited = new Set(run.tasks.flatMap(({ task }) => task.dependsOn));
  const failed = run.tasks.find((task) => task.result === 'FAILED');
  if (failed === undefined) return ['SUCCESS', ''];
  const message = `Task ${failed.task.key} failed with message: ${failed.message} This caused all downstream tasks to get skipped.`;
  const leaves = run.tasks.filter(({ task }) => !awaited.has(task.key));
  const lost = leaves.some((leaf) => leaf.result === 'FAILED' || leaf.result === 'UPSTREAM_FAILED');
  return [lost ? 'FAILED' : 'SUCCESS_WITH_FAILURES', message];
}

function end(run: Run, life: Run['life'], result: RunResult | undefined, message: string): void {
  run.life = life;
  if (result !== undefined) run.result = result;
  run.message = message;
  run.endedAt = Date.now();
  for (const task of run.tasks.filter((one) => !isOver(one))) {
    task.life = life === 'INTERNAL_ERROR' || life === 'SKIPPED' ? life : 'TERMINATED';
    if (result !== undefined) task.result = result === 'SUCCESS_WITH_FAILURES' ? 'SUCCESS' : result;
    task.message = message;
    task.endedAt = run.endedAt;
  }
}
