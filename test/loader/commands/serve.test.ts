import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../../loader/program.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('serve listens until it is stopped, then drains and ends with 0', async () => {
  const dir = tempDir();
  writeFileSync(
    join(dir, 'ledgerlake.yaml'),
    `
landing: ./landing
warehouse: { engine: duckdb, path: ./lake.duckdb }
receiver: { port: 0 }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`,
  );
  const stdout = new PassThrough();
  const stop = new AbortController();
  const argv = ['serve', '--json', '--quiet', '--config', join(dir, 'ledgerlake.yaml')];
  const ended = runCommandLine(argv, { stdout, stderr: textSink(), stdin: process.stdin, signal: stop.signal });
  const [line] = (await once(stdout, 'data')) as [Buffer];
  const { url, path } = JSON.parse(line.toString());
  expect(path).toBe('/webhooks');
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  stop.abort();
  expect(await ended).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
});
