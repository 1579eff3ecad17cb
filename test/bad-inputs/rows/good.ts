import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksInvoice,
  freshbooksPayment,
} from '../../support/payloads/freshbooks.ts';
import { zohoContact, zohoCustomerPayment, zohoInvoice, zohoInvoiceLine } from '../../support/payloads/zoho-books.ts';
import { type BadInput, eventOnly, mixed, typed } from '../row.ts';
import { fresh, freshRead, zoho } from '../send.ts';

/** Rightly made inputs among the bad ones: every one of them must be applied, and whole. */
export const GOOD: readonly BadInput[] = [
  {
    name: 'good: a Zoho Books invoice with two lines',
    send: (id) =>
      zoho({ invoice: zohoInvoice({ invoice_id: id, line_items: [zohoInvoiceLine(), zohoInvoiceLine()] }) }),
    goes: mixed({
      silver: [
        { table: 'silver_zoho_books_invoices', values: { total: '119.0000000000', due_date: '2026-07-09' } },
        { table: 'silver_zoho_books_invoice_lines', values: { position: 1 } },
        { table: 'silver_zoho_books_invoice_lines', values: { position: 2 } },
      ],
    }),
  },
  {
    name: 'good: a Zoho Books contact',
    send: (id) => zoho({ contact: zohoContact({ contact_id: id }) }, { path: '/webhooks/acme_books/contacts/created' }),
    goes: typed('silver_zoho_books_contacts', { contact_name: 'Möwe Bootsbau' }),
  },
  {
    name: 'good: a Zoho Books payment',
    send: (id) =>
      zoho({ payment: zohoCustomerPayment({ payment_id: id }) }, { path: '/webhooks/acme_books/customer_payments' }),
    goes: mixed({
      silver: [
        { table: 'silver_zoho_books_customer_payments', values: { amount: '119.0000000000' } },
        { table: 'silver_zoho_books_customer_payment_invoices', values: { amount_applied: '119.0000000000' } },
      ],
    }),
  },
  {
    name: 'good: a FreshBooks hint',
    send: (id) =>
      fresh([
        ['name', 'client.create'],
        ['object_id', id],
        ['account_id', '6BApk'],
        ['identity_id', '42'],
      ]),
    goes: eventOnly(),
  },
  {
    name: 'good: a FreshBooks invoice',
    send: (id) => freshRead(id, freshbooksAnswer('invoice', freshbooksInvoice({ id: Number(id) }))),
    goes: mixed({
      silver: [
        { table: 'silver_freshbooks_invoices', values: { amount: '101.7000000000', amount_currency_code: 'CAD' } },
        { table: 'silver_freshbooks_invoice_lines', values: { unit_cost: '45.0000000000' } },
      ],
    }),
  },
  {
    name: 'good: a FreshBooks client',
    send: (id) =>
      freshRead(id, freshbooksAnswer('client', freshbooksClient({ id: Number(id) })), { entity: 'clients' }),
    goes: typed('silver_freshbooks_clients', { organization: 'Quai Nord' }),
  },
  {
    name: 'good: a FreshBooks payment',
    send: (id) =>
      freshRead(id, freshbooksAnswer('payment', freshbooksPayment({ id: Number(id) })), { entity: 'payments' }),
    goes: typed('silver_freshbooks_payments', { amount: '101.7000000000' }),
  },
];
