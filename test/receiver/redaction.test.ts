import { describe, expect, test } from 'vitest';
import { unseal } from '../../receiver/vault/seal.ts';
import { memoryStore } from '../support/memory-store.ts';
import { freshTest, zohoTest } from '../support/receiver.ts';
import { FRESH_SECRET } from '../support/receiver-config.ts';
import { startVaultReceiver, VAULT_KEY } from './with-vault.ts';

const CANARY = 'canary+of/a=verifier';
const hint = (...more: readonly (readonly [string, string])[]) =>
  freshTest({ fields: [['name', 'invoice.update'], ['object_id', '77'], ...more, ['user_id', '1']] });

describe('a credential in a signed FreshBooks delivery', () => {
  test('is sealed where there is a key', async () => {
    const receiver = await startVaultReceiver();
    expect((await receiver.post(hint(['verifier', CANARY]))).status).toBe(202);
    const [envelope] = receiver.envelopes();
    expect(envelope).toMatchObject({ entity: 'invoices', entity_id: '77', redacted: ['verifier'] });
    const sealed = new URLSearchParams(envelope!.body).get('verifier')!;
    expect(unseal(sealed, { keys: [VAULT_KEY], context: 'handshake.acme_fresh.' }).text).toBe(CANARY);
    expect(envelope!.body).toBe(`name=invoice.update&object_id=77&verifier=${sealed}&user_id=1`);
  });

  test('is emptied where there is none', async () => {
    const receiver = await startVaultReceiver({ keys: undefined });
    expect((await receiver.post(hint(['verifier', CANARY]))).status).toBe(202);
    expect(receiver.envelopes()[0]).toMatchObject({
      body: 'name=invoice.update&object_id=77&verifier=&user_id=1',
      redacted: ['verifier'],
    });
  });

  test('is known by its value too: the secret that signed it, under any name', async () => {
    const receiver = await startVaultReceiver();
    await receiver.post(hint(['verified', FRESH_SECRET]));
    const [envelope] = receiver.envelopes();
    expect(envelope!.redacted).toEqual(['verified']);
    const all = [...receiver.store.objects].map(([key, bytes]) => key + bytes.toString()).join();
    expect(all + JSON.stringify(receiver.lines)).not.toContain(FRESH_SECRET);
  });

  test('takes no part in the name: a doubled delivery is a duplicate', async () => {
    const store = memoryStore();
    store.clock = () => new Date('2026-06-09T13:50:10.000Z');
    const receiver = await startVaultReceiver({ store, clock: store.clock });
    expect((await receiver.post(hint(['verifier', CANARY]))).status).toBe(202);
    expect((await receiver.post(hint(['verifier', CANARY]))).status).toBe(200);
  });

  test.each([
    ['none at all', hint()],
    ['an empty verifier', hint(['verifier', ''])],
    ['a verified flag', hint(['verified', 'true'])],
  ])('%s: the body is landed as it came', async (_name, delivery) => {
    const receiver = await startVaultReceiver();
    await receiver.post(delivery);
    expect(receiver.envelopes()[0]).toMatchObject({ body: delivery.body.toString(), redacted: [] });
  });
});

test('a Zoho Books form keeps every byte: it has no field of credentials', async () => {
  const receiver = await startVaultReceiver();
  const delivery = zohoTest({ document: `verifier=${CANARY}&a=1` });
  await receiver.post(delivery);
  expect(receiver.envelopes()[0]).toMatchObject({ body: delivery.body.toString(), redacted: [] });
});
