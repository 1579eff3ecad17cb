import { date, decimal, type Entity, text } from '../entity.ts';

export const exchangeRates: Entity = {
  source: 'zoho_books',
  name: 'exchange_rates',
  id: 'exchange_rate_key',
  comment:
    'Exchange rates by currency and day. Key: `<currency_id>:<effective_date>`, since a rate has no id of its own that every answer names. No stamp: the answer asked for last wins',
  document: 'row',
  complete: ['currency_id', 'effective_date', 'rate'],
  completeArrays: [],
  webhooks: 'documents',
  columns: [
    text('exchange_rate_id', 'Id of the rate, where Zoho Books gives one'),
    text('currency_id', 'Currency; taken from the request where the row does not name it'),
    text('currency_code', 'ISO 4217 code of the currency'),
    date('effective_date', 'Day from which the rate counts'),
    decimal('rate', 'Base currency per unit of the currency from that day on'),
  ],
  children: [],
};
