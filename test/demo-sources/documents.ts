import {
  freshbooksClient,
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksMoney,
  freshbooksPayment,
} from '../support/payloads/freshbooks.ts';
import { type Doc, digits } from '../support/payloads/json.ts';
import {
  zohoContact,
  zohoCustomerPayment,
  zohoInvoice,
  zohoInvoiceLine,
  zohoPaymentInvoice,
} from '../support/payloads/zoho-books.ts';

const usd = (amount: string): Doc => freshbooksMoney(amount, 'USD');

export function freshClient(id: number, organization: string): Doc {
  return freshbooksClient({ id, userid: id, organization, currency_code: 'USD' });
}

export function freshInvoice(id: number, facts: { number: string; client: number; amount: string }): Doc {
  const amount = usd(facts.amount);
  return freshbooksInvoice({
    id,
    invoiceid: id,
    accountid: '6BApk',
    accounting_systemid: '6BApk',
    invoice_number: facts.number,
    customerid: facts.client,
    currency_code: 'USD',
    amount,
    outstanding: amount,
    paid: usd('0.00'),
    lines: [freshbooksInvoiceLine({ invoiceid: id, qty: '1', unit_cost: amount, amount })],
  });
}

export function freshPayment(id: number, facts: { invoice: number; client: number; amount: string }): Doc {
  const { invoice: invoiceid, client: clientid, amount } = facts;
  return freshbooksPayment({ id, logid: id, invoiceid, clientid, amount: usd(amount), type: 'Check' });
}

/** What a payment changes in its invoice. */
export function partlyPaid(paid: string, outstanding: string): Doc {
  return { paid: usd(paid), outstanding: usd(outstanding), v3_status: 'partial', payment_status: 'partial' };
}

export function bookInvoice(id: string, facts: { number: string; total: string; at: string }): Doc {
  const { number, total, at } = facts;
  return zohoInvoice({
    invoice_id: id,
    invoice_number: number,
    line_items: [zohoInvoiceLine({ quantity: 1, rate: digits(total), item_total: digits(total) })],
    sub_total: digits(total),
    taxes: [],
    tax_total: 0,
    total: digits(total),
    balance: digits(total),
    created_time: at,
    last_modified_time: at,
  });
}

export function bookContact(at: string): Doc {
  return zohoContact({ created_time: at, last_modified_time: at });
}

export function bookPayment(facts: { invoice: string; amount: string; at: string }): Doc {
  const { invoice, amount, at } = facts;
  return zohoCustomerPayment({
    amount: digits(amount),
    invoices: [zohoPaymentInvoice({ invoice_id: invoice, amount_applied: digits(amount) })],
    created_time: at,
    updated_time: at,
  });
}
