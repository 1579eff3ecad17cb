-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_journal_entry_accounts
-- MAGIC Legacy chart of accounts, which journal_entry_details refer to. No status; nothing marks a deletion.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_journal_entry_accounts`, `silver_freshbooks_journal_entry_account_sub_accounts`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_journal_entry_accounts
comment 'Every version that ever landed of silver_freshbooks_journal_entry_accounts, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'accountid STRING, account_number STRING, account_name STRING, account_type STRING,
            balance STRING, currency_code STRING, created_at STRING, sub_accounts STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'journal_entry_accounts'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as journal_entry_account_id,
        nullif(documents.doc.accountid, '') as account_id,
        nullif(documents.doc.account_number, '') as account_number,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.account_type, '') as account_type,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.created_at, '') as x_created_at,
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
        documents.doc.account_number is not null
            and documents.doc.account_type is not null
            and documents.doc.sub_accounts like '[%]' and from_json(documents.doc.sub_accounts, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        to_utc_timestamp(case when length(x_created_at) = 19 then try_to_timestamp(x_created_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as created_at
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs account_number account_type sub_accounts' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.journal_entry_account_id,
    judged.account_id,
    judged.account_number,
    judged.account_name,
    judged.account_type,
    judged.balance,
    judged.currency_code,
    judged.created_at,
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

create or replace view history_freshbooks_journal_entry_account_sub_accounts
comment 'Every version that ever landed of silver_freshbooks_journal_entry_account_sub_accounts, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'sub_accounts STRING') as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'journal_entry_accounts'
      and events._problem is null
      and events.origin != 'webhook'
),

elements as (
    select
        arrays.*,
        parts.pos + 1 as position,
        parts.element,
        case
            when parts.element like '{%}'
                then from_json(
                    parts.element,
                    'sub_accountid STRING, parentid STRING, account_sub_number STRING,
                    account_sub_name STRING, account_type STRING, balance STRING,
                    currency_code STRING, custom STRING, transaction_posted STRING,
                    created_at STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.sub_accounts, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as journal_entry_account_id,
        elements.position,
        nullif(elements.line.sub_accountid, '') as sub_account_id,
        nullif(elements.line.parentid, '') as parent_id,
        nullif(elements.line.account_sub_number, '') as account_sub_number,
        nullif(elements.line.account_sub_name, '') as account_sub_name,
        nullif(elements.line.account_type, '') as account_type,
        nullif(elements.line.balance, '') as x_balance,
        nullif(elements.line.currency_code, '') as currency_code,
        nullif(elements.line.custom, '') as x_custom,
        nullif(elements.line.transaction_posted, '') as x_transaction_posted,
        nullif(elements.line.created_at, '') as x_created_at,
        elements.element as _element,
        elements.received_at as _received_at,
        elements.event_key as _event_key,
        elements._raw_key,
        elements._load_id,
        elements._loaded_at
    from elements
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case lower(x_custom) when 'true' then true when 'false' then false end as custom,
        case lower(x_transaction_posted) when 'true' then true when 'false' then false end as transaction_posted,
        to_utc_timestamp(case when length(x_created_at) = 19 then try_to_timestamp(x_created_at || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as created_at
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.journal_entry_account_id,
    typed.position,
    typed.sub_account_id,
    typed.parent_id,
    typed.account_sub_number,
    typed.account_sub_name,
    typed.account_type,
    typed.balance,
    typed.currency_code,
    typed.custom,
    typed.transaction_posted,
    typed.created_at,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_custom is not null and custom is null then 'custom' || chr(31) || translate(substring(x_custom, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_transaction_posted is not null and transaction_posted is null then 'transaction_posted' || chr(31) || translate(substring(x_transaction_posted, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_freshbooks_journal_entry_accounts as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.journal_entry_account_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.journal_entry_account_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.journal_entry_account_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_journal_entry_accounts as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.journal_entry_account_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_entry_account_id = incoming.journal_entry_account_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    account_id = incoming.account_id,
    account_number = incoming.account_number,
    account_name = incoming.account_name,
    account_type = incoming.account_type,
    balance = incoming.balance,
    currency_code = incoming.currency_code,
    created_at = incoming.created_at,
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
    connection, organization_id, journal_entry_account_id, account_id, account_number,
    account_name, account_type, balance, currency_code, created_at, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_entry_account_id,
    incoming.account_id, incoming.account_number, incoming.account_name, incoming.account_type,
    incoming.balance, incoming.currency_code, incoming.created_at,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, journal_entry_account_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_entry_account_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_journal_entry_account_sub_accounts as target
using (
    select *
    from (
        select
            history.*,
            winner.is_deleted,
            winner.deleted_at,
            winner._version,
            winner._deleted_version,
            winner._seen_version,
            row_number() over (
                partition by history.connection, history.organization_id, history.journal_entry_account_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_freshbooks_journal_entry_accounts as winner
        inner join history_freshbooks_journal_entry_account_sub_accounts as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.journal_entry_account_id = winner.journal_entry_account_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_entry_account_id = incoming.journal_entry_account_id
    and target.position = incoming.position
when matched then update set
    sub_account_id = incoming.sub_account_id,
    parent_id = incoming.parent_id,
    account_sub_number = incoming.account_sub_number,
    account_sub_name = incoming.account_sub_name,
    account_type = incoming.account_type,
    balance = incoming.balance,
    currency_code = incoming.currency_code,
    custom = incoming.custom,
    transaction_posted = incoming.transaction_posted,
    created_at = incoming.created_at,
    is_deleted = incoming.is_deleted,
    deleted_at = incoming.deleted_at,
    _version = incoming._version,
    _deleted_version = incoming._deleted_version,
    _seen_version = incoming._seen_version,
    _event_key = incoming._event_key,
    _raw_key = incoming._raw_key,
    _load_id = incoming._load_id,
    _loaded_at = incoming._loaded_at
when not matched then insert (
    connection, organization_id, journal_entry_account_id, position, sub_account_id, parent_id,
    account_sub_number, account_sub_name, account_type, balance, currency_code, custom,
    transaction_posted, created_at, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.journal_entry_account_id,
    incoming.position, incoming.sub_account_id, incoming.parent_id, incoming.account_sub_number,
    incoming.account_sub_name, incoming.account_type, incoming.balance, incoming.currency_code,
    incoming.custom, incoming.transaction_posted, incoming.created_at, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_freshbooks_journal_entry_account_sub_accounts as target
using (
    select winner.connection, winner.organization_id, winner.journal_entry_account_id, winner._event_key, winner._load_id
    from silver_freshbooks_journal_entry_accounts as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_entry_account_id = incoming.journal_entry_account_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_freshbooks_journal_entry_account_sub_accounts as target
using (
    select winner.connection, winner.organization_id, winner.journal_entry_account_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_freshbooks_journal_entry_accounts as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'freshbooks'
          and events.entity = 'journal_entry_accounts'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.journal_entry_account_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.journal_entry_account_id = incoming.journal_entry_account_id
when matched
    and (
        target._deleted_version != incoming._deleted_version
        or target._seen_version != incoming._seen_version
    )
    then update set
        is_deleted = incoming.is_deleted,
        deleted_at = incoming.deleted_at,
        _deleted_version = incoming._deleted_version,
        _seen_version = incoming._seen_version;

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'freshbooks'
      and events.entity = 'journal_entry_accounts'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'journal_entry_accounts'
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
                'silver_freshbooks_journal_entry_accounts' as table_name,
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
                    history.journal_entry_account_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_journal_entry_accounts as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_freshbooks_journal_entry_account_sub_accounts' as table_name,
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
                    history.journal_entry_account_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_journal_entry_account_sub_accounts as history
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
    and target.entity = 'journal_entry_accounts'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'journal_entry_accounts',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_journal_entry_accounts as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.journal_entry_account_id
    where hints.source = 'freshbooks'
      and hints.entity = 'journal_entry_accounts'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'journal_entry_accounts'
    and target.reason = 'partial_document'
when matched then delete;
