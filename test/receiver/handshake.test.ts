import { describe, expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import { openHandshake } from '../../receiver/sources/handshake.ts';
import { memoryStore } from '../support/memory-store.ts';
import { freshTest } from '../support/receiver.ts';
import { callback, handshake, startVaultReceiver, VAULT_KEY } from './with-vault.ts';

const VERIFIER = 'canary-verifier+/=&%41';
const ofCallback = (object_id: string) => handshake({ object_id, verifier: VERIFIER });
const registered = (...ids: readonly string[]) => ({ acme_fresh: { callbacks: ids.map(callback) } });

/** Nothing of the verifier, in any spelling, in what was stored, logged or answered. */
function expectNowhere(...texts: readonly string[]): void {
  const spellings = [VERIFIER, encodeURIComponent(VERIFIER), Buffer.from(VERIFIER).toString('base64'), 'canary'];
  for (const text of texts) for (const spelling of spellings) expect(text).not.toContain(spelling);
}

describe('a handshake of a callback that we registered', () => {
  test('lands with its verifier sealed, once a window', async () => {
    const store = memoryStore();
    store.clock = () => new Date('2026-06-09T13:50:10.000Z');
    const receiver = await startVaultReceiver({ store, clock: store.clock, books: registered('2001') });
    const first = await receiver.post(ofCallback('2001'));
    expect([first.status, first.json]).toEqual([202, { status: 'stored' }]);
    const again = await receiver.post(ofCallback('2001'));
    expect([again.status, again.json]).toEqual([200, { status: 'duplicate' }]);
    const [key, bytes] = [...store.objects].find(([name]) => name.startsWith('raw/'))!;
    expect(parseRawKey(key)).toMatchObject({ entity: 'callbacks', time: new Date('2026-06-09T13:50:00.000Z') });
    const [envelope] = receiver.envelopes();
    expect(envelope).toMatchObject({
      source: 'freshbooks',
      connection: 'acme_fresh',
      organization_id: '6BApk',
      entity: 'callbacks',
      entity_id: '2001',
      action: 'verify',
      window_end: null,
      redacted: ['verifier'],
    });
    expect(envelope!.body).toMatch(
      /^name=callback\.verify&account_id=6BApk&user_id=1&object_id=2001&verifier=v1\.[\w.-]+$/,
    );
    expect(openHandshake(envelope!, [VAULT_KEY])).toEqual({ callbackId: '2001', verifier: VERIFIER });
    expectNowhere(key, bytes.toString(), JSON.stringify(receiver.lines), JSON.stringify(first.json));
    expect(receiver.lines.find(({ outcome }) => outcome === 'stored')).toMatchObject({ callback_id: '2001' });
  });

  test('has neither signature nor credentials in its headers', async () => {
    const receiver = await startVaultReceiver({ books: registered('2001') });
    const { headers, ...rest } = ofCallback('2001');
    const signed = { ...rest, headers: { ...headers, 'x-freshbooks-hmac-sha256': 'eA==', authorization: 'Bearer x' } };
    expect((await receiver.post(signed)).status).toBe(202);
    expect(Object.keys(receiver.envelopes()[0]!.request!.headers)).toEqual(['content-type', 'user-agent']);
  });

  test('another verifier or another callback is another handshake', async () => {
    const receiver = await startVaultReceiver({ books: registered('2001', '2002') });
    await receiver.post(ofCallback('2001'));
    await receiver.post(handshake({ object_id: '2001', verifier: 'later' }));
    await receiver.post(ofCallback('2002'));
    const ids = receiver.envelopes().map(({ entity_id: id }) => id ?? '');
    expect(ids.toSorted((a, b) => Number(a) - Number(b))).toEqual(['2001', '2001', '2002']);
  });

  test('however its fields are spelt', async () => {
    const receiver = await startVaultReceiver({ books: registered('2001') });
    const body = Buffer.from('verif%69er=canary+one&n%61me=callback%2Everify&object_id=2001&verifier=canary%2Dtwo');
    expect((await receiver.post({ ...ofCallback('2001'), body })).status).toBe(202);
    const [envelope] = receiver.envelopes();
    expect(envelope!.body).toMatch(/^verif%69er=v1\.[^&]+&n%61me=callback%2Everify&object_id=2001&verifier=v1\.[^&]+$/);
    expect(openHandshake(envelope!, [VAULT_KEY])?.verifier).toBe('canary-two');
    expectNowhere(JSON.stringify(envelope));
  });

  test('that cannot be landed is asked for again', async () => {
    const receiver = await startVaultReceiver({ books: registered('2001') });
    receiver.store.beforeCreate = () => Promise.reject(new AppError('landing_denied', 'no', { hint: 'x' }));
    const reply = await receiver.post(ofCallback('2001'));
    expect([reply.status, reply.json]).toEqual([503, { error: 'landing_unavailable' }]);
    expect((await fetch(`${receiver.url}/readyz`)).status).toBe(503);
  });
});

describe('a handshake is refused', () => {
  test('without a vault key: nothing could keep its secret', async () => {
    const receiver = await startVaultReceiver({ keys: undefined });
    const reply = await receiver.post(ofCallback('2001'));
    expect([reply.status, reply.json]).toEqual([503, { error: 'vault_key_missing' }]);
    expect(reply.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(receiver.envelopes()).toEqual([]);
    expectNowhere(JSON.stringify(receiver.lines));
  });

  test.each([
    ['of a callback that nobody registered', { object_id: '666', verifier: VERIFIER }, 'not_registered'],
    ['of another account', { object_id: '2001', verifier: VERIFIER, account_id: 'other' }, 'other_account'],
    ['without a callback', { verifier: VERIFIER }, 'incomplete'],
    ['without a verifier', { object_id: '2001' }, 'incomplete'],
    ['with something else for an id', { object_id: '../2001', verifier: VERIFIER }, 'incomplete'],
  ])('%s', async (_name, fields, reason) => {
    const receiver = await startVaultReceiver({ books: registered('2001'), limits: { handshakesPerMinute: 1 } });
    for (let turn = 0; turn < 3; turn += 1) {
      const reply = await receiver.post(handshake(fields));
      expect([reply.status, reply.json]).toEqual([404, { error: 'unknown_callback' }]);
    }
    expect(receiver.envelopes()).toEqual([]);
    expect(receiver.lines.find(({ outcome }) => outcome === 'unknown_callback')).toMatchObject({ reason });
    expectNowhere(JSON.stringify(receiver.lines));
    // none of them has touched the limit
    expect((await receiver.post(ofCallback('2001'))).status).toBe(202);
  });

  test('when it is larger than any: then it is a delivery without a signature', async () => {
    const receiver = await startVaultReceiver({ books: registered('2001') });
    const reply = await receiver.post(handshake({ object_id: '2001', verifier: VERIFIER, pad: 'x'.repeat(9_000) }));
    expect([reply.status, reply.json]).toEqual([401, { error: 'bad_signature' }]);
  });

  test('when there were 20 in this minute, with Retry-After; deliveries are not concerned', async () => {
    const ids = Array.from({ length: 21 }, (_, index) => String(3000 + index));
    const receiver = await startVaultReceiver({ books: registered(...ids) });
    const replies = [];
    for (const id of ids) replies.push(await receiver.post(ofCallback(id)));
    expect(replies.slice(0, 20).every(({ status }) => status === 202)).toBe(true);
    const last = replies[20]!;
    expect([last.status, last.json]).toEqual([429, { error: 'too_many_handshakes' }]);
    expect(last.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect((await receiver.post(freshTest())).status).toBe(202);
  });
});

describe('while callbacks are being registered', () => {
  const registering = (until: string) => ({ acme_fresh: { callbacks: [callback('2001')], registering_until: until } });
  const store = () => {
    const made = memoryStore();
    made.clock = () => new Date('2026-06-09T13:50:10.000Z');
    return made;
  };

  test('an id that is not known yet lands, within a limit of its own', async () => {
    const place = store();
    const books = registering('2026-06-09T13:55:00.000Z');
    const limits = { handshakesPerMinute: 2 };
    const receiver = await startVaultReceiver({ store: place, clock: place.clock, books, limits });
    const statuses: number[] = [];
    for (const id of ['1', '2', '3']) statuses.push((await receiver.post(ofCallback(id))).status);
    expect(statuses).toEqual([202, 202, 429]);
    // strangers have used up theirs; the registered one is not starved
    expect((await receiver.post(ofCallback('2001'))).status).toBe(202);
  });

  test('not once that time is over', async () => {
    const place = store();
    const books = registering('2026-06-09T13:50:10.000Z');
    const receiver = await startVaultReceiver({ store: place, clock: place.clock, books });
    expect((await receiver.post(ofCallback('1'))).status).toBe(404);
  });

  test('a callback that was registered since the last reading is found before it is refused', async () => {
    const receiver = await startVaultReceiver();
    await receiver.write('acme_fresh', { callbacks: [callback('2009')] });
    expect((await receiver.post(ofCallback('2009'))).status).toBe(202);
    expect((await receiver.post(ofCallback('2010'))).status).toBe(404);
  });

  test('strangers cause one look a second, and each is answered from a look of its own time', async () => {
    const receiver = await startVaultReceiver({ limits: { lookEveryMs: 1_000 } });
    receiver.looks.length = 0;
    const startedMs = performance.now();
    const replies = await Promise.all(['1', '2', '3', '4'].map((id) => receiver.post(ofCallback(id))));
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const seconds = (performance.now() - startedMs) / 1_000;
    expect(receiver.looks.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  test('a book that cannot be read means later, not unknown', async () => {
    let fails = false;
    const beforeLook = () => {
      if (fails) throw new AppError('landing_unavailable', 'away', { hint: 'x', retryable: true });
    };
    const receiver = await startVaultReceiver({ books: registered('2001'), beforeLook });
    fails = true;
    const reply = await receiver.post(ofCallback('2002'));
    expect([reply.status, reply.json]).toEqual([503, { error: 'landing_unavailable' }]);
    // what is known already needs no look, and the landing zone itself is well
    expect((await receiver.post(ofCallback('2001'))).status).toBe(202);
    expect((await fetch(`${receiver.url}/readyz`)).status).toBe(200);
  });
});
