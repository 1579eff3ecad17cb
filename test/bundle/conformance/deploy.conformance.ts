import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobTasks } from '../../../loader/catalog/tasks.ts';
import { writeLoad } from '../../loader/warehouse/bronze-files.ts';
import { readDashboard } from '../dashboard-file.ts';
import { type Lane, openLane, type Target, type Who } from './lane.ts';
import { requiredCli } from './required-cli.ts';

const cli = requiredCli();

const LANES: readonly (readonly [Target, Who])[] = [
  ['dev', 'user'],
  ['dev', 'service principal'],
  ['prod', 'user'],
  ['prod', 'service principal'],
];
const TASKS = jobTasks().map(({ key }) => key);
const CREATED = { dev: 5, prod: 7 };
const NAMES = { dev: '(dev) ledgerlake', prod: 'ledgerlake' };
const DASHBOARDS = { dev: '(dev) Ledgerlake finance', prod: 'Ledgerlake finance' };

// One step after the other in each lane, as somebody does who deploys for the first time.
describe.skipIf(cli === undefined).each(LANES)('%s, deployed by a %s', (target, who) => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane({ cli: cli!, target, who });
  });
  afterAll(() => lane.close());

  const job = () => {
    expect(lane.workspace.jobs.all()).toHaveLength(1);
    return lane.workspace.jobs.all()[0]!;
  };
  const dashboardFile = () => readFileSync(join(lane.clone.dir, 'bundle', 'finance.lvdash.json'), 'utf8');

  it('validate --strict has nothing to say', async () => {
    const { stdout, stderr } = await lane.ok('validate', '--strict');
    expect(stdout).toContain('Validation OK!');
    expect(stderr).toBe('');
  });

  it('plan creates what the bundle declares, and only says so', async () => {
    const { stdout, stderr } = await lane.ok('plan');
    expect(stdout).toContain(`Plan: ${CREATED[target]} to add, 0 to change, 0 to delete, 0 unchanged`);
    expect(stderr).toBe('');
    expect(lane.workspace.jobs.all()).toEqual([]);
  });

  it('deploy uploads the notebooks, byte for byte, and nothing else', async () => {
    const { output } = await lane.ok('deploy');
    expect(output).toContain(`Files: ${TASKS.length} uploaded, 0 deleted`);
    expect(output).toContain(`Resources: ${CREATED[target]} created, 0 changed, 0 deleted, 0 unchanged`);
    const uploaded = lane.workspace.files
      .all()
      .filter(({ path, kind }) => path.startsWith(`${lane.root}/files/`) && kind !== 'DIRECTORY');
    expect(uploaded.map(({ path, kind }) => `${kind} ${path}`)).toEqual(
      TASKS.map((key) => `NOTEBOOK ${lane.root}/files/notebooks/${key}`).sort(),
    );
    const changed = uploaded.filter(({ path, content }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return !content.equals(readFileSync(join(lane.clone.dir, 'notebooks', `${name}.sql`)));
    });
    expect(changed.map(({ path }) => path)).toEqual([]);
    const sent = lane.workspace.requests.map(({ bytes }) => bytes.toString('latin1')).join('\n');
    expect(sent).not.toContain('canary');
  });

  it('the job runs notebooks on the warehouse, one run at a time', () => {
    expect(job().id).toBeGreaterThan(2n ** 53n);
    expect(String(job().settings['name']).replace(/^\[dev \w+\] /, '(dev) ')).toBe(NAMES[target]);
    expect(job().settings).toMatchObject({
      max_concurrent_runs: 1,
      queue: { enabled: true },
      parameters: [
        { name: 'catalog', default: 'main' },
        { name: 'schema', default: lane.schema },
        { name: 'load_id', default: '' },
        { name: 'attempt', default: '1' },
        { name: 'stage', default: '' },
      ],
      tags: { product: 'ledgerlake', target },
    });
    // The CLI sorts tasks by their keys; the order is in depends_on.
    expect(job().settings['tasks']).toEqual(
      expect.arrayContaining(
        TASKS.map((key) =>
          expect.objectContaining({
            task_key: key,
            notebook_task: expect.objectContaining({
              notebook_path: `/Workspace${lane.root}/files/notebooks/${key}`,
              warehouse_id: lane.workspace.warehouseId,
            }),
          }),
        ),
      ),
    );
  });

  it('who may do what', () => {
    const { clientId, auth } = lane.workspace;
    const all = new Map(lane.workspace.unityCatalog.grants('schema', `main.${lane.schema}`));
    const loads = ['CREATE_TABLE', 'MODIFY', 'READ_VOLUME', 'SELECT', 'USE_SCHEMA', 'WRITE_VOLUME'];
    const deployer = who === 'user' ? auth.user : auth.servicePrincipal;
    const granted = Object.fromEntries([...all].map(([principal, privileges]) => [principal, [...privileges].sort()]));
    expect(granted).toEqual(
      target === 'dev' ? { [deployer.userName]: loads } : { [clientId]: loads, finance: ['SELECT', 'USE_SCHEMA'] },
    );
    const { run_as: runAs, email_notifications: mails } = job().settings;
    expect({ runAs, mails }).toEqual(
      target === 'dev'
        ? { runAs: undefined, mails: undefined }
        : { runAs: { service_principal_name: clientId }, mails: { on_failure: ['books@example.com'] } },
    );
  });

  it('the dashboard looks at the deployed schema, with the rights of who looks', async () => {
    expect(lane.workspace.dashboards.all()).toHaveLength(1);
    const { draft, published } = lane.workspace.dashboards.all()[0]!;
    const warehouse = { warehouse_id: lane.workspace.warehouseId };
    expect(String(draft['display_name']).replace(/^\[dev \w+\] /, '(dev) ')).toBe(DASHBOARDS[target]);
    expect(draft).toMatchObject({ ...warehouse, parent_path: `/Workspace${lane.root}/resources` });
    expect(published).toMatchObject({ ...warehouse, embed_credentials: false });
    const local = JSON.parse(dashboardFile()) as { datasets: readonly object[] };
    const place = { catalog: 'main', schema: lane.schema };
    expect(JSON.parse(String(draft['serialized_dashboard']))).toEqual({
      ...local,
      datasets: local.datasets.map((dataset) => ({ ...dataset, ...place })),
    });
    const readers = await lane.levels(`dashboards/${String(draft['dashboard_id'])}`, 'finance');
    expect(readers).toEqual(target === 'dev' ? [] : ['CAN_RUN']);
  });

  it('deploying again changes nothing', async () => {
    const { output } = await lane.ok('deploy');
    expect(output).toContain('Files: 0 uploaded, 0 deleted');
    expect(output).toContain(`Resources: 0 created, 0 changed, 0 deleted, ${CREATED[target]} unchanged`);
    const { stdout } = await lane.ok('plan');
    expect(stdout).toContain(`Plan: 0 to add, 0 to change, 0 to delete, ${CREATED[target]} unchanged`);
  });

  it('deploy uploads only the notebook that was edited', async () => {
    appendFileSync(join(lane.clone.dir, 'notebooks', 'checks.sql'), '-- edited\n');
    const { output } = await lane.ok('deploy');
    expect(output).toContain('Files: 1 uploaded, 0 deleted');
    expect(output).toContain(`Resources: 0 created, 0 changed, 0 deleted, ${CREATED[target]} unchanged`);
  });

  it('summary names the job by its exact id', async () => {
    const { stdout } = await lane.ok('summary', '--output', 'json');
    const { resources } = JSON.parse(stdout) as { resources: { jobs: { ledgerlake: { id: unknown } } } };
    expect(resources.jobs.ledgerlake.id).toBe(String(job().id));
  });

  // twice all notebooks of the job, which a busy machine needs minutes for
  it('run executes every notebook over the Parquet in the landing volume', { timeout: 600_000 }, async () => {
    const volume = `/Volumes/main/${lane.schema}/landing`;
    await writeLoad(lane.workspace.volumes.local(`${volume}/loads/2026-03-02`), 'load-1', [
      { event_key: 'a', entity: 'estimates', entity_id: '1', payload: '{}' },
      { event_key: 'b', entity: 'estimates', entity_id: '2', payload: '{}' },
    ]);
    const parameters = `load_id=load-1,attempt=1,stage=${volume}/loads/2026-03-02/load-1/`;
    for (const run of [1, 2]) {
      const { stderr } = await lane.ok('run', 'ledgerlake', '--params', parameters);
      expect(stderr).toMatch(/TERMINATED SUCCESS/);
      expect(lane.workspace.runs.all()).toHaveLength(run);
      const { tasks } = lane.workspace.runs.all()[run - 1]!;
      expect(tasks.map(({ task, result }) => `${task.key} ${result}`).sort()).toEqual(
        TASKS.map((key) => `${key} SUCCESS`).sort(),
      );
      expect(tasks[0]?.parameters).toMatchObject({ catalog: 'main', schema: lane.schema, load_id: 'load-1' });
      expect(await lane.query('select entity_id, _load_id from bronze_events order by entity_id')).toEqual([
        ['1', 'load-1'],
        ['2', 'load-1'],
      ]);
    }
  });

  it('every query of the dashboard finds its view in the deployed schema', async () => {
    for (const { sql } of readDashboard(dashboardFile()).datasets) expect(await lane.query(sql)).toEqual([]);
  });

  it('a run whose notebook fails is an error that names the task', async () => {
    lane.workspace.faults.nextRun({ outcome: 'FAILED', task: 'bronze_events', message: 'no such folder' });
    const { code, output } = await lane.cli('run', 'ledgerlake', '--params', 'load_id=load-2');
    expect(code).toBe(1);
    expect(output).toMatch(/TERMINATED FAILED/);
    expect(output).toContain('bronze_events');
  });

  if (target === 'dev') {
    it('destroy leaves nothing', async () => {
      await lane.ok('destroy', '--auto-approve');
      expect(lane.workspace.jobs.all()).toEqual([]);
      expect(lane.workspace.dashboards.all()).toEqual([]);
      expect(lane.workspace.unityCatalog.list('volume', 'main.')).toEqual([]);
      expect(lane.workspace.unityCatalog.list('schema', 'main.')).toEqual([]);
      expect(lane.workspace.files.all().filter(({ path }) => path.startsWith(lane.root))).toEqual([]);
    });
  } else {
    it.each([
      ['destroy', ['destroy', '--auto-approve']],
      ['another schema name, which would be a new schema', ['deploy', '--auto-approve', '--var', 'schema=other']],
      ['another catalog', ['deploy', '--auto-approve', '--var', 'catalog=dev']],
    ])('%s is refused as a whole', async (_, args) => {
      const before = readdirSync(lane.workspace.volumes.local('/Volumes/main/ledgerlake/landing/loads'));
      const { code, output } = await lane.cli(...args);
      expect(code).toBe(1);
      expect(output).toContain('resources.schemas.books has lifecycle.prevent_destroy set');
      expect(output).toContain('resources.volumes.landing has lifecycle.prevent_destroy set');
      expect(lane.workspace.jobs.all()).toHaveLength(1);
      expect(lane.workspace.dashboards.all()).toHaveLength(1);
      expect(lane.workspace.unityCatalog.list('schema').map((schema) => schema['full_name'])).toEqual([
        'main.ledgerlake',
      ]);
      expect(readdirSync(lane.workspace.volumes.local('/Volumes/main/ledgerlake/landing/loads'))).toEqual(before);
      expect(await lane.query('select count(*) from bronze_events')).toEqual([['2']]);
    });
  }
});
