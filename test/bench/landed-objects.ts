import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeEnvelope, sealEnvelope } from '../../receiver/envelope.ts';
import { rawKey } from '../../receiver/landing/keys.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import { digits, jsonBytes } from '../support/payloads/json.ts';
import { zohoInvoice, zohoInvoiceLine, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { hmac } from '../support/sign.ts';
import { CONNECTION, ORGANIZATION_ID, WEBHOOK_SECRET } from './bench-config.ts';

const DAYS = 50;
const DAY_MS = 86_400_000;

export interface LandedObject {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface LandedTotals {
  readonly objects: number;
  readonly bytes: number;
  /** different invoices: every fifth object is a later version of an earlier one */
  readonly invoices: number;
}

/**
 * Webhooks of invoices with two or three lines (6 to 7 KB of JSON) over the last 50 days, as the receiver would have landed
 * them. The same `n`, `total` and `until` give the same object.
 */
export function landedInvoice(
  n: number,
  { total, until }: { readonly total: number; readonly until: Date },
): LandedObject {
  const source = webhookSource('zoho_books');
  const isUpdate = n % 5 === 4;
  const invoice = isUpdate ? n - 4 : n;
  const modified = new Date(until.getTime() - Math.floor(((total - n) / total) * DAYS * DAY_MS));
  const body = jsonBytes(zohoWebhook('invoice', invoiceDocument({ invoice, modified, isUpdate })));
  const action = isUpdate ? 'updated' : 'created';
  const path = `/webhooks/${CONNECTION}/invoices/${action}`;
  const headers = {
    'content-type': 'application/json;charset=UTF-8',
    [source.scheme.header]: hmac(WEBHOOK_SECRET, body, 'hex'),
  };
  const received = new Date(modified.getTime() + 1_500);
  const facts = source.facts(
    { method: 'POST', path, query: '', headers, body, entity: 'invoices', action },
    { now: received, coalesceSeconds: 60, bodySha256: createHash('sha256').update(body).digest('hex') },
  );
  const { entity, identity, keyTime: time } = facts;
  const envelope = sealEnvelope(
    {
      source: source.name,
      connection: CONNECTION,
      organization_id: ORGANIZATION_ID,
      origin: 'webhook',
      entity,
      entity_id: facts.entityId ?? null,
      action,
      event_at: facts.eventAt?.toISOString() ?? null,
      received_at: received.toISOString(),
      window_end: null,
      request: { path, query: '', headers },
      fetch: null,
      content_type: headers['content-type'],
      redacted: [],
    },
    body,
  );
  return {
    key: rawKey({ source: source.name, connection: CONNECTION, origin: 'webhook', entity, time, identity }),
    bytes: encodeEnvelope(envelope),
  };
}

/** Writes objects into a landing folder without a sync per file: what is measured comes after the landing. */
export function landInvoices(folder: string, total: number, until: Date): LandedTotals {
  const folders = new Set<string>();
  let bytes = 0;
  for (let n = 0; n < total; n += 1) {
    const object = landedInvoice(n, { total, until });
    const file = join(folder, object.key);
    const day = dirname(file);
    if (!folders.has(day)) mkdirSync(day, { recursive: true });
    folders.add(day);
    writeFileSync(file, object.bytes);
    bytes += object.bytes.length;
  }
  return { objects: total, bytes, invoices: total - Math.floor(total / 5) };
}

function invoiceDocument(of: {
  readonly invoice: number;
  readonly modified: Date;
  readonly isUpdate: boolean;
}): object {
  const { invoice, isUpdate } = of;
  const modified = `${of.modified.toISOString().slice(0, 19)}+0000`;
  const lines = Array.from({ length: 2 + (invoice % 2) }, (_, line) => {
    const quantity = 1 + ((invoice + line) % 40);
    const total = quantity * 250;
    return zohoInvoiceLine({
      line_item_id: String(982_000_300_000_000 + invoice * 10 + line),
      item_order: line + 1,
      item_id: String(982_000_000_100_000 + ((invoice * 7 + line) % 900)),
      description: `Berth ${invoice % 97}, position ${line + 1}, lot ${token(invoice * 10 + line, 16)}`,
      quantity,
      item_total: money(total),
      line_item_taxes: [
        { tax_id: '982000000000501', tax_name: 'VAT 19 (19%)', tax_amount: money(Math.round(total * 0.19)) },
      ],
    });
  });
  const net = lines.reduce((sum, line) => sum + Number(line['quantity']) * 250, 0);
  const tax = Math.round(net * 0.19);
  const customer = invoice % 500;
  return zohoInvoice({
    invoice_id: String(982_000_200_000_000 + invoice),
    invoice_number: `INV-${String(invoice).padStart(6, '0')}`,
    customer_id: String(982_000_000_061_000 + customer),
    customer_name: `Möwe Bootsbau ${customer}`,
    status: isUpdate ? 'paid' : 'sent',
    line_items: lines,
    sub_total: money(net),
    tax_total: money(tax),
    total: money(net + tax),
    balance: isUpdate ? 0 : money(net + tax),
    invoice_url: `https://books.example/portal/invoice?CInvoiceID=2-${token(invoice, 160)}`,
    notes: `Thank you & fair winds. Reference ${token(invoice + 1, 24)}, berth ${token(invoice + 2, 12)}`,
    created_time: modified,
    last_modified_time: modified,
  });
}

/** Cents as a bare JSON number with two digits, as providers send them. */
function money(cents: number): object {
  return digits(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
}

/** Text that does not compress better than real references and links do: hex of a hash. */
export function token(seed: number, length: number): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    text += createHash('sha256').update(`${seed}/${block}`).digest('hex');
  }
  return text.slice(0, length);
}
