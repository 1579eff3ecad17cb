import { date, type Entity, eastern, money, text } from '../entity.ts';
import { CLIENT_SNAPSHOT, SALES_LINE } from './document-columns.ts';

/** Typed from API answers that were asked with `include[]=lines`. */
export const creditNotes: Entity = {
  source: 'freshbooks',
  name: 'credit_notes',
  id: 'credit_note_id',
  comment:
    'Credits to clients. vis_state: 0 active, 1 deleted, 2 archived; payment_status says how much is used up, display_status draft',
  document: 'detail',
  complete: ['vis_state', 'amount', 'clientid'],
  completeArrays: ['lines'],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  ignored: ['creditid'],
  columns: [
    text('credit_id', 'Id under its older name, as payments give it', 'creditid'),
    text('accounting_system_id', 'Accounting system', 'accounting_systemid'),
    text('client_id', 'Client that has the credit', 'clientid'),
    text('sent_id', 'Who sent it', 'sentid'),
    text('ext_archive', '0 for none'),
    text('credit_number', 'Number on the document'),
    text('credit_type', 'goodwill, prepayment, overpayment'),
    text('status', 'created, draft, sent, viewed, …'),
    text('display_status', 'Status as shown'),
    text('payment_status', 'unpaid, partial, paid: how much of the credit is used up'),
    text('payment_type', 'How a prepayment was paid'),
    text('dispute_status', 'State of a dispute'),
    text('last_order_status', 'State of the latest online payment'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
    date('create_date', 'Date of the credit note'),
    text('currency_code', 'ISO 4217 code of the document'),
    money('amount', 'Total'),
    money('paid', 'Used up so far'),
    text('language', 'Language of the document'),
    text('template', 'Template of the document'),
    text('description', 'Description'),
    text('notes', 'Notes to the client'),
    text('terms', 'Terms'),
    ...CLIENT_SNAPSHOT,
    eastern('updated', 'When it was changed last; not every answer has it'),
  ],
  children: [
    {
      name: 'credit_note_lines',
      field: 'lines',
      comment: 'Lines of the credit notes, of the version that won',
      columns: SALES_LINE,
    },
  ],
};
