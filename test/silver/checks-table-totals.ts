import type { Doc } from '../support/payloads/json.ts';
import {
  type Answered,
  bill,
  type Case,
  creditNote,
  expense,
  invoice,
  lines,
  vendorCredit,
  ZOHO_DOCUMENTS,
  zoho,
} from './checks-records.ts';

const purchaseOrder = zoho('purchase_orders', 'purchaseorder', 'purchaseorder_id');
const salesOrder = zoho('sales_orders', 'salesorder', 'salesorder_id');

/** One line of 100 and its tax, and everything that an answer states beside it; what does not belong to an entity is ignored. */
const NET: Doc = {
  ...lines(100),
  sub_total: 100,
  tax_total: 19,
  tax_amount: 19,
  discount: 0,
  discount_type: 'entity_level',
  discount_total: 0,
  is_discount_before_tax: true,
  is_inclusive_tax: false,
  shipping_charge: 0,
  shipping_charge_tax: '',
  adjustment: 0,
  roundoff_value: 0,
  transaction_rounding_type: 'no_rounding',
  total: 119,
};
/** The same with prices that include tax: lines of 119. */
const GROSS: Doc = { ...NET, ...lines(119), is_inclusive_tax: true };
const shipped = { shipping_charge: 10, shipping_charge_tax: 1.9 };
/** The fields that are left out of a document are not stated. */
const without = (document: Doc, ...fields: readonly string[]): Doc =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));
const each = (of: readonly ((id: string, more: Doc) => Answered)[], id: string, document: Doc): readonly Answered[] =>
  of.map((make) => make(id, document));

const HOLDS: Readonly<Record<string, Doc>> = {
  // of the document, before tax and after it; of the lines; of the document, with everything else
  before_tax: { ...NET, discount_total: 10, tax_total: 17.1, total: 107.1 },
  after_tax: { ...NET, discount_total: 10, is_discount_before_tax: false, total: 109 },
  of_lines: { ...NET, discount_type: 'item_level', discount_total: 25 },
  everything: {
    ...NET,
    ...shipped,
    discount_total: 10,
    tax_total: 19,
    adjustment: -0.25,
    roundoff_value: 0.25,
    total: 119,
  },
  entered: { ...without(NET, 'discount_total'), discount: '10.00%', tax_total: 17.1, total: 107.1 },
  // shipping and its tax: in tax_total, beside it, in shipping_charge
  shipping_in_tax_total: { ...NET, ...shipped, tax_total: 20.9, total: 130.9 },
  shipping_tax_beside: { ...NET, ...shipped, total: 130.9 },
  shipping_with_tax: {
    ...NET,
    shipping_charge: 11.9,
    shipping_charge_exclusive_of_tax: 10,
    shipping_charge_inclusive_of_tax: 11.9,
    tax_total: 20.9,
    total: 130.9,
  },
  // prices with tax: sub_total without it or with it, a discount without it or with it
  inclusive: GROSS,
  inclusive_sub_total: { ...GROSS, sub_total: 119 },
  inclusive_stated: { ...GROSS, sub_total_inclusive_of_tax: 119, discount_total: 11.9, tax_total: 17.1, total: 107.1 },
  inclusive_net_discount: { ...GROSS, discount_total: 10, tax_total: 17.1, total: 107.1 },
  inclusive_gross_discount: { ...GROSS, discount_total: 11.9, tax_total: 17.1, total: 107.1 },
  inclusive_shipping: { ...GROSS, ...shipped, tax_total: 20.9, total: 130.9 },
  inclusive_sub_total_shipping: { ...GROSS, ...shipped, sub_total: 119, tax_total: 20.9, total: 130.9 },
  // in the total or not
  reverse_charge: { ...NET, is_reverse_charge_applied: true, total: 100 },
  withheld: { ...NET, tax_amount_withheld: 10, total: 109 },
  withheld_beside: { ...NET, tax_amount_withheld: 10 },
  withheld_by_line: {
    ...NET,
    line_items: [{ line_item_category: 'line_item', item_total: 100, tds_tax_id: 't1' }],
    total: 109,
  },
  withheld_by_document: { ...NET, tds_calculation_type: 'tds_entity_level', total: 109 },
  collected: { ...NET, gst_treatment: 'business_gst', total: 120.19 },
  // two sums, each rounded; whole units of a currency without places
  rounded_sum: { ...NET, sub_total: 99.995, price_precision: 2, total: 119 },
  rounded_yen: { ...NET, price_precision: 0, currency_code: 'JPY', total: 120 },
  rounded_by_unknown: { ...without(NET, 'roundoff_value'), transaction_rounding_type: 'round_up', total: 120 },
  // nothing is due, nothing is stated, nothing counts
  free: { ...NET, ...lines(0), sub_total: 0, tax_total: 0, total: 0 },
  free_by_discount: { ...NET, discount_total: 100, tax_total: 0, total: 0 },
  adjusted_alone: { ...NET, ...lines(0), sub_total: 0, tax_total: 0, adjustment: 5, total: 5 },
  adjusted_unstated: { ...without(NET, 'adjustment'), total: 124 },
  tax_unstated: without(NET, 'tax_total'),
  shipping_unstated: { ...without(NET, 'shipping_charge'), total: 129 },
  discount_unstated: { ...without(NET, 'discount_total', 'discount'), total: 109 },
  sub_total_unstated: { ...without(NET, 'sub_total'), total: 999 },
  void: { ...NET, status: 'void', total: 999 },
};

const FAILS: Readonly<Record<string, Doc>> = {
  taxed: { ...NET, total: 999 },
  two_cents: { ...NET, total: 119.02 },
  one_cent: { ...NET, tax_total: 0, total: 100.01 },
  lower: { ...NET, total: 100 },
  discount_forgotten: { ...NET, discount_total: 10, total: 119 },
  discount_of_lines_twice: { ...NET, discount_type: 'item_level', discount_total: 25, total: 94 },
  shipping_forgotten: { ...NET, ...shipped, tax_total: 20.9, total: 120.9 },
  tax_twice: { ...GROSS, total: 138 },
  tax_left_out: { ...GROSS, sub_total_inclusive_of_tax: 119, total: 100 },
  withheld_too_much: { ...NET, tax_amount_withheld: 10, total: 108 },
  collected_too_much: { ...NET, gst_treatment: 'business_gst', total: 999 },
  unstated_too_much: { ...lines(100), sub_total: 100, tax_total: 19, total: 999 },
  draft: { ...NET, status: 'draft', total: 999 },
};

const made = (documents: Readonly<Record<string, Doc>>): readonly Answered[] =>
  Object.entries(documents).map(([id, document]) => invoice(`total_${id}`, document));

export const ZOHO_TOTALS: Case = {
  check: 'zoho_books_totals_add_up',
  holds: [
    ...each(ZOHO_DOCUMENTS, 'adds_up', NET),
    ...made(HOLDS),
    ...each([creditNote, salesOrder, bill, purchaseOrder], 'discounted', {
      ...NET,
      discount: 10,
      discount_total: 10,
      tax_total: 17.1,
      total: 107.1,
    }),
    creditNote('percent', {
      ...NET,
      discount: '10.00%',
      discount_applied_on_amount: 100,
      tax_total: 17.1,
      total: 107.1,
    }),
    bill('tds', { ...NET, is_tds_applied: true, total: 109 }),
    bill('acquired', { ...NET, acquisition_vat_total: 19, total: 100 }),
    expense('reversed', { ...NET, is_reverse_charge_applied: true, total: 100 }),
    expense('gross', { ...GROSS, sub_total: 119 }),
    expense('surcharged', { ...NET, fcy_surcharge_amount: 2, total: 121 }),
    expense('itemized', { ...NET, is_itemized_expense: true, tax_amount: 0 }),
    vendorCredit('untaxed', { ...NET, total: 100 }),
  ],
  fails: [
    ...made(FAILS),
    ...each(ZOHO_DOCUMENTS.slice(1), 'wrong', { ...NET, total: 9999 }),
    ...each([creditNote, salesOrder, bill, purchaseOrder], 'cents', { ...NET, total: 118.98 }),
  ],
  column: 'document_id',
  found: [
    ...Object.keys(FAILS).map((id) => `total_${id}`),
    ...ZOHO_DOCUMENTS.slice(1).map(() => 'wrong'),
    ...Array.from({ length: 4 }, () => 'cents'),
  ],
};
