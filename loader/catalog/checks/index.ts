import type { BookCheck } from './check.ts';
import { moneyHasCurrency } from './currencies.ts';
import { FRESHBOOKS_BILL_PAYMENTS, FRESHBOOKS_CREDITS, FRESHBOOKS_INVOICES } from './freshbooks-applications.ts';
import { FRESHBOOKS_BILLS, FRESHBOOKS_LINES } from './freshbooks-lines.ts';
import { connectionsAreFresh } from './freshness.ts';
import { notBehindQuarantine } from './quarantine.ts';
import { ZOHO_SETTLED, ZOHO_SETTLEMENTS } from './zoho-applications.ts';
import { ZOHO_JOURNALS, ZOHO_LINES } from './zoho-lines.ts';
import { ZOHO_TOTALS } from './zoho-totals.ts';

/** Every check of the books themselves, in the order of the notebook; those of keys and children come before them. */
export function bookChecks(): readonly BookCheck[] {
  return [
    ZOHO_LINES,
    ZOHO_TOTALS,
    ZOHO_JOURNALS,
    FRESHBOOKS_LINES,
    FRESHBOOKS_BILLS,
    ZOHO_SETTLEMENTS,
    ZOHO_SETTLED,
    FRESHBOOKS_CREDITS,
    FRESHBOOKS_INVOICES,
    FRESHBOOKS_BILL_PAYMENTS,
    moneyHasCurrency(),
    notBehindQuarantine(),
    connectionsAreFresh(),
  ];
}
