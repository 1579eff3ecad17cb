import { digits } from '../../support/payloads/json.ts';
import { type BadInput, typed } from '../row.ts';
import { invoice } from '../send.ts';

const TABLE = 'silver_zoho_books_invoices';
const ID = (name: string, invoice_id: unknown, text: string): BadInput => ({
  name: `id: ${name}`,
  send: () => invoice('', { invoice_id }),
  goes: typed(TABLE, { invoice_id: text }),
});

/** Ids are text: none of them may be rounded, trimmed or folded. Each is a record of its own. */
export const IDS: readonly BadInput[] = [
  ID('9007199254740993 as a number', digits('9007199254740993'), '9007199254740993'),
  ID('9007199254740995 as a text', '9007199254740995', '9007199254740995'),
  ID('40 digits', digits('1234567890'.repeat(4)), '1234567890'.repeat(4)),
  ID('1e3 as a number', digits('1e3'), '1e3'),
  ID('1.0 as a number', digits('1.0'), '1.0'),
  ID('0 as a number', digits('0'), '0'),
  ID('-1 as a number', digits('-1'), '-1'),
  ID('leading zeros', '0001', '0001'),
  ID('blanks around it', ' 1 ', ' 1 '),
  ID('a quote', "1' or '1'='1", "1' or '1'='1"),
  ID('a slash and dots', '../1', '../1'),
  ID('an emoji', '1😀', '1😀'),
  ID('200 characters', 'i'.repeat(200), 'i'.repeat(200)),
];
