import {
  DELETED_INVOICE,
  FRESHBOOKS_REFERENCE,
  freshbooksPurchases,
  freshbooksSales,
} from './gold-books-freshbooks.ts';
import type { Told } from './gold-books-parts.ts';
import { ZOHO_REFERENCE } from './gold-books-zoho.ts';
import { ZOHO_COSTS, zohoPurchases } from './gold-books-zoho-purchases.ts';
import { EDITED_INVOICE, zohoSales } from './gold-books-zoho-sales.ts';
import type { Lab } from './lab.ts';
import { freshbooksAnswer } from './payloads/freshbooks.ts';
import { zohoAnswer, zohoMissing } from './payloads/zoho-books.ts';

const FIRST = '2026-03-30T08:00:00.000Z';
const LATER = '2026-04-15T08:00:00.000Z';

/** The day that is so many days from today (UTC), `YYYY-MM-DD`. */
export function dayFromToday(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Lands the books as they were first: raw keys. */
export async function landGoldBooks(lab: Lab): Promise<readonly string[]> {
  const zoho = [...ZOHO_REFERENCE, ...zohoSales(dayFromToday), ...zohoPurchases(dayFromToday), ...ZOHO_COSTS];
  const fresh = [...FRESHBOOKS_REFERENCE, ...freshbooksSales(dayFromToday), ...freshbooksPurchases(dayFromToday)];
  return [
    ...(await landRecords(lab, { source: 'zoho_books', records: zoho, at: FIRST })),
    ...(await landRecords(lab, { source: 'freshbooks', records: fresh, at: FIRST })),
  ];
}

/** Lands what changed after the first load: an edited invoice, two deleted ones, a deleted bill. Raw keys. */
export async function landLateChanges(lab: Lab): Promise<readonly string[]> {
  const gone = (entity: string, id: string) =>
    lab.answer({ source: 'zoho_books', entity, id, at: LATER, status: 404, body: zohoMissing });
  return [
    ...(await landRecords(lab, { source: 'zoho_books', records: [EDITED_INVOICE], at: LATER })),
    ...(await landRecords(lab, { source: 'freshbooks', records: [DELETED_INVOICE], at: LATER })),
    await gone('invoices', 'inv9'),
    await gone('bills', 'b5'),
  ];
}

/** Lands records as the API answers them at one moment: raw keys. */
export async function landRecords(
  lab: Lab,
  {
    source,
    records,
    at,
  }: { readonly source: 'zoho_books' | 'freshbooks'; readonly records: readonly Told[]; readonly at: string },
): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const { entity, key, id, document } of records) {
    const body = source === 'zoho_books' ? zohoAnswer(key, document) : freshbooksAnswer(key, document);
    keys.push(await lab.answer({ source, entity, id, at, body }));
  }
  return keys;
}
