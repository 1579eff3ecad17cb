import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';

/** Texts of files by their path from the project's root, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** A mapping of a YAML file. */
export type Section = Readonly<Record<string, unknown>>;

/** A task of a job that runs a notebook. */
export interface NotebookTask {
  readonly job: string;
  readonly key: string;
  readonly dependsOn: readonly string[];
  readonly notebook: string;
  /** the notebook's path from the project's root */
  readonly file: string;
  /** names that the task itself gives to its notebook */
  readonly parameters: readonly string[];
  readonly settings: Section;
}

/** The bundle as the CLI would read it, as far as the rules look at it. */
export interface Bundle {
  readonly files: Files;
  readonly root: Section;
  /** every YAML file of the bundle, `databricks.yml` first */
  readonly yaml: readonly { readonly path: string; readonly content: Section }[];
  /** type -> key -> settings, from all files; what targets change is not in it */
  readonly resources: Readonly<Record<string, Readonly<Record<string, Section>>>>;
  readonly variables: Readonly<Record<string, Section>>;
  readonly targets: Readonly<Record<string, Section>>;
  readonly tasks: readonly NotebookTask[];
  /** what `sync` lets through, from the files that are there */
  readonly uploaded: readonly string[];
}

/** The files that a deployment looks at: `databricks.yml`, `bundle/`, `notebooks/`. */
export function bundleFiles(root: string): Map<string, string> {
  const paths = ['databricks.yml', ...['bundle', 'notebooks'].flatMap((folder) => filesOf(root, folder))];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export function readBundle(files: Files): Bundle {
  const root = section(parse(files.get('databricks.yml') ?? '{}'));
  const included = [...files.keys()].filter((path) =>
    texts(root['include']).some((glob) => posix.matchesGlob(path, glob)),
  );
  const yaml = [
    { path: 'databricks.yml', content: root },
    ...included.map((path) => ({ path, content: section(parse(files.get(path) ?? '{}')) })),
  ];
  const resources: Record<string, Record<string, Section>> = {};
  const tasks: NotebookTask[] = [];
  for (const { path, content } of yaml) {
    for (const [type, all] of Object.entries(section(content['resources']))) {
      for (const [key, settings] of Object.entries(section(all))) {
        (resources[type] ??= {})[key] = section(settings);
        if (type === 'jobs') tasks.push(...tasksOf(path, key, section(settings)));
      }
    }
  }
  return {
    files,
    root,
    yaml,
    resources,
    variables: sections(Object.assign({}, ...yaml.map(({ content }) => section(content['variables'])))),
    targets: sections(section(root['targets'])),
    tasks,
    uploaded: uploadedOf(files, section(root['sync'])),
  };
}

/** Every text, number and flag in a YAML value, as text, with its path (`resources.jobs.x.tasks.0.task_key`). */
export function textsIn(value: unknown, path = ''): readonly { readonly path: string; readonly text: string }[] {
  if (['string', 'number', 'boolean'].includes(typeof value)) return [{ path, text: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, path === '' ? key : `${path}.${key}`));
}

export function section(value: unknown): Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Section) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** '' for what is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function texts(value: unknown): readonly string[] {
  return list(value).map(String);
}

function sections(value: Section): Readonly<Record<string, Section>> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, section(inner)]));
}

function tasksOf(path: string, job: string, settings: Section): readonly NotebookTask[] {
  return list(settings['tasks']).map((value) => {
    const task = section(value);
    const notebookTask = section(task['notebook_task']);
    const notebook = textOf(notebookTask['notebook_path']);
    return {
      job,
      key: String(task['task_key']),
      dependsOn: list(task['depends_on']).map((on) => String(section(on)['task_key'])),
      notebook,
      file: posix.join(posix.dirname(path), notebook),
      parameters: Object.keys(section(notebookTask['base_parameters'])),
      settings: task,
    };
  });
}

function uploadedOf(files: Files, sync: Section): readonly string[] {
  const excluded = texts(sync['exclude']);
  return [...files.keys()].filter(
    (path) =>
      texts(sync['paths']).some((folder) => path.startsWith(`${folder}/`)) &&
      !excluded.some((glob) => posix.matchesGlob(path, glob)),
  );
}

function filesOf(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      posix.join(entry.parentPath.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''), entry.name),
    )
    .sort();
}
