import type { Figure } from '../gold-books-expected.ts';
import type { Told } from '../gold-books-parts.ts';

/** Records beside the books that show one treatment, and the figures computed by hand that they must give. */
export interface GoldCase {
  readonly zoho: readonly Told[];
  readonly fresh: readonly Told[];
  readonly figures: readonly Figure[];
}
