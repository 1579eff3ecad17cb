import type { Doc } from './payloads/json.ts';

// A small set of books written by hand: a chandler in Hamburg whose books are in EUR, with customers in EUR, USD and JPY.
// What every document comes to is said beside it; what the views must make of it is in gold-books-expected-*.ts.

/** One record as the API answers it. */
export interface Told {
  readonly entity: string;
  /** key of the answer */
  readonly key: string;
  readonly id: string;
  readonly document: Doc;
}

export const told = (entity: string, key: string, idField: string) => (id: string, document: Doc) => ({
  entity,
  key,
  id,
  document: { [idField]: id, last_modified_time: '2026-03-25T10:00:00+0000', ...document },
});

export const EUR = { currency_code: 'EUR', exchange_rate: 1 };
export const usd = (rate: number) => ({ currency_code: 'USD', exchange_rate: rate });
export const jpy = (rate: number) => ({ currency_code: 'JPY', exchange_rate: rate, price_precision: 0 });
export const MOEWE = { customer_id: 'c1', customer_name: 'Möwe' };
export const PACIFIC = { customer_id: 'c2', customer_name: 'Pacific Sails' };
export const KAITO = { customer_id: 'c3', customer_name: 'Kaito Marine' };
export const NORD = { vendor_id: 'v1', vendor_name: 'Tauwerk Nord' };
export const HARBOR = { vendor_id: 'v2', vendor_name: 'Harbor Supply' };

export const line = (more: Doc) => ({ line_item_category: 'line_item', tags: [], ...more });
export const rope = (quantity: number, total: number, more: Doc = {}) =>
  line({
    item_id: 'i1',
    name: 'Rope',
    quantity,
    item_total: total,
    account_id: 'a400',
    account_name: 'Goods',
    ...more,
  });
export const hours = (quantity: number, total: number) =>
  line({ item_id: 'i2', name: 'Rigging hour', quantity, item_total: total, account_id: 'a401' });
export const onAccount = (accountId: string, total: number, more: Doc = {}) =>
  line({ account_id: accountId, quantity: 1, item_total: total, ...more });
export const NORTH = [{ tag_id: 't1', tag_name: 'Region', tag_option_id: 'o1', tag_option_name: 'North' }];
export const SOUTH = [{ tag_id: 't1', tag_name: 'Region', tag_option_id: 'o2', tag_option_name: 'South' }];
/** some answers leave the names out */
export const NORTH_BY_ID = [{ tag_id: 't1', tag_option_id: 'o1' }];
