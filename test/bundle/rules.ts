import { posix } from 'node:path';
import { parseNotebook } from '../../loader/warehouse/notebook.ts';
import { tokenise } from '../../loader/warehouse/tokens.ts';
import { type Bundle, list, type NotebookTask, section, textOf, texts, textsIn } from './bundle-files.ts';

/** What the CLI catches late (at deploy, at run) or never, or what this project has decided. One text per finding. */
export type Rule = (bundle: Bundle) => readonly string[];

const PRIVILEGES = (
  'ALL_PRIVILEGES APPLY_TAG CREATE_FUNCTION CREATE_MATERIALIZED_VIEW CREATE_MODEL CREATE_TABLE CREATE_VOLUME EXECUTE ' +
  'MANAGE MODIFY READ_VOLUME REFRESH SELECT USE_SCHEMA WRITE_VOLUME'
).split(' ');

/** Fields of a deployed resource that other resources may refer to beside those that the file gives. */
const COMPUTED = ['id', 'url'];

/** In a host, an id or an address of one workspace, account or person. */
export const IDENTIFYING: readonly (readonly [RegExp, string])[] = [
  [/\bhttps?:\/\//i, 'a URL'],
  [/\b[\w-]+\.(cloud\.databricks\.com|gcp\.databricks\.com|azuredatabricks\.net)\b/i, 'a host'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i, 'an application id'],
  [/\b(?=\w*\d)[0-9a-f]{16}\b/i, 'a warehouse id'],
  [/\b\d{9,}\b/, 'a number that may be an id'],
  [/\b[\w.+-]+@[\w-]+\.[\w.]+\b/, 'an address'],
];

export const RULES: Readonly<Record<string, Rule>> = {
  'tasks depend on tasks of their job': ({ tasks }) =>
    tasks.flatMap((task) =>
      task.dependsOn
        .filter((name) => !tasks.some((other) => other.job === task.job && other.key === name))
        .map((name) => `${task.key} depends on ${name}`),
    ),

  'a task key stands once in its job': ({ tasks }) => twice(tasks.map((task) => `${task.job}.${task.key}`)),

  'job parameters that are used are declared': (bundle) =>
    Object.entries(bundle.resources['jobs'] ?? {}).flatMap(([key, job]) =>
      [...JSON.stringify(job).matchAll(/\{\{\s*job\.parameters\.([^\s}]+)\s*\}\}/g)]
        .map(([, name = '']) => name)
        .filter((name) => !parametersOf(bundle, key).includes(name))
        .map((name) => `job ${key} uses {{job.parameters.${name}}}`),
    ),

  'dynamic values are spelled so that the service resolves them': ({ yaml }) =>
    yaml.flatMap(({ path, content }) =>
      textsIn(content).flatMap(({ text, path: where }) =>
        [...text.matchAll(/\{\{[^}]*\}\}/g)]
          .map(String)
          .filter((value) => !/^\{\{(job|task|tasks|workspace)\.[\w.]+\}\}$/.test(value))
          .map((value) => `${path}: ${where} holds ${value}`),
      ),
    ),

  'every marker of a notebook is a parameter of its job or task': (bundle) =>
    bundle.tasks.flatMap((task) => {
      const known = new Set([...parametersOf(bundle, task.job), ...task.parameters]);
      return markersOf(bundle, task)
        .filter((name) => !known.has(name))
        .map((name) => `${task.file} uses :${name}`);
    }),

  'notebook paths name a notebook that is there, with its extension': ({ tasks, files }) =>
    tasks.filter(({ file }) => !files.has(file)).map(({ key, notebook }) => `${key}: ${notebook}`),

  'notebooks of tasks are uploaded': ({ tasks, files, uploaded }) =>
    tasks.filter(({ file }) => files.has(file) && !uploaded.includes(file)).map(({ key, file }) => `${key}: ${file}`),

  'nothing is uploaded but the notebooks of tasks': ({ tasks, uploaded }) =>
    uploaded.filter((path) => !tasks.some(({ file }) => file === path)),

  'no two uploaded files become the same notebook': ({ uploaded }) =>
    twice(uploaded.map((path) => path.replace(/\.[^./]+$/, ''))),

  'sync names folders that exist, and excludes only what is there': ({ root, files }) => {
    const sync = section(root['sync']);
    const paths = [...files.keys()];
    return [
      ...(texts(sync['paths']).length === 0 ? ['no sync.paths: everything that git knows would be uploaded'] : []),
      ...texts(sync['paths']).filter((folder) => !paths.some((path) => path.startsWith(`${folder}/`))),
      ...texts(sync['exclude']).filter((glob) => !paths.some((path) => posix.matchesGlob(path, glob))),
    ];
  },

  'notebooks start with their header; no file has a BOM or CRLF': ({ files, tasks }) =>
    [...files].flatMap(([path, text]) => {
      const isNotebook = tasks.some(({ file }) => file === path);
      return [
        ...(text.startsWith('\uFEFF') ? [`${path}: BOM`] : []),
        ...(text.includes('\r') ? [`${path}: CR`] : []),
        ...(isNotebook && !/^\uFEFF?-- Databricks notebook source\r?\n/.test(text) ? [`${path}: no header`] : []),
      ];
    }),

  'references to resources lead somewhere': ({ yaml, resources }) =>
    references(yaml, /\$\{resources\.(\w+)\.(\w+)\.([\w.]+)\}/g)
      .filter(({ groups: [type = '', key = '', field = ''] }) => {
        const settings = resources[type]?.[key];
        return settings === undefined || !(COMPUTED.includes(field) || field in settings);
      })
      .map(({ where, text }) => `${where}: ${text}`),

  'a key stands once among all resources': ({ resources }) =>
    twice(Object.values(resources).flatMap((all) => Object.keys(all))),

  'references to variables lead somewhere': ({ yaml, variables }) =>
    references(yaml, /\$\{var\.(\w+)[\w.]*\}/g)
      .filter(({ groups: [name = ''] }) => !(name in variables))
      .map(({ where, text }) => `${where}: ${text}`),

  'every reference is of a known kind': ({ yaml }) =>
    references(yaml, /\$\{([^}]*)\}/g)
      .filter(({ groups: [inner = ''] }) => !/^(var|resources|bundle|workspace)\.[\w.]+$/.test(inner))
      .map(({ where, text }) => `${where}: ${text}`),

  // In dev the schema's name gets a prefix; only a reference to the resource follows it, and makes the schema first.
  'the schema is named by reference to its resource': ({ yaml }) =>
    references(yaml, /\$\{var\.schema\}/g)
      .filter(({ where }) => !/: resources\.schemas\.\w+\.name$/.test(where))
      .map(({ where }) => where),

  'every variable is described, used, and only those that exist are set': ({ variables, targets, yaml }) => [
    ...Object.entries(variables)
      .filter(([, settings]) => textOf(settings['description']).length < 10)
      .map(([name]) => `${name} has no description`),
    ...Object.keys(variables)
      .filter((name) => !yaml.some(({ content }) => JSON.stringify(content).includes(`\${var.${name}}`)))
      .map((name) => `${name} is not used`),
    ...Object.entries(targets).flatMap(([target, settings]) =>
      Object.keys(section(settings['variables']))
        .filter((name) => !(name in variables))
        .map((name) => `${target} sets ${name}`),
    ),
  ],

  'no host, id or address': ({ yaml, root, targets }) => [
    ...[root, ...Object.values(targets)].flatMap((settings) =>
      Object.keys(section(settings['workspace']))
        .filter((key) => ['host', 'profile', 'account_id', 'workspace_id', 'client_id'].includes(key))
        .map((key) => `workspace.${key}`),
    ),
    ...yaml.flatMap(({ path, content }) =>
      textsIn(content).flatMap(({ path: where, text }) =>
        IDENTIFYING.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${path}: ${where} holds ${what}`),
      ),
    ),
  ],

  'privileges are spelled as the API does': ({ yaml }) =>
    yaml.flatMap(({ path, content }) =>
      textsIn(content)
        .filter(({ path: where, text }) => /\.privileges\.\d+$/.test(where) && !PRIVILEGES.includes(text))
        .map(({ text }) => `${path}: ${text}`),
    ),

  'the engine is direct, permissions stand on resources': ({ root, targets }) => [
    ...(section(root['bundle'])['engine'] === 'direct' ? [] : ['bundle.engine is not direct']),
    ...(section(root['bundle'])['databricks_cli_version'] === undefined ? ['no databricks_cli_version'] : []),
    ...[root, ...Object.values(targets)]
      .filter((settings) => 'permissions' in settings)
      .map(() => 'top-level permissions'),
  ],

  'prod has a root of its own, runs as somebody, and never deletes data': ({ targets, resources }) => {
    const prod = section(targets['prod']);
    const inProd = section(prod['resources']);
    const unprotected = ['schemas', 'volumes'].flatMap((type) =>
      Object.keys(resources[type] ?? {})
        .filter((key) => {
          const lifecycle = section(section(section(inProd[type])[key])['lifecycle']);
          return lifecycle['prevent_destroy'] !== true;
        })
        .map((key) => `${type}.${key} can be destroyed`),
    );
    return [
      ...(prod['mode'] === 'production' ? [] : ['prod is not in mode production']),
      ...(section(prod['workspace'])['root_path'] === undefined ? ['prod has no root_path'] : []),
      ...(section(prod['run_as'])['service_principal_name'] === undefined ? ['prod has no run_as'] : []),
      ...unprotected,
    ];
  },

  // The file of a dashboard names views only; what is looked at, and with whose rights, is decided here.
  'dashboards follow the target, and everybody looks with their own rights': ({ yaml, resources, files }) =>
    yaml
      .flatMap(({ path }) => (path.endsWith('.dashboard.yml') ? [posix.dirname(path)] : []))
      .flatMap((folder) =>
        Object.entries(resources['dashboards'] ?? {}).flatMap(([key, dashboard]) => [
          ...Object.entries({
            warehouse_id: '${var.warehouse_id}',
            dataset_catalog: '${resources.schemas.books.catalog_name}',
            dataset_schema: '${resources.schemas.books.name}',
            embed_credentials: false,
          })
            .filter(([field, value]) => dashboard[field] !== value)
            .map(([field, value]) => `${key}: ${field} is not ${value}`),
          ...(files.has(posix.join(folder, textOf(dashboard['file_path']))) ? [] : [`${key}: no file`]),
        ]),
      ),

  'jobs run one at a time, queue, and end': ({ resources }) =>
    Object.entries(resources['jobs'] ?? {}).flatMap(([key, job]) => [
      ...(job['max_concurrent_runs'] === 1 ? [] : [`${key}: max_concurrent_runs is not a written 1, dev would take 4`]),
      ...(section(job['queue'])['enabled'] === true ? [] : [`${key}: no queue`]),
      ...(Number(job['timeout_seconds']) > 0 ? [] : [`${key}: no time-out`]),
    ]),

  'tasks run on the SQL warehouse, end, and say how often they are tried': ({ tasks }) =>
    tasks.flatMap(({ key, settings }) => [
      ...(section(settings['notebook_task'])['warehouse_id'] === `\${var.warehouse_id}`
        ? []
        : [`${key}: no warehouse`]),
      ...['environment_key', 'job_cluster_key', 'existing_cluster_id', 'new_cluster']
        .filter((name) => name in settings)
        .map((name) => `${key}: ${name}`),
      ...(Number(settings['timeout_seconds']) > 0 ? [] : [`${key}: no time-out`]),
      ...(settings['max_retries'] === undefined ? [`${key}: no max_retries`] : []),
    ]),
};

/** @returns the findings of every rule, each with the rule's name before it */
export function lint(bundle: Bundle): readonly string[] {
  return Object.entries(RULES).flatMap(([name, rule]) => rule(bundle).map((finding) => `${name}: ${finding}`));
}

function parametersOf(bundle: Bundle, job: string): readonly string[] {
  return list(bundle.resources['jobs']?.[job]?.['parameters']).map((parameter) => String(section(parameter)['name']));
}

function markersOf({ files }: Bundle, task: NotebookTask): readonly string[] {
  const text = files.get(task.file);
  if (text === undefined || !/^\uFEFF?-- Databricks notebook source/.test(text)) return [];
  const tokens = parseNotebook(task.key, text).cells.flatMap((cell) => tokenise(cell.sql));
  return [...new Set(tokens.filter(({ kind }) => kind === 'marker').map((token) => token.text.slice(1)))];
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function references(yaml: Bundle['yaml'], pattern: RegExp) {
  return yaml.flatMap(({ path, content }) =>
    textsIn(content).flatMap(({ path: where, text }) =>
      [...text.matchAll(pattern)].map(([whole, ...groups]) => ({ where: `${path}: ${where}`, text: whole, groups })),
    ),
  );
}
