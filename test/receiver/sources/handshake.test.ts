import { describe, expect, test } from 'vitest';
import { type Envelope, sealEnvelope } from '../../../receiver/envelope.ts';
import { credentialContext, openHandshake } from '../../../receiver/sources/handshake.ts';
import { seal } from '../../../receiver/vault/seal.ts';

const KEYS = [Buffer.alloc(32, 3).toString('base64')];
const VERIFIER = 'a-verifier';
const sealed = (connection = 'acme_fresh', id = '2001') =>
  seal(VERIFIER, { keys: KEYS, context: credentialContext(connection, id) });

function landed(body: string, facts: Partial<Envelope> = {}): Envelope {
  const envelope = sealEnvelope(
    {
      source: 'freshbooks',
      connection: 'acme_fresh',
      organization_id: '6BApk',
      origin: 'webhook',
      entity: 'callbacks',
      entity_id: '2001',
      action: 'verify',
      event_at: null,
      received_at: '2026-06-09T13:50:00.000Z',
      window_end: null,
      request: { path: '/webhooks/acme_fresh', query: '', headers: {} },
      fetch: null,
      content_type: 'application/x-www-form-urlencoded',
      redacted: ['verifier'],
    },
    Buffer.from(body),
  );
  return { ...envelope, ...facts };
}

describe('a landed handshake', () => {
  test('gives its callback and its verifier', () => {
    const envelope = landed(`name=callback.verify&object_id=2001&verifier=${sealed()}`);
    expect(openHandshake(envelope, KEYS)).toEqual({ callbackId: '2001', verifier: VERIFIER });
  });

  test('of a doubled field the last value counts, as where it was signed', () => {
    const other = seal('other', { keys: KEYS, context: credentialContext('acme_fresh', '2001') });
    expect(openHandshake(landed(`verifier=${other}&verifier=${sealed()}`), KEYS)?.verifier).toBe(VERIFIER);
  });

  test.each([
    ['an emptied verifier', landed('name=callback.verify&verifier=')],
    ['no verifier', landed('name=callback.verify')],
    ['nothing redacted', landed(`verifier=${sealed()}`, { redacted: [] })],
    ['another entity', landed(`verifier=${sealed()}`, { entity: 'invoices' })],
    ['another action', landed(`verifier=${sealed()}`, { action: 'update' })],
    ['no callback', landed(`verifier=${sealed()}`, { entity_id: null })],
  ])('is none with %s', (_name, envelope) => {
    expect(openHandshake(envelope, KEYS)).toBeUndefined();
  });

  test('that was sealed for another callback or connection does not open', () => {
    for (const foreign of [sealed('acme_fresh', '2002'), sealed('other', '2001')]) {
      expect(() => openHandshake(landed(`verifier=${foreign}`), KEYS)).toThrow(
        expect.objectContaining({ code: 'vault_damaged' }),
      );
    }
  });
});
