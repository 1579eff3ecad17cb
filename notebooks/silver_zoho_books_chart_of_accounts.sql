-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_chart_of_accounts
-- MAGIC Chart of accounts. `is_active` tells inactive; a deleted account is `is_deleted`. Details have no stamp and count as of their fetch: a list row wins over an earlier detail only when the account was changed after it.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_chart_of_accounts`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_chart_of_accounts
comment 'Every version that ever landed of silver_zoho_books_chart_of_accounts, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'account_name STRING, account_code STRING, account_code_prefix STRING,
            generation_number STRING, is_active STRING, status STRING, account_type STRING,
            currency_id STRING, currency_code STRING, description STRING, can_show_in_ze STRING,
            parent_account_id STRING, parent_account_name STRING, is_standalone_account STRING,
            is_bulk_update_supported STRING, is_register_supported_account STRING,
            is_involved_in_transaction STRING, is_system_account STRING, closing_balance STRING,
            placeholder STRING, isdebit STRING, is_user_created STRING, depth STRING,
            has_attachment STRING, is_child_present STRING, child_count STRING,
            include_in_vat_return STRING, current_balance STRING, created_time STRING,
            last_modified_time STRING, custom_fields STRING, custom_field_hash STRING,
            documents STRING, opening_balances STRING, transactions STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'chart_of_accounts'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.account_code, '') as account_code,
        nullif(documents.doc.account_code_prefix, '') as account_code_prefix,
        nullif(documents.doc.generation_number, '') as generation_number,
        nullif(documents.doc.is_active, '') as x_is_active,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.account_type, '') as account_type,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.can_show_in_ze, '') as x_can_show_in_ze,
        nullif(documents.doc.parent_account_id, '') as parent_account_id,
        nullif(documents.doc.parent_account_name, '') as parent_account_name,
        nullif(documents.doc.is_standalone_account, '') as x_is_standalone_account,
        nullif(documents.doc.is_bulk_update_supported, '') as x_is_bulk_update_supported,
        nullif(documents.doc.is_register_supported_account, '') as x_is_register_supported_account,
        nullif(documents.doc.is_involved_in_transaction, '') as x_is_involved_in_transaction,
        nullif(documents.doc.is_system_account, '') as x_is_system_account,
        nullif(documents.doc.closing_balance, '') as x_closing_balance,
        nullif(documents.doc.placeholder, '') as placeholder,
        nullif(documents.doc.isdebit, '') as x_isdebit,
        nullif(documents.doc.is_user_created, '') as x_is_user_created,
        nullif(documents.doc.depth, '') as depth,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.is_child_present, '') as x_is_child_present,
        nullif(documents.doc.child_count, '') as child_count,
        nullif(documents.doc.include_in_vat_return, '') as x_include_in_vat_return,
        nullif(documents.doc.current_balance, '') as x_current_balance,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.opening_balances, '') as opening_balances,
        nullif(documents.doc.transactions, '') as transactions,
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
        documents.doc.account_name is not null
            and documents.doc.account_type is not null
            and documents.doc.is_active is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case lower(x_is_active) when 'true' then true when 'false' then false end as is_active,
        case lower(x_can_show_in_ze) when 'true' then true when 'false' then false end as can_show_in_ze,
        case lower(x_is_standalone_account) when 'true' then true when 'false' then false end as is_standalone_account,
        case lower(x_is_bulk_update_supported) when 'true' then true when 'false' then false end as is_bulk_update_supported,
        case lower(x_is_register_supported_account) when 'true' then true when 'false' then false end as is_register_supported_account,
        case lower(x_is_involved_in_transaction) when 'true' then true when 'false' then false end as is_involved_in_transaction,
        case lower(x_is_system_account) when 'true' then true when 'false' then false end as is_system_account,
        case
            when regexp_like(x_closing_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_closing_balance as DECIMAL(28, 10))
        end as closing_balance,
        case lower(x_isdebit) when 'true' then true when 'false' then false end as isdebit,
        case lower(x_is_user_created) when 'true' then true when 'false' then false end as is_user_created,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case lower(x_is_child_present) when 'true' then true when 'false' then false end as is_child_present,
        case lower(x_include_in_vat_return) when 'true' then true when 'false' then false end as include_in_vat_return,
        case
            when regexp_like(x_current_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_current_balance as DECIMAL(28, 10))
        end as current_balance,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs account_name account_type is_active' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_is_active is not null and is_active is null then 'is_active' || chr(31) || translate(substring(x_is_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_in_ze is not null and can_show_in_ze is null then 'can_show_in_ze' || chr(31) || translate(substring(x_can_show_in_ze, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_standalone_account is not null and is_standalone_account is null then 'is_standalone_account' || chr(31) || translate(substring(x_is_standalone_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_bulk_update_supported is not null and is_bulk_update_supported is null then 'is_bulk_update_supported' || chr(31) || translate(substring(x_is_bulk_update_supported, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_register_supported_account is not null and is_register_supported_account is null then 'is_register_supported_account' || chr(31) || translate(substring(x_is_register_supported_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_involved_in_transaction is not null and is_involved_in_transaction is null then 'is_involved_in_transaction' || chr(31) || translate(substring(x_is_involved_in_transaction, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_system_account is not null and is_system_account is null then 'is_system_account' || chr(31) || translate(substring(x_is_system_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_closing_balance is not null and closing_balance is null then 'closing_balance' || chr(31) || translate(substring(x_closing_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_isdebit is not null and isdebit is null then 'isdebit' || chr(31) || translate(substring(x_isdebit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_user_created is not null and is_user_created is null then 'is_user_created' || chr(31) || translate(substring(x_is_user_created, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_child_present is not null and is_child_present is null then 'is_child_present' || chr(31) || translate(substring(x_is_child_present, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_include_in_vat_return is not null and include_in_vat_return is null then 'include_in_vat_return' || chr(31) || translate(substring(x_include_in_vat_return, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_current_balance is not null and current_balance is null then 'current_balance' || chr(31) || translate(substring(x_current_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.account_id,
    judged.account_name,
    judged.account_code,
    judged.account_code_prefix,
    judged.generation_number,
    judged.is_active,
    judged.status,
    judged.account_type,
    judged.currency_id,
    judged.currency_code,
    judged.description,
    judged.can_show_in_ze,
    judged.parent_account_id,
    judged.parent_account_name,
    judged.is_standalone_account,
    judged.is_bulk_update_supported,
    judged.is_register_supported_account,
    judged.is_involved_in_transaction,
    judged.is_system_account,
    judged.closing_balance,
    judged.placeholder,
    judged.isdebit,
    judged.is_user_created,
    judged.depth,
    judged.has_attachment,
    judged.is_child_present,
    judged.child_count,
    judged.include_in_vat_return,
    judged.current_balance,
    judged.created_time,
    judged.last_modified_time,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.documents,
    judged.opening_balances,
    judged.transactions,
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

merge into silver_zoho_books_chart_of_accounts as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.account_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.account_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.account_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_chart_of_accounts as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.account_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.account_id = incoming.account_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    account_name = incoming.account_name,
    account_code = incoming.account_code,
    account_code_prefix = incoming.account_code_prefix,
    generation_number = incoming.generation_number,
    is_active = incoming.is_active,
    status = incoming.status,
    account_type = incoming.account_type,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    description = incoming.description,
    can_show_in_ze = incoming.can_show_in_ze,
    parent_account_id = incoming.parent_account_id,
    parent_account_name = incoming.parent_account_name,
    is_standalone_account = incoming.is_standalone_account,
    is_bulk_update_supported = incoming.is_bulk_update_supported,
    is_register_supported_account = incoming.is_register_supported_account,
    is_involved_in_transaction = incoming.is_involved_in_transaction,
    is_system_account = incoming.is_system_account,
    closing_balance = incoming.closing_balance,
    placeholder = incoming.placeholder,
    isdebit = incoming.isdebit,
    is_user_created = incoming.is_user_created,
    depth = incoming.depth,
    has_attachment = incoming.has_attachment,
    is_child_present = incoming.is_child_present,
    child_count = incoming.child_count,
    include_in_vat_return = incoming.include_in_vat_return,
    current_balance = incoming.current_balance,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    documents = incoming.documents,
    opening_balances = incoming.opening_balances,
    transactions = incoming.transactions,
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
    connection, organization_id, account_id, account_name, account_code, account_code_prefix,
    generation_number, is_active, status, account_type, currency_id, currency_code, description,
    can_show_in_ze, parent_account_id, parent_account_name, is_standalone_account,
    is_bulk_update_supported, is_register_supported_account, is_involved_in_transaction,
    is_system_account, closing_balance, placeholder, isdebit, is_user_created, depth,
    has_attachment, is_child_present, child_count, include_in_vat_return, current_balance,
    created_time, last_modified_time, custom_fields, custom_field_hash, documents,
    opening_balances, transactions, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.account_id, incoming.account_name,
    incoming.account_code, incoming.account_code_prefix, incoming.generation_number,
    incoming.is_active, incoming.status, incoming.account_type, incoming.currency_id,
    incoming.currency_code, incoming.description, incoming.can_show_in_ze,
    incoming.parent_account_id, incoming.parent_account_name, incoming.is_standalone_account,
    incoming.is_bulk_update_supported, incoming.is_register_supported_account,
    incoming.is_involved_in_transaction, incoming.is_system_account, incoming.closing_balance,
    incoming.placeholder, incoming.isdebit, incoming.is_user_created, incoming.depth,
    incoming.has_attachment, incoming.is_child_present, incoming.child_count,
    incoming.include_in_vat_return, incoming.current_balance, incoming.created_time,
    incoming.last_modified_time, incoming.custom_fields, incoming.custom_field_hash,
    incoming.documents, incoming.opening_balances, incoming.transactions,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, account_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.account_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'zoho_books'
      and events.entity = 'chart_of_accounts'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'chart_of_accounts'
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
                'silver_zoho_books_chart_of_accounts' as table_name,
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
                    history.account_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_chart_of_accounts as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'chart_of_accounts'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'chart_of_accounts',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_chart_of_accounts as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.account_id
    where hints.source = 'zoho_books'
      and hints.entity = 'chart_of_accounts'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'chart_of_accounts'
    and target.reason = 'partial_document'
when matched then delete;
