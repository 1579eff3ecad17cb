-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_expenses
-- MAGIC Expenses. vis_state: 0 active, 1 deleted, 2 archived; status says whether it was billed on.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_expenses`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_expenses
comment 'Every version that ever landed of silver_freshbooks_expenses, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'accounting_systemid STRING, categoryid STRING, category STRING, staffid STRING,
            clientid STRING, projectid STRING, modern_projectid STRING,
            converse_projectid STRING, profileid STRING, invoiceid STRING, ext_invoiceid STRING,
            ext_systemid STRING, ext_accountid STRING, accountid STRING, account_name STRING,
            bank_name STRING, transactionid STRING, background_jobid STRING, vendor STRING,
            notes STRING, status STRING, vis_state STRING, date STRING, amount STRING,
            taxName1 STRING, taxPercent1 STRING, taxAmount1 STRING, taxName2 STRING,
            taxPercent2 STRING, taxAmount2 STRING, compounded_tax STRING, markup_percent STRING,
            billable STRING, is_cogs STRING, has_receipt STRING, include_receipt STRING,
            isduplicate STRING, from_bulk_import STRING, potential_bill_payment STRING,
            attachment STRING, updated STRING, version STRING, bill_matches STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'expenses'
      and events._problem is null
      and events.origin != 'webhook'
),

objects as (
    select
        documents.*,
        case when documents.doc.category like '{%' then from_json(documents.doc.category, 'category STRING') end as o_category,
        case when documents.doc.attachment like '{%' then from_json(documents.doc.attachment, 'id STRING, media_type STRING') end as o_attachment
    from documents
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as expense_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.categoryid, '') as expense_category_id,
        nullif(documents.o_category.category, '') as expense_category_name,
        nullif(documents.doc.staffid, '') as staff_id,
        nullif(documents.doc.clientid, '') as client_id,
        nullif(documents.doc.projectid, '') as project_id,
        nullif(documents.doc.modern_projectid, '') as modern_project_id,
        nullif(documents.doc.converse_projectid, '') as converse_project_id,
        nullif(documents.doc.profileid, '') as profile_id,
        nullif(documents.doc.invoiceid, '') as invoice_id,
        nullif(documents.doc.ext_invoiceid, '') as ext_invoice_id,
        nullif(documents.doc.ext_systemid, '') as ext_system_id,
        nullif(documents.doc.ext_accountid, '') as ext_account_id,
        nullif(documents.doc.accountid, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.bank_name, '') as bank_name,
        nullif(documents.doc.transactionid, '') as transaction_id,
        nullif(documents.doc.background_jobid, '') as background_job_id,
        nullif(documents.doc.vendor, '') as vendor,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.taxName1, '') as tax_name1,
        nullif(documents.doc.taxPercent1, '') as x_tax_percent1,
        nullif(documents.doc.taxAmount1, '') as x_tax_amount1,
        nullif(documents.doc.taxName2, '') as tax_name2,
        nullif(documents.doc.taxPercent2, '') as x_tax_percent2,
        nullif(documents.doc.taxAmount2, '') as x_tax_amount2,
        nullif(documents.doc.compounded_tax, '') as x_compounded_tax,
        nullif(documents.doc.markup_percent, '') as x_markup_percent,
        nullif(documents.doc.billable, '') as x_billable,
        nullif(documents.doc.is_cogs, '') as x_is_cogs,
        nullif(documents.doc.has_receipt, '') as x_has_receipt,
        nullif(documents.doc.include_receipt, '') as x_include_receipt,
        nullif(documents.doc.isduplicate, '') as x_is_duplicate,
        nullif(documents.doc.from_bulk_import, '') as x_from_bulk_import,
        nullif(documents.doc.potential_bill_payment, '') as x_potential_bill_payment,
        nullif(documents.o_attachment.id, '') as attachment_id,
        nullif(documents.o_attachment.media_type, '') as attachment_media_type,
        nullif(documents.doc.updated, '') as x_updated,
        nullif(documents.doc.version, '') as version,
        nullif(documents.doc.bill_matches, '') as bill_matches,
        nullif(documents.doc.category, '') as t_category,
        nullif(documents.doc.attachment, '') as t_attachment,
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        (coalesce(documents.action, '') = 'missing' or (documents.action = 'read' and coalesce(documents.doc.vis_state, '') = '1')) as _is_deletion,
        documents.doc.vis_state is not null
            and documents.doc.amount is not null
            and documents.doc.date is not null as _is_complete
    from objects as documents
),

money as (
    select
        texts.*,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount,
        case when x_tax_amount1 like '{%' then from_json(x_tax_amount1, 'amount STRING, code STRING') end as m_tax_amount1,
        case when x_tax_amount2 like '{%' then from_json(x_tax_amount2, 'amount STRING, code STRING') end as m_tax_amount2
    from texts
),

typed as (
    select
        money.*,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case
            when regexp_like(x_tax_percent1 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percent1 as DECIMAL(28, 10))
        end as tax_percent1,
        case
            when regexp_like(nullif(m_tax_amount1.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_tax_amount1.amount, '') as DECIMAL(28, 10))
        end as tax_amount1,
        nullif(m_tax_amount1.code, '') as tax_amount1_currency_code,
        case
            when regexp_like(x_tax_percent2 || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percent2 as DECIMAL(28, 10))
        end as tax_percent2,
        case
            when regexp_like(nullif(m_tax_amount2.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_tax_amount2.amount, '') as DECIMAL(28, 10))
        end as tax_amount2,
        nullif(m_tax_amount2.code, '') as tax_amount2_currency_code,
        case lower(x_compounded_tax) when 'true' then true when 'false' then false end as compounded_tax,
        case
            when regexp_like(x_markup_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_markup_percent as DECIMAL(28, 10))
        end as markup_percent,
        case lower(x_billable) when 'true' then true when 'false' then false end as billable,
        case lower(x_is_cogs) when 'true' then true when 'false' then false end as is_cogs,
        case lower(x_has_receipt) when 'true' then true when 'false' then false end as has_receipt,
        case lower(x_include_receipt) when 'true' then true when 'false' then false end as include_receipt,
        case lower(x_is_duplicate) when 'true' then true when 'false' then false end as is_duplicate,
        case lower(x_from_bulk_import) when 'true' then true when 'false' then false end as from_bulk_import,
        case lower(x_potential_bill_payment) when 'true' then true when 'false' then false end as potential_bill_payment,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state amount date' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_tax_percent1 is not null and tax_percent1 is null then 'tax_percent1' || chr(31) || translate(substring(x_tax_percent1, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount1 is not null and (m_tax_amount1.amount is null or (m_tax_amount1.amount != '' and tax_amount1 is null)) then 'tax_amount1' || chr(31) || translate(substring(x_tax_amount1, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_tax_percent2 is not null and tax_percent2 is null then 'tax_percent2' || chr(31) || translate(substring(x_tax_percent2, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount2 is not null and (m_tax_amount2.amount is null or (m_tax_amount2.amount != '' and tax_amount2 is null)) then 'tax_amount2' || chr(31) || translate(substring(x_tax_amount2, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_compounded_tax is not null and compounded_tax is null then 'compounded_tax' || chr(31) || translate(substring(x_compounded_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_markup_percent is not null and markup_percent is null then 'markup_percent' || chr(31) || translate(substring(x_markup_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_billable is not null and billable is null then 'billable' || chr(31) || translate(substring(x_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_cogs is not null and is_cogs is null then 'is_cogs' || chr(31) || translate(substring(x_is_cogs, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_receipt is not null and has_receipt is null then 'has_receipt' || chr(31) || translate(substring(x_has_receipt, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_include_receipt is not null and include_receipt is null then 'include_receipt' || chr(31) || translate(substring(x_include_receipt, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_duplicate is not null and is_duplicate is null then 'is_duplicate' || chr(31) || translate(substring(x_is_duplicate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_from_bulk_import is not null and from_bulk_import is null then 'from_bulk_import' || chr(31) || translate(substring(x_from_bulk_import, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_potential_bill_payment is not null and potential_bill_payment is null then 'potential_bill_payment' || chr(31) || translate(substring(x_potential_bill_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when t_category is not null and t_category not like '{%' then 'category' || chr(31) || translate(substring(t_category, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end,
                    case when t_attachment is not null and t_attachment not like '{%' then 'attachment' || chr(31) || translate(substring(t_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.expense_id,
    judged.accounting_system_id,
    judged.expense_category_id,
    judged.expense_category_name,
    judged.staff_id,
    judged.client_id,
    judged.project_id,
    judged.modern_project_id,
    judged.converse_project_id,
    judged.profile_id,
    judged.invoice_id,
    judged.ext_invoice_id,
    judged.ext_system_id,
    judged.ext_account_id,
    judged.account_id,
    judged.account_name,
    judged.bank_name,
    judged.transaction_id,
    judged.background_job_id,
    judged.vendor,
    judged.notes,
    judged.status,
    judged.vis_state,
    judged.date,
    judged.amount,
    judged.amount_currency_code,
    judged.tax_name1,
    judged.tax_percent1,
    judged.tax_amount1,
    judged.tax_amount1_currency_code,
    judged.tax_name2,
    judged.tax_percent2,
    judged.tax_amount2,
    judged.tax_amount2_currency_code,
    judged.compounded_tax,
    judged.markup_percent,
    judged.billable,
    judged.is_cogs,
    judged.has_receipt,
    judged.include_receipt,
    judged.is_duplicate,
    judged.from_bulk_import,
    judged.potential_bill_payment,
    judged.attachment_id,
    judged.attachment_media_type,
    judged.updated,
    judged.version,
    judged.bill_matches,
    judged._action,
    judged._origin,
    judged._received_at,
    judged._version_at,
    judged._is_deletion,
    judged._is_complete and judged._problems is null and coalesce(judged._action, '') != 'missing' as _has_values,
        lpad(cast(greatest(unix_micros(judged._version_at), 0) as STRING), 18, '0')
            || '/' || case when judged._origin = 'webhook' then '0' else '1' end
            || '/' || lpad(cast(greatest(unix_micros(judged._received_at), 0) as STRING), 18, '0')
            || '/' || judged._event_key as _version,
        case when judged._is_deletion then lpad(cast(greatest(unix_micros(judged._asked_at), 0) as STRING), 18, '0') else '' end
            as _deleted_version,
        case
            when judged._action = 'read' and not judged._is_deletion then lpad(cast(greatest(unix_micros(judged._asked_at), 0) as STRING), 18, '0')
            else ''
        end as _seen_version,
    judged._problems,
    judged._event_key,
    judged._raw_key,
    judged._load_id,
    judged._loaded_at
from judged;

-- COMMAND ----------

merge into silver_freshbooks_expenses as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.expense_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.expense_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.expense_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_expenses as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.expense_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_id = incoming.expense_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    accounting_system_id = incoming.accounting_system_id,
    expense_category_id = incoming.expense_category_id,
    expense_category_name = incoming.expense_category_name,
    staff_id = incoming.staff_id,
    client_id = incoming.client_id,
    project_id = incoming.project_id,
    modern_project_id = incoming.modern_project_id,
    converse_project_id = incoming.converse_project_id,
    profile_id = incoming.profile_id,
    invoice_id = incoming.invoice_id,
    ext_invoice_id = incoming.ext_invoice_id,
    ext_system_id = incoming.ext_system_id,
    ext_account_id = incoming.ext_account_id,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    bank_name = incoming.bank_name,
    transaction_id = incoming.transaction_id,
    background_job_id = incoming.background_job_id,
    vendor = incoming.vendor,
    notes = incoming.notes,
    status = incoming.status,
    vis_state = incoming.vis_state,
    date = incoming.date,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    tax_name1 = incoming.tax_name1,
    tax_percent1 = incoming.tax_percent1,
    tax_amount1 = incoming.tax_amount1,
    tax_amount1_currency_code = incoming.tax_amount1_currency_code,
    tax_name2 = incoming.tax_name2,
    tax_percent2 = incoming.tax_percent2,
    tax_amount2 = incoming.tax_amount2,
    tax_amount2_currency_code = incoming.tax_amount2_currency_code,
    compounded_tax = incoming.compounded_tax,
    markup_percent = incoming.markup_percent,
    billable = incoming.billable,
    is_cogs = incoming.is_cogs,
    has_receipt = incoming.has_receipt,
    include_receipt = incoming.include_receipt,
    is_duplicate = incoming.is_duplicate,
    from_bulk_import = incoming.from_bulk_import,
    potential_bill_payment = incoming.potential_bill_payment,
    attachment_id = incoming.attachment_id,
    attachment_media_type = incoming.attachment_media_type,
    updated = incoming.updated,
    version = incoming.version,
    bill_matches = incoming.bill_matches,
    is_deleted = greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight),
    deleted_at = case
        when greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight)
            then timestamp_micros(try_cast(greatest(target._deleted_version, incoming._latest_deletion) as BIGINT))
    end,
    _deleted_version = greatest(target._deleted_version, incoming._latest_deletion),
    _seen_version = greatest(target._seen_version, incoming._latest_sight),
    _version = incoming._version,
    _event_key = incoming._event_key,
    _raw_key = incoming._raw_key,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when matched
    and (
        incoming._latest_deletion > target._deleted_version
        or incoming._latest_sight > target._seen_version
    )
    then update set
        is_deleted = greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight),
        deleted_at = case
            when greatest(target._deleted_version, incoming._latest_deletion) != '' and greatest(target._deleted_version, incoming._latest_deletion) >= greatest(target._seen_version, incoming._latest_sight)
                then timestamp_micros(try_cast(greatest(target._deleted_version, incoming._latest_deletion) as BIGINT))
        end,
        _deleted_version = greatest(target._deleted_version, incoming._latest_deletion),
        _seen_version = greatest(target._seen_version, incoming._latest_sight)
when not matched and incoming._has_values then insert (
    connection, organization_id, expense_id, accounting_system_id, expense_category_id,
    expense_category_name, staff_id, client_id, project_id, modern_project_id,
    converse_project_id, profile_id, invoice_id, ext_invoice_id, ext_system_id, ext_account_id,
    account_id, account_name, bank_name, transaction_id, background_job_id, vendor, notes,
    status, vis_state, date, amount, amount_currency_code, tax_name1, tax_percent1, tax_amount1,
    tax_amount1_currency_code, tax_name2, tax_percent2, tax_amount2, tax_amount2_currency_code,
    compounded_tax, markup_percent, billable, is_cogs, has_receipt, include_receipt,
    is_duplicate, from_bulk_import, potential_bill_payment, attachment_id,
    attachment_media_type, updated, version, bill_matches, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_id,
    incoming.accounting_system_id, incoming.expense_category_id, incoming.expense_category_name,
    incoming.staff_id, incoming.client_id, incoming.project_id, incoming.modern_project_id,
    incoming.converse_project_id, incoming.profile_id, incoming.invoice_id,
    incoming.ext_invoice_id, incoming.ext_system_id, incoming.ext_account_id,
    incoming.account_id, incoming.account_name, incoming.bank_name, incoming.transaction_id,
    incoming.background_job_id, incoming.vendor, incoming.notes, incoming.status,
    incoming.vis_state, incoming.date, incoming.amount, incoming.amount_currency_code,
    incoming.tax_name1, incoming.tax_percent1, incoming.tax_amount1,
    incoming.tax_amount1_currency_code, incoming.tax_name2, incoming.tax_percent2,
    incoming.tax_amount2, incoming.tax_amount2_currency_code, incoming.compounded_tax,
    incoming.markup_percent, incoming.billable, incoming.is_cogs, incoming.has_receipt,
    incoming.include_receipt, incoming.is_duplicate, incoming.from_bulk_import,
    incoming.potential_bill_payment, incoming.attachment_id, incoming.attachment_media_type,
    incoming.updated, incoming.version, incoming.bill_matches,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, expense_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'freshbooks'
      and events.entity = 'expenses'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'expenses'
when matched then delete;

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select *
    from (
        select
            found.*,
            row_number() over (
                partition by found._event_key, found.table_name, found.position, found.column_name
                order by found._load_id desc, found.value
            ) as _rank
        from (
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_expenses' as table_name,
                failed.position,
                split_part(parts.problem, chr(31), 1) as column_name,
                split_part(parts.problem, chr(31), 2) as value,
                split_part(parts.problem, chr(31), 3) as reason,
                failed.received_at,
                failed._event_key,
                failed._raw_key,
                failed._load_id,
                failed._loaded_at
            from (
                select
                    history.connection,
                    history.organization_id,
                    history.expense_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_expenses as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'expenses'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'expenses',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_expenses as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.expense_id
    where hints.source = 'freshbooks'
      and hints.entity = 'expenses'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'expenses'
    and target.reason = 'partial_document'
when matched then delete;
