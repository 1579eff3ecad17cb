import { landAnswer } from '../../loader/fetch/land-answer.ts';
import type { Lab } from './lab.ts';
import { type Doc, jsonBytes } from './payloads/json.ts';
import { zohoAnswer, zohoListAnswer, zohoMissing, zohoWebhook } from './payloads/zoho-books.ts';
import { zohoAddress } from './payloads/zoho-books-address.ts';
import { zohoBankTransaction } from './payloads/zoho-books-bank-transactions.ts';
import { zohoContact } from './payloads/zoho-books-contacts.ts';
import { zohoExchangeRate } from './payloads/zoho-books-reference.ts';
import { ZOHO_SAMPLES, type ZohoSample } from './payloads/zoho-books-samples.ts';
import { zohoTraps } from './payloads/zoho-books-traps.ts';
import { zohoVendorPayment } from './payloads/zoho-books-vendor-payments.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 10, 8, minute)).toISOString();
const stamp = (minute: number): string => at(minute).replace('.000Z', '+0000');

/** Currency whose rates are listed without naming it. */
export const LISTED_CURRENCY = '982000000000107';

/** The id of the n-th record that `landEveryZohoEntity` lands of an entity, from 0: first the traps, then the edited ones. */
export function everyZohoId(sample: ZohoSample, n: number): string {
  if (sample.entity === 'exchange_rates') return new Date(Date.UTC(2026, 5, n + 1)).toISOString().slice(0, 10);
  return `98200001${String(ZOHO_SAMPLES.findIndex(({ entity }) => entity === sample.entity)).padStart(2, '0')}${String(n).padStart(5, '0')}`;
}

/** What `everyZohoId` counts after the traps. */
export const EDITED = 20;
export const DELETED = 21;
export const RESTORED = 22;

/**
 * Lands every entity of Zoho Books with the traps of its payloads, one record each, and of each entity a record that is edited,
 * one that is deleted and one that is deleted and restored. Nothing of it belongs into quarantine. About 350 objects.
 *
 * @returns every raw key, ascending
 */
export async function landEveryZohoEntity(lab: Lab): Promise<readonly string[]> {
  for (const sample of ZOHO_SAMPLES) {
    await landTraps(lab, sample);
    await landEdits(lab, sample);
    if (sample.key !== undefined) await landDeletions(lab, { ...sample, key: sample.key });
  }
  await landRatesOf(lab, LISTED_CURRENCY);
  return lab.keys();
}

/** The record with this id, changed at this minute, where it has stamps. */
function record(sample: ZohoSample, n: number, { base, minute }: { readonly base: Doc; readonly minute: number }): Doc {
  const stamps = ['last_modified_time', 'updated_time'].filter((field) => Object.hasOwn(base, field));
  return {
    ...base,
    [sample.id]: everyZohoId(sample, n),
    ...Object.fromEntries(stamps.map((field) => [field, stamp(minute)])),
  };
}

async function landTraps(lab: Lab, sample: ZohoSample): Promise<void> {
  const records = zohoTraps(sample).map(([, base], n) => record(sample, n, { base, minute: n }));
  if (sample.document === 'row') return list(lab, sample, { rows: records, minute: 15 });
  for (const [n, document] of records.entries()) {
    // every other by webhook, the rest by an answer about the one record
    if (n % 2 === 0) await hook(lab, sample, { action: 'created', document, minute: n + 1 });
    else await read(lab, sample, { document, minute: n + 1 });
  }
}

async function landEdits(lab: Lab, sample: ZohoSample): Promise<void> {
  const base = sample.document === 'detail' ? sample.detail() : sample.row();
  const version = (minute: number, text: string): Doc =>
    record(sample, EDITED, { base: { ...base, [sample.edited]: text }, minute });
  if (sample.hooks) {
    // the second comes last, unless the record has no stamp to tell: then the receipt counts
    const hasStamp = ['last_modified_time', 'updated_time'].some((field) => Object.hasOwn(base, field));
    await hook(lab, sample, { action: 'created', document: version(1, 'first'), minute: 2 });
    await hook(lab, sample, { action: 'updated', document: version(9, 'third'), minute: hasStamp ? 10 : 12 });
    await hook(lab, sample, { action: 'updated', document: version(5, 'second'), minute: 11 });
    return;
  }
  await list(lab, sample, { rows: [version(1, 'first')], minute: 20 });
  await list(lab, sample, { rows: [version(9, 'third')], minute: 30 });
  await list(lab, sample, { rows: [version(5, 'second')], minute: 25 });
}

async function landDeletions(lab: Lab, sample: ZohoSample & { readonly key: string }): Promise<void> {
  const base = sample.document === 'detail' ? sample.detail() : sample.row();
  for (const n of [DELETED, RESTORED]) {
    const document = record(sample, n, { base, minute: 1 });
    await read(lab, sample, { document, minute: 2 });
    if (sample.hooks) {
      const gone = zohoWebhook(sample.key, { [sample.id]: everyZohoId(sample, n) });
      await lab.zoho(`${sample.entity}/deleted`, gone, at(6));
    } else {
      const id = everyZohoId(sample, n);
      const answer = { source: 'zoho_books', entity: sample.entity, id, status: 404, body: zohoMissing } as const;
      await lab.answer({ ...answer, at: at(6) });
    }
    if (n === RESTORED) await read(lab, sample, { document, minute: 8 });
  }
}

interface Landed {
  readonly document: Doc;
  readonly minute: number;
}

async function hook(
  lab: Lab,
  sample: ZohoSample,
  { action, document, minute }: Landed & { readonly action: string },
): Promise<void> {
  await lab.zoho(`${sample.entity}/${action}`, zohoWebhook(sample.key ?? '', document), at(minute));
}

async function read(lab: Lab, sample: ZohoSample, { document, minute }: Landed): Promise<void> {
  const id = String(document[sample.id]);
  const body = zohoAnswer(sample.key ?? '', document);
  await lab.answer({ source: 'zoho_books', entity: sample.entity, id, body, at: at(minute) });
}

async function list(
  lab: Lab,
  sample: ZohoSample,
  { rows, minute }: { readonly rows: readonly Doc[]; readonly minute: number },
): Promise<void> {
  const body = zohoListAnswer(sample.list, rows);
  await lab.answer({ source: 'zoho_books', entity: sample.entity, origin: 'poll', body, at: at(minute) });
}

/** Records of entities whose arrays `landEveryZohoEntity` leaves empty, as most records do. */
export async function landRareChildren(lab: Lab): Promise<void> {
  const refund = {
    vendorpayment_refund_id: '98200003100001',
    date: '2026-06-11',
    refund_mode: 'Cash',
    amount_fcy: 1.5,
  };
  const records = [
    ['contacts', 'contact', zohoContact({ contact_id: '98200003000001', addresses: [zohoAddress()] })],
    [
      'vendor_payments',
      'vendorpayment',
      zohoVendorPayment({ payment_id: '98200003000002', vendorpayment_refunds: [refund] }),
    ],
    ['bank_transactions', 'banktransaction', zohoBankTransaction({ transaction_id: '98200003000003' })],
  ] as const;
  for (const [entity, key, document] of records) {
    const id = String(document['contact_id'] ?? document['payment_id'] ?? document['transaction_id']);
    await lab.answer({ source: 'zoho_books', entity, id, body: zohoAnswer(key, document), at: at(45) });
  }
}

/** The rates of one currency: the rows do not say which, the path does. */
async function landRatesOf(lab: Lab, currency: string): Promise<void> {
  const { currency_id: _id, currency_code: _code, ...rate } = zohoExchangeRate();
  const rows = ['2026-06-01', '2026-06-02'].map((effective_date) => ({ ...rate, effective_date }));
  const connection = Object.values(lab.config.connections).find((candidate) => candidate.source === 'zoho_books');
  if (connection === undefined) throw new Error('no connection of Zoho Books');
  await landAnswer(lab.store, {
    source: 'zoho_books',
    connection: connection.name,
    organizationId: connection.organizationId,
    origin: 'poll',
    entity: 'exchange_rates',
    entityId: undefined,
    url: `https://api.example.com/books/v3/settings/currencies/${currency}/exchangerates?organization_id=10234695&page=1`,
    status: 200,
    fetchId: `rates-${currency}`,
    startedAt: new Date(at(40)),
    receivedAt: new Date(at(40)),
    page: 1,
    isLast: true,
    answers: [],
    contentType: 'application/json',
    redacted: [],
    body: jsonBytes(zohoListAnswer('exchange_rates', rows)),
  });
}
