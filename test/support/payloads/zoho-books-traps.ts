import { type Doc, digits } from './json.ts';
import type { ZohoSample } from './zoho-books-samples.ts';

/** Fields that hold money or rates in some entity. */
const AMOUNTS = [
  'total',
  'sub_total',
  'balance',
  'amount',
  'bcy_total',
  'tax_total',
  'rate',
  'purchase_rate',
  'adjustment',
  'unused_amount',
  'bank_charges',
  'outstanding_receivable_amount',
  'line_item_total',
  'closing_balance',
  'bcy_balance',
  'bank_balance',
  'total_amount',
  'un_billed_amount',
  'tax_percentage',
  'cost_rate',
];
/** Fields that may be left out. */
const OPTIONAL = [
  'notes',
  'terms',
  'reference_number',
  'template_id',
  'submitted_date',
  'tags',
  'documents',
  'photo_url',
];
/** Fields that are '' when they are not set, though they hold a number, a date or a flag otherwise. */
const EMPTY = [
  'exchange_rate',
  'price_precision',
  'due_date',
  'discount_total',
  'is_backorder',
  'allow_partial_payments',
  'tax_percentage',
  'shipping_charge',
  'expiry_date',
  'reversal_date',
  'depth',
  'child_count',
  'plan_type',
];

const only = (record: Doc, changes: Doc): Doc =>
  Object.fromEntries(Object.entries(changes).filter(([key]) => Object.hasOwn(record, key)));
const amounts = (record: Doc, value: unknown): Doc =>
  only(record, Object.fromEntries(AMOUNTS.map((field) => [field, value])));

/** Records of one entity with what real ones surprise with; each has the name of its trap. */
export function zohoTraps(sample: ZohoSample): readonly (readonly [name: string, record: Doc])[] {
  const plain = sample.document === 'detail' ? sample.detail() : sample.row();
  const without = Object.entries(plain).filter(([key]) => !OPTIONAL.includes(key));
  const line = sample.line;
  const lines =
    line === undefined
      ? {}
      : {
          line_items: [
            line({
              line_item_category: 'header',
              name: 'Rigging',
              item_id: '',
              rate: '',
              quantity: '',
              item_total: '',
            }),
            line({ item_order: 2, rate: digits('2.125'), quantity: '3.00', tags: [{ tag_id: '1', tag_name: 'Pier' }] }),
            line({
              line_item_category: 'subtotal',
              name: 'Subtotal',
              item_id: '',
              rate: '',
              quantity: '',
              item_order: 3,
            }),
          ],
        };
  return [
    ['plain', plain],
    ['yen', { ...plain, ...only(plain, { currency_code: 'JPY', price_precision: 0 }), ...amounts(plain, 12_000) }],
    ['three decimals', { ...plain, ...only(plain, { currency_code: 'KWD' }), ...amounts(plain, digits('12.125')) }],
    ['numbers as text', { ...plain, ...amounts(plain, '1190.50') }],
    ['missing fields', Object.fromEntries(without)],
    ['empty fields', { ...plain, ...only(plain, Object.fromEntries(EMPTY.map((field) => [field, '']))) }],
    ['null fields', { ...plain, ...only(plain, { reference_number: null, description: null, template_id: null }) }],
    ['more fields', { ...plain, brand_new: { deep: [1, { a: null }] }, cf_berth: 'B 12', total_in_words: 'One' }],
    ['custom fields as text', { ...plain, ...only(plain, { custom_fields: '' }) }],
    ['header and subtotal lines', { ...plain, ...lines }],
  ];
}
