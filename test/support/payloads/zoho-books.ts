import type { Doc } from './json.ts';
import { zohoAddress } from './zoho-books-address.ts';

export { zohoContact, zohoContactPerson } from './zoho-books-contacts.ts';
export { zohoCustomerPayment, zohoCustomerPaymentRow, zohoPaymentInvoice } from './zoho-books-payments.ts';

// Invented records of the shapes that Zoho Books sends (June 2026): all scalar fields, '' for what is not set, ids as text.

const ORGANIZATION_CURRENCY = { currency_id: '982000000000099', currency_code: 'EUR', currency_symbol: '€' };

/** `{"code":0,"message":"success","<key>":…}`: the answer for one record. */
export function zohoAnswer(key: string, document: unknown, overrides: Doc = {}): Doc {
  return { code: 0, message: 'success', [key]: document, ...overrides };
}

/** A page of rows under its list key. */
export function zohoListAnswer(key: string, documents: readonly unknown[], context: Doc = {}): Doc {
  return {
    code: 0,
    message: 'success',
    [key]: documents,
    page_context: {
      page: 1,
      per_page: 200,
      has_more_page: false,
      report_name: 'Report',
      applied_filter: 'Status.All',
      custom_fields: [],
      sort_column: 'created_time',
      sort_order: 'A',
      ...context,
    },
  };
}

/** A failure; comes with 4xx, 5xx and sometimes with 200. */
export function zohoError(code: number, message: string): Doc {
  return { code, message };
}

/** What a deleted or unknown record answers, usually with HTTP 404. */
export const zohoMissing: Doc = zohoError(1002, 'Resource does not exist.');

/** The default payload of a webhook: the record under one key. */
export function zohoWebhook(key: string, document: unknown): Doc {
  return { [key]: document };
}

export function zohoInvoiceLine(overrides: Doc = {}): Doc {
  return {
    line_item_id: '982000000567006',
    item_id: '982000000100002',
    item_order: 1,
    name: 'Rope, 12 mm',
    internal_name: '',
    description: 'Sold by the metre',
    sku: 'ROPE-12',
    unit: 'm',
    quantity: 40,
    discount: 0,
    discount_amount: 0,
    discounts: [],
    discount_account_id: '',
    discount_account_name: '',
    bcy_rate: 2.5,
    rate: 2.5,
    sales_rate: 2.5,
    purchase_rate: '',
    cost_amount: 0,
    markup_percent: 0,
    account_id: '982000000000388',
    account_name: 'Sales',
    header_id: '',
    header_name: '',
    pricebook_id: '',
    tax_id: '982000000000501',
    tax_name: 'VAT 19',
    tax_type: 'tax',
    tax_percentage: 19,
    item_total: 100,
    item_type: 'sales',
    product_type: 'goods',
    line_item_category: 'line_item',
    line_item_taxes: [{ tax_id: '982000000000501', tax_name: 'VAT 19 (19%)', tax_amount: 19 }],
    bill_id: '',
    bill_item_id: '',
    project_id: '',
    project_name: '',
    expense_id: '',
    expense_receipt_name: '',
    salesorder_item_id: '',
    location_id: '',
    location_name: '',
    stock_on_hand: '',
    available_stock: '',
    image_document_id: '',
    pricing_scheme: 'unit',
    time_entry_ids: [],
    tags: [],
    documents: [],
    item_custom_fields: [],
    item_code: {},
    is_modifier_item: false,
    ...overrides,
  };
}

/** So many lines of 100 and 19 % for an invoice, numbered from 1, with the sums of its header. */
export function zohoInvoiceLines(count: number): Doc {
  const [net, tax] = [100 * count, 19 * count];
  return {
    line_items: Array.from({ length: count }, (_, i) => zohoInvoiceLine({ line_item_id: String(i + 1) })),
    taxes: [{ tax_id: '982000000000501', tax_name: 'VAT 19 (19%)', tax_amount: tax }],
    sub_total: net,
    total_taxable_amount: net,
    tax_total: tax,
    total: net + tax,
    balance: net + tax,
    bcy_sub_total: net,
    bcy_tax_total: tax,
    bcy_total: net + tax,
  };
}

export function zohoInvoice(overrides: Doc = {}): Doc {
  return {
    invoice_id: '982000000567001',
    channel_invoice_id: '',
    invoice_number: 'INV-000017',
    date: '2026-06-09',
    due_date: '2026-07-09',
    issued_date: '2026-06-09',
    created_date: '2026-06-09',
    payment_expected_date: '',
    last_payment_date: '',
    customer_id: '982000000061001',
    customer_name: 'Möwe Bootsbau',
    customer_custom_fields: [],
    email: 'kontor@moewe.example',
    ...ORGANIZATION_CURRENCY,
    currency_name_formatted: 'EUR- Euro',
    exchange_rate: 1,
    price_precision: 2,
    invoice_source: 'Api',
    sales_channel: 'direct_sales',
    status: 'sent',
    current_sub_status: 'sent',
    current_sub_status_id: '',
    sub_statuses: [],
    reference_number: 'PO 4711',
    recurring_invoice_id: '',
    is_last_child_invoice: false,
    payment_terms: 30,
    payment_terms_label: 'Net 30',
    payment_terms_id: '982000000093081',
    invoice_installments: [],
    early_payment_discount_percentage: 0,
    early_payment_discount_due_days: '',
    early_payment_discount_amount: 0,
    payment_reminder_enabled: true,
    reminders_sent: 0,
    last_reminder_sent_date: '',
    next_reminder_date_formatted: '',
    unprocessed_payment_amount: 0,
    zcrm_potential_id: '',
    zcrm_potential_name: '',
    custom_fields: [{ customfield_id: '982000000070001', label: 'Berth', index: 1, value: 'B 12', data_type: 'text' }],
    custom_field_hash: { cf_berth: 'B 12' },
    is_progress_invoice: false,
    line_items: [zohoInvoiceLine()],
    sub_total: 100,
    tax_total: 19,
    total_taxable_amount: 100,
    discount: 0,
    discount_percent: 0,
    discount_total: 0,
    discount_applied_on_amount: 0,
    discount_type: 'item_level',
    is_discount_before_tax: true,
    is_inclusive_tax: false,
    shipping_charge: 0,
    bcy_shipping_charge: 0,
    shipping_charge_tax_id: '',
    adjustment: 0,
    adjustment_description: '',
    bcy_adjustment: 0,
    bcy_sub_total: 100,
    bcy_discount_total: 0,
    bcy_tax_total: 19,
    bcy_total: 119,
    roundoff_value: 0,
    transaction_rounding_type: 'no_rounding',
    total: 119,
    balance: 119,
    payment_made: 0,
    credits_applied: 0,
    write_off_amount: 0,
    tax_amount_withheld: 0,
    payment_discount: 0,
    unused_retainer_payments: 0,
    taxes: [{ tax_id: '982000000000501', tax_name: 'VAT 19 (19%)', tax_amount: 19 }],
    tax_rounding: 'entity_level',
    account_id: '982000000000364',
    account_name: 'Accounts Receivable',
    allow_partial_payments: false,
    is_autobill_enabled: false,
    ach_supported: false,
    ach_payment_initiated: false,
    payment_options: { payment_gateways: [] },
    contact_persons: ['982000000061003'],
    contact_persons_associated: [{ contact_person_id: '982000000061003', contact_person_email: 'jan@moewe.example' }],
    attachment_name: '',
    documents: [],
    salesorder_id: '',
    salesorder_number: '',
    salesorders: [],
    estimate_id: '',
    deliverychallans: [],
    merchant_id: '',
    merchant_name: '',
    location_id: '',
    location_name: '',
    contact: { customer_balance: 119, credit_limit: 0, unused_customer_credits: 0 },
    salesperson_id: '',
    salesperson_name: '',
    is_emailed: true,
    is_viewed_by_client: false,
    client_viewed_time: '',
    submitter_id: '',
    approver_id: '',
    template_id: '982000000017001',
    template_name: 'Standard Template',
    template_type: 'standard',
    notes: 'Thank you & fair winds.',
    terms: '',
    billing_address: zohoAddress(),
    shipping_address: zohoAddress({ address_id: '982000000061004', address: '', city: '', zip: '' }),
    invoice_url: 'https://books.example/portal/invoice?CInvoiceID=invented',
    created_time: '2026-06-09T09:46:21-0400',
    last_modified_time: '2026-06-09T09:46:21-0400',
    created_by_id: '982000000000201',
    created_by_name: 'Ida Brandt',
    last_modified_by_id: '982000000000201',
    page_width: '8.27in',
    orientation: 'portrait',
    is_backorder: '',
    color_code: '',
    schedule_time: '',
    approvers_list: [],
    qr_code: { is_qr_enabled: false, qr_value: '' },
    tags: [],
    ...overrides,
  };
}

/** The row of an invoice in a list page: fewer fields, no lines, `documents` as text, `zipcode` instead of `zip`. */
export function zohoInvoiceRow(overrides: Doc = {}): Doc {
  const { zip, ...address } = zohoAddress();
  const { line_items: _lines, taxes: _taxes, contact_persons: _persons, ...invoice } = zohoInvoice();
  return {
    ...invoice,
    billing_address: { ...address, zipcode: zip },
    company_name: '',
    country: 'Germany',
    created_by: 'Ida Brandt',
    documents: '',
    due_days: '',
    has_attachment: false,
    phone: '',
    project_name: '',
    updated_time: invoice['last_modified_time'],
    ...overrides,
  };
}
