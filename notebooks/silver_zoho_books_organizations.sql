-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_organizations
-- MAGIC Organizations that the connection can see, its own among them. Key: the organization of the row, under this name because organization_id is the tenant of every table. `is_org_active` tells inactive. No stamp: the answer asked for last wins.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_organizations`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_organizations
comment 'Every version that ever landed of silver_zoho_books_organizations, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'name STRING, contact_name STRING, email STRING, is_default_org STRING,
            language_code STRING, fiscal_year_start_month STRING, account_created_date STRING,
            time_zone STRING, is_dst_active STRING, date_format STRING, field_separator STRING,
            industry_type STRING, industry_size STRING, company_id_label STRING,
            company_id_value STRING, tax_id_label STRING, tax_id_value STRING,
            currency_id STRING, currency_code STRING, currency_symbol STRING,
            currency_format STRING, price_precision STRING, plan_type STRING, plan_name STRING,
            plan_period STRING, country_code STRING, country_name STRING, portal_name STRING,
            org_address STRING, remit_to_address STRING, phone STRING, fax STRING,
            website STRING, is_org_active STRING, tax_group_enabled STRING,
            zi_migration_status STRING, org_settings STRING, address STRING,
            custom_fields STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'organizations'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as listed_organization_id,
        nullif(documents.doc.name, '') as name,
        nullif(documents.doc.contact_name, '') as contact_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.is_default_org, '') as x_is_default_org,
        nullif(documents.doc.language_code, '') as language_code,
        nullif(documents.doc.fiscal_year_start_month, '') as fiscal_year_start_month,
        nullif(documents.doc.account_created_date, '') as x_account_created_date,
        nullif(documents.doc.time_zone, '') as time_zone,
        nullif(documents.doc.is_dst_active, '') as x_is_dst_active,
        nullif(documents.doc.date_format, '') as date_format,
        nullif(documents.doc.field_separator, '') as field_separator,
        nullif(documents.doc.industry_type, '') as industry_type,
        nullif(documents.doc.industry_size, '') as industry_size,
        nullif(documents.doc.company_id_label, '') as company_id_label,
        nullif(documents.doc.company_id_value, '') as company_id_value,
        nullif(documents.doc.tax_id_label, '') as tax_id_label,
        nullif(documents.doc.tax_id_value, '') as tax_id_value,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.currency_format, '') as currency_format,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.plan_type, '') as plan_type,
        nullif(documents.doc.plan_name, '') as plan_name,
        nullif(documents.doc.plan_period, '') as plan_period,
        nullif(documents.doc.country_code, '') as country_code,
        nullif(documents.doc.country_name, '') as country_name,
        nullif(documents.doc.portal_name, '') as portal_name,
        nullif(documents.doc.org_address, '') as org_address,
        nullif(documents.doc.remit_to_address, '') as remit_to_address,
        nullif(documents.doc.phone, '') as phone,
        nullif(documents.doc.fax, '') as fax,
        nullif(documents.doc.website, '') as website,
        nullif(documents.doc.is_org_active, '') as x_is_org_active,
        nullif(documents.doc.tax_group_enabled, '') as x_tax_group_enabled,
        nullif(documents.doc.zi_migration_status, '') as zi_migration_status,
        nullif(documents.doc.org_settings, '') as org_settings,
        nullif(documents.doc.address, '') as address,
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
            and documents.doc.currency_code is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case lower(x_is_default_org) when 'true' then true when 'false' then false end as is_default_org,
        case when length(x_account_created_date) = 10 and regexp_like(x_account_created_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_account_created_date >= '0001' then try_cast(x_account_created_date as DATE) end as account_created_date,
        case lower(x_is_dst_active) when 'true' then true when 'false' then false end as is_dst_active,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case lower(x_is_org_active) when 'true' then true when 'false' then false end as is_org_active,
        case lower(x_tax_group_enabled) when 'true' then true when 'false' then false end as tax_group_enabled
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs name currency_code' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_is_default_org is not null and is_default_org is null then 'is_default_org' || chr(31) || translate(substring(x_is_default_org, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_account_created_date is not null and account_created_date is null then 'account_created_date' || chr(31) || translate(substring(x_account_created_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_dst_active is not null and is_dst_active is null then 'is_dst_active' || chr(31) || translate(substring(x_is_dst_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_org_active is not null and is_org_active is null then 'is_org_active' || chr(31) || translate(substring(x_is_org_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_tax_group_enabled is not null and tax_group_enabled is null then 'tax_group_enabled' || chr(31) || translate(substring(x_tax_group_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.listed_organization_id,
    judged.name,
    judged.contact_name,
    judged.email,
    judged.is_default_org,
    judged.language_code,
    judged.fiscal_year_start_month,
    judged.account_created_date,
    judged.time_zone,
    judged.is_dst_active,
    judged.date_format,
    judged.field_separator,
    judged.industry_type,
    judged.industry_size,
    judged.company_id_label,
    judged.company_id_value,
    judged.tax_id_label,
    judged.tax_id_value,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.currency_format,
    judged.price_precision,
    judged.plan_type,
    judged.plan_name,
    judged.plan_period,
    judged.country_code,
    judged.country_name,
    judged.portal_name,
    judged.org_address,
    judged.remit_to_address,
    judged.phone,
    judged.fax,
    judged.website,
    judged.is_org_active,
    judged.tax_group_enabled,
    judged.zi_migration_status,
    judged.org_settings,
    judged.address,
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

merge into silver_zoho_books_organizations as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.listed_organization_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.listed_organization_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.listed_organization_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_organizations as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.listed_organization_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.listed_organization_id = incoming.listed_organization_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    name = incoming.name,
    contact_name = incoming.contact_name,
    email = incoming.email,
    is_default_org = incoming.is_default_org,
    language_code = incoming.language_code,
    fiscal_year_start_month = incoming.fiscal_year_start_month,
    account_created_date = incoming.account_created_date,
    time_zone = incoming.time_zone,
    is_dst_active = incoming.is_dst_active,
    date_format = incoming.date_format,
    field_separator = incoming.field_separator,
    industry_type = incoming.industry_type,
    industry_size = incoming.industry_size,
    company_id_label = incoming.company_id_label,
    company_id_value = incoming.company_id_value,
    tax_id_label = incoming.tax_id_label,
    tax_id_value = incoming.tax_id_value,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    currency_format = incoming.currency_format,
    price_precision = incoming.price_precision,
    plan_type = incoming.plan_type,
    plan_name = incoming.plan_name,
    plan_period = incoming.plan_period,
    country_code = incoming.country_code,
    country_name = incoming.country_name,
    portal_name = incoming.portal_name,
    org_address = incoming.org_address,
    remit_to_address = incoming.remit_to_address,
    phone = incoming.phone,
    fax = incoming.fax,
    website = incoming.website,
    is_org_active = incoming.is_org_active,
    tax_group_enabled = incoming.tax_group_enabled,
    zi_migration_status = incoming.zi_migration_status,
    org_settings = incoming.org_settings,
    address = incoming.address,
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
    connection, organization_id, listed_organization_id, name, contact_name, email,
    is_default_org, language_code, fiscal_year_start_month, account_created_date, time_zone,
    is_dst_active, date_format, field_separator, industry_type, industry_size, company_id_label,
    company_id_value, tax_id_label, tax_id_value, currency_id, currency_code, currency_symbol,
    currency_format, price_precision, plan_type, plan_name, plan_period, country_code,
    country_name, portal_name, org_address, remit_to_address, phone, fax, website,
    is_org_active, tax_group_enabled, zi_migration_status, org_settings, address, custom_fields,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.listed_organization_id,
    incoming.name, incoming.contact_name, incoming.email, incoming.is_default_org,
    incoming.language_code, incoming.fiscal_year_start_month, incoming.account_created_date,
    incoming.time_zone, incoming.is_dst_active, incoming.date_format, incoming.field_separator,
    incoming.industry_type, incoming.industry_size, incoming.company_id_label,
    incoming.company_id_value, incoming.tax_id_label, incoming.tax_id_value,
    incoming.currency_id, incoming.currency_code, incoming.currency_symbol,
    incoming.currency_format, incoming.price_precision, incoming.plan_type, incoming.plan_name,
    incoming.plan_period, incoming.country_code, incoming.country_name, incoming.portal_name,
    incoming.org_address, incoming.remit_to_address, incoming.phone, incoming.fax,
    incoming.website, incoming.is_org_active, incoming.tax_group_enabled,
    incoming.zi_migration_status, incoming.org_settings, incoming.address,
    incoming.custom_fields,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, listed_organization_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.listed_organization_id,
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
      and events.entity = 'organizations'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'organizations'
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
                'silver_zoho_books_organizations' as table_name,
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
                    history.listed_organization_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_organizations as history
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
    and target.entity = 'organizations'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'organizations',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_organizations as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.listed_organization_id
    where hints.source = 'zoho_books'
      and hints.entity = 'organizations'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'organizations'
    and target.reason = 'partial_document'
when matched then delete;
