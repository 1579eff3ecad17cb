-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_journal_entry_details
-- MAGIC General ledger: a debit or a credit on an account each. No status; nothing marks a deletion.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_journal_entry_details`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_journal_entry_details
comment 'Every version that ever landed of silver_freshbooks_journal_entry_details, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'detailid STRING, accounting_systemid STRING, detail_type STRING, name STRING,
            description STRING, user_entered_date STRING, debit STRING, credit STRING,
            balance STRING, account STRING, sub_account STRING, entry STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'journal_entry_details'
      and events._problem is null
      and events.origin != 'webhook'
),

objects as (
    select
        documents.*,
        case when documents.doc.account like '{%' then from_json(documents.doc.account, 'accountid STRING, account_number STRING, account_name STRING, account_type STRING') end as o_account,
        case when documents.doc.sub_account like '{%' then from_json(documents.doc.sub_account, 'sub_accountid STRING, parentid STRING, account_sub_number STRING, account_sub_name STRING') end as o_sub_account,
        case when documents.doc.entry like '{%' then from_json(documents.doc.entry, 'entryid STRING, invoiceid STRING, paymentid STRING, expenseid STRING, creditid STRING, incomeid STRING, clientid STRING, categoryid STRING') end as o_entry
    from documents
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as journal_entry_detail_id,
        nullif(documents.doc.detailid, '') as detail_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.detail_type, '') as detail_type,
        nullif(documents.doc.name, '') as name,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.user_entered_date, '') as x_user_entered_date,
        nullif(documents.doc.debit, '') as x_debit,
        nullif(documents.doc.credit, '') as x_credit,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.o_account.accountid, '') as account_id,
        nullif(documents.o_account.account_number, '') as account_number,
        nullif(documents.o_account.account_name, '') as account_name,
        nullif(documents.o_account.account_type, '') as account_type,
        nullif(documents.o_sub_account.sub_accountid, '') as sub_account_id,
        nullif(documents.o_sub_account.parentid, '') as sub_account_parent_id,
        nullif(documents.o_sub_account.account_sub_number, '') as account_sub_number,
        nullif(documents.o_sub_account.account_sub_name, '') as account_sub_name,
        nullif(documents.o_entry.entryid, '') as entry_id,
        nullif(documents.o_entry.invoiceid, '') as invoice_id,
        nullif(documents.o_entry.paymentid, '') as payment_id,
        nullif(documents.o_entry.expenseid, '') as expense_id,
        nullif(documents.o_entry.creditid, '') as credit_id,
        nullif(documents.o_entry.incomeid, '') as other_income_id,
        nullif(documents.o_entry.clientid, '') as client_id,
        nullif(documents.o_entry.categoryid, '') as expense_category_id,
        nullif(documents.doc.account, '') as t_account,
        nullif(documents.doc.sub_account, '') as t_sub_account,
        nullif(documents.doc.entry, '') as t_entry,
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        (coalesce(documents.action, '') = 'missing' or (documents.action = 'deleted' and documents.origin = 'webhook')) as _is_deletion,
        documents.doc.detail_type is not null
            and documents.doc.user_entered_date is not null as _is_complete
    from objects as documents
),

money as (
    select
        texts.*,
        case when x_debit like '{%' then from_json(x_debit, 'amount STRING, code STRING') end as m_debit,
        case when x_credit like '{%' then from_json(x_credit, 'amount STRING, code STRING') end as m_credit,
        case when x_balance like '{%' then from_json(x_balance, 'amount STRING, code STRING') end as m_balance
    from texts
),

typed as (
    select
        money.*,
        case when length(x_user_entered_date) = 10 and regexp_like(x_user_entered_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_user_entered_date >= '0001' then try_cast(x_user_entered_date as DATE) end as user_entered_date,
        case
            when regexp_like(nullif(m_debit.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_debit.amount, '') as DECIMAL(28, 10))
        end as debit,
        nullif(m_debit.code, '') as debit_currency_code,
        case
            when regexp_like(nullif(m_credit.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_credit.amount, '') as DECIMAL(28, 10))
        end as credit,
        nullif(m_credit.code, '') as credit_currency_code,
        case
            when regexp_like(nullif(m_balance.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_balance.amount, '') as DECIMAL(28, 10))
        end as balance,
        nullif(m_balance.code, '') as balance_currency_code
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs detail_type user_entered_date' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_user_entered_date is not null and user_entered_date is null then 'user_entered_date' || chr(31) || translate(substring(x_user_entered_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_debit is not null and (m_debit.amount is null or (m_debit.amount != '' and debit is null)) then 'debit' || chr(31) || translate(substring(x_debit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_credit is not null and (m_credit.amount is null or (m_credit.amount != '' and credit is null)) then 'credit' || chr(31) || translate(substring(x_credit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_balance is not null and (m_balance.amount is null or (m_balance.amount != '' and balance is null)) then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when t_account is not null and t_account not like '{%' then 'account' || chr(31) || translate(substring(t_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end,
                    case when t_sub_account is not null and t_sub_account not like '{%' then 'sub_account' || chr(31) || translate(substring(t_sub_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end,
                    case when t_entry is not null and t_entry not like '{%' then 'entry' || chr(31) || translate(substring(t_entry, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_object' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.journal_entry_detail_id,
    judged.detail_id,
    judged.accounting_system_id,
    judged.detail_type,
    judged.name,
    judged.description,
    judged.user_entered_date,
    judged.debit,
    judged.debit_currency_code,
    judged.credit,
    judged.credit_currency_code,
    judged.balance,
    judged.balance_currency_code,
    judged.account_id,
    judged.account_number,
    judged.account_name,
    judged.account_type,
    judged.sub_account_id,
    judged.sub_account_parent_id,
    judged.account_sub_number,
    judged.account_sub_name,
    judged.entry_id,
    judged.invoice_id,
    judged.payment_id,
    judged.expense_id,
    judged.credit_id,
    judged.other_income_id,
    judged.client_id,
    judged.expense_category_id,
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

merge into silver_freshbooks_journal_entry_details as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.journal_entry_detail_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.journal_entry_detail_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.journal_entry_detail_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_journal_entry_details as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.journal_entry_detail_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_entry_detail_id = incoming.journal_entry_detail_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    detail_id = incoming.detail_id,
    accounting_system_id = incoming.accounting_system_id,
    detail_type = incoming.detail_type,
    name = incoming.name,
    description = incoming.description,
    user_entered_date = incoming.user_entered_date,
    debit = incoming.debit,
    debit_currency_code = incoming.debit_currency_code,
    credit = incoming.credit,
    credit_currency_code = incoming.credit_currency_code,
    balance = incoming.balance,
    balance_currency_code = incoming.balance_currency_code,
    account_id = incoming.account_id,
    account_number = incoming.account_number,
    account_name = incoming.account_name,
    account_type = incoming.account_type,
    sub_account_id = incoming.sub_account_id,
    sub_account_parent_id = incoming.sub_account_parent_id,
    account_sub_number = incoming.account_sub_number,
    account_sub_name = incoming.account_sub_name,
    entry_id = incoming.entry_id,
    invoice_id = incoming.invoice_id,
    payment_id = incoming.payment_id,
    expense_id = incoming.expense_id,
    credit_id = incoming.credit_id,
    other_income_id = incoming.other_income_id,
    client_id = incoming.client_id,
    expense_category_id = incoming.expense_category_id,
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
    connection, organization_id, journal_entry_detail_id, detail_id, accounting_system_id,
    detail_type, name, description, user_entered_date, debit, debit_currency_code, credit,
    credit_currency_code, balance, balance_currency_code, account_id, account_number,
    account_name, account_type, sub_account_id, sub_account_parent_id, account_sub_number,
    account_sub_name, entry_id, invoice_id, payment_id, expense_id, credit_id, other_income_id,
    client_id, expense_category_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_entry_detail_id,
    incoming.detail_id, incoming.accounting_system_id, incoming.detail_type, incoming.name,
    incoming.description, incoming.user_entered_date, incoming.debit,
    incoming.debit_currency_code, incoming.credit, incoming.credit_currency_code,
    incoming.balance, incoming.balance_currency_code, incoming.account_id,
    incoming.account_number, incoming.account_name, incoming.account_type,
    incoming.sub_account_id, incoming.sub_account_parent_id, incoming.account_sub_number,
    incoming.account_sub_name, incoming.entry_id, incoming.invoice_id, incoming.payment_id,
    incoming.expense_id, incoming.credit_id, incoming.other_income_id, incoming.client_id,
    incoming.expense_category_id,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, journal_entry_detail_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_entry_detail_id,
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
      and events.entity = 'journal_entry_details'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'journal_entry_details'
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
                'silver_freshbooks_journal_entry_details' as table_name,
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
                    history.journal_entry_detail_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_journal_entry_details as history
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
    and target.entity = 'journal_entry_details'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'journal_entry_details',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_journal_entry_details as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.journal_entry_detail_id
    where hints.source = 'freshbooks'
      and hints.entity = 'journal_entry_details'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'journal_entry_details'
    and target.reason = 'partial_document'
when matched then delete;
