import { boolean, date, decimal, type Entity, text } from '../entity.ts';

export const currencies: Entity = {
  source: 'zoho_books',
  name: 'currencies',
  id: 'currency_id',
  comment:
    'Currencies of the organization. They have no stamp: the answer asked for last wins. Rates are in exchange_rates; a deleted currency is `is_deleted`',
  document: 'row',
  complete: ['currency_code', 'currency_symbol', 'is_base_currency'],
  completeArrays: [],
  webhooks: 'documents',
  columns: [
    text('currency_code', 'ISO 4217 code'),
    text('currency_name', 'Name of the currency'),
    text('currency_symbol', 'Symbol of the currency'),
    decimal('price_precision', 'Decimal places of amounts, 0 for JPY'),
    text('currency_format', 'How amounts are written'),
    boolean('is_base_currency', 'Whether it is the base currency of the organization'),
    decimal('exchange_rate', 'Rate in the list; 0 on the wire even for the base currency: use exchange_rates'),
    date('effective_date', 'Day from which that rate counts'),
    boolean('auto_exchange_rate_enabled', 'Whether rates are taken over by themselves'),
  ],
  children: [],
};
