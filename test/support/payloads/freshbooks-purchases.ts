import { freshbooksMoney } from './freshbooks.ts';
import type { Doc } from './json.ts';

// Invented bills, vendors and expenses of the shapes that FreshBooks answers with.

export function freshbooksBillLine(overrides: Doc = {}): Doc {
  return {
    list_index: 1,
    category: 'Equipment',
    categoryid: 36964,
    description: 'Rope',
    quantity: 10,
    unit_cost: freshbooksMoney('15.00'),
    amount: freshbooksMoney('150.00'),
    total_amount: freshbooksMoney('169.50'),
    tax_name1: 'HST',
    tax_name2: null,
    tax_percent1: 13,
    tax_percent2: null,
    tax_authorityid1: null,
    tax_authorityid2: null,
    tax_amount1: freshbooksMoney('19.50'),
    tax_amount2: null,
    ...overrides,
  };
}

/** `created_at` and `updated_at` are UTC here; lines and payments come without being asked for. */
export function freshbooksBill(overrides: Doc = {}): Doc {
  return {
    id: 43221,
    vendorid: 1563,
    bill_number: 'BN101',
    issue_date: '2026-06-01',
    due_date: '2026-06-26',
    due_offset_days: 25,
    currency_code: 'CAD',
    language: 'en',
    amount: freshbooksMoney('150.00'),
    tax_amount: freshbooksMoney('19.50'),
    total_amount: freshbooksMoney('169.50'),
    paid: freshbooksMoney('100.00'),
    outstanding: freshbooksMoney('69.50'),
    overall_category: 'Equipment',
    overall_description: 'Rope',
    status: 'partial',
    attachment: null,
    created_at: '2026-06-01 15:30:29',
    updated_at: '2026-06-01 15:30:29',
    vis_state: 0,
    lines: [freshbooksBillLine()],
    bill_payments: [freshbooksBillPayment({ billid: 43221 })],
    ...overrides,
  };
}

/** Has no time of change. */
export function freshbooksBillPayment(overrides: Doc = {}): Doc {
  return {
    id: 12233,
    billid: 43221,
    amount: freshbooksMoney('100.00'),
    paid_date: '2026-06-20',
    payment_type: 'Check',
    note: null,
    vis_state: 0,
    ...overrides,
  };
}

/** Has no `id`. */
export function freshbooksBillVendor(overrides: Doc = {}): Doc {
  return {
    vendorid: 1563,
    vendor_name: 'Seilerei Ost',
    account_number: '4545',
    is_1099: false,
    primary_contact_first_name: 'Ada',
    primary_contact_last_name: 'Brandt',
    primary_contact_email: 'ada@seilerei.example',
    phone: '555 0142',
    website: 'seilerei.example',
    street: '3 Kai',
    street2: null,
    city: 'Rostock',
    province: '',
    postal_code: null,
    country: 'Germany',
    currency_code: 'EUR',
    language: 'en',
    note: null,
    tax_defaults: [],
    outstanding_balance: [{ amount: freshbooksMoney('69.50') }, { amount: freshbooksMoney('12.00', 'EUR') }],
    overdue_balance: [],
    created_at: '2026-05-17 12:08:25',
    updated_at: '2026-05-17 12:08:25',
    vis_state: 0,
    ...overrides,
  };
}

/** `taxAmount1` is money here, `taxPercent1` the percentage. */
export function freshbooksExpense(overrides: Doc = {}): Doc {
  return {
    id: 23456,
    expenseid: 23456,
    accounting_systemid: 'Kq7Zr2',
    accountid: null,
    account_name: '',
    bank_name: 'Harbour Bank',
    amount: freshbooksMoney('54.00'),
    date: '2026-06-19',
    categoryid: 36964,
    staffid: 1,
    clientid: 0,
    projectid: 0,
    modern_projectid: null,
    converse_projectid: null,
    profileid: null,
    invoiceid: null,
    ext_invoiceid: 0,
    ext_systemid: 0,
    ext_accountid: null,
    transactionid: null,
    background_jobid: null,
    vendor: 'Bakery',
    notes: 'For lunch',
    taxName1: 'HST',
    taxPercent1: null,
    taxAmount1: freshbooksMoney('6.21'),
    taxName2: null,
    taxPercent2: null,
    taxAmount2: null,
    compounded_tax: false,
    markup_percent: '0',
    status: 0,
    has_receipt: true,
    include_receipt: false,
    billable: false,
    is_cogs: false,
    isduplicate: false,
    from_bulk_import: false,
    potential_bill_payment: false,
    bill_matches: [],
    attachment: { attachmentid: 7788, id: 7788, jwt: 'not-a-real-token', media_type: 'image/jpeg' },
    updated: '2026-06-19 04:42:03',
    version: '2026-06-19 04:42:03.480684',
    vis_state: 0,
    ...overrides,
  };
}

export function freshbooksExpenseCategory(overrides: Doc = {}): Doc {
  return {
    id: 36964,
    categoryid: 36964,
    category: 'Equipment',
    parentid: 36960,
    is_cogs: false,
    is_editable: true,
    transaction_posted: true,
    created_at: '2026-01-16 14:11:07',
    updated_at: '2026-06-07 11:04:59',
    vis_state: 0,
    ...overrides,
  };
}
