import { date, type Entity, money, text } from '../entity.ts';

/** No time of change and no webhook: only reading all of them finds what is new. */
export const billPayments: Entity = {
  source: 'freshbooks',
  name: 'bill_payments',
  id: 'bill_payment_id',
  comment: 'Payments made to vendors. vis_state: 0 active, 1 deleted, 2 archived',
  document: 'row',
  complete: ['vis_state', 'billid', 'amount'],
  completeArrays: [],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  columns: [
    text('bill_id', 'Bill that was paid', 'billid'),
    money('amount', 'Amount'),
    date('paid_date', 'Date of the payment'),
    text('payment_type', 'Check, Credit, Cash, Bank Transfer, Credit Card, …'),
    text('note', 'Note'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
  ],
  children: [],
};
