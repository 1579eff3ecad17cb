import { type JobTask, jobTasks } from '../tasks.ts';

const TASK_SECONDS = 7200;
const JOB_SECONDS = 14_400;

/** `${name}` as the bundle's reference, which is not one of TypeScript's. */
const reference = (name: string) => `\${${name}}`;

const HEAD = `# Generated from loader/catalog/ by \`npm run generate\`; do not edit.
# The loader starts this job once per load and names only the tasks that the load needs; the embedded engine runs the same
# tasks in the same order.
resources:
  jobs:
    ledgerlake:
      name: ledgerlake
      description: "Applies one load: bronze, silver, quarantine, gold"
      tags:
        product: ledgerlake
        target: ${reference('bundle.target')}

      # One at a time, in dev too: loads are applied in order, and a MERGE never meets another one on the same table.
      # A run that comes while another one is at work waits instead of being skipped.
      max_concurrent_runs: 1
      queue:
        enabled: true

      # A load is bounded and takes minutes; a rebuild over all of bronze may take hours. What takes longer than this
      # hangs, and would keep every later load waiting.
      timeout_seconds: ${JOB_SECONDS}

      # Texts, all of them given by the loader; in the notebooks they are :catalog, :schema, ...
      parameters:
        - name: catalog
          default: ${reference('resources.schemas.books.catalog_name')}
        - name: schema
          default: ${reference('resources.schemas.books.name')}
        - name: load_id
          default: ""
        - name: attempt
          default: "1"
        - name: stage
          default: ""

      # Every task may run again: bronze holds a load once, a MERGE changes nothing the second time. One retry is for what
      # passes by itself (a warehouse that starts slowly, a write that met maintenance of the table); whatever fails twice is
      # reported, and the loader tries the load again as a new attempt. A time-out is not retried: it would only hang twice.
      tasks:
`;

/** `bundle/ledgerlake.job.yml`: one notebook task per table, in the order of `jobTasks`. */
export function renderJob(): string {
  return HEAD + jobTasks().map(renderTask).join('');
}

function renderTask({ key, dependsOn }: JobTask): string {
  const lines = [
    `- task_key: ${key}`,
    ...(dependsOn.length === 0 ? [] : ['  depends_on:', ...dependsOn.map((name) => `    - task_key: ${name}`)]),
    '  notebook_task:',
    `    notebook_path: ../notebooks/${key}.sql`,
    `    warehouse_id: ${reference('var.warehouse_id')}`,
    `  timeout_seconds: ${TASK_SECONDS}`,
    ...retries(key),
  ];
  return lines.map((line) => `        ${line}\n`).join('');
}

function retries(key: string): readonly string[] {
  if (key === 'checks') return ['  # a check that does not hold will not hold a minute later', '  max_retries: 0'];
  return ['  max_retries: 1', '  min_retry_interval_millis: 30000', '  retry_on_timeout: false'];
}
