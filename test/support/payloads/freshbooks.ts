import type { Doc } from './json.ts';

// Invented objects of the shapes that FreshBooks answers with: money as text with a currency, times in US/Eastern without offset.

/** `{"response":{"result":{"<key>":…}}}`: the answer for one object. */
export function freshbooksAnswer(key: string, document: unknown): Doc {
  return { response: { result: { [key]: document } } };
}

/** A page of objects under its list key. */
export function freshbooksListAnswer(key: string, documents: readonly unknown[], paging: Doc = {}): Doc {
  return {
    response: {
      result: { [key]: documents, page: 1, pages: 1, per_page: 100, total: documents.length, ...paging },
    },
  };
}

/** Accounting error, older shape; comes with 4xx and with 200. */
export function freshbooksError(errno: number, message: string, overrides: Doc = {}): Doc {
  return {
    response: { errors: [{ errno, field: 'invoiceid', message, object: 'invoice', value: '60417', ...overrides }] },
  };
}

/** Accounting error, newer shape; comes with 4xx and with 200. */
export function freshbooksNewError(reason: string, message: string): Doc {
  return {
    code: 5,
    message: 'Request failed with status_code: 404',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason,
        domain: 'accounting.api.freshbooks.com',
        metadata: { object: 'invoice', message, value: '60417', field: 'invoiceid' },
      },
    ],
  };
}

/** What an object that is gone answers: the error names it. */
export function freshbooksMissing(id: string): Doc {
  return freshbooksError(1012, 'Object not found.', { value: id });
}

/** A delivery's form body, fields in the order in which they are given. */
export function freshbooksHint(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    name: 'invoice.update',
    object_id: '60417',
    account_id: 'Kq7Zr2',
    business_id: '91822',
    identity_id: '3305',
    user_id: '1',
    ...fields,
  };
  return new URLSearchParams(all).toString();
}

export function freshbooksMoney(amount: string, code = 'CAD'): Doc {
  return { amount, code };
}

export function freshbooksInvoiceLine(overrides: Doc = {}): Doc {
  return {
    lineid: 1,
    invoiceid: 60417,
    type: 0,
    name: 'Sail repair',
    description: 'Two seams',
    qty: '2',
    unit_cost: freshbooksMoney('45.00'),
    amount: freshbooksMoney('90.00'),
    taxName1: 'HST',
    taxAmount1: '13',
    taxNumber1: null,
    taxName2: '',
    taxAmount2: '0',
    taxNumber2: null,
    compounded_tax: false,
    expenseid: 0,
    taskno: 1,
    basecampid: 0,
    retainer_id: null,
    retainer_period_id: null,
    modern_project_id: null,
    modern_time_entries: [],
    date: null,
    updated: '2026-06-09 09:46:21',
    ...overrides,
  };
}

/** As answered with `include[]=lines`; without, `lines` is absent. */
export function freshbooksInvoice(overrides: Doc = {}): Doc {
  return {
    id: 60417,
    invoiceid: 60417,
    uuid: '0f6c2a4e-5d0b-4b57-9a53-6f0d8f0c1a11',
    accountid: 'Kq7Zr2',
    accounting_systemid: 'Kq7Zr2',
    customerid: 21055,
    ownerid: 1,
    sentid: 1,
    estimateid: 0,
    basecampid: 0,
    parent: 0,
    ext_archive: 0,
    invoice_number: '0000081',
    po_number: null,
    status: 2,
    v3_status: 'sent',
    display_status: 'sent',
    payment_status: 'unpaid',
    deposit_status: 'none',
    autobill_status: null,
    dispute_status: null,
    last_order_status: null,
    vis_state: 0,
    create_date: '2026-06-09',
    due_date: '2026-07-09',
    date_paid: null,
    fulfillment_date: null,
    generation_date: null,
    due_offset_days: 30,
    currency_code: 'CAD',
    amount: freshbooksMoney('101.70'),
    outstanding: freshbooksMoney('101.70'),
    paid: freshbooksMoney('0.00'),
    discount_total: freshbooksMoney('0.00'),
    net_paid_amount: freshbooksMoney('0.00000000000000000000000001'),
    deposit_amount: null,
    deposit_percentage: null,
    discount_value: '0',
    discount_description: null,
    language: 'en',
    template: 'clean-grouped',
    description: '',
    notes: 'Payable by transfer.',
    terms: null,
    payment_details: '',
    return_uri: null,
    fname: 'Noor',
    lname: 'Haddad',
    organization: 'Quai Nord',
    current_organization: 'Quai Nord',
    email: 'noor@quainord.example',
    address: '',
    street: '12 Rue du Port',
    street2: '',
    city: 'Rimouski',
    province: 'Quebec',
    code: 'G5L 1A1',
    country: 'Canada',
    vat_name: null,
    vat_number: '',
    auto_bill: false,
    gmail: false,
    show_attachments: false,
    presentation: { theme_layout: 'modern', theme_primary_color: '#23629d' },
    created_at: '2026-06-09 09:46:20',
    updated: '2026-06-09 09:46:21',
    version: '2026-06-09 09:46:21.123456',
    lines: [freshbooksInvoiceLine()],
    ...overrides,
  };
}

export function freshbooksPayment(overrides: Doc = {}): Doc {
  return {
    id: 11804,
    logid: 11804,
    accounting_systemid: 'Kq7Zr2',
    invoiceid: 60417,
    clientid: 21055,
    creditid: null,
    overpaymentid: null,
    bulk_paymentid: null,
    orderid: null,
    amount: freshbooksMoney('101.70'),
    date: '2026-06-20',
    type: 'Bank Transfer',
    note: '',
    gateway: null,
    transactionid: null,
    from_credit: false,
    send_client_notification: null,
    updated: '2026-06-20 10:15:00',
    vis_state: 0,
    ...overrides,
  };
}

export function freshbooksClient(overrides: Doc = {}): Doc {
  return {
    id: 21055,
    userid: 21055,
    uuid: '7b0f9a0e-2c58-4b0a-8d3e-0a4f6e1d2c33',
    accounting_systemid: 'Kq7Zr2',
    organization: 'Quai Nord',
    fname: 'Noor',
    lname: 'Haddad',
    email: 'noor@quainord.example',
    username: 'noorhaddad',
    role: 'client',
    language: 'en',
    currency_code: 'CAD',
    note: null,
    bus_phone: '',
    home_phone: null,
    mob_phone: '',
    fax: '',
    p_street: '12 Rue du Port',
    p_street2: '',
    p_city: 'Rimouski',
    p_province: 'Quebec',
    p_code: 'G5L 1A1',
    p_country: 'Canada',
    s_street: '',
    s_street2: '',
    s_city: '',
    s_province: '',
    s_code: '',
    s_country: '',
    vat_name: null,
    vat_number: null,
    company_industry: null,
    company_size: null,
    level: 0,
    num_logins: 3,
    allow_late_fees: true,
    allow_late_notifications: true,
    allow_email_include_pdf: false,
    pref_email: true,
    pref_gmail: false,
    notified: false,
    has_retainer: null,
    retainer_id: null,
    subdomain: null,
    statement_token: null,
    direct_link_token: null,
    signup_date: '2026-06-02 12:00:00',
    last_login: null,
    last_activity: null,
    updated: '2026-06-02 08:00:00',
    vis_state: 0,
    ...overrides,
  };
}
