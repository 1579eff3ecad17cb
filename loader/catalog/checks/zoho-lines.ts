import { type BookCheck, inside, unionOf } from './check.ts';
import { roundingUnit, ZOHO_EXPENSES, ZOHO_TRADE } from './zoho-documents.ts';

const documents = [...ZOHO_TRADE, ZOHO_EXPENSES].map(
  ({ entity, id, taxOfLines, discount, discountType, shipping, shippingTax, subTotalWithTax, precision }) => `select
    '${entity}' as entity,
    document.connection,
    document.organization_id,
    document.${id} as document_id,
    document.sub_total,
    coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
    nullif(${subTotalWithTax}, 0) as sub_total_with_tax,
    coalesce(${inside(taxOfLines)}, 0) as tax,
    case when ${discountType} = 'item_level' then 0 else coalesce(${inside(discount)}, 0) end as discount,
    coalesce(${shipping}, 0) as shipping,
    ${inside(shippingTax)} as shipping_tax,
    ${precision} as price_precision
from silver_zoho_books_${entity} as document
where not document.is_deleted
  and coalesce(document.status, '') != 'void'`,
);

const lines = [...ZOHO_TRADE, ZOHO_EXPENSES].map(
  ({ entity, id, lines: table, amount }) => `select
    '${entity}' as entity,
    line.connection,
    line.organization_id,
    line.${id} as document_id,
    ${amount} as amount,
    line.tax_percentage
from silver_zoho_books_${table} as line${
    entity === 'expenses'
      ? ''
      : `
where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')`
  }`,
);

/** Amounts that the lines may be off by where prices include tax: how far they are from each. */
const INCLUDED = [
  'compared.difference - compared.tax_in_lines',
  'compared.difference + compared.tax_on_lines',
  'compared.difference - coalesce(compared.sub_total_with_tax - compared.sub_total, 0)',
  'abs(compared.difference) - abs(compared.tax)',
  'abs(compared.difference) - abs(compared.tax - compared.shipping_tax)',
  'abs(compared.difference) - compared.tax_before_discount',
];

/** Lines of Zoho Books against `sub_total`. */
export const ZOHO_LINES: BookCheck = {
  name: 'zoho_books_lines_sum_up',
  why: [
    'The lines of a document of Zoho Books sum up to its sub_total. A discount of a line is in item_total already, one of the whole',
    'document, shipping, adjustment and tax come after sub_total, so that none of them takes part. Rows of category header and',
    'subtotal are no lines. Where prices include tax nothing says whether lines and sub_total count it: they may differ by it.',
    'It is the tax of the lines: what their percentages give, what sub_total_inclusive_of_tax is more than sub_total, or the tax of the',
    'document, without that of shipping and with what a discount took off. Where there is shipping or a discount and percentages are',
    'missing, nothing gives it exactly: then the lines may be anything from sub_total to that much above it.',
    'Tolerance: every line and sub_total are rounded by themselves to price_precision places (2 where it is not stated), each half',
    'a unit off at most. Both sides are whole units, so n lines may differ by less than (n + 1) / 2 units: one line not at all. A tax',
    'that is included is rounded once more.',
    'Drafts count, their sums are computed too, void and deleted documents do not. What has no lines (an opening balance) or',
    'no sub_total has nothing to compare. A line in quarantine is missing here: then its document rightly fails.',
  ],
  // DOUBLE: percentages and quotients; what it cannot hold is far below the tolerance
  failures: `select
    compared.entity,
    compared.connection,
    compared.organization_id,
    compared.document_id,
    compared.sub_total,
    compared.line_total,
    compared.line_count
from (
    select
        documents.entity,
        documents.connection,
        documents.organization_id,
        documents.document_id,
        documents.sub_total,
        documents.sub_total_with_tax,
        documents.is_inclusive_tax,
        documents.tax,
        documents.shipping_tax,
        sums.line_total,
        sums.line_count,
        sums.line_total - documents.sub_total as difference,
        sums.tax_in_lines,
        sums.tax_on_lines,
        coalesce(cast(
            least(
                abs(
                    cast(documents.tax - documents.shipping_tax as DOUBLE) * cast(documents.sub_total as DOUBLE)
                    / nullif(cast(documents.sub_total - documents.discount as DOUBLE), 0)
                ),
                cast(abs(documents.sub_total) as DOUBLE)
            ) as DECIMAL(28, 10)
        ), abs(documents.sub_total)) as tax_before_discount,
        sums.rate_count < sums.line_count
            and (documents.discount != 0 or documents.shipping != 0) as is_open,
        ${inside(roundingUnit('documents.price_precision'), 8)} as unit
    from (
${unionOf(documents, 8)}
    ) as documents
    inner join (
        select
            lines.entity,
            lines.connection,
            lines.organization_id,
            lines.document_id,
            cast(count(*) as INT) as line_count,
            cast(count(lines.tax_percentage) as INT) as rate_count,
            cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total,
            cast(sum(
                cast(lines.amount as DOUBLE) * cast(coalesce(lines.tax_percentage, 0) as DOUBLE)
                / (100 + abs(cast(coalesce(lines.tax_percentage, 0) as DOUBLE)))
            ) as DECIMAL(28, 10)) as tax_in_lines,
            cast(sum(
                cast(lines.amount as DOUBLE)
                * cast(least(coalesce(lines.tax_percentage, 0), 100) as DOUBLE) / 100
            ) as DECIMAL(28, 10)) as tax_on_lines
        from (
${unionOf(lines, 12)}
        ) as lines
        group by
            lines.entity,
            lines.connection,
            lines.organization_id,
            lines.document_id
    ) as sums
        on sums.entity = documents.entity
        and sums.connection = documents.connection
        and sums.organization_id = documents.organization_id
        and sums.document_id = documents.document_id
) as compared
where 2 * case
    when not compared.is_inclusive_tax then abs(compared.difference)
    else least(
        abs(compared.difference),
        ${INCLUDED.map((off) => `abs(${off})`).join(',\n        ')},
        case when compared.is_open
            then greatest(
                compared.difference - greatest(compared.tax_before_discount, abs(compared.tax)),
                -compared.difference,
                0
            )
        else abs(compared.difference) end
    )
end >= (compared.line_count + case when compared.is_inclusive_tax then 2 else 1 end) * compared.unit`,
};

/** Both sides of a journal of Zoho Books. */
export const ZOHO_JOURNALS: BookCheck = {
  name: 'zoho_books_journals_balance',
  why: [
    'The debits of a journal equal its credits, as entered: to the last digit. Where a line is taxed its tax stands on no line, and',
    'nothing can be said. Drafts count, deleted journals do not.',
  ],
  failures: `select
    journals.connection,
    journals.organization_id,
    journals.journal_id,
    cast(sum(case when lines.debit_or_credit = 'debit' then lines.amount else 0 end) as DECIMAL(28, 10)) as debit,
    cast(sum(case when lines.debit_or_credit = 'credit' then lines.amount else 0 end) as DECIMAL(28, 10)) as credit
from silver_zoho_books_journals as journals
inner join silver_zoho_books_journal_lines as lines
    on lines.connection = journals.connection
    and lines.organization_id = journals.organization_id
    and lines.journal_id = journals.journal_id
where not journals.is_deleted
group by
    journals.connection,
    journals.organization_id,
    journals.journal_id
having count(lines.tax_id) = 0
   and sum(case when lines.debit_or_credit = 'debit' then lines.amount else -lines.amount end) != 0`,
};
