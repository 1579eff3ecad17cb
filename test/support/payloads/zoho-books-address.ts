import type { Doc } from './json.ts';

export function zohoAddress(overrides: Doc = {}): Doc {
  return {
    address_id: '982000000061002',
    attention: '',
    address: 'Hafenstraße 7',
    street2: '',
    city: 'Lübeck',
    state_code: '',
    state: 'SH',
    zip: '23568',
    country: 'Germany',
    county: '',
    country_code: 'DE',
    phone: '',
    fax: '',
    ...overrides,
  };
}
