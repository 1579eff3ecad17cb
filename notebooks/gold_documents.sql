-- Databricks notebook source
-- MAGIC %md
-- MAGIC # gold_documents
-- MAGIC Invoices, credits, other income, bills, vendor credits and expenses of both sources in one shape. Reads the silver tables;
-- MAGIC writes the views `gold_base_currencies` and `gold_documents`.
-- MAGIC
-- MAGIC - **Amounts** are as on the document, in its own currency, and positive; `sign` is -1 for credits. JPY has no decimal
-- MAGIC   places, and nothing here rounds to cents.
-- MAGIC - **Base currency**: by the document's own `exchange_rate` alone. Zoho Books states the rate on each document. FreshBooks states
-- MAGIC   none: documents in the currency of its chart of accounts count at 1, others have no base amounts (NULL). A rate of
-- MAGIC   0 counts as none. Before multiplying, amounts are cast to DECIMAL(20, 4) and rates to DECIMAL(16, 10).
-- MAGIC - **Void, draft, deleted** documents are here with their status, and `is_posted` is false: every other view leaves them out.
-- MAGIC   Their `balance` is 0, although Zoho Books keeps the full balance on a void. Waiting for approval counts as draft,
-- MAGIC   a private expense is not posted.
-- MAGIC - **Written off**: what was earned stays earned, so the document stays posted; nothing is owed on it any more.
-- MAGIC - **Tax**: FreshBooks gives no sum of taxes on invoices and credits: there it is the total less lines and discount
-- MAGIC   (`discount_total` is negative on the wire, positive here); 0 where there are no lines. On other income the rates alone
-- MAGIC   are known: NULL.
-- MAGIC - **Vendor credits** of Zoho Books state neither tax nor discount. The tax is the total less `sub_total` where that is what the
-- MAGIC   rates of the lines come to, else (a discount, or tax in the prices) the part of the total that these rates make, rounded
-- MAGIC   as the prices are. It is 0 where both are the same and prices are without tax: the vendor does not charge it. Where no
-- MAGIC   line states a rate it is the total less `sub_total`, never below 0.
-- MAGIC - **Prepayments and overpayments** of FreshBooks are credits that the client paid for: kinds of their own, never revenue.
-- MAGIC
-- MAGIC Parameters: catalog, schema. Running it again changes nothing.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view gold_base_currencies (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    base_currency_code comment 'ISO 4217 code of the currency that the books are kept in'
)
comment 'Base currency of each organization: Zoho Books says it of the organization and in the list of currencies, FreshBooks by its chart of accounts; missing where they do not say one'
as
with stated as (
    select
        'zoho_books' as source,
        organizations.connection,
        organizations.organization_id,
        organizations.currency_code
    from silver_zoho_books_organizations as organizations
    where organizations.listed_organization_id = organizations.organization_id
      and not organizations.is_deleted
    union all
    select
        'zoho_books' as source,
        currencies.connection,
        currencies.organization_id,
        currencies.currency_code
    from silver_zoho_books_currencies as currencies
    where currencies.is_base_currency
      and not currencies.is_deleted
    union all
    select
        'freshbooks' as source,
        accounts.connection,
        accounts.organization_id,
        accounts.currency_code
    from silver_freshbooks_journal_entry_accounts as accounts
    where not accounts.is_deleted
)

select
    stated.source,
    stated.connection,
    stated.organization_id,
    max(stated.currency_code) as base_currency_code
from stated
where stated.currency_code is not null
group by
    stated.source,
    stated.connection,
    stated.organization_id
having min(stated.currency_code) = max(stated.currency_code);

-- COMMAND ----------

create or replace view gold_documents (
    source comment 'zoho_books or freshbooks',
    connection comment 'Connection from the configuration',
    organization_id comment 'Organization (Zoho Books) or account (FreshBooks)',
    kind comment 'invoice, credit_note, prepayment, overpayment, other_income, bill, vendor_credit, expense',
    entity comment 'Silver entity that it comes from; key with source, connection, organization_id, document_id',
    document_id comment 'Id of the record in its entity',
    direction comment 'sale or purchase',
    sign comment '1, or -1 for credits: what amounts are multiplied by to be added up',
    document_number comment 'Number on the document',
    reference_number comment 'Reference of the other side',
    party_id comment 'Customer or vendor; NULL where the provider names it in free words only',
    party_name comment 'Name of the customer or vendor, the present one where it is known (personal data)',
    document_date comment 'Date of the document',
    due_date comment 'Date on which it is due; the date of the document where it has none',
    status comment 'draft, open, partially_paid, overdue, paid (a credit: used up), written_off, void, deleted; overdue as of today, also when paid in part',
    provider_status comment 'Status in the words of the provider',
    is_posted comment 'Whether it counts: neither draft, void, deleted nor private',
    currency_code comment 'ISO 4217 code of the document',
    base_currency_code comment 'ISO 4217 code of the books; NULL where it is not known',
    exchange_rate comment 'Base currency per unit of the document currency, from the document; NULL where it has none',
    total comment 'Total with tax, in document currency',
    tax_total comment 'Tax in the total; NULL where the provider does not say',
    net_total comment 'Total without tax',
    discount_total comment 'Discount, positive; NULL where the provider does not say',
    shipping_total comment 'Shipping without tax',
    adjustment_total comment 'Adjustment and rounding',
    written_off comment 'Written off',
    balance comment 'What is open (a credit: not used); 0 when void, draft or deleted',
    base_total comment 'total in base currency by the rate of the document',
    base_tax_total comment 'tax_total in base currency',
    base_net_total comment 'net_total in base currency',
    base_balance comment 'balance in base currency by the rate of the document',
    project_id comment 'Project of the document, where the provider has one there',
    tags comment 'Reporting tags of the document, JSON text (Zoho Books)',
    changed_on comment 'Day of its latest change, UTC'
)
comment 'Invoices, credits, other income, bills, vendor credits and expenses of both sources in one shape; void, draft and deleted ones are here with is_posted false'
as
with freshbooks_invoice_lines as (
    select
        lines.connection,
        lines.organization_id,
        lines.invoice_id,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
    from silver_freshbooks_invoice_lines as lines
    group by
        lines.connection,
        lines.organization_id,
        lines.invoice_id
),

freshbooks_credit_lines as (
    select
        lines.connection,
        lines.organization_id,
        lines.credit_note_id,
        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
    from silver_freshbooks_credit_note_lines as lines
    group by
        lines.connection,
        lines.organization_id,
        lines.credit_note_id
),

zoho_vendor_credit_lines as (
    select
        lines.connection,
        lines.organization_id,
        lines.vendor_credit_id,
        count(*) as line_count,
        cast(sum(lines.item_total) as DECIMAL(28, 10)) as line_total,
        -- tax on top of prices without tax
        cast(
            sum(
                cast(lines.item_total as DECIMAL(20, 4))
                * cast(coalesce(lines.tax_percentage, 0) as DECIMAL(12, 6))
                * 0.01
            ) as DECIMAL(28, 10)
        ) as added_tax,
        -- tax in prices with tax
        cast(
            sum(
                cast(
                    round(
                        cast(lines.item_total as DOUBLE)
                        * cast(coalesce(lines.tax_percentage, 0) as DOUBLE)
                        / nullif(100 + cast(coalesce(lines.tax_percentage, 0) as DOUBLE), 0),
                        6
                    ) as DECIMAL(28, 10)
                )
            ) as DECIMAL(28, 10)
        ) as included_tax
    from silver_zoho_books_vendor_credit_lines as lines
    where coalesce(lines.line_item_category, 'line_item') not in ('header', 'subtotal')
    group by
        lines.connection,
        lines.organization_id,
        lines.vendor_credit_id
    having count(lines.tax_percentage) > 0
),

zoho_vendor_credit_taxes as (
    select
        credits.connection,
        credits.organization_id,
        credits.vendor_credit_id,
        credits.price_precision,
        credits.total - credits.sub_total as beyond_lines,
        case
            when credits.total = credits.sub_total and not coalesce(credits.is_inclusive_tax, false)
                then true
            else abs(credits.total - credits.sub_total - lines.added_tax)
                <= (lines.line_count + 1)
                * case
                    when credits.price_precision = 0 then 0.5
                    when credits.price_precision >= 3 then 0.0005
                    else 0.005
                end
        end as is_beyond_lines,
        case
            when credits.is_inclusive_tax
                then cast(credits.total as DOUBLE) * cast(lines.included_tax as DOUBLE)
                    / nullif(cast(lines.line_total as DOUBLE), 0)
            else cast(credits.total as DOUBLE) * cast(lines.added_tax as DOUBLE)
                / nullif(cast(lines.line_total + lines.added_tax as DOUBLE), 0)
        end as share_of_total
    from silver_zoho_books_vendor_credits as credits
    inner join zoho_vendor_credit_lines as lines
        on lines.connection = credits.connection
        and lines.organization_id = credits.organization_id
        and lines.vendor_credit_id = credits.vendor_credit_id
),

facts as (
    select
        'zoho_books' as source,
        invoices.connection,
        invoices.organization_id,
        'invoice' as kind,
        'invoices' as entity,
        invoices.invoice_id as document_id,
        'sale' as direction,
        1 as sign,
        invoices.invoice_number as document_number,
        invoices.reference_number,
        invoices.customer_id as party_id,
        coalesce(contacts.contact_name, invoices.customer_name) as party_name,
        invoices.date as document_date,
        coalesce(invoices.due_date, invoices.date) as due_date,
        invoices.status as provider_status,
        invoices.is_deleted,
        coalesce(invoices.status, '') = 'void' as is_void,
        coalesce(invoices.status, '') in (
            'draft', 'pending_approval', 'approval_overdue', 'submitted', 'rejected'
        ) as is_draft,
        false as is_private,
        invoices.currency_code,
        invoices.exchange_rate as given_rate,
        cast(invoices.total as DECIMAL(28, 10)) as total,
        coalesce(invoices.tax_total, 0) as tax_total,
        cast(invoices.discount_total as DECIMAL(28, 10)) as discount_total,
        case
            when coalesce(invoices.shipping_charge_exclusive_of_tax, 0) != 0
                then invoices.shipping_charge_exclusive_of_tax
            else coalesce(invoices.shipping_charge, 0)
        end as shipping_total,
        coalesce(invoices.adjustment, 0) + coalesce(invoices.roundoff_value, 0) as adjustment_total,
        coalesce(invoices.write_off_amount, 0) as written_off,
        cast(invoices.balance as DECIMAL(28, 10)) as balance,
        cast(null as STRING) as project_id,
        invoices.tags,
        cast(invoices.last_modified_time as DATE) as changed_on
    from silver_zoho_books_invoices as invoices
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = invoices.connection
        and contacts.organization_id = invoices.organization_id
        and contacts.contact_id = invoices.customer_id
    union all
    select
        'zoho_books' as source,
        credits.connection,
        credits.organization_id,
        'credit_note' as kind,
        'credit_notes' as entity,
        credits.creditnote_id as document_id,
        'sale' as direction,
        -1 as sign,
        credits.creditnote_number as document_number,
        credits.reference_number,
        credits.customer_id as party_id,
        coalesce(contacts.contact_name, credits.customer_name) as party_name,
        credits.date as document_date,
        credits.date as due_date,
        credits.status as provider_status,
        credits.is_deleted,
        coalesce(credits.status, '') = 'void' as is_void,
        coalesce(credits.status, '') in (
            'draft', 'pending_approval', 'approval_overdue', 'submitted', 'rejected'
        ) as is_draft,
        false as is_private,
        credits.currency_code,
        credits.exchange_rate as given_rate,
        cast(credits.total as DECIMAL(28, 10)) as total,
        coalesce(credits.tax_total, 0) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        case
            when coalesce(credits.shipping_charge_exclusive_of_tax, 0) != 0
                then credits.shipping_charge_exclusive_of_tax
            else coalesce(credits.shipping_charge, 0)
        end as shipping_total,
        coalesce(credits.adjustment, 0) + coalesce(credits.roundoff_value, 0) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(credits.balance as DECIMAL(28, 10)) as balance,
        cast(null as STRING) as project_id,
        credits.tags,
        cast(credits.last_modified_time as DATE) as changed_on
    from silver_zoho_books_credit_notes as credits
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = credits.connection
        and contacts.organization_id = credits.organization_id
        and contacts.contact_id = credits.customer_id
    union all
    select
        'zoho_books' as source,
        bills.connection,
        bills.organization_id,
        'bill' as kind,
        'bills' as entity,
        bills.bill_id as document_id,
        'purchase' as direction,
        1 as sign,
        bills.bill_number as document_number,
        bills.reference_number,
        bills.vendor_id as party_id,
        coalesce(contacts.contact_name, bills.vendor_name) as party_name,
        bills.date as document_date,
        coalesce(bills.due_date, bills.date) as due_date,
        bills.status as provider_status,
        bills.is_deleted,
        coalesce(bills.status, '') = 'void' as is_void,
        coalesce(bills.status, '') in (
            'draft', 'pending_approval', 'approval_overdue', 'submitted', 'rejected'
        ) as is_draft,
        false as is_private,
        bills.currency_code,
        bills.exchange_rate as given_rate,
        cast(bills.total as DECIMAL(28, 10)) as total,
        coalesce(bills.tax_total, 0) as tax_total,
        cast(bills.discount_total as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        coalesce(bills.adjustment, 0) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(bills.balance as DECIMAL(28, 10)) as balance,
        cast(null as STRING) as project_id,
        bills.tags,
        cast(bills.last_modified_time as DATE) as changed_on
    from silver_zoho_books_bills as bills
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = bills.connection
        and contacts.organization_id = bills.organization_id
        and contacts.contact_id = bills.vendor_id
    union all
    select
        'zoho_books' as source,
        credits.connection,
        credits.organization_id,
        'vendor_credit' as kind,
        'vendor_credits' as entity,
        credits.vendor_credit_id as document_id,
        'purchase' as direction,
        -1 as sign,
        credits.vendor_credit_number as document_number,
        credits.reference_number,
        credits.vendor_id as party_id,
        coalesce(contacts.contact_name, credits.vendor_name) as party_name,
        credits.date as document_date,
        credits.date as due_date,
        credits.status as provider_status,
        credits.is_deleted,
        coalesce(credits.status, '') = 'void' as is_void,
        coalesce(credits.status, '') in (
            'draft', 'pending_approval', 'approval_overdue', 'submitted', 'rejected'
        ) as is_draft,
        false as is_private,
        credits.currency_code,
        credits.exchange_rate as given_rate,
        cast(credits.total as DECIMAL(28, 10)) as total,
        coalesce(
            case
                when taxes.is_beyond_lines then cast(taxes.beyond_lines as DECIMAL(28, 10))
                when taxes.price_precision = 0
                    then cast(round(taxes.share_of_total, 0) as DECIMAL(28, 10))
                when taxes.price_precision >= 3
                    then cast(round(taxes.share_of_total, 3) as DECIMAL(28, 10))
                else cast(round(taxes.share_of_total, 2) as DECIMAL(28, 10))
            end,
            greatest(credits.total - coalesce(credits.sub_total, credits.total), 0)
        ) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(credits.balance as DECIMAL(28, 10)) as balance,
        cast(null as STRING) as project_id,
        credits.tags,
        cast(credits.last_modified_time as DATE) as changed_on
    from silver_zoho_books_vendor_credits as credits
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = credits.connection
        and contacts.organization_id = credits.organization_id
        and contacts.contact_id = credits.vendor_id
    left join zoho_vendor_credit_taxes as taxes
        on taxes.connection = credits.connection
        and taxes.organization_id = credits.organization_id
        and taxes.vendor_credit_id = credits.vendor_credit_id
    union all
    select
        'zoho_books' as source,
        expenses.connection,
        expenses.organization_id,
        'expense' as kind,
        'expenses' as entity,
        expenses.expense_id as document_id,
        'purchase' as direction,
        1 as sign,
        cast(null as STRING) as document_number,
        expenses.reference_number,
        expenses.vendor_id as party_id,
        coalesce(contacts.contact_name, expenses.vendor_name) as party_name,
        expenses.date as document_date,
        expenses.date as due_date,
        expenses.status as provider_status,
        expenses.is_deleted,
        false as is_void,
        coalesce(expenses.status, '') in ('unsubmitted', 'submitted', 'rejected') as is_draft,
        coalesce(expenses.is_personal, false) as is_private,
        expenses.currency_code,
        expenses.exchange_rate as given_rate,
        cast(expenses.total as DECIMAL(28, 10)) as total,
        coalesce(expenses.tax_amount, 0) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(0 as DECIMAL(28, 10)) as balance,
        expenses.project_id,
        expenses.tags,
        cast(expenses.last_modified_time as DATE) as changed_on
    from silver_zoho_books_expenses as expenses
    left join silver_zoho_books_contacts as contacts
        on contacts.connection = expenses.connection
        and contacts.organization_id = expenses.organization_id
        and contacts.contact_id = expenses.vendor_id
    union all
    select
        'freshbooks' as source,
        invoices.connection,
        invoices.organization_id,
        'invoice' as kind,
        'invoices' as entity,
        invoices.invoice_id as document_id,
        'sale' as direction,
        1 as sign,
        invoices.invoice_number as document_number,
        invoices.po_number as reference_number,
        invoices.client_id as party_id,
        coalesce(
            clients.organization,
            invoices.current_organization,
            invoices.organization,
            nullif(concat_ws(' ', invoices.fname, invoices.lname), '')
        ) as party_name,
        invoices.create_date as document_date,
        coalesce(invoices.due_date, invoices.create_date) as due_date,
        coalesce(invoices.v3_status, invoices.status) as provider_status,
        invoices.is_deleted,
        false as is_void,
        coalesce(invoices.v3_status, '') in ('draft', 'created')
            or coalesce(invoices.status, '') = '1' as is_draft,
        false as is_private,
        coalesce(invoices.amount_currency_code, invoices.currency_code) as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        invoices.amount as total,
        case
            when lines.line_total is null then 0
            else invoices.amount - lines.line_total - coalesce(invoices.discount_total, 0)
        end as tax_total,
        -invoices.discount_total as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        invoices.outstanding as balance,
        cast(null as STRING) as project_id,
        cast(null as STRING) as tags,
        cast(invoices.updated as DATE) as changed_on
    from silver_freshbooks_invoices as invoices
    left join freshbooks_invoice_lines as lines
        on lines.connection = invoices.connection
        and lines.organization_id = invoices.organization_id
        and lines.invoice_id = invoices.invoice_id
    left join silver_freshbooks_clients as clients
        on clients.connection = invoices.connection
        and clients.organization_id = invoices.organization_id
        and clients.client_id = invoices.client_id
    union all
    select
        'freshbooks' as source,
        credits.connection,
        credits.organization_id,
        case
            when credits.credit_type in ('prepayment', 'overpayment') then credits.credit_type
            else 'credit_note'
        end as kind,
        'credit_notes' as entity,
        credits.credit_note_id as document_id,
        'sale' as direction,
        -1 as sign,
        credits.credit_number as document_number,
        cast(null as STRING) as reference_number,
        credits.client_id as party_id,
        coalesce(
            clients.organization,
            credits.current_organization,
            credits.organization,
            nullif(concat_ws(' ', credits.fname, credits.lname), '')
        ) as party_name,
        credits.create_date as document_date,
        credits.create_date as due_date,
        coalesce(credits.display_status, credits.status) as provider_status,
        credits.is_deleted,
        false as is_void,
        coalesce(credits.display_status, credits.status, '') = 'draft' as is_draft,
        false as is_private,
        coalesce(credits.amount_currency_code, credits.currency_code) as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        credits.amount as total,
        credits.amount - coalesce(lines.line_total, credits.amount) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        credits.amount - coalesce(credits.paid, 0) as balance,
        cast(null as STRING) as project_id,
        cast(null as STRING) as tags,
        cast(credits.updated as DATE) as changed_on
    from silver_freshbooks_credit_notes as credits
    left join freshbooks_credit_lines as lines
        on lines.connection = credits.connection
        and lines.organization_id = credits.organization_id
        and lines.credit_note_id = credits.credit_note_id
    left join silver_freshbooks_clients as clients
        on clients.connection = credits.connection
        and clients.organization_id = credits.organization_id
        and clients.client_id = credits.client_id
    union all
    select
        'freshbooks' as source,
        incomes.connection,
        incomes.organization_id,
        'other_income' as kind,
        'other_incomes' as entity,
        incomes.other_income_id as document_id,
        'sale' as direction,
        1 as sign,
        cast(null as STRING) as document_number,
        cast(null as STRING) as reference_number,
        nullif(incomes.user_id, '0') as party_id,
        coalesce(clients.organization, incomes.source) as party_name,
        incomes.date as document_date,
        incomes.date as due_date,
        cast(null as STRING) as provider_status,
        incomes.is_deleted,
        false as is_void,
        false as is_draft,
        false as is_private,
        incomes.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        incomes.amount as total,
        cast(null as DECIMAL(28, 10)) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(0 as DECIMAL(28, 10)) as balance,
        cast(null as STRING) as project_id,
        cast(null as STRING) as tags,
        cast(incomes.updated_at as DATE) as changed_on
    from silver_freshbooks_other_incomes as incomes
    left join silver_freshbooks_clients as clients
        on clients.connection = incomes.connection
        and clients.organization_id = incomes.organization_id
        and clients.client_id = incomes.user_id
    union all
    select
        'freshbooks' as source,
        bills.connection,
        bills.organization_id,
        'bill' as kind,
        'bills' as entity,
        bills.bill_id as document_id,
        'purchase' as direction,
        1 as sign,
        bills.bill_number as document_number,
        cast(null as STRING) as reference_number,
        bills.bill_vendor_id as party_id,
        coalesce(vendors.vendor_name, bills.bill_vendor_name) as party_name,
        bills.issue_date as document_date,
        coalesce(bills.due_date, bills.issue_date) as due_date,
        bills.status as provider_status,
        bills.is_deleted,
        false as is_void,
        false as is_draft,
        false as is_private,
        coalesce(bills.total_amount_currency_code, bills.currency_code) as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        bills.total_amount as total,
        coalesce(bills.tax_amount, 0) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        coalesce(bills.outstanding, bills.total_amount - coalesce(bills.paid, 0)) as balance,
        cast(null as STRING) as project_id,
        cast(null as STRING) as tags,
        cast(bills.updated_at as DATE) as changed_on
    from silver_freshbooks_bills as bills
    left join silver_freshbooks_bill_vendors as vendors
        on vendors.connection = bills.connection
        and vendors.organization_id = bills.organization_id
        and vendors.bill_vendor_id = bills.bill_vendor_id
    union all
    select
        'freshbooks' as source,
        expenses.connection,
        expenses.organization_id,
        'expense' as kind,
        'expenses' as entity,
        expenses.expense_id as document_id,
        'purchase' as direction,
        1 as sign,
        cast(null as STRING) as document_number,
        cast(null as STRING) as reference_number,
        cast(null as STRING) as party_id,
        expenses.vendor as party_name,
        expenses.date as document_date,
        expenses.date as due_date,
        expenses.status as provider_status,
        expenses.is_deleted,
        false as is_void,
        false as is_draft,
        false as is_private,
        expenses.amount_currency_code as currency_code,
        cast(null as DECIMAL(28, 10)) as given_rate,
        expenses.amount as total,
        coalesce(expenses.tax_amount1, 0) + coalesce(expenses.tax_amount2, 0) as tax_total,
        cast(null as DECIMAL(28, 10)) as discount_total,
        cast(0 as DECIMAL(28, 10)) as shipping_total,
        cast(0 as DECIMAL(28, 10)) as adjustment_total,
        cast(0 as DECIMAL(28, 10)) as written_off,
        cast(0 as DECIMAL(28, 10)) as balance,
        coalesce(nullif(expenses.modern_project_id, '0'), nullif(expenses.project_id, '0')) as project_id,
        cast(null as STRING) as tags,
        cast(expenses.updated as DATE) as changed_on
    from silver_freshbooks_expenses as expenses
),

rated as (
    select
        facts.source,
        facts.connection,
        facts.organization_id,
        facts.kind,
        facts.entity,
        facts.document_id,
        facts.direction,
        facts.sign,
        facts.document_number,
        facts.reference_number,
        facts.party_id,
        facts.party_name,
        facts.document_date,
        facts.due_date,
        case
            when facts.is_deleted then 'deleted'
            when facts.is_void then 'void'
            when facts.is_draft then 'draft'
            when facts.balance <= 0 and facts.written_off > 0 then 'written_off'
            when facts.balance <= 0 then 'paid'
            when facts.kind in ('invoice', 'bill') and facts.due_date < current_date() then 'overdue'
            when facts.balance < facts.total then 'partially_paid'
            else 'open'
        end as status,
        facts.provider_status,
        not (facts.is_deleted or facts.is_void or facts.is_draft or facts.is_private) as is_posted,
        facts.currency_code,
        bases.base_currency_code,
        case
            when facts.given_rate > 0 and facts.given_rate < 1000000
                then cast(facts.given_rate as DECIMAL(16, 10))
            when facts.currency_code = bases.base_currency_code then cast(1 as DECIMAL(16, 10))
        end as exchange_rate,
        cast(facts.total as DECIMAL(20, 4)) as short_total,
        cast(facts.tax_total as DECIMAL(20, 4)) as short_tax_total,
        cast(facts.total - coalesce(facts.tax_total, 0) as DECIMAL(20, 4)) as short_net_total,
        cast(facts.balance as DECIMAL(20, 4)) as short_balance,
        facts.total,
        facts.tax_total,
        facts.discount_total,
        facts.shipping_total,
        facts.adjustment_total,
        facts.written_off,
        facts.balance,
        facts.is_deleted or facts.is_void or facts.is_draft as owes_nothing,
        facts.project_id,
        facts.tags,
        facts.changed_on
    from facts
    left join gold_base_currencies as bases
        on bases.source = facts.source
        and bases.connection = facts.connection
        and bases.organization_id = facts.organization_id
)

select
    rated.source,
    rated.connection,
    rated.organization_id,
    rated.kind,
    rated.entity,
    rated.document_id,
    rated.direction,
    rated.sign,
    rated.document_number,
    rated.reference_number,
    rated.party_id,
    rated.party_name,
    rated.document_date,
    rated.due_date,
    rated.status,
    rated.provider_status,
    rated.is_posted,
    rated.currency_code,
    rated.base_currency_code,
    cast(rated.exchange_rate as DECIMAL(28, 10)) as exchange_rate,
    cast(rated.total as DECIMAL(28, 10)) as total,
    cast(rated.tax_total as DECIMAL(28, 10)) as tax_total,
    cast(rated.total - coalesce(rated.tax_total, 0) as DECIMAL(28, 10)) as net_total,
    cast(rated.discount_total as DECIMAL(28, 10)) as discount_total,
    cast(rated.shipping_total as DECIMAL(28, 10)) as shipping_total,
    cast(rated.adjustment_total as DECIMAL(28, 10)) as adjustment_total,
    cast(rated.written_off as DECIMAL(28, 10)) as written_off,
    cast(case when rated.owes_nothing then 0 else rated.balance end as DECIMAL(28, 10)) as balance,
    cast(rated.short_total * rated.exchange_rate as DECIMAL(28, 10)) as base_total,
    cast(rated.short_tax_total * rated.exchange_rate as DECIMAL(28, 10)) as base_tax_total,
    cast(rated.short_net_total * rated.exchange_rate as DECIMAL(28, 10)) as base_net_total,
    cast(
        case when rated.owes_nothing then 0 else rated.short_balance * rated.exchange_rate end
        as DECIMAL(28, 10)
    ) as base_balance,
    rated.project_id,
    rated.tags,
    rated.changed_on
from rated;
