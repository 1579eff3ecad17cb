import { landRecords } from './gold-books.ts';
import { FRESHBOOKS_REFERENCE } from './gold-books-freshbooks.ts';
import { ZOHO_REFERENCE } from './gold-books-zoho.ts';
import { CREDIT_APPLICATIONS } from './gold-cases/credit-applications.ts';
import type { GoldCase } from './gold-cases/gold-case.ts';
import { OTHER_CURRENCY } from './gold-cases/other-currency.ts';
import { OVERPAID } from './gold-cases/overpaid.ts';
import { PAYROLL_NAMES } from './gold-cases/payroll-names.ts';
import { REST_ROWS } from './gold-cases/rest-rows.ts';
import { VENDOR_CREDIT_TAX } from './gold-cases/vendor-credit-tax.ts';
import { WITHHELD } from './gold-cases/withheld.ts';
import { WITHOUT_LINES } from './gold-cases/without-lines.ts';
import type { Lab } from './lab.ts';

/** Treatments that the books of `gold-books.ts` leave out, each by documents of its own. */
export const GOLD_CASES: readonly GoldCase[] = [
  REST_ROWS,
  OVERPAID,
  OTHER_CURRENCY,
  WITHHELD,
  VENDOR_CREDIT_TAX,
  CREDIT_APPLICATIONS,
  WITHOUT_LINES,
  PAYROLL_NAMES,
];

/** Lands the records of all of them: raw keys. */
export async function landGoldCases(lab: Lab): Promise<readonly string[]> {
  const zoho = [...ZOHO_REFERENCE, ...GOLD_CASES.flatMap((one) => one.zoho)];
  const fresh = [...FRESHBOOKS_REFERENCE, ...GOLD_CASES.flatMap((one) => one.fresh)];
  const at = '2026-03-30T08:00:00.000Z';
  return [
    ...(await landRecords(lab, { source: 'zoho_books', records: zoho, at })),
    ...(await landRecords(lab, { source: 'freshbooks', records: fresh, at })),
  ];
}
