-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_purchase_orders
-- MAGIC Purchase orders. `status` tells draft, open, billed, closed and cancelled; `billed_status` and `received_status` may be empty in one answer and set in another; a deleted order is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_purchase_orders`, `silver_zoho_books_purchase_order_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_purchase_orders
comment 'Every version that ever landed of silver_zoho_books_purchase_orders, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'non_catalog_items_count STRING, contact_category STRING,
            purchaseorder_number STRING, date STRING, client_viewed_time STRING,
            is_viewed_by_client STRING, expected_delivery_date STRING, reference_number STRING,
            status STRING, order_status STRING, received_status STRING, billed_status STRING,
            color_code STRING, current_sub_status_id STRING, current_sub_status STRING,
            vendor_id STRING, vendor_name STRING, currency_id STRING, currency_code STRING,
            currency_symbol STRING, exchange_rate STRING, delivery_date STRING,
            is_emailed STRING, is_inclusive_tax STRING, tax_rounding STRING,
            is_adv_tracking_in_receive STRING, is_po_marked_as_received STRING,
            total_quantity STRING, tds_calculation_type STRING, has_qty_cancelled STRING,
            adjustment STRING, adjustment_description STRING, discount_amount STRING,
            discount STRING, discount_applied_on_amount STRING, is_discount_before_tax STRING,
            discount_account_id STRING, discount_account_name STRING, discount_type STRING,
            sub_total STRING, sub_total_inclusive_of_tax STRING, tax_total STRING,
            discount_total STRING, discount_percent STRING, total STRING,
            computation_type STRING, tax_override_preference STRING, price_precision STRING,
            billing_address_id STRING, notes STRING, terms STRING, payment_terms STRING,
            payment_terms_label STRING, ship_via STRING, ship_via_id STRING, attention STRING,
            delivery_org_address_id STRING, delivery_customer_id STRING,
            delivery_customer_address_id STRING, attachment_name STRING,
            can_send_in_mail STRING, can_mark_as_bill STRING, can_mark_as_unbill STRING,
            company_name STRING, delivery_days STRING, due_by_days STRING, due_in_days STRING,
            has_attachment STRING, quantity_yet_to_receive STRING,
            quantity_marked_as_received STRING, pricebook_id STRING, pricebook_name STRING,
            crm_owner_id STRING, location_id STRING, location_name STRING, created_time STRING,
            created_by_id STRING, last_modified_time STRING, submitter_id STRING,
            submitted_date STRING, submitted_by STRING, submitted_by_name STRING,
            submitted_by_email STRING, submitted_by_photo_url STRING, approver_id STRING,
            approvers_list STRING, template_id STRING, template_name STRING,
            template_type STRING, page_width STRING, page_height STRING, orientation STRING,
            place_of_supply STRING, gst_no STRING, gst_treatment STRING, vat_treatment STRING,
            vat_reg_no STRING, tax_treatment STRING, is_pre_gst STRING,
            is_reverse_charge_applied STRING, source_of_supply STRING,
            destination_of_supply STRING, acquisition_vat_total STRING,
            acquisition_vat_summary STRING, reverse_charge_vat_total STRING,
            reverse_charge_vat_summary STRING, documents STRING, sub_statuses STRING,
            contact_persons STRING, contact_persons_associated STRING, taxes STRING,
            billing_address STRING, delivery_address STRING, custom_fields STRING,
            custom_field_hash STRING, salesorders STRING, bills STRING, tags STRING,
            advances STRING, receives STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'purchase_orders'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as purchaseorder_id,
        nullif(documents.doc.non_catalog_items_count, '') as x_non_catalog_items_count,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.purchaseorder_number, '') as purchaseorder_number,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.client_viewed_time, '') as client_viewed_time,
        nullif(documents.doc.is_viewed_by_client, '') as x_is_viewed_by_client,
        nullif(documents.doc.expected_delivery_date, '') as x_expected_delivery_date,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.order_status, '') as order_status,
        nullif(documents.doc.received_status, '') as received_status,
        nullif(documents.doc.billed_status, '') as billed_status,
        nullif(documents.doc.color_code, '') as color_code,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.delivery_date, '') as x_delivery_date,
        nullif(documents.doc.is_emailed, '') as x_is_emailed,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.tax_rounding, '') as tax_rounding,
        nullif(documents.doc.is_adv_tracking_in_receive, '') as x_is_adv_tracking_in_receive,
        nullif(documents.doc.is_po_marked_as_received, '') as x_is_po_marked_as_received,
        nullif(documents.doc.total_quantity, '') as x_total_quantity,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.has_qty_cancelled, '') as x_has_qty_cancelled,
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
        nullif(documents.doc.computation_type, '') as computation_type,
        nullif(documents.doc.tax_override_preference, '') as tax_override_preference,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.billing_address_id, '') as billing_address_id,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.ship_via, '') as ship_via,
        nullif(documents.doc.ship_via_id, '') as ship_via_id,
        nullif(documents.doc.attention, '') as attention,
        nullif(documents.doc.delivery_org_address_id, '') as delivery_org_address_id,
        nullif(documents.doc.delivery_customer_id, '') as delivery_customer_id,
        nullif(documents.doc.delivery_customer_address_id, '') as delivery_customer_address_id,
        nullif(documents.doc.attachment_name, '') as attachment_name,
        nullif(documents.doc.can_send_in_mail, '') as x_can_send_in_mail,
        nullif(documents.doc.can_mark_as_bill, '') as x_can_mark_as_bill,
        nullif(documents.doc.can_mark_as_unbill, '') as x_can_mark_as_unbill,
        nullif(documents.doc.company_name, '') as company_name,
        nullif(documents.doc.delivery_days, '') as delivery_days,
        nullif(documents.doc.due_by_days, '') as due_by_days,
        nullif(documents.doc.due_in_days, '') as due_in_days,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.quantity_yet_to_receive, '') as x_quantity_yet_to_receive,
        nullif(documents.doc.quantity_marked_as_received, '') as x_quantity_marked_as_received,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.pricebook_name, '') as pricebook_name,
        nullif(documents.doc.crm_owner_id, '') as crm_owner_id,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
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
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.sub_statuses, '') as sub_statuses,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.contact_persons_associated, '') as contact_persons_associated,
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.delivery_address, '') as delivery_address,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.salesorders, '') as salesorders,
        nullif(documents.doc.bills, '') as bills,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.advances, '') as advances,
        nullif(documents.doc.receives, '') as receives,
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
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case lower(x_is_viewed_by_client) when 'true' then true when 'false' then false end as is_viewed_by_client,
        case when length(x_expected_delivery_date) = 10 and regexp_like(x_expected_delivery_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_expected_delivery_date >= '0001' then try_cast(x_expected_delivery_date as DATE) end as expected_delivery_date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case when length(x_delivery_date) = 10 and regexp_like(x_delivery_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_delivery_date >= '0001' then try_cast(x_delivery_date as DATE) end as delivery_date,
        case lower(x_is_emailed) when 'true' then true when 'false' then false end as is_emailed,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case lower(x_is_adv_tracking_in_receive) when 'true' then true when 'false' then false end as is_adv_tracking_in_receive,
        case lower(x_is_po_marked_as_received) when 'true' then true when 'false' then false end as is_po_marked_as_received,
        case
            when regexp_like(x_total_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_quantity as DECIMAL(28, 10))
        end as total_quantity,
        case lower(x_has_qty_cancelled) when 'true' then true when 'false' then false end as has_qty_cancelled,
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
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case lower(x_can_send_in_mail) when 'true' then true when 'false' then false end as can_send_in_mail,
        case lower(x_can_mark_as_bill) when 'true' then true when 'false' then false end as can_mark_as_bill,
        case lower(x_can_mark_as_unbill) when 'true' then true when 'false' then false end as can_mark_as_unbill,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case
            when regexp_like(x_quantity_yet_to_receive || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_yet_to_receive as DECIMAL(28, 10))
        end as quantity_yet_to_receive,
        case
            when regexp_like(x_quantity_marked_as_received || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_marked_as_received as DECIMAL(28, 10))
        end as quantity_marked_as_received,
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
                then '' || chr(31) || 'needs status date total currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_non_catalog_items_count is not null and non_catalog_items_count is null then 'non_catalog_items_count' || chr(31) || translate(substring(x_non_catalog_items_count, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_viewed_by_client is not null and is_viewed_by_client is null then 'is_viewed_by_client' || chr(31) || translate(substring(x_is_viewed_by_client, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_expected_delivery_date is not null and expected_delivery_date is null then 'expected_delivery_date' || chr(31) || translate(substring(x_expected_delivery_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_delivery_date is not null and delivery_date is null then 'delivery_date' || chr(31) || translate(substring(x_delivery_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_is_emailed is not null and is_emailed is null then 'is_emailed' || chr(31) || translate(substring(x_is_emailed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_adv_tracking_in_receive is not null and is_adv_tracking_in_receive is null then 'is_adv_tracking_in_receive' || chr(31) || translate(substring(x_is_adv_tracking_in_receive, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_po_marked_as_received is not null and is_po_marked_as_received is null then 'is_po_marked_as_received' || chr(31) || translate(substring(x_is_po_marked_as_received, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_total_quantity is not null and total_quantity is null then 'total_quantity' || chr(31) || translate(substring(x_total_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_qty_cancelled is not null and has_qty_cancelled is null then 'has_qty_cancelled' || chr(31) || translate(substring(x_has_qty_cancelled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
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
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_can_send_in_mail is not null and can_send_in_mail is null then 'can_send_in_mail' || chr(31) || translate(substring(x_can_send_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_mark_as_bill is not null and can_mark_as_bill is null then 'can_mark_as_bill' || chr(31) || translate(substring(x_can_mark_as_bill, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_mark_as_unbill is not null and can_mark_as_unbill is null then 'can_mark_as_unbill' || chr(31) || translate(substring(x_can_mark_as_unbill, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_quantity_yet_to_receive is not null and quantity_yet_to_receive is null then 'quantity_yet_to_receive' || chr(31) || translate(substring(x_quantity_yet_to_receive, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_quantity_marked_as_received is not null and quantity_marked_as_received is null then 'quantity_marked_as_received' || chr(31) || translate(substring(x_quantity_marked_as_received, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
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
    judged.purchaseorder_id,
    judged.non_catalog_items_count,
    judged.contact_category,
    judged.purchaseorder_number,
    judged.date,
    judged.client_viewed_time,
    judged.is_viewed_by_client,
    judged.expected_delivery_date,
    judged.reference_number,
    judged.status,
    judged.order_status,
    judged.received_status,
    judged.billed_status,
    judged.color_code,
    judged.current_sub_status_id,
    judged.current_sub_status,
    judged.vendor_id,
    judged.vendor_name,
    judged.currency_id,
    judged.currency_code,
    judged.currency_symbol,
    judged.exchange_rate,
    judged.delivery_date,
    judged.is_emailed,
    judged.is_inclusive_tax,
    judged.tax_rounding,
    judged.is_adv_tracking_in_receive,
    judged.is_po_marked_as_received,
    judged.total_quantity,
    judged.tds_calculation_type,
    judged.has_qty_cancelled,
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
    judged.computation_type,
    judged.tax_override_preference,
    judged.price_precision,
    judged.billing_address_id,
    judged.notes,
    judged.terms,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.ship_via,
    judged.ship_via_id,
    judged.attention,
    judged.delivery_org_address_id,
    judged.delivery_customer_id,
    judged.delivery_customer_address_id,
    judged.attachment_name,
    judged.can_send_in_mail,
    judged.can_mark_as_bill,
    judged.can_mark_as_unbill,
    judged.company_name,
    judged.delivery_days,
    judged.due_by_days,
    judged.due_in_days,
    judged.has_attachment,
    judged.quantity_yet_to_receive,
    judged.quantity_marked_as_received,
    judged.pricebook_id,
    judged.pricebook_name,
    judged.crm_owner_id,
    judged.location_id,
    judged.location_name,
    judged.created_time,
    judged.created_by_id,
    judged.last_modified_time,
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
    judged.documents,
    judged.sub_statuses,
    judged.contact_persons,
    judged.contact_persons_associated,
    judged.taxes,
    judged.billing_address,
    judged.delivery_address,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.salesorders,
    judged.bills,
    judged.tags,
    judged.advances,
    judged.receives,
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

create or replace view history_zoho_books_purchase_order_lines
comment 'Every version that ever landed of silver_zoho_books_purchase_order_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'purchase_orders'
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
                    salesorder_item_id STRING, is_receivable STRING,
                    quantity_marked_as_received STRING, quantity_cancelled STRING,
                    quantity_billed STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as purchaseorder_id,
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
        nullif(elements.line.salesorder_item_id, '') as salesorder_item_id,
        nullif(elements.line.is_receivable, '') as x_is_receivable,
        nullif(elements.line.quantity_marked_as_received, '') as x_quantity_marked_as_received,
        nullif(elements.line.quantity_cancelled, '') as x_quantity_cancelled,
        nullif(elements.line.quantity_billed, '') as x_quantity_billed,
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
        case lower(x_is_receivable) when 'true' then true when 'false' then false end as is_receivable,
        case
            when regexp_like(x_quantity_marked_as_received || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_marked_as_received as DECIMAL(28, 10))
        end as quantity_marked_as_received,
        case
            when regexp_like(x_quantity_cancelled || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_cancelled as DECIMAL(28, 10))
        end as quantity_cancelled,
        case
            when regexp_like(x_quantity_billed || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_billed as DECIMAL(28, 10))
        end as quantity_billed
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.purchaseorder_id,
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
    typed.salesorder_item_id,
    typed.is_receivable,
    typed.quantity_marked_as_received,
    typed.quantity_cancelled,
    typed.quantity_billed,
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
            case when x_is_receivable is not null and is_receivable is null then 'is_receivable' || chr(31) || translate(substring(x_is_receivable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_quantity_marked_as_received is not null and quantity_marked_as_received is null then 'quantity_marked_as_received' || chr(31) || translate(substring(x_quantity_marked_as_received, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_cancelled is not null and quantity_cancelled is null then 'quantity_cancelled' || chr(31) || translate(substring(x_quantity_cancelled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_billed is not null and quantity_billed is null then 'quantity_billed' || chr(31) || translate(substring(x_quantity_billed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_purchase_orders as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.purchaseorder_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.purchaseorder_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.purchaseorder_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_purchase_orders as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.purchaseorder_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.purchaseorder_id = incoming.purchaseorder_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    non_catalog_items_count = incoming.non_catalog_items_count,
    contact_category = incoming.contact_category,
    purchaseorder_number = incoming.purchaseorder_number,
    date = incoming.date,
    client_viewed_time = incoming.client_viewed_time,
    is_viewed_by_client = incoming.is_viewed_by_client,
    expected_delivery_date = incoming.expected_delivery_date,
    reference_number = incoming.reference_number,
    status = incoming.status,
    order_status = incoming.order_status,
    received_status = incoming.received_status,
    billed_status = incoming.billed_status,
    color_code = incoming.color_code,
    current_sub_status_id = incoming.current_sub_status_id,
    current_sub_status = incoming.current_sub_status,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    currency_symbol = incoming.currency_symbol,
    exchange_rate = incoming.exchange_rate,
    delivery_date = incoming.delivery_date,
    is_emailed = incoming.is_emailed,
    is_inclusive_tax = incoming.is_inclusive_tax,
    tax_rounding = incoming.tax_rounding,
    is_adv_tracking_in_receive = incoming.is_adv_tracking_in_receive,
    is_po_marked_as_received = incoming.is_po_marked_as_received,
    total_quantity = incoming.total_quantity,
    tds_calculation_type = incoming.tds_calculation_type,
    has_qty_cancelled = incoming.has_qty_cancelled,
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
    computation_type = incoming.computation_type,
    tax_override_preference = incoming.tax_override_preference,
    price_precision = incoming.price_precision,
    billing_address_id = incoming.billing_address_id,
    notes = incoming.notes,
    terms = incoming.terms,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    ship_via = incoming.ship_via,
    ship_via_id = incoming.ship_via_id,
    attention = incoming.attention,
    delivery_org_address_id = incoming.delivery_org_address_id,
    delivery_customer_id = incoming.delivery_customer_id,
    delivery_customer_address_id = incoming.delivery_customer_address_id,
    attachment_name = incoming.attachment_name,
    can_send_in_mail = incoming.can_send_in_mail,
    can_mark_as_bill = incoming.can_mark_as_bill,
    can_mark_as_unbill = incoming.can_mark_as_unbill,
    company_name = incoming.company_name,
    delivery_days = incoming.delivery_days,
    due_by_days = incoming.due_by_days,
    due_in_days = incoming.due_in_days,
    has_attachment = incoming.has_attachment,
    quantity_yet_to_receive = incoming.quantity_yet_to_receive,
    quantity_marked_as_received = incoming.quantity_marked_as_received,
    pricebook_id = incoming.pricebook_id,
    pricebook_name = incoming.pricebook_name,
    crm_owner_id = incoming.crm_owner_id,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    created_time = incoming.created_time,
    created_by_id = incoming.created_by_id,
    last_modified_time = incoming.last_modified_time,
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
    documents = incoming.documents,
    sub_statuses = incoming.sub_statuses,
    contact_persons = incoming.contact_persons,
    contact_persons_associated = incoming.contact_persons_associated,
    taxes = incoming.taxes,
    billing_address = incoming.billing_address,
    delivery_address = incoming.delivery_address,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    salesorders = incoming.salesorders,
    bills = incoming.bills,
    tags = incoming.tags,
    advances = incoming.advances,
    receives = incoming.receives,
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
    connection, organization_id, purchaseorder_id, non_catalog_items_count, contact_category,
    purchaseorder_number, date, client_viewed_time, is_viewed_by_client, expected_delivery_date,
    reference_number, status, order_status, received_status, billed_status, color_code,
    current_sub_status_id, current_sub_status, vendor_id, vendor_name, currency_id,
    currency_code, currency_symbol, exchange_rate, delivery_date, is_emailed, is_inclusive_tax,
    tax_rounding, is_adv_tracking_in_receive, is_po_marked_as_received, total_quantity,
    tds_calculation_type, has_qty_cancelled, adjustment, adjustment_description,
    discount_amount, discount, discount_applied_on_amount, is_discount_before_tax,
    discount_account_id, discount_account_name, discount_type, sub_total,
    sub_total_inclusive_of_tax, tax_total, discount_total, discount_percent, total,
    computation_type, tax_override_preference, price_precision, billing_address_id, notes,
    terms, payment_terms, payment_terms_label, ship_via, ship_via_id, attention,
    delivery_org_address_id, delivery_customer_id, delivery_customer_address_id,
    attachment_name, can_send_in_mail, can_mark_as_bill, can_mark_as_unbill, company_name,
    delivery_days, due_by_days, due_in_days, has_attachment, quantity_yet_to_receive,
    quantity_marked_as_received, pricebook_id, pricebook_name, crm_owner_id, location_id,
    location_name, created_time, created_by_id, last_modified_time, submitter_id,
    submitted_date, submitted_by, submitted_by_name, submitted_by_email, submitted_by_photo_url,
    approver_id, approvers_list, template_id, template_name, template_type, page_width,
    page_height, orientation, place_of_supply, gst_no, gst_treatment, vat_treatment, vat_reg_no,
    tax_treatment, is_pre_gst, is_reverse_charge_applied, source_of_supply,
    destination_of_supply, acquisition_vat_total, acquisition_vat_summary,
    reverse_charge_vat_total, reverse_charge_vat_summary, documents, sub_statuses,
    contact_persons, contact_persons_associated, taxes, billing_address, delivery_address,
    custom_fields, custom_field_hash, salesorders, bills, tags, advances, receives, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.purchaseorder_id,
    incoming.non_catalog_items_count, incoming.contact_category, incoming.purchaseorder_number,
    incoming.date, incoming.client_viewed_time, incoming.is_viewed_by_client,
    incoming.expected_delivery_date, incoming.reference_number, incoming.status,
    incoming.order_status, incoming.received_status, incoming.billed_status,
    incoming.color_code, incoming.current_sub_status_id, incoming.current_sub_status,
    incoming.vendor_id, incoming.vendor_name, incoming.currency_id, incoming.currency_code,
    incoming.currency_symbol, incoming.exchange_rate, incoming.delivery_date,
    incoming.is_emailed, incoming.is_inclusive_tax, incoming.tax_rounding,
    incoming.is_adv_tracking_in_receive, incoming.is_po_marked_as_received,
    incoming.total_quantity, incoming.tds_calculation_type, incoming.has_qty_cancelled,
    incoming.adjustment, incoming.adjustment_description, incoming.discount_amount,
    incoming.discount, incoming.discount_applied_on_amount, incoming.is_discount_before_tax,
    incoming.discount_account_id, incoming.discount_account_name, incoming.discount_type,
    incoming.sub_total, incoming.sub_total_inclusive_of_tax, incoming.tax_total,
    incoming.discount_total, incoming.discount_percent, incoming.total,
    incoming.computation_type, incoming.tax_override_preference, incoming.price_precision,
    incoming.billing_address_id, incoming.notes, incoming.terms, incoming.payment_terms,
    incoming.payment_terms_label, incoming.ship_via, incoming.ship_via_id, incoming.attention,
    incoming.delivery_org_address_id, incoming.delivery_customer_id,
    incoming.delivery_customer_address_id, incoming.attachment_name, incoming.can_send_in_mail,
    incoming.can_mark_as_bill, incoming.can_mark_as_unbill, incoming.company_name,
    incoming.delivery_days, incoming.due_by_days, incoming.due_in_days, incoming.has_attachment,
    incoming.quantity_yet_to_receive, incoming.quantity_marked_as_received,
    incoming.pricebook_id, incoming.pricebook_name, incoming.crm_owner_id, incoming.location_id,
    incoming.location_name, incoming.created_time, incoming.created_by_id,
    incoming.last_modified_time, incoming.submitter_id, incoming.submitted_date,
    incoming.submitted_by, incoming.submitted_by_name, incoming.submitted_by_email,
    incoming.submitted_by_photo_url, incoming.approver_id, incoming.approvers_list,
    incoming.template_id, incoming.template_name, incoming.template_type, incoming.page_width,
    incoming.page_height, incoming.orientation, incoming.place_of_supply, incoming.gst_no,
    incoming.gst_treatment, incoming.vat_treatment, incoming.vat_reg_no, incoming.tax_treatment,
    incoming.is_pre_gst, incoming.is_reverse_charge_applied, incoming.source_of_supply,
    incoming.destination_of_supply, incoming.acquisition_vat_total,
    incoming.acquisition_vat_summary, incoming.reverse_charge_vat_total,
    incoming.reverse_charge_vat_summary, incoming.documents, incoming.sub_statuses,
    incoming.contact_persons, incoming.contact_persons_associated, incoming.taxes,
    incoming.billing_address, incoming.delivery_address, incoming.custom_fields,
    incoming.custom_field_hash, incoming.salesorders, incoming.bills, incoming.tags,
    incoming.advances, incoming.receives,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, purchaseorder_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.purchaseorder_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_purchase_order_lines as target
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
                partition by history.connection, history.organization_id, history.purchaseorder_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_purchase_orders as winner
        inner join history_zoho_books_purchase_order_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.purchaseorder_id = winner.purchaseorder_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.purchaseorder_id = incoming.purchaseorder_id
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
    salesorder_item_id = incoming.salesorder_item_id,
    is_receivable = incoming.is_receivable,
    quantity_marked_as_received = incoming.quantity_marked_as_received,
    quantity_cancelled = incoming.quantity_cancelled,
    quantity_billed = incoming.quantity_billed,
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
    connection, organization_id, purchaseorder_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, sku, account_id, account_name, bcy_rate, rate,
    pricebook_id, header_id, header_name, tags, quantity, discount, discounts, tax_id, tax_name,
    tax_type, tax_percentage, line_item_taxes, item_total, unit, item_type, item_code,
    image_name, image_type, project_id, project_name, item_custom_fields,
    purchase_request_items, image_document_id, location_id, location_name,
    reverse_charge_tax_id, reverse_charge_tax_name, reverse_charge_tax_percentage,
    reverse_charge_tax_amount, tax_treatment_code, tax_exemption_id, tax_exemption_code,
    item_total_inclusive_of_tax, product_type, hsn_or_sac, acquisition_vat_id,
    acquisition_vat_name, acquisition_vat_percentage, acquisition_vat_amount,
    reverse_charge_vat_id, reverse_charge_vat_name, reverse_charge_vat_percentage,
    reverse_charge_vat_amount, salesorder_item_id, is_receivable, quantity_marked_as_received,
    quantity_cancelled, quantity_billed, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.purchaseorder_id, incoming.position,
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
    incoming.salesorder_item_id, incoming.is_receivable, incoming.quantity_marked_as_received,
    incoming.quantity_cancelled, incoming.quantity_billed, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_purchase_order_lines as target
using (
    select winner.connection, winner.organization_id, winner.purchaseorder_id, winner._event_key, winner._load_id
    from silver_zoho_books_purchase_orders as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.purchaseorder_id = incoming.purchaseorder_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_purchase_order_lines as target
using (
    select winner.connection, winner.organization_id, winner.purchaseorder_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_purchase_orders as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'purchase_orders'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.purchaseorder_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.purchaseorder_id = incoming.purchaseorder_id
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
      and events.entity = 'purchase_orders'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'purchase_orders'
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
                'silver_zoho_books_purchase_orders' as table_name,
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
                    history.purchaseorder_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_purchase_orders as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_purchase_order_lines' as table_name,
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
                    history.purchaseorder_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_purchase_order_lines as history
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
    and target.entity = 'purchase_orders'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'purchase_orders',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_purchase_orders as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.purchaseorder_id
    where hints.source = 'zoho_books'
      and hints.entity = 'purchase_orders'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'purchase_orders'
    and target.reason = 'partial_document'
when matched then delete;
