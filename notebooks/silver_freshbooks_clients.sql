-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_clients
-- MAGIC Clients. vis_state: 0 active, 1 deleted, 2 archived.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_clients`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_clients
comment 'Every version that ever landed of silver_freshbooks_clients, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'uuid STRING, userid STRING, accounting_systemid STRING, organization STRING,
            fname STRING, lname STRING, email STRING, username STRING, role STRING,
            language STRING, currency_code STRING, note STRING, bus_phone STRING,
            home_phone STRING, mob_phone STRING, fax STRING, p_street STRING, p_street2 STRING,
            p_city STRING, p_province STRING, p_code STRING, p_country STRING, s_street STRING,
            s_street2 STRING, s_city STRING, s_province STRING, s_code STRING, s_country STRING,
            vat_name STRING, vat_number STRING, company_industry STRING, company_size STRING,
            level STRING, num_logins STRING, allow_late_fees STRING,
            allow_late_notifications STRING, allow_email_include_pdf STRING, pref_email STRING,
            pref_gmail STRING, notified STRING, has_retainer STRING, retainer_id STRING,
            subdomain STRING, last_activity STRING, vis_state STRING, signup_date STRING,
            last_login STRING, updated STRING, outstanding_balance STRING,
            credit_balance STRING, draft_balance STRING, overdue_balance STRING,
            grand_total_balance STRING, late_fee STRING, late_reminders STRING, contacts STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'clients'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as client_id,
        nullif(documents.doc.uuid, '') as uuid,
        nullif(documents.doc.userid, '') as user_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.organization, '') as organization,
        nullif(documents.doc.fname, '') as fname,
        nullif(documents.doc.lname, '') as lname,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.username, '') as username,
        nullif(documents.doc.role, '') as role,
        nullif(documents.doc.language, '') as language,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.note, '') as note,
        nullif(documents.doc.bus_phone, '') as bus_phone,
        nullif(documents.doc.home_phone, '') as home_phone,
        nullif(documents.doc.mob_phone, '') as mob_phone,
        nullif(documents.doc.fax, '') as fax,
        nullif(documents.doc.p_street, '') as p_street,
        nullif(documents.doc.p_street2, '') as p_street2,
        nullif(documents.doc.p_city, '') as p_city,
        nullif(documents.doc.p_province, '') as p_province,
        nullif(documents.doc.p_code, '') as p_code,
        nullif(documents.doc.p_country, '') as p_country,
        nullif(documents.doc.s_street, '') as s_street,
        nullif(documents.doc.s_street2, '') as s_street2,
        nullif(documents.doc.s_city, '') as s_city,
        nullif(documents.doc.s_province, '') as s_province,
        nullif(documents.doc.s_code, '') as s_code,
        nullif(documents.doc.s_country, '') as s_country,
        nullif(documents.doc.vat_name, '') as vat_name,
        nullif(documents.doc.vat_number, '') as vat_number,
        nullif(documents.doc.company_industry, '') as company_industry,
        nullif(documents.doc.company_size, '') as company_size,
        nullif(documents.doc.level, '') as level,
        nullif(documents.doc.num_logins, '') as x_num_logins,
        nullif(documents.doc.allow_late_fees, '') as x_allow_late_fees,
        nullif(documents.doc.allow_late_notifications, '') as x_allow_late_notifications,
        nullif(documents.doc.allow_email_include_pdf, '') as x_allow_email_include_pdf,
        nullif(documents.doc.pref_email, '') as x_pref_email,
        nullif(documents.doc.pref_gmail, '') as x_pref_gmail,
        nullif(documents.doc.notified, '') as x_notified,
        nullif(documents.doc.has_retainer, '') as has_retainer,
        nullif(documents.doc.retainer_id, '') as retainer_id,
        nullif(documents.doc.subdomain, '') as subdomain,
        nullif(documents.doc.last_activity, '') as last_activity,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.signup_date, '') as x_signup_date,
        nullif(documents.doc.last_login, '') as x_last_login,
        nullif(documents.doc.updated, '') as x_updated,
        nullif(documents.doc.outstanding_balance, '') as outstanding_balance,
        nullif(documents.doc.credit_balance, '') as credit_balance,
        nullif(documents.doc.draft_balance, '') as draft_balance,
        nullif(documents.doc.overdue_balance, '') as overdue_balance,
        nullif(documents.doc.grand_total_balance, '') as grand_total_balance,
        nullif(documents.doc.late_fee, '') as late_fee,
        nullif(documents.doc.late_reminders, '') as late_reminders,
        nullif(documents.doc.contacts, '') as contacts,
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
            and documents.doc.updated is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case
            when regexp_like(x_num_logins || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_num_logins as DECIMAL(28, 10))
        end as num_logins,
        case lower(x_allow_late_fees) when 'true' then true when 'false' then false end as allow_late_fees,
        case lower(x_allow_late_notifications) when 'true' then true when 'false' then false end as allow_late_notifications,
        case lower(x_allow_email_include_pdf) when 'true' then true when 'false' then false end as allow_email_include_pdf,
        case lower(x_pref_email) when 'true' then true when 'false' then false end as pref_email,
        case lower(x_pref_gmail) when 'true' then true when 'false' then false end as pref_gmail,
        case lower(x_notified) when 'true' then true when 'false' then false end as notified,
        case when length(x_signup_date) = 19 then try_to_timestamp(x_signup_date || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end as signup_date,
        to_utc_timestamp(case when length(x_last_login) = 19 then try_to_timestamp(x_last_login || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as last_login,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state updated' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_num_logins is not null and num_logins is null then 'num_logins' || chr(31) || translate(substring(x_num_logins, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_allow_late_fees is not null and allow_late_fees is null then 'allow_late_fees' || chr(31) || translate(substring(x_allow_late_fees, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_allow_late_notifications is not null and allow_late_notifications is null then 'allow_late_notifications' || chr(31) || translate(substring(x_allow_late_notifications, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_allow_email_include_pdf is not null and allow_email_include_pdf is null then 'allow_email_include_pdf' || chr(31) || translate(substring(x_allow_email_include_pdf, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_pref_email is not null and pref_email is null then 'pref_email' || chr(31) || translate(substring(x_pref_email, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_pref_gmail is not null and pref_gmail is null then 'pref_gmail' || chr(31) || translate(substring(x_pref_gmail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_notified is not null and notified is null then 'notified' || chr(31) || translate(substring(x_notified, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_signup_date is not null and signup_date is null then 'signup_date' || chr(31) || translate(substring(x_signup_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_login is not null and last_login is null then 'last_login' || chr(31) || translate(substring(x_last_login, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.client_id,
    judged.uuid,
    judged.user_id,
    judged.accounting_system_id,
    judged.organization,
    judged.fname,
    judged.lname,
    judged.email,
    judged.username,
    judged.role,
    judged.language,
    judged.currency_code,
    judged.note,
    judged.bus_phone,
    judged.home_phone,
    judged.mob_phone,
    judged.fax,
    judged.p_street,
    judged.p_street2,
    judged.p_city,
    judged.p_province,
    judged.p_code,
    judged.p_country,
    judged.s_street,
    judged.s_street2,
    judged.s_city,
    judged.s_province,
    judged.s_code,
    judged.s_country,
    judged.vat_name,
    judged.vat_number,
    judged.company_industry,
    judged.company_size,
    judged.level,
    judged.num_logins,
    judged.allow_late_fees,
    judged.allow_late_notifications,
    judged.allow_email_include_pdf,
    judged.pref_email,
    judged.pref_gmail,
    judged.notified,
    judged.has_retainer,
    judged.retainer_id,
    judged.subdomain,
    judged.last_activity,
    judged.vis_state,
    judged.signup_date,
    judged.last_login,
    judged.updated,
    judged.outstanding_balance,
    judged.credit_balance,
    judged.draft_balance,
    judged.overdue_balance,
    judged.grand_total_balance,
    judged.late_fee,
    judged.late_reminders,
    judged.contacts,
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

merge into silver_freshbooks_clients as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.client_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.client_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.client_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_clients as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.client_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.client_id = incoming.client_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    uuid = incoming.uuid,
    user_id = incoming.user_id,
    accounting_system_id = incoming.accounting_system_id,
    organization = incoming.organization,
    fname = incoming.fname,
    lname = incoming.lname,
    email = incoming.email,
    username = incoming.username,
    role = incoming.role,
    language = incoming.language,
    currency_code = incoming.currency_code,
    note = incoming.note,
    bus_phone = incoming.bus_phone,
    home_phone = incoming.home_phone,
    mob_phone = incoming.mob_phone,
    fax = incoming.fax,
    p_street = incoming.p_street,
    p_street2 = incoming.p_street2,
    p_city = incoming.p_city,
    p_province = incoming.p_province,
    p_code = incoming.p_code,
    p_country = incoming.p_country,
    s_street = incoming.s_street,
    s_street2 = incoming.s_street2,
    s_city = incoming.s_city,
    s_province = incoming.s_province,
    s_code = incoming.s_code,
    s_country = incoming.s_country,
    vat_name = incoming.vat_name,
    vat_number = incoming.vat_number,
    company_industry = incoming.company_industry,
    company_size = incoming.company_size,
    level = incoming.level,
    num_logins = incoming.num_logins,
    allow_late_fees = incoming.allow_late_fees,
    allow_late_notifications = incoming.allow_late_notifications,
    allow_email_include_pdf = incoming.allow_email_include_pdf,
    pref_email = incoming.pref_email,
    pref_gmail = incoming.pref_gmail,
    notified = incoming.notified,
    has_retainer = incoming.has_retainer,
    retainer_id = incoming.retainer_id,
    subdomain = incoming.subdomain,
    last_activity = incoming.last_activity,
    vis_state = incoming.vis_state,
    signup_date = incoming.signup_date,
    last_login = incoming.last_login,
    updated = incoming.updated,
    outstanding_balance = incoming.outstanding_balance,
    credit_balance = incoming.credit_balance,
    draft_balance = incoming.draft_balance,
    overdue_balance = incoming.overdue_balance,
    grand_total_balance = incoming.grand_total_balance,
    late_fee = incoming.late_fee,
    late_reminders = incoming.late_reminders,
    contacts = incoming.contacts,
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
    connection, organization_id, client_id, uuid, user_id, accounting_system_id, organization,
    fname, lname, email, username, role, language, currency_code, note, bus_phone, home_phone,
    mob_phone, fax, p_street, p_street2, p_city, p_province, p_code, p_country, s_street,
    s_street2, s_city, s_province, s_code, s_country, vat_name, vat_number, company_industry,
    company_size, level, num_logins, allow_late_fees, allow_late_notifications,
    allow_email_include_pdf, pref_email, pref_gmail, notified, has_retainer, retainer_id,
    subdomain, last_activity, vis_state, signup_date, last_login, updated, outstanding_balance,
    credit_balance, draft_balance, overdue_balance, grand_total_balance, late_fee,
    late_reminders, contacts, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.client_id, incoming.uuid,
    incoming.user_id, incoming.accounting_system_id, incoming.organization, incoming.fname,
    incoming.lname, incoming.email, incoming.username, incoming.role, incoming.language,
    incoming.currency_code, incoming.note, incoming.bus_phone, incoming.home_phone,
    incoming.mob_phone, incoming.fax, incoming.p_street, incoming.p_street2, incoming.p_city,
    incoming.p_province, incoming.p_code, incoming.p_country, incoming.s_street,
    incoming.s_street2, incoming.s_city, incoming.s_province, incoming.s_code,
    incoming.s_country, incoming.vat_name, incoming.vat_number, incoming.company_industry,
    incoming.company_size, incoming.level, incoming.num_logins, incoming.allow_late_fees,
    incoming.allow_late_notifications, incoming.allow_email_include_pdf, incoming.pref_email,
    incoming.pref_gmail, incoming.notified, incoming.has_retainer, incoming.retainer_id,
    incoming.subdomain, incoming.last_activity, incoming.vis_state, incoming.signup_date,
    incoming.last_login, incoming.updated, incoming.outstanding_balance,
    incoming.credit_balance, incoming.draft_balance, incoming.overdue_balance,
    incoming.grand_total_balance, incoming.late_fee, incoming.late_reminders, incoming.contacts,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, client_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.client_id,
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
      and events.entity = 'clients'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'clients'
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
                'silver_freshbooks_clients' as table_name,
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
                    history.client_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_clients as history
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
    and target.entity = 'clients'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'clients',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_clients as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.client_id
    where hints.source = 'freshbooks'
      and hints.entity = 'clients'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'clients'
    and target.reason = 'partial_document'
when matched then delete;
