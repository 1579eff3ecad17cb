import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { projectFile } from '../../../loader/project-files.ts';
import type { FakeWorkspace } from './index.ts';
import { isObject, type JsonObject, objectsIn, textIn } from './json.ts';

export interface InstallJobOptions {
  /** bundle file with the job `ledgerlake`; default: the project's own */
  readonly jobFile?: string;
  /** name of the job; default `ledgerlake` */
  readonly name?: string;
  /** default `main` */
  readonly catalog?: string;
  /** default `ledgerlake` */
  readonly schema?: string;
  /** a local folder that the volume lies over (`loads/` of a landing folder); default: one of its own */
  readonly volumeFolder?: string;
}

/**
 * What a deployment leaves behind, without the CLI: schema, landing volume, notebooks, job.
 *
 * @returns the job's id as text
 */
export async function installJob(workspace: FakeWorkspace, options: InstallJobOptions = {}): Promise<string> {
  const { catalog = 'main', schema = 'ledgerlake', name = 'ledgerlake' } = options;
  const file = options.jobFile ?? projectFile('bundle/ledgerlake.job.yml');
  const place = { catalog, schema };
  await workspace.unityCatalog.createSchema(place);
  await workspace.unityCatalog.createVolume(place, 'landing', {}, options.volumeFolder);
  const values: Readonly<Record<string, string>> = {
    'resources.schemas.ledgerlake.name': schema,
    'resources.schemas.ledgerlake.catalog_name': catalog,
    'var.catalog': catalog,
    'var.schema': schema,
    'var.warehouse_id': workspace.warehouseId,
    'bundle.target': 'dev',
  };
  const source = (await readFile(file, 'utf8')).replace(/\$\{([\w.]+)\}/g, (_, key: string) => values[key] ?? key);
  const settings = jobIn(parse(source));
  const folder = `/Shared/${catalog}/${schema}/notebooks`;
  workspace.files.mkdirs(folder);
  const tasks = await Promise.all(
    objectsIn(settings['tasks']).map(async (task) => {
      const notebook = task['notebook_task'];
      const path = isObject(notebook) ? textIn(notebook, 'notebook_path') : undefined;
      if (!isObject(notebook) || path === undefined) return task;
      const key = path.slice(path.lastIndexOf('/') + 1);
      workspace.files.importFile(`${folder}/${key}`, await readFile(resolve(dirname(file), path)), { overwrite: true });
      const deployed = `/Workspace${folder}/${key.replace(/\.sql$/, '')}`;
      return { ...task, notebook_task: { ...notebook, notebook_path: deployed } };
    }),
  );
  const job = workspace.jobs.create({ ...settings, name, tasks }, workspace.auth.servicePrincipal.userName);
  return String(job.id);
}

function jobIn(bundle: unknown): JsonObject {
  const resources = isObject(bundle) ? bundle['resources'] : undefined;
  const jobs = isObject(resources) ? resources['jobs'] : undefined;
  const job = isObject(jobs) ? jobs['ledgerlake'] : undefined;
  if (!isObject(job)) throw new Error('the bundle file has no job ledgerlake');
  return job;
}
