import { stringify } from 'yaml';
import { jobTasks } from '../tasks.ts';

const COMMENT = ` Generated from loader/catalog/ by \`npm run generate\`; do not edit.
 The loader starts this job once per load and names only the tasks that the load needs. One at a time: loads are applied
 in order, and a MERGE never meets another one on the same table.`;

/** \`bundle/ledgerlake.job.yml\`: one notebook task per table, in the order of \`jobTasks\`. */
export function renderJob(): string {
  const tasks = jobTasks().map((task) => ({
    task_key: task.key,
    ...(task.dependsOn.length === 0 ? {} : { depends_on: task.dependsOn.map((key) => ({ task_key: key })) }),
    notebook_task: { notebook_path: `../notebooks/${task.key}.sql` },
  }));
  const job = {
    name: 'ledgerlake',
    description: 'Applies one load: bronze, silver, quarantine, gold',
    max_concurrent_runs: 1,
    queue: { enabled: true },
    parameters: [
      { name: 'catalog', default: 'main' },
      { name: 'schema', default: 'ledgerlake' },
      { name: 'load_id', default: '' },
      { name: 'attempt', default: '1' },
      { name: 'stage', default: '' },
    ],
    tasks,
  };
  const yaml = stringify({ resources: { jobs: { ledgerlake: job } } }, { lineWidth: 120 });
  return `${COMMENT.split('\n')
    .map((line) => `#${line}`)
    .join('\n')}\n${yaml}`;
}
