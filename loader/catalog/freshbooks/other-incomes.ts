import { date, decimal, type Entity, eastern, money, text } from '../entity.ts';

/** Deleted ones are gone for good as a rule: only an answer that knows the income no longer tells. */
export const otherIncomes: Entity = {
  source: 'freshbooks',
  name: 'other_incomes',
  id: 'other_income_id',
  comment: 'Income without an invoice. vis_state: 0 active, 1 deleted, 2 archived',
  document: 'row',
  complete: ['amount', 'date'],
  completeArrays: [],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  columns: [
    text('category_name', 'Category: advertising, in_person_sales, online_sales, rentals, other'),
    text('source', 'Where it came from, in free words'),
    text('source_id', 'Id of where it came from', 'sourceid'),
    text('user_id', 'Client that it came from', 'userid'),
    text('payment_type', 'Check, Credit, Cash, Bank Transfer, Credit Card, PayPal, …'),
    text('note', 'Note'),
    date('date', 'Date of the income'),
    money('amount', 'Amount'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
    eastern('created_at', 'When it was created'),
    eastern('updated_at', 'When it was changed last'),
  ],
  children: [
    {
      name: 'other_income_taxes',
      field: 'taxes',
      comment: 'Taxes of other incomes, of the version that won',
      columns: [text('name', 'Tax'), decimal('amount', 'Rate in percent')],
    },
  ],
};
