import { boolean, type Column, decimal, json, personal, text } from '../entity.ts';

/** Submission and approval, in organizations with an approval flow. */
export const APPROVAL: readonly Column[] = [
  text('submitter_id', 'User who submitted it'),
  text('submitted_date', 'When it was submitted, as sent'),
  text('submitted_by', 'User who submitted it'),
  personal(text('submitted_by_name', 'Name of the user who submitted it')),
  personal(text('submitted_by_email', 'E-mail address of the user who submitted it')),
  personal(text('submitted_by_photo_url', 'Picture of the user who submitted it')),
  text('approver_id', 'User who approved it'),
  personal(json('approvers_list', 'Users who may approve it')),
];

/** How the document is printed. */
export const LAYOUT: readonly Column[] = [
  text('template_id', 'Template of the document'),
  text('template_name', 'Name of the template'),
  text('template_type', 'Kind of the template'),
  text('page_width', 'Width of the page'),
  text('page_height', 'Height of the page'),
  text('orientation', 'Orientation of the page'),
];

/** Shipping and the taxes on it. */
export const SHIPPING_CHARGE: readonly Column[] = [
  decimal('shipping_charge', 'Shipping'),
  decimal('bcy_shipping_charge', 'shipping_charge in base currency'),
  text('shipping_charge_account_id', 'Account of the shipping charge'),
  text('shipping_charge_account_name', 'Name of the account of the shipping charge'),
  decimal('shipping_charge_exclusive_of_tax', 'Shipping without tax'),
  decimal('shipping_charge_inclusive_of_tax', 'Shipping with tax'),
  decimal('shipping_charge_tax', 'Tax on shipping'),
  decimal('bcy_shipping_charge_tax', 'shipping_charge_tax in base currency'),
  text('shipping_charge_tax_id', 'Tax on shipping that applies'),
  text('shipping_charge_tax_name', 'Name of the tax on shipping'),
  text('shipping_charge_tax_type', 'Kind of the tax on shipping'),
  decimal('shipping_charge_tax_percentage', 'Tax on shipping in percent'),
  text('shipping_charge_tax_exemption_id', 'Exemption of shipping from tax'),
  text('shipping_charge_tax_exemption_code', 'Code of the exemption of shipping'),
  json('shipping_charge_taxes', 'Taxes on shipping'),
];

/** Tax fields that only some country editions send. */
export const REGION: readonly Column[] = [
  text('place_of_supply', 'Place of supply'),
  text('gst_no', 'GST number (India)'),
  text('gst_treatment', 'GST treatment (India)'),
  text('vat_treatment', 'VAT treatment'),
  text('vat_reg_no', 'VAT number'),
  text('tax_treatment', 'Tax treatment of the contact'),
  boolean('is_pre_gst', 'Whether it is from before GST (India)'),
  boolean('is_reverse_charge_applied', 'Whether the customer owes the tax'),
];

/** VAT on purchases, in the editions that have it. */
export const PURCHASE_VAT: readonly Column[] = [
  text('source_of_supply', 'State of dispatch (India)'),
  text('destination_of_supply', 'State of delivery (India)'),
  decimal('acquisition_vat_total', 'Sum of the acquisition VAT'),
  json('acquisition_vat_summary', 'Acquisition VAT by rate'),
  decimal('reverse_charge_vat_total', 'Sum of the reverse charge VAT'),
  json('reverse_charge_vat_summary', 'Reverse charge VAT by rate'),
];

/** Locks of the record. */
export const LOCKS: readonly Column[] = [
  json('lock_details', 'Whether it can be locked'),
  json('lock_detail', 'Locks'),
  json('locked_actions', 'Actions that are locked'),
];

/** How totals are rounded. */
export const ROUNDING: readonly Column[] = [
  decimal('roundoff_value', 'Rounding'),
  text('transaction_rounding_type', 'How the total is rounded'),
  text('rounding_mode', 'How amounts are rounded'),
  text('bcy_rounding_mode', 'How amounts in base currency are rounded'),
];

/** Tax totals of a document: one row per tax. */
export const TAX_TOTAL: readonly Column[] = [
  text('tax_id', 'Tax'),
  text('tax_name', 'Name of the tax with its rate'),
  decimal('tax_amount', 'Sum of this tax'),
];
