import { zohoCustomerPayment, zohoPaymentInvoice, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { type SignedDelivery, zohoDelivery } from '../support/sign.ts';
import { DELIVERY_ROUTE, WEBHOOK_SECRET } from './bench-config.ts';

const ID = '982000000580001';
const TIME = '2026-06-20T10:15:00-0400';

/** A payment over three invoices, about 2 KB: a usual size of a delivery. */
const TEMPLATE = JSON.stringify(
  zohoWebhook(
    'customer_payment',
    zohoCustomerPayment({
      payment_id: ID,
      created_time: TIME,
      updated_time: TIME,
      invoices: [1, 2, 3].map((n) => zohoPaymentInvoice({ invoice_payment_id: `98200000058000${n}` })),
    }),
  ),
);

/** The n-th signed delivery, like no other; its record changed now, as it is when a webhook arrives. */
export function nextDelivery(n: number): SignedDelivery {
  const now = `${new Date().toISOString().slice(0, 19)}+0000`;
  const document = TEMPLATE.replace(ID, String(982_000_100_000_000 + n)).replaceAll(TIME, now);
  return zohoDelivery({ path: DELIVERY_ROUTE, secret: WEBHOOK_SECRET, document });
}

export const DELIVERY_BYTES = Buffer.byteLength(TEMPLATE);
