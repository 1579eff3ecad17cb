import { digits } from '../support/payloads/json.ts';
import {
  zohoContact,
  zohoCustomerPayment,
  zohoInvoice,
  zohoInvoiceLine,
  zohoPaymentInvoice,
} from '../support/payloads/zoho-books.ts';
import type { Story } from './step.ts';

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

export const MOEWE: Customer = { id: '982000000061001', name: 'Möwe Bootsbau', currency: 'EUR' };
export const NORDLICHT: Customer = { id: '982000000061021', name: 'Nordlicht Reederei', currency: 'EUR' };
export const KOBE: Customer = { id: '982000000061041', name: 'Kobe Sailworks', currency: 'JPY' };

export interface InvoiceFacts {
  readonly number: string;
  readonly customer: Customer;
  readonly net: string;
  readonly total: string;
  /** days from today until it is due */
  readonly due: number;
  /** seconds after the story's beginning */
  readonly changed: number;
  readonly balance?: string;
  readonly status?: string;
}

/** An invoice as Zoho Books writes it: amounts as bare numbers, ids as text, dates without time. */
export function invoiceOf(story: Story, facts: InvoiceFacts): ReturnType<typeof zohoInvoice> {
  const { number, customer, net, total, due, changed, balance = total, status = due < 0 ? 'overdue' : 'sent' } = facts;
  return zohoInvoice({
    invoice_id: invoiceId(number),
    invoice_number: number,
    customer_id: customer.id,
    customer_name: customer.name,
    currency_code: customer.currency,
    price_precision: customer.currency === 'JPY' ? 0 : 2,
    status,
    current_sub_status: status,
    date: story.day(due - 30),
    due_date: story.day(due),
    line_items: [zohoInvoiceLine({ quantity: 1, rate: digits(net), item_total: digits(net) })],
    sub_total: digits(net),
    tax_total: digits(difference(total, net)),
    total: digits(total),
    balance: digits(balance),
    created_time: story.stamp(Math.min(changed, 1)),
    last_modified_time: story.stamp(changed),
  });
}

/** Exact, in hundredths. */
function difference(left: string, right: string): string {
  const [a = 0n, b = 0n] = [left, right].map((text) =>
    BigInt(text.includes('.') ? text.replace('.', '') : `${text}00`),
  );
  const hundredths = (a - b).toString().padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}

const invoiceId = (number: string): string => `982000000567${number.slice(-3)}`;

export function contactOf(story: Story, { id, name, currency }: Customer): ReturnType<typeof zohoContact> {
  return zohoContact({
    contact_id: id,
    contact_name: name,
    company_name: name,
    currency_code: currency,
    last_modified_time: story.stamp(0),
  });
}

/** 200.00 of INV-102, made yesterday. */
export function paymentOf(story: Story): ReturnType<typeof zohoCustomerPayment> {
  return zohoCustomerPayment({
    customer_id: MOEWE.id,
    customer_name: MOEWE.name,
    date: story.day(-1),
    amount: digits('200.00'),
    invoices: [
      zohoPaymentInvoice({
        invoice_id: invoiceId('INV-102'),
        invoice_number: 'INV-102',
        amount_applied: digits('200.00'),
        total: digits('595.00'),
        balance: digits('395.00'),
        apply_date: story.day(-1),
      }),
    ],
    updated_time: story.stamp(17),
  });
}
