-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_expenses
-- MAGIC What was spent per month, and on people. Reads `gold_document_lines`, `gold_tags`, `gold_settings`, the silver journals, users and staff;
-- MAGIC writes the views `gold_expense_lines`, `gold_expenses` and `gold_payroll`.
-- MAGIC
-- MAGIC - Bills and expenses less vendor credits, without tax, by the date of the document, and the lines of published manual journals on
-- MAGIC   expense accounts (a debit is spent, a credit comes back). Void, draft, deleted and private ones do not count.
-- MAGIC - Lines on accounts that are no expense (stock, fixed assets, prepaid, liabilities) do not count; a line of a bill or
-- MAGIC   expense whose account is not known does, one of a journal does not. Discount, shipping and adjustment of a document
-- MAGIC   count by the share of its lines that do: see `result_amount` of `gold_document_lines`.
-- MAGIC - FreshBooks: bills and expenses; its ledger repeats them and is not added.
-- MAGIC - Base amounts are NULL where a document has no rate: a part is never shown as the whole.
-- MAGIC - **Payroll** is what stands on accounts or categories whose name, the name above it, or type contains `payroll`, `salar` or a word that
-- MAGIC   begins with `wage` (sewage does not), in any case: `is_payroll` of `gold_expense_lines`. Name other accounts so, or change this one expression.
-- MAGIC - **Heads** are users who are active and not marked as no employee (Zoho Books), active staff (FreshBooks), in each month from the
-- MAGIC   day they were created, where it is known, until they were deleted. Neither provider keeps the history of who was inactive
-- MAGIC   when: who is inactive today counts in no month. People without a login are not known and not counted.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_expense_lines (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    kind comment 'bill, expense, vendor_credit or journal',
    document_id comment 'Document or journal',
    position comment 'Position on the document; 0 for what stands on no line',
    document_date comment 'Date of the document',
    month comment 'First day of its month',
    party_id comment 'Vendor',
    party_name comment 'Name of the vendor (personal data)',
    description comment 'Item or text of the line',
    category comment 'Account (Zoho Books) or expense category (FreshBooks)',
    account_id comment 'Account, or expense category',
    account_name comment 'Name of the account, or of the expense category',
    account_group comment 'Name of the account or category above; its own name where there is none',
    account_type comment 'expense, cost_of_goods_sold, other_expense; NULL where it is not known',
    project_id comment 'Project',
    project_name comment 'Name of the project',
    cost_centre comment 'Category, project or reporting tag, as chosen in the configuration; NULL where there is none',
    is_payroll comment 'Whether the account is payroll by its name or type',
    currency_code comment 'ISO 4217 code of the document',
    base_currency_code comment 'ISO 4217 code of the books',
    amount comment 'Spent without tax, in document currency; negative for credits',
    base_amount comment 'The same in base currency by the rate of the document; NULL where it has none'
)
comment 'Everything spent, line by line: bills, expenses, vendor credits (negative) and manual journals on expense accounts'
as
with chosen as (
    select coalesce(max(settings.value), 'category') as cost_centre
    from gold_settings as settings
    where settings.setting = 'cost_centre'
),

journal_tags as (
    select
        tags.connection,
        tags.organization_id,
        tags.document_id,
        tags.position,
        max(coalesce(tags.option_name, tags.option_id)) as option_name
    from gold_tags as tags
    cross join chosen
    where tags.entity = 'journals'
      and chosen.cost_centre in ('tag:' || tags.tag_name, 'tag:' || tags.tag_id)
    group by
        tags.connection,
        tags.organization_id,
        tags.document_id,
        tags.position
),

journals as (
    select
        journals.connection,
        journals.organization_id,
        journals.journal_id,
        lines.position,
        journals.journal_date,
        lines.customer_id as party_id,
        lines.customer_name as party_name,
        coalesce(lines.description, journals.notes) as description,
        lines.account_id,
        accounts.account_name,
        coalesce(accounts.parent_account_name, accounts.account_name) as account_group,
        accounts.account_type,
        coalesce(lines.project_id, journals.project_id) as project_id,
        coalesce(lines.project_name, journals.project_name) as project_name,
        coalesce(line_tags.option_name, document_tags.option_name) as option_name,
        journals.currency_code,
        bases.base_currency_code,
        case
            when journals.exchange_rate > 0 and journals.exchange_rate < 1000000
                then cast(journals.exchange_rate as DECIMAL(16, 10))
            when journals.currency_code = bases.base_currency_code then cast(1 as DECIMAL(16, 10))
        end as exchange_rate,
        case when lines.debit_or_credit = 'credit' then -lines.amount else lines.amount end as amount
    from silver_zoho_books_journals as journals
    inner join silver_zoho_books_journal_lines as lines
        on lines.connection = journals.connection
        and lines.organization_id = journals.organization_id
        and lines.journal_id = journals.journal_id
    inner join silver_zoho_books_chart_of_accounts as accounts
        on accounts.connection = lines.connection
        and accounts.organization_id = lines.organization_id
        and accounts.account_id = lines.account_id
        and accounts.account_type in ('expense', 'cost_of_goods_sold', 'other_expense')
    left join gold_base_currencies as bases
        on bases.source = 'zoho_books'
        and bases.connection = journals.connection
        and bases.organization_id = journals.organization_id
    left join journal_tags as line_tags
        on line_tags.connection = journals.connection
        and line_tags.organization_id = journals.organization_id
        and line_tags.document_id = journals.journal_id
        and line_tags.position = lines.position
    left join journal_tags as document_tags
        on document_tags.connection = journals.connection
        and document_tags.organization_id = journals.organization_id
        and document_tags.document_id = journals.journal_id
        and document_tags.position = 0
    where not journals.is_deleted
      and coalesce(journals.status, 'published') = 'published'
),

spent as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.kind,
        lines.document_id,
        lines.position,
        lines.document_date,
        lines.party_id,
        lines.party_name,
        lines.item_name as description,
        lines.account_id,
        lines.account_name,
        lines.account_group,
        lines.account_type,
        lines.project_id,
        lines.project_name,
        lines.cost_centre,
        lines.currency_code,
        lines.base_currency_code,
        case when lines.sign < 0 then -lines.result_amount else lines.result_amount end as amount,
        case when lines.sign < 0 then -lines.base_result_amount else lines.base_result_amount end
            as base_amount
    from gold_document_lines as lines
    where lines.is_posted
      and lines.direction = 'purchase'
      and lines.result_amount is not null
    union all
    select
        'zoho_books' as source,
        journals.connection,
        journals.organization_id,
        'journal' as kind,
        journals.journal_id as document_id,
        journals.position,
        journals.journal_date as document_date,
        journals.party_id,
        journals.party_name,
        journals.description,
        journals.account_id,
        journals.account_name,
        journals.account_group,
        journals.account_type,
        journals.project_id,
        journals.project_name,
        case
            when chosen.cost_centre = 'project' then journals.project_name
            when chosen.cost_centre like 'tag:%' then journals.option_name
            else journals.account_name
        end as cost_centre,
        journals.currency_code,
        journals.base_currency_code,
        journals.amount,
        cast(cast(journals.amount as DECIMAL(20, 4)) * journals.exchange_rate as DECIMAL(28, 10)) as base_amount
    from journals
    cross join chosen
),

named as (
    select
        spent.source,
        spent.connection,
        spent.organization_id,
        spent.kind,
        spent.document_id,
        spent.position,
        spent.document_date,
        spent.party_id,
        spent.party_name,
        spent.description,
        spent.account_id,
        spent.account_name,
        spent.account_group,
        spent.account_type,
        spent.project_id,
        spent.project_name,
        spent.cost_centre,
        lower(concat_ws(' ', spent.account_name, spent.account_group, spent.account_type)) as words,
        spent.currency_code,
        spent.base_currency_code,
        spent.amount,
        spent.base_amount
    from spent
)

select
    named.source,
    named.connection,
    named.organization_id,
    named.kind,
    named.document_id,
    named.position,
    named.document_date,
    cast(date_trunc('month', named.document_date) as DATE) as month,
    named.party_id,
    named.party_name,
    named.description,
    named.account_name as category,
    named.account_id,
    named.account_name,
    named.account_group,
    named.account_type,
    named.project_id,
    named.project_name,
    named.cost_centre,
    -- not sewage
    regexp_like(named.words, 'payroll|salar|(^|[^a-z])wage') as is_payroll,
    named.currency_code,
    named.base_currency_code,
    cast(named.amount as DECIMAL(28, 10)) as amount,
    cast(named.base_amount as DECIMAL(28, 10)) as base_amount
from named;

-- COMMAND ----------

create or replace view gold_expenses (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    month comment 'First day of the month',
    category comment 'Account (Zoho Books) or expense category (FreshBooks)',
    account_id comment 'Account, or expense category',
    account_name comment 'Name of the account, or of the expense category',
    account_group comment 'Name of the account or category above; its own name where there is none',
    account_type comment 'expense, cost_of_goods_sold, other_expense; NULL where it is not known',
    cost_centre comment 'Category, project or reporting tag, as chosen in the configuration; NULL where there is none',
    currency_code comment 'ISO 4217 code of the documents',
    base_currency_code comment 'ISO 4217 code of the books',
    amount comment 'Spent without tax, less credits, in document currency',
    base_amount comment 'The same in base currency, each document by its own rate; NULL where one has none',
    document_count comment 'Documents that it comes from'
)
comment 'Expenses per month by category, account and cost centre, without tax, less vendor credits'
as
select
    lines.source,
    lines.connection,
    lines.organization_id,
    lines.month,
    lines.category,
    lines.account_id,
    lines.account_name,
    lines.account_group,
    lines.account_type,
    lines.cost_centre,
    lines.currency_code,
    lines.base_currency_code,
    cast(sum(lines.amount) as DECIMAL(28, 10)) as amount,
    cast(
        case when count(lines.base_amount) = count(lines.amount) then sum(lines.base_amount) end
        as DECIMAL(28, 10)
    ) as base_amount,
    count(distinct lines.kind || '/' || lines.document_id) as document_count
from gold_expense_lines as lines
group by
    lines.source,
    lines.connection,
    lines.organization_id,
    lines.month,
    lines.category,
    lines.account_id,
    lines.account_name,
    lines.account_group,
    lines.account_type,
    lines.cost_centre,
    lines.currency_code,
    lines.base_currency_code;

-- COMMAND ----------

create or replace view gold_payroll (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    month comment 'First day of the month',
    currency_code comment 'ISO 4217 code of the documents',
    base_currency_code comment 'ISO 4217 code of the books',
    payroll comment 'Spent on accounts that are payroll by name or type, in document currency',
    base_payroll comment 'The same in base currency, each document by its own rate; NULL where one has none',
    heads comment 'People of the organization in that month; 0 where none are known',
    payroll_per_head comment 'payroll by heads, to four places; NULL where none are known',
    base_payroll_per_head comment 'base_payroll by heads, to four places'
)
comment 'Payroll per head and month. Payroll: accounts and categories whose name or type contains payroll, salar or a word that begins with wage. Heads: active users and staff, since they were created, until they were deleted'
as
with paid as (
    select
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.month,
        lines.currency_code,
        lines.base_currency_code,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as payroll,
        cast(
            case when count(lines.base_amount) = count(lines.amount) then sum(lines.base_amount) end
            as DECIMAL(28, 10)
        ) as base_payroll
    from gold_expense_lines as lines
    where lines.is_payroll
    group by
        lines.source,
        lines.connection,
        lines.organization_id,
        lines.month,
        lines.currency_code,
        lines.base_currency_code
),

people as (
    select
        'zoho_books' as source,
        users.connection,
        users.organization_id,
        users.user_id as person_id,
        cast(users.created_time as DATE) as came_on,
        case when users.is_deleted then cast(users.deleted_at as DATE) end as left_on
    from silver_zoho_books_users as users
    where coalesce(users.status, 'active') = 'active'
      and coalesce(users.is_employee, true)
    union all
    select
        'freshbooks' as source,
        staff.connection,
        staff.organization_id,
        staff.staff_id as person_id,
        case
            when staff.signup_date like '____-__-__%'
                then try_cast(substring(staff.signup_date, 1, 10) as DATE)
        end as came_on,
        case when staff.is_deleted then cast(staff.deleted_at as DATE) end as left_on
    from silver_freshbooks_staff as staff
    where coalesce(staff.vis_state, '0') != '2'
),

months as (
    select distinct
        paid.source,
        paid.connection,
        paid.organization_id,
        paid.month
    from paid
),

heads as (
    select
        months.source,
        months.connection,
        months.organization_id,
        months.month,
        count(people.person_id) as heads
    from months
    left join people
        on people.source = months.source
        and people.connection = months.connection
        and people.organization_id = months.organization_id
        and (people.came_on is null or people.came_on <= last_day(months.month))
        and (people.left_on is null or people.left_on > last_day(months.month))
    group by
        months.source,
        months.connection,
        months.organization_id,
        months.month
)

select
    paid.source,
    paid.connection,
    paid.organization_id,
    paid.month,
    paid.currency_code,
    paid.base_currency_code,
    paid.payroll,
    paid.base_payroll,
    heads.heads,
    cast(
        round(cast(paid.payroll as DOUBLE) / nullif(cast(heads.heads as DOUBLE), 0), 4)
        as DECIMAL(28, 10)
    ) as payroll_per_head,
    cast(
        round(cast(paid.base_payroll as DOUBLE) / nullif(cast(heads.heads as DOUBLE), 0), 4)
        as DECIMAL(28, 10)
    ) as base_payroll_per_head
from paid
inner join heads
    on heads.source = paid.source
    and heads.connection = paid.connection
    and heads.organization_id = paid.organization_id
    and heads.month = paid.month;
