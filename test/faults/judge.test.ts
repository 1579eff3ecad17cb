import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { land } from '../../receiver/land.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import { testConfig } from '../support/receiver-config.ts';
import { arrived } from '../support/webhook-request.ts';
import { nextDelivery, type Sent } from './deliveries.ts';
import { judge } from './judge.ts';
import { chanceFrom } from './random.ts';

let root: string;
let next: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledgerlake-judge-'));
  const made = root;
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  next = 0;
});

/** A delivery of the wanted kind, as if it had been acknowledged. */
function acknowledged(kind: Sent['kind'], late = false): Sent {
  for (;;) {
    const delivery = nextDelivery(next, chanceFrom((next += 1)));
    if (delivery.kind !== kind || delivery.late !== late) continue;
    return {
      ...delivery,
      answers: [202, ...Array.from({ length: delivery.copies - 1 }, () => 200)],
      acknowledged: delivery.copies,
    };
  }
}

async function landed(delivery: Sent, clock = () => new Date()): Promise<string> {
  const store = await openLandingStore({ kind: 'folder', path: root });
  const connection = testConfig().connections[delivery.kind === 'zoho' ? 'acme_books' : 'acme_fresh']!;
  const parts = { connection, source: webhookSource(connection.source), request: arrived(delivery.signed) };
  const { key } = await land(parts, { store, clock, timeBudgetMs: 60_000, coalesceSeconds: 1 });
  await store.close();
  return key;
}

test('all kept', async () => {
  const deliveries = [acknowledged('zoho'), acknowledged('zoho', true), acknowledged('hint')];
  for (const delivery of deliveries) await landed(delivery);
  expect(await judge(root, deliveries)).toEqual([]);
});

test('acknowledged and not there', async () => {
  expect(await judge(root, [acknowledged('zoho')])).toEqual([expect.stringMatching(/: 0 objects$/)]);
  expect(await judge(root, [acknowledged('hint')])).toEqual([
    expect.stringMatching(/no object in or after its window/),
  ]);
});

test('a hint that was only heard before it was sent', async () => {
  const delivery = acknowledged('hint');
  await landed(delivery, () => new Date(delivery.sentAt.getTime() - 5_000));
  expect(await judge(root, [delivery])).toEqual([expect.stringMatching(/no object in or after its window/)]);
});

test('created by two', async () => {
  const delivery = { ...acknowledged('zoho'), answers: [202, 202] };
  await landed(delivery);
  expect(await judge(root, [delivery])).toEqual([expect.stringMatching(/: stored 2 times$/)]);
});

test('never acknowledged, or refused', async () => {
  const delivery = acknowledged('zoho');
  await landed(delivery);
  expect(await judge(root, [{ ...delivery, acknowledged: 0 }])).toEqual([expect.stringMatching(/never acknowledged/)]);
  expect(await judge(root, [{ ...delivery, answers: [500] }])).toEqual([expect.stringMatching(/answered 500$/)]);
});

test('no late pointer, or one to nothing', async () => {
  const delivery = acknowledged('zoho', true);
  await landed(delivery);
  await rm(join(root, 'late'), { recursive: true });
  expect(await judge(root, [delivery])).toEqual([expect.stringMatching(/: no late pointer$/)]);
  await mkdir(join(root, 'late'));
  await writeFile(join(root, 'late', 'x.json'), '{"v":1,"key":"raw/none.json"}');
  expect(await judge(root, [delivery])).toContain('a pointer to nothing: raw/none.json');
});

test('torn objects and strangers', async () => {
  const delivery = acknowledged('zoho');
  const key = await landed(delivery);
  const torn = join(root, key.replace(/[0-9a-f]{64}/, 'a'.repeat(64)));
  await writeFile(torn, '{"v":1,"sour');
  await writeFile(join(root, 'raw', 'notes.txt'), 'x');
  const other = acknowledged('zoho');
  await landed(other);
  const problems = await judge(root, [delivery]);
  expect(problems).toHaveLength(3);
  expect(problems).toContain('raw/notes.txt: a stranger');
  expect(problems).toContain(`an object nobody sent: body ${other.bodySha256}`);
  expect(problems).toContainEqual(expect.stringMatching(/^raw\/.*a{64}\.json: a landed object cannot be read/));
});
