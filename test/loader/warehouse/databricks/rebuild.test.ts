import { describe, expect, test } from 'vitest';
import { A, B, deploySmall, NEWER, type SmallDeployment } from './small.ts';

const LINEAGE = /^(bronze_events|silver_)/;

async function loaded(checks = false): Promise<SmallDeployment> {
  const small = await deploySmall({ checks });
  await small.warehouse.apply(await small.load('l1', [A, B]));
  await small.warehouse.apply(await small.load('l2', [NEWER]));
  return small;
}
const schemas = async ({ warehouse }: SmallDeployment) =>
  (await warehouse.query("select schema_name from information_schema.schemata where schema_name like 'ledger%'")).map(
    (row) => row['schema_name'],
  );
const loadsIn = ({ warehouse }: SmallDeployment) =>
  warehouse.query('select _load_id, count(*) as n from bronze_events group by _load_id order by _load_id');

describe('a rebuild', () => {
  test('from bronze puts wrong silver right, and leaves bronze alone', async () => {
    const small = await loaded();
    const expected = await small.warehouse.fingerprints();
    expect(Object.keys(expected).every((table) => LINEAGE.test(table))).toBe(true);
    await small.warehouse.query(
      "insert into silver_things (connection, thing_id, total, _version) values ('x', 'stray', 1, 'z')",
    );
    expect(await small.warehouse.fingerprints()).not.toEqual(expected);
    const steps: string[] = [];
    const result = await small.warehouse.rebuild({ onProgress: (step) => steps.push(step) });
    expect(result).toMatchObject({ kind: 'applied', rows: 3, quarantined: 1, failedChecks: [] });
    expect(await small.warehouse.fingerprints()).toEqual(expected);
    expect(steps).toContain('swap silver_things');
    expect(steps).not.toContain('swap bronze_events');
    expect(await schemas(small)).toEqual(['ledgerlake']);
    // a load goes on as before
    expect(await small.warehouse.apply(await small.load('l3', [A]))).toMatchObject({ kind: 'applied', rows: 1 });
  });

  test('from other loads replaces bronze too, and a load of it that is asked for again is not doubled', async () => {
    const small = await loaded();
    const expected = await small.warehouse.fingerprints();
    const loads = [await small.load('n1', [NEWER, B]), await small.load('n2', [A])];
    const result = await small.warehouse.rebuild({ loads });
    expect(result).toMatchObject({ kind: 'applied', rows: 3, quarantined: 1 });
    expect(await small.warehouse.fingerprints()).toEqual(expected);
    const twice = [
      { _load_id: 'n1', n: '2' },
      { _load_id: 'n2', n: '1' },
    ];
    expect(await loadsIn(small)).toEqual(twice);
    expect(await small.warehouse.apply(loads[0]!)).toMatchObject({ kind: 'applied', rows: 2 });
    expect(await loadsIn(small)).toEqual(twice);
    expect(await small.warehouse.fingerprints()).toEqual(expected);
  });

  test('that fails leaves every table as it was', async () => {
    const small = await loaded();
    const expected = await small.warehouse.fingerprints();
    small.fake.faults.decideRun = () => {
      const [, , third] = small.fake.runs.all().slice(2);
      return third === undefined ? undefined : { outcome: 'FAILED', task: 'silver_things', message: 'no' };
    };
    const failed = await small.warehouse.rebuild({ loads: [await small.load('n1', [A])] });
    expect(failed).toMatchObject({ kind: 'failed', code: 'run_failed', message: 'silver_things: no' });
    small.fake.faults.clear();
    expect(await small.warehouse.fingerprints()).toEqual(expected);
    expect(await schemas(small)).toEqual(['ledgerlake']);
  });

  test('says which checks do not hold', async () => {
    const small = await deploySmall({ checks: true });
    await small.warehouse.apply(await small.load('l1', [A]));
    expect(await small.warehouse.rebuild({})).toMatchObject({ kind: 'applied', failedChecks: ['things_are_newer'] });
  });

  test('does not begin while the job is at work', async () => {
    const small = await loaded();
    const held = small.fake.faults.holdRuns('before');
    const load = await small.load('l3', [A]);
    const applying = small.warehouse.apply({
      ...load,
      onRun: async () => {
        await expect(small.warehouse.rebuild({})).rejects.toMatchObject({ code: 'databricks_job_busy' });
        held.release();
      },
    });
    expect(await applying).toMatchObject({ kind: 'applied' });
  });

  test('comes through lost answers', async () => {
    const small = await loaded();
    const expected = await small.warehouse.fingerprints();
    let n = 0;
    small.fake.faults.decide = ({ path }) => {
      n += 1;
      return n % 5 === 0 && !path.startsWith('/oidc') ? { kind: 'lost' } : undefined;
    };
    expect(await small.warehouse.rebuild({})).toMatchObject({ kind: 'applied', rows: 3 });
    small.fake.faults.clear();
    expect(await small.warehouse.fingerprints()).toEqual(expected);
  });
});
