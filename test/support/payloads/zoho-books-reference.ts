import type { Doc } from './json.ts';

/** A currency as lists give it: the rate 0, the day '', even for the base currency. */
export function zohoCurrency(overrides: Doc = {}): Doc {
  return {
    currency_id: '982000000000099',
    currency_code: 'EUR',
    currency_name: 'Euro',
    currency_symbol: '€',
    price_precision: 2,
    currency_format: '1.234.567,89',
    is_base_currency: false,
    exchange_rate: 0,
    effective_date: '',
    auto_exchange_rate_enabled: true,
    ...overrides,
  };
}

/** A rate as lists of one currency give it. */
export function zohoExchangeRate(overrides: Doc = {}): Doc {
  return {
    exchange_rate_id: '982000000619002',
    currency_id: '982000000000105',
    currency_code: 'USD',
    effective_date: '2026-06-10',
    rate: 1.0825,
    ...overrides,
  };
}

export function zohoTax(overrides: Doc = {}): Doc {
  return {
    tax_id: '982000000000501',
    tax_name: 'VAT 19',
    tax_percentage: 19,
    tax_type: 'tax',
    tax_factor: 'rate',
    tax_authority_id: '',
    tax_authority_name: 'Finanzamt Lübeck',
    is_value_added: false,
    tax_specific_type: '',
    tax_specification: '',
    is_inactive: false,
    status: 'Active',
    start_date: '2026-01-01',
    end_date: '',
    diff_rate_reason: '',
    is_default_tax: true,
    is_editable: true,
    output_tax_account_name: 'VAT payable',
    purchase_tax_account_name: 'Input VAT',
    tax_account_id: '982000000620003',
    purchase_tax_account_id: '982000000621004',
    last_modified_time: '2026-06-10T09:00:00-0400',
    ...overrides,
  };
}

/** The detail of a user: `email_ids` where lists have `email`. */
export function zohoUser(overrides: Doc = {}): Doc {
  return {
    user_id: '982000000000201',
    name: 'Ida Brandt',
    email_ids: [{ email: 'ida@kontor.example', is_selected: true }],
    status: 'active',
    user_role: 'admin',
    user_type: 'zoho',
    role_id: '982000000622005',
    cost_rate: 0,
    photo_url: 'https://contacts.example/file?ID=42',
    is_employee: true,
    created_time: '2026-06-10T09:00:00-0400',
    custom_fields: '',
    ...overrides,
  };
}

export function zohoUserRow(overrides: Doc = {}): Doc {
  return {
    user_id: '982000000000201',
    name: 'Ida Brandt',
    status: 'active',
    user_role: 'admin',
    user_type: 'zoho',
    role_id: '982000000622005',
    photo_url: '',
    email: 'ida@kontor.example',
    mobile: '+49 451 555 0101',
    is_super_admin: true,
    invitation_type: '',
    is_current_user: true,
    is_customer_segmented: false,
    is_vendor_segmented: false,
    ...overrides,
  };
}

export function zohoOrganization(overrides: Doc = {}): Doc {
  return {
    organization_id: '10234695',
    name: 'Kontor Hansen',
    contact_name: 'Ida Brandt',
    email: 'ida@kontor.example',
    is_default_org: true,
    language_code: 'de',
    fiscal_year_start_month: '42',
    account_created_date: '2026-06-10',
    time_zone: 'Europe/Berlin',
    is_dst_active: true,
    date_format: 'dd.MM.yyyy',
    field_separator: ',',
    industry_type: 'Retail',
    industry_size: '1-10',
    company_id_label: '',
    company_id_value: '',
    tax_id_label: '',
    tax_id_value: '',
    currency_id: '982000000000099',
    currency_code: 'EUR',
    currency_symbol: '€',
    currency_format: '1.234.567,89',
    price_precision: 2,
    plan_type: 3,
    plan_name: 'Professional',
    plan_period: 'Month',
    country_code: 'DE',
    country_name: 'Germany',
    portal_name: 'kontorhansen',
    org_settings: { is_org_active: true },
    ...overrides,
  };
}
