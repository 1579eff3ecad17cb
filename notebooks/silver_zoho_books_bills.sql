-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_bills
-- MAGIC Bills of vendors. `status` tells draft, open, paid and void; a void keeps its total and balance, a deleted bill is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_bills`, `silver_zoho_books_bill_lines`, `silver_zoho_books_bill_taxes`, `silver_zoho_books_bill_payments`, `silver_zoho_books_bill_vendor_credits`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_bills
comment 'Every version that ever landed of silver_zoho_books_bills, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'non_catalog_items_count STRING, vendor_id STRING, vendor_name STRING, source STRING,
            contact_category STRING, unused_credits_payable_amount STRING, status STRING,
            color_code STRING, current_sub_status_id STRING, current_sub_status STRING,
            bill_number STRING, date STRING, due_date STRING, discount_setting STRING,
            tds_calculation_type STRING, payment_terms STRING, payment_terms_label STRING,
            payment_expected_date STRING, reference_number STRING, scanned_po_number STRING,
            scanned_po_id STRING, recurring_bill_id STRING, due_by_days STRING,
            due_in_days STRING, currency_id STRING, currency_code STRING,
            currency_symbol STRING, subject_content STRING, price_precision STRING,
            exchange_rate STRING, is_viewed_by_client STRING, client_viewed_time STRING,
            is_item_level_tax_calc STRING, is_inclusive_tax STRING, tax_rounding STRING,
            is_uber_bill STRING, is_tally_bill STRING, track_discount_in_account STRING,
            is_bill_reconciliation_violated STRING, bill_order_type STRING, adjustment STRING,
            adjustment_description STRING, discount_amount STRING, discount STRING,
            discount_applied_on_amount STRING, is_discount_before_tax STRING,
            discount_account_id STRING, discount_account_name STRING, discount_type STRING,
            sub_total STRING, sub_total_inclusive_of_tax STRING, tax_total STRING,
            discount_total STRING, discount_percent STRING, total STRING, payment_made STRING,
            vendor_credits_applied STRING, is_line_item_invoiced STRING,
            computation_type STRING, tax_override_preference STRING, balance STRING,
            unprocessed_payment_amount STRING, billing_address_id STRING, reference_id STRING,
            notes STRING, terms STRING, attachment_name STRING, is_approval_required STRING,
            entity_type STRING, total_retention_amount STRING, can_send_in_mail STRING,
            account_id STRING, account_name STRING, adjustment_account_id STRING,
            adjustment_account_name STRING, due_days STRING, tds_total STRING,
            is_opening_balance STRING, has_attachment STRING, balance_due STRING,
            permit_number STRING, pricebook_id STRING, pricebook_name STRING,
            is_tds_applied STRING, filed_in_vat_return_id STRING,
            filed_in_vat_return_name STRING, filed_in_vat_return_type STRING,
            is_abn_quoted STRING, location_id STRING, location_name STRING,
            open_purchaseorders_count STRING, created_time STRING, created_by_id STRING,
            last_modified_id STRING, last_modified_time STRING, created_by STRING,
            last_modified_by STRING, submitter_id STRING, submitted_date STRING,
            submitted_by STRING, submitted_by_name STRING, submitted_by_email STRING,
            submitted_by_photo_url STRING, approver_id STRING, approvers_list STRING,
            template_id STRING, template_name STRING, template_type STRING, page_width STRING,
            page_height STRING, orientation STRING, place_of_supply STRING, gst_no STRING,
            gst_treatment STRING, vat_treatment STRING, vat_reg_no STRING, tax_treatment STRING,
            is_pre_gst STRING, is_reverse_charge_applied STRING, source_of_supply STRING,
            destination_of_supply STRING, acquisition_vat_total STRING,
            acquisition_vat_summary STRING, reverse_charge_vat_total STRING,
            reverse_charge_vat_summary STRING, sub_statuses STRING, documents STRING,
            custom_fields STRING, custom_field_hash STRING, purchaseorders STRING,
            billing_address STRING, allocated_landed_costs STRING,
            unallocated_landed_costs STRING, retention_items STRING, tags STRING,
            purchaseorder_ids STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bills'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as bill_id,
        nullif(documents.doc.non_catalog_items_count, '') as x_non_catalog_items_count,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.unused_credits_payable_amount, '') as x_unused_credits_payable_amount,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.color_code, '') as color_code,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.bill_number, '') as bill_number,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.due_date, '') as x_due_date,
        nullif(documents.doc.discount_setting, '') as discount_setting,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.payment_expected_date, '') as x_payment_expected_date,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.scanned_po_number, '') as scanned_po_number,
        nullif(documents.doc.scanned_po_id, '') as scanned_po_id,
        nullif(documents.doc.recurring_bill_id, '') as recurring_bill_id,
        nullif(documents.doc.due_by_days, '') as due_by_days,
        nullif(documents.doc.due_in_days, '') as due_in_days,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.subject_content, '') as subject_content,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.is_viewed_by_client, '') as x_is_viewed_by_client,
        nullif(documents.doc.client_viewed_time, '') as client_viewed_time,
        nullif(documents.doc.is_item_level_tax_calc, '') as x_is_item_level_tax_calc,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.tax_rounding, '') as tax_rounding,
        nullif(documents.doc.is_uber_bill, '') as x_is_uber_bill,
        nullif(documents.doc.is_tally_bill, '') as x_is_tally_bill,
        nullif(documents.doc.track_discount_in_account, '') as x_track_discount_in_account,
        nullif(documents.doc.is_bill_reconciliation_violated, '') as x_is_bill_reconciliation_violated,
        nullif(documents.doc.bill_order_type, '') as bill_order_type,
        nullif(documents.doc.adjustment, '') as x_adjustment,
        nullif(documents.doc.adjustment_description, '') as adjustment_description,
        nullif(documents.doc.discount_amount, '') as x_discount_amount,
        nullif(documents.doc.discount, '') as discount,
        nullif(documents.doc.discount_applied_on_amount, '') as x_discount_applied_on_amount,
        nullif(documents.doc.is_discount_before_tax, '') as x_is_discount_before_tax,
        nullif(documents.doc.discount_account_id, '') as discount_account_id,
        nullif(documents.doc.discount_account_name, '') as discount_account_name,
        nullif(documents.doc.discount_type, '') as discount_type,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.sub_total_inclusive_of_tax, '') as x_sub_total_inclusive_of_tax,
        nullif(documents.doc.tax_total, '') as x_tax_total,
        nullif(documents.doc.discount_total, '') as x_discount_total,
        nullif(documents.doc.discount_percent, '') as x_discount_percent,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.payment_made, '') as x_payment_made,
        nullif(documents.doc.vendor_credits_applied, '') as x_vendor_credits_applied,
        nullif(documents.doc.is_line_item_invoiced, '') as x_is_line_item_invoiced,
        nullif(documents.doc.computation_type, '') as computation_type,
        nullif(documents.doc.tax_override_preference, '') as tax_override_preference,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.unprocessed_payment_amount, '') as x_unprocessed_payment_amount,
        nullif(documents.doc.billing_address_id, '') as billing_address_id,
        nullif(documents.doc.reference_id, '') as reference_id,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.attachment_name, '') as attachment_name,
        nullif(documents.doc.is_approval_required, '') as x_is_approval_required,
        nullif(documents.doc.entity_type, '') as entity_type,
        nullif(documents.doc.total_retention_amount, '') as x_total_retention_amount,
        nullif(documents.doc.can_send_in_mail, '') as x_can_send_in_mail,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.adjustment_account_id, '') as adjustment_account_id,
        nullif(documents.doc.adjustment_account_name, '') as adjustment_account_name,
        nullif(documents.doc.due_days, '') as due_days,
        nullif(documents.doc.tds_total, '') as x_tds_total,
        nullif(documents.doc.is_opening_balance, '') as is_opening_balance,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.balance_due, '') as x_balance_due,
        nullif(documents.doc.permit_number, '') as permit_number,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.pricebook_name, '') as pricebook_name,
        nullif(documents.doc.is_tds_applied, '') as x_is_tds_applied,
        nullif(documents.doc.filed_in_vat_return_id, '') as filed_in_vat_return_id,
        nullif(documents.doc.filed_in_vat_return_name, '') as filed_in_vat_return_name,
        nullif(documents.doc.filed_in_vat_return_type, '') as filed_in_vat_return_type,
        nullif(documents.doc.is_abn_quoted, '') as is_abn_quoted,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.open_purchaseorders_count, '') as x_open_purchaseorders_count,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.last_modified_id, '') as last_modified_id,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_by, '') as created_by,
        nullif(documents.doc.last_modified_by, '') as last_modified_by,
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
        nullif(documents.doc.place_of_supply, '') as place_of_supply,
        nullif(documents.doc.gst_no, '') as gst_no,
        nullif(documents.doc.gst_treatment, '') as gst_treatment,
        nullif(documents.doc.vat_treatment, '') as vat_treatment,
        nullif(documents.doc.vat_reg_no, '') as vat_reg_no,
        nullif(documents.doc.tax_treatment, '') as tax_treatment,
        nullif(documents.doc.is_pre_gst, '') as x_is_pre_gst,
        nullif(documents.doc.is_reverse_charge_applied, '') as x_is_reverse_charge_applied,
        nullif(documents.doc.source_of_supply, '') as source_of_supply,
        nullif(documents.doc.destination_of_supply, '') as destination_of_supply,
        nullif(documents.doc.acquisition_vat_total, '') as x_acquisition_vat_total,
        nullif(documents.doc.acquisition_vat_summary, '') as acquisition_vat_summary,
        nullif(documents.doc.reverse_charge_vat_total, '') as x_reverse_charge_vat_total,
        nullif(documents.doc.reverse_charge_vat_summary, '') as reverse_charge_vat_summary,
        nullif(documents.doc.sub_statuses, '') as sub_statuses,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.purchaseorders, '') as purchaseorders,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.allocated_landed_costs, '') as allocated_landed_costs,
        nullif(documents.doc.unallocated_landed_costs, '') as unallocated_landed_costs,
        nullif(documents.doc.retention_items, '') as retention_items,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.purchaseorder_ids, '') as purchaseorder_ids,
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
        case
            when regexp_like(x_non_catalog_items_count || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_non_catalog_items_count as DECIMAL(28, 10))
        end as non_catalog_items_count,
        case
            when regexp_like(x_unused_credits_payable_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unused_credits_payable_amount as DECIMAL(28, 10))
        end as unused_credits_payable_amount,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case when length(x_due_date) = 10 and regexp_like(x_due_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_due_date >= '0001' then try_cast(x_due_date as DATE) end as due_date,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case when length(x_payment_expected_date) = 10 and regexp_like(x_payment_expected_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_payment_expected_date >= '0001' then try_cast(x_payment_expected_date as DATE) end as payment_expected_date,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case lower(x_is_viewed_by_client) when 'true' then true when 'false' then false end as is_viewed_by_client,
        case lower(x_is_item_level_tax_calc) when 'true' then true when 'false' then false end as is_item_level_tax_calc,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case lower(x_is_uber_bill) when 'true' then true when 'false' then false end as is_uber_bill,
        case lower(x_is_tally_bill) when 'true' then true when 'false' then false end as is_tally_bill,
        case lower(x_track_discount_in_account) when 'true' then true when 'false' then false end as track_discount_in_account,
        case lower(x_is_bill_reconciliation_violated) when 'true' then true when 'false' then false end as is_bill_reconciliation_violated,
        case
            when regexp_like(x_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_adjustment as DECIMAL(28, 10))
        end as adjustment,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
        case
            when regexp_like(x_discount_applied_on_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_applied_on_amount as DECIMAL(28, 10))
        end as discount_applied_on_amount,
        case lower(x_is_discount_before_tax) when 'true' then true when 'false' then false end as is_discount_before_tax,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_sub_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total_inclusive_of_tax as DECIMAL(28, 10))
        end as sub_total_inclusive_of_tax,
        case
            when regexp_like(x_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_total as DECIMAL(28, 10))
        end as tax_total,
        case
            when regexp_like(x_discount_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_total as DECIMAL(28, 10))
        end as discount_total,
        case
            when regexp_like(x_discount_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_percent as DECIMAL(28, 10))
        end as discount_percent,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_payment_made || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_made as DECIMAL(28, 10))
        end as payment_made,
        case
            when regexp_like(x_vendor_credits_applied || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_vendor_credits_applied as DECIMAL(28, 10))
        end as vendor_credits_applied,
        case lower(x_is_line_item_invoiced) when 'true' then true when 'false' then false end as is_line_item_invoiced,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_unprocessed_payment_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_unprocessed_payment_amount as DECIMAL(28, 10))
        end as unprocessed_payment_amount,
        case lower(x_is_approval_required) when 'true' then true when 'false' then false end as is_approval_required,
        case
            when regexp_like(x_total_retention_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_retention_amount as DECIMAL(28, 10))
        end as total_retention_amount,
        case lower(x_can_send_in_mail) when 'true' then true when 'false' then false end as can_send_in_mail,
        case
            when regexp_like(x_tds_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tds_total as DECIMAL(28, 10))
        end as tds_total,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case
            when regexp_like(x_balance_due || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance_due as DECIMAL(28, 10))
        end as balance_due,
        case lower(x_is_tds_applied) when 'true' then true when 'false' then false end as is_tds_applied,
        case
            when regexp_like(x_open_purchaseorders_count || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_open_purchaseorders_count as DECIMAL(28, 10))
        end as open_purchaseorders_count,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time,
        case lower(x_is_pre_gst) when 'true' then true when 'false' then false end as is_pre_gst,
        case lower(x_is_reverse_charge_applied) when 'true' then true when 'false' then false end as is_reverse_charge_applied,
        case
            when regexp_like(x_acquisition_vat_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_acquisition_vat_total as DECIMAL(28, 10))
        end as acquisition_vat_total,
        case
            when regexp_like(x_reverse_charge_vat_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_vat_total as DECIMAL(28, 10))
        end as reverse_charge_vat_total
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
                    case when x_non_catalog_items_count is not null and non_catalog_items_count is null then 'non_catalog_items_count' || chr(31) || translate(substring(x_non_catalog_items_count, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unused_credits_payable_amount is not null and unused_credits_payable_amount is null then 'unused_credits_payable_amount' || chr(31) || translate(substring(x_unused_credits_payable_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_due_date is not null and due_date is null then 'due_date' || chr(31) || translate(substring(x_due_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_expected_date is not null and payment_expected_date is null then 'payment_expected_date' || chr(31) || translate(substring(x_payment_expected_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_viewed_by_client is not null and is_viewed_by_client is null then 'is_viewed_by_client' || chr(31) || translate(substring(x_is_viewed_by_client, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_item_level_tax_calc is not null and is_item_level_tax_calc is null then 'is_item_level_tax_calc' || chr(31) || translate(substring(x_is_item_level_tax_calc, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_uber_bill is not null and is_uber_bill is null then 'is_uber_bill' || chr(31) || translate(substring(x_is_uber_bill, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_tally_bill is not null and is_tally_bill is null then 'is_tally_bill' || chr(31) || translate(substring(x_is_tally_bill, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_track_discount_in_account is not null and track_discount_in_account is null then 'track_discount_in_account' || chr(31) || translate(substring(x_track_discount_in_account, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_bill_reconciliation_violated is not null and is_bill_reconciliation_violated is null then 'is_bill_reconciliation_violated' || chr(31) || translate(substring(x_is_bill_reconciliation_violated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_adjustment is not null and adjustment is null then 'adjustment' || chr(31) || translate(substring(x_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_applied_on_amount is not null and discount_applied_on_amount is null then 'discount_applied_on_amount' || chr(31) || translate(substring(x_discount_applied_on_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_discount_before_tax is not null and is_discount_before_tax is null then 'is_discount_before_tax' || chr(31) || translate(substring(x_is_discount_before_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total_inclusive_of_tax is not null and sub_total_inclusive_of_tax is null then 'sub_total_inclusive_of_tax' || chr(31) || translate(substring(x_sub_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_total is not null and tax_total is null then 'tax_total' || chr(31) || translate(substring(x_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_total is not null and discount_total is null then 'discount_total' || chr(31) || translate(substring(x_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_percent is not null and discount_percent is null then 'discount_percent' || chr(31) || translate(substring(x_discount_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_made is not null and payment_made is null then 'payment_made' || chr(31) || translate(substring(x_payment_made, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_vendor_credits_applied is not null and vendor_credits_applied is null then 'vendor_credits_applied' || chr(31) || translate(substring(x_vendor_credits_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_line_item_invoiced is not null and is_line_item_invoiced is null then 'is_line_item_invoiced' || chr(31) || translate(substring(x_is_line_item_invoiced, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_unprocessed_payment_amount is not null and unprocessed_payment_amount is null then 'unprocessed_payment_amount' || chr(31) || translate(substring(x_unprocessed_payment_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_approval_required is not null and is_approval_required is null then 'is_approval_required' || chr(31) || translate(substring(x_is_approval_required, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_total_retention_amount is not null and total_retention_amount is null then 'total_retention_amount' || chr(31) || translate(substring(x_total_retention_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_can_send_in_mail is not null and can_send_in_mail is null then 'can_send_in_mail' || chr(31) || translate(substring(x_can_send_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_tds_total is not null and tds_total is null then 'tds_total' || chr(31) || translate(substring(x_tds_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_balance_due is not null and balance_due is null then 'balance_due' || chr(31) || translate(substring(x_balance_due, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_tds_applied is not null and is_tds_applied is null then 'is_tds_applied' || chr(31) || translate(substring(x_is_tds_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_open_purchaseorders_count is not null and open_purchaseorders_count is null then 'open_purchaseorders_count' || chr(31) || translate(substring(x_open_purchaseorders_count, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_is_pre_gst is not null and is_pre_gst is null then 'is_pre_gst' || chr(31) || translate(substring(x_is_pre_gst, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_reverse_charge_applied is not null and is_reverse_charge_applied is null then 'is_reverse_charge_applied' || chr(31) || translate(substring(x_is_reverse_charge_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_acquisition_vat_total is not null and acquisition_vat_total is null then 'acquisition_vat_total' || chr(31) || translate(substring(x_acquisition_vat_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_reverse_charge_vat_total is not null and reverse_charge_vat_total is null then 'reverse_charge_vat_total' || chr(31) || translate(substring(x_reverse_charge_vat_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.bill_id,
    judged.non_catalog_items_count,
    judged.vendor_id,
    judged.vendor_name,
    judged.source,
    judged.contact_category,
    judged.unused_credits_payable_amount,
    judged.status,
    judged.color_code,
    judged.current_sub_status_id,
    judged.current_sub_status,
    judged.bill_number,
    judged.date,
    judged.due_date,
    judged.discount_setting,
    judged.tds_calculation_type,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.payment_expected_date,
    judged.reference_number,
    judged.scanned_po_number,
    judged.scanned_po_id,
    judged.recurring_bill_id,
    judged.due_by_days,
    judged.due_in_days,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.subject_content,
    judged.price_precision,
    judged.exchange_rate,
    judged.is_viewed_by_client,
    judged.client_viewed_time,
    judged.is_item_level_tax_calc,
    judged.is_inclusive_tax,
    judged.tax_rounding,
    judged.is_uber_bill,
    judged.is_tally_bill,
    judged.track_discount_in_account,
    judged.is_bill_reconciliation_violated,
    judged.bill_order_type,
    judged.adjustment,
    judged.adjustment_description,
    judged.discount_amount,
    judged.discount,
    judged.discount_applied_on_amount,
    judged.is_discount_before_tax,
    judged.discount_account_id,
    judged.discount_account_name,
    judged.discount_type,
    judged.sub_total,
    judged.sub_total_inclusive_of_tax,
    judged.tax_total,
    judged.discount_total,
    judged.discount_percent,
    judged.total,
    judged.payment_made,
    judged.vendor_credits_applied,
    judged.is_line_item_invoiced,
    judged.computation_type,
    judged.tax_override_preference,
    judged.balance,
    judged.unprocessed_payment_amount,
    judged.billing_address_id,
    judged.reference_id,
    judged.notes,
    judged.terms,
    judged.attachment_name,
    judged.is_approval_required,
    judged.entity_type,
    judged.total_retention_amount,
    judged.can_send_in_mail,
    judged.account_id,
    judged.account_name,
    judged.adjustment_account_id,
    judged.adjustment_account_name,
    judged.due_days,
    judged.tds_total,
    judged.is_opening_balance,
    judged.has_attachment,
    judged.balance_due,
    judged.permit_number,
    judged.pricebook_id,
    judged.pricebook_name,
    judged.is_tds_applied,
    judged.filed_in_vat_return_id,
    judged.filed_in_vat_return_name,
    judged.filed_in_vat_return_type,
    judged.is_abn_quoted,
    judged.location_id,
    judged.location_name,
    judged.open_purchaseorders_count,
    judged.created_time,
    judged.created_by_id,
    judged.last_modified_id,
    judged.last_modified_time,
    judged.created_by,
    judged.last_modified_by,
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
    judged.place_of_supply,
    judged.gst_no,
    judged.gst_treatment,
    judged.vat_treatment,
    judged.vat_reg_no,
    judged.tax_treatment,
    judged.is_pre_gst,
    judged.is_reverse_charge_applied,
    judged.source_of_supply,
    judged.destination_of_supply,
    judged.acquisition_vat_total,
    judged.acquisition_vat_summary,
    judged.reverse_charge_vat_total,
    judged.reverse_charge_vat_summary,
    judged.sub_statuses,
    judged.documents,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.purchaseorders,
    judged.billing_address,
    judged.allocated_landed_costs,
    judged.unallocated_landed_costs,
    judged.retention_items,
    judged.tags,
    judged.purchaseorder_ids,
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

create or replace view history_zoho_books_bill_lines
comment 'Every version that ever landed of silver_zoho_books_bill_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bills'
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
                    item_order STRING, name STRING, description STRING, sku STRING,
                    account_id STRING, account_name STRING, bcy_rate STRING, rate STRING,
                    pricebook_id STRING, header_id STRING, header_name STRING, tags STRING,
                    quantity STRING, discount STRING, discounts STRING, tax_id STRING,
                    tax_name STRING, tax_type STRING, tax_percentage STRING,
                    line_item_taxes STRING, item_total STRING, unit STRING, item_type STRING,
                    item_code STRING, image_name STRING, image_type STRING, project_id STRING,
                    project_name STRING, item_custom_fields STRING,
                    purchase_request_items STRING, image_document_id STRING, location_id STRING,
                    location_name STRING, reverse_charge_tax_id STRING,
                    reverse_charge_tax_name STRING, reverse_charge_tax_percentage STRING,
                    reverse_charge_tax_amount STRING, tax_treatment_code STRING,
                    tax_exemption_id STRING, tax_exemption_code STRING,
                    item_total_inclusive_of_tax STRING, product_type STRING, hsn_or_sac STRING,
                    acquisition_vat_id STRING, acquisition_vat_name STRING,
                    acquisition_vat_percentage STRING, acquisition_vat_amount STRING,
                    reverse_charge_vat_id STRING, reverse_charge_vat_name STRING,
                    reverse_charge_vat_percentage STRING, reverse_charge_vat_amount STRING,
                    purchaseorder_id STRING, purchaseorder_item_id STRING, account_code STRING,
                    sales_rate STRING, quantity_received STRING, discount_account_id STRING,
                    discount_account_name STRING, markup_percent STRING, is_billable STRING,
                    customer_id STRING, receipt_line_item_id STRING, customer_name STRING,
                    invoice_id STRING, invoice_number STRING, item_matching_type STRING,
                    receive_line_items STRING, tds_tax_id STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as bill_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.line_item_category, '') as line_item_category,
        nullif(elements.line.item_id, '') as item_id,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.name, '') as name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.sku, '') as sku,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.bcy_rate, '') as x_bcy_rate,
        nullif(elements.line.rate, '') as x_rate,
        nullif(elements.line.pricebook_id, '') as pricebook_id,
        nullif(elements.line.header_id, '') as header_id,
        nullif(elements.line.header_name, '') as header_name,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.quantity, '') as x_quantity,
        nullif(elements.line.discount, '') as discount,
        nullif(elements.line.discounts, '') as discounts,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.unit, '') as unit,
        nullif(elements.line.item_type, '') as item_type,
        nullif(elements.line.item_code, '') as item_code,
        nullif(elements.line.image_name, '') as image_name,
        nullif(elements.line.image_type, '') as image_type,
        nullif(elements.line.project_id, '') as project_id,
        nullif(elements.line.project_name, '') as project_name,
        nullif(elements.line.item_custom_fields, '') as item_custom_fields,
        nullif(elements.line.purchase_request_items, '') as purchase_request_items,
        nullif(elements.line.image_document_id, '') as image_document_id,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
        nullif(elements.line.reverse_charge_tax_id, '') as reverse_charge_tax_id,
        nullif(elements.line.reverse_charge_tax_name, '') as reverse_charge_tax_name,
        nullif(elements.line.reverse_charge_tax_percentage, '') as x_reverse_charge_tax_percentage,
        nullif(elements.line.reverse_charge_tax_amount, '') as x_reverse_charge_tax_amount,
        nullif(elements.line.tax_treatment_code, '') as tax_treatment_code,
        nullif(elements.line.tax_exemption_id, '') as tax_exemption_id,
        nullif(elements.line.tax_exemption_code, '') as tax_exemption_code,
        nullif(elements.line.item_total_inclusive_of_tax, '') as x_item_total_inclusive_of_tax,
        nullif(elements.line.product_type, '') as product_type,
        nullif(elements.line.hsn_or_sac, '') as hsn_or_sac,
        nullif(elements.line.acquisition_vat_id, '') as acquisition_vat_id,
        nullif(elements.line.acquisition_vat_name, '') as acquisition_vat_name,
        nullif(elements.line.acquisition_vat_percentage, '') as acquisition_vat_percentage,
        nullif(elements.line.acquisition_vat_amount, '') as acquisition_vat_amount,
        nullif(elements.line.reverse_charge_vat_id, '') as reverse_charge_vat_id,
        nullif(elements.line.reverse_charge_vat_name, '') as reverse_charge_vat_name,
        nullif(elements.line.reverse_charge_vat_percentage, '') as reverse_charge_vat_percentage,
        nullif(elements.line.reverse_charge_vat_amount, '') as reverse_charge_vat_amount,
        nullif(elements.line.purchaseorder_id, '') as purchaseorder_id,
        nullif(elements.line.purchaseorder_item_id, '') as purchaseorder_item_id,
        nullif(elements.line.account_code, '') as account_code,
        nullif(elements.line.sales_rate, '') as x_sales_rate,
        nullif(elements.line.quantity_received, '') as x_quantity_received,
        nullif(elements.line.discount_account_id, '') as discount_account_id,
        nullif(elements.line.discount_account_name, '') as discount_account_name,
        nullif(elements.line.markup_percent, '') as x_markup_percent,
        nullif(elements.line.is_billable, '') as x_is_billable,
        nullif(elements.line.customer_id, '') as customer_id,
        nullif(elements.line.receipt_line_item_id, '') as receipt_line_item_id,
        nullif(elements.line.customer_name, '') as customer_name,
        nullif(elements.line.invoice_id, '') as invoice_id,
        nullif(elements.line.invoice_number, '') as invoice_number,
        nullif(elements.line.item_matching_type, '') as item_matching_type,
        nullif(elements.line.receive_line_items, '') as receive_line_items,
        nullif(elements.line.tds_tax_id, '') as tds_tax_id,
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
            when regexp_like(x_bcy_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_rate as DECIMAL(28, 10))
        end as bcy_rate,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity as DECIMAL(28, 10))
        end as quantity,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total,
        case
            when regexp_like(x_reverse_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_percentage as DECIMAL(28, 10))
        end as reverse_charge_tax_percentage,
        case
            when regexp_like(x_reverse_charge_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_amount as DECIMAL(28, 10))
        end as reverse_charge_tax_amount,
        case
            when regexp_like(x_item_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total_inclusive_of_tax as DECIMAL(28, 10))
        end as item_total_inclusive_of_tax,
        case
            when regexp_like(x_sales_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sales_rate as DECIMAL(28, 10))
        end as sales_rate,
        case
            when regexp_like(x_quantity_received || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_received as DECIMAL(28, 10))
        end as quantity_received,
        case
            when regexp_like(x_markup_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_markup_percent as DECIMAL(28, 10))
        end as markup_percent,
        case lower(x_is_billable) when 'true' then true when 'false' then false end as is_billable
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.bill_id,
    typed.position,
    typed.line_item_id,
    typed.line_item_category,
    typed.item_id,
    typed.item_order,
    typed.name,
    typed.description,
    typed.sku,
    typed.account_id,
    typed.account_name,
    typed.bcy_rate,
    typed.rate,
    typed.pricebook_id,
    typed.header_id,
    typed.header_name,
    typed.tags,
    typed.quantity,
    typed.discount,
    typed.discounts,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.line_item_taxes,
    typed.item_total,
    typed.unit,
    typed.item_type,
    typed.item_code,
    typed.image_name,
    typed.image_type,
    typed.project_id,
    typed.project_name,
    typed.item_custom_fields,
    typed.purchase_request_items,
    typed.image_document_id,
    typed.location_id,
    typed.location_name,
    typed.reverse_charge_tax_id,
    typed.reverse_charge_tax_name,
    typed.reverse_charge_tax_percentage,
    typed.reverse_charge_tax_amount,
    typed.tax_treatment_code,
    typed.tax_exemption_id,
    typed.tax_exemption_code,
    typed.item_total_inclusive_of_tax,
    typed.product_type,
    typed.hsn_or_sac,
    typed.acquisition_vat_id,
    typed.acquisition_vat_name,
    typed.acquisition_vat_percentage,
    typed.acquisition_vat_amount,
    typed.reverse_charge_vat_id,
    typed.reverse_charge_vat_name,
    typed.reverse_charge_vat_percentage,
    typed.reverse_charge_vat_amount,
    typed.purchaseorder_id,
    typed.purchaseorder_item_id,
    typed.account_code,
    typed.sales_rate,
    typed.quantity_received,
    typed.discount_account_id,
    typed.discount_account_name,
    typed.markup_percent,
    typed.is_billable,
    typed.customer_id,
    typed.receipt_line_item_id,
    typed.customer_name,
    typed.invoice_id,
    typed.invoice_number,
    typed.item_matching_type,
    typed.receive_line_items,
    typed.tds_tax_id,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_bcy_rate is not null and bcy_rate is null then 'bcy_rate' || chr(31) || translate(substring(x_bcy_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity is not null and quantity is null then 'quantity' || chr(31) || translate(substring(x_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_percentage is not null and reverse_charge_tax_percentage is null then 'reverse_charge_tax_percentage' || chr(31) || translate(substring(x_reverse_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_amount is not null and reverse_charge_tax_amount is null then 'reverse_charge_tax_amount' || chr(31) || translate(substring(x_reverse_charge_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total_inclusive_of_tax is not null and item_total_inclusive_of_tax is null then 'item_total_inclusive_of_tax' || chr(31) || translate(substring(x_item_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_sales_rate is not null and sales_rate is null then 'sales_rate' || chr(31) || translate(substring(x_sales_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_received is not null and quantity_received is null then 'quantity_received' || chr(31) || translate(substring(x_quantity_received, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_markup_percent is not null and markup_percent is null then 'markup_percent' || chr(31) || translate(substring(x_markup_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_billable is not null and is_billable is null then 'is_billable' || chr(31) || translate(substring(x_is_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_bill_taxes
comment 'Every version that ever landed of silver_zoho_books_bill_taxes, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'taxes STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bills'
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
        elements.entity_id as bill_id,
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
    typed.bill_id,
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

create or replace view history_zoho_books_bill_payments
comment 'Every version that ever landed of silver_zoho_books_bill_payments, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'payments STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bills'
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
                    'bill_payment_id STRING, payment_id STRING, payment_mode STRING,
                    payment_number STRING, description STRING, date STRING,
                    reference_number STRING, exchange_rate STRING, amount STRING,
                    paid_through_account_id STRING, paid_through_account_name STRING,
                    is_single_bill_payment STRING, is_paid_via_print_check STRING,
                    check_details STRING, is_ach_payment STRING, ach_payment_status STRING,
                    ach_gw_transaction_id STRING, filed_in_vat_return_id STRING,
                    filed_in_vat_return_name STRING, filed_in_vat_return_type STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.payments, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as bill_id,
        elements.position,
        nullif(elements.line.bill_payment_id, '') as bill_payment_id,
        nullif(elements.line.payment_id, '') as payment_id,
        nullif(elements.line.payment_mode, '') as payment_mode,
        nullif(elements.line.payment_number, '') as payment_number,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.date, '') as x_date,
        nullif(elements.line.reference_number, '') as reference_number,
        nullif(elements.line.exchange_rate, '') as x_exchange_rate,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.paid_through_account_id, '') as paid_through_account_id,
        nullif(elements.line.paid_through_account_name, '') as paid_through_account_name,
        nullif(elements.line.is_single_bill_payment, '') as x_is_single_bill_payment,
        nullif(elements.line.is_paid_via_print_check, '') as x_is_paid_via_print_check,
        nullif(elements.line.check_details, '') as check_details,
        nullif(elements.line.is_ach_payment, '') as x_is_ach_payment,
        nullif(elements.line.ach_payment_status, '') as ach_payment_status,
        nullif(elements.line.ach_gw_transaction_id, '') as ach_gw_transaction_id,
        nullif(elements.line.filed_in_vat_return_id, '') as filed_in_vat_return_id,
        nullif(elements.line.filed_in_vat_return_name, '') as filed_in_vat_return_name,
        nullif(elements.line.filed_in_vat_return_type, '') as filed_in_vat_return_type,
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
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case lower(x_is_single_bill_payment) when 'true' then true when 'false' then false end as is_single_bill_payment,
        case lower(x_is_paid_via_print_check) when 'true' then true when 'false' then false end as is_paid_via_print_check,
        case lower(x_is_ach_payment) when 'true' then true when 'false' then false end as is_ach_payment
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.bill_id,
    typed.position,
    typed.bill_payment_id,
    typed.payment_id,
    typed.payment_mode,
    typed.payment_number,
    typed.description,
    typed.date,
    typed.reference_number,
    typed.exchange_rate,
    typed.amount,
    typed.paid_through_account_id,
    typed.paid_through_account_name,
    typed.is_single_bill_payment,
    typed.is_paid_via_print_check,
    typed.check_details,
    typed.is_ach_payment,
    typed.ach_payment_status,
    typed.ach_gw_transaction_id,
    typed.filed_in_vat_return_id,
    typed.filed_in_vat_return_name,
    typed.filed_in_vat_return_type,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
            case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_single_bill_payment is not null and is_single_bill_payment is null then 'is_single_bill_payment' || chr(31) || translate(substring(x_is_single_bill_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_paid_via_print_check is not null and is_paid_via_print_check is null then 'is_paid_via_print_check' || chr(31) || translate(substring(x_is_paid_via_print_check, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_ach_payment is not null and is_ach_payment is null then 'is_ach_payment' || chr(31) || translate(substring(x_is_ach_payment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

create or replace view history_zoho_books_bill_vendor_credits
comment 'Every version that ever landed of silver_zoho_books_bill_vendor_credits, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'vendor_credits STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'bills'
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
                    'vendor_credit_bill_id STRING, vendor_credit_id STRING,
                    vendor_credit_number STRING, date STRING, amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.vendor_credits, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as bill_id,
        elements.position,
        nullif(elements.line.vendor_credit_bill_id, '') as vendor_credit_bill_id,
        nullif(elements.line.vendor_credit_id, '') as vendor_credit_id,
        nullif(elements.line.vendor_credit_number, '') as vendor_credit_number,
        nullif(elements.line.date, '') as date,
        nullif(elements.line.amount, '') as x_amount,
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
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.bill_id,
    typed.position,
    typed.vendor_credit_bill_id,
    typed.vendor_credit_id,
    typed.vendor_credit_number,
    typed.date,
    typed.amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_bills as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.bill_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.bill_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.bill_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_bills as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.bill_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    non_catalog_items_count = incoming.non_catalog_items_count,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    source = incoming.source,
    contact_category = incoming.contact_category,
    unused_credits_payable_amount = incoming.unused_credits_payable_amount,
    status = incoming.status,
    color_code = incoming.color_code,
    current_sub_status_id = incoming.current_sub_status_id,
    current_sub_status = incoming.current_sub_status,
    bill_number = incoming.bill_number,
    date = incoming.date,
    due_date = incoming.due_date,
    discount_setting = incoming.discount_setting,
    tds_calculation_type = incoming.tds_calculation_type,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    payment_expected_date = incoming.payment_expected_date,
    reference_number = incoming.reference_number,
    scanned_po_number = incoming.scanned_po_number,
    scanned_po_id = incoming.scanned_po_id,
    recurring_bill_id = incoming.recurring_bill_id,
    due_by_days = incoming.due_by_days,
    due_in_days = incoming.due_in_days,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    subject_content = incoming.subject_content,
    price_precision = incoming.price_precision,
    exchange_rate = incoming.exchange_rate,
    is_viewed_by_client = incoming.is_viewed_by_client,
    client_viewed_time = incoming.client_viewed_time,
    is_item_level_tax_calc = incoming.is_item_level_tax_calc,
    is_inclusive_tax = incoming.is_inclusive_tax,
    tax_rounding = incoming.tax_rounding,
    is_uber_bill = incoming.is_uber_bill,
    is_tally_bill = incoming.is_tally_bill,
    track_discount_in_account = incoming.track_discount_in_account,
    is_bill_reconciliation_violated = incoming.is_bill_reconciliation_violated,
    bill_order_type = incoming.bill_order_type,
    adjustment = incoming.adjustment,
    adjustment_description = incoming.adjustment_description,
    discount_amount = incoming.discount_amount,
    discount = incoming.discount,
    discount_applied_on_amount = incoming.discount_applied_on_amount,
    is_discount_before_tax = incoming.is_discount_before_tax,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    discount_type = incoming.discount_type,
    sub_total = incoming.sub_total,
    sub_total_inclusive_of_tax = incoming.sub_total_inclusive_of_tax,
    tax_total = incoming.tax_total,
    discount_total = incoming.discount_total,
    discount_percent = incoming.discount_percent,
    total = incoming.total,
    payment_made = incoming.payment_made,
    vendor_credits_applied = incoming.vendor_credits_applied,
    is_line_item_invoiced = incoming.is_line_item_invoiced,
    computation_type = incoming.computation_type,
    tax_override_preference = incoming.tax_override_preference,
    balance = incoming.balance,
    unprocessed_payment_amount = incoming.unprocessed_payment_amount,
    billing_address_id = incoming.billing_address_id,
    reference_id = incoming.reference_id,
    notes = incoming.notes,
    terms = incoming.terms,
    attachment_name = incoming.attachment_name,
    is_approval_required = incoming.is_approval_required,
    entity_type = incoming.entity_type,
    total_retention_amount = incoming.total_retention_amount,
    can_send_in_mail = incoming.can_send_in_mail,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    adjustment_account_id = incoming.adjustment_account_id,
    adjustment_account_name = incoming.adjustment_account_name,
    due_days = incoming.due_days,
    tds_total = incoming.tds_total,
    is_opening_balance = incoming.is_opening_balance,
    has_attachment = incoming.has_attachment,
    balance_due = incoming.balance_due,
    permit_number = incoming.permit_number,
    pricebook_id = incoming.pricebook_id,
    pricebook_name = incoming.pricebook_name,
    is_tds_applied = incoming.is_tds_applied,
    filed_in_vat_return_id = incoming.filed_in_vat_return_id,
    filed_in_vat_return_name = incoming.filed_in_vat_return_name,
    filed_in_vat_return_type = incoming.filed_in_vat_return_type,
    is_abn_quoted = incoming.is_abn_quoted,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    open_purchaseorders_count = incoming.open_purchaseorders_count,
    created_time = incoming.created_time,
    created_by_id = incoming.created_by_id,
    last_modified_id = incoming.last_modified_id,
    last_modified_time = incoming.last_modified_time,
    created_by = incoming.created_by,
    last_modified_by = incoming.last_modified_by,
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
    place_of_supply = incoming.place_of_supply,
    gst_no = incoming.gst_no,
    gst_treatment = incoming.gst_treatment,
    vat_treatment = incoming.vat_treatment,
    vat_reg_no = incoming.vat_reg_no,
    tax_treatment = incoming.tax_treatment,
    is_pre_gst = incoming.is_pre_gst,
    is_reverse_charge_applied = incoming.is_reverse_charge_applied,
    source_of_supply = incoming.source_of_supply,
    destination_of_supply = incoming.destination_of_supply,
    acquisition_vat_total = incoming.acquisition_vat_total,
    acquisition_vat_summary = incoming.acquisition_vat_summary,
    reverse_charge_vat_total = incoming.reverse_charge_vat_total,
    reverse_charge_vat_summary = incoming.reverse_charge_vat_summary,
    sub_statuses = incoming.sub_statuses,
    documents = incoming.documents,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    purchaseorders = incoming.purchaseorders,
    billing_address = incoming.billing_address,
    allocated_landed_costs = incoming.allocated_landed_costs,
    unallocated_landed_costs = incoming.unallocated_landed_costs,
    retention_items = incoming.retention_items,
    tags = incoming.tags,
    purchaseorder_ids = incoming.purchaseorder_ids,
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
    connection, organization_id, bill_id, non_catalog_items_count, vendor_id, vendor_name,
    source, contact_category, unused_credits_payable_amount, status, color_code,
    current_sub_status_id, current_sub_status, bill_number, date, due_date, discount_setting,
    tds_calculation_type, payment_terms, payment_terms_label, payment_expected_date,
    reference_number, scanned_po_number, scanned_po_id, recurring_bill_id, due_by_days,
    due_in_days, currency_id, currency_code, currency_symbol, subject_content, price_precision,
    exchange_rate, is_viewed_by_client, client_viewed_time, is_item_level_tax_calc,
    is_inclusive_tax, tax_rounding, is_uber_bill, is_tally_bill, track_discount_in_account,
    is_bill_reconciliation_violated, bill_order_type, adjustment, adjustment_description,
    discount_amount, discount, discount_applied_on_amount, is_discount_before_tax,
    discount_account_id, discount_account_name, discount_type, sub_total,
    sub_total_inclusive_of_tax, tax_total, discount_total, discount_percent, total,
    payment_made, vendor_credits_applied, is_line_item_invoiced, computation_type,
    tax_override_preference, balance, unprocessed_payment_amount, billing_address_id,
    reference_id, notes, terms, attachment_name, is_approval_required, entity_type,
    total_retention_amount, can_send_in_mail, account_id, account_name, adjustment_account_id,
    adjustment_account_name, due_days, tds_total, is_opening_balance, has_attachment,
    balance_due, permit_number, pricebook_id, pricebook_name, is_tds_applied,
    filed_in_vat_return_id, filed_in_vat_return_name, filed_in_vat_return_type, is_abn_quoted,
    location_id, location_name, open_purchaseorders_count, created_time, created_by_id,
    last_modified_id, last_modified_time, created_by, last_modified_by, submitter_id,
    submitted_date, submitted_by, submitted_by_name, submitted_by_email, submitted_by_photo_url,
    approver_id, approvers_list, template_id, template_name, template_type, page_width,
    page_height, orientation, place_of_supply, gst_no, gst_treatment, vat_treatment, vat_reg_no,
    tax_treatment, is_pre_gst, is_reverse_charge_applied, source_of_supply,
    destination_of_supply, acquisition_vat_total, acquisition_vat_summary,
    reverse_charge_vat_total, reverse_charge_vat_summary, sub_statuses, documents,
    custom_fields, custom_field_hash, purchaseorders, billing_address, allocated_landed_costs,
    unallocated_landed_costs, retention_items, tags, purchaseorder_ids, is_deleted, deleted_at,
    _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id,
    incoming.non_catalog_items_count, incoming.vendor_id, incoming.vendor_name, incoming.source,
    incoming.contact_category, incoming.unused_credits_payable_amount, incoming.status,
    incoming.color_code, incoming.current_sub_status_id, incoming.current_sub_status,
    incoming.bill_number, incoming.date, incoming.due_date, incoming.discount_setting,
    incoming.tds_calculation_type, incoming.payment_terms, incoming.payment_terms_label,
    incoming.payment_expected_date, incoming.reference_number, incoming.scanned_po_number,
    incoming.scanned_po_id, incoming.recurring_bill_id, incoming.due_by_days,
    incoming.due_in_days, incoming.currency_id, incoming.currency_code,
    incoming.currency_symbol, incoming.subject_content, incoming.price_precision,
    incoming.exchange_rate, incoming.is_viewed_by_client, incoming.client_viewed_time,
    incoming.is_item_level_tax_calc, incoming.is_inclusive_tax, incoming.tax_rounding,
    incoming.is_uber_bill, incoming.is_tally_bill, incoming.track_discount_in_account,
    incoming.is_bill_reconciliation_violated, incoming.bill_order_type, incoming.adjustment,
    incoming.adjustment_description, incoming.discount_amount, incoming.discount,
    incoming.discount_applied_on_amount, incoming.is_discount_before_tax,
    incoming.discount_account_id, incoming.discount_account_name, incoming.discount_type,
    incoming.sub_total, incoming.sub_total_inclusive_of_tax, incoming.tax_total,
    incoming.discount_total, incoming.discount_percent, incoming.total, incoming.payment_made,
    incoming.vendor_credits_applied, incoming.is_line_item_invoiced, incoming.computation_type,
    incoming.tax_override_preference, incoming.balance, incoming.unprocessed_payment_amount,
    incoming.billing_address_id, incoming.reference_id, incoming.notes, incoming.terms,
    incoming.attachment_name, incoming.is_approval_required, incoming.entity_type,
    incoming.total_retention_amount, incoming.can_send_in_mail, incoming.account_id,
    incoming.account_name, incoming.adjustment_account_id, incoming.adjustment_account_name,
    incoming.due_days, incoming.tds_total, incoming.is_opening_balance, incoming.has_attachment,
    incoming.balance_due, incoming.permit_number, incoming.pricebook_id,
    incoming.pricebook_name, incoming.is_tds_applied, incoming.filed_in_vat_return_id,
    incoming.filed_in_vat_return_name, incoming.filed_in_vat_return_type,
    incoming.is_abn_quoted, incoming.location_id, incoming.location_name,
    incoming.open_purchaseorders_count, incoming.created_time, incoming.created_by_id,
    incoming.last_modified_id, incoming.last_modified_time, incoming.created_by,
    incoming.last_modified_by, incoming.submitter_id, incoming.submitted_date,
    incoming.submitted_by, incoming.submitted_by_name, incoming.submitted_by_email,
    incoming.submitted_by_photo_url, incoming.approver_id, incoming.approvers_list,
    incoming.template_id, incoming.template_name, incoming.template_type, incoming.page_width,
    incoming.page_height, incoming.orientation, incoming.place_of_supply, incoming.gst_no,
    incoming.gst_treatment, incoming.vat_treatment, incoming.vat_reg_no, incoming.tax_treatment,
    incoming.is_pre_gst, incoming.is_reverse_charge_applied, incoming.source_of_supply,
    incoming.destination_of_supply, incoming.acquisition_vat_total,
    incoming.acquisition_vat_summary, incoming.reverse_charge_vat_total,
    incoming.reverse_charge_vat_summary, incoming.sub_statuses, incoming.documents,
    incoming.custom_fields, incoming.custom_field_hash, incoming.purchaseorders,
    incoming.billing_address, incoming.allocated_landed_costs,
    incoming.unallocated_landed_costs, incoming.retention_items, incoming.tags,
    incoming.purchaseorder_ids,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, bill_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bill_lines as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_bills as winner
        inner join history_zoho_books_bill_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    line_item_category = incoming.line_item_category,
    item_id = incoming.item_id,
    item_order = incoming.item_order,
    name = incoming.name,
    description = incoming.description,
    sku = incoming.sku,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    bcy_rate = incoming.bcy_rate,
    rate = incoming.rate,
    pricebook_id = incoming.pricebook_id,
    header_id = incoming.header_id,
    header_name = incoming.header_name,
    tags = incoming.tags,
    quantity = incoming.quantity,
    discount = incoming.discount,
    discounts = incoming.discounts,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    line_item_taxes = incoming.line_item_taxes,
    item_total = incoming.item_total,
    unit = incoming.unit,
    item_type = incoming.item_type,
    item_code = incoming.item_code,
    image_name = incoming.image_name,
    image_type = incoming.image_type,
    project_id = incoming.project_id,
    project_name = incoming.project_name,
    item_custom_fields = incoming.item_custom_fields,
    purchase_request_items = incoming.purchase_request_items,
    image_document_id = incoming.image_document_id,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    reverse_charge_tax_id = incoming.reverse_charge_tax_id,
    reverse_charge_tax_name = incoming.reverse_charge_tax_name,
    reverse_charge_tax_percentage = incoming.reverse_charge_tax_percentage,
    reverse_charge_tax_amount = incoming.reverse_charge_tax_amount,
    tax_treatment_code = incoming.tax_treatment_code,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_exemption_code = incoming.tax_exemption_code,
    item_total_inclusive_of_tax = incoming.item_total_inclusive_of_tax,
    product_type = incoming.product_type,
    hsn_or_sac = incoming.hsn_or_sac,
    acquisition_vat_id = incoming.acquisition_vat_id,
    acquisition_vat_name = incoming.acquisition_vat_name,
    acquisition_vat_percentage = incoming.acquisition_vat_percentage,
    acquisition_vat_amount = incoming.acquisition_vat_amount,
    reverse_charge_vat_id = incoming.reverse_charge_vat_id,
    reverse_charge_vat_name = incoming.reverse_charge_vat_name,
    reverse_charge_vat_percentage = incoming.reverse_charge_vat_percentage,
    reverse_charge_vat_amount = incoming.reverse_charge_vat_amount,
    purchaseorder_id = incoming.purchaseorder_id,
    purchaseorder_item_id = incoming.purchaseorder_item_id,
    account_code = incoming.account_code,
    sales_rate = incoming.sales_rate,
    quantity_received = incoming.quantity_received,
    discount_account_id = incoming.discount_account_id,
    discount_account_name = incoming.discount_account_name,
    markup_percent = incoming.markup_percent,
    is_billable = incoming.is_billable,
    customer_id = incoming.customer_id,
    receipt_line_item_id = incoming.receipt_line_item_id,
    customer_name = incoming.customer_name,
    invoice_id = incoming.invoice_id,
    invoice_number = incoming.invoice_number,
    item_matching_type = incoming.item_matching_type,
    receive_line_items = incoming.receive_line_items,
    tds_tax_id = incoming.tds_tax_id,
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
    connection, organization_id, bill_id, position, line_item_id, line_item_category, item_id,
    item_order, name, description, sku, account_id, account_name, bcy_rate, rate, pricebook_id,
    header_id, header_name, tags, quantity, discount, discounts, tax_id, tax_name, tax_type,
    tax_percentage, line_item_taxes, item_total, unit, item_type, item_code, image_name,
    image_type, project_id, project_name, item_custom_fields, purchase_request_items,
    image_document_id, location_id, location_name, reverse_charge_tax_id,
    reverse_charge_tax_name, reverse_charge_tax_percentage, reverse_charge_tax_amount,
    tax_treatment_code, tax_exemption_id, tax_exemption_code, item_total_inclusive_of_tax,
    product_type, hsn_or_sac, acquisition_vat_id, acquisition_vat_name,
    acquisition_vat_percentage, acquisition_vat_amount, reverse_charge_vat_id,
    reverse_charge_vat_name, reverse_charge_vat_percentage, reverse_charge_vat_amount,
    purchaseorder_id, purchaseorder_item_id, account_code, sales_rate, quantity_received,
    discount_account_id, discount_account_name, markup_percent, is_billable, customer_id,
    receipt_line_item_id, customer_name, invoice_id, invoice_number, item_matching_type,
    receive_line_items, tds_tax_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.line_item_id, incoming.line_item_category, incoming.item_id, incoming.item_order,
    incoming.name, incoming.description, incoming.sku, incoming.account_id,
    incoming.account_name, incoming.bcy_rate, incoming.rate, incoming.pricebook_id,
    incoming.header_id, incoming.header_name, incoming.tags, incoming.quantity,
    incoming.discount, incoming.discounts, incoming.tax_id, incoming.tax_name,
    incoming.tax_type, incoming.tax_percentage, incoming.line_item_taxes, incoming.item_total,
    incoming.unit, incoming.item_type, incoming.item_code, incoming.image_name,
    incoming.image_type, incoming.project_id, incoming.project_name,
    incoming.item_custom_fields, incoming.purchase_request_items, incoming.image_document_id,
    incoming.location_id, incoming.location_name, incoming.reverse_charge_tax_id,
    incoming.reverse_charge_tax_name, incoming.reverse_charge_tax_percentage,
    incoming.reverse_charge_tax_amount, incoming.tax_treatment_code, incoming.tax_exemption_id,
    incoming.tax_exemption_code, incoming.item_total_inclusive_of_tax, incoming.product_type,
    incoming.hsn_or_sac, incoming.acquisition_vat_id, incoming.acquisition_vat_name,
    incoming.acquisition_vat_percentage, incoming.acquisition_vat_amount,
    incoming.reverse_charge_vat_id, incoming.reverse_charge_vat_name,
    incoming.reverse_charge_vat_percentage, incoming.reverse_charge_vat_amount,
    incoming.purchaseorder_id, incoming.purchaseorder_item_id, incoming.account_code,
    incoming.sales_rate, incoming.quantity_received, incoming.discount_account_id,
    incoming.discount_account_name, incoming.markup_percent, incoming.is_billable,
    incoming.customer_id, incoming.receipt_line_item_id, incoming.customer_name,
    incoming.invoice_id, incoming.invoice_number, incoming.item_matching_type,
    incoming.receive_line_items, incoming.tds_tax_id, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bill_lines as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_zoho_books_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_bill_lines as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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

merge into silver_zoho_books_bill_taxes as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_bills as winner
        inner join history_zoho_books_bill_taxes as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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
    connection, organization_id, bill_id, position, tax_id, tax_name, tax_amount, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.tax_id, incoming.tax_name, incoming.tax_amount, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bill_taxes as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_zoho_books_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_bill_taxes as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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

merge into silver_zoho_books_bill_payments as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_bills as winner
        inner join history_zoho_books_bill_payments as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
    and target.position = incoming.position
when matched then update set
    bill_payment_id = incoming.bill_payment_id,
    payment_id = incoming.payment_id,
    payment_mode = incoming.payment_mode,
    payment_number = incoming.payment_number,
    description = incoming.description,
    date = incoming.date,
    reference_number = incoming.reference_number,
    exchange_rate = incoming.exchange_rate,
    amount = incoming.amount,
    paid_through_account_id = incoming.paid_through_account_id,
    paid_through_account_name = incoming.paid_through_account_name,
    is_single_bill_payment = incoming.is_single_bill_payment,
    is_paid_via_print_check = incoming.is_paid_via_print_check,
    check_details = incoming.check_details,
    is_ach_payment = incoming.is_ach_payment,
    ach_payment_status = incoming.ach_payment_status,
    ach_gw_transaction_id = incoming.ach_gw_transaction_id,
    filed_in_vat_return_id = incoming.filed_in_vat_return_id,
    filed_in_vat_return_name = incoming.filed_in_vat_return_name,
    filed_in_vat_return_type = incoming.filed_in_vat_return_type,
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
    connection, organization_id, bill_id, position, bill_payment_id, payment_id, payment_mode,
    payment_number, description, date, reference_number, exchange_rate, amount,
    paid_through_account_id, paid_through_account_name, is_single_bill_payment,
    is_paid_via_print_check, check_details, is_ach_payment, ach_payment_status,
    ach_gw_transaction_id, filed_in_vat_return_id, filed_in_vat_return_name,
    filed_in_vat_return_type, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.bill_payment_id, incoming.payment_id, incoming.payment_mode,
    incoming.payment_number, incoming.description, incoming.date, incoming.reference_number,
    incoming.exchange_rate, incoming.amount, incoming.paid_through_account_id,
    incoming.paid_through_account_name, incoming.is_single_bill_payment,
    incoming.is_paid_via_print_check, incoming.check_details, incoming.is_ach_payment,
    incoming.ach_payment_status, incoming.ach_gw_transaction_id,
    incoming.filed_in_vat_return_id, incoming.filed_in_vat_return_name,
    incoming.filed_in_vat_return_type, incoming.is_deleted, incoming.deleted_at,
    incoming._version, incoming._deleted_version, incoming._seen_version, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bill_payments as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_zoho_books_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_bill_payments as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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

merge into silver_zoho_books_bill_vendor_credits as target
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
                partition by history.connection, history.organization_id, history.bill_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_bills as winner
        inner join history_zoho_books_bill_vendor_credits as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.bill_id = winner.bill_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
    and target.position = incoming.position
when matched then update set
    vendor_credit_bill_id = incoming.vendor_credit_bill_id,
    vendor_credit_id = incoming.vendor_credit_id,
    vendor_credit_number = incoming.vendor_credit_number,
    date = incoming.date,
    amount = incoming.amount,
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
    connection, organization_id, bill_id, position, vendor_credit_bill_id, vendor_credit_id,
    vendor_credit_number, date, amount, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.bill_id, incoming.position,
    incoming.vendor_credit_bill_id, incoming.vendor_credit_id, incoming.vendor_credit_number,
    incoming.date, incoming.amount, incoming.is_deleted, incoming.deleted_at, incoming._version,
    incoming._deleted_version, incoming._seen_version, incoming._event_key, incoming._raw_key,
    incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_bill_vendor_credits as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner._event_key, winner._load_id
    from silver_zoho_books_bills as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_bill_vendor_credits as target
using (
    select winner.connection, winner.organization_id, winner.bill_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_bills as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'bills'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.bill_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.bill_id = incoming.bill_id
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
      and events.entity = 'bills'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'bills'
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
                'silver_zoho_books_bills' as table_name,
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
                    history.bill_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bills as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_bill_lines' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bill_lines as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_bill_taxes' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bill_taxes as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_bill_payments' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bill_payments as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_bill_vendor_credits' as table_name,
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
                    history.bill_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_bill_vendor_credits as history
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
    and target.entity = 'bills'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'bills',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_bills as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.bill_id
    where hints.source = 'zoho_books'
      and hints.entity = 'bills'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'bills'
    and target.reason = 'partial_document'
when matched then delete;
