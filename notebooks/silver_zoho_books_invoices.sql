-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_invoices
-- MAGIC Sales invoices. `status` tells draft, sent, paid, overdue and void; a void keeps its total and balance: sum receivables by status, not by balance. A deleted invoice is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_invoices`, `silver_zoho_books_invoice_lines`, `silver_zoho_books_invoice_taxes`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_invoices
comment 'Every version that ever landed of silver_zoho_books_invoices, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'invoice_number STRING, reference_number STRING, status STRING,
            current_sub_status STRING, current_sub_status_id STRING, date STRING,
            due_date STRING, issued_date STRING, payment_expected_date STRING,
            last_payment_date STRING, customer_id STRING, customer_name STRING, email STRING,
            currency_id STRING, currency_code STRING, exchange_rate STRING,
            price_precision STRING, payment_terms STRING, payment_terms_label STRING,
            payment_terms_id STRING, sub_total STRING, discount STRING, discount_type STRING,
            discount_percent STRING, discount_total STRING, discount_applied_on_amount STRING,
            tax_total STRING, total_taxable_amount STRING, adjustment STRING,
            adjustment_description STRING, total STRING, balance STRING, payment_made STRING,
            credits_applied STRING, write_off_amount STRING, tax_amount_withheld STRING,
            payment_discount STRING, unprocessed_payment_amount STRING,
            early_payment_discount_percentage STRING, early_payment_discount_amount STRING,
            bcy_sub_total STRING, bcy_discount_total STRING, bcy_tax_total STRING,
            bcy_adjustment STRING, bcy_total STRING, is_inclusive_tax STRING,
            is_discount_before_tax STRING, is_emailed STRING, is_viewed_by_client STRING,
            allow_partial_payments STRING, ach_payment_initiated STRING,
            is_autobill_enabled STRING, payment_reminder_enabled STRING, reminders_sent STRING,
            last_reminder_sent_date STRING, salesperson_id STRING, salesperson_name STRING,
            recurring_invoice_id STRING, estimate_id STRING, salesorder_id STRING,
            salesorder_number STRING, location_id STRING, account_id STRING,
            account_name STRING, invoice_source STRING, sales_channel STRING, notes STRING,
            terms STRING, channel_invoice_id STRING, account_identifier STRING,
            offline_created_date_with_time STRING, currency_symbol STRING,
            is_last_child_invoice STRING, early_payment_discount_due_days STRING,
            zcrm_potential_id STRING, zcrm_potential_name STRING,
            is_early_payment_discount_applicable STRING, is_progress_invoice STRING,
            can_show_kit_return STRING, is_kit_partial_return STRING,
            total_retention_amount STRING, retention_override_preference STRING,
            inprocess_transaction_present STRING, discount_account_id STRING,
            discount_account_name STRING, adjustment_account_id STRING,
            adjustment_account_name STRING, tax_override_preference STRING,
            sub_total_inclusive_of_tax STRING, contact_category STRING, tax_rounding STRING,
            tds_calculation_type STRING, can_send_invoice_sms STRING,
            stop_reminder_until_payment_expected_date STRING, ach_supported STRING,
            reader_offline_payment_initiated STRING, attachment_name STRING,
            computation_type STRING, merchant_id STRING, merchant_name STRING,
            ecomm_operator_id STRING, ecomm_operator_name STRING, client_viewed_time STRING,
            subject_content STRING, can_send_in_mail STRING, is_backorder STRING,
            color_code STRING, is_client_review_settings_enabled STRING,
            unused_retainer_payments STRING, schedule_time STRING,
            includes_package_tracking_info STRING, company_name STRING, due_days STRING,
            project_name STRING, country STRING, phone STRING, has_attachment STRING,
            transaction_type STRING, is_viewed_in_mail STRING, mail_first_viewed_time STRING,
            mail_last_viewed_time STRING, cfdi_usage STRING, location_name STRING,
            created_date STRING, created_by_id STRING, created_by_name STRING,
            last_modified_by_id STRING, created_time STRING, last_modified_time STRING,
            created_by STRING, updated_time STRING, submitter_id STRING, submitted_date STRING,
            submitted_by STRING, submitted_by_name STRING, submitted_by_email STRING,
            submitted_by_photo_url STRING, approver_id STRING, approvers_list STRING,
            template_id STRING, template_name STRING, template_type STRING, page_width STRING,
            page_height STRING, orientation STRING, shipping_charge STRING,
            bcy_shipping_charge STRING, shipping_charge_account_id STRING,
            shipping_charge_account_name STRING, shipping_charge_exclusive_of_tax STRING,
            shipping_charge_inclusive_of_tax STRING, shipping_charge_tax STRING,
            bcy_shipping_charge_tax STRING, shipping_charge_tax_id STRING,
            shipping_charge_tax_name STRING, shipping_charge_tax_type STRING,
            shipping_charge_tax_percentage STRING, shipping_charge_tax_exemption_id STRING,
            shipping_charge_tax_exemption_code STRING, shipping_charge_taxes STRING,
            place_of_supply STRING, gst_no STRING, gst_treatment STRING, vat_treatment STRING,
            vat_reg_no STRING, tax_treatment STRING, is_pre_gst STRING,
            is_reverse_charge_applied STRING, lock_details STRING, lock_detail STRING,
            locked_actions STRING, roundoff_value STRING, transaction_rounding_type STRING,
            rounding_mode STRING, bcy_rounding_mode STRING, billing_address STRING,
            shipping_address STRING, taxes STRING, custom_fields STRING, tags STRING,
            contact_persons_associated STRING, salesorders STRING, invoice_installments STRING,
            customer_custom_fields STRING, customer_custom_field_hash STRING,
            custom_field_hash STRING, retention_items STRING, exceptions STRING,
            payment_options STRING, contact_persons STRING, documents STRING,
            in_process_payments STRING, deliverychallans STRING, shipping_bills STRING,
            contact_persons_details STRING, contact STRING, sub_statuses STRING,
            customer_default_billing_address STRING, exchange_invoices STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'invoices'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as invoice_id,
        nullif(documents.doc.invoice_number, '') as invoice_number,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.due_date, '') as x_due_date,
        nullif(documents.doc.issued_date, '') as x_issued_date,
        nullif(documents.doc.payment_expected_date, '') as x_payment_expected_date,
        nullif(documents.doc.last_payment_date, '') as x_last_payment_date,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.email, '') as email,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.payment_terms_id, '') as payment_terms_id,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.discount, '') as discount,
        nullif(documents.doc.discount_type, '') as discount_type,
        nullif(documents.doc.discount_percent, '') as x_discount_percent,
        nullif(documents.doc.discount_total, '') as x_discount_total,
        nullif(documents.doc.discount_applied_on_amount, '') as x_discount_applied_on_amount,
        nullif(documents.doc.tax_total, '') as x_tax_total,
        nullif(documents.doc.total_taxable_amount, '') as x_total_taxable_amount,
        nullif(documents.doc.adjustment, '') as x_adjustment,
        nullif(documents.doc.adjustment_description, '') as adjustment_description,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.payment_made, '') as x_payment_made,
        nullif(documents.doc.credits_applied, '') as x_credits_applied,
        nullif(documents.doc.write_off_amount, '') as x_write_off_amount,
        nullif(documents.doc.tax_amount_withheld, '') as x_tax_amount_withheld,
        nullif(documents.doc.payment_discount, '') as x_payment_discount,
        nullif(documents.doc.unprocessed_payment_amount, '') as x_unprocessed_payment_amount,
        nullif(documents.doc.early_payment_discount_percentage, '') as x_early_payment_discount_percentage,
        nullif(documents.doc.early_payment_discount_amount, '') as x_early_payment_discount_amount,
        nullif(documents.doc.bcy_sub_total, '') as x_bcy_sub_total,
        nullif(documents.doc.bcy_discount_total, '') as x_bcy_discount_total,
        nullif(documents.doc.bcy_tax_total, '') as x_bcy_tax_total,
        nullif(documents.doc.bcy_adjustment, '') as x_bcy_adjustment,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.is_discount_before_tax, '') as x_is_discount_before_tax,
        nullif(documents.doc.is_emailed, '') as x_is_emailed,
        nullif(documents.doc.is_viewed_by_client, '') as x_is_viewed_by_client,
        nullif(documents.doc.allow_partial_payments, '') as x_allow_partial_payments,
        nullif(documents.doc.ach_payment_initiated, '') as x_ach_payment_initiated,
        nullif(documents.doc.is_autobill_enabled, '') as x_is_autobill_enabled,
        nullif(documents.doc.payment_reminder_enabled, '') as x_payment_reminder_enabled,
        nullif(documents.doc.reminders_sent, '') as x_reminders_sent,
        nullif(documents.doc.last_reminder_sent_date, '') as x_last_reminder_sent_date,
        nullif(documents.doc.salesperson_id, '') as salesperson_id,
        nullif(documents.doc.salesperson_name, '') as salesperson_name,
        nullif(documents.doc.recurring_invoice_id, '') as recurring_invoice_id,
        nullif(documents.doc.estimate_id, '') as estimate_id,
        nullif(documents.doc.salesorder_id, '') as salesorder_id,
        nullif(documents.doc.salesorder_number, '') as salesorder_number,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.invoice_source, '') as invoice_source,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.channel_invoice_id, '') as channel_invoice_id,
        nullif(documents.doc.account_identifier, '') as account_identifier,
        nullif(documents.doc.offline_created_date_with_time, '') as offline_created_date_with_time,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.is_last_child_invoice, '') as x_is_last_child_invoice,
        nullif(documents.doc.early_payment_discount_due_days, '') as x_early_payment_discount_due_days,
        nullif(documents.doc.zcrm_potential_id, '') as zcrm_potential_id,
        nullif(documents.doc.zcrm_potential_name, '') as zcrm_potential_name,
        nullif(documents.doc.is_early_payment_discount_applicable, '') as x_is_early_payment_discount_applicable,
        nullif(documents.doc.is_progress_invoice, '') as x_is_progress_invoice,
        nullif(documents.doc.can_show_kit_return, '') as x_can_show_kit_return,
        nullif(documents.doc.is_kit_partial_return, '') as x_is_kit_partial_return,
        nullif(documents.doc.total_retention_amount, '') as x_total_retention_amount,
        nullif(documents.doc.retention_override_preference, '') as retention_override_preference,
        nullif(documents.doc.inprocess_transaction_present, '') as x_inprocess_transaction_present,
        nullif(documents.doc.discount_account_id, '') as discount_account_id,
        nullif(documents.doc.discount_account_name, '') as discount_account_name,
        nullif(documents.doc.adjustment_account_id, '') as adjustment_account_id,
        nullif(documents.doc.adjustment_account_name, '') as adjustment_account_name,
        nullif(documents.doc.tax_override_preference, '') as tax_override_preference,
        nullif(documents.doc.sub_total_inclusive_of_tax, '') as x_sub_total_inclusive_of_tax,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.tax_rounding, '') as tax_rounding,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.can_send_invoice_sms, '') as x_can_send_invoice_sms,
        nullif(documents.doc.stop_reminder_until_payment_expected_date, '') as x_stop_reminder_until_payment_expected_date,
        nullif(documents.doc.ach_supported, '') as x_ach_supported,
        nullif(documents.doc.reader_offline_payment_initiated, '') as x_reader_offline_payment_initiated,
        nullif(documents.doc.attachment_name, '') as attachment_name,
        nullif(documents.doc.computation_type, '') as computation_type,
        nullif(documents.doc.merchant_id, '') as merchant_id,
        nullif(documents.doc.merchant_name, '') as merchant_name,
        nullif(documents.doc.ecomm_operator_id, '') as ecomm_operator_id,
        nullif(documents.doc.ecomm_operator_name, '') as ecomm_operator_name,
        nullif(documents.doc.client_viewed_time, '') as client_viewed_time,
        nullif(documents.doc.subject_content, '') as subject_content,
        nullif(documents.doc.can_send_in_mail, '') as x_can_send_in_mail,
        nullif(documents.doc.is_backorder, '') as x_is_backorder,
        nullif(documents.doc.color_code, '') as color_code,
        nullif(documents.doc.is_client_review_settings_enabled, '') as x_is_client_review_settings_enabled,
        nullif(documents.doc.unused_retainer_payments, '') as x_unused_retainer_payments,
        nullif(documents.doc.schedule_time, '') as schedule_time,
        nullif(documents.doc.includes_package_tracking_info, '') as x_includes_package_tracking_info,
        nullif(documents.doc.company_name, '') as company_name,
        nullif(documents.doc.due_days, '') as due_days,
        nullif(documents.doc.project_name, '') as project_name,
        nullif(documents.doc.country, '') as country,
        nullif(documents.doc.phone, '') as phone,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.transaction_type, '') as transaction_type,
        nullif(documents.doc.is_viewed_in_mail, '') as x_is_viewed_in_mail,
        nullif(documents.doc.mail_first_viewed_time, '') as mail_first_viewed_time,
        nullif(documents.doc.mail_last_viewed_time, '') as mail_last_viewed_time,
        nullif(documents.doc.cfdi_usage, '') as cfdi_usage,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.created_date, '') as x_created_date,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_by, '') as created_by,
        nullif(documents.doc.updated_time, '') as x_updated_time,
        nullif(documents.doc.submitter_id, '') as submitter_id,
        nullif(documents.doc.submitted_date, '') as submitted_date,
        nullif(documents.doc.submitted_by, '') as submitted_by,
        nullif(documents.doc.submitted_by_name, '') as submitted_by_name,
        nullif(documents.doc.submitted_by_email, '') as submitted_by_email,
        nullif(documents.doc.submitted_by_photo_url, '') as submitted_by_photo_url,
        nullif(documents.doc.approver_id, '') as approver_id,
        nullif(documents.doc.approvers_list, '') as approvers_list,
        nullif(documents.doc.template_id, '') as template_id,
        nullif(documents.doc.template_name, '') as template_name,
        nullif(documents.doc.template_type, '') as template_type,
        nullif(documents.doc.page_width, '') as page_width,
        nullif(documents.doc.page_height, '') as page_height,
        nullif(documents.doc.orientation, '') as orientation,
        nullif(documents.doc.shipping_charge, '') as x_shipping_charge,
        nullif(documents.doc.bcy_shipping_charge, '') as x_bcy_shipping_charge,
        nullif(documents.doc.shipping_charge_account_id, '') as shipping_charge_account_id,
        nullif(documents.doc.shipping_charge_account_name, '') as shipping_charge_account_name,
        nullif(documents.doc.shipping_charge_exclusive_of_tax, '') as x_shipping_charge_exclusive_of_tax,
        nullif(documents.doc.shipping_charge_inclusive_of_tax, '') as x_shipping_charge_inclusive_of_tax,
        nullif(documents.doc.shipping_charge_tax, '') as x_shipping_charge_tax,
        nullif(documents.doc.bcy_shipping_charge_tax, '') as x_bcy_shipping_charge_tax,
        nullif(documents.doc.shipping_charge_tax_id, '') as shipping_charge_tax_id,
        nullif(documents.doc.shipping_charge_tax_name, '') as shipping_charge_tax_name,
        nullif(documents.doc.shipping_charge_tax_type, '') as shipping_charge_tax_type,
        nullif(documents.doc.shipping_charge_tax_percentage, '') as x_shipping_charge_tax_percentage,
        nullif(documents.doc.shipping_charge_tax_exemption_id, '') as shipping_charge_tax_exemption_id,
        nullif(documents.doc.shipping_charge_tax_exemption_code, '') as shipping_charge_tax_exemption_code,
        nullif(documents.doc.shipping_charge_taxes, '') as shipping_charge_taxes,
        nullif(documents.doc.place_of_supply, '') as place_of_supply,
        nullif(documents.doc.gst_no, '') as gst_no,
        nullif(documents.doc.gst_treatment, '') as gst_treatment,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.vat_reg_no, '') as vat_reg_no,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.is_pre_gst, '') as x_is_pre_gst,
        nullif(documents.doc.is_reverse_charge_applied, '') as x_is_reverse_charge_applied,
        nullif(documents.doc.lock_details, '') as lock_details,
        nullif(documents.doc.lock_detail, '') as lock_detail,
        nullif(documents.doc.locked_actions, '') as locked_actions,
        nullif(documents.doc.roundoff_value, '') as x_roundoff_value,
        nullif(documents.doc.transaction_rounding_type, '') as transaction_rounding_type,
        nullif(documents.doc.rounding_mode, '') as rounding_mode,
        nullif(documents.doc.bcy_rounding_mode, '') as bcy_rounding_mode,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.contact_persons_associated, '') as contact_persons_associated,
        nullif(documents.doc.salesorders, '') as salesorders,
        nullif(documents.doc.invoice_installments, '') as invoice_installments,
        nullif(documents.doc.customer_custom_fields, '') as customer_custom_fields,
        nullif(documents.doc.customer_custom_field_hash, '') as customer_custom_field_hash,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.retention_items, '') as retention_items,
        nullif(documents.doc.exceptions, '') as exceptions,
        nullif(documents.doc.payment_options, '') as payment_options,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.in_process_payments, '') as in_process_payments,
        nullif(documents.doc.deliverychallans, '') as deliverychallans,
        nullif(documents.doc.shipping_bills, '') as shipping_bills,
        nullif(documents.doc.contact_persons_details, '') as contact_persons_details,
        nullif(documents.doc.contact, '') as contact,
        nullif(documents.doc.sub_statuses, '') as sub_statuses,
        nullif(documents.doc.customer_default_billing_address, '') as customer_default_billing_address,
        nullif(documents.doc.exchange_invoices, '') as exchange_invoices,
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
        documents.doc.status is not null
            and documents.doc.date is not null
            and documents.doc.total is not null
            and documents.doc.balance is not null
            and documents.doc.currency_code is not null
            and documents.doc.line_items like '[%]' and from_json(documents.doc.line_items, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case when length(x_issued_date) = 10 and regexp_like(x_issued_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_issued_date >= '0001' then try_cast(x_issued_date as DATE) end as issued_date,
        case when length(x_payment_expected_date) = 10 and regexp_like(x_payment_expected_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_payment_expected_date >= '0001' then try_cast(x_payment_expected_date as DATE) end as payment_expected_date,
        case when length(x_last_payment_date) = 10 and regexp_like(x_last_payment_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_last_payment_date >= '0001' then try_cast(x_last_payment_date as DATE) end as last_payment_date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_discount_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_percent as DECIMAL(28, 10))
        end as discount_percent,
        case
            when regexp_like(x_discount_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_total as DECIMAL(28, 10))
        end as discount_total,
        case
            when regexp_like(x_discount_applied_on_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_applied_on_amount as DECIMAL(28, 10))
        end as discount_applied_on_amount,
        case
            when regexp_like(x_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_total as DECIMAL(28, 10))
        end as tax_total,
        case
            when regexp_like(x_total_taxable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_taxable_amount as DECIMAL(28, 10))
        end as total_taxable_amount,
        case
            when regexp_like(x_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_adjustment as DECIMAL(28, 10))
        end as adjustment,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_payment_made || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_made as DECIMAL(28, 10))
        end as payment_made,
        case
            when regexp_like(x_credits_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_credits_applied as DECIMAL(28, 10))
        end as credits_applied,
        case
            when regexp_like(x_write_off_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_write_off_amount as DECIMAL(28, 10))
        end as write_off_amount,
        case
            when regexp_like(x_tax_amount_withheld || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount_withheld as DECIMAL(28, 10))
        end as tax_amount_withheld,
        case
            when regexp_like(x_payment_discount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_discount as DECIMAL(28, 10))
        end as payment_discount,
        case
            when regexp_like(x_unprocessed_payment_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unprocessed_payment_amount as DECIMAL(28, 10))
        end as unprocessed_payment_amount,
        case
            when regexp_like(x_early_payment_discount_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_early_payment_discount_percentage as DECIMAL(28, 10))
        end as early_payment_discount_percentage,
        case
            when regexp_like(x_early_payment_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_early_payment_discount_amount as DECIMAL(28, 10))
        end as early_payment_discount_amount,
        case
            when regexp_like(x_bcy_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_sub_total as DECIMAL(28, 10))
        end as bcy_sub_total,
        case
            when regexp_like(x_bcy_discount_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_discount_total as DECIMAL(28, 10))
        end as bcy_discount_total,
        case
            when regexp_like(x_bcy_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_tax_total as DECIMAL(28, 10))
        end as bcy_tax_total,
        case
            when regexp_like(x_bcy_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_adjustment as DECIMAL(28, 10))
        end as bcy_adjustment,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case lower(x_is_discount_before_tax) when 'true' then true when 'false' then false end as is_discount_before_tax,
        case lower(x_is_emailed) when 'true' then true when 'false' then false end as is_emailed,
        case lower(x_is_viewed_by_client) when 'true' then true when 'false' then false end as is_viewed_by_client,
        case lower(x_allow_partial_payments) when 'true' then true when 'false' then false end as allow_partial_payments,
        case lower(x_ach_payment_initiated) when 'true' then true when 'false' then false end as ach_payment_initiated,
        case lower(x_is_autobill_enabled) when 'true' then true when 'false' then false end as is_autobill_enabled,
        case lower(x_payment_reminder_enabled) when 'true' then true when 'false' then false end as payment_reminder_enabled,
        case
            when regexp_like(x_reminders_sent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reminders_sent as DECIMAL(28, 10))
        end as reminders_sent,
        case when length(x_last_reminder_sent_date) = 10 and regexp_like(x_last_reminder_sent_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_last_reminder_sent_date >= '0001' then try_cast(x_last_reminder_sent_date as DATE) end as last_reminder_sent_date,
        case lower(x_is_last_child_invoice) when 'true' then true when 'false' then false end as is_last_child_invoice,
        case
            when regexp_like(x_early_payment_discount_due_days || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_early_payment_discount_due_days as DECIMAL(28, 10))
        end as early_payment_discount_due_days,
        case lower(x_is_early_payment_discount_applicable) when 'true' then true when 'false' then false end as is_early_payment_discount_applicable,
        case lower(x_is_progress_invoice) when 'true' then true when 'false' then false end as is_progress_invoice,
        case lower(x_can_show_kit_return) when 'true' then true when 'false' then false end as can_show_kit_return,
        case lower(x_is_kit_partial_return) when 'true' then true when 'false' then false end as is_kit_partial_return,
        case
            when regexp_like(x_total_retention_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_retention_amount as DECIMAL(28, 10))
        end as total_retention_amount,
        case lower(x_inprocess_transaction_present) when 'true' then true when 'false' then false end as inprocess_transaction_present,
        case
            when regexp_like(x_sub_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total_inclusive_of_tax as DECIMAL(28, 10))
        end as sub_total_inclusive_of_tax,
        case lower(x_can_send_invoice_sms) when 'true' then true when 'false' then false end as can_send_invoice_sms,
        case lower(x_stop_reminder_until_payment_expected_date) when 'true' then true when 'false' then false end as stop_reminder_until_payment_expected_date,
        case lower(x_ach_supported) when 'true' then true when 'false' then false end as ach_supported,
        case lower(x_reader_offline_payment_initiated) when 'true' then true when 'false' then false end as reader_offline_payment_initiated,
        case lower(x_can_send_in_mail) when 'true' then true when 'false' then false end as can_send_in_mail,
        case lower(x_is_backorder) when 'true' then true when 'false' then false end as is_backorder,
        case lower(x_is_client_review_settings_enabled) when 'true' then true when 'false' then false end as is_client_review_settings_enabled,
        case
            when regexp_like(x_unused_retainer_payments || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_retainer_payments as DECIMAL(28, 10))
        end as unused_retainer_payments,
        case lower(x_includes_package_tracking_info) when 'true' then true when 'false' then false end as includes_package_tracking_info,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case lower(x_is_viewed_in_mail) when 'true' then true when 'false' then false end as is_viewed_in_mail,
        case when length(x_created_date) = 10 and regexp_like(x_created_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_created_date >= '0001' then try_cast(x_created_date as DATE) end as created_date,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time,
        case when length(x_updated_time) in (20, 24) then try_to_timestamp(replace(x_updated_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as updated_time,
        case
            when regexp_like(x_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge as DECIMAL(28, 10))
        end as shipping_charge,
        case
            when regexp_like(x_bcy_shipping_charge || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_shipping_charge as DECIMAL(28, 10))
        end as bcy_shipping_charge,
        case
            when regexp_like(x_shipping_charge_exclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_exclusive_of_tax as DECIMAL(28, 10))
        end as shipping_charge_exclusive_of_tax,
        case
            when regexp_like(x_shipping_charge_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_inclusive_of_tax as DECIMAL(28, 10))
        end as shipping_charge_inclusive_of_tax,
        case
            when regexp_like(x_shipping_charge_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_tax as DECIMAL(28, 10))
        end as shipping_charge_tax,
        case
            when regexp_like(x_bcy_shipping_charge_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_shipping_charge_tax as DECIMAL(28, 10))
        end as bcy_shipping_charge_tax,
        case
            when regexp_like(x_shipping_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_shipping_charge_tax_percentage as DECIMAL(28, 10))
        end as shipping_charge_tax_percentage,
        case lower(x_is_pre_gst) when 'true' then true when 'false' then false end as is_pre_gst,
        case lower(x_is_reverse_charge_applied) when 'true' then true when 'false' then false end as is_reverse_charge_applied,
        case
            when regexp_like(x_roundoff_value || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_roundoff_value as DECIMAL(28, 10))
        end as roundoff_value
    from texts
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                and typed._origin not in ('poll', 'sweep', 'backfill')
                and coalesce(typed._action, '') != 'delete_hint'
                then '' || chr(31) || 'needs status date total balance currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_issued_date is not null and issued_date is null then 'issued_date' || chr(31) || translate(substring(x_issued_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_payment_expected_date is not null and payment_expected_date is null then 'payment_expected_date' || chr(31) || translate(substring(x_payment_expected_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_last_payment_date is not null and last_payment_date is null then 'last_payment_date' || chr(31) || translate(substring(x_last_payment_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_percent is not null and discount_percent is null then 'discount_percent' || chr(31) || translate(substring(x_discount_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_total is not null and discount_total is null then 'discount_total' || chr(31) || translate(substring(x_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_applied_on_amount is not null and discount_applied_on_amount is null then 'discount_applied_on_amount' || chr(31) || translate(substring(x_discount_applied_on_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_total is not null and tax_total is null then 'tax_total' || chr(31) || translate(substring(x_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_taxable_amount is not null and total_taxable_amount is null then 'total_taxable_amount' || chr(31) || translate(substring(x_total_taxable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_adjustment is not null and adjustment is null then 'adjustment' || chr(31) || translate(substring(x_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_made is not null and payment_made is null then 'payment_made' || chr(31) || translate(substring(x_payment_made, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_credits_applied is not null and credits_applied is null then 'credits_applied' || chr(31) || translate(substring(x_credits_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_write_off_amount is not null and write_off_amount is null then 'write_off_amount' || chr(31) || translate(substring(x_write_off_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount_withheld is not null and tax_amount_withheld is null then 'tax_amount_withheld' || chr(31) || translate(substring(x_tax_amount_withheld, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_discount is not null and payment_discount is null then 'payment_discount' || chr(31) || translate(substring(x_payment_discount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unprocessed_payment_amount is not null and unprocessed_payment_amount is null then 'unprocessed_payment_amount' || chr(31) || translate(substring(x_unprocessed_payment_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_early_payment_discount_percentage is not null and early_payment_discount_percentage is null then 'early_payment_discount_percentage' || chr(31) || translate(substring(x_early_payment_discount_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_early_payment_discount_amount is not null and early_payment_discount_amount is null then 'early_payment_discount_amount' || chr(31) || translate(substring(x_early_payment_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_sub_total is not null and bcy_sub_total is null then 'bcy_sub_total' || chr(31) || translate(substring(x_bcy_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_discount_total is not null and bcy_discount_total is null then 'bcy_discount_total' || chr(31) || translate(substring(x_bcy_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_tax_total is not null and bcy_tax_total is null then 'bcy_tax_total' || chr(31) || translate(substring(x_bcy_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_adjustment is not null and bcy_adjustment is null then 'bcy_adjustment' || chr(31) || translate(substring(x_bcy_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_discount_before_tax is not null and is_discount_before_tax is null then 'is_discount_before_tax' || chr(31) || translate(substring(x_is_discount_before_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_emailed is not null and is_emailed is null then 'is_emailed' || chr(31) || translate(substring(x_is_emailed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_viewed_by_client is not null and is_viewed_by_client is null then 'is_viewed_by_client' || chr(31) || translate(substring(x_is_viewed_by_client, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_allow_partial_payments is not null and allow_partial_payments is null then 'allow_partial_payments' || chr(31) || translate(substring(x_allow_partial_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_ach_payment_initiated is not null and ach_payment_initiated is null then 'ach_payment_initiated' || chr(31) || translate(substring(x_ach_payment_initiated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_autobill_enabled is not null and is_autobill_enabled is null then 'is_autobill_enabled' || chr(31) || translate(substring(x_is_autobill_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_payment_reminder_enabled is not null and payment_reminder_enabled is null then 'payment_reminder_enabled' || chr(31) || translate(substring(x_payment_reminder_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_reminders_sent is not null and reminders_sent is null then 'reminders_sent' || chr(31) || translate(substring(x_reminders_sent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_last_reminder_sent_date is not null and last_reminder_sent_date is null then 'last_reminder_sent_date' || chr(31) || translate(substring(x_last_reminder_sent_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_last_child_invoice is not null and is_last_child_invoice is null then 'is_last_child_invoice' || chr(31) || translate(substring(x_is_last_child_invoice, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_early_payment_discount_due_days is not null and early_payment_discount_due_days is null then 'early_payment_discount_due_days' || chr(31) || translate(substring(x_early_payment_discount_due_days, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_early_payment_discount_applicable is not null and is_early_payment_discount_applicable is null then 'is_early_payment_discount_applicable' || chr(31) || translate(substring(x_is_early_payment_discount_applicable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_progress_invoice is not null and is_progress_invoice is null then 'is_progress_invoice' || chr(31) || translate(substring(x_is_progress_invoice, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_show_kit_return is not null and can_show_kit_return is null then 'can_show_kit_return' || chr(31) || translate(substring(x_can_show_kit_return, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_kit_partial_return is not null and is_kit_partial_return is null then 'is_kit_partial_return' || chr(31) || translate(substring(x_is_kit_partial_return, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_total_retention_amount is not null and total_retention_amount is null then 'total_retention_amount' || chr(31) || translate(substring(x_total_retention_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_inprocess_transaction_present is not null and inprocess_transaction_present is null then 'inprocess_transaction_present' || chr(31) || translate(substring(x_inprocess_transaction_present, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_sub_total_inclusive_of_tax is not null and sub_total_inclusive_of_tax is null then 'sub_total_inclusive_of_tax' || chr(31) || translate(substring(x_sub_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_can_send_invoice_sms is not null and can_send_invoice_sms is null then 'can_send_invoice_sms' || chr(31) || translate(substring(x_can_send_invoice_sms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_stop_reminder_until_payment_expected_date is not null and stop_reminder_until_payment_expected_date is null then 'stop_reminder_until_payment_expected_date' || chr(31) || translate(substring(x_stop_reminder_until_payment_expected_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_ach_supported is not null and ach_supported is null then 'ach_supported' || chr(31) || translate(substring(x_ach_supported, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_reader_offline_payment_initiated is not null and reader_offline_payment_initiated is null then 'reader_offline_payment_initiated' || chr(31) || translate(substring(x_reader_offline_payment_initiated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_send_in_mail is not null and can_send_in_mail is null then 'can_send_in_mail' || chr(31) || translate(substring(x_can_send_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_backorder is not null and is_backorder is null then 'is_backorder' || chr(31) || translate(substring(x_is_backorder, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_client_review_settings_enabled is not null and is_client_review_settings_enabled is null then 'is_client_review_settings_enabled' || chr(31) || translate(substring(x_is_client_review_settings_enabled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_unused_retainer_payments is not null and unused_retainer_payments is null then 'unused_retainer_payments' || chr(31) || translate(substring(x_unused_retainer_payments, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_includes_package_tracking_info is not null and includes_package_tracking_info is null then 'includes_package_tracking_info' || chr(31) || translate(substring(x_includes_package_tracking_info, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_viewed_in_mail is not null and is_viewed_in_mail is null then 'is_viewed_in_mail' || chr(31) || translate(substring(x_is_viewed_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_date is not null and created_date is null then 'created_date' || chr(31) || translate(substring(x_created_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_updated_time is not null and updated_time is null then 'updated_time' || chr(31) || translate(substring(x_updated_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_shipping_charge is not null and shipping_charge is null then 'shipping_charge' || chr(31) || translate(substring(x_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge is not null and bcy_shipping_charge is null then 'bcy_shipping_charge' || chr(31) || translate(substring(x_bcy_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_exclusive_of_tax is not null and shipping_charge_exclusive_of_tax is null then 'shipping_charge_exclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_exclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_inclusive_of_tax is not null and shipping_charge_inclusive_of_tax is null then 'shipping_charge_inclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax is not null and shipping_charge_tax is null then 'shipping_charge_tax' || chr(31) || translate(substring(x_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge_tax is not null and bcy_shipping_charge_tax is null then 'bcy_shipping_charge_tax' || chr(31) || translate(substring(x_bcy_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax_percentage is not null and shipping_charge_tax_percentage is null then 'shipping_charge_tax_percentage' || chr(31) || translate(substring(x_shipping_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_pre_gst is not null and is_pre_gst is null then 'is_pre_gst' || chr(31) || translate(substring(x_is_pre_gst, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_reverse_charge_applied is not null and is_reverse_charge_applied is null then 'is_reverse_charge_applied' || chr(31) || translate(substring(x_is_reverse_charge_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_roundoff_value is not null and roundoff_value is null then 'roundoff_value' || chr(31) || translate(substring(x_roundoff_value, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.invoice_id,
    judged.invoice_number,
    judged.reference_number,
    judged.status,
    judged.current_sub_status,
    judged.current_sub_status_id,
    judged.date,
    judged.due_date,
    judged.issued_date,
    judged.payment_expected_date,
    judged.last_payment_date,
    judged.customer_id,
    judged.customer_name,
    judged.email,
    judged.currency_id,
    judged.currency_code,
    judged.exchange_rate,
    judged.price_precision,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.payment_terms_id,
    judged.sub_total,
    judged.discount,
    judged.discount_type,
    judged.discount_percent,
    judged.discount_total,
    judged.discount_applied_on_amount,
    judged.tax_total,
    judged.total_taxable_amount,
    judged.adjustment,
    judged.adjustment_description,
    judged.total,
    judged.balance,
    judged.payment_made,
    judged.credits_applied,
    judged.write_off_amount,
    judged.tax_amount_withheld,
    judged.payment_discount,
    judged.unprocessed_payment_amount,
    judged.early_payment_discount_percentage,
    judged.early_payment_discount_amount,
    judged.bcy_sub_total,
    judged.bcy_discount_total,
    judged.bcy_tax_total,
    judged.bcy_adjustment,
    judged.bcy_total,
    judged.is_inclusive_tax,
    judged.is_discount_before_tax,
    judged.is_emailed,
    judged.is_viewed_by_client,
    judged.allow_partial_payments,
    judged.ach_payment_initiated,
    judged.is_autobill_enabled,
    judged.payment_reminder_enabled,
    judged.reminders_sent,
    judged.last_reminder_sent_date,
    judged.salesperson_id,
    judged.salesperson_name,
    judged.recurring_invoice_id,
    judged.estimate_id,
    judged.salesorder_id,
    judged.salesorder_number,
    judged.location_id,
    judged.account_id,
    judged.account_name,
    judged.invoice_source,
    judged.sales_channel,
    judged.notes,
    judged.terms,
    judged.channel_invoice_id,
    judged.account_identifier,
    judged.offline_created_date_with_time,
    judged.currency_symbol,
    judged.is_last_child_invoice,
    judged.early_payment_discount_due_days,
    judged.zcrm_potential_id,
    judged.zcrm_potential_name,
    judged.is_early_payment_discount_applicable,
    judged.is_progress_invoice,
    judged.can_show_kit_return,
    judged.is_kit_partial_return,
    judged.total_retention_amount,
    judged.retention_override_preference,
    judged.inprocess_transaction_present,
    judged.discount_account_id,
    judged.discount_account_name,
    judged.adjustment_account_id,
    judged.adjustment_account_name,
    judged.tax_override_preference,
    judged.sub_total_inclusive_of_tax,
    judged.contact_category,
    judged.tax_rounding,
    judged.tds_calculation_type,
    judged.can_send_invoice_sms,
    judged.stop_reminder_until_payment_expected_date,
    judged.ach_supported,
    judged.reader_offline_payment_initiated,
    judged.attachment_name,
    judged.computation_type,
    judged.merchant_id,
    judged.merchant_name,
    judged.ecomm_operator_id,
    judged.ecomm_operator_name,
    judged.client_viewed_time,
    judged.subject_content,
    judged.can_send_in_mail,
    judged.is_backorder,
    judged.color_code,
    judged.is_client_review_settings_enabled,
    judged.unused_retainer_payments,
    judged.schedule_time,
    judged.includes_package_tracking_info,
    judged.company_name,
    judged.due_days,
    judged.project_name,
    judged.country,
    judged.phone,
    judged.has_attachment,
    judged.transaction_type,
    judged.is_viewed_in_mail,
    judged.mail_first_viewed_time,
    judged.mail_last_viewed_time,
    judged.cfdi_usage,
    judged.location_name,
    judged.created_date,
    judged.created_by_id,
    judged.created_by_name,
    judged.last_modified_by_id,
    judged.created_time,
    judged.last_modified_time,
    judged.created_by,
    judged.updated_time,
    judged.submitter_id,
    judged.submitted_date,
    judged.submitted_by,
    judged.submitted_by_name,
    judged.submitted_by_email,
    judged.submitted_by_photo_url,
    judged.approver_id,
    judged.approvers_list,
    judged.template_id,
    judged.template_name,
    judged.template_type,
    judged.page_width,
    judged.page_height,
    judged.orientation,
    judged.shipping_charge,
    judged.bcy_shipping_charge,
    judged.shipping_charge_account_id,
    judged.shipping_charge_account_name,
    judged.shipping_charge_exclusive_of_tax,
    judged.shipping_charge_inclusive_of_tax,
    judged.shipping_charge_tax,
    judged.bcy_shipping_charge_tax,
    judged.shipping_charge_tax_id,
    judged.shipping_charge_tax_name,
    judged.shipping_charge_tax_type,
    judged.shipping_charge_tax_percentage,
    judged.shipping_charge_tax_exemption_id,
    judged.shipping_charge_tax_exemption_code,
    judged.shipping_charge_taxes,
    judged.place_of_supply,
    judged.gst_no,
    judged.gst_treatment,
    judged.vat_treatment,
    judged.vat_reg_no,
    judged.tax_treatment,
    judged.is_pre_gst,
    judged.is_reverse_charge_applied,
    judged.lock_details,
    judged.lock_detail,
    judged.locked_actions,
    judged.roundoff_value,
    judged.transaction_rounding_type,
    judged.rounding_mode,
    judged.bcy_rounding_mode,
    judged.billing_address,
    judged.shipping_address,
    judged.taxes,
    judged.custom_fields,
    judged.tags,
    judged.contact_persons_associated,
    judged.salesorders,
    judged.invoice_installments,
    judged.customer_custom_fields,
    judged.customer_custom_field_hash,
    judged.custom_field_hash,
    judged.retention_items,
    judged.exceptions,
    judged.payment_options,
    judged.contact_persons,
    judged.documents,
    judged.in_process_payments,
    judged.deliverychallans,
    judged.shipping_bills,
    judged.contact_persons_details,
    judged.contact,
    judged.sub_statuses,
    judged.customer_default_billing_address,
    judged.exchange_invoices,
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

create or replace view history_zoho_books_invoice_lines
comment 'Every version that ever landed of silver_zoho_books_invoice_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'invoices'
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
                    'line_item_id STRING, line_item_category STRING, item_id STRING,
                    item_order STRING, name STRING, description STRING, internal_name STRING,
                    discount_account_id STRING, discount_account_name STRING, unit STRING,
                    quantity STRING, discount_amount STRING, discount STRING, discounts STRING,
                    bcy_rate STRING, rate STRING, account_id STRING, account_name STRING,
                    header_id STRING, header_name STRING, pricebook_id STRING, tax_id STRING,
                    tax_name STRING, tax_type STRING, tax_percentage STRING, item_total STRING,
                    item_custom_fields STRING, pricing_scheme STRING, tags STRING,
                    documents STRING, line_item_taxes STRING, stock_on_hand STRING,
                    project_id STRING, item_type STRING, sales_rate STRING, item_code STRING,
                    mapped_items STRING, is_modifier_item STRING, image_document_id STRING,
                    project_name STRING, location_id STRING, location_name STRING,
                    product_type STRING, tax_treatment_code STRING, sat_item_key_code STRING,
                    unitkey_code STRING, tds_tax_id STRING, sku STRING, bill_id STRING,
                    bill_item_id STRING, available_stock STRING, committed_stock STRING,
                    available_for_sale_stock STRING, time_entry_ids STRING, expense_id STRING,
                    expense_receipt_name STRING, purchase_rate STRING,
                    salesorder_item_id STRING, cost_amount STRING, markup_percent STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as invoice_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.line_item_category, '') as line_item_category,
        nullif(elements.line.item_id, '') as item_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.internal_name, '') as internal_name,
        nullif(elements.line.discount_account_id, '') as discount_account_id,
        nullif(elements.line.discount_account_name, '') as discount_account_name,
        nullif(elements.line.unit, '') as unit,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.discount_amount, '') as x_discount_amount,
        nullif(elements.line.discount, '') as discount,
        nullif(elements.line.discounts, '') as discounts,
        nullif(elements.line.bcy_rate, '') as x_bcy_rate,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.header_id, '') as header_id,
        nullif(elements.line.header_name, '') as header_name,
        nullif(elements.line.pricebook_id, '') as pricebook_id,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.item_custom_fields, '') as item_custom_fields,
        nullif(elements.line.pricing_scheme, '') as pricing_scheme,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.documents, '') as documents,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.stock_on_hand, '') as x_stock_on_hand,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.item_type, '') as item_type,
        nullif(elements.line.sales_rate, '') as x_sales_rate,
        nullif(elements.line.item_code, '') as item_code,
        nullif(elements.line.mapped_items, '') as mapped_items,
        nullif(elements.line.is_modifier_item, '') as x_is_modifier_item,
        nullif(elements.line.image_document_id, '') as image_document_id,
        nullif(elements.line.project_name, '') as project_name,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
        nullif(elements.line.product_type, '') as product_type,
        nullif(elements.line.tax_treatment_code, '') as tax_treatment_code,
        nullif(elements.line.sat_item_key_code, '') as sat_item_key_code,
        nullif(elements.line.unitkey_code, '') as unitkey_code,
        nullif(elements.line.tds_tax_id, '') as tds_tax_id,
        nullif(elements.line.sku, '') as sku,
        nullif(elements.line.bill_id, '') as bill_id,
        nullif(elements.line.bill_item_id, '') as bill_item_id,
        nullif(elements.line.available_stock, '') as x_available_stock,
        nullif(elements.line.committed_stock, '') as x_committed_stock,
        nullif(elements.line.available_for_sale_stock, '') as x_available_for_sale_stock,
        nullif(elements.line.time_entry_ids, '') as time_entry_ids,
        nullif(elements.line.expense_id, '') as expense_id,
        nullif(elements.line.expense_receipt_name, '') as expense_receipt_name,
        nullif(elements.line.purchase_rate, '') as x_purchase_rate,
        nullif(elements.line.salesorder_item_id, '') as salesorder_item_id,
        nullif(elements.line.cost_amount, '') as x_cost_amount,
        nullif(elements.line.markup_percent, '') as x_markup_percent,
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
            when regexp_like(x_item_order || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_order as DECIMAL(28, 10))
        end as item_order,
        case
            when regexp_like(x_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity as DECIMAL(28, 10))
        end as quantity,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_bcy_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_rate as DECIMAL(28, 10))
        end as bcy_rate,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total,
        case
            when regexp_like(x_stock_on_hand || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_stock_on_hand as DECIMAL(28, 10))
        end as stock_on_hand,
        case
            when regexp_like(x_sales_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sales_rate as DECIMAL(28, 10))
        end as sales_rate,
        case lower(x_is_modifier_item) when 'true' then true when 'false' then false end as is_modifier_item,
        case
            when regexp_like(x_available_stock || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_available_stock as DECIMAL(28, 10))
        end as available_stock,
        case
            when regexp_like(x_committed_stock || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_committed_stock as DECIMAL(28, 10))
        end as committed_stock,
        case
            when regexp_like(x_available_for_sale_stock || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_available_for_sale_stock as DECIMAL(28, 10))
        end as available_for_sale_stock,
        case
            when regexp_like(x_purchase_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_purchase_rate as DECIMAL(28, 10))
        end as purchase_rate,
        case
            when regexp_like(x_cost_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_cost_amount as DECIMAL(28, 10))
        end as cost_amount,
        case
            when regexp_like(x_markup_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_markup_percent as DECIMAL(28, 10))
        end as markup_percent
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.invoice_id,
    typed.position,
    typed.line_item_id,
    typed.line_item_category,
    typed.item_id,
    typed.item_order,
    typed.name,
    typed.description,
    typed.internal_name,
    typed.discount_account_id,
    typed.discount_account_name,
    typed.unit,
    typed.quantity,
    typed.discount_amount,
    typed.discount,
    typed.discounts,
    typed.bcy_rate,
    typed.rate,
    typed.account_id,
    typed.account_name,
    typed.header_id,
    typed.header_name,
    typed.pricebook_id,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.item_total,
    typed.item_custom_fields,
    typed.pricing_scheme,
    typed.tags,
    typed.documents,
    typed.line_item_taxes,
    typed.stock_on_hand,
    typed.project_id,
    typed.item_type,
    typed.sales_rate,
    typed.item_code,
    typed.mapped_items,
    typed.is_modifier_item,
    typed.image_document_id,
    typed.project_name,
    typed.location_id,
    typed.location_name,
    typed.product_type,
    typed.tax_treatment_code,
    typed.sat_item_key_code,
    typed.unitkey_code,
    typed.tds_tax_id,
    typed.sku,
    typed.bill_id,
    typed.bill_item_id,
    typed.available_stock,
    typed.committed_stock,
    typed.available_for_sale_stock,
    typed.time_entry_ids,
    typed.expense_id,
    typed.expense_receipt_name,
    typed.purchase_rate,
    typed.salesorder_item_id,
    typed.cost_amount,
    typed.markup_percent,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_rate is not null and bcy_rate is null then 'bcy_rate' || chr(31) || translate(substring(x_bcy_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_stock_on_hand is not null and stock_on_hand is null then 'stock_on_hand' || chr(31) || translate(substring(x_stock_on_hand, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_sales_rate is not null and sales_rate is null then 'sales_rate' || chr(31) || translate(substring(x_sales_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_modifier_item is not null and is_modifier_item is null then 'is_modifier_item' || chr(31) || translate(substring(x_is_modifier_item, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_available_stock is not null and available_stock is null then 'available_stock' || chr(31) || translate(substring(x_available_stock, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_committed_stock is not null and committed_stock is null then 'committed_stock' || chr(31) || translate(substring(x_committed_stock, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_available_for_sale_stock is not null and available_for_sale_stock is null then 'available_for_sale_stock' || chr(31) || translate(substring(x_available_for_sale_stock, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_purchase_rate is not null and purchase_rate is null then 'purchase_rate' || chr(31) || translate(substring(x_purchase_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_cost_amount is not null and cost_amount is null then 'cost_amount' || chr(31) || translate(substring(x_cost_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_markup_percent is not null and markup_percent is null then 'markup_percent' || chr(31) || translate(substring(x_markup_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_invoice_taxes
comment 'Every version that ever landed of silver_zoho_books_invoice_taxes, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'taxes STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'invoices'
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
                    'tax_id STRING, tax_name STRING, tax_amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.taxes, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as invoice_id,
        elements.position,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_amount, '') as x_tax_amount,
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
            when regexp_like(x_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount as DECIMAL(28, 10))
        end as tax_amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.invoice_id,
    typed.position,
    typed.tax_id,
    typed.tax_name,
    typed.tax_amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_tax_amount is not null and tax_amount is null then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_invoices as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.invoice_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.invoice_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.invoice_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_invoices as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.invoice_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    invoice_number = incoming.invoice_number,
    reference_number = incoming.reference_number,
    status = incoming.status,
    current_sub_status = incoming.current_sub_status,
    current_sub_status_id = incoming.current_sub_status_id,
    date = incoming.date,
    due_date = incoming.due_date,
    issued_date = incoming.issued_date,
    payment_expected_date = incoming.payment_expected_date,
    last_payment_date = incoming.last_payment_date,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    email = incoming.email,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    exchange_rate = incoming.exchange_rate,
    price_precision = incoming.price_precision,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    payment_terms_id = incoming.payment_terms_id,
    sub_total = incoming.sub_total,
    discount = incoming.discount,
    discount_type = incoming.discount_type,
    discount_percent = incoming.discount_percent,
    discount_total = incoming.discount_total,
    discount_applied_on_amount = incoming.discount_applied_on_amount,
    tax_total = incoming.tax_total,
    total_taxable_amount = incoming.total_taxable_amount,
    adjustment = incoming.adjustment,
    adjustment_description = incoming.adjustment_description,
    total = incoming.total,
    balance = incoming.balance,
    payment_made = incoming.payment_made,
    credits_applied = incoming.credits_applied,
    write_off_amount = incoming.write_off_amount,
    tax_amount_withheld = incoming.tax_amount_withheld,
    payment_discount = incoming.payment_discount,
    unprocessed_payment_amount = incoming.unprocessed_payment_amount,
    early_payment_discount_percentage = incoming.early_payment_discount_percentage,
    early_payment_discount_amount = incoming.early_payment_discount_amount,
    bcy_sub_total = incoming.bcy_sub_total,
    bcy_discount_total = incoming.bcy_discount_total,
    bcy_tax_total = incoming.bcy_tax_total,
    bcy_adjustment = incoming.bcy_adjustment,
    bcy_total = incoming.bcy_total,
    is_inclusive_tax = incoming.is_inclusive_tax,
    is_discount_before_tax = incoming.is_discount_before_tax,
    is_emailed = incoming.is_emailed,
    is_viewed_by_client = incoming.is_viewed_by_client,
    allow_partial_payments = incoming.allow_partial_payments,
    ach_payment_initiated = incoming.ach_payment_initiated,
    is_autobill_enabled = incoming.is_autobill_enabled,
    payment_reminder_enabled = incoming.payment_reminder_enabled,
    reminders_sent = incoming.reminders_sent,
    last_reminder_sent_date = incoming.last_reminder_sent_date,
    salesperson_id = incoming.salesperson_id,
    salesperson_name = incoming.salesperson_name,
    recurring_invoice_id = incoming.recurring_invoice_id,
    estimate_id = incoming.estimate_id,
    salesorder_id = incoming.salesorder_id,
    salesorder_number = incoming.salesorder_number,
    location_id = incoming.location_id,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    invoice_source = incoming.invoice_source,
    sales_channel = incoming.sales_channel,
    notes = incoming.notes,
    terms = incoming.terms,
    channel_invoice_id = incoming.channel_invoice_id,
    account_identifier = incoming.account_identifier,
    offline_created_date_with_time = incoming.offline_created_date_with_time,
    currency_symbol = incoming.currency_symbol,
    is_last_child_invoice = incoming.is_last_child_invoice,
    early_payment_discount_due_days = incoming.early_payment_discount_due_days,
    zcrm_potential_id = incoming.zcrm_potential_id,
    zcrm_potential_name = incoming.zcrm_potential_name,
    is_early_payment_discount_applicable = incoming.is_early_payment_discount_applicable,
    is_progress_invoice = incoming.is_progress_invoice,
    can_show_kit_return = incoming.can_show_kit_return,
    is_kit_partial_return = incoming.is_kit_partial_return,
    total_retention_amount = incoming.total_retention_amount,
    retention_override_preference = incoming.retention_override_preference,
    inprocess_transaction_present = incoming.inprocess_transaction_present,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    adjustment_account_id = incoming.adjustment_account_id,
    adjustment_account_name = incoming.adjustment_account_name,
    tax_override_preference = incoming.tax_override_preference,
    sub_total_inclusive_of_tax = incoming.sub_total_inclusive_of_tax,
    contact_category = incoming.contact_category,
    tax_rounding = incoming.tax_rounding,
    tds_calculation_type = incoming.tds_calculation_type,
    can_send_invoice_sms = incoming.can_send_invoice_sms,
    stop_reminder_until_payment_expected_date = incoming.stop_reminder_until_payment_expected_date,
    ach_supported = incoming.ach_supported,
    reader_offline_payment_initiated = incoming.reader_offline_payment_initiated,
    attachment_name = incoming.attachment_name,
    computation_type = incoming.computation_type,
    merchant_id = incoming.merchant_id,
    merchant_name = incoming.merchant_name,
    ecomm_operator_id = incoming.ecomm_operator_id,
    ecomm_operator_name = incoming.ecomm_operator_name,
    client_viewed_time = incoming.client_viewed_time,
    subject_content = incoming.subject_content,
    can_send_in_mail = incoming.can_send_in_mail,
    is_backorder = incoming.is_backorder,
    color_code = incoming.color_code,
    is_client_review_settings_enabled = incoming.is_client_review_settings_enabled,
    unused_retainer_payments = incoming.unused_retainer_payments,
    schedule_time = incoming.schedule_time,
    includes_package_tracking_info = incoming.includes_package_tracking_info,
    company_name = incoming.company_name,
    due_days = incoming.due_days,
    project_name = incoming.project_name,
    country = incoming.country,
    phone = incoming.phone,
    has_attachment = incoming.has_attachment,
    transaction_type = incoming.transaction_type,
    is_viewed_in_mail = incoming.is_viewed_in_mail,
    mail_first_viewed_time = incoming.mail_first_viewed_time,
    mail_last_viewed_time = incoming.mail_last_viewed_time,
    cfdi_usage = incoming.cfdi_usage,
    location_name = incoming.location_name,
    created_date = incoming.created_date,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    last_modified_by_id = incoming.last_modified_by_id,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    created_by = incoming.created_by,
    updated_time = incoming.updated_time,
    submitter_id = incoming.submitter_id,
    submitted_date = incoming.submitted_date,
    submitted_by = incoming.submitted_by,
    submitted_by_name = incoming.submitted_by_name,
    submitted_by_email = incoming.submitted_by_email,
    submitted_by_photo_url = incoming.submitted_by_photo_url,
    approver_id = incoming.approver_id,
    approvers_list = incoming.approvers_list,
    template_id = incoming.template_id,
    template_name = incoming.template_name,
    template_type = incoming.template_type,
    page_width = incoming.page_width,
    page_height = incoming.page_height,
    orientation = incoming.orientation,
    shipping_charge = incoming.shipping_charge,
    bcy_shipping_charge = incoming.bcy_shipping_charge,
    shipping_charge_account_id = incoming.shipping_charge_account_id,
    shipping_charge_account_name = incoming.shipping_charge_account_name,
    shipping_charge_exclusive_of_tax = incoming.shipping_charge_exclusive_of_tax,
    shipping_charge_inclusive_of_tax = incoming.shipping_charge_inclusive_of_tax,
    shipping_charge_tax = incoming.shipping_charge_tax,
    bcy_shipping_charge_tax = incoming.bcy_shipping_charge_tax,
    shipping_charge_tax_id = incoming.shipping_charge_tax_id,
    shipping_charge_tax_name = incoming.shipping_charge_tax_name,
    shipping_charge_tax_type = incoming.shipping_charge_tax_type,
    shipping_charge_tax_percentage = incoming.shipping_charge_tax_percentage,
    shipping_charge_tax_exemption_id = incoming.shipping_charge_tax_exemption_id,
    shipping_charge_tax_exemption_code = incoming.shipping_charge_tax_exemption_code,
    shipping_charge_taxes = incoming.shipping_charge_taxes,
    place_of_supply = incoming.place_of_supply,
    gst_no = incoming.gst_no,
    gst_treatment = incoming.gst_treatment,
    vat_treatment = incoming.vat_treatment,
    vat_reg_no = incoming.vat_reg_no,
    tax_treatment = incoming.tax_treatment,
    is_pre_gst = incoming.is_pre_gst,
    is_reverse_charge_applied = incoming.is_reverse_charge_applied,
    lock_details = incoming.lock_details,
    lock_detail = incoming.lock_detail,
    locked_actions = incoming.locked_actions,
    roundoff_value = incoming.roundoff_value,
    transaction_rounding_type = incoming.transaction_rounding_type,
    rounding_mode = incoming.rounding_mode,
    bcy_rounding_mode = incoming.bcy_rounding_mode,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    taxes = incoming.taxes,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
    contact_persons_associated = incoming.contact_persons_associated,
    salesorders = incoming.salesorders,
    invoice_installments = incoming.invoice_installments,
    customer_custom_fields = incoming.customer_custom_fields,
    customer_custom_field_hash = incoming.customer_custom_field_hash,
    custom_field_hash = incoming.custom_field_hash,
    retention_items = incoming.retention_items,
    exceptions = incoming.exceptions,
    payment_options = incoming.payment_options,
    contact_persons = incoming.contact_persons,
    documents = incoming.documents,
    in_process_payments = incoming.in_process_payments,
    deliverychallans = incoming.deliverychallans,
    shipping_bills = incoming.shipping_bills,
    contact_persons_details = incoming.contact_persons_details,
    contact = incoming.contact,
    sub_statuses = incoming.sub_statuses,
    customer_default_billing_address = incoming.customer_default_billing_address,
    exchange_invoices = incoming.exchange_invoices,
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
    connection, organization_id, invoice_id, invoice_number, reference_number, status,
    current_sub_status, current_sub_status_id, date, due_date, issued_date,
    payment_expected_date, last_payment_date, customer_id, customer_name, email, currency_id,
    currency_code, exchange_rate, price_precision, payment_terms, payment_terms_label,
    payment_terms_id, sub_total, discount, discount_type, discount_percent, discount_total,
    discount_applied_on_amount, tax_total, total_taxable_amount, adjustment,
    adjustment_description, total, balance, payment_made, credits_applied, write_off_amount,
    tax_amount_withheld, payment_discount, unprocessed_payment_amount,
    early_payment_discount_percentage, early_payment_discount_amount, bcy_sub_total,
    bcy_discount_total, bcy_tax_total, bcy_adjustment, bcy_total, is_inclusive_tax,
    is_discount_before_tax, is_emailed, is_viewed_by_client, allow_partial_payments,
    ach_payment_initiated, is_autobill_enabled, payment_reminder_enabled, reminders_sent,
    last_reminder_sent_date, salesperson_id, salesperson_name, recurring_invoice_id,
    estimate_id, salesorder_id, salesorder_number, location_id, account_id, account_name,
    invoice_source, sales_channel, notes, terms, channel_invoice_id, account_identifier,
    offline_created_date_with_time, currency_symbol, is_last_child_invoice,
    early_payment_discount_due_days, zcrm_potential_id, zcrm_potential_name,
    is_early_payment_discount_applicable, is_progress_invoice, can_show_kit_return,
    is_kit_partial_return, total_retention_amount, retention_override_preference,
    inprocess_transaction_present, discount_account_id, discount_account_name,
    adjustment_account_id, adjustment_account_name, tax_override_preference,
    sub_total_inclusive_of_tax, contact_category, tax_rounding, tds_calculation_type,
    can_send_invoice_sms, stop_reminder_until_payment_expected_date, ach_supported,
    reader_offline_payment_initiated, attachment_name, computation_type, merchant_id,
    merchant_name, ecomm_operator_id, ecomm_operator_name, client_viewed_time, subject_content,
    can_send_in_mail, is_backorder, color_code, is_client_review_settings_enabled,
    unused_retainer_payments, schedule_time, includes_package_tracking_info, company_name,
    due_days, project_name, country, phone, has_attachment, transaction_type, is_viewed_in_mail,
    mail_first_viewed_time, mail_last_viewed_time, cfdi_usage, location_name, created_date,
    created_by_id, created_by_name, last_modified_by_id, created_time, last_modified_time,
    created_by, updated_time, submitter_id, submitted_date, submitted_by, submitted_by_name,
    submitted_by_email, submitted_by_photo_url, approver_id, approvers_list, template_id,
    template_name, template_type, page_width, page_height, orientation, shipping_charge,
    bcy_shipping_charge, shipping_charge_account_id, shipping_charge_account_name,
    shipping_charge_exclusive_of_tax, shipping_charge_inclusive_of_tax, shipping_charge_tax,
    bcy_shipping_charge_tax, shipping_charge_tax_id, shipping_charge_tax_name,
    shipping_charge_tax_type, shipping_charge_tax_percentage, shipping_charge_tax_exemption_id,
    shipping_charge_tax_exemption_code, shipping_charge_taxes, place_of_supply, gst_no,
    gst_treatment, vat_treatment, vat_reg_no, tax_treatment, is_pre_gst,
    is_reverse_charge_applied, lock_details, lock_detail, locked_actions, roundoff_value,
    transaction_rounding_type, rounding_mode, bcy_rounding_mode, billing_address,
    shipping_address, taxes, custom_fields, tags, contact_persons_associated, salesorders,
    invoice_installments, customer_custom_fields, customer_custom_field_hash, custom_field_hash,
    retention_items, exceptions, payment_options, contact_persons, documents,
    in_process_payments, deliverychallans, shipping_bills, contact_persons_details, contact,
    sub_statuses, customer_default_billing_address, exchange_invoices, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id, incoming.invoice_number,
    incoming.reference_number, incoming.status, incoming.current_sub_status,
    incoming.current_sub_status_id, incoming.date, incoming.due_date, incoming.issued_date,
    incoming.payment_expected_date, incoming.last_payment_date, incoming.customer_id,
    incoming.customer_name, incoming.email, incoming.currency_id, incoming.currency_code,
    incoming.exchange_rate, incoming.price_precision, incoming.payment_terms,
    incoming.payment_terms_label, incoming.payment_terms_id, incoming.sub_total,
    incoming.discount, incoming.discount_type, incoming.discount_percent,
    incoming.discount_total, incoming.discount_applied_on_amount, incoming.tax_total,
    incoming.total_taxable_amount, incoming.adjustment, incoming.adjustment_description,
    incoming.total, incoming.balance, incoming.payment_made, incoming.credits_applied,
    incoming.write_off_amount, incoming.tax_amount_withheld, incoming.payment_discount,
    incoming.unprocessed_payment_amount, incoming.early_payment_discount_percentage,
    incoming.early_payment_discount_amount, incoming.bcy_sub_total, incoming.bcy_discount_total,
    incoming.bcy_tax_total, incoming.bcy_adjustment, incoming.bcy_total,
    incoming.is_inclusive_tax, incoming.is_discount_before_tax, incoming.is_emailed,
    incoming.is_viewed_by_client, incoming.allow_partial_payments,
    incoming.ach_payment_initiated, incoming.is_autobill_enabled,
    incoming.payment_reminder_enabled, incoming.reminders_sent,
    incoming.last_reminder_sent_date, incoming.salesperson_id, incoming.salesperson_name,
    incoming.recurring_invoice_id, incoming.estimate_id, incoming.salesorder_id,
    incoming.salesorder_number, incoming.location_id, incoming.account_id,
    incoming.account_name, incoming.invoice_source, incoming.sales_channel, incoming.notes,
    incoming.terms, incoming.channel_invoice_id, incoming.account_identifier,
    incoming.offline_created_date_with_time, incoming.currency_symbol,
    incoming.is_last_child_invoice, incoming.early_payment_discount_due_days,
    incoming.zcrm_potential_id, incoming.zcrm_potential_name,
    incoming.is_early_payment_discount_applicable, incoming.is_progress_invoice,
    incoming.can_show_kit_return, incoming.is_kit_partial_return,
    incoming.total_retention_amount, incoming.retention_override_preference,
    incoming.inprocess_transaction_present, incoming.discount_account_id,
    incoming.discount_account_name, incoming.adjustment_account_id,
    incoming.adjustment_account_name, incoming.tax_override_preference,
    incoming.sub_total_inclusive_of_tax, incoming.contact_category, incoming.tax_rounding,
    incoming.tds_calculation_type, incoming.can_send_invoice_sms,
    incoming.stop_reminder_until_payment_expected_date, incoming.ach_supported,
    incoming.reader_offline_payment_initiated, incoming.attachment_name,
    incoming.computation_type, incoming.merchant_id, incoming.merchant_name,
    incoming.ecomm_operator_id, incoming.ecomm_operator_name, incoming.client_viewed_time,
    incoming.subject_content, incoming.can_send_in_mail, incoming.is_backorder,
    incoming.color_code, incoming.is_client_review_settings_enabled,
    incoming.unused_retainer_payments, incoming.schedule_time,
    incoming.includes_package_tracking_info, incoming.company_name, incoming.due_days,
    incoming.project_name, incoming.country, incoming.phone, incoming.has_attachment,
    incoming.transaction_type, incoming.is_viewed_in_mail, incoming.mail_first_viewed_time,
    incoming.mail_last_viewed_time, incoming.cfdi_usage, incoming.location_name,
    incoming.created_date, incoming.created_by_id, incoming.created_by_name,
    incoming.last_modified_by_id, incoming.created_time, incoming.last_modified_time,
    incoming.created_by, incoming.updated_time, incoming.submitter_id, incoming.submitted_date,
    incoming.submitted_by, incoming.submitted_by_name, incoming.submitted_by_email,
    incoming.submitted_by_photo_url, incoming.approver_id, incoming.approvers_list,
    incoming.template_id, incoming.template_name, incoming.template_type, incoming.page_width,
    incoming.page_height, incoming.orientation, incoming.shipping_charge,
    incoming.bcy_shipping_charge, incoming.shipping_charge_account_id,
    incoming.shipping_charge_account_name, incoming.shipping_charge_exclusive_of_tax,
    incoming.shipping_charge_inclusive_of_tax, incoming.shipping_charge_tax,
    incoming.bcy_shipping_charge_tax, incoming.shipping_charge_tax_id,
    incoming.shipping_charge_tax_name, incoming.shipping_charge_tax_type,
    incoming.shipping_charge_tax_percentage, incoming.shipping_charge_tax_exemption_id,
    incoming.shipping_charge_tax_exemption_code, incoming.shipping_charge_taxes,
    incoming.place_of_supply, incoming.gst_no, incoming.gst_treatment, incoming.vat_treatment,
    incoming.vat_reg_no, incoming.tax_treatment, incoming.is_pre_gst,
    incoming.is_reverse_charge_applied, incoming.lock_details, incoming.lock_detail,
    incoming.locked_actions, incoming.roundoff_value, incoming.transaction_rounding_type,
    incoming.rounding_mode, incoming.bcy_rounding_mode, incoming.billing_address,
    incoming.shipping_address, incoming.taxes, incoming.custom_fields, incoming.tags,
    incoming.contact_persons_associated, incoming.salesorders, incoming.invoice_installments,
    incoming.customer_custom_fields, incoming.customer_custom_field_hash,
    incoming.custom_field_hash, incoming.retention_items, incoming.exceptions,
    incoming.payment_options, incoming.contact_persons, incoming.documents,
    incoming.in_process_payments, incoming.deliverychallans, incoming.shipping_bills,
    incoming.contact_persons_details, incoming.contact, incoming.sub_statuses,
    incoming.customer_default_billing_address, incoming.exchange_invoices,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, invoice_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
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
                partition by history.connection, history.organization_id, history.invoice_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_invoices as winner
        inner join history_zoho_books_invoice_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.invoice_id = winner.invoice_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    line_item_category = incoming.line_item_category,
    item_id = incoming.item_id,
    item_order = incoming.item_order,
    name = incoming.name,
    description = incoming.description,
    internal_name = incoming.internal_name,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    unit = incoming.unit,
    quantity = incoming.quantity,
    discount_amount = incoming.discount_amount,
    discount = incoming.discount,
    discounts = incoming.discounts,
    bcy_rate = incoming.bcy_rate,
    rate = incoming.rate,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    header_id = incoming.header_id,
    header_name = incoming.header_name,
    pricebook_id = incoming.pricebook_id,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    item_total = incoming.item_total,
    item_custom_fields = incoming.item_custom_fields,
    pricing_scheme = incoming.pricing_scheme,
    tags = incoming.tags,
    documents = incoming.documents,
    line_item_taxes = incoming.line_item_taxes,
    stock_on_hand = incoming.stock_on_hand,
    project_id = incoming.project_id,
    item_type = incoming.item_type,
    sales_rate = incoming.sales_rate,
    item_code = incoming.item_code,
    mapped_items = incoming.mapped_items,
    is_modifier_item = incoming.is_modifier_item,
    image_document_id = incoming.image_document_id,
    project_name = incoming.project_name,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    product_type = incoming.product_type,
    tax_treatment_code = incoming.tax_treatment_code,
    sat_item_key_code = incoming.sat_item_key_code,
    unitkey_code = incoming.unitkey_code,
    tds_tax_id = incoming.tds_tax_id,
    sku = incoming.sku,
    bill_id = incoming.bill_id,
    bill_item_id = incoming.bill_item_id,
    available_stock = incoming.available_stock,
    committed_stock = incoming.committed_stock,
    available_for_sale_stock = incoming.available_for_sale_stock,
    time_entry_ids = incoming.time_entry_ids,
    expense_id = incoming.expense_id,
    expense_receipt_name = incoming.expense_receipt_name,
    purchase_rate = incoming.purchase_rate,
    salesorder_item_id = incoming.salesorder_item_id,
    cost_amount = incoming.cost_amount,
    markup_percent = incoming.markup_percent,
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
    connection, organization_id, invoice_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, internal_name, discount_account_id,
    discount_account_name, unit, quantity, discount_amount, discount, discounts, bcy_rate, rate,
    account_id, account_name, header_id, header_name, pricebook_id, tax_id, tax_name, tax_type,
    tax_percentage, item_total, item_custom_fields, pricing_scheme, tags, documents,
    line_item_taxes, stock_on_hand, project_id, item_type, sales_rate, item_code, mapped_items,
    is_modifier_item, image_document_id, project_name, location_id, location_name, product_type,
    tax_treatment_code, sat_item_key_code, unitkey_code, tds_tax_id, sku, bill_id, bill_item_id,
    available_stock, committed_stock, available_for_sale_stock, time_entry_ids, expense_id,
    expense_receipt_name, purchase_rate, salesorder_item_id, cost_amount, markup_percent,
    is_deleted, deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key,
    _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id, incoming.position,
    incoming.line_item_id, incoming.line_item_category, incoming.item_id, incoming.item_order,
    incoming.name, incoming.description, incoming.internal_name, incoming.discount_account_id,
    incoming.discount_account_name, incoming.unit, incoming.quantity, incoming.discount_amount,
    incoming.discount, incoming.discounts, incoming.bcy_rate, incoming.rate,
    incoming.account_id, incoming.account_name, incoming.header_id, incoming.header_name,
    incoming.pricebook_id, incoming.tax_id, incoming.tax_name, incoming.tax_type,
    incoming.tax_percentage, incoming.item_total, incoming.item_custom_fields,
    incoming.pricing_scheme, incoming.tags, incoming.documents, incoming.line_item_taxes,
    incoming.stock_on_hand, incoming.project_id, incoming.item_type, incoming.sales_rate,
    incoming.item_code, incoming.mapped_items, incoming.is_modifier_item,
    incoming.image_document_id, incoming.project_name, incoming.location_id,
    incoming.location_name, incoming.product_type, incoming.tax_treatment_code,
    incoming.sat_item_key_code, incoming.unitkey_code, incoming.tds_tax_id, incoming.sku,
    incoming.bill_id, incoming.bill_item_id, incoming.available_stock, incoming.committed_stock,
    incoming.available_for_sale_stock, incoming.time_entry_ids, incoming.expense_id,
    incoming.expense_receipt_name, incoming.purchase_rate, incoming.salesorder_item_id,
    incoming.cost_amount, incoming.markup_percent, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner._event_key, winner._load_id
    from silver_zoho_books_invoices as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_invoice_lines as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_invoices as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'invoices'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.invoice_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
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

merge into silver_zoho_books_invoice_taxes as target
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
                partition by history.connection, history.organization_id, history.invoice_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_invoices as winner
        inner join history_zoho_books_invoice_taxes as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.invoice_id = winner.invoice_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
    and target.position = incoming.position
when matched then update set
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_amount = incoming.tax_amount,
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
    connection, organization_id, invoice_id, position, tax_id, tax_name, tax_amount, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.invoice_id, incoming.position,
    incoming.tax_id, incoming.tax_name, incoming.tax_amount, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_invoice_taxes as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner._event_key, winner._load_id
    from silver_zoho_books_invoices as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_invoice_taxes as target
using (
    select winner.connection, winner.organization_id, winner.invoice_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_invoices as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'invoices'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.invoice_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.invoice_id = incoming.invoice_id
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
      and events.entity = 'invoices'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'invoices'
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
                'silver_zoho_books_invoices' as table_name,
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
                    history.invoice_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_invoices as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_invoice_lines' as table_name,
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
                    history.invoice_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_invoice_lines as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_invoice_taxes' as table_name,
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
                    history.invoice_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_invoice_taxes as history
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
    and target.entity = 'invoices'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'invoices',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_invoices as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.invoice_id
    where hints.source = 'zoho_books'
      and hints.entity = 'invoices'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'invoices'
    and target.reason = 'partial_document'
when matched then delete;
