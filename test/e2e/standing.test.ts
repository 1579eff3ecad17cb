import { afterEach, expect, test } from 'vitest';
import { connectionsText } from '../../loader/commands/status-connections.ts';
import { checkConnection } from '../../loader/doctor/check-connection.ts';
import { type ConnectionStatus, connectionStatuses } from '../../loader/doctor/connection-status.ts';
import type { Finding } from '../../loader/doctor/finding.ts';
import { listArrivals } from '../../loader/plan/arrivals.ts';
import { freshbooksInvoice } from '../support/payloads/freshbooks.ts';
import { zohoInvoice } from '../support/payloads/zoho-books.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import { zohoDelivery } from '../support/sign.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { subscribe } from './subscribe.ts';

const MINUTE_MS = 60_000;
let world: SourcesWorld;
afterEach(() => world.close());

async function statusOf(name: string): Promise<ConnectionStatus> {
  const all = await connectionStatuses(await world.context(), await listArrivals(world.store, new Date(world.now)));
  return all.find(({ connection }) => connection === name)!;
}

/** What is not in order. */
async function doctor(name: string): Promise<readonly Finding[]> {
  const options = { connection: world.config.connections[name]!, status: await statusOf(name), ask: true };
  const findings = await checkConnection(await world.context(), options);
  return findings.filter(({ state }) => state !== 'ok');
}

test('a connection that lacks its callbacks, then one that is well', async () => {
  world = await openSources();
  expect(await doctor('acme_fresh')).toMatchObject([
    { check: 'webhooks', state: 'problem', remedy: 'ledgerlake webhooks register acme_fresh' },
  ]);
  await subscribe(world);
  expect(await doctor('acme_fresh')).toEqual([]);
  expect(await doctor('acme_books')).toEqual([]);
  expect(await statusOf('acme_fresh')).toMatchObject({
    callbacks: { waiting: 0 },
    sign_in: { state: 'ok', problem: null },
    queue: { objects: 0 },
    last_webhook_at: new Date(Math.floor(world.now / MINUTE_MS) * MINUTE_MS).toISOString(),
  });
  // Somebody removed them at FreshBooks.
  world.fresh.callbacks.all.length = 0;
  expect(await doctor('acme_fresh')).toMatchObject([
    { check: 'webhooks', state: 'problem', remedy: 'ledgerlake webhooks register acme_fresh' },
  ]);
});

test('what waits and what fails, with reasons and the oldest hint', async () => {
  world = await openSources();
  await subscribe(world);
  for (const id of [1, 2]) world.fresh.books.put('invoices', freshbooksInvoice({ id, invoiceid: id }));
  await world.fresh.deliveries.settled();
  const landedAt = new Date(world.now).toISOString();
  await world.run();
  expect(await statusOf('acme_fresh')).toMatchObject({
    queue: { objects: 2, due: 0, reasons: { hint: 2 } },
    oldest_unanswered_at: landedAt,
    last_fetch_at: null,
  });
  world.now += 2 * MINUTE_MS;
  const fault = { kind: 'answer', status: 404, json: { message: 'no Route matched with those values' } } as const;
  world.fresh.faults.add({ path: /invoices\/2\b/, times: 20, fault });
  await world.run();
  world.fresh.faults.clear();
  const status = await statusOf('acme_fresh');
  expect(status).toMatchObject({
    queue: { objects: 1 },
    failing: [{ entity: 'invoices', id: '2', attempts: 1, code: expect.stringMatching(/^api_/) as string }],
    last_fetch_at: new Date(world.now).toISOString(),
  });
  expect(connectionsText([status])).toMatch(/acme_fresh: invoices 2 failed 1 times, again at .*\(api_/);
});

test('a refresh token that no longer works: the command that mends it is named, and hints still land', async () => {
  world = await openSources();
  await subscribe(world);
  world.fresh.tokens.revokeAll();
  world.fresh.books.put('invoices', freshbooksInvoice({ id: 1, invoiceid: 1 }));
  await world.fresh.deliveries.settled();
  world.now += 2 * MINUTE_MS;
  const report = await world.run();
  const fetched = report.fetched.find(({ connection }) => connection === 'acme_fresh');
  expect(fetched).toMatchObject({ landed: 0, queued: 1, stopped: { code: 'oauth_refused', retryable: false } });
  expect(report.exit_code).toBe(1);
  expect(await doctor('acme_fresh')).toMatchObject([
    { check: 'sign-in', state: 'problem', remedy: 'ledgerlake connect acme_fresh' },
  ]);
  const status = await statusOf('acme_fresh');
  expect(status.sign_in).toMatchObject({ state: 'refused', command: 'ledgerlake connect acme_fresh' });
  expect(status.oldest_unanswered_at).not.toBeNull();
  expect(connectionsText([status])).toContain('acme_fresh: run "ledgerlake connect acme_fresh"');
});

test("Zoho Books' daily quota is told, and its reserve is not spent", async () => {
  world = await openSources();
  world.zoho.quota.perDay = 20;
  world.zoho.quota.use(12);
  for (let id = 1; id <= 10; id += 1) {
    world.zoho.books.put('invoices', zohoInvoice({ invoice_id: String(id) }), { silent: true });
    await partial(String(id));
  }
  world.now += 10 * MINUTE_MS;
  await world.run();
  const status = await statusOf('acme_books');
  expect(status.quota).toMatchObject({ limit: 20 });
  expect(status.quota?.remaining).toBeGreaterThanOrEqual(2);
  expect(status.queue.objects).toBeGreaterThanOrEqual(4);
  expect(status.problem?.code).toBe('api_quota_reserved');
  expect(status.failing).toEqual([]);
});

/** A webhook with chosen fields alone. */
async function partial(id: string): Promise<void> {
  const document = { invoice: { invoice_id: id, last_modified_time: '2026-11-20T12:00:00+0000' } };
  const delivery = zohoDelivery({ path: '/webhooks/acme_books/invoices/updated', secret: ZOHO_SECRET, document });
  const { path, headers, body } = delivery;
  const answer = await fetch(world.receiver.url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  expect(answer.status).toBe(202);
}
