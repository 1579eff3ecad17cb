import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleFiles, readBundle } from './bundle-files.ts';
import { lint, RULES } from './rules.ts';

const FILES = bundleFiles(fileURLToPath(new URL('../../', import.meta.url)));
const ROOT = 'databricks.yml';
const JOB = 'bundle/ledgerlake.job.yml';
const SCHEMA = 'bundle/ledgerlake.schema.yml';
const VOLUME = 'bundle/landing.volume.yml';
const DASHBOARD = 'bundle/ledgerlake.dashboard.yml';
const VARIABLES = 'bundle/variables.yml';
const SETUP = 'notebooks/setup.sql';

type Edit = (files: Map<string, string>) => void;

/** The first `old` of a file becomes `replacement`; a text that is not there fails the test. */
const change =
  (path: string, old: string, replacement: string): Edit =>
  (files) => {
    const text = files.get(path) ?? '';
    expect(text).toContain(old);
    files.set(
      path,
      text.replace(old, () => replacement),
    );
  };
const add =
  (path: string, text: string): Edit =>
  (files) =>
    files.set(path, text);
const NOTEBOOK = '-- Databricks notebook source\nselect 1;\n';

/** Rule, what was planted, how, and what must be found by that rule. */
const PLANTS: readonly (readonly [keyof typeof RULES, string, Edit, string])[] = [
  [
    'tasks depend on tasks of their job',
    'an unknown task',
    change(JOB, '- task_key: setup\n          notebook_task', '- task_key: set_up\n          notebook_task'),
    'bronze_events depends on setup',
  ],
  [
    'a task key stands once in its job',
    'a task twice',
    change(JOB, '- task_key: bronze_events\n          depends', '- task_key: setup\n          depends'),
    'ledgerlake.setup',
  ],
  [
    'job parameters that are used are declared',
    'a misspelt parameter',
    change(JOB, 'notebook_path: ', 'base_parameters: { id: "{{job.parameters.loadid}}" }\n            notebook_path: '),
    'job ledgerlake uses {{job.parameters.loadid}}',
  ],
  [
    'dynamic values are spelled so that the service resolves them',
    'a blank',
    change(JOB, 'notebook_path: ', 'base_parameters: { id: "{{ job.id }}" }\n            notebook_path: '),
    `${JOB}: resources.jobs.ledgerlake.tasks.0.notebook_task.base_parameters.id holds {{ job.id }}`,
  ],
  [
    'every marker of a notebook is a parameter of its job or task',
    'a parameter that was renamed',
    change(JOB, '- name: schema', '- name: schema_name'),
    `${SETUP} uses :schema`,
  ],
  [
    'every marker of a notebook is a parameter of its job or task',
    'a marker more',
    change('notebooks/ops_loads.sql', 'use schema identifier(:schema);', 'use schema identifier(:shema);'),
    'notebooks/ops_loads.sql uses :shema',
  ],
  [
    'notebook paths name a notebook that is there, with its extension',
    'no extension',
    change(JOB, '/setup.sql', '/setup'),
    'setup: ../notebooks/setup',
  ],
  [
    'notebooks of tasks are uploaded',
    'a notebook elsewhere',
    (files) => {
      add('bundle/setup.sql', NOTEBOOK)(files);
      change(JOB, '../notebooks/setup.sql', 'setup.sql')(files);
    },
    'setup: bundle/setup.sql',
  ],
  [
    'notebooks of tasks are uploaded',
    'an exclude too wide',
    change(ROOT, '- notebooks/*.md', '- notebooks/s*'),
    `setup: ${SETUP}`,
  ],
  [
    'nothing is uploaded but the notebooks of tasks',
    'a file beside the notebooks',
    add('notebooks/.env', 'SECRET=1\n'),
    'notebooks/.env',
  ],
  [
    'no two uploaded files become the same notebook',
    'the same name in Python',
    add('notebooks/setup.py', '# Databricks notebook source\n'),
    'notebooks/setup',
  ],
  [
    'sync names folders that exist, and excludes only what is there',
    'a folder that is missing',
    change(ROOT, '    - notebooks\n', '    - notebooks\n    - queries\n'),
    'queries',
  ],
  [
    'sync names folders that exist, and excludes only what is there',
    'an exclude without a file',
    change(ROOT, '- notebooks/*.md', '- node_modules/**'),
    'node_modules/**',
  ],
  [
    'sync names folders that exist, and excludes only what is there',
    'no list',
    change(ROOT, '  paths:\n    - notebooks\n', ''),
    'no sync.paths: everything that git knows would be uploaded',
  ],
  [
    'notebooks start with their header; no file has a BOM or CRLF',
    'a BOM',
    change(SETUP, '-- Databricks', '\uFEFF-- Databricks'),
    `${SETUP}: BOM`,
  ],
  [
    'notebooks start with their header; no file has a BOM or CRLF',
    'CRLF',
    change(SETUP, 'source\n', 'source\r\n'),
    `${SETUP}: CR`,
  ],
  [
    'notebooks start with their header; no file has a BOM or CRLF',
    'no header',
    change(SETUP, '-- Databricks notebook source\n', ''),
    `${SETUP}: no header`,
  ],
  [
    'references to resources lead somewhere',
    'another key',
    change(VOLUME, 'resources.schemas.books.name', 'resources.schemas.book.name'),
    `${VOLUME}: resources.volumes.landing.schema_name: \${resources.schemas.book.name}`,
  ],
  [
    'references to resources lead somewhere',
    'another field',
    change(VOLUME, 'resources.schemas.books.name', 'resources.schemas.books.nmae'),
    `${VOLUME}: resources.volumes.landing.schema_name: \${resources.schemas.books.nmae}`,
  ],
  [
    'a key stands once among all resources',
    "the job's key for the schema",
    change(SCHEMA, '    books:', '    ledgerlake:'),
    'ledgerlake',
  ],
  [
    'references to variables lead somewhere',
    'a misspelt variable',
    change(SCHEMA, '${var.readers}', '${var.reader}'),
    `${SCHEMA}: resources.schemas.books.grants.1.principal: \${var.reader}`,
  ],
  [
    'every reference is of a known kind',
    'the environment',
    change(SCHEMA, '${var.catalog}', '${env.CATALOG}'),
    `${SCHEMA}: resources.schemas.books.catalog_name: \${env.CATALOG}`,
  ],
  [
    'the schema is named by reference to its resource',
    'the variable',
    change(VOLUME, '${resources.schemas.books.name}', '${var.schema}'),
    `${VOLUME}: resources.volumes.landing.schema_name`,
  ],
  [
    'every variable is described, used, and only those that exist are set',
    'no description',
    change(VARIABLES, 'description: SQL warehouse', 'note: SQL warehouse'),
    'warehouse_id has no description',
  ],
  [
    'every variable is described, used, and only those that exist are set',
    'a variable that nothing uses',
    change(VARIABLES, 'variables:\n', 'variables:\n  region:\n    description: Region of the bucket\n'),
    'region is not used',
  ],
  [
    'every variable is described, used, and only those that exist are set',
    'a value for nothing',
    change(ROOT, '      readers: ', '      reader: ""\n      readers: '),
    'dev sets reader',
  ],
  [
    'no host, id or address',
    'a host',
    change(ROOT, 'workspace:', 'workspace:\n      host: ${var.host}'),
    'workspace.host',
  ],
  [
    'no host, id or address',
    'a URL',
    change(VARIABLES, 'default: main', 'default: https://example.cloud.databricks.com'),
    `${VARIABLES}: variables.catalog.default holds a URL`,
  ],
  [
    'no host, id or address',
    'a warehouse',
    change(JOB, '${var.warehouse_id}', 'abcdef0123456789'),
    `${JOB}: resources.jobs.ledgerlake.tasks.0.notebook_task.warehouse_id holds a warehouse id`,
  ],
  [
    'no host, id or address',
    'a principal',
    change(SCHEMA, '${var.service_principal}', '01234567-89ab-cdef-0123-456789abcdef'),
    `${SCHEMA}: resources.schemas.books.grants.0.principal holds an application id`,
  ],
  [
    'no host, id or address',
    'a mail address',
    change(ROOT, 'failure_email: ""', 'failure_email: jane@example.com'),
    `${ROOT}: targets.dev.variables.failure_email holds an address`,
  ],
  [
    'no host, id or address',
    'a number',
    change(JOB, 'timeout_seconds: 14400', 'timeout_seconds: 123456789012'),
    `${JOB}: resources.jobs.ledgerlake.timeout_seconds holds a number that may be an id`,
  ],
  [
    'privileges are spelled as the API does',
    'SQL spelling',
    change(SCHEMA, '- USE_SCHEMA', '- USE SCHEMA'),
    `${SCHEMA}: USE SCHEMA`,
  ],
  [
    'the engine is direct, permissions stand on resources',
    'the old engine',
    change(ROOT, 'engine: direct', 'engine: terraform'),
    'bundle.engine is not direct',
  ],
  [
    'the engine is direct, permissions stand on resources',
    'permissions on top',
    change(ROOT, 'targets:\n', 'permissions: []\ntargets:\n'),
    'top-level permissions',
  ],
  [
    'the engine is direct, permissions stand on resources',
    'any CLI',
    change(ROOT, '  databricks_cli_version: ">= 1.3.0"\n', ''),
    'no databricks_cli_version',
  ],
  [
    'prod has a root of its own, runs as somebody, and never deletes data',
    'a schema that can go',
    change(ROOT, 'prevent_destroy: true', 'prevent_destroy: false'),
    'schemas.books can be destroyed',
  ],
  [
    'prod has a root of its own, runs as somebody, and never deletes data',
    'no run_as',
    change(ROOT, 'run_as:', 'run_as_nobody:'),
    'prod has no run_as',
  ],
  [
    'prod has a root of its own, runs as somebody, and never deletes data',
    'no root',
    change(ROOT, 'root_path:', 'rootpath:'),
    'prod has no root_path',
  ],
  [
    'prod has a root of its own, runs as somebody, and never deletes data',
    'development',
    change(ROOT, 'mode: production', 'mode: development'),
    'prod is not in mode production',
  ],
  [
    'dashboards follow the target, and everybody looks with their own rights',
    'rights of the deployer for everybody',
    change(DASHBOARD, 'embed_credentials: false', 'embed_credentials: true'),
    'finance: embed_credentials is not false',
  ],
  [
    'dashboards follow the target, and everybody looks with their own rights',
    'a schema that is the same in every target',
    change(DASHBOARD, '${resources.schemas.books.name}', 'ledgerlake'),
    `finance: dataset_schema is not \${resources.schemas.books.name}`,
  ],
  [
    'dashboards follow the target, and everybody looks with their own rights',
    'another file',
    change(DASHBOARD, 'finance.lvdash.json', 'sales.lvdash.json'),
    'finance: no file',
  ],
  [
    'jobs run one at a time, queue, and end',
    'no limit',
    change(JOB, '      max_concurrent_runs: 1\n', ''),
    'ledgerlake: max_concurrent_runs is not a written 1, dev would take 4',
  ],
  [
    'jobs run one at a time, queue, and end',
    'no queue',
    change(JOB, 'enabled: true', 'enabled: false'),
    'ledgerlake: no queue',
  ],
  [
    'jobs run one at a time, queue, and end',
    'no time-out',
    change(JOB, 'timeout_seconds: 14400', 'timeout_seconds: 0'),
    'ledgerlake: no time-out',
  ],
  [
    'tasks run on the SQL warehouse, end, and say how often they are tried',
    'no warehouse',
    change(JOB, '            warehouse_id: ${var.warehouse_id}\n', ''),
    'setup: no warehouse',
  ],
  [
    'tasks run on the SQL warehouse, end, and say how often they are tried',
    'an environment',
    change(JOB, 'timeout_seconds: 7200', 'environment_key: default\n          timeout_seconds: 7200'),
    'setup: environment_key',
  ],
  [
    'tasks run on the SQL warehouse, end, and say how often they are tried',
    'no time-out',
    change(JOB, 'timeout_seconds: 7200', 'timeout: 7200'),
    'setup: no time-out',
  ],
  [
    'tasks run on the SQL warehouse, end, and say how often they are tried',
    'no number of tries',
    change(JOB, 'max_retries: 1', 'retries: 1'),
    'setup: no max_retries',
  ],
];

describe('the bundle', () => {
  it('holds what is looked at', () => {
    const bundle = readBundle(FILES);
    expect(bundle.tasks.length).toBeGreaterThan(10);
    expect(bundle.uploaded.length).toBe(bundle.tasks.length);
    expect(Object.keys(bundle.resources).sort()).toEqual(['dashboards', 'jobs', 'schemas', 'volumes']);
    expect(Object.keys(bundle.targets)).toEqual(['dev', 'prod']);
  });

  it('has no finding', () => {
    expect(lint(readBundle(FILES))).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  it.each(PLANTS)('%s: %s', (rule, _, edit, finding) => {
    const files = new Map(FILES);
    edit(files);
    expect(RULES[rule]!(readBundle(files))).toContain(finding);
  });

  it('for every rule', () => {
    expect(Object.keys(RULES).filter((name) => !PLANTS.some(([rule]) => rule === name))).toEqual([]);
  });
});
