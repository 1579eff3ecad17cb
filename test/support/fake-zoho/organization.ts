import type { Doc } from '../payloads/json.ts';

/** An entry of `GET /organizations`. */
export function organizationOf({ organizationId, timeZone }: { organizationId: string; timeZone: string }): Doc {
  return {
    organization_id: organizationId,
    name: 'Möwe Bootsbau',
    contact_name: 'Ida Brandt',
    email: 'ida@moewe.example',
    is_default_org: true,
    plan_type: 14,
    plan_name: 'PROFESSIONAL',
    plan_period: 'monthly',
    language_code: 'en',
    time_zone: timeZone,
    fiscal_year_start_month: '1',
    account_created_date: '2024-02-01',
    country_code: 'DE',
    currency_id: '982000000000099',
    currency_code: 'EUR',
    currency_symbol: '€',
    price_precision: 2,
    date_format: 'dd MMM yyyy',
    is_org_active: true,
  };
}
