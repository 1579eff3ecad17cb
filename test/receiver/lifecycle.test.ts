import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { openLog } from '../../receiver/log.ts';
import { startReceiver } from '../../receiver/main.ts';
import { memoryStore } from '../support/memory-store.ts';
import { rawExchange, rawHead, startTestReceiver, zohoTest } from '../support/receiver.ts';
import { testConfig } from '../support/receiver-config.ts';

const silent = openLog({ level: 'silent' });

describe('start', () => {
  test.each(['', ' ', '\n'])('an empty secret %j is refused, by name and without the others', async (secret) => {
    const config = testConfig();
    const acme = config.connections['acme_books']!;
    const webhookSecrets = [...acme.webhookSecrets, { secret, entity: undefined, action: undefined }];
    const broken = { ...config, connections: { acme_books: { ...acme, webhookSecrets } } };
    const started = startReceiver(broken, { store: memoryStore(), log: silent });
    await expect(started).rejects.toMatchObject({
      code: 'secret_empty',
      message: 'connections.acme_books.webhook_secrets[2] is empty',
    });
  });

  test('a store that lets two writers win is refused', async () => {
    const store = { ...memoryStore(), create: () => Promise.resolve('created' as const) };
    await expect(startReceiver(testConfig(), { store, log: silent })).rejects.toMatchObject({
      code: 'landing_not_exclusive',
    });
  });

  test('a store that is away is refused', async () => {
    const store = memoryStore();
    store.beforeCreate = () =>
      Promise.reject(new AppError('landing_unavailable', 'away', { hint: 'x', retryable: true }));
    await expect(startReceiver(testConfig(), { store, log: silent })).rejects.toMatchObject({
      code: 'landing_unavailable',
    });
  });

  test('a port that is taken', async () => {
    const { port } = await startTestReceiver();
    const started = startReceiver(testConfig({ port }), { store: memoryStore(), log: silent });
    await expect(started).rejects.toMatchObject({
      code: 'port_unavailable',
      message: `cannot listen on 127.0.0.1:${port}: EADDRINUSE`,
    });
  });

  test.each([
    [11_000, true],
    [-11_000, true],
    [9_000, false],
  ])('a store whose clock is %i ms off', async (offMs, warns) => {
    const store = memoryStore();
    const now = new Date('2026-06-09T13:50:00.000Z');
    store.clock = () => new Date(now.getTime() + offMs);
    const { lines } = await startTestReceiver({ store, clock: () => now });
    expect(lines.some(({ msg }) => String(msg).startsWith('CLOCK SKEW'))).toBe(warns);
  });

  test('a connection without secrets is named', async () => {
    const { lines } = await startTestReceiver();
    const warned = lines.filter(({ msg }) => String(msg).startsWith('no webhook secret'));
    expect(warned.map(({ connection }) => connection)).toEqual(['no_secret']);
  });
});

describe('health', () => {
  test.each(['/healthz', '/readyz'])('%s', async (path) => {
    const { url } = await startTestReceiver();
    const reply = await fetch(url + path);
    expect([reply.status, Object.keys((await reply.json()) as object)]).toEqual([200, ['status']]);
    expect((await fetch(url + path, { method: 'HEAD' })).status).toBe(200);
    const post = await fetch(url + path, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('drain', () => {
  test('not ready first, every answer closes its connection, then the end', async () => {
    const receiver = await startTestReceiver({ limits: { drainGraceMs: 2_000 } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = async (path: string): Promise<{ status: number; connection: string }> => {
      const [answer] = await once(request(`${receiver.url}${path}`, { agent }).end(), 'response');
      answer.resume();
      await once(answer, 'end');
      return { status: answer.statusCode, connection: answer.headers.connection };
    };
    expect(await get('/readyz')).toEqual({ status: 200, connection: 'keep-alive' });
    const stopped = receiver.stop();
    expect(await get('/readyz')).toEqual({ status: 503, connection: 'close' });
    const reply = await receiver.post(zohoTest());
    expect([reply.status, reply.headers.get('connection')]).toEqual([202, 'close']);
    await stopped;
    await expect(fetch(`${receiver.url}/healthz`)).rejects.toThrow('fetch failed');
    expect(receiver.envelopes()).toHaveLength(1);
    agent.destroy();
  });

  test('a delivery that is being landed is answered', async () => {
    const receiver = await startTestReceiver({ limits: { drainTimeoutMs: 10_000 } });
    const reached = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    receiver.store.beforeCreate = async () => {
      reached.resolve();
      await held.promise;
    };
    const reply = receiver.post(zohoTest());
    await reached.promise;
    const stopped = receiver.stop();
    held.resolve();
    expect((await reply).status).toBe(202);
    await stopped;
  });

  test('what hangs is cut', async () => {
    const receiver = await startTestReceiver({ limits: { drainTimeoutMs: 50 } });
    const arrived = Promise.withResolvers<void>();
    const hanging = rawExchange(receiver.port, (send) => {
      send(rawHead('/webhooks/acme_books/invoices', { 'Content-Length': 100 }));
      arrived.resolve();
    });
    await arrived.promise;
    await fetch(`${receiver.url}/healthz`);
    await receiver.stop();
    expect(await hanging).toBe('');
  });

  test('stopping twice is stopping once', async () => {
    const receiver = await startTestReceiver();
    await Promise.all([receiver.stop(), receiver.stop(), receiver.stopped]);
    expect(receiver.lines.filter(({ msg }) => msg === 'receiver stopped')).toHaveLength(1);
  });

  test('SIGTERM drains, and the handlers go with it', async () => {
    const before = process.listenerCount('SIGTERM');
    const receiver = await startTestReceiver({ signals: true });
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    process.emit('SIGTERM');
    await receiver.stopped;
    expect(process.listenerCount('SIGTERM')).toBe(before);
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  test('the store is closed only by who opened it', async () => {
    const store = memoryStore();
    let closed = 0;
    store.close = () => Promise.resolve(void (closed += 1));
    const receiver = await startTestReceiver({ store });
    await receiver.stop();
    expect(closed).toBe(0);
  });
});
