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
  const source = substituted(await readFile(file, 'utf8'), { catalog, schema, warehouseId: workspace.warehouseId });
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

/** References as the CLI would replace them; one that means nothing here becomes its own last word. */
function substituted(source: string, values: { catalog: string; schema: string; warehouseId: string }): string {
  return source.replace(/\$\{([\w.]+)\}/g, (_, reference: string) => {
    if (/^(?:resources\.schemas\.\w+\.name|var\.schema)$/.test(reference)) return values.schema;
    if (/^(?:resources\.schemas\.\w+\.catalog_name|var\.catalog)$/.test(reference)) return values.catalog;
    if (reference === 'var.warehouse_id') return values.warehouseId;
    return reference.slice(reference.lastIndexOf('.') + 1);
  });
}

function jobIn(bundle: unknown): JsonObject {
  const resources = isObject(bundle) ? bundle['resources'] : undefined;
  const jobs = isObject(resources) ? resources['jobs'] : undefined;
  const job = isObject(jobs) ? jobs['ledgerlake'] : undefined;
  if (!isObject(job)) throw new Error('the bundle file has no job ledgerlake');
  return job;
}
