import { EUR, MOEWE, onAccount, told } from '../gold-books-parts.ts';
import type { Doc } from '../payloads/json.ts';
import type { GoldCase } from './gold-case.ts';

const invoice = told('invoices', 'invoice', 'invoice_id');
const creditNote = told('credit_notes', 'creditnote', 'creditnote_id');

const note = (id: string, amount: Doc) =>
  creditNote(id, {
    ...MOEWE,
    ...EUR,
    status: 'closed',
    date: '2026-03-05',
    total: 30,
    balance: 0,
    line_items: [onAccount('a400', 30)],
    invoices_credited: [{ creditnote_invoice_id: `${id}x`, invoice_id: 'ca1', date: '2026-03-05', ...amount }],
  });

/** Three credit notes of 30 on one invoice of 100, each naming the amount in another way. */
export const CREDIT_APPLICATIONS: GoldCase = {
  zoho: [
    invoice('ca1', {
      ...MOEWE,
      ...EUR,
      status: 'overdue',
      date: '2026-01-10',
      due_date: '2026-02-09',
      total: 100,
      balance: 10,
      line_items: [onAccount('a400', 100)],
    }),
    note('can1', { credited_amount: 30 }),
    note('can2', { amount_applied: 30 }),
    note('can3', { amount: 30 }),
  ],
  fresh: [],
  figures: [
    {
      question: 'whatever the amount of an application is called, it is applied: 3 x 30',
      sql: `select record_id, credited, applied, unapplied, underpaid, unexplained, state from gold_reconciliation
        where record_id in ('ca1', 'can1', 'can2', 'can3') order by record_id`,
      rows: [
        ['ca1', '90', '90', '0', '10', '0', 'underpaid'],
        ['can1', '0', '30', '0', '0', '0', 'applied'],
        ['can2', '0', '30', '0', '0', '0', 'applied'],
        ['can3', '0', '30', '0', '0', '0', 'applied'],
      ],
    },
  ],
};
