import { boolean, decimal, type Entity, eastern, text } from '../entity.ts';

/** Deleted taxes are gone for good: there is no `vis_state`, only an answer that knows the tax no longer. */
export const taxes: Entity = {
  source: 'freshbooks',
  name: 'taxes',
  id: 'tax_id',
  comment: 'Taxes. No status of its own; a deleted one is known by is_deleted only',
  document: 'row',
  complete: ['name', 'updated'],
  completeArrays: [],
  webhooks: 'hints',
  columns: [
    text('accounting_system_id', 'Accounting system', 'accounting_systemid'),
    text('name', 'Name'),
    text('number', 'Tax number of the business'),
    decimal('amount', 'Rate in percent'),
    boolean('compound', 'Whether it is taken on other taxes as well'),
    eastern('updated', 'When it was changed last'),
  ],
  children: [],
};
