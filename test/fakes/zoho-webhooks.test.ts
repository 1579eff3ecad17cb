import { describe, expect, it, onTestFinished } from 'vitest';
import { type FakeZoho, startFakeZoho } from '../support/fake-zoho/index.ts';
import { zohoCustomerPayment, zohoInvoice } from '../support/payloads/zoho-books.ts';
import { startTestReceiver } from '../support/receiver.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';

async function start(): Promise<FakeZoho> {
  const zoho = await startFakeZoho();
  onTestFinished(() => zoho.close());
  return zoho;
}

describe('workflow rules', () => {
  it('send what they name, signed with their own secret, to a receiver that takes it', async () => {
    const zoho = await start();
    const receiver = await startTestReceiver();
    const url = `${receiver.url}/webhooks/acme_books`;
    zoho.webhooks.add({ entity: 'invoices', trigger: 'saved', url: `${url}/invoices/updated`, secret: ZOHO_SECRET });
    zoho.webhooks.add({ entity: 'invoices', trigger: 'deleted', url: `${url}/invoices/deleted`, secret: ZOHO_SECRET });
    const query = [['org', '10234695'] as const];
    zoho.webhooks.add({
      entity: 'customer_payments',
      trigger: 'created',
      url: `${url}/customerpayments/created`,
      secret: ZOHO_SECRET,
      query,
      formField: 'JSONString',
    });
    const id = zoho.books.put('invoices', zohoInvoice());
    zoho.books.patch('invoices', id, { notes: 'silently' }, { silent: true });
    zoho.books.patch('invoices', id, { notes: 'aloud' });
    zoho.books.remove('invoices', id);
    zoho.books.put('customer_payments', zohoCustomerPayment());
    await zoho.deliveries.settled();
    expect(zoho.deliveries.sent.map(({ label, status }) => [label.split(' ')[0], status])).toEqual([
      ['invoices.created', 202],
      ['invoices.updated', 202],
      ['invoices.deleted', 202],
      ['customer_payments.created', 202],
    ]);
  });

  it('nothing is sent without a rule, nor beyond a day’s limit', async () => {
    const zoho = await start();
    zoho.webhooks.add({ entity: 'invoices', trigger: 'updated', url: 'http://127.0.0.1:1/never' });
    zoho.webhooks.perDay = 0;
    const id = zoho.books.put('invoices', zohoInvoice());
    zoho.books.patch('invoices', id, {});
    await zoho.deliveries.settled();
    expect(zoho.deliveries.sent).toEqual([]);
    zoho.webhooks.perDay = 1;
    zoho.books.patch('invoices', id, {});
    await zoho.deliveries.settled();
    expect(zoho.deliveries.sent).toMatchObject([{ label: `invoices.updated ${id}`, status: undefined }]);
  });

  it('a template sends the chosen fields alone', async () => {
    const zoho = await start();
    const fields = ['invoice_id', 'status'];
    const rule = zoho.webhooks.add({ entity: 'invoices', trigger: 'created', url: 'http://127.0.0.1:1/never', fields });
    const change = { entity: 'invoices', trigger: 'created', id: '7', document: zohoInvoice({ invoice_id: '7' }) };
    expect(zoho.webhooks.delivery(rule, change).body.toString()).toBe('{"invoice":{"invoice_id":"7","status":"sent"}}');
  });

  it('what a deleted trigger sends may be the id alone', async () => {
    const zoho = await start();
    const rule = zoho.webhooks.add({ entity: 'invoices', trigger: 'deleted', url: 'http://127.0.0.1:1/never' });
    zoho.webhooks.deletedBody = 'id';
    const change = { entity: 'invoices', trigger: 'deleted', id: '7', document: zohoInvoice() };
    expect(zoho.webhooks.delivery(rule, change).body.toString()).toBe('{"invoice":{"invoice_id":"7"}}');
  });
});
