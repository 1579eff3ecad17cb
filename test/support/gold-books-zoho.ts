import { type Told, told } from './gold-books-parts.ts';

const contact = told('contacts', 'contact', 'contact_id');
const account = told('chart_of_accounts', 'chart_of_account', 'account_id');
const item = told('items', 'item', 'item_id');
const user = told('users', 'user', 'user_id');

/** Base currency, contacts, accounts, items, a project, people. */
export const ZOHO_REFERENCE: readonly Told[] = [
  {
    entity: 'currencies',
    key: 'currency',
    id: 'e',
    document: {
      currency_id: 'e',
      currency_code: 'EUR',
      currency_symbol: '€',
      is_base_currency: true,
      exchange_rate: 0,
    },
  },
  ...[
    ['c1', 'Möwe Bootsbau', 'customer'],
    ['c2', 'Pacific Sails', 'customer'],
    ['c3', 'Kaito Marine', 'customer'],
    ['v1', 'Tauwerk Nord', 'vendor'],
    ['v2', 'Harbor Supply', 'vendor'],
  ].map(([id = '', name, type]) =>
    contact(id, { contact_name: name, contact_type: type, status: 'active', billing_address: {}, contact_persons: [] }),
  ),
  ...[
    ['a400', 'Sales of goods', 'income', ''],
    ['a401', 'Sales of services', 'income', ''],
    ['a230', 'Deposits of customers', 'other_current_liability', ''],
    ['a220', 'Wages to be paid', 'other_current_liability', ''],
    ['a150', 'Boat hoist', 'fixed_asset', ''],
    ['a510', 'Cost of goods', 'cost_of_goods_sold', ''],
    ['a500', 'Office supplies', 'expense', 'Office'],
    ['a501', 'Salaries of the yard', 'expense', ''],
    ['a502', 'Rent', 'expense', 'Office'],
  ].map(([id = '', name, type, parent]) =>
    account(id, { account_name: name, account_type: type, is_active: true, parent_account_name: parent }),
  ),
  item('i1', { name: 'Rope, 12 mm', status: 'active', item_type: 'sales', group_id: '' }),
  item('i2', { name: 'Rigging hour', status: 'active', item_type: 'sales', group_id: '' }),
  told(
    'projects',
    'project',
    'project_id',
  )('p1', {
    project_name: 'Regatta',
    status: 'active',
    billing_type: 'fixed_cost_for_project',
    currency_code: 'EUR',
  }),
  // heads: u1 in January, u1 and u2 from February on; u3 is inactive, u4 no employee
  user('u1', { name: 'Ada', status: 'active', is_employee: true, created_time: '2025-06-01T08:00:00+0000' }),
  user('u2', { name: 'Bo', status: 'active', is_employee: true, created_time: '2026-02-10T08:00:00+0000' }),
  user('u3', { name: 'Cy', status: 'inactive', is_employee: true, created_time: '2025-06-01T08:00:00+0000' }),
  user('u4', { name: 'Di', status: 'active', is_employee: false, created_time: '2025-06-01T08:00:00+0000' }),
];
