import { encodeEnvelope, sealEnvelope } from '../../../receiver/envelope.ts';
import { type BadInput, unread } from '../row.ts';
import { invoiceText } from '../send.ts';

function envelope(id: string): string {
  const at = '2026-06-09T12:00:00.000Z';
  const sealed = sealEnvelope(
    {
      source: 'zoho_books',
      connection: 'acme_books',
      organization_id: '10234695',
      origin: 'webhook',
      entity: 'invoices',
      entity_id: id,
      action: 'updated',
      event_at: at,
      received_at: at,
      window_end: null,
      request: null,
      fetch: null,
      content_type: 'application/json',
      redacted: [],
    },
    Buffer.from(invoiceText(id)),
  );
  return Buffer.from(encodeEnvelope(sealed)).toString();
}

const object = (name: string, change: (text: string) => string | Uint8Array, source = 'zoho_books'): BadInput => ({
  name: `object: ${name}`,
  send: (id) => ({ via: 'object', source, entity: 'invoices', bytes: Buffer.from(change(envelope(id))) }),
  goes: unread('envelope_invalid'),
});

/** What a damaged disk, a hand or another release leaves in the landing zone. */
export const OBJECTS: readonly BadInput[] = [
  object('cut in the middle', (text) => text.slice(0, text.length / 2)),
  object('empty', () => ''),
  object('zeros', () => new Uint8Array(512)),
  object('JSON that is no envelope', () => '[null]'),
  object('of a later envelope version', (text) => text.replace('"v":1', '"v":2')),
  object('with a field that nobody knows', (text) => text.replace('"v":1', '"v":1,"x":0')),
  object('whose body was edited', (text) => text.replace('PO 4711', 'PO 4712')),
  object('of a source of another release', (text) => text.replace('"zoho_books"', '"ledger_x"'), 'ledger_x'),
];
