import type { Lab } from './lab.ts';
import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksListAnswer,
  freshbooksMissing,
  freshbooksPayment,
} from './payloads/freshbooks.ts';
import { digits } from './payloads/json.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoCustomerPayment,
  zohoInvoice,
  zohoInvoiceLine,
  zohoListAnswer,
  zohoMissing,
  zohoPaymentInvoice,
  zohoWebhook,
} from './payloads/zoho-books.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 9, 8, minute)).toISOString();
const stamp = (minute: number): string => at(minute).replace('.000Z', '+0000');

/**
 * A day of two companies' books as landed objects: edits, ties of one second, deletes that come first and last, restores, voids,
 * partial and broken documents, doubled and late deliveries. About 40 objects.
 */
export async function landBooks(lab: Lab): Promise<readonly string[]> {
  await zohoBooks(lab);
  await freshbooks(lab);
  return lab.keys();
}

async function zohoBooks(lab: Lab): Promise<void> {
  const hook = (id: number, minute: number, more: object = {}) =>
    zohoWebhook('invoice', zohoInvoice({ invoice_id: String(id), last_modified_time: stamp(minute), ...more }));
  const read = (id: number, modified: number, asked: number, more: object = {}) =>
    lab.answer({
      source: 'zoho_books',
      entity: 'invoices',
      id: String(id),
      at: at(asked),
      body: zohoAnswer(
        'invoice',
        zohoInvoice({ invoice_id: String(id), last_modified_time: stamp(modified), ...more }),
      ),
    });
  const gone = (id: number) => ({ invoice: { invoice_id: String(id) } });
  const three = [1, 2, 3].map((n) => zohoInvoiceLine({ line_item_id: String(n), name: `line ${n}` }));

  // 1: edits, fewer lines later; 2: ties of one second; 3: deleted, then read alive; 4: deleted before anything else
  await lab.zoho('invoices/created', hook(1, 1, { status: 'draft', line_items: three }), at(2));
  await lab.zoho('invoices/updated', hook(1, 5, { status: 'sent', line_items: three.slice(0, 1) }), at(6));
  await lab.zoho('invoices/updated', hook(1, 3, { status: 'viewed', line_items: three.slice(0, 2) }), at(7));
  await lab.zoho('invoices/updated', hook(2, 5, { status: 'sent', total: digits('1.10') }), at(6));
  await lab.zoho('invoices/updated', hook(2, 5, { status: 'viewed', total: digits('2.20') }), at(7));
  await read(2, 5, 6, { status: 'paid', total: digits('3.30') });
  await lab.zoho('invoices/updated', hook(3, 1), at(1));
  await lab.zoho('invoices/deleted', gone(3), at(10));
  await read(3, 1, 11, { status: 'sent' });
  await lab.zoho('invoices/deleted', hook(4, 2, { status: 'sent' }), at(20));
  await lab.zoho('invoices/updated', hook(4, 2, { status: 'sent' }), at(3));
  // 5: void; 6: partial only; 7: money that does not fit, then a good older version; 8: a bad line; 9: only a deletion
  await lab.zoho('invoices/updated', hook(5, 4, { status: 'void', balance: 119 }), at(5));
  await lab.zoho('invoices/updated', { invoice: { invoice_id: '6', total: 5 } }, at(5));
  await lab.zoho('invoices/updated', hook(7, 9, { total: digits('0.12345678901') }), at(10));
  await lab.zoho('invoices/updated', hook(7, 2, { total: digits('1e2') }), at(11));
  await lab.zoho(
    'invoices/updated',
    hook(8, 2, { line_items: [three[0], 'not a line', { ...three[2], quantity: 'many' }] }),
    at(3),
  );
  await lab.zoho('invoices/deleted', gone(9), at(9));
  await lab.zoho('invoices/deleted', gone(9), at(12));
  // two deletions whose bodies cannot be typed; a record that the API no longer knows; a stamp in the future; none at all
  await lab.zoho('invoices/deleted', hook(10, 2, { total: 'much' }), at(9));
  await lab.zoho('invoices/deleted', hook(10, 3, { total: 'more' }), at(8));
  await lab.zoho('invoices/updated', hook(11, 2), at(3));
  await lab.answer({ source: 'zoho_books', entity: 'invoices', id: '11', status: 404, body: zohoMissing, at: at(30) });
  await lab.zoho('invoices/updated', hook(12, 600_000, { status: 'sent' }), at(3));
  await lab.zoho('invoices/updated', hook(12, 0, { last_modified_time: '', status: 'draft' }), at(40));
  const rows = [{ invoice_id: '1', status: 'paid', total: 9, last_modified_time: stamp(50) }];
  await lab.answer({
    source: 'zoho_books',
    entity: 'invoices',
    origin: 'poll',
    body: zohoListAnswer('invoices', rows),
    at: at(51),
  });

  await lab.zoho(
    'contacts/created',
    zohoWebhook('contact', zohoContact({ contact_id: '21', last_modified_time: stamp(1) })),
    at(2),
  );
  await lab.zoho(
    'contacts/updated',
    zohoWebhook('contact', zohoContact({ contact_id: '21', contact_name: 'Neu', last_modified_time: stamp(2) })),
    at(1),
  );
  const payment = (minute: number, invoices: readonly object[]) =>
    zohoWebhook('payment', zohoCustomerPayment({ payment_id: '31', updated_time: stamp(minute), invoices }));
  const applications = ['1', '2'].map((id) => zohoPaymentInvoice({ invoice_payment_id: `4${id}`, invoice_id: id }));
  await lab.zoho('customer_payments/created', payment(1, applications), at(2));
  await lab.zoho('customer_payments/updated', payment(5, applications.slice(1)), at(6));
  await lab.zoho('bills/created', { bill: { bill_id: '51' } }, at(6));
  await lab.zoho('invoices/updated', 'not JSON', at(6));
  await lab.zoho('invoices/updated', { contact: { contact_id: '21' } }, at(6));
}

async function freshbooks(lab: Lab): Promise<void> {
  const hint = await lab.fresh('invoice.update', '71', at(1));
  const deletion = await lab.fresh('invoice.delete', '72', at(2));
  await lab.fresh('estimate.create', '79', at(3));
  await lab.fresh('invoice.update', '71', at(4));
  const read = (id: number, asked: number, more: object = {}, answers: readonly string[] = []) =>
    lab.answer({
      source: 'freshbooks',
      entity: 'invoices',
      id: String(id),
      at: at(asked),
      answers,
      body: freshbooksAnswer('invoice', freshbooksInvoice({ id, invoiceid: id, ...more })),
    });
  const two = [1, 2].map((lineid) => freshbooksInvoiceLine({ lineid }));
  await read(71, 2, { v3_status: 'sent', lines: two }, [hint]);
  await read(71, 6, { v3_status: 'paid', lines: two.slice(1) }, [hint]);
  await read(72, 3, { vis_state: 1 }, [deletion]);
  await read(72, 9, { vis_state: 0 });
  await lab.answer({
    source: 'freshbooks',
    entity: 'invoices',
    id: '73',
    status: 404,
    body: freshbooksMissing('73'),
    at: at(5),
  });
  const page = [74, 75].map((id) => freshbooksInvoice({ id, invoiceid: id, updated: '2026-11-01 01:30:00' }));
  await lab.answer({
    source: 'freshbooks',
    entity: 'invoices',
    origin: 'backfill',
    body: freshbooksListAnswer('invoices', page),
    at: at(7),
  });
  await lab.answer({
    source: 'freshbooks',
    entity: 'payments',
    id: '81',
    at: at(8),
    body: freshbooksAnswer('payment', freshbooksPayment({ id: 81, invoiceid: 71 })),
  });
  await lab.answer({
    source: 'freshbooks',
    entity: 'clients',
    id: '91',
    at: at(8),
    body: freshbooksAnswer('client', freshbooksClient({ id: 91, userid: 91 })),
  });
  await lab.answer({
    source: 'freshbooks',
    entity: 'clients',
    id: '91',
    at: at(9),
    body: freshbooksAnswer('client', freshbooksClient({ id: 91, userid: 91, vis_state: 2 })),
  });
}
