import { describe, expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { freshTest, zohoTest } from '../support/receiver.ts';
import { FRESH_SECRET, ZOHO_SECRET } from '../support/receiver-config.ts';
import { bookSecret, startVaultReceiver, VAULT_KEY } from './with-vault.ts';

const VERIFIER = 'canary-of-the-vault';
const GENERATED = 'CanaryForDeletedInvoices1';
const away = () => new AppError('landing_unavailable', 'away', { hint: 'x', retryable: true });
const verifier = { secrets: [bookSecret(VERIFIER, { callbackId: '2001' })] };
const byVerifier = freshTest({ secret: VERIFIER });
const named = (lines: Record<string, unknown>[]) =>
  lines.filter(({ outcome }) => outcome === 'stored').map(({ secret_index: name }) => name);

describe('a secret of the vault', () => {
  test('verifies beside those of the configuration, and the log names each', async () => {
    const receiver = await startVaultReceiver({
      books: {
        acme_fresh: verifier,
        acme_books: { secrets: [bookSecret(GENERATED, { entity: 'invoices', action: 'deleted' })] },
      },
    });
    const all = [
      byVerifier,
      freshTest({ secret: FRESH_SECRET, fields: [['name', 'client.update']] }),
      zohoTest({ secret: GENERATED, path: '/webhooks/acme_books/invoices/deleted' }),
      zohoTest({ secret: ZOHO_SECRET }),
    ];
    for (const delivery of all) expect((await receiver.post(delivery)).status).toBe(202);
    expect(named(receiver.lines)).toEqual(['vault:2001', 0, 'vault:invoices/deleted', 0]);
    for (const secret of [VERIFIER, GENERATED]) expect(JSON.stringify(receiver.lines)).not.toContain(secret);
  });

  test('verifies only its route, and only its connection', async () => {
    const receiver = await startVaultReceiver({
      books: {
        acme_fresh: verifier,
        acme_books: { secrets: [bookSecret(GENERATED, { entity: 'customer_payments', action: 'deleted' })] },
      },
    });
    const post = async (path: string, secret: string) => (await receiver.post(zohoTest({ path, secret }))).status;
    expect(await post('/webhooks/acme_books/customerpayments/deleted', GENERATED)).toBe(202);
    expect(await post('/webhooks/acme_books/customer_payments/updated', GENERATED)).toBe(401);
    expect(await post('/webhooks/acme_books/invoices/deleted', GENERATED)).toBe(401);
    expect(await post('/webhooks/acme_books/invoices', VERIFIER)).toBe(401);
  });

  test('is the first of a connection that had none', async () => {
    const receiver = await startVaultReceiver({ books: { no_secret: { secrets: [bookSecret(GENERATED)] } } });
    expect(receiver.lines.some(({ msg }) => String(msg).startsWith('no webhook secret'))).toBe(false);
    expect((await receiver.post(zohoTest({ path: '/webhooks/no_secret/invoices', secret: GENERATED }))).status).toBe(
      202,
    );
  });

  test('is live at once when a signature does not match, also the first of its connection', async () => {
    const receiver = await startVaultReceiver({ connections: { acme_fresh: { webhookSecrets: [] } } });
    expect((await receiver.post(byVerifier)).status).toBe(401);
    await receiver.write('acme_fresh', verifier);
    expect((await receiver.post(byVerifier)).status).toBe(202);
  });

  test('is live without anybody asking, by the timer, and withdrawn by it', async () => {
    const looked = new EventTarget();
    const receiver = await startVaultReceiver({
      limits: { secretsEveryMs: 5, lookEveryMs: 5 },
      beforeLook: (connection) => void looked.dispatchEvent(new Event(connection)),
    });
    const nextLooks = async (): Promise<void> => {
      // the second one began after the first was read to its end
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise((resolve) => looked.addEventListener('acme_fresh', resolve, { once: true }));
      }
    };
    await receiver.write('acme_fresh', verifier);
    await nextLooks();
    expect((await receiver.post(byVerifier)).status).toBe(202);
    await receiver.write('acme_fresh', { secrets: [] });
    await nextLooks();
    expect((await receiver.post(byVerifier)).status).toBe(401);
  });
});

describe('looks', () => {
  test('none for a signature that holds, is missing or malformed', async () => {
    const receiver = await startVaultReceiver();
    receiver.looks.length = 0;
    await receiver.post(freshTest());
    const { headers, ...rest } = freshTest();
    await receiver.post({ ...rest, headers: { 'content-type': headers['content-type']! } });
    await receiver.post({ ...rest, headers: { ...headers, 'x-freshbooks-hmac-sha256': 'no base64' } });
    expect(receiver.looks).toEqual([]);
  });

  test('at most one a second and connection, however many signatures do not match; each is held against a later one', async () => {
    const receiver = await startVaultReceiver({ limits: { lookEveryMs: 1_000 } });
    receiver.looks.length = 0;
    const startedMs = performance.now();
    const forged = Array.from({ length: 20 }, () => receiver.post(freshTest({ secret: 'x' })));
    expect((await Promise.all(forged)).every(({ status }) => status === 401)).toBe(true);
    await receiver.write('acme_fresh', verifier);
    // Just after a look: it waits for the next one instead of being refused by what that one saw.
    expect((await receiver.post(byVerifier)).status).toBe(202);
    const seconds = (performance.now() - startedMs) / 1_000;
    expect(receiver.looks.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
    expect(new Set(receiver.looks)).toEqual(new Set(['acme_fresh']));
  });

  test('no more wait than may: the others are asked to come again', async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let started = false;
    const receiver = await startVaultReceiver({
      limits: { maxWaitingForSecrets: 1 },
      beforeLook: async () => {
        if (!started) return;
        reached.resolve();
        await held.promise;
      },
    });
    started = true;
    const first = receiver.post(freshTest({ secret: 'x' }));
    await reached.promise;
    const second = await receiver.post(freshTest({ secret: 'x' }));
    expect([second.status, second.json]).toEqual([503, { error: 'busy' }]);
    expect((await receiver.post(freshTest())).status).toBe(202);
    held.resolve();
    expect((await first).status).toBe(401);
  });

  test('a landing zone that fails: later, not wrong; what is known still verifies, and it stays ready', async () => {
    let fails = false;
    const receiver = await startVaultReceiver({ beforeLook: () => (fails ? Promise.reject(away()) : undefined) });
    fails = true;
    const reply = await receiver.post(freshTest({ secret: 'x' }));
    expect([reply.status, reply.json]).toEqual([503, { error: 'landing_unavailable' }]);
    expect((await fetch(`${receiver.url}/readyz`)).status).toBe(200);
    expect((await receiver.post(freshTest())).status).toBe(202);
    fails = false;
    expect((await receiver.post(freshTest({ secret: 'x' }))).status).toBe(401);
  });

  test('a look that does not end is left after the time budget', async () => {
    let hangs = false;
    const receiver = await startVaultReceiver({
      receiver: { timeBudgetMs: 80 },
      beforeLook: () => (hangs ? new Promise<void>(() => undefined) : undefined),
    });
    hangs = true;
    const reply = await receiver.post(freshTest({ secret: 'x' }));
    expect([reply.status, reply.json]).toEqual([503, { error: 'landing_unavailable' }]);
    expect(receiver.lines.find(({ outcome }) => outcome === 'landing_unavailable')).toMatchObject({
      error: 'state/vault.webhooks.acme_fresh did not get read within 80 ms',
    });
  });

  test('without a vault key there are none', async () => {
    const receiver = await startVaultReceiver({ keys: undefined, books: { acme_fresh: verifier } });
    receiver.looks.length = 0;
    expect((await receiver.post(byVerifier)).status).toBe(401);
    expect((await receiver.post(freshTest())).status).toBe(202);
    expect(receiver.looks).toEqual([]);
  });
});

describe('a book that cannot be read', () => {
  test.each([
    ['another key', [Buffer.alloc(32, 9).toString('base64')], 'vault_key_wrong'],
    ['an old key beside the new one is enough', [Buffer.alloc(32, 9).toString('base64'), VAULT_KEY], undefined],
  ])('%s: the receiver starts all the same', async (_name, keys, code) => {
    const receiver = await startVaultReceiver({ keys, books: { acme_fresh: verifier } });
    const errors = receiver.lines.filter(({ level }) => level === 'error');
    expect(errors.map((line) => [line['connection'], line['code']])).toEqual(
      code === undefined ? [] : [['acme_fresh', code]],
    );
    expect((await receiver.post(freshTest({ fields: [['name', 'client.update']] }))).status).toBe(202);
    expect((await receiver.post(byVerifier)).status).toBe(code === undefined ? 202 : 503);
    expect(JSON.stringify(receiver.lines)).not.toContain(VERIFIER);
  });

  test('is tried again by the timer, is logged once for each reason, and is told when it is back', async () => {
    let error: AppError | undefined = new AppError('vault_damaged', 'x', { hint: 'y' });
    const tried = new EventTarget();
    const receiver = await startVaultReceiver({
      limits: { secretsEveryMs: 5, lookEveryMs: 5 },
      beforeLook: (connection) => {
        tried.dispatchEvent(new Event(connection));
        return error === undefined || connection !== 'acme_fresh' ? undefined : Promise.reject(error);
      },
    });
    const tries = async (count: number): Promise<void> => {
      for (let turn = 0; turn < count; turn += 1) {
        await new Promise((resolve) => tried.addEventListener('acme_fresh', resolve, { once: true }));
      }
    };
    await tries(3);
    error = away();
    await tries(3);
    error = undefined;
    await tries(3);
    const told = receiver.lines.filter(({ msg }) => String(msg).startsWith('webhook secrets of the vault'));
    expect(told.map(({ code, level }) => [level, code])).toEqual([
      ['error', 'vault_damaged'],
      ['error', 'landing_unavailable'],
      ['info', undefined],
    ]);
  });

  test('a receiver that has stopped reads nothing more', async () => {
    const receiver = await startVaultReceiver({ limits: { secretsEveryMs: 1, lookEveryMs: 1 } });
    await receiver.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = receiver.looks.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(receiver.looks).toHaveLength(before);
  });
});
