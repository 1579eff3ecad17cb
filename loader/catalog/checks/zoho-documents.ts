/** A document of Zoho Books that has lines, sub_total and total. What is SQL here is about its row, which is called `document`. */
export interface ZohoDocument {
  readonly entity: string;
  readonly id: string;
  readonly lines: string;
  /** amount of a line, which is called `line` */
  readonly amount: string;
  readonly precision: string;
  readonly subTotalWithTax: string;
  /** tax that lines may count where prices include it; may hold that of shipping, and lack what a discount takes off */
  readonly taxOfLines: string;
  /** this and the next three are NULL where the document does not state them */
  readonly tax: string;
  readonly discount: string;
  readonly shipping: string;
  /** adjustment and rounding */
  readonly others: string;
  readonly shippingTax: string;
  /** entity_level or item_level; NULL where the document does not state it */
  readonly discountType: string;
  readonly isDiscountBeforeTax: string;
  /** amounts that the total may be without: tax that the buyer owes, withheld tax, what is retained */
  readonly without: readonly string[];
  /** whether tax may be withheld at source in an amount that is not stated */
  readonly isWithheld: string;
  /** whether lines say the same by tds_tax_id */
  readonly linesSayWithheld: boolean;
  /** whether tax may be collected at source, on top, in an amount that no field states */
  readonly isCollected: string;
  /** amount that may be on top */
  readonly surcharge: string;
}

const NOT_STATED = 'cast(null as DECIMAL(28, 10))';
const ENTERED = "try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))";

/** A discount as entered: an amount, or a percentage of the amount that it was taken from. */
const ENTERED_DISCOUNT = `case
    when replace(document.discount, '%', '') = document.discount then ${ENTERED}
    when abs(${ENTERED}) <= 100 then cast(
        cast(${ENTERED} as DOUBLE) / 100
        * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
        as DECIMAL(28, 10)
    )
end`;

/** Where totals are rounded and nothing says by how much, it is not stated. */
const ADJUSTMENT_AND_ROUNDING = `document.adjustment + case
    when document.roundoff_value is null
        and coalesce(document.transaction_rounding_type, 'no_rounding') != 'no_rounding' then null
    else coalesce(document.roundoff_value, 0)
end`;

const SHIPPING_TAX = `case
    when document.shipping_charge_tax is not null then document.shipping_charge_tax
    when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
        then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
    else cast(
        cast(coalesce(document.shipping_charge, 0) as DOUBLE)
        * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
        as DECIMAL(28, 10)
    )
end`;

const OWED_BY_BUYER = 'case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end';
const PURCHASE_VAT =
  'abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0))';
const BY_DOCUMENT = "coalesce(document.tds_calculation_type, '') = 'tds_entity_level'";

const sale = {
  amount: 'line.item_total',
  precision: 'document.price_precision',
  subTotalWithTax: 'document.sub_total_inclusive_of_tax',
  taxOfLines: 'document.tax_total',
  tax: 'document.tax_total',
  discount: `coalesce(document.discount_total, ${ENTERED_DISCOUNT})`,
  shipping: 'coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax)',
  others: ADJUSTMENT_AND_ROUNDING,
  shippingTax: SHIPPING_TAX,
  discountType: 'document.discount_type',
  isDiscountBeforeTax: 'document.is_discount_before_tax',
  without: [OWED_BY_BUYER],
  isWithheld: BY_DOCUMENT,
  linesSayWithheld: true,
  isCollected: 'document.gst_treatment is not null',
  surcharge: '0',
};

const purchase = {
  ...sale,
  discount: `coalesce(document.discount_total, document.discount_amount, ${ENTERED_DISCOUNT})`,
  shipping: '0',
  others: 'document.adjustment',
  shippingTax: '0',
  without: [OWED_BY_BUYER, PURCHASE_VAT],
};

/** Documents of trade: with a status void, and rows that are no lines. */
export const ZOHO_TRADE: readonly ZohoDocument[] = [
  {
    ...sale,
    entity: 'invoices',
    id: 'invoice_id',
    lines: 'invoice_lines',
    without: [
      OWED_BY_BUYER,
      'coalesce(document.tax_amount_withheld, 0)',
      'coalesce(document.total_retention_amount, 0)',
    ],
  },
  {
    ...sale,
    entity: 'credit_notes',
    id: 'creditnote_id',
    lines: 'credit_note_lines',
    discount: ENTERED_DISCOUNT,
  },
  { ...sale, entity: 'estimates', id: 'estimate_id', lines: 'estimate_lines' },
  {
    ...sale,
    entity: 'sales_orders',
    id: 'salesorder_id',
    lines: 'sales_order_lines',
    without: [OWED_BY_BUYER, 'coalesce(document.reverse_charge_tax_total, 0)'],
  },
  {
    ...purchase,
    entity: 'bills',
    id: 'bill_id',
    lines: 'bill_lines',
    without: [...purchase.without, 'coalesce(document.tds_total, 0)', 'coalesce(document.total_retention_amount, 0)'],
    isWithheld: `(coalesce(document.is_tds_applied, false) or ${BY_DOCUMENT})`,
  },
  {
    ...purchase,
    entity: 'purchase_orders',
    id: 'purchaseorder_id',
    lines: 'purchase_order_lines',
    isWithheld: `(document.gst_treatment is not null or ${BY_DOCUMENT})`,
    linesSayWithheld: false,
  },
  {
    ...purchase,
    entity: 'vendor_credits',
    id: 'vendor_credit_id',
    lines: 'vendor_credit_lines',
    subTotalWithTax: NOT_STATED,
    taxOfLines: 'document.total - document.sub_total',
    tax: NOT_STATED,
    discount: NOT_STATED,
    others: NOT_STATED,
    discountType: 'cast(null as STRING)',
    isDiscountBeforeTax: 'true',
    without: ['0'],
    isWithheld: 'false',
    linesSayWithheld: false,
  },
];

/** Expenses: there is neither void, nor discount, shipping or adjustment; with several lines the header may lack their tax. */
export const ZOHO_EXPENSES: ZohoDocument = {
  entity: 'expenses',
  id: 'expense_id',
  lines: 'expense_lines',
  amount: 'coalesce(line.item_total, line.amount)',
  precision: '2',
  subTotalWithTax: NOT_STATED,
  taxOfLines: 'document.tax_amount',
  tax: 'case when document.is_itemized_expense and document.tax_amount = 0 then null else document.tax_amount end',
  discount: '0',
  shipping: '0',
  others: '0',
  shippingTax: '0',
  discountType: 'cast(null as STRING)',
  isDiscountBeforeTax: 'true',
  without: [
    'case when document.is_reverse_charge_applied then coalesce(document.tax_amount, 0) else 0 end',
    PURCHASE_VAT,
    'coalesce(document.reverse_charge_tax_amount, 0)',
  ],
  isWithheld: 'false',
  linesSayWithheld: false,
  isCollected: 'false',
  surcharge: 'abs(coalesce(document.fcy_surcharge_amount, 0))',
};

/** Half of this is what rounding a sum once takes off or adds. */
export const roundingUnit = (precision: string): string => `cast(
    case ${precision} when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end
    as DECIMAL(12, 6)
)`;
