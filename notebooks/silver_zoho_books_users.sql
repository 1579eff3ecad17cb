-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_users
-- MAGIC Users of the organization. `status` tells active, inactive and invited; a user who was removed is `is_deleted`. They have no stamp: the answer asked for last wins.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_users`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_users
comment 'Every version that ever landed of silver_zoho_books_users, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'name STRING, status STRING, user_role STRING, user_type STRING, role_id STRING,
            cost_rate STRING, photo_url STRING, is_employee STRING, email STRING, mobile STRING,
            is_super_admin STRING, invitation_type STRING, is_current_user STRING,
            is_customer_segmented STRING, is_vendor_segmented STRING, created_time STRING,
            email_ids STRING, custom_fields STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'users'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as user_id,
        nullif(documents.doc.name, '') as name,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.user_role, '') as user_role,
        nullif(documents.doc.user_type, '') as user_type,
        nullif(documents.doc.role_id, '') as role_id,
        nullif(documents.doc.cost_rate, '') as x_cost_rate,
        nullif(documents.doc.photo_url, '') as photo_url,
        nullif(documents.doc.is_employee, '') as x_is_employee,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.mobile, '') as mobile,
        nullif(documents.doc.is_super_admin, '') as x_is_super_admin,
        nullif(documents.doc.invitation_type, '') as invitation_type,
        nullif(documents.doc.is_current_user, '') as x_is_current_user,
        nullif(documents.doc.is_customer_segmented, '') as x_is_customer_segmented,
        nullif(documents.doc.is_vendor_segmented, '') as x_is_vendor_segmented,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.email_ids, '') as email_ids,
        nullif(documents.doc.custom_fields, '') as custom_fields,
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
        documents.doc.name is not null
            and documents.doc.status is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_cost_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_cost_rate as DECIMAL(28, 10))
        end as cost_rate,
        case lower(x_is_employee) when 'true' then true when 'false' then false end as is_employee,
        case lower(x_is_super_admin) when 'true' then true when 'false' then false end as is_super_admin,
        case lower(x_is_current_user) when 'true' then true when 'false' then false end as is_current_user,
        case lower(x_is_customer_segmented) when 'true' then true when 'false' then false end as is_customer_segmented,
        case lower(x_is_vendor_segmented) when 'true' then true when 'false' then false end as is_vendor_segmented,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs name status' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_cost_rate is not null and cost_rate is null then 'cost_rate' || chr(31) || translate(substring(x_cost_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_employee is not null and is_employee is null then 'is_employee' || chr(31) || translate(substring(x_is_employee, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_super_admin is not null and is_super_admin is null then 'is_super_admin' || chr(31) || translate(substring(x_is_super_admin, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_current_user is not null and is_current_user is null then 'is_current_user' || chr(31) || translate(substring(x_is_current_user, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_customer_segmented is not null and is_customer_segmented is null then 'is_customer_segmented' || chr(31) || translate(substring(x_is_customer_segmented, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_vendor_segmented is not null and is_vendor_segmented is null then 'is_vendor_segmented' || chr(31) || translate(substring(x_is_vendor_segmented, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.user_id,
    judged.name,
    judged.status,
    judged.user_role,
    judged.user_type,
    judged.role_id,
    judged.cost_rate,
    judged.photo_url,
    judged.is_employee,
    judged.email,
    judged.mobile,
    judged.is_super_admin,
    judged.invitation_type,
    judged.is_current_user,
    judged.is_customer_segmented,
    judged.is_vendor_segmented,
    judged.created_time,
    judged.email_ids,
    judged.custom_fields,
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

merge into silver_zoho_books_users as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.user_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.user_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.user_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_users as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.user_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.user_id = incoming.user_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    name = incoming.name,
    status = incoming.status,
    user_role = incoming.user_role,
    user_type = incoming.user_type,
    role_id = incoming.role_id,
    cost_rate = incoming.cost_rate,
    photo_url = incoming.photo_url,
    is_employee = incoming.is_employee,
    email = incoming.email,
    mobile = incoming.mobile,
    is_super_admin = incoming.is_super_admin,
    invitation_type = incoming.invitation_type,
    is_current_user = incoming.is_current_user,
    is_customer_segmented = incoming.is_customer_segmented,
    is_vendor_segmented = incoming.is_vendor_segmented,
    created_time = incoming.created_time,
    email_ids = incoming.email_ids,
    custom_fields = incoming.custom_fields,
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
    connection, organization_id, user_id, name, status, user_role, user_type, role_id,
    cost_rate, photo_url, is_employee, email, mobile, is_super_admin, invitation_type,
    is_current_user, is_customer_segmented, is_vendor_segmented, created_time, email_ids,
    custom_fields, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.user_id, incoming.name,
    incoming.status, incoming.user_role, incoming.user_type, incoming.role_id,
    incoming.cost_rate, incoming.photo_url, incoming.is_employee, incoming.email,
    incoming.mobile, incoming.is_super_admin, incoming.invitation_type,
    incoming.is_current_user, incoming.is_customer_segmented, incoming.is_vendor_segmented,
    incoming.created_time, incoming.email_ids, incoming.custom_fields,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, user_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.user_id,
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
      and events.entity = 'users'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'users'
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
                'silver_zoho_books_users' as table_name,
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
                    history.user_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_users as history
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
    and target.entity = 'users'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'users',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_users as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.user_id
    where hints.source = 'zoho_books'
      and hints.entity = 'users'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'users'
    and target.reason = 'partial_document'
when matched then delete;
