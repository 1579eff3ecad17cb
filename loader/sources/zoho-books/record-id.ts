import type { ZohoEntity } from '../../../receiver/sources/zoho-books/entities.ts';
import { idUnder, isObject, type JsonObject, own, ownText } from '../../documents/json.ts';

/**
 * What identifies a record: its id, or for an exchange rate `<currency_id>:<effective_date>`, since a rate has no id of its
 * own that every answer names.
 */
export function recordId(record: JsonObject, entity: ZohoEntity): string | undefined {
  const id = idUnder(record, entity.otherId === undefined ? [entity.id] : [entity.id, entity.otherId]);
  if (entity.day === undefined || id === undefined) return id;
  const day = ownText(record, entity.day);
  return day === undefined ? undefined : `${id}:${day}`;
}

/** The currency in the path of `/settings/currencies/{currency_id}/exchangerates`. */
const CURRENCY = /\/currencies\/([^/?]+)\/exchangerates/;

/**
 * Exchange rates are asked for by currency, so their rows may leave it out: then it is the one in the request. It goes into the
 * document too, because a rate without its currency says nothing.
 */
export function withCurrency(row: unknown, url: string): unknown {
  const currency = CURRENCY.exec(url)?.[1];
  if (currency === undefined || !isObject(row) || (own(row, 'currency_id') ?? '') !== '') return row;
  return { ...row, currency_id: currency };
}
