import { type BookCheck, unionOf } from './check.ts';

/** Currencies without decimal places; FreshBooks does not say how it rounds in them. */
const unit = (currency: string): string =>
  `case when ${currency} in ('CLP', 'ISK', 'JPY', 'KRW', 'VND', 'XAF', 'XOF', 'XPF') then 1 else 0.01 end`;

interface Sale {
  readonly entity: string;
  readonly id: string;
  readonly lines: string;
  readonly discount: string;
}

const SALES: readonly Sale[] = [
  { entity: 'invoices', id: 'invoice_id', lines: 'invoice_lines', discount: 'document.discount_total' },
  { entity: 'credit_notes', id: 'credit_note_id', lines: 'credit_note_lines', discount: '0' },
  { entity: 'estimates', id: 'estimate_id', lines: 'estimate_lines', discount: 'document.discount_total' },
  {
    entity: 'invoice_profiles',
    id: 'invoice_profile_id',
    lines: 'invoice_profile_lines',
    discount: 'document.discount_total',
  },
];

const documents = SALES.map(
  ({ entity, id, discount }) => `select
    '${entity}' as entity,
    document.connection,
    document.organization_id,
    document.${id} as document_id,
    document.amount,
    coalesce(${discount}, 0) as discount,
    coalesce(document.amount_currency_code, document.currency_code) as currency_code
from silver_freshbooks_${entity} as document
where not document.is_deleted`,
);

const lines = SALES.map(
  ({ entity, id, lines: table }) => `select
    '${entity}' as entity,
    line.connection,
    line.organization_id,
    line.${id} as document_id,
    line.amount,
    line.tax_amount1,
    line.tax_amount2,
    line.compounded_tax
from silver_freshbooks_${table} as line`,
);

/** Lines of FreshBooks against the total with tax. */
export const FRESHBOOKS_LINES: BookCheck = {
  name: 'freshbooks_lines_sum_up',
  why: [
    'Lines of FreshBooks carry their amount without tax and their taxes as percentages, the document carries its total with tax and its',
    'discount (below zero) alone. So the lines, the discount, and the taxes on what the discount leaves are the total. The second tax',
    'may be taken on the first. No field says whether prices include tax: the lines and the discount alone may be the total too.',
    'Where no line states a percentage the tax is not known: then the total is not less than the lines and the discount.',
    'Tolerance: nothing says whether taxes are rounded by line or by document. Two taxes per line, the discount and the total, each half',
    'a unit off: n + 1 units (cents, or whole units of currencies without decimal places).',
    'Drafts count, deleted documents do not. What has no lines has nothing to compare.',
  ],
  // DOUBLE: percentages of percentages; what it cannot hold is far below the tolerance
  failures: `select
    compared.entity,
    compared.connection,
    compared.organization_id,
    compared.document_id,
    compared.amount,
    compared.net,
    cast(compared.tax as DECIMAL(28, 4)) as tax,
    compared.line_count
from (
    select
        documents.entity,
        documents.connection,
        documents.organization_id,
        documents.document_id,
        documents.amount,
        sums.line_total + documents.discount as net,
        coalesce(
            sums.tax * cast(sums.line_total + documents.discount as DOUBLE)
                / nullif(cast(sums.line_total as DOUBLE), 0),
            0
        ) as tax,
        sums.tax_count,
        sums.line_count,
        (sums.line_count + 1) * ${unit('documents.currency_code')} as tolerance
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
            count(lines.tax_amount1) + count(lines.tax_amount2) as tax_count,
            cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total,
            sum(
                cast(lines.amount as DOUBLE) / 100 * (
                    cast(coalesce(lines.tax_amount1, 0) as DOUBLE)
                    + cast(coalesce(lines.tax_amount2, 0) as DOUBLE) * case
                        when lines.compounded_tax
                            then 1 + cast(coalesce(lines.tax_amount1, 0) as DOUBLE) / 100
                        else 1
                    end
                )
            ) as tax
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
where abs(compared.amount - compared.net) > compared.tolerance
  and case
      when compared.tax_count = 0 then abs(compared.amount) < abs(compared.net)
      else cast(abs(cast(compared.amount - compared.net as DOUBLE) - compared.tax) as DECIMAL(28, 4))
          > compared.tolerance
  end`,
};

/** Lines of bills of FreshBooks against the amount without tax, and that against the total. */
export const FRESHBOOKS_BILLS: BookCheck = {
  name: 'freshbooks_bills_sum_up',
  why: [
    'Bills of FreshBooks state both sums: the lines sum up to amount, and with tax_amount it is total_amount to the last digit.',
    'Tolerance: every line and amount are rounded by themselves, so n lines may differ by less than (n + 1) / 2 units.',
    'Deleted bills do not count. What has no lines has nothing to compare.',
  ],
  failures: `select
    bills.connection,
    bills.organization_id,
    bills.bill_id,
    bills.amount,
    bills.tax_amount,
    bills.total_amount,
    sums.line_total,
    sums.line_count
from silver_freshbooks_bills as bills
inner join (
    select
        lines.connection,
        lines.organization_id,
        lines.bill_id,
        cast(count(*) as INT) as line_count,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
    from silver_freshbooks_bill_lines as lines
    group by
        lines.connection,
        lines.organization_id,
        lines.bill_id
) as sums
    on sums.connection = bills.connection
    and sums.organization_id = bills.organization_id
    and sums.bill_id = bills.bill_id
where not bills.is_deleted
  and (
      2 * abs(sums.line_total - coalesce(bills.amount, bills.total_amount - bills.tax_amount))
          >= (sums.line_count + 1) * ${unit('bills.total_amount_currency_code')}
      or bills.amount + bills.tax_amount != bills.total_amount
  )`,
};
