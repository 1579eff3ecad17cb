-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_bank_accounts
-- MAGIC Bank, cash and card accounts. `is_active` tells inactive. They have no stamp and balances move by themselves: the answer asked for last wins; a deleted account is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_bank_accounts`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_bank_accounts
comment 'Every version that ever landed of silver_zoho_books_bank_accounts, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'account_name STRING, account_code STRING, account_code_prefix STRING,
            generation_number STRING, currency_id STRING, currency_code STRING,
            currency_symbol STRING, price_precision STRING, account_type STRING,
            account_sub_type STRING, account_number STRING, uncategorized_transactions STRING,
            last_import_duplicate_count STRING, total_unprinted_checks STRING,
            institution_id STRING, institution_name STRING, is_pdf_password_stored STRING,
            is_zlabs_supported STRING, is_active STRING, balance STRING, bank_balance STRING,
            bcy_balance STRING, bank_name STRING, routing_number STRING,
            is_primary_account STRING, is_paypal_account STRING, description STRING,
            feeds_last_refresh_date STRING, can_show_in_ze STRING, is_direct_paypal STRING,
            can_show_paypal_direct_integ_banner STRING, partner_bank_source STRING,
            payout_bank_name STRING, is_feeds_owner STRING, migrate_to_partner_bank STRING,
            is_beta_feed STRING, feed_status STRING, mfa_required STRING,
            can_access_all_branches STRING, can_access_all_locations STRING,
            can_access_all_locations_of_bank_account STRING, latest_transaction_date STRING,
            sub_corporate_cards_count STRING, is_rule_update_required STRING,
            is_undeposited_funds STRING, is_feeds_subscribed STRING, is_feeds_active STRING,
            refresh_status_code STRING, service_id STRING, is_system_account STRING,
            is_show_warning_for_feeds_refresh STRING, custom_fields STRING,
            custom_field_hash STRING, consent_info STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bank_accounts'
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
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.account_type, '') as account_type,
        nullif(documents.doc.account_sub_type, '') as account_sub_type,
        nullif(documents.doc.account_number, '') as account_number,
        nullif(documents.doc.uncategorized_transactions, '') as x_uncategorized_transactions,
        nullif(documents.doc.last_import_duplicate_count, '') as x_last_import_duplicate_count,
        nullif(documents.doc.total_unprinted_checks, '') as x_total_unprinted_checks,
        nullif(documents.doc.institution_id, '') as institution_id,
        nullif(documents.doc.institution_name, '') as institution_name,
        nullif(documents.doc.is_pdf_password_stored, '') as x_is_pdf_password_stored,
        nullif(documents.doc.is_zlabs_supported, '') as x_is_zlabs_supported,
        nullif(documents.doc.is_active, '') as x_is_active,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.bank_balance, '') as x_bank_balance,
        nullif(documents.doc.bcy_balance, '') as x_bcy_balance,
        nullif(documents.doc.bank_name, '') as bank_name,
        nullif(documents.doc.routing_number, '') as routing_number,
        nullif(documents.doc.is_primary_account, '') as x_is_primary_account,
        nullif(documents.doc.is_paypal_account, '') as x_is_paypal_account,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.feeds_last_refresh_date, '') as feeds_last_refresh_date,
        nullif(documents.doc.can_show_in_ze, '') as x_can_show_in_ze,
        nullif(documents.doc.is_direct_paypal, '') as x_is_direct_paypal,
        nullif(documents.doc.can_show_paypal_direct_integ_banner, '') as x_can_show_paypal_direct_integ_banner,
        nullif(documents.doc.partner_bank_source, '') as partner_bank_source,
        nullif(documents.doc.payout_bank_name, '') as payout_bank_name,
        nullif(documents.doc.is_feeds_owner, '') as x_is_feeds_owner,
        nullif(documents.doc.migrate_to_partner_bank, '') as migrate_to_partner_bank,
        nullif(documents.doc.is_beta_feed, '') as x_is_beta_feed,
        nullif(documents.doc.feed_status, '') as feed_status,
        nullif(documents.doc.mfa_required, '') as x_mfa_required,
        nullif(documents.doc.can_access_all_branches, '') as x_can_access_all_branches,
        nullif(documents.doc.can_access_all_locations, '') as x_can_access_all_locations,
        nullif(documents.doc.can_access_all_locations_of_bank_account, '') as x_can_access_all_locations_of_bank_account,
        nullif(documents.doc.latest_transaction_date, '') as latest_transaction_date,
        nullif(documents.doc.sub_corporate_cards_count, '') as sub_corporate_cards_count,
        nullif(documents.doc.is_rule_update_required, '') as x_is_rule_update_required,
        nullif(documents.doc.is_undeposited_funds, '') as x_is_undeposited_funds,
        nullif(documents.doc.is_feeds_subscribed, '') as x_is_feeds_subscribed,
        nullif(documents.doc.is_feeds_active, '') as x_is_feeds_active,
        nullif(documents.doc.refresh_status_code, '') as refresh_status_code,
        nullif(documents.doc.service_id, '') as service_id,
        nullif(documents.doc.is_system_account, '') as x_is_system_account,
        nullif(documents.doc.is_show_warning_for_feeds_refresh, '') as x_is_show_warning_for_feeds_refresh,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.consent_info, '') as consent_info,
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
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_uncategorized_transactions || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_uncategorized_transactions as DECIMAL(28, 10))
        end as uncategorized_transactions,
        case
            when regexp_like(x_last_import_duplicate_count || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_last_import_duplicate_count as DECIMAL(28, 10))
        end as last_import_duplicate_count,
        case
            when regexp_like(x_total_unprinted_checks || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_unprinted_checks as DECIMAL(28, 10))
        end as total_unprinted_checks,
        case lower(x_is_pdf_password_stored) when 'true' then true when 'false' then false end as is_pdf_password_stored,
        case lower(x_is_zlabs_supported) when 'true' then true when 'false' then false end as is_zlabs_supported,
        case lower(x_is_active) when 'true' then true when 'false' then false end as is_active,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_bank_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bank_balance as DECIMAL(28, 10))
        end as bank_balance,
        case
            when regexp_like(x_bcy_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_balance as DECIMAL(28, 10))
        end as bcy_balance,
        case lower(x_is_primary_account) when 'true' then true when 'false' then false end as is_primary_account,
        case lower(x_is_paypal_account) when 'true' then true when 'false' then false end as is_paypal_account,
        case lower(x_can_show_in_ze) when 'true' then true when 'false' then false end as can_show_in_ze,
        case lower(x_is_direct_paypal) when 'true' then true when 'false' then false end as is_direct_paypal,
        case lower(x_can_show_paypal_direct_integ_banner) when 'true' then true when 'false' then false end as can_show_paypal_direct_integ_banner,
        case lower(x_is_feeds_owner) when 'true' then true when 'false' then false end as is_feeds_owner,
        case lower(x_is_beta_feed) when 'true' then true when 'false' then false end as is_beta_feed,
        case lower(x_mfa_required) when 'true' then true when 'false' then false end as mfa_required,
        case lower(x_can_access_all_branches) when 'true' then true when 'false' then false end as can_access_all_branches,
        case lower(x_can_access_all_locations) when 'true' then true when 'false' then false end as can_access_all_locations,
        case lower(x_can_access_all_locations_of_bank_account) when 'true' then true when 'false' then false end as can_access_all_locations_of_bank_account,
        case lower(x_is_rule_update_required) when 'true' then true when 'false' then false end as is_rule_update_required,
        case lower(x_is_undeposited_funds) when 'true' then true when 'false' then false end as is_undeposited_funds,
        case lower(x_is_feeds_subscribed) when 'true' then true when 'false' then false end as is_feeds_subscribed,
        case lower(x_is_feeds_active) when 'true' then true when 'false' then false end as is_feeds_active,
        case lower(x_is_system_account) when 'true' then true when 'false' then false end as is_system_account,
        case lower(x_is_show_warning_for_feeds_refresh) when 'true' then true when 'false' then false end as is_show_warning_for_feeds_refresh
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
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_uncategorized_transactions is not null and uncategorized_transactions is null then 'uncategorized_transactions' || chr(31) || translate(substring(x_uncategorized_transactions, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_last_import_duplicate_count is not null and last_import_duplicate_count is null then 'last_import_duplicate_count' || chr(31) || translate(substring(x_last_import_duplicate_count, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_unprinted_checks is not null and total_unprinted_checks is null then 'total_unprinted_checks' || chr(31) || translate(substring(x_total_unprinted_checks, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_pdf_password_stored is not null and is_pdf_password_stored is null then 'is_pdf_password_stored' || chr(31) || translate(substring(x_is_pdf_password_stored, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_zlabs_supported is not null and is_zlabs_supported is null then 'is_zlabs_supported' || chr(31) || translate(substring(x_is_zlabs_supported, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_active is not null and is_active is null then 'is_active' || chr(31) || translate(substring(x_is_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bank_balance is not null and bank_balance is null then 'bank_balance' || chr(31) || translate(substring(x_bank_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_balance is not null and bcy_balance is null then 'bcy_balance' || chr(31) || translate(substring(x_bcy_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_primary_account is not null and is_primary_account is null then 'is_primary_account' || chr(31) || translate(substring(x_is_primary_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_paypal_account is not null and is_paypal_account is null then 'is_paypal_account' || chr(31) || translate(substring(x_is_paypal_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_in_ze is not null and can_show_in_ze is null then 'can_show_in_ze' || chr(31) || translate(substring(x_can_show_in_ze, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_direct_paypal is not null and is_direct_paypal is null then 'is_direct_paypal' || chr(31) || translate(substring(x_is_direct_paypal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_paypal_direct_integ_banner is not null and can_show_paypal_direct_integ_banner is null then 'can_show_paypal_direct_integ_banner' || chr(31) || translate(substring(x_can_show_paypal_direct_integ_banner, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_feeds_owner is not null and is_feeds_owner is null then 'is_feeds_owner' || chr(31) || translate(substring(x_is_feeds_owner, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_beta_feed is not null and is_beta_feed is null then 'is_beta_feed' || chr(31) || translate(substring(x_is_beta_feed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_mfa_required is not null and mfa_required is null then 'mfa_required' || chr(31) || translate(substring(x_mfa_required, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_access_all_branches is not null and can_access_all_branches is null then 'can_access_all_branches' || chr(31) || translate(substring(x_can_access_all_branches, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_access_all_locations is not null and can_access_all_locations is null then 'can_access_all_locations' || chr(31) || translate(substring(x_can_access_all_locations, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_access_all_locations_of_bank_account is not null and can_access_all_locations_of_bank_account is null then 'can_access_all_locations_of_bank_account' || chr(31) || translate(substring(x_can_access_all_locations_of_bank_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_rule_update_required is not null and is_rule_update_required is null then 'is_rule_update_required' || chr(31) || translate(substring(x_is_rule_update_required, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_undeposited_funds is not null and is_undeposited_funds is null then 'is_undeposited_funds' || chr(31) || translate(substring(x_is_undeposited_funds, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_feeds_subscribed is not null and is_feeds_subscribed is null then 'is_feeds_subscribed' || chr(31) || translate(substring(x_is_feeds_subscribed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_feeds_active is not null and is_feeds_active is null then 'is_feeds_active' || chr(31) || translate(substring(x_is_feeds_active, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_system_account is not null and is_system_account is null then 'is_system_account' || chr(31) || translate(substring(x_is_system_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_show_warning_for_feeds_refresh is not null and is_show_warning_for_feeds_refresh is null then 'is_show_warning_for_feeds_refresh' || chr(31) || translate(substring(x_is_show_warning_for_feeds_refresh, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
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
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.price_precision,
    judged.account_type,
    judged.account_sub_type,
    judged.account_number,
    judged.uncategorized_transactions,
    judged.last_import_duplicate_count,
    judged.total_unprinted_checks,
    judged.institution_id,
    judged.institution_name,
    judged.is_pdf_password_stored,
    judged.is_zlabs_supported,
    judged.is_active,
    judged.balance,
    judged.bank_balance,
    judged.bcy_balance,
    judged.bank_name,
    judged.routing_number,
    judged.is_primary_account,
    judged.is_paypal_account,
    judged.description,
    judged.feeds_last_refresh_date,
    judged.can_show_in_ze,
    judged.is_direct_paypal,
    judged.can_show_paypal_direct_integ_banner,
    judged.partner_bank_source,
    judged.payout_bank_name,
    judged.is_feeds_owner,
    judged.migrate_to_partner_bank,
    judged.is_beta_feed,
    judged.feed_status,
    judged.mfa_required,
    judged.can_access_all_branches,
    judged.can_access_all_locations,
    judged.can_access_all_locations_of_bank_account,
    judged.latest_transaction_date,
    judged.sub_corporate_cards_count,
    judged.is_rule_update_required,
    judged.is_undeposited_funds,
    judged.is_feeds_subscribed,
    judged.is_feeds_active,
    judged.refresh_status_code,
    judged.service_id,
    judged.is_system_account,
    judged.is_show_warning_for_feeds_refresh,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.consent_info,
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

merge into silver_zoho_books_bank_accounts as target
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
        from history_zoho_books_bank_accounts as history
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
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    price_precision = incoming.price_precision,
    account_type = incoming.account_type,
    account_sub_type = incoming.account_sub_type,
    account_number = incoming.account_number,
    uncategorized_transactions = incoming.uncategorized_transactions,
    last_import_duplicate_count = incoming.last_import_duplicate_count,
    total_unprinted_checks = incoming.total_unprinted_checks,
    institution_id = incoming.institution_id,
    institution_name = incoming.institution_name,
    is_pdf_password_stored = incoming.is_pdf_password_stored,
    is_zlabs_supported = incoming.is_zlabs_supported,
    is_active = incoming.is_active,
    balance = incoming.balance,
    bank_balance = incoming.bank_balance,
    bcy_balance = incoming.bcy_balance,
    bank_name = incoming.bank_name,
    routing_number = incoming.routing_number,
    is_primary_account = incoming.is_primary_account,
    is_paypal_account = incoming.is_paypal_account,
    description = incoming.description,
    feeds_last_refresh_date = incoming.feeds_last_refresh_date,
    can_show_in_ze = incoming.can_show_in_ze,
    is_direct_paypal = incoming.is_direct_paypal,
    can_show_paypal_direct_integ_banner = incoming.can_show_paypal_direct_integ_banner,
    partner_bank_source = incoming.partner_bank_source,
    payout_bank_name = incoming.payout_bank_name,
    is_feeds_owner = incoming.is_feeds_owner,
    migrate_to_partner_bank = incoming.migrate_to_partner_bank,
    is_beta_feed = incoming.is_beta_feed,
    feed_status = incoming.feed_status,
    mfa_required = incoming.mfa_required,
    can_access_all_branches = incoming.can_access_all_branches,
    can_access_all_locations = incoming.can_access_all_locations,
    can_access_all_locations_of_bank_account = incoming.can_access_all_locations_of_bank_account,
    latest_transaction_date = incoming.latest_transaction_date,
    sub_corporate_cards_count = incoming.sub_corporate_cards_count,
    is_rule_update_required = incoming.is_rule_update_required,
    is_undeposited_funds = incoming.is_undeposited_funds,
    is_feeds_subscribed = incoming.is_feeds_subscribed,
    is_feeds_active = incoming.is_feeds_active,
    refresh_status_code = incoming.refresh_status_code,
    service_id = incoming.service_id,
    is_system_account = incoming.is_system_account,
    is_show_warning_for_feeds_refresh = incoming.is_show_warning_for_feeds_refresh,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    consent_info = incoming.consent_info,
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
    generation_number, currency_id, currency_code, currency_symbol, price_precision,
    account_type, account_sub_type, account_number, uncategorized_transactions,
    last_import_duplicate_count, total_unprinted_checks, institution_id, institution_name,
    is_pdf_password_stored, is_zlabs_supported, is_active, balance, bank_balance, bcy_balance,
    bank_name, routing_number, is_primary_account, is_paypal_account, description,
    feeds_last_refresh_date, can_show_in_ze, is_direct_paypal,
    can_show_paypal_direct_integ_banner, partner_bank_source, payout_bank_name, is_feeds_owner,
    migrate_to_partner_bank, is_beta_feed, feed_status, mfa_required, can_access_all_branches,
    can_access_all_locations, can_access_all_locations_of_bank_account, latest_transaction_date,
    sub_corporate_cards_count, is_rule_update_required, is_undeposited_funds,
    is_feeds_subscribed, is_feeds_active, refresh_status_code, service_id, is_system_account,
    is_show_warning_for_feeds_refresh, custom_fields, custom_field_hash, consent_info,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.account_id, incoming.account_name,
    incoming.account_code, incoming.account_code_prefix, incoming.generation_number,
    incoming.currency_id, incoming.currency_code, incoming.currency_symbol,
    incoming.price_precision, incoming.account_type, incoming.account_sub_type,
    incoming.account_number, incoming.uncategorized_transactions,
    incoming.last_import_duplicate_count, incoming.total_unprinted_checks,
    incoming.institution_id, incoming.institution_name, incoming.is_pdf_password_stored,
    incoming.is_zlabs_supported, incoming.is_active, incoming.balance, incoming.bank_balance,
    incoming.bcy_balance, incoming.bank_name, incoming.routing_number,
    incoming.is_primary_account, incoming.is_paypal_account, incoming.description,
    incoming.feeds_last_refresh_date, incoming.can_show_in_ze, incoming.is_direct_paypal,
    incoming.can_show_paypal_direct_integ_banner, incoming.partner_bank_source,
    incoming.payout_bank_name, incoming.is_feeds_owner, incoming.migrate_to_partner_bank,
    incoming.is_beta_feed, incoming.feed_status, incoming.mfa_required,
    incoming.can_access_all_branches, incoming.can_access_all_locations,
    incoming.can_access_all_locations_of_bank_account, incoming.latest_transaction_date,
    incoming.sub_corporate_cards_count, incoming.is_rule_update_required,
    incoming.is_undeposited_funds, incoming.is_feeds_subscribed, incoming.is_feeds_active,
    incoming.refresh_status_code, incoming.service_id, incoming.is_system_account,
    incoming.is_show_warning_for_feeds_refresh, incoming.custom_fields,
    incoming.custom_field_hash, incoming.consent_info,
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
      and events.entity = 'bank_accounts'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'bank_accounts'
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
                'silver_zoho_books_bank_accounts' as table_name,
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
                from history_zoho_books_bank_accounts as history
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
    and target.entity = 'bank_accounts'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'bank_accounts',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_bank_accounts as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.account_id
    where hints.source = 'zoho_books'
      and hints.entity = 'bank_accounts'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'bank_accounts'
    and target.reason = 'partial_document'
when matched then delete;
