import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tasksForEntities } from '../../../loader/catalog/tasks.ts';
import { runCommandLine } from '../../../loader/program.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { stubConfig, useStubCredentials } from '../../support/landing-places.ts';
import { landInvoice, textSink } from '../../support/loader-context.ts';
import { startS3Stub } from '../../support/s3-stub.ts';
import { tempDir } from '../../support/temp-dir.ts';

const REST = `
warehouse: { engine: duckdb, path: ./lake.duckdb }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`;

function commandsIn(dir: string, landing: string) {
  writeFileSync(join(dir, 'ledgerlake.yaml'), `${landing}${REST}`);
  return async (...command: string[]): Promise<{ readonly code: number; readonly value: unknown }> => {
    const stdout = textSink();
    const signal = new AbortController().signal;
    const argv = [...command, '--json', '--config', join(dir, 'ledgerlake.yaml')];
    const code = await runCommandLine(argv, { stdout, stderr: textSink(), stdin: Readable.from([]), signal });
    return { code, value: JSON.parse(stdout.text()) };
  };
}

async function silverOf(dir: string): Promise<unknown> {
  const warehouse = await openWarehouse({ engine: 'duckdb', path: join(dir, 'lake.duckdb') }, { tasksForEntities });
  const tables = await warehouse.fingerprints();
  await warehouse.close();
  return Object.fromEntries(Object.entries(tables).filter(([table]) => table.startsWith('silver_')));
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/** Two invoices without what an invoice needs, so that there is something in quarantine. */
async function landTwo(store: LandingStore): Promise<readonly string[]> {
  const keys = [
    await landInvoice(store, { time: minutesAgo(9), id: '501' }),
    await landInvoice(store, { time: null, late: minutesAgo(8), id: '502' }),
  ];
  await store.close();
  return keys;
}

describe('with the embedded engine', () => {
  test('what bronze and quarantine name is replayed, and every way of building the tables gives the same', {
    timeout: 900_000,
  }, async () => {
    const dir = tempDir();
    const command = commandsIn(dir, 'landing: ./landing');
    const keys = await landTwo(await openLandingStore({ kind: 'folder', path: join(dir, 'landing') }));
    expect(await command('run')).toMatchObject({ code: 3, value: { objects: 2, rows: 2, loads: { applied: 1 } } });
    const silver = await silverOf(dir);

    const only = async (...selectors: string[]) => (await command('replay', '--dry-run', ...selectors)).value;
    expect(await only('--id', '502')).toMatchObject({ keys: [keys[1]] });
    expect(await only('--quarantined')).toMatchObject({ keys: keys.toSorted(), absent: [] });
    expect(await command('replay', '--id', '502')).toMatchObject({ value: { objects: 1, applied: 1, rows: 1 } });
    expect(await silverOf(dir)).toEqual(silver);

    const { value } = await command('status');
    expect(value).toMatchObject({ warehouse_error: null, queued: { objects: 0 }, pending: [], failed: [] });
    expect(value).toMatchObject({
      quarantine: [{ source: 'zoho_books', entity: 'invoices', rows: expect.any(Number) }],
    });

    expect(await command('rebuild', '--yes')).toMatchObject({ value: { rows: 3, loads: [] } });
    expect(await silverOf(dir)).toEqual(silver);
    expect(await command('rebuild', '--from', 'landing', '--yes')).toMatchObject({ value: { objects: 2, rows: 2 } });
    expect(await silverOf(dir)).toEqual(silver);
    expect(await command('run', '--full')).toMatchObject({ code: 0, value: { objects: 0, missed: 0 } });
  });

  test('a landing zone on S3 is loaded by way of a copy that does not stay', { timeout: 900_000 }, async () => {
    useStubCredentials();
    const stub = await startS3Stub();
    onTestFinished(() => stub.close());
    const dir = tempDir();
    const s3 = `s3: { region: eu-central-1, endpoint: "${stub.url}", force_path_style: true }`;
    const command = commandsIn(dir, `landing: s3://${stub.bucket}/books\n${s3}`);
    await landTwo(await openLandingStore(stubConfig(stub, 'books')));
    expect(await command('run')).toMatchObject({ value: { objects: 2, rows: 2, loads: { applied: 1, failed: 0 } } });
    expect(await command('rebuild', '--from', 'landing', '--yes')).toMatchObject({ value: { objects: 2, rows: 2 } });
    expect(existsSync(join(dir, '.stage')) ? readdirSync(join(dir, '.stage')) : []).toEqual([]);
    expect(await command('loads')).toMatchObject({ value: [{ state: 'applied' }, { state: 'applied' }] });
  });
});
