import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type BookKeeper, openBook } from '../../../loader/webhooks/book.ts';
import { type ConfirmContext, confirmCallbacks } from '../../../loader/webhooks/confirm-callbacks.ts';
import { registerCallbacks } from '../../../loader/webhooks/register-callbacks.ts';
import { encodeEnvelope, sealEnvelope } from '../../../receiver/envelope.ts';
import { rawKey } from '../../../receiver/landing/keys.ts';
import { credentialContext } from '../../../receiver/sources/handshake.ts';
import { seal } from '../../../receiver/vault/seal.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { testConfig } from '../../support/receiver-config.ts';
import { noClient, type StubCallbacks, stubCallbacks } from './stub-callbacks.ts';

const KEYS = [randomBytes(32).toString('base64')];
const URI = 'https://hooks.example.com/webhooks/acme_fresh';
const connection = testConfig().connections['acme_fresh']!;
let store: MemoryStore;
let provider: StubCallbacks;
let book: BookKeeper;
let now: number;
let slept: number[];

beforeEach(() => {
  store = memoryStore();
  provider = stubCallbacks();
  book = openBook(openVault(store, KEYS), connection.name);
  now = Date.UTC(2026, 10, 20, 12);
  slept = [];
});

const clock = (): Date => new Date(now);
const register = (events: readonly string[]) =>
  registerCallbacks(
    {
      callbacks: provider,
      client: noClient,
      book,
      clock,
      sleep: (ms) => {
        slept.push(ms);
        return Promise.resolve();
      },
    },
    { events, uri: URI },
  );
const confirm = () => {
  const context: ConfirmContext = {
    store,
    connection,
    vaultKeys: KEYS,
    book,
    callbacks: provider,
    client: noClient,
    clock,
  };
  return confirmCallbacks(context);
};
const secretsNow = async () => (await book.read()).secrets.map(({ secret }) => secret);

/** A handshake as the receiver lands it. */
async function land(id: string, verifier: string): Promise<void> {
  now += 1000;
  const sealed = seal(verifier, { keys: KEYS, context: credentialContext(connection.name, id) });
  const fields = { name: 'callback.verify', object_id: id, verifier: sealed, account_id: connection.organizationId };
  const envelope = sealEnvelope(
    {
      source: 'freshbooks',
      connection: connection.name,
      organization_id: connection.organizationId,
      origin: 'webhook',
      entity: 'callbacks',
      entity_id: id,
      action: 'verify',
      event_at: null,
      received_at: clock().toISOString(),
      window_end: null,
      request: null,
      fetch: null,
      content_type: 'application/x-www-form-urlencoded',
      redacted: ['verifier'],
    },
    Buffer.from(new URLSearchParams(fields).toString()),
  );
  const parts = { source: 'freshbooks', connection: connection.name, origin: 'webhook' as const, entity: 'callbacks' };
  await store.create(rawKey({ ...parts, time: clock(), identity: [id, verifier] }), encodeEnvelope(envelope));
}

describe('registering', () => {
  test('registers what is missing, and a second time nothing', async () => {
    const first = await register(['invoice.create', 'payment.create']);
    expect(first.map(({ event, state }) => [event, state])).toEqual([
      ['invoice.create', 'registered'],
      ['payment.create', 'registered'],
    ]);
    for (const { id } of first) await land(id, provider.verifiers.get(id)!);
    await confirm();
    provider.calls.length = 0;
    expect((await register(['invoice.create', 'payment.create'])).map(({ state }) => state)).toEqual(['kept', 'kept']);
    expect(provider.calls).toEqual([]);
    expect((await book.read()).registering_until).toBeNull();
  });

  test('handshakes are taken while ids are not known yet: the window opens before the provider is asked', async () => {
    let during: string | null = null;
    const ask = provider.register.bind(provider);
    provider.register = async (...args) => {
      during = (await book.read()).registering_until;
      return ask(...args);
    };
    await register(['invoice.create']);
    expect(during).toBe('2026-11-20T12:10:00.000Z');
  });

  test('an unconfirmed one is asked for its handshake again, also when we had forgotten it', async () => {
    provider.callbacks.set('7', { id: '7', event: 'invoice.create', uri: URI, isVerified: false });
    expect(await register(['invoice.create'])).toEqual([{ event: 'invoice.create', id: '7', state: 'resent' }]);
    expect((await book.read()).callbacks).toMatchObject([{ id: '7', confirmed_at: null }]);
  });

  test('one whose verifier we lost is replaced; one of another address is left alone', async () => {
    provider.callbacks.set('7', { id: '7', event: 'invoice.create', uri: URI, isVerified: true });
    provider.callbacks.set('8', {
      id: '8',
      event: 'invoice.create',
      uri: 'https://other.example.com/x',
      isVerified: true,
    });
    expect(await register(['invoice.create'])).toMatchObject([{ event: 'invoice.create', state: 'replaced' }]);
    expect(provider.calls).toEqual(['remove 7', 'register invoice.create']);
    expect([...provider.callbacks.keys()]).toContain('8');
  });

  test('no more handshakes are asked for in a minute than the receiver takes', async () => {
    await register(Array.from({ length: 47 }, (_, index) => `noun${index}.create`));
    expect(slept).toEqual([60_000, 60_000, 60_000]);
  });
});

describe('confirming', () => {
  test('a verifier is live when the provider hears of it, and stays', async () => {
    const [one] = await register(['invoice.create']);
    await land(one!.id, provider.verifiers.get(one!.id)!);
    let liveAtPut: readonly string[] = [];
    provider.onConfirm = async () => {
      liveAtPut = await secretsNow();
    };
    expect(await confirm()).toEqual([{ id: one!.id, event: 'invoice.create', state: 'confirmed' }]);
    expect(liveAtPut).toEqual([provider.verifiers.get(one!.id)]);
    expect(await secretsNow()).toEqual(liveAtPut);
    expect(await confirm()).toEqual([]);
  });

  test("strangers' verifiers are withdrawn, tried once, and never keep the real one out", async () => {
    const [one] = await register(['invoice.create']);
    const real = provider.verifiers.get(one!.id)!;
    await land(one!.id, real);
    await land(one!.id, 'forged-1');
    await land(one!.id, 'forged-2');
    expect(await confirm()).toMatchObject([{ state: 'confirmed' }]);
    expect(provider.calls.filter((call) => call.startsWith('confirm'))).toHaveLength(3);
    expect(await secretsNow()).toEqual([real]);
  });

  test('only forged ones: refused, none stays live, none is tried twice', async () => {
    const [one] = await register(['invoice.create']);
    await land(one!.id, 'forged');
    expect(await confirm()).toMatchObject([{ state: 'refused' }]);
    expect(await secretsNow()).toEqual([]);
    expect(await confirm()).toMatchObject([{ state: 'waiting' }]);
    expect(provider.calls.filter((call) => call.startsWith('confirm'))).toHaveLength(1);
  });

  test('killed between the confirmation and our note of it: the verifier serves, and the next look puts it right', async () => {
    const [one] = await register(['invoice.create']);
    await land(one!.id, provider.verifiers.get(one!.id)!);
    provider.onConfirm = () => {
      store.beforeCreate = (key) => {
        if (key.startsWith('state/vault.')) throw new Error('killed');
      };
    };
    await expect(confirm()).rejects.toThrow('killed');
    store.beforeCreate = undefined;
    expect(await secretsNow()).toEqual([provider.verifiers.get(one!.id)]);
    expect(await confirm()).toMatchObject([{ state: 'confirmed' }]);
    expect(await secretsNow()).toEqual([provider.verifiers.get(one!.id)]);
    expect(provider.calls.filter((call) => call.startsWith('confirm'))).toHaveLength(1);
    expect(await confirm()).toEqual([]);
  });

  test('one that the provider no longer has is forgotten', async () => {
    const [one] = await register(['invoice.create']);
    await land(one!.id, provider.verifiers.get(one!.id)!);
    provider.callbacks.clear();
    expect(await confirm()).toMatchObject([{ state: 'gone' }]);
    expect(await book.read()).toMatchObject({ callbacks: [], secrets: [] });
  });

  test('no verifier lies in the landing zone in clear', async () => {
    const [one] = await register(['invoice.create']);
    const verifier = provider.verifiers.get(one!.id)!;
    await land(one!.id, verifier);
    await confirm();
    const holding = [...store.objects].filter(([, bytes]) => bytes.includes(verifier)).map(([key]) => key);
    expect(holding).toEqual([]);
  });
});
