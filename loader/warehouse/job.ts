import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError, messageOf } from '../../receiver/errors.ts';

/** A task of the job, as far as it runs SQL. */
export interface JobTask {
  readonly key: string;
  readonly dependsOn: readonly string[];
  /** absolute */
  readonly notebookFile: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A job of the bundle: the same file that Databricks deploys decides what the other engines run, and in which order. */
export interface Job {
  readonly name: string;
  /** with their defaults; as on Databricks every parameter is text */
  readonly parameters: Readonly<Record<string, string>>;
  /** every task after those it depends on, otherwise as in the file */
  readonly tasks: readonly JobTask[];
}

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const taskSchema = z.looseObject({
  task_key: z.string(),
  depends_on: z.array(z.looseObject({ task_key: z.string() })).default([]),
  notebook_task: z.looseObject({ notebook_path: z.string(), base_parameters: z.record(z.string(), text).default({}) }),
});
const jobSchema = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), default: text })).default([]),
  tasks: z.array(taskSchema).min(1),
});
const bundleSchema = z.looseObject({ resources: z.looseObject({ jobs: z.record(z.string(), jobSchema) }) });

/**
 * Reads one job of a Databricks bundle file.
 *
 * @param name  key under `resources.jobs`
 * @throws AppError `job_invalid`: unreadable, no such job, a task without notebook, an unknown or circular dependency
 */
export async function readJob(file: string, name = 'ledgerlake'): Promise<Job> {
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch (cause) {
    throw invalid(file, messageOf(cause), cause);
  }
  return parseJob({ file, name, source });
}

/** The part of `readJob` without I/O. `file` gives the folder that notebook paths are relative to. */
export function parseJob(input: { readonly file: string; readonly name: string; readonly source: string }): Job {
  const { file, name } = input;
  let value: unknown;
  try {
    value = parse(input.source);
  } catch (cause) {
    throw invalid(file, messageOf(cause), cause);
  }
  const parsed = bundleSchema.safeParse(value);
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error));
  const { jobs } = parsed.data.resources;
  const job = jobs[name];
  if (job === undefined) throw invalid(file, `it has no job ${name}, only ${Object.keys(jobs).join(', ')}`);
  const tasks = job.tasks.map((task) => ({
    key: task.task_key,
    dependsOn: task.depends_on.map((dependency) => dependency.task_key),
    notebookFile: resolve(dirname(file), task.notebook_task.notebook_path),
    parameters: task.notebook_task.base_parameters,
  }));
  return {
    name,
    parameters: Object.fromEntries(job.parameters.map((parameter) => [parameter.name, parameter.default])),
    tasks: inOrder(file, tasks),
  };
}

/**
 * The tasks that a load needs, in job order.
 *
 * @param keys  task keys, in any order
 * @throws AppError `job_invalid` for a key that the job does not have
 */
export function selectTasks(job: Job, keys: readonly string[]): readonly JobTask[] {
  const known = new Set(job.tasks.map((task) => task.key));
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length > 0) throw invalid(`job ${job.name}`, `it has no task ${unknown.join(', ')}`);
  const wanted = new Set(keys);
  return job.tasks.filter((task) => wanted.has(task.key));
}

/**
 * The values of a task's `:name` markers: the job's parameters win over the task's own, as on Databricks, and
 * `{{job.parameters.x}}` in the task's own is replaced.
 */
export function taskParameters(
  task: JobTask,
  jobParameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const own = Object.entries(task.parameters).map(([name, value]) => [
    name,
    value.replace(/\{\{\s*job\.parameters\.(\w+)\s*\}\}/g, (whole, key: string) => jobParameters[key] ?? whole),
  ]);
  return { ...Object.fromEntries(own), ...jobParameters };
}

function inOrder(file: string, tasks: readonly JobTask[]): readonly JobTask[] {
  const keys = new Set(tasks.map((task) => task.key));
  if (keys.size !== tasks.length) throw invalid(file, 'two tasks have the same task_key');
  for (const task of tasks) {
    const unknown = task.dependsOn.find((key) => !keys.has(key));
    if (unknown !== undefined) throw invalid(file, `task ${task.key} depends on ${unknown}, which is no task`);
  }
  const ordered: JobTask[] = [];
  const done = new Set<string>();
  let waiting = [...tasks];
  while (waiting.length > 0) {
    const next = waiting.find((task) => task.dependsOn.every((key) => done.has(key)));
    if (next === undefined) throw invalid(file, `tasks depend on each other: ${waiting.map((t) => t.key).join(', ')}`);
    ordered.push(next);
    done.add(next.key);
    waiting = waiting.filter((task) => task !== next);
  }
  return ordered;
}

function invalid(file: string, why: string, cause?: unknown): AppError {
  return new AppError('job_invalid', `${file} is not a job that can be run: ${why}`, {
    hint: 'correct the bundle file: tasks need a task_key, a notebook_task and dependencies that exist',
    cause,
  });
}
