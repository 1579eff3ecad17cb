import { freshbooksMoney } from './freshbooks.ts';
import type { Doc } from './json.ts';

// Invented items, taxes, services and staff of the shapes that FreshBooks answers with.

export function freshbooksItem(overrides: Doc = {}): Doc {
  return {
    id: 4331,
    itemid: 4331,
    accounting_systemid: 'Kq7Zr2',
    name: 'Shackle',
    description: 'Steel',
    sku: 'SQ1234',
    qty: '100',
    inventory: null,
    unit_cost: freshbooksMoney('1.00'),
    tax1: 7840,
    tax2: 0,
    updated: '2026-06-13 10:45:20',
    vis_state: 0,
    ...overrides,
  };
}

/** Has no `vis_state`: a deleted tax is gone. */
export function freshbooksTax(overrides: Doc = {}): Doc {
  return {
    id: 7840,
    taxid: 7840,
    accounting_systemid: 'Kq7Zr2',
    name: 'HST',
    number: 'RT 1234',
    amount: '13',
    compound: false,
    updated: '2026-06-16 10:04:37',
    ...overrides,
  };
}

export function freshbooksService(overrides: Doc = {}): Doc {
  return { business_id: 91822, id: 40544, name: 'Survey', billable: true, vis_state: 0, ...overrides };
}

export function freshbooksStaff(overrides: Doc = {}): Doc {
  return {
    id: 1,
    userid: 1,
    accounting_systemid: 'Kq7Zr2',
    fname: 'Mika',
    lname: 'Oja',
    display_name: 'Mika',
    username: 'mikaoja',
    email: 'mika@quainord.example',
    organization: 'Quai Nord',
    role: 'admin',
    level: 0,
    language: 'en',
    currency_code: null,
    rate: null,
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
    num_logins: 12,
    signup_date: '2026-01-02 12:00:00',
    last_login: '2026-06-01 08:15:00',
    updated: '2026-06-01 08:15:00',
    vis_state: 0,
    ...overrides,
  };
}
