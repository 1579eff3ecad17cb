import { type BookCheck, inside, unionOf } from './check.ts';
import { roundingUnit, ZOHO_EXPENSES, ZOHO_TRADE } from './zoho-documents.ts';

const documents = [...ZOHO_TRADE, ZOHO_EXPENSES].map(
  (entity) => `select
    '${entity.entity}' as entity,
    document.connection,
    document.organization_id,
    document.${entity.id} as document_id,
    document.sub_total,
    document.total,
    ${inside(entity.tax)} as tax,
    ${inside(entity.discount)} as discount,
    ${entity.discountType} as discount_type,
    coalesce(${entity.isDiscountBeforeTax}, true) as is_discount_before_tax,
    ${entity.shipping} as shipping,
    ${inside(entity.shippingTax)} as shipping_tax,
    ${inside(entity.others)} as adjustments,
    coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
    nullif(${entity.subTotalWithTax}, 0) as sub_total_with_tax,
    ${entity.without.map((amount) => `abs(${amount})`).join('\n        + ')} as left_out,
    ${entity.isWithheld} as is_withheld,
    ${entity.isCollected} as is_collected,
    ${entity.surcharge} as surcharge,
    ${entity.precision} as price_precision
from silver_zoho_books_${entity.entity} as document
where not document.is_deleted
  and coalesce(document.status, '') != 'void'`,
);

const withheldLines = ZOHO_TRADE.filter(({ linesSayWithheld }) => linesSayWithheld).map(
  ({ entity, id, lines }) => `select
    '${entity}' as entity,
    line.connection,
    line.organization_id,
    line.${id} as document_id
from silver_zoho_books_${lines} as line
where line.tds_tax_id is not null`,
);

/** What fields leave open, added to the sum that the document states first. */
const READINGS = [
  '0',
  'bounds.shipping_tax',
  '-bounds.shipping_tax',
  'bounds.included',
  'bounds.included + bounds.shipping_tax',
  'bounds.included - bounds.shipping_tax',
];

/** How far the total is from one of these, where it may be lower by `below` and higher by `above`. */
const distance = (reading: string): string =>
  `greatest(bounds.gap - (${reading}) - bounds.above, (${reading}) - bounds.gap - bounds.below, 0)`;

/** Headers of Zoho Books: from `sub_total` to `total`. */
export const ZOHO_TOTALS: BookCheck = {
  name: 'zoho_books_totals_add_up',
  why: [
    'The total of a document of Zoho Books is its sub_total, less a discount of the whole document, with shipping, tax, adjustment and',
    'rounding. A discount of lines (item_level) is in sub_total already. Before or after tax makes no difference: tax_total is stated.',
    'What the fields leave open is accepted in each reading: shipping_charge with or without its tax, and tax_total with or without it.',
    'Where prices include tax: sub_total without tax or with it (sub_total_inclusive_of_tax decides where it is stated), and a discount',
    'with its share of the tax or without. Tax that the buyer owes (reverse charge, acquisition), withheld tax, what is retained: in the',
    'total or not. A surcharge of an expense: on top or not. A discount without its type, or of lines and after tax: taken off or not.',
    'Tax withheld at source in an amount that is not stated may lower the total by half. Tax collected at source in India, which no',
    'field states, may raise it by a fifth.',
    'What a document does not state cannot be added up (NULL, and on vendor credits tax, discount and adjustment have no field): then its',
    'total is only held to lie between nothing and twice the rest. Without sub_total there is nothing to compare.',
    'Tolerance: sub_total, discount, shipping, tax and total are rounded by themselves to price_precision places (2 where it is not',
    'stated), each half a unit off at most, so n of them that are not 0, and the total, differ by less than (n + 1) / 2 units. Where prices',
    'include tax sub_total is rounded once more. Drafts count, void and deleted documents do not.',
  ],
  // DOUBLE: a quotient; what it cannot hold is far below the tolerance
  failures: `select
    bounds.entity,
    bounds.connection,
    bounds.organization_id,
    bounds.document_id,
    bounds.sub_total,
    bounds.total,
    bounds.expected
from (
    select
        sums.entity,
        sums.connection,
        sums.organization_id,
        sums.document_id,
        sums.sub_total,
        sums.total,
        sums.expected,
        sums.total - sums.expected as gap,
        sums.shipping_tax,
        sums.included,
        sums.tolerance,
        sums.left_out
            + case when sums.discount_type = 'item_level' and not sums.is_discount_before_tax
                then abs(sums.discount)
            else 0 end
            + case when sums.is_partial then abs(sums.expected) else 0 end
            + case when sums.is_withheld or withheld.document_id is not null
                then abs(sums.expected) * 0.5
            else 0 end as below,
        sums.surcharge
            + case when sums.discount_type is null then abs(sums.discount) else 0 end
            + coalesce(cast(
                case when sums.is_inclusive_tax and sums.sub_total_with_tax is null
                    then cast(abs(sums.discount) as DOUBLE) * cast(abs(sums.tax) as DOUBLE)
                        / nullif(cast(abs(sums.sub_total - sums.discount) + abs(sums.tax) as DOUBLE), 0)
                end as DECIMAL(28, 10)
            ), 0)
            + case when sums.is_partial then abs(sums.expected) else 0 end
            + case when sums.is_collected then abs(sums.expected) * 0.2 else 0 end as above
    from (
        select
            documents.entity,
            documents.connection,
            documents.organization_id,
            documents.document_id,
            documents.sub_total,
            documents.sub_total_with_tax,
            documents.total,
            documents.discount_type,
            documents.is_discount_before_tax,
            documents.is_inclusive_tax,
            documents.is_withheld,
            documents.is_collected,
            documents.shipping_tax,
            documents.left_out,
            documents.surcharge,
            coalesce(documents.discount, 0) as discount,
            coalesce(documents.tax, 0) as tax,
            documents.sub_total
                - case when documents.discount_type = 'item_level' then 0 else coalesce(documents.discount, 0) end
                + coalesce(documents.shipping, 0)
                + coalesce(documents.tax, 0)
                + coalesce(documents.adjustments, 0) as expected,
            case when documents.is_inclusive_tax
                then coalesce(documents.sub_total_with_tax - documents.sub_total, 0) - coalesce(documents.tax, 0)
            else 0 end as included,
            documents.discount is null or documents.shipping is null
                or documents.tax is null or documents.adjustments is null as is_partial,
            (2
                + case when documents.discount != 0 then 1 else 0 end
                + case when documents.shipping != 0 then 1 else 0 end
                + case when documents.tax != 0 then 1 else 0 end
                + case when documents.is_inclusive_tax then 1 else 0 end
            ) * ${inside(roundingUnit('documents.price_precision'), 12)} as tolerance
        from (
${unionOf(documents, 12)}
        ) as documents
        where documents.sub_total is not null
    ) as sums
    left join (
        select distinct
            lines.entity,
            lines.connection,
            lines.organization_id,
            lines.document_id
        from (
${unionOf(withheldLines, 12)}
        ) as lines
    ) as withheld
        on withheld.entity = sums.entity
        and withheld.connection = sums.connection
        and withheld.organization_id = sums.organization_id
        and withheld.document_id = sums.document_id
    where not (sums.is_partial and sums.expected = 0)
) as bounds
where 2 * least(
    ${READINGS.map(distance).join(',\n    ')}
) >= bounds.tolerance`,
};
