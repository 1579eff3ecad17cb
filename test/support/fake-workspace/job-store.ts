import { invalid } from './http.ts';
import type { Ids } from './ids.ts';
import { isObject, type JsonObject, objectsIn, textIn, textsIn } from './json.ts';

export interface StoredJob {
  readonly id: bigint;
  /** as sent */
  settings: JsonObject;
  readonly creator: string;
  readonly createdAt: number;
}

/** A task as far as runs need it. */
export interface TaskSettings {
  readonly key: string;
  readonly dependsOn: readonly string[];
  readonly runIf: string;
  /** undefined for a task that is no notebook */
  readonly notebookPath: string | undefined;
  readonly baseParameters: Readonly<Record<string, string>>;
  readonly warehouseId: string | undefined;
  readonly maxRetries: number;
  /** as sent */
  readonly body: JsonObject;
}

/** Jobs as they were sent. */
export class JobStore {
  readonly #jobs = new Map<string, StoredJob>();
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  all(): readonly StoredJob[] {
    return [...this.#jobs.values()];
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** @throws ApiError 400, as the service answers for a job that is not there */
  get(id: bigint | number | string): StoredJob {
    const found = this.#jobs.get(String(id));
    if (found === undefined) throw invalid(`Job ${id} does not exist.`);
    return found;
  }

  create(settings: JsonObject, creator: string): StoredJob {
    checkTasks(settings);
    const job = { id: this.#ids.next(), settings, creator, createdAt: Date.now() };
    this.#jobs.set(String(job.id), job);
    return job;
  }

  replace(id: bigint, settings: JsonObject): void {
    const job = this.get(id);
    checkTasks(settings);
    job.settings = settings;
  }

  remove(id: bigint): void {
    this.#jobs.delete(String(this.get(id).id));
  }
}

export function tasksOf(settings: JsonObject): readonly TaskSettings[] {
  return objectsIn(settings['tasks']).map((body) => {
    const notebook = body['notebook_task'];
    return {
      key: textIn(body, 'task_key') ?? '',
      dependsOn: objectsIn(body['depends_on']).map((dependency) => textIn(dependency, 'task_key') ?? ''),
      runIf: textIn(body, 'run_if') ?? 'ALL_SUCCESS',
      notebookPath: isObject(notebook) ? textIn(notebook, 'notebook_path') : undefined,
      baseParameters: isObject(notebook) ? textsIn(notebook, 'base_parameters') : {},
      warehouseId: isObject(notebook) ? textIn(notebook, 'warehouse_id') : undefined,
      maxRetries: typeof body['max_retries'] === 'number' ? body['max_retries'] : 0,
      body,
    };
  });
}

/** The job's parameters with their defaults. */
export function parametersOf(settings: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objectsIn(settings['parameters']).map((parameter) => [
      textIn(parameter, 'name') ?? '',
      textIn(parameter, 'default') ?? '',
    ]),
  );
}

/** Tasks with each one after those it depends on. @throws ApiError 400 for a dependency that is unknown or circular */
export function inOrder(tasks: readonly TaskSettings[]): readonly TaskSettings[] {
  const keys = new Set(tasks.map((task) => task.key));
  if (keys.size !== tasks.length) throw invalid('Task keys must be unique');
  for (const { key, dependsOn } of tasks) {
    const unknown = dependsOn.find((name) => !keys.has(name));
    if (unknown !== undefined) throw invalid(`Task ${key} depends on ${unknown}, which does not exist`);
  }
  const ordered: TaskSettings[] = [];
  const done = new Set<string>();
  while (ordered.length < tasks.length) {
    const next = tasks.find((task) => !done.has(task.key) && task.dependsOn.every((name) => done.has(name)));
    if (next === undefined) throw invalid('Task dependencies form a cycle');
    ordered.push(next);
    done.add(next.key);
  }
  return ordered;
}

function checkTasks(settings: JsonObject): void {
  for (const task of inOrder(tasksOf(settings))) {
    if (!/^[\w-]{1,100}$/.test(task.key)) throw invalid(`Invalid task key ${JSON.stringify(task.key)}`);
    if (task.notebookPath?.startsWith('/') === false)
      throw invalid(`Notebook path ${task.notebookPath} is not absolute`);
  }
}
