import { daysBetween, weekOf } from './answers.ts';
import type { Story } from './step.ts';
import type { Cells } from './tables.ts';

/** What the books must say after the story, cell by cell as it is shown. */
export const EXPECTED_AGEING = [
  ['Kobe Sailworks', 'Zoho Books', 'JPY', '-', '-', '-', '480,000', '-', '480,000'],
  ['Möwe Bootsbau', 'Zoho Books', 'EUR', '1,428.00', '395.00', '-', '-', '-', '1,823.00'],
  ['Nordlicht Reederei', 'Zoho Books', 'EUR', '-', '-', '2,380.00', '-', '-', '2,380.00'],
  ['Harbor & Pine LLC', 'FreshBooks', 'USD', '-', '1,000.00', '-', '-', '-', '1,000.00'],
  ['Lakeside Canvas Co.', 'FreshBooks', 'USD', '-', '-', '-', '-', '742.50', '742.50'],
];

export const EXPECTED_INVOICES = [
  ['INV-093', 'Zoho Books', 'overdue', 'JPY', '66,000', '66,000', '1', 'yes'],
  ['INV-101', 'Zoho Books', 'sent', 'EUR', '1,428.00', '1,428.00', '1', ''],
  ['INV-102', 'Zoho Books', 'partially_paid', 'EUR', '595.00', '395.00', '1', ''],
  ['INV-103', 'Zoho Books', 'overdue', 'EUR', '2,380.00', '2,380.00', '1', ''],
  ['INV-104', 'Zoho Books', 'void', 'EUR', '833.00', '833.00', '1', ''],
  ['INV-105', 'Zoho Books', 'overdue', 'JPY', '480,000', '480,000', '1', ''],
  ['0000079', 'FreshBooks', 'overdue', 'USD', '742.50', '742.50', '1', ''],
  ['0000081', 'FreshBooks', 'partial', 'USD', '1,250.00', '1,000.00', '1', ''],
  ['0000082', 'FreshBooks', 'sent', 'USD', '88.00', '88.00', '1', 'yes'],
];

/** The reasons, in the order in which the deliveries arrived. */
export const EXPECTED_REASONS = [
  'invalid_json',
  'partial_document',
  'not_decimal_28_10',
  'unknown_entity',
  'organization_mismatch',
];

/** Deliveries that were stored (once each), and answers of the API. */
export const LANDED = 26 + 6;

/** Every other table is empty. */
export const EXPECTED_ROWS = {
  bronze_events: LANDED,
  silver_freshbooks_clients: 2,
  silver_freshbooks_events: 9,
  silver_freshbooks_invoice_lines: 3,
  silver_freshbooks_invoices: 3,
  silver_freshbooks_payments: 1,
  silver_quarantine: EXPECTED_REASONS.length,
  silver_zoho_books_contact_persons: 3,
  silver_zoho_books_contacts: 3,
  silver_zoho_books_customer_payment_invoices: 1,
  silver_zoho_books_customer_payments: 1,
  silver_zoho_books_events: 17,
  silver_zoho_books_invoice_lines: 6,
  silver_zoho_books_invoice_taxes: 6,
  silver_zoho_books_invoices: 6,
};

/** Void and deleted invoices bring nothing. */
export const EXPECTED_REVENUE = [
  ['Kobe Sailworks', 'Zoho Books', 'JPY', '1', '480,000'],
  ['Möwe Bootsbau', 'Zoho Books', 'EUR', '2', '1,700.00'],
  ['Nordlicht Reederei', 'Zoho Books', 'EUR', '1', '2,000.00'],
  ['Harbor & Pine LLC', 'FreshBooks', 'USD', '1', '1,250.00'],
  ['Lakeside Canvas Co.', 'FreshBooks', 'USD', '1', '742.50'],
];

/**
 * 200.00 EUR came a week after INV-102 was due, 250.00 USD 19 days after 0000081. What is overdue is so since a day of the story;
 * the day on which the tables are asked may be the next one.
 */
export function expectedLate(story: Story, today: string): Cells {
  const overdue = (due: number): string => String(daysBetween(story.day(due), today));
  return [
    ['Kobe Sailworks', 'Zoho Books', 'JPY', '-', '-', '480,000', overdue(-75)],
    ['Möwe Bootsbau', 'Zoho Books', 'EUR', '200.00', '7', '395.00', overdue(-8)],
    ['Nordlicht Reederei', 'Zoho Books', 'EUR', '-', '-', '2,380.00', overdue(-45)],
    ['Harbor & Pine LLC', 'FreshBooks', 'USD', '250.00', '19', '1,000.00', overdue(-20)],
    ['Lakeside Canvas Co.', 'FreshBooks', 'USD', '-', '-', '742.50', overdue(-120)],
  ];
}

/** INV-101 is due 12 days after the story; everything else is overdue. */
export function expectedForecast(story: Story): Cells {
  return [
    ['overdue', 'Zoho Books', 'EUR', '2,775.00', '-', '2,775.00'],
    [weekOf(story.day(12)), 'Zoho Books', 'EUR', '1,428.00', '-', '4,203.00'],
    ['overdue', 'Zoho Books', 'JPY', '480,000', '-', '480,000'],
    ['overdue', 'FreshBooks', 'USD', '1,742.50', '-', '1,742.50'],
  ];
}
