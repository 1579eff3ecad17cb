import { freshbooksMoney } from './freshbooks.ts';
import type { Doc } from './json.ts';

// Invented credits, estimates, recurring profiles and other incomes of the shapes that FreshBooks answers with.

const CLIENT: Doc = {
  fname: 'Noor',
  lname: 'Haddad',
  organization: 'Quai Nord',
  current_organization: 'Quai Nord',
  street: '12 Rue du Port',
  street2: '',
  city: 'Rimouski',
  province: 'Quebec',
  code: 'G5L 1A1',
  country: 'Canada',
  vat_name: null,
  vat_number: '',
};

/** A line of an estimate, a credit note or an invoice profile: taxes in percent. */
export function freshbooksSalesLine(overrides: Doc = {}): Doc {
  return {
    name: 'Rigging',
    description: 'Two shrouds',
    qty: '2',
    unit_cost: freshbooksMoney('90.00'),
    amount: freshbooksMoney('180.00'),
    compounded_tax: false,
    taskno: 1,
    taxName1: 'HST',
    taxAmount1: '13',
    taxName2: null,
    taxAmount2: '0',
    ...overrides,
  };
}

/** As answered with `include[]=lines`; without `updated`, which not every answer has. */
export function freshbooksCreditNote(overrides: Doc = {}): Doc {
  return {
    id: 3301,
    creditid: 3301,
    accounting_systemid: 'Kq7Zr2',
    clientid: 21055,
    credit_number: '0000007',
    credit_type: 'goodwill',
    create_date: '2026-06-09',
    currency_code: 'CAD',
    amount: freshbooksMoney('180.00'),
    paid: freshbooksMoney('100.00'),
    status: 'created',
    display_status: 'created',
    payment_status: 'partial',
    payment_type: null,
    dispute_status: null,
    last_order_status: null,
    ext_archive: 0,
    sentid: 1,
    language: 'en',
    template: 'clean-grouped',
    description: 'Rigging',
    notes: '',
    terms: null,
    ...CLIENT,
    vis_state: 0,
    lines: [freshbooksSalesLine({ creditid: 3301 })],
    ...overrides,
  };
}

export function freshbooksEstimate(overrides: Doc = {}): Doc {
  return {
    id: 1706,
    estimateid: 1706,
    accounting_systemid: 'Kq7Zr2',
    customerid: 21055,
    ownerid: 1,
    sentid: 1,
    ext_archive: 0,
    estimate_number: '0000012',
    po_number: null,
    status: 2,
    display_status: 'sent',
    ui_status: 'sent',
    reply_status: null,
    accepted: false,
    invoiced: false,
    rich_proposal: false,
    require_client_signature: false,
    create_date: '2026-06-09',
    currency_code: 'CAD',
    amount: freshbooksMoney('180.00'),
    discount_total: freshbooksMoney('-20.00'),
    discount_value: '10',
    language: 'en',
    template: 'clean-grouped',
    description: 'Rigging',
    notes: '',
    terms: null,
    address: '',
    ...CLIENT,
    created_at: '2026-06-09 09:42:52',
    updated: '2026-06-09 09:42:53',
    vis_state: 0,
    lines: [
      freshbooksSalesLine({ lineid: '1', type: 0, estimateid: 1706, expenseid: 0, updated: '2026-06-09 09:42:52' }),
    ],
    ...overrides,
  };
}

export function freshbooksInvoiceProfile(overrides: Doc = {}): Doc {
  return {
    id: 5283,
    profileid: 5283,
    accounting_systemid: 'Kq7Zr2',
    customerid: 21055,
    ownerid: 1,
    retainer_id: null,
    ext_archive: null,
    po_number: '12345',
    frequency: 'm',
    numberRecurring: 0,
    occurrences_to_date: 2,
    create_date: '2026-08-01',
    due_offset_days: 30,
    currency_code: 'CAD',
    amount: freshbooksMoney('180.00'),
    discount_total: freshbooksMoney('-0.72'),
    discount_value: '5',
    total_accrued_revenue: null,
    auto_bill: false,
    require_auto_bill: false,
    bill_gateway: null,
    send_email: true,
    send_gmail: false,
    include_unbilled_time: false,
    disable: false,
    language: 'fr',
    description: 'Berth',
    notes: '',
    terms: null,
    payment_details: '',
    address: '',
    ...CLIENT,
    updated: '2026-07-16 11:19:31',
    vis_state: 0,
    lines: [freshbooksSalesLine({ lineid: 1, type: 0, profileid: 5283 })],
    ...overrides,
  };
}

/** Has no `id`. */
export function freshbooksOtherIncome(overrides: Doc = {}): Doc {
  return {
    incomeid: 4410,
    amount: freshbooksMoney('113.00'),
    category_name: 'online_sales',
    date: '2026-06-11',
    note: 'Postcards',
    payment_type: 'PayPal',
    source: 'Market',
    sourceid: null,
    userid: null,
    taxes: [{ name: 'HST', amount: '3' }],
    created_at: '2026-06-11 06:53:22',
    updated_at: '2026-06-11 06:53:22',
    vis_state: 0,
    ...overrides,
  };
}
