-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_contacts
-- MAGIC Customers and vendors. `status` tells inactive, a deleted contact is `is_deleted`. Balances move without a new last_modified_time: never treat them as versioned facts.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_contacts`, `silver_zoho_books_contact_persons`, `silver_zoho_books_contact_addresses`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_contacts
comment 'Every version that ever landed of silver_zoho_books_contacts, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'contact_name STRING, company_name STRING, contact_type STRING,
            customer_sub_type STRING, status STRING, contact_salutation STRING,
            first_name STRING, last_name STRING, email STRING, phone STRING, mobile STRING,
            designation STRING, department STRING, website STRING, language_code STRING,
            source STRING, currency_id STRING, currency_code STRING, price_precision STRING,
            exchange_rate STRING, payment_terms STRING, payment_terms_label STRING,
            payment_terms_id STRING, credit_limit STRING, credit_limit_exceeded_amount STRING,
            opening_balance_amount STRING, outstanding_receivable_amount STRING,
            outstanding_receivable_amount_bcy STRING, outstanding_payable_amount STRING,
            outstanding_payable_amount_bcy STRING, unused_credits_receivable_amount STRING,
            unused_credits_receivable_amount_bcy STRING, unused_credits_payable_amount STRING,
            unused_credits_payable_amount_bcy STRING, unused_retainer_payments STRING,
            has_transaction STRING, is_bcy_only_contact STRING, is_linked_with_zohocrm STRING,
            payment_reminder_enabled STRING, track_1099 STRING, portal_status STRING,
            primary_contact_id STRING, owner_id STRING, owner_name STRING, tax_id_type STRING,
            tax_id_value STRING, tax_reg_label STRING, contact_category STRING,
            sales_channel STRING, pricebook_id STRING, pricebook_name STRING, account_id STRING,
            account_name STRING, zcrm_account_id STRING, zcrm_contact_id STRING,
            crm_owner_id STRING, notes STRING, contact_tax_information STRING,
            is_credit_limit_migration_completed STRING, photo_url STRING, invited_by STRING,
            is_client_review_asked STRING, contact_relation_type STRING, twitter STRING,
            facebook STRING, is_crm_customer STRING, currency_symbol STRING,
            can_show_customer_ob STRING, can_show_vendor_ob STRING,
            opening_balance_amount_bcy STRING, outstanding_ob_receivable_amount STRING,
            outstanding_ob_payable_amount STRING, is_sms_enabled STRING,
            is_consent_agreed STRING, consent_date STRING,
            is_client_review_settings_enabled STRING, ach_supported STRING,
            portal_receipt_count STRING, entity_address_id STRING,
            associated_with_square STRING, zohopeople_client_id STRING, customer_name STRING,
            vendor_name STRING, has_attachment STRING, contact_number STRING,
            ignore_auto_number_generation STRING, is_taxable STRING, tax_id STRING,
            tax_name STRING, tax_percentage STRING, tax_authority_id STRING,
            tax_exemption_id STRING, tax_authority_name STRING, tax_exemption_code STRING,
            place_of_contact STRING, gst_no STRING, pan_no STRING, tax_treatment STRING,
            tax_regime STRING, legal_name STRING, is_tds_registered STRING,
            vat_treatment STRING, gst_treatment STRING, created_by_id STRING,
            created_by_name STRING, last_modified_by_id STRING, created_date STRING,
            created_time STRING, last_modified_time STRING, submitter_id STRING,
            submitted_date STRING, submitted_by STRING, submitted_by_name STRING,
            submitted_by_email STRING, submitted_by_photo_url STRING, approver_id STRING,
            approvers_list STRING, lock_details STRING, lock_detail STRING,
            locked_actions STRING, billing_address STRING, shipping_address STRING,
            addresses STRING, contact_persons STRING, opening_balances STRING,
            default_templates STRING, customer_currency_summaries STRING, cards STRING,
            bank_accounts STRING, custom_fields STRING, tags STRING, documents STRING,
            custom_field_hash STRING, checks STRING, upi_mandates STRING, vpa_list STRING,
            integration_references STRING, contactperson_custom_fields STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'contacts'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as contact_id,
        nullif(documents.doc.contact_name, '') as contact_name,
        nullif(documents.doc.company_name, '') as company_name,
        nullif(documents.doc.contact_type, '') as contact_type,
        nullif(documents.doc.customer_sub_type, '') as customer_sub_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.contact_salutation, '') as contact_salutation,
        nullif(documents.doc.first_name, '') as first_name,
        nullif(documents.doc.last_name, '') as last_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.phone, '') as phone,
        nullif(documents.doc.mobile, '') as mobile,
        nullif(documents.doc.designation, '') as designation,
        nullif(documents.doc.department, '') as department,
        nullif(documents.doc.website, '') as website,
        nullif(documents.doc.language_code, '') as language_code,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.payment_terms_id, '') as payment_terms_id,
        nullif(documents.doc.credit_limit, '') as x_credit_limit,
        nullif(documents.doc.credit_limit_exceeded_amount, '') as x_credit_limit_exceeded_amount,
        nullif(documents.doc.opening_balance_amount, '') as x_opening_balance_amount,
        nullif(documents.doc.outstanding_receivable_amount, '') as x_outstanding_receivable_amount,
        nullif(documents.doc.outstanding_receivable_amount_bcy, '') as x_outstanding_receivable_amount_bcy,
        nullif(documents.doc.outstanding_payable_amount, '') as x_outstanding_payable_amount,
        nullif(documents.doc.outstanding_payable_amount_bcy, '') as x_outstanding_payable_amount_bcy,
        nullif(documents.doc.unused_credits_receivable_amount, '') as x_unused_credits_receivable_amount,
        nullif(documents.doc.unused_credits_receivable_amount_bcy, '') as x_unused_credits_receivable_amount_bcy,
        nullif(documents.doc.unused_credits_payable_amount, '') as x_unused_credits_payable_amount,
        nullif(documents.doc.unused_credits_payable_amount_bcy, '') as x_unused_credits_payable_amount_bcy,
        nullif(documents.doc.unused_retainer_payments, '') as x_unused_retainer_payments,
        nullif(documents.doc.has_transaction, '') as x_has_transaction,
        nullif(documents.doc.is_bcy_only_contact, '') as x_is_bcy_only_contact,
        nullif(documents.doc.is_linked_with_zohocrm, '') as x_is_linked_with_zohocrm,
        nullif(documents.doc.payment_reminder_enabled, '') as x_payment_reminder_enabled,
        nullif(documents.doc.track_1099, '') as x_track_1099,
        nullif(documents.doc.portal_status, '') as portal_status,
        nullif(documents.doc.primary_contact_id, '') as primary_contact_id,
        nullif(documents.doc.owner_id, '') as owner_id,
        nullif(documents.doc.owner_name, '') as owner_name,
        nullif(documents.doc.tax_id_type, '') as tax_id_type,
        nullif(documents.doc.tax_id_value, '') as tax_id_value,
        nullif(documents.doc.tax_reg_label, '') as tax_reg_label,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.pricebook_name, '') as pricebook_name,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.zcrm_account_id, '') as zcrm_account_id,
        nullif(documents.doc.zcrm_contact_id, '') as zcrm_contact_id,
        nullif(documents.doc.crm_owner_id, '') as crm_owner_id,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.contact_tax_information, '') as contact_tax_information,
        nullif(documents.doc.is_credit_limit_migration_completed, '') as x_is_credit_limit_migration_completed,
        nullif(documents.doc.photo_url, '') as photo_url,
        nullif(documents.doc.invited_by, '') as invited_by,
        nullif(documents.doc.is_client_review_asked, '') as x_is_client_review_asked,
        nullif(documents.doc.contact_relation_type, '') as contact_relation_type,
        nullif(documents.doc.twitter, '') as twitter,
        nullif(documents.doc.facebook, '') as facebook,
        nullif(documents.doc.is_crm_customer, '') as x_is_crm_customer,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.can_show_customer_ob, '') as x_can_show_customer_ob,
        nullif(documents.doc.can_show_vendor_ob, '') as x_can_show_vendor_ob,
        nullif(documents.doc.opening_balance_amount_bcy, '') as x_opening_balance_amount_bcy,
        nullif(documents.doc.outstanding_ob_receivable_amount, '') as x_outstanding_ob_receivable_amount,
        nullif(documents.doc.outstanding_ob_payable_amount, '') as x_outstanding_ob_payable_amount,
        nullif(documents.doc.is_sms_enabled, '') as x_is_sms_enabled,
        nullif(documents.doc.is_consent_agreed, '') as x_is_consent_agreed,
        nullif(documents.doc.consent_date, '') as consent_date,
        nullif(documents.doc.is_client_review_settings_enabled, '') as x_is_client_review_settings_enabled,
        nullif(documents.doc.ach_supported, '') as x_ach_supported,
        nullif(documents.doc.portal_receipt_count, '') as x_portal_receipt_count,
        nullif(documents.doc.entity_address_id, '') as entity_address_id,
        nullif(documents.doc.associated_with_square, '') as x_associated_with_square,
        nullif(documents.doc.zohopeople_client_id, '') as zohopeople_client_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.contact_number, '') as contact_number,
        nullif(documents.doc.ignore_auto_number_generation, '') as x_ignore_auto_number_generation,
        nullif(documents.doc.is_taxable, '') as x_is_taxable,
        nullif(documents.doc.tax_id, '') as tax_id,
        nullif(documents.doc.tax_name, '') as tax_name,
        nullif(documents.doc.tax_percentage, '') as x_tax_percentage,
        nullif(documents.doc.tax_authority_id, '') as tax_authority_id,
        nullif(documents.doc.tax_exemption_id, '') as tax_exemption_id,
        nullif(documents.doc.tax_authority_name, '') as tax_authority_name,
        nullif(documents.doc.tax_exemption_code, '') as tax_exemption_code,
        nullif(documents.doc.place_of_contact, '') as place_of_contact,
        nullif(documents.doc.gst_no, '') as gst_no,
        nullif(documents.doc.pan_no, '') as pan_no,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.tax_regime, '') as tax_regime,
        nullif(documents.doc.legal_name, '') as legal_name,
        nullif(documents.doc.is_tds_registered, '') as x_is_tds_registered,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.gst_treatment, '') as gst_treatment,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.created_date, '') as created_date,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.submitter_id, '') as submitter_id,
        nullif(documents.doc.submitted_date, '') as submitted_date,
        nullif(documents.doc.submitted_by, '') as submitted_by,
        nullif(documents.doc.submitted_by_name, '') as submitted_by_name,
        nullif(documents.doc.submitted_by_email, '') as submitted_by_email,
        nullif(documents.doc.submitted_by_photo_url, '') as submitted_by_photo_url,
        nullif(documents.doc.approver_id, '') as approver_id,
        nullif(documents.doc.approvers_list, '') as approvers_list,
        nullif(documents.doc.lock_details, '') as lock_details,
        nullif(documents.doc.lock_detail, '') as lock_detail,
        nullif(documents.doc.locked_actions, '') as locked_actions,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.addresses, '') as addresses,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.opening_balances, '') as opening_balances,
        nullif(documents.doc.default_templates, '') as default_templates,
        nullif(documents.doc.customer_currency_summaries, '') as customer_currency_summaries,
        nullif(documents.doc.cards, '') as cards,
        nullif(documents.doc.bank_accounts, '') as bank_accounts,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.checks, '') as checks,
        nullif(documents.doc.upi_mandates, '') as upi_mandates,
        nullif(documents.doc.vpa_list, '') as vpa_list,
        nullif(documents.doc.integration_references, '') as integration_references,
        nullif(documents.doc.contactperson_custom_fields, '') as contactperson_custom_fields,
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
        documents.doc.contact_name is not null
            and documents.doc.contact_type is not null
            and documents.doc.status is not null
            and documents.doc.billing_address is not null
            and documents.doc.contact_persons like '[%]' and from_json(documents.doc.contact_persons, 'ARRAY<STRING>') is not null as _is_complete
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
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case
            when regexp_like(x_credit_limit || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credit_limit as DECIMAL(28, 10))
        end as credit_limit,
        case
            when regexp_like(x_credit_limit_exceeded_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credit_limit_exceeded_amount as DECIMAL(28, 10))
        end as credit_limit_exceeded_amount,
        case
            when regexp_like(x_opening_balance_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_opening_balance_amount as DECIMAL(28, 10))
        end as opening_balance_amount,
        case
            when regexp_like(x_outstanding_receivable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_receivable_amount as DECIMAL(28, 10))
        end as outstanding_receivable_amount,
        case
            when regexp_like(x_outstanding_receivable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_receivable_amount_bcy as DECIMAL(28, 10))
        end as outstanding_receivable_amount_bcy,
        case
            when regexp_like(x_outstanding_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_payable_amount as DECIMAL(28, 10))
        end as outstanding_payable_amount,
        case
            when regexp_like(x_outstanding_payable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_payable_amount_bcy as DECIMAL(28, 10))
        end as outstanding_payable_amount_bcy,
        case
            when regexp_like(x_unused_credits_receivable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_receivable_amount as DECIMAL(28, 10))
        end as unused_credits_receivable_amount,
        case
            when regexp_like(x_unused_credits_receivable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_receivable_amount_bcy as DECIMAL(28, 10))
        end as unused_credits_receivable_amount_bcy,
        case
            when regexp_like(x_unused_credits_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_payable_amount as DECIMAL(28, 10))
        end as unused_credits_payable_amount,
        case
            when regexp_like(x_unused_credits_payable_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_payable_amount_bcy as DECIMAL(28, 10))
        end as unused_credits_payable_amount_bcy,
        case
            when regexp_like(x_unused_retainer_payments || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_retainer_payments as DECIMAL(28, 10))
        end as unused_retainer_payments,
        case lower(x_has_transaction) when 'true' then true when 'false' then false end as has_transaction,
        case lower(x_is_bcy_only_contact) when 'true' then true when 'false' then false end as is_bcy_only_contact,
        case lower(x_is_linked_with_zohocrm) when 'true' then true when 'false' then false end as is_linked_with_zohocrm,
        case lower(x_payment_reminder_enabled) when 'true' then true when 'false' then false end as payment_reminder_enabled,
        case lower(x_track_1099) when 'true' then true when 'false' then false end as track_1099,
        case lower(x_is_credit_limit_migration_completed) when 'true' then true when 'false' then false end as is_credit_limit_migration_completed,
        case lower(x_is_client_review_asked) when 'true' then true when 'false' then false end as is_client_review_asked,
        case lower(x_is_crm_customer) when 'true' then true when 'false' then false end as is_crm_customer,
        case lower(x_can_show_customer_ob) when 'true' then true when 'false' then false end as can_show_customer_ob,
        case lower(x_can_show_vendor_ob) when 'true' then true when 'false' then false end as can_show_vendor_ob,
        case
            when regexp_like(x_opening_balance_amount_bcy || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_opening_balance_amount_bcy as DECIMAL(28, 10))
        end as opening_balance_amount_bcy,
        case
            when regexp_like(x_outstanding_ob_receivable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_ob_receivable_amount as DECIMAL(28, 10))
        end as outstanding_ob_receivable_amount,
        case
            when regexp_like(x_outstanding_ob_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_outstanding_ob_payable_amount as DECIMAL(28, 10))
        end as outstanding_ob_payable_amount,
        case lower(x_is_sms_enabled) when 'true' then true when 'false' then false end as is_sms_enabled,
        case lower(x_is_consent_agreed) when 'true' then true when 'false' then false end as is_consent_agreed,
        case lower(x_is_client_review_settings_enabled) when 'true' then true when 'false' then false end as is_client_review_settings_enabled,
        case lower(x_ach_supported) when 'true' then true when 'false' then false end as ach_supported,
        case
            when regexp_like(x_portal_receipt_count || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_portal_receipt_count as DECIMAL(28, 10))
        end as portal_receipt_count,
        case lower(x_associated_with_square) when 'true' then true when 'false' then false end as associated_with_square,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case lower(x_ignore_auto_number_generation) when 'true' then true when 'false' then false end as ignore_auto_number_generation,
        case lower(x_is_taxable) when 'true' then true when 'false' then false end as is_taxable,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case lower(x_is_tds_registered) when 'true' then true when 'false' then false end as is_tds_registered,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs contact_name contact_type status billing_address contact_persons' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credit_limit is not null and credit_limit is null then 'credit_limit' || chr(31) || translate(substring(x_credit_limit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credit_limit_exceeded_amount is not null and credit_limit_exceeded_amount is null then 'credit_limit_exceeded_amount' || chr(31) || translate(substring(x_credit_limit_exceeded_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_opening_balance_amount is not null and opening_balance_amount is null then 'opening_balance_amount' || chr(31) || translate(substring(x_opening_balance_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_receivable_amount is not null and outstanding_receivable_amount is null then 'outstanding_receivable_amount' || chr(31) || translate(substring(x_outstanding_receivable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_receivable_amount_bcy is not null and outstanding_receivable_amount_bcy is null then 'outstanding_receivable_amount_bcy' || chr(31) || translate(substring(x_outstanding_receivable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_payable_amount is not null and outstanding_payable_amount is null then 'outstanding_payable_amount' || chr(31) || translate(substring(x_outstanding_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_payable_amount_bcy is not null and outstanding_payable_amount_bcy is null then 'outstanding_payable_amount_bcy' || chr(31) || translate(substring(x_outstanding_payable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_receivable_amount is not null and unused_credits_receivable_amount is null then 'unused_credits_receivable_amount' || chr(31) || translate(substring(x_unused_credits_receivable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_receivable_amount_bcy is not null and unused_credits_receivable_amount_bcy is null then 'unused_credits_receivable_amount_bcy' || chr(31) || translate(substring(x_unused_credits_receivable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_payable_amount is not null and unused_credits_payable_amount is null then 'unused_credits_payable_amount' || chr(31) || translate(substring(x_unused_credits_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_payable_amount_bcy is not null and unused_credits_payable_amount_bcy is null then 'unused_credits_payable_amount_bcy' || chr(31) || translate(substring(x_unused_credits_payable_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_retainer_payments is not null and unused_retainer_payments is null then 'unused_retainer_payments' || chr(31) || translate(substring(x_unused_retainer_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_transaction is not null and has_transaction is null then 'has_transaction' || chr(31) || translate(substring(x_has_transaction, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_bcy_only_contact is not null and is_bcy_only_contact is null then 'is_bcy_only_contact' || chr(31) || translate(substring(x_is_bcy_only_contact, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_linked_with_zohocrm is not null and is_linked_with_zohocrm is null then 'is_linked_with_zohocrm' || chr(31) || translate(substring(x_is_linked_with_zohocrm, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_payment_reminder_enabled is not null and payment_reminder_enabled is null then 'payment_reminder_enabled' || chr(31) || translate(substring(x_payment_reminder_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_track_1099 is not null and track_1099 is null then 'track_1099' || chr(31) || translate(substring(x_track_1099, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_credit_limit_migration_completed is not null and is_credit_limit_migration_completed is null then 'is_credit_limit_migration_completed' || chr(31) || translate(substring(x_is_credit_limit_migration_completed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_client_review_asked is not null and is_client_review_asked is null then 'is_client_review_asked' || chr(31) || translate(substring(x_is_client_review_asked, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_crm_customer is not null and is_crm_customer is null then 'is_crm_customer' || chr(31) || translate(substring(x_is_crm_customer, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_customer_ob is not null and can_show_customer_ob is null then 'can_show_customer_ob' || chr(31) || translate(substring(x_can_show_customer_ob, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_vendor_ob is not null and can_show_vendor_ob is null then 'can_show_vendor_ob' || chr(31) || translate(substring(x_can_show_vendor_ob, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_opening_balance_amount_bcy is not null and opening_balance_amount_bcy is null then 'opening_balance_amount_bcy' || chr(31) || translate(substring(x_opening_balance_amount_bcy, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_ob_receivable_amount is not null and outstanding_ob_receivable_amount is null then 'outstanding_ob_receivable_amount' || chr(31) || translate(substring(x_outstanding_ob_receivable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_outstanding_ob_payable_amount is not null and outstanding_ob_payable_amount is null then 'outstanding_ob_payable_amount' || chr(31) || translate(substring(x_outstanding_ob_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_sms_enabled is not null and is_sms_enabled is null then 'is_sms_enabled' || chr(31) || translate(substring(x_is_sms_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_consent_agreed is not null and is_consent_agreed is null then 'is_consent_agreed' || chr(31) || translate(substring(x_is_consent_agreed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_client_review_settings_enabled is not null and is_client_review_settings_enabled is null then 'is_client_review_settings_enabled' || chr(31) || translate(substring(x_is_client_review_settings_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_ach_supported is not null and ach_supported is null then 'ach_supported' || chr(31) || translate(substring(x_ach_supported, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_portal_receipt_count is not null and portal_receipt_count is null then 'portal_receipt_count' || chr(31) || translate(substring(x_portal_receipt_count, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_associated_with_square is not null and associated_with_square is null then 'associated_with_square' || chr(31) || translate(substring(x_associated_with_square, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_ignore_auto_number_generation is not null and ignore_auto_number_generation is null then 'ignore_auto_number_generation' || chr(31) || translate(substring(x_ignore_auto_number_generation, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_taxable is not null and is_taxable is null then 'is_taxable' || chr(31) || translate(substring(x_is_taxable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_tds_registered is not null and is_tds_registered is null then 'is_tds_registered' || chr(31) || translate(substring(x_is_tds_registered, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.contact_id,
    judged.contact_name,
    judged.company_name,
    judged.contact_type,
    judged.customer_sub_type,
    judged.status,
    judged.contact_salutation,
    judged.first_name,
    judged.last_name,
    judged.email,
    judged.phone,
    judged.mobile,
    judged.designation,
    judged.department,
    judged.website,
    judged.language_code,
    judged.source,
    judged.currency_id,
    judged.currency_code,
    judged.price_precision,
    judged.exchange_rate,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.payment_terms_id,
    judged.credit_limit,
    judged.credit_limit_exceeded_amount,
    judged.opening_balance_amount,
    judged.outstanding_receivable_amount,
    judged.outstanding_receivable_amount_bcy,
    judged.outstanding_payable_amount,
    judged.outstanding_payable_amount_bcy,
    judged.unused_credits_receivable_amount,
    judged.unused_credits_receivable_amount_bcy,
    judged.unused_credits_payable_amount,
    judged.unused_credits_payable_amount_bcy,
    judged.unused_retainer_payments,
    judged.has_transaction,
    judged.is_bcy_only_contact,
    judged.is_linked_with_zohocrm,
    judged.payment_reminder_enabled,
    judged.track_1099,
    judged.portal_status,
    judged.primary_contact_id,
    judged.owner_id,
    judged.owner_name,
    judged.tax_id_type,
    judged.tax_id_value,
    judged.tax_reg_label,
    judged.contact_category,
    judged.sales_channel,
    judged.pricebook_id,
    judged.pricebook_name,
    judged.account_id,
    judged.account_name,
    judged.zcrm_account_id,
    judged.zcrm_contact_id,
    judged.crm_owner_id,
    judged.notes,
    judged.contact_tax_information,
    judged.is_credit_limit_migration_completed,
    judged.photo_url,
    judged.invited_by,
    judged.is_client_review_asked,
    judged.contact_relation_type,
    judged.twitter,
    judged.facebook,
    judged.is_crm_customer,
    judged.currency_symbol,
    judged.can_show_customer_ob,
    judged.can_show_vendor_ob,
    judged.opening_balance_amount_bcy,
    judged.outstanding_ob_receivable_amount,
    judged.outstanding_ob_payable_amount,
    judged.is_sms_enabled,
    judged.is_consent_agreed,
    judged.consent_date,
    judged.is_client_review_settings_enabled,
    judged.ach_supported,
    judged.portal_receipt_count,
    judged.entity_address_id,
    judged.associated_with_square,
    judged.zohopeople_client_id,
    judged.customer_name,
    judged.vendor_name,
    judged.has_attachment,
    judged.contact_number,
    judged.ignore_auto_number_generation,
    judged.is_taxable,
    judged.tax_id,
    judged.tax_name,
    judged.tax_percentage,
    judged.tax_authority_id,
    judged.tax_exemption_id,
    judged.tax_authority_name,
    judged.tax_exemption_code,
    judged.place_of_contact,
    judged.gst_no,
    judged.pan_no,
    judged.tax_treatment,
    judged.tax_regime,
    judged.legal_name,
    judged.is_tds_registered,
    judged.vat_treatment,
    judged.gst_treatment,
    judged.created_by_id,
    judged.created_by_name,
    judged.last_modified_by_id,
    judged.created_date,
    judged.created_time,
    judged.last_modified_time,
    judged.submitter_id,
    judged.submitted_date,
    judged.submitted_by,
    judged.submitted_by_name,
    judged.submitted_by_email,
    judged.submitted_by_photo_url,
    judged.approver_id,
    judged.approvers_list,
    judged.lock_details,
    judged.lock_detail,
    judged.locked_actions,
    judged.billing_address,
    judged.shipping_address,
    judged.addresses,
    judged.contact_persons,
    judged.opening_balances,
    judged.default_templates,
    judged.customer_currency_summaries,
    judged.cards,
    judged.bank_accounts,
    judged.custom_fields,
    judged.tags,
    judged.documents,
    judged.custom_field_hash,
    judged.checks,
    judged.upi_mandates,
    judged.vpa_list,
    judged.integration_references,
    judged.contactperson_custom_fields,
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

create or replace view history_zoho_books_contact_persons
comment 'Every version that ever landed of silver_zoho_books_contact_persons, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'contact_persons STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'contacts'
      and events._problem is null
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
                    'contact_person_id STRING, salutation STRING, first_name STRING,
                    last_name STRING, email STRING, phone STRING, mobile STRING,
                    designation STRING, department STRING, skype STRING,
                    is_primary_contact STRING, communication_preference STRING,
                    enable_portal STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.contact_persons, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as contact_id,
        elements.position,
        nullif(elements.line.contact_person_id, '') as contact_person_id,
        nullif(elements.line.salutation, '') as salutation,
        nullif(elements.line.first_name, '') as first_name,
        nullif(elements.line.last_name, '') as last_name,
        nullif(elements.line.email, '') as email,
        nullif(elements.line.phone, '') as phone,
        nullif(elements.line.mobile, '') as mobile,
        nullif(elements.line.designation, '') as designation,
        nullif(elements.line.department, '') as department,
        nullif(elements.line.skype, '') as skype,
        nullif(elements.line.is_primary_contact, '') as x_is_primary_contact,
        nullif(elements.line.communication_preference, '') as communication_preference,
        nullif(elements.line.enable_portal, '') as x_enable_portal,
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
        case lower(x_is_primary_contact) when 'true' then true when 'false' then false end as is_primary_contact,
        case lower(x_enable_portal) when 'true' then true when 'false' then false end as enable_portal
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.contact_id,
    typed.position,
    typed.contact_person_id,
    typed.salutation,
    typed.first_name,
    typed.last_name,
    typed.email,
    typed.phone,
    typed.mobile,
    typed.designation,
    typed.department,
    typed.skype,
    typed.is_primary_contact,
    typed.communication_preference,
    typed.enable_portal,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_is_primary_contact is not null and is_primary_contact is null then 'is_primary_contact' || chr(31) || translate(substring(x_is_primary_contact, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_enable_portal is not null and enable_portal is null then 'enable_portal' || chr(31) || translate(substring(x_enable_portal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_contact_addresses
comment 'Every version that ever landed of silver_zoho_books_contact_addresses, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'addresses STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'contacts'
      and events._problem is null
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
                    'address_id STRING, attention STRING, address STRING, street2 STRING,
                    city STRING, state_code STRING, state STRING, zip STRING, country STRING,
                    county STRING, latitude STRING, longitude STRING, country_code STRING,
                    phone STRING, fax STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.addresses, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as contact_id,
        elements.position,
        nullif(elements.line.address_id, '') as address_id,
        nullif(elements.line.attention, '') as attention,
        nullif(elements.line.address, '') as address,
        nullif(elements.line.street2, '') as street2,
        nullif(elements.line.city, '') as city,
        nullif(elements.line.state_code, '') as state_code,
        nullif(elements.line.state, '') as state,
        nullif(elements.line.zip, '') as zip,
        nullif(elements.line.country, '') as country,
        nullif(elements.line.county, '') as county,
        nullif(elements.line.latitude, '') as latitude,
        nullif(elements.line.longitude, '') as longitude,
        nullif(elements.line.country_code, '') as country_code,
        nullif(elements.line.phone, '') as phone,
        nullif(elements.line.fax, '') as fax,
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
        texts.*
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.contact_id,
    typed.position,
    typed.address_id,
    typed.attention,
    typed.address,
    typed.street2,
    typed.city,
    typed.state_code,
    typed.state,
    typed.zip,
    typed.country,
    typed.county,
    typed.latitude,
    typed.longitude,
    typed.country_code,
    typed.phone,
    typed.fax,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_contacts as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.contact_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.contact_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.contact_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_contacts as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.contact_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    contact_name = incoming.contact_name,
    company_name = incoming.company_name,
    contact_type = incoming.contact_type,
    customer_sub_type = incoming.customer_sub_type,
    status = incoming.status,
    contact_salutation = incoming.contact_salutation,
    first_name = incoming.first_name,
    last_name = incoming.last_name,
    email = incoming.email,
    phone = incoming.phone,
    mobile = incoming.mobile,
    designation = incoming.designation,
    department = incoming.department,
    website = incoming.website,
    language_code = incoming.language_code,
    source = incoming.source,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    price_precision = incoming.price_precision,
    exchange_rate = incoming.exchange_rate,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    payment_terms_id = incoming.payment_terms_id,
    credit_limit = incoming.credit_limit,
    credit_limit_exceeded_amount = incoming.credit_limit_exceeded_amount,
    opening_balance_amount = incoming.opening_balance_amount,
    outstanding_receivable_amount = incoming.outstanding_receivable_amount,
    outstanding_receivable_amount_bcy = incoming.outstanding_receivable_amount_bcy,
    outstanding_payable_amount = incoming.outstanding_payable_amount,
    outstanding_payable_amount_bcy = incoming.outstanding_payable_amount_bcy,
    unused_credits_receivable_amount = incoming.unused_credits_receivable_amount,
    unused_credits_receivable_amount_bcy = incoming.unused_credits_receivable_amount_bcy,
    unused_credits_payable_amount = incoming.unused_credits_payable_amount,
    unused_credits_payable_amount_bcy = incoming.unused_credits_payable_amount_bcy,
    unused_retainer_payments = incoming.unused_retainer_payments,
    has_transaction = incoming.has_transaction,
    is_bcy_only_contact = incoming.is_bcy_only_contact,
    is_linked_with_zohocrm = incoming.is_linked_with_zohocrm,
    payment_reminder_enabled = incoming.payment_reminder_enabled,
    track_1099 = incoming.track_1099,
    portal_status = incoming.portal_status,
    primary_contact_id = incoming.primary_contact_id,
    owner_id = incoming.owner_id,
    owner_name = incoming.owner_name,
    tax_id_type = incoming.tax_id_type,
    tax_id_value = incoming.tax_id_value,
    tax_reg_label = incoming.tax_reg_label,
    contact_category = incoming.contact_category,
    sales_channel = incoming.sales_channel,
    pricebook_id = incoming.pricebook_id,
    pricebook_name = incoming.pricebook_name,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    zcrm_account_id = incoming.zcrm_account_id,
    zcrm_contact_id = incoming.zcrm_contact_id,
    crm_owner_id = incoming.crm_owner_id,
    notes = incoming.notes,
    contact_tax_information = incoming.contact_tax_information,
    is_credit_limit_migration_completed = incoming.is_credit_limit_migration_completed,
    photo_url = incoming.photo_url,
    invited_by = incoming.invited_by,
    is_client_review_asked = incoming.is_client_review_asked,
    contact_relation_type = incoming.contact_relation_type,
    twitter = incoming.twitter,
    facebook = incoming.facebook,
    is_crm_customer = incoming.is_crm_customer,
    currency_symbol = incoming.currency_symbol,
    can_show_customer_ob = incoming.can_show_customer_ob,
    can_show_vendor_ob = incoming.can_show_vendor_ob,
    opening_balance_amount_bcy = incoming.opening_balance_amount_bcy,
    outstanding_ob_receivable_amount = incoming.outstanding_ob_receivable_amount,
    outstanding_ob_payable_amount = incoming.outstanding_ob_payable_amount,
    is_sms_enabled = incoming.is_sms_enabled,
    is_consent_agreed = incoming.is_consent_agreed,
    consent_date = incoming.consent_date,
    is_client_review_settings_enabled = incoming.is_client_review_settings_enabled,
    ach_supported = incoming.ach_supported,
    portal_receipt_count = incoming.portal_receipt_count,
    entity_address_id = incoming.entity_address_id,
    associated_with_square = incoming.associated_with_square,
    zohopeople_client_id = incoming.zohopeople_client_id,
    customer_name = incoming.customer_name,
    vendor_name = incoming.vendor_name,
    has_attachment = incoming.has_attachment,
    contact_number = incoming.contact_number,
    ignore_auto_number_generation = incoming.ignore_auto_number_generation,
    is_taxable = incoming.is_taxable,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_percentage = incoming.tax_percentage,
    tax_authority_id = incoming.tax_authority_id,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_authority_name = incoming.tax_authority_name,
    tax_exemption_code = incoming.tax_exemption_code,
    place_of_contact = incoming.place_of_contact,
    gst_no = incoming.gst_no,
    pan_no = incoming.pan_no,
    tax_treatment = incoming.tax_treatment,
    tax_regime = incoming.tax_regime,
    legal_name = incoming.legal_name,
    is_tds_registered = incoming.is_tds_registered,
    vat_treatment = incoming.vat_treatment,
    gst_treatment = incoming.gst_treatment,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    last_modified_by_id = incoming.last_modified_by_id,
    created_date = incoming.created_date,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    submitter_id = incoming.submitter_id,
    submitted_date = incoming.submitted_date,
    submitted_by = incoming.submitted_by,
    submitted_by_name = incoming.submitted_by_name,
    submitted_by_email = incoming.submitted_by_email,
    submitted_by_photo_url = incoming.submitted_by_photo_url,
    approver_id = incoming.approver_id,
    approvers_list = incoming.approvers_list,
    lock_details = incoming.lock_details,
    lock_detail = incoming.lock_detail,
    locked_actions = incoming.locked_actions,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    addresses = incoming.addresses,
    contact_persons = incoming.contact_persons,
    opening_balances = incoming.opening_balances,
    default_templates = incoming.default_templates,
    customer_currency_summaries = incoming.customer_currency_summaries,
    cards = incoming.cards,
    bank_accounts = incoming.bank_accounts,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
    documents = incoming.documents,
    custom_field_hash = incoming.custom_field_hash,
    checks = incoming.checks,
    upi_mandates = incoming.upi_mandates,
    vpa_list = incoming.vpa_list,
    integration_references = incoming.integration_references,
    contactperson_custom_fields = incoming.contactperson_custom_fields,
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
    connection, organization_id, contact_id, contact_name, company_name, contact_type,
    customer_sub_type, status, contact_salutation, first_name, last_name, email, phone, mobile,
    designation, department, website, language_code, source, currency_id, currency_code,
    price_precision, exchange_rate, payment_terms, payment_terms_label, payment_terms_id,
    credit_limit, credit_limit_exceeded_amount, opening_balance_amount,
    outstanding_receivable_amount, outstanding_receivable_amount_bcy,
    outstanding_payable_amount, outstanding_payable_amount_bcy,
    unused_credits_receivable_amount, unused_credits_receivable_amount_bcy,
    unused_credits_payable_amount, unused_credits_payable_amount_bcy, unused_retainer_payments,
    has_transaction, is_bcy_only_contact, is_linked_with_zohocrm, payment_reminder_enabled,
    track_1099, portal_status, primary_contact_id, owner_id, owner_name, tax_id_type,
    tax_id_value, tax_reg_label, contact_category, sales_channel, pricebook_id, pricebook_name,
    account_id, account_name, zcrm_account_id, zcrm_contact_id, crm_owner_id, notes,
    contact_tax_information, is_credit_limit_migration_completed, photo_url, invited_by,
    is_client_review_asked, contact_relation_type, twitter, facebook, is_crm_customer,
    currency_symbol, can_show_customer_ob, can_show_vendor_ob, opening_balance_amount_bcy,
    outstanding_ob_receivable_amount, outstanding_ob_payable_amount, is_sms_enabled,
    is_consent_agreed, consent_date, is_client_review_settings_enabled, ach_supported,
    portal_receipt_count, entity_address_id, associated_with_square, zohopeople_client_id,
    customer_name, vendor_name, has_attachment, contact_number, ignore_auto_number_generation,
    is_taxable, tax_id, tax_name, tax_percentage, tax_authority_id, tax_exemption_id,
    tax_authority_name, tax_exemption_code, place_of_contact, gst_no, pan_no, tax_treatment,
    tax_regime, legal_name, is_tds_registered, vat_treatment, gst_treatment, created_by_id,
    created_by_name, last_modified_by_id, created_date, created_time, last_modified_time,
    submitter_id, submitted_date, submitted_by, submitted_by_name, submitted_by_email,
    submitted_by_photo_url, approver_id, approvers_list, lock_details, lock_detail,
    locked_actions, billing_address, shipping_address, addresses, contact_persons,
    opening_balances, default_templates, customer_currency_summaries, cards, bank_accounts,
    custom_fields, tags, documents, custom_field_hash, checks, upi_mandates, vpa_list,
    integration_references, contactperson_custom_fields, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id, incoming.contact_name,
    incoming.company_name, incoming.contact_type, incoming.customer_sub_type, incoming.status,
    incoming.contact_salutation, incoming.first_name, incoming.last_name, incoming.email,
    incoming.phone, incoming.mobile, incoming.designation, incoming.department,
    incoming.website, incoming.language_code, incoming.source, incoming.currency_id,
    incoming.currency_code, incoming.price_precision, incoming.exchange_rate,
    incoming.payment_terms, incoming.payment_terms_label, incoming.payment_terms_id,
    incoming.credit_limit, incoming.credit_limit_exceeded_amount,
    incoming.opening_balance_amount, incoming.outstanding_receivable_amount,
    incoming.outstanding_receivable_amount_bcy, incoming.outstanding_payable_amount,
    incoming.outstanding_payable_amount_bcy, incoming.unused_credits_receivable_amount,
    incoming.unused_credits_receivable_amount_bcy, incoming.unused_credits_payable_amount,
    incoming.unused_credits_payable_amount_bcy, incoming.unused_retainer_payments,
    incoming.has_transaction, incoming.is_bcy_only_contact, incoming.is_linked_with_zohocrm,
    incoming.payment_reminder_enabled, incoming.track_1099, incoming.portal_status,
    incoming.primary_contact_id, incoming.owner_id, incoming.owner_name, incoming.tax_id_type,
    incoming.tax_id_value, incoming.tax_reg_label, incoming.contact_category,
    incoming.sales_channel, incoming.pricebook_id, incoming.pricebook_name, incoming.account_id,
    incoming.account_name, incoming.zcrm_account_id, incoming.zcrm_contact_id,
    incoming.crm_owner_id, incoming.notes, incoming.contact_tax_information,
    incoming.is_credit_limit_migration_completed, incoming.photo_url, incoming.invited_by,
    incoming.is_client_review_asked, incoming.contact_relation_type, incoming.twitter,
    incoming.facebook, incoming.is_crm_customer, incoming.currency_symbol,
    incoming.can_show_customer_ob, incoming.can_show_vendor_ob,
    incoming.opening_balance_amount_bcy, incoming.outstanding_ob_receivable_amount,
    incoming.outstanding_ob_payable_amount, incoming.is_sms_enabled, incoming.is_consent_agreed,
    incoming.consent_date, incoming.is_client_review_settings_enabled, incoming.ach_supported,
    incoming.portal_receipt_count, incoming.entity_address_id, incoming.associated_with_square,
    incoming.zohopeople_client_id, incoming.customer_name, incoming.vendor_name,
    incoming.has_attachment, incoming.contact_number, incoming.ignore_auto_number_generation,
    incoming.is_taxable, incoming.tax_id, incoming.tax_name, incoming.tax_percentage,
    incoming.tax_authority_id, incoming.tax_exemption_id, incoming.tax_authority_name,
    incoming.tax_exemption_code, incoming.place_of_contact, incoming.gst_no, incoming.pan_no,
    incoming.tax_treatment, incoming.tax_regime, incoming.legal_name,
    incoming.is_tds_registered, incoming.vat_treatment, incoming.gst_treatment,
    incoming.created_by_id, incoming.created_by_name, incoming.last_modified_by_id,
    incoming.created_date, incoming.created_time, incoming.last_modified_time,
    incoming.submitter_id, incoming.submitted_date, incoming.submitted_by,
    incoming.submitted_by_name, incoming.submitted_by_email, incoming.submitted_by_photo_url,
    incoming.approver_id, incoming.approvers_list, incoming.lock_details, incoming.lock_detail,
    incoming.locked_actions, incoming.billing_address, incoming.shipping_address,
    incoming.addresses, incoming.contact_persons, incoming.opening_balances,
    incoming.default_templates, incoming.customer_currency_summaries, incoming.cards,
    incoming.bank_accounts, incoming.custom_fields, incoming.tags, incoming.documents,
    incoming.custom_field_hash, incoming.checks, incoming.upi_mandates, incoming.vpa_list,
    incoming.integration_references, incoming.contactperson_custom_fields,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, contact_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_contact_persons as target
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
                partition by history.connection, history.organization_id, history.contact_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_contacts as winner
        inner join history_zoho_books_contact_persons as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.contact_id = winner.contact_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
    and target.position = incoming.position
when matched then update set
    contact_person_id = incoming.contact_person_id,
    salutation = incoming.salutation,
    first_name = incoming.first_name,
    last_name = incoming.last_name,
    email = incoming.email,
    phone = incoming.phone,
    mobile = incoming.mobile,
    designation = incoming.designation,
    department = incoming.department,
    skype = incoming.skype,
    is_primary_contact = incoming.is_primary_contact,
    communication_preference = incoming.communication_preference,
    enable_portal = incoming.enable_portal,
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
    connection, organization_id, contact_id, position, contact_person_id, salutation,
    first_name, last_name, email, phone, mobile, designation, department, skype,
    is_primary_contact, communication_preference, enable_portal, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id, incoming.position,
    incoming.contact_person_id, incoming.salutation, incoming.first_name, incoming.last_name,
    incoming.email, incoming.phone, incoming.mobile, incoming.designation, incoming.department,
    incoming.skype, incoming.is_primary_contact, incoming.communication_preference,
    incoming.enable_portal, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_contact_persons as target
using (
    select winner.connection, winner.organization_id, winner.contact_id, winner._event_key, winner._load_id
    from silver_zoho_books_contacts as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_contact_persons as target
using (
    select winner.connection, winner.organization_id, winner.contact_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_contacts as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'contacts'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.contact_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
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

merge into silver_zoho_books_contact_addresses as target
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
                partition by history.connection, history.organization_id, history.contact_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_contacts as winner
        inner join history_zoho_books_contact_addresses as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.contact_id = winner.contact_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
    and target.position = incoming.position
when matched then update set
    address_id = incoming.address_id,
    attention = incoming.attention,
    address = incoming.address,
    street2 = incoming.street2,
    city = incoming.city,
    state_code = incoming.state_code,
    state = incoming.state,
    zip = incoming.zip,
    country = incoming.country,
    county = incoming.county,
    latitude = incoming.latitude,
    longitude = incoming.longitude,
    country_code = incoming.country_code,
    phone = incoming.phone,
    fax = incoming.fax,
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
    connection, organization_id, contact_id, position, address_id, attention, address, street2,
    city, state_code, state, zip, country, county, latitude, longitude, country_code, phone,
    fax, is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key,
    _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.contact_id, incoming.position,
    incoming.address_id, incoming.attention, incoming.address, incoming.street2, incoming.city,
    incoming.state_code, incoming.state, incoming.zip, incoming.country, incoming.county,
    incoming.latitude, incoming.longitude, incoming.country_code, incoming.phone, incoming.fax,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_contact_addresses as target
using (
    select winner.connection, winner.organization_id, winner.contact_id, winner._event_key, winner._load_id
    from silver_zoho_books_contacts as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_contact_addresses as target
using (
    select winner.connection, winner.organization_id, winner.contact_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_contacts as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'contacts'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.contact_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.contact_id = incoming.contact_id
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
      and events.source = 'zoho_books'
      and events.entity = 'contacts'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'contacts'
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
                'silver_zoho_books_contacts' as table_name,
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
                    history.contact_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_contacts as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_contact_persons' as table_name,
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
                    history.contact_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_contact_persons as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_contact_addresses' as table_name,
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
                    history.contact_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_contact_addresses as history
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
    and target.entity = 'contacts'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'contacts',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_contacts as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.contact_id
    where hints.source = 'zoho_books'
      and hints.entity = 'contacts'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'contacts'
    and target.reason = 'partial_document'
when matched then delete;
