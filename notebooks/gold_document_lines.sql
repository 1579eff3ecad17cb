-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_document_lines
-- MAGIC The lines of the documents in one shape, with account, project, reporting tags and cost centre. Reads `gold_documents`,
-- MAGIC `gold_settings` and the silver lines; writes the views `gold_tags` and `gold_document_lines`.
-- MAGIC
-- MAGIC - **Header and subtotal** rows of Zoho Books are not lines and are left out.
-- MAGIC - **What stands on no line** (discount of the whole document, shipping, adjustment and rounding) is a row of its own with
-- MAGIC   `position` 0, so that the lines of a document add up to its total without tax to the last digit. The discount is the rest
-- MAGIC   that shipping and adjustment leave; a document without lines is one row of type `document`.
-- MAGIC - **Result**: `result_amount` is what of a row is revenue (sales) or expense (purchases). A line on an account that is neither
-- MAGIC   (stock, assets, deposits) has none; one whose account is not known counts. What stands on no line goes with the lines: it counts
-- MAGIC   by the share that the lines that count have in the sum of all lines, to four places, never less than none or more than all
-- MAGIC   of it. So a discount on stock changes the cost of the stock, not the expenses. Where the lines add up to 0 it counts
-- MAGIC   in full if any line does.
-- MAGIC - **Cost centre**: what `gold.cost_centre` of the configuration names, kept by the loader in `gold_settings`: `category` (default),
-- MAGIC   `project`, or `tag:<name>` (name or id of a reporting tag; the tag of the line, else that of its document).
-- MAGIC - **Category**: the account of a line in Zoho Books, the expense category in FreshBooks.
-- MAGIC - **Tags**: some answers of Zoho Books give ids of tags without names: the name is taken from where else it was seen.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_tags (
    source comment 'zoho_books; FreshBooks has no reporting tags',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization',
    entity comment 'Silver entity of the document, as in gold_documents; journals too',
    document_id comment 'Document',
    position comment 'Line of the document; 0 for the document itself',
    tag_id comment 'Reporting tag',
    tag_name comment 'Name of the reporting tag',
    option_id comment 'Chosen option',
    option_name comment 'Name of the chosen option'
)
comment 'Reporting tags of documents, journals and their lines, one row each'
as
with carriers as (
    select
        lines.connection,
        lines.organization_id,
        'invoices' as entity,
        lines.invoice_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_invoice_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'invoices' as entity,
        documents.invoice_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_invoices as documents
    where documents.tags like '[{%'
    union all
    select
        lines.connection,
        lines.organization_id,
        'credit_notes' as entity,
        lines.creditnote_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_credit_note_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'credit_notes' as entity,
        documents.creditnote_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_credit_notes as documents
    where documents.tags like '[{%'
    union all
    select
        lines.connection,
        lines.organization_id,
        'bills' as entity,
        lines.bill_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_bill_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'bills' as entity,
        documents.bill_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_bills as documents
    where documents.tags like '[{%'
    union all
    select
        lines.connection,
        lines.organization_id,
        'vendor_credits' as entity,
        lines.vendor_credit_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_vendor_credit_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'vendor_credits' as entity,
        documents.vendor_credit_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_vendor_credits as documents
    where documents.tags like '[{%'
    union all
    select
        lines.connection,
        lines.organization_id,
        'expenses' as entity,
        lines.expense_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_expense_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'expenses' as entity,
        documents.expense_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_expenses as documents
    where documents.tags like '[{%'
    union all
    select
        lines.connection,
        lines.organization_id,
        'journals' as entity,
        lines.journal_id as document_id,
        lines.position,
        lines.tags
    from silver_zoho_books_journal_lines as lines
    where lines.tags like '[{%'
    union all
    select
        documents.connection,
        documents.organization_id,
        'journals' as entity,
        documents.journal_id as document_id,
        0 as position,
        documents.tags
    from silver_zoho_books_journals as documents
    where documents.tags like '[{%'
),

parts as (
    select
        carriers.connection,
        carriers.organization_id,
        carriers.entity,
        carriers.document_id,
        carriers.position,
        from_json(
            tags.element,
            'tag_id STRING, tag_name STRING, tag_option_id STRING, tag_option_name STRING'
        ) as tag
    from carriers,
        lateral posexplode(from_json(carriers.tags, 'ARRAY<STRING>')) as tags(pos, element)
),

named as (
    select
        parts.connection,
        parts.organization_id,
        parts.entity,
        parts.document_id,
        parts.position,
        nullif(parts.tag.tag_id, '') as tag_id,
        nullif(parts.tag.tag_name, '') as tag_name,
        nullif(parts.tag.tag_option_id, '') as option_id,
        nullif(parts.tag.tag_option_name, '') as option_name
    from parts
)

select
    'zoho_books' as source,
    named.connection,
    named.organization_id,
    named.entity,
    named.document_id,
    named.position,
    named.tag_id,
    coalesce(
        named.tag_name,
        max(named.tag_name) over (partition by named.connection, named.organization_id, named.tag_id)
    ) as tag_name,
    named.option_id,
    coalesce(
        named.option_name,
        max(named.option_name) over (
            partition by named.connection, named.organization_id, named.tag_id, named.option_id
        )
    ) as option_name
from named
where named.option_id is not null
   or named.option_name is not null;

-- COMMAND ----------

create or replace view gold_document_lines (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    kind comment 'Kind of the document, as in gold_documents',
    entity comment 'Silver entity of the document',
    document_id comment 'Document',
    position comment 'Position on the document, from 1; 0 for what stands on no line',
    line_type comment 'item, discount, shipping, adjustment; document where there are no lines',
    direction comment 'sale or purchase',
    sign comment '1, or -1 for credits: what amounts are multiplied by to be added up',
    document_number comment 'Number on the document',
    document_date comment 'Date of the document',
    status comment 'Status of the document, as in gold_documents',
    is_posted comment 'Whether the document counts: neither draft, void, deleted nor private',
    party_id comment 'Customer or vendor',
    party_name comment 'Name of the customer or vendor (personal data)',
    item_id comment 'Item (Zoho Books; lines of FreshBooks name it only)',
    item_name comment 'Present name of the item, else the name or the text of the line',
    product_line comment 'Income account of a sale in Zoho Books; the name of the line in FreshBooks, category of other income',
    quantity comment 'Quantity',
    amount comment 'Amount without tax, in document currency',
    base_amount comment 'amount in base currency by the rate of the document; NULL where it has none',
    result_amount comment 'What of amount is revenue (sales) or expense (purchases); NULL where nothing is',
    base_result_amount comment 'result_amount in base currency by the rate of the document; NULL where it has none',
    category comment 'Account (Zoho Books) or expense category (FreshBooks)',
    account_id comment 'Account, or expense category',
    account_name comment 'Name of the account, or of the expense category',
    account_group comment 'Name of the account or category above; its own name where there is none',
    account_type comment 'Kind of the account: income, expense, cost_of_goods_sold, fixed_asset, ...; NULL where it is not known',
    project_id comment 'Project of the line, else of the document',
    project_name comment 'Name of the project',
    tags comment 'Reporting tags of the line, else of the document, JSON text',
    cost_centre comment 'Category, project or reporting tag, as chosen in the configuration; NULL where there is none',
    currency_code comment 'ISO 4217 code of the document',
    base_currency_code comment 'ISO 4217 code of the books',
    exchange_rate comment 'Base currency per unit of the document currency'
)
comment 'Lines of the documents in one shape; those of a document add up to its total without tax'
as
with chosen as (
    select coalesce(max(settings.value), 'category') as cost_centre
    from gold_settings as settings
    where settings.setting = 'cost_centre'
),

chosen_tags as (
    select
        tags.source,
        tags.connection,
        tags.organization_id,
        tags.entity,
        tags.document_id,
        tags.position,
        max(coalesce(tags.option_name, tags.option_id)) as option_name
    from gold_tags as tags
    cross join chosen
    where chosen.cost_centre in ('tag:' || tags.tag_name, 'tag:' || tags.tag_id)
    group by
        tags.source,
        tags.connection,
        tags.organization_id,
        tags.entity,
        tags.document_id,
        tags.position
),

lines as (
    select
        'zoho_books' as source,
        lines.connection,
        lines.organization_id,
        'invoices' as entity,
        lines.invoice_id as document_id,
        lines.position,
        lines.item_id,
        coalesce(lines.name, lines.description) as item_name,
        lines.account_name as product_line,
        lines.quantity,
        lines.item_total as amount,
        lines.account_id,
        lines.account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        lines.project_id,
        lines.project_name,
        lines.tags
    from silver_zoho_books_invoice_lines as lines
    where coalesce(lines.line_item_category, 'line_item') not in ('header', 'subtotal')
    union all
    select
        'zoho_books' as source,
        lines.connection,
        lines.organization_id,
        'credit_notes' as entity,
        lines.creditnote_id as document_id,
        lines.position,
        lines.item_id,
        coalesce(lines.name, lines.description) as item_name,
        lines.account_name as product_line,
        lines.quantity,
        lines.item_total as amount,
        lines.account_id,
        lines.account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        lines.project_id,
        lines.project_name,
        lines.tags
    from silver_zoho_books_credit_note_lines as lines
    where coalesce(lines.line_item_category, 'line_item') not in ('header', 'subtotal')
    union all
    select
        'zoho_books' as source,
        lines.connection,
        lines.organization_id,
        'bills' as entity,
        lines.bill_id as document_id,
        lines.position,
        lines.item_id,
        coalesce(lines.name, lines.description) as item_name,
        cast(null as STRING) as product_line,
        lines.quantity,
        lines.item_total as amount,
        lines.account_id,
        lines.account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        lines.project_id,
        lines.project_name,
        lines.tags
    from silver_zoho_books_bill_lines as lines
    where coalesce(lines.line_item_category, 'line_item') not in ('header', 'subtotal')
    union all
    select
        'zoho_books' as source,
        lines.connection,
        lines.organization_id,
        'vendor_credits' as entity,
        lines.vendor_credit_id as document_id,
        lines.position,
        lines.item_id,
        coalesce(lines.name, lines.description) as item_name,
        cast(null as STRING) as product_line,
        lines.quantity,
        lines.item_total as amount,
        lines.account_id,
        lines.account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        lines.project_id,
        lines.project_name,
        lines.tags
    from silver_zoho_books_vendor_credit_lines as lines
    where coalesce(lines.line_item_category, 'line_item') not in ('header', 'subtotal')
    union all
    select
        'zoho_books' as source,
        lines.connection,
        lines.organization_id,
        'expenses' as entity,
        lines.expense_id as document_id,
        lines.position,
        cast(null as STRING) as item_id,
        lines.description as item_name,
        cast(null as STRING) as product_line,
        cast(null as DECIMAL(28, 10)) as quantity,
        coalesce(lines.item_total, lines.amount) as amount,
        lines.account_id,
        lines.account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        lines.tags
    from silver_zoho_books_expense_lines as lines
    union all
    select
        'freshbooks' as source,
        lines.connection,
        lines.organization_id,
        'invoices' as entity,
        lines.invoice_id as document_id,
        lines.position,
        cast(null as STRING) as item_id,
        coalesce(lines.name, lines.description) as item_name,
        lines.name as product_line,
        lines.qty as quantity,
        lines.amount as amount,
        cast(null as STRING) as account_id,
        cast(null as STRING) as account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        nullif(lines.modern_project_id, '0') as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from silver_freshbooks_invoice_lines as lines
    union all
    select
        'freshbooks' as source,
        lines.connection,
        lines.organization_id,
        'credit_notes' as entity,
        lines.credit_note_id as document_id,
        lines.position,
        cast(null as STRING) as item_id,
        coalesce(lines.name, lines.description) as item_name,
        lines.name as product_line,
        lines.qty as quantity,
        lines.amount as amount,
        cast(null as STRING) as account_id,
        cast(null as STRING) as account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from silver_freshbooks_credit_note_lines as lines
    union all
    select
        'freshbooks' as source,
        lines.connection,
        lines.organization_id,
        'bills' as entity,
        lines.bill_id as document_id,
        lines.position,
        cast(null as STRING) as item_id,
        lines.description as item_name,
        cast(null as STRING) as product_line,
        lines.quantity as quantity,
        lines.amount as amount,
        lines.expense_category_id as account_id,
        coalesce(
            categories.category,
            case when lines.category not like '{%' then lines.category end
        ) as account_name,
        parents.category as account_group,
        case when categories.is_cogs then 'cost_of_goods_sold' else 'expense' end as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from silver_freshbooks_bill_lines as lines
    left join silver_freshbooks_expense_categories as categories
        on categories.connection = lines.connection
        and categories.organization_id = lines.organization_id
        and categories.expense_category_id = lines.expense_category_id
    left join silver_freshbooks_expense_categories as parents
        on parents.connection = categories.connection
        and parents.organization_id = categories.organization_id
        and parents.expense_category_id = categories.parent_id
    union all
    select
        'freshbooks' as source,
        expenses.connection,
        expenses.organization_id,
        'expenses' as entity,
        expenses.expense_id as document_id,
        1 as position,
        cast(null as STRING) as item_id,
        expenses.notes as item_name,
        cast(null as STRING) as product_line,
        cast(null as DECIMAL(28, 10)) as quantity,
        expenses.amount - coalesce(expenses.tax_amount1, 0) - coalesce(expenses.tax_amount2, 0) as amount,
        expenses.expense_category_id as account_id,
        coalesce(categories.category, expenses.expense_category_name) as account_name,
        parents.category as account_group,
        case when coalesce(expenses.is_cogs, categories.is_cogs) then 'cost_of_goods_sold' else 'expense' end as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from silver_freshbooks_expenses as expenses
    left join silver_freshbooks_expense_categories as categories
        on categories.connection = expenses.connection
        and categories.organization_id = expenses.organization_id
        and categories.expense_category_id = expenses.expense_category_id
    left join silver_freshbooks_expense_categories as parents
        on parents.connection = categories.connection
        and parents.organization_id = categories.organization_id
        and parents.expense_category_id = categories.parent_id
    union all
    select
        'freshbooks' as source,
        incomes.connection,
        incomes.organization_id,
        'other_incomes' as entity,
        incomes.other_income_id as document_id,
        1 as position,
        cast(null as STRING) as item_id,
        incomes.category_name as item_name,
        incomes.category_name as product_line,
        cast(null as DECIMAL(28, 10)) as quantity,
        incomes.amount as amount,
        cast(null as STRING) as account_id,
        cast(null as STRING) as account_name,
        cast(null as STRING) as account_group,
        cast(null as STRING) as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from silver_freshbooks_other_incomes as incomes
),

documents as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.kind,
        documents.entity,
        documents.document_id,
        documents.direction,
        documents.sign,
        documents.document_number,
        documents.document_date,
        documents.status,
        documents.is_posted,
        documents.party_id,
        documents.party_name,
        documents.net_total,
        documents.shipping_total,
        documents.adjustment_total,
        documents.project_id,
        documents.tags,
        documents.currency_code,
        documents.base_currency_code,
        documents.exchange_rate
    from gold_documents as documents
),

line_sums as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.entity,
        lines.document_id,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
    from lines
    group by
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.entity,
        lines.document_id
),

rests as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.entity,
        documents.document_id,
        documents.net_total,
        line_sums.line_total,
        documents.shipping_total,
        documents.adjustment_total
    from documents
    left join line_sums
        on line_sums.source = documents.source
        and line_sums.connection = documents.connection
        and line_sums.organization_id = documents.organization_id
        and line_sums.entity = documents.entity
        and line_sums.document_id = documents.document_id
),

rest_lines as (
    select
        rests.source,
        rests.connection,
        rests.organization_id,
        rests.entity,
        rests.document_id,
        types.line_type,
        case types.line_type
            when 'shipping' then 'Shipping'
            when 'adjustment' then 'Adjustment and rounding'
            when 'discount' then 'Discount'
        end as item_name,
        case types.line_type
            when 'shipping' then case when rests.line_total is not null then rests.shipping_total end
            when 'adjustment' then case when rests.line_total is not null then rests.adjustment_total end
            when 'discount'
                then rests.net_total - rests.line_total - rests.shipping_total - rests.adjustment_total
            else case when rests.line_total is null then rests.net_total end
        end as amount
    from rests
    cross join (
        values ('shipping'), ('adjustment'), ('discount'), ('document')
    ) as types (line_type)
),

all_lines as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.entity,
        lines.document_id,
        lines.position,
        'item' as line_type,
        lines.item_id,
        coalesce(items.name, lines.item_name) as item_name,
        case
            when lines.entity in ('invoices', 'credit_notes')
                then coalesce(accounts.account_name, lines.product_line)
            else lines.product_line
        end as product_line,
        lines.quantity,
        lines.amount,
        lines.account_id,
        coalesce(accounts.account_name, lines.account_name) as account_name,
        coalesce(
            accounts.parent_account_name,
            lines.account_group,
            accounts.account_name,
            lines.account_name
        ) as account_group,
        coalesce(accounts.account_type, lines.account_type) as account_type,
        lines.project_id,
        lines.project_name,
        lines.tags
    from lines
    left join silver_zoho_books_items as items
        on lines.source = 'zoho_books'
        and items.connection = lines.connection
        and items.organization_id = lines.organization_id
        and items.item_id = lines.item_id
    left join silver_zoho_books_chart_of_accounts as accounts
        on lines.source = 'zoho_books'
        and accounts.connection = lines.connection
        and accounts.organization_id = lines.organization_id
        and accounts.account_id = lines.account_id
    union all
    select
        rest_lines.source,
        rest_lines.connection,
        rest_lines.organization_id,
        rest_lines.entity,
        rest_lines.document_id,
        0 as position,
        rest_lines.line_type,
        cast(null as STRING) as item_id,
        rest_lines.item_name,
        rest_lines.item_name as product_line,
        cast(null as DECIMAL(28, 10)) as quantity,
        rest_lines.amount,
        cast(null as STRING) as account_id,
        rest_lines.item_name as account_name,
        rest_lines.item_name as account_group,
        cast(null as STRING) as account_type,
        cast(null as STRING) as project_id,
        cast(null as STRING) as project_name,
        cast(null as STRING) as tags
    from rest_lines
    where rest_lines.amount != 0
),

placed as (
    select
        documents.source,
        documents.connection,
        documents.organization_id,
        documents.kind,
        documents.entity,
        documents.document_id,
        all_lines.position,
        all_lines.line_type,
        documents.direction,
        documents.sign,
        documents.document_number,
        documents.document_date,
        documents.status,
        documents.is_posted,
        documents.party_id,
        documents.party_name,
        all_lines.item_id,
        all_lines.item_name,
        all_lines.product_line,
        all_lines.quantity,
        all_lines.amount,
        all_lines.account_id,
        all_lines.account_name,
        all_lines.account_group,
        all_lines.account_type,
        case
            when all_lines.line_type != 'item' then cast(null as BOOLEAN)
            when documents.direction = 'sale'
                then coalesce(all_lines.account_type, 'income') in ('income', 'other_income')
            else coalesce(all_lines.account_type, 'expense') in (
                'expense', 'cost_of_goods_sold', 'other_expense'
            )
        end as is_result,
        coalesce(all_lines.project_id, documents.project_id) as project_id,
        all_lines.project_name,
        coalesce(
            case when all_lines.tags != '[]' then all_lines.tags end,
            case when documents.tags != '[]' then documents.tags end
        ) as tags,
        documents.currency_code,
        documents.base_currency_code,
        documents.exchange_rate
    from all_lines
    inner join documents
        on documents.source = all_lines.source
        and documents.connection = all_lines.connection
        and documents.organization_id = all_lines.organization_id
        and documents.entity = all_lines.entity
        and documents.document_id = all_lines.document_id
),

shared as (
    select
        placed.source,
        placed.connection,
        placed.organization_id,
        placed.kind,
        placed.entity,
        placed.document_id,
        placed.position,
        placed.line_type,
        placed.direction,
        placed.sign,
        placed.document_number,
        placed.document_date,
        placed.status,
        placed.is_posted,
        placed.party_id,
        placed.party_name,
        placed.item_id,
        placed.item_name,
        placed.product_line,
        placed.quantity,
        placed.amount,
        placed.account_id,
        placed.account_name,
        placed.account_group,
        placed.account_type,
        placed.project_id,
        placed.project_name,
        placed.tags,
        placed.currency_code,
        placed.base_currency_code,
        placed.exchange_rate,
        cast(
            case
                when placed.is_result then cast(1 as DOUBLE)
                when not placed.is_result then cast(null as DOUBLE)
                when count(case when not placed.is_result then 1 end) over (
                    partition by
                        placed.source,
                        placed.connection,
                        placed.organization_id,
                        placed.entity,
                        placed.document_id
                ) = 0
                    then cast(1 as DOUBLE)
                when count(case when placed.is_result then 1 end) over (
                    partition by
                        placed.source,
                        placed.connection,
                        placed.organization_id,
                        placed.entity,
                        placed.document_id
                ) > 0
                    then least(
                        cast(1 as DOUBLE),
                        greatest(
                            cast(0 as DOUBLE),
                            coalesce(
                                cast(
                                    sum(case when placed.is_result then placed.amount end) over (
                                        partition by
                                            placed.source,
                                            placed.connection,
                                            placed.organization_id,
                                            placed.entity,
                                            placed.document_id
                                    ) as DOUBLE
                                )
                                / nullif(
                                    cast(
                                        sum(case when placed.is_result is not null then placed.amount end) over (
                                            partition by
                                                placed.source,
                                                placed.connection,
                                                placed.organization_id,
                                                placed.entity,
                                                placed.document_id
                                        ) as DOUBLE
                                    ),
                                    0
                                ),
                                cast(1 as DOUBLE)
                            )
                        )
                    )
            end as DECIMAL(16, 10)
        ) as result_share
    from placed
),

projects as (
    select
        'zoho_books' as source,
        projects.connection,
        projects.organization_id,
        projects.project_id,
        projects.project_name
    from silver_zoho_books_projects as projects
    union all
    select
        'freshbooks' as source,
        projects.connection,
        projects.organization_id,
        projects.project_id,
        projects.title as project_name
    from silver_freshbooks_projects as projects
)

select
    shared.source,
    shared.connection,
    shared.organization_id,
    shared.kind,
    shared.entity,
    shared.document_id,
    shared.position,
    shared.line_type,
    shared.direction,
    shared.sign,
    shared.document_number,
    shared.document_date,
    shared.status,
    shared.is_posted,
    shared.party_id,
    shared.party_name,
    shared.item_id,
    shared.item_name,
    shared.product_line,
    cast(shared.quantity as DECIMAL(28, 10)) as quantity,
    cast(shared.amount as DECIMAL(28, 10)) as amount,
    cast(
        cast(shared.amount as DECIMAL(20, 4)) * cast(shared.exchange_rate as DECIMAL(16, 10))
        as DECIMAL(28, 10)
    ) as base_amount,
    cast(
        case
            when shared.result_share = 1 then shared.amount
            else cast(cast(shared.amount as DECIMAL(20, 4)) * shared.result_share as DECIMAL(20, 4))
        end as DECIMAL(28, 10)
    ) as result_amount,
    cast(
        case
            when shared.result_share = 1 then cast(shared.amount as DECIMAL(20, 4))
            else cast(cast(shared.amount as DECIMAL(20, 4)) * shared.result_share as DECIMAL(20, 4))
        end * cast(shared.exchange_rate as DECIMAL(16, 10))
        as DECIMAL(28, 10)
    ) as base_result_amount,
    shared.account_name as category,
    shared.account_id,
    shared.account_name,
    shared.account_group,
    shared.account_type,
    shared.project_id,
    coalesce(projects.project_name, shared.project_name) as project_name,
    shared.tags,
    case
        when chosen.cost_centre = 'project' then coalesce(projects.project_name, shared.project_name)
        when chosen.cost_centre like 'tag:%'
            then coalesce(line_tags.option_name, document_tags.option_name)
        else shared.account_name
    end as cost_centre,
    shared.currency_code,
    shared.base_currency_code,
    shared.exchange_rate
from shared
cross join chosen
left join projects
    on projects.source = shared.source
    and projects.connection = shared.connection
    and projects.organization_id = shared.organization_id
    and projects.project_id = shared.project_id
left join chosen_tags as line_tags
    on line_tags.source = shared.source
    and line_tags.connection = shared.connection
    and line_tags.organization_id = shared.organization_id
    and line_tags.entity = shared.entity
    and line_tags.document_id = shared.document_id
    and line_tags.position = shared.position
    and shared.position > 0
left join chosen_tags as document_tags
    on document_tags.source = shared.source
    and document_tags.connection = shared.connection
    and document_tags.organization_id = shared.organization_id
    and document_tags.entity = shared.entity
    and document_tags.document_id = shared.document_id
    and document_tags.position = 0;
