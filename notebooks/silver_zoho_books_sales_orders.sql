-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_sales_orders
-- MAGIC Sales orders. `status` tells draft, open, closed and void, `invoiced_status`, `paid_status` and `shipped_status` how far it went; a void keeps its total, a deleted order is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_sales_orders`, `silver_zoho_books_sales_order_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_sales_orders
comment 'Every version that ever landed of silver_zoho_books_sales_orders, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'customer_id STRING, billing_address_id STRING, shipping_address_id STRING,
            crm_owner_id STRING, crm_custom_reference_id STRING, zcrm_potential_id STRING,
            is_update_customer STRING, salesorder_number STRING, reference_number STRING,
            date STRING, shipment_date STRING, exchange_rate STRING, discount STRING,
            is_discount_before_tax STRING, discount_type STRING, salesperson_id STRING,
            salesperson_name STRING, merchant_id STRING, merchant_name STRING,
            estimate_id STRING, tax_id STRING, tax_authority_id STRING,
            tax_authority_name STRING, tax_exemption_id STRING, tax_exemption_code STRING,
            avatax_exempt_no STRING, avatax_use_code STRING, is_inclusive_tax STRING,
            location_id STRING, location_name STRING, pricebook_id STRING, adjustment STRING,
            adjustment_description STRING, delivery_method STRING, notes STRING,
            notes_default STRING, terms STRING, terms_default STRING,
            zcrm_potential_name STRING, customer_name STRING, status STRING,
            shipment_days STRING, currency_id STRING, currency_code STRING, total STRING,
            sub_total STRING, bcy_total STRING, is_emailed STRING, has_attachment STRING,
            order_status STRING, invoiced_status STRING, paid_status STRING,
            shipped_status STRING, balance STRING, discount_amount STRING,
            discount_percent STRING, discount_total STRING, discount_applied_on_amount STRING,
            tax_total STRING, bcy_sub_total STRING, bcy_discount_total STRING,
            bcy_tax_total STRING, bcy_adjustment STRING, sub_total_inclusive_of_tax STRING,
            sub_total_exclusive_of_discount STRING, roundoff_value STRING,
            transaction_rounding_type STRING, tax_rounding STRING, tax_specification STRING,
            computation_type STRING, tds_calculation_type STRING,
            tds_override_preference STRING, reverse_charge_tax_total STRING,
            price_precision STRING, currency_symbol STRING, payment_terms STRING,
            payment_terms_label STRING, total_quantity STRING, source STRING,
            sales_channel STRING, account_identifier STRING, integration_id STRING,
            color_code STRING, current_sub_status STRING, current_sub_status_id STRING,
            contact_category STRING, has_discount STRING, has_qty_cancelled STRING,
            has_shipping_address STRING, has_unconfirmed_line_item STRING,
            is_advanced_tracking_missing STRING, is_adv_tracking_in_package STRING,
            is_backordered STRING, is_dropshipped STRING, is_manually_fulfilled STRING,
            is_taxable STRING, is_test_order STRING, can_manually_fulfill STRING,
            can_send_in_mail STRING, attachment_name STRING, delivery_method_id STRING,
            tracking_number STRING, pickup_location_id STRING, branch_id STRING,
            branch_name STRING, merchant_gst_no STRING, entity_tags STRING,
            shipping_charge_sac_code STRING, invoice_conversion_type STRING,
            offline_created_date_with_time STRING, created_time STRING,
            last_modified_time STRING, created_date STRING, created_by_id STRING,
            created_by_name STRING, created_by_email STRING, last_modified_by_id STRING,
            submitter_id STRING, submitted_date STRING, submitted_by STRING,
            submitted_by_name STRING, submitted_by_email STRING, submitted_by_photo_url STRING,
            approver_id STRING, approvers_list STRING, template_id STRING, template_name STRING,
            template_type STRING, page_width STRING, page_height STRING, orientation STRING,
            shipping_charge STRING, bcy_shipping_charge STRING,
            shipping_charge_account_id STRING, shipping_charge_account_name STRING,
            shipping_charge_exclusive_of_tax STRING, shipping_charge_inclusive_of_tax STRING,
            shipping_charge_tax STRING, bcy_shipping_charge_tax STRING,
            shipping_charge_tax_id STRING, shipping_charge_tax_name STRING,
            shipping_charge_tax_type STRING, shipping_charge_tax_percentage STRING,
            shipping_charge_tax_exemption_id STRING, shipping_charge_tax_exemption_code STRING,
            shipping_charge_taxes STRING, place_of_supply STRING, gst_no STRING,
            gst_treatment STRING, vat_treatment STRING, vat_reg_no STRING, tax_treatment STRING,
            is_pre_gst STRING, is_reverse_charge_applied STRING,
            contact_persons_associated STRING, documents STRING, sub_statuses STRING,
            custom_fields STRING, tags STRING, tds_summary STRING, taxes STRING,
            contact_persons STRING, contact_person_details STRING, contact STRING,
            billing_address STRING, shipping_address STRING, custom_field_hash STRING,
            invoices STRING, packages STRING, picklists STRING, purchaseorders STRING,
            payments STRING, refunds STRING, salesreturns STRING, creditnotes STRING,
            warehouses STRING, shipping_details STRING, so_cycle_preference STRING,
            line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'sales_orders'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as salesorder_id,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.billing_address_id, '') as billing_address_id,
        nullif(documents.doc.shipping_address_id, '') as shipping_address_id,
        nullif(documents.doc.crm_owner_id, '') as crm_owner_id,
        nullif(documents.doc.crm_custom_reference_id, '') as crm_custom_reference_id,
        nullif(documents.doc.zcrm_potential_id, '') as zcrm_potential_id,
        nullif(documents.doc.is_update_customer, '') as x_is_update_customer,
        nullif(documents.doc.salesorder_number, '') as salesorder_number,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.shipment_date, '') as x_shipment_date,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.discount, '') as discount,
        nullif(documents.doc.is_discount_before_tax, '') as x_is_discount_before_tax,
        nullif(documents.doc.discount_type, '') as discount_type,
        nullif(documents.doc.salesperson_id, '') as salesperson_id,
        nullif(documents.doc.salesperson_name, '') as salesperson_name,
        nullif(documents.doc.merchant_id, '') as merchant_id,
        nullif(documents.doc.merchant_name, '') as merchant_name,
        nullif(documents.doc.estimate_id, '') as estimate_id,
        nullif(documents.doc.tax_id, '') as tax_id,
        nullif(documents.doc.tax_authority_id, '') as tax_authority_id,
        nullif(documents.doc.tax_authority_name, '') as tax_authority_name,
        nullif(documents.doc.tax_exemption_id, '') as tax_exemption_id,
        nullif(documents.doc.tax_exemption_code, '') as tax_exemption_code,
        nullif(documents.doc.avatax_exempt_no, '') as avatax_exempt_no,
        nullif(documents.doc.avatax_use_code, '') as avatax_use_code,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.pricebook_id, '') as pricebook_id,
        nullif(documents.doc.adjustment, '') as x_adjustment,
        nullif(documents.doc.adjustment_description, '') as adjustment_description,
        nullif(documents.doc.delivery_method, '') as delivery_method,
        nullif(documents.doc.notes, '') as notes,
        nullif(documents.doc.notes_default, '') as notes_default,
        nullif(documents.doc.terms, '') as terms,
        nullif(documents.doc.terms_default, '') as terms_default,
        nullif(documents.doc.zcrm_potential_name, '') as zcrm_potential_name,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.shipment_days, '') as shipment_days,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.is_emailed, '') as x_is_emailed,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.order_status, '') as order_status,
        nullif(documents.doc.invoiced_status, '') as invoiced_status,
        nullif(documents.doc.paid_status, '') as paid_status,
        nullif(documents.doc.shipped_status, '') as shipped_status,
        nullif(documents.doc.balance, '') as x_balance,
        nullif(documents.doc.discount_amount, '') as x_discount_amount,
        nullif(documents.doc.discount_percent, '') as x_discount_percent,
        nullif(documents.doc.discount_total, '') as x_discount_total,
        nullif(documents.doc.discount_applied_on_amount, '') as x_discount_applied_on_amount,
        nullif(documents.doc.tax_total, '') as x_tax_total,
        nullif(documents.doc.bcy_sub_total, '') as x_bcy_sub_total,
        nullif(documents.doc.bcy_discount_total, '') as x_bcy_discount_total,
        nullif(documents.doc.bcy_tax_total, '') as x_bcy_tax_total,
        nullif(documents.doc.bcy_adjustment, '') as x_bcy_adjustment,
        nullif(documents.doc.sub_total_inclusive_of_tax, '') as x_sub_total_inclusive_of_tax,
        nullif(documents.doc.sub_total_exclusive_of_discount, '') as x_sub_total_exclusive_of_discount,
        nullif(documents.doc.roundoff_value, '') as x_roundoff_value,
        nullif(documents.doc.transaction_rounding_type, '') as transaction_rounding_type,
        nullif(documents.doc.tax_rounding, '') as tax_rounding,
        nullif(documents.doc.tax_specification, '') as tax_specification,
        nullif(documents.doc.computation_type, '') as computation_type,
        nullif(documents.doc.tds_calculation_type, '') as tds_calculation_type,
        nullif(documents.doc.tds_override_preference, '') as tds_override_preference,
        nullif(documents.doc.reverse_charge_tax_total, '') as x_reverse_charge_tax_total,
        nullif(documents.doc.price_precision, '') as x_price_precision,
        nullif(documents.doc.currency_symbol, '') as currency_symbol,
        nullif(documents.doc.payment_terms, '') as x_payment_terms,
        nullif(documents.doc.payment_terms_label, '') as payment_terms_label,
        nullif(documents.doc.total_quantity, '') as x_total_quantity,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.sales_channel, '') as sales_channel,
        nullif(documents.doc.account_identifier, '') as account_identifier,
        nullif(documents.doc.integration_id, '') as integration_id,
        nullif(documents.doc.color_code, '') as color_code,
        nullif(documents.doc.current_sub_status, '') as current_sub_status,
        nullif(documents.doc.current_sub_status_id, '') as current_sub_status_id,
        nullif(documents.doc.contact_category, '') as contact_category,
        nullif(documents.doc.has_discount, '') as x_has_discount,
        nullif(documents.doc.has_qty_cancelled, '') as x_has_qty_cancelled,
        nullif(documents.doc.has_shipping_address, '') as x_has_shipping_address,
        nullif(documents.doc.has_unconfirmed_line_item, '') as x_has_unconfirmed_line_item,
        nullif(documents.doc.is_advanced_tracking_missing, '') as x_is_advanced_tracking_missing,
        nullif(documents.doc.is_adv_tracking_in_package, '') as x_is_adv_tracking_in_package,
        nullif(documents.doc.is_backordered, '') as x_is_backordered,
        nullif(documents.doc.is_dropshipped, '') as x_is_dropshipped,
        nullif(documents.doc.is_manually_fulfilled, '') as x_is_manually_fulfilled,
        nullif(documents.doc.is_taxable, '') as x_is_taxable,
        nullif(documents.doc.is_test_order, '') as x_is_test_order,
        nullif(documents.doc.can_manually_fulfill, '') as x_can_manually_fulfill,
        nullif(documents.doc.can_send_in_mail, '') as x_can_send_in_mail,
        nullif(documents.doc.attachment_name, '') as attachment_name,
        nullif(documents.doc.delivery_method_id, '') as delivery_method_id,
        nullif(documents.doc.tracking_number, '') as tracking_number,
        nullif(documents.doc.pickup_location_id, '') as pickup_location_id,
        nullif(documents.doc.branch_id, '') as branch_id,
        nullif(documents.doc.branch_name, '') as branch_name,
        nullif(documents.doc.merchant_gst_no, '') as merchant_gst_no,
        nullif(documents.doc.entity_tags, '') as entity_tags,
        nullif(documents.doc.shipping_charge_sac_code, '') as shipping_charge_sac_code,
        nullif(documents.doc.invoice_conversion_type, '') as invoice_conversion_type,
        nullif(documents.doc.offline_created_date_with_time, '') as offline_created_date_with_time,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.created_date, '') as x_created_date,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.created_by_name, '') as created_by_name,
        nullif(documents.doc.created_by_email, '') as created_by_email,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
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
        nullif(documents.doc.contact_persons_associated, '') as contact_persons_associated,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.sub_statuses, '') as sub_statuses,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.tds_summary, '') as tds_summary,
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.contact_persons, '') as contact_persons,
        nullif(documents.doc.contact_person_details, '') as contact_person_details,
        nullif(documents.doc.contact, '') as contact,
        nullif(documents.doc.billing_address, '') as billing_address,
        nullif(documents.doc.shipping_address, '') as shipping_address,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.invoices, '') as invoices,
        nullif(documents.doc.packages, '') as packages,
        nullif(documents.doc.picklists, '') as picklists,
        nullif(documents.doc.purchaseorders, '') as purchaseorders,
        nullif(documents.doc.payments, '') as payments,
        nullif(documents.doc.refunds, '') as refunds,
        nullif(documents.doc.salesreturns, '') as salesreturns,
        nullif(documents.doc.creditnotes, '') as creditnotes,
        nullif(documents.doc.warehouses, '') as warehouses,
        nullif(documents.doc.shipping_details, '') as shipping_details,
        nullif(documents.doc.so_cycle_preference, '') as so_cycle_preference,
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
        case lower(x_is_update_customer) when 'true' then true when 'false' then false end as is_update_customer,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case when length(x_shipment_date) = 10 and regexp_like(x_shipment_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_shipment_date >= '0001' then try_cast(x_shipment_date as DATE) end as shipment_date,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case lower(x_is_discount_before_tax) when 'true' then true when 'false' then false end as is_discount_before_tax,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case
            when regexp_like(x_adjustment || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_adjustment as DECIMAL(28, 10))
        end as adjustment,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case lower(x_is_emailed) when 'true' then true when 'false' then false end as is_emailed,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case
            when regexp_like(x_balance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_balance as DECIMAL(28, 10))
        end as balance,
        case
            when regexp_like(x_discount_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_discount_amount as DECIMAL(28, 10))
        end as discount_amount,
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
            when regexp_like(x_sub_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total_inclusive_of_tax as DECIMAL(28, 10))
        end as sub_total_inclusive_of_tax,
        case
            when regexp_like(x_sub_total_exclusive_of_discount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total_exclusive_of_discount as DECIMAL(28, 10))
        end as sub_total_exclusive_of_discount,
        case
            when regexp_like(x_roundoff_value || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_roundoff_value as DECIMAL(28, 10))
        end as roundoff_value,
        case
            when regexp_like(x_reverse_charge_tax_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_total as DECIMAL(28, 10))
        end as reverse_charge_tax_total,
        case
            when regexp_like(x_price_precision || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_price_precision as DECIMAL(28, 10))
        end as price_precision,
        case
            when regexp_like(x_payment_terms || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_payment_terms as DECIMAL(28, 10))
        end as payment_terms,
        case
            when regexp_like(x_total_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_quantity as DECIMAL(28, 10))
        end as total_quantity,
        case lower(x_has_discount) when 'true' then true when 'false' then false end as has_discount,
        case lower(x_has_qty_cancelled) when 'true' then true when 'false' then false end as has_qty_cancelled,
        case lower(x_has_shipping_address) when 'true' then true when 'false' then false end as has_shipping_address,
        case lower(x_has_unconfirmed_line_item) when 'true' then true when 'false' then false end as has_unconfirmed_line_item,
        case lower(x_is_advanced_tracking_missing) when 'true' then true when 'false' then false end as is_advanced_tracking_missing,
        case lower(x_is_adv_tracking_in_package) when 'true' then true when 'false' then false end as is_adv_tracking_in_package,
        case lower(x_is_backordered) when 'true' then true when 'false' then false end as is_backordered,
        case lower(x_is_dropshipped) when 'true' then true when 'false' then false end as is_dropshipped,
        case lower(x_is_manually_fulfilled) when 'true' then true when 'false' then false end as is_manually_fulfilled,
        case lower(x_is_taxable) when 'true' then true when 'false' then false end as is_taxable,
        case lower(x_is_test_order) when 'true' then true when 'false' then false end as is_test_order,
        case lower(x_can_manually_fulfill) when 'true' then true when 'false' then false end as can_manually_fulfill,
        case lower(x_can_send_in_mail) when 'true' then true when 'false' then false end as can_send_in_mail,
        case when length(x_created_time) in (20, 24) then try_to_timestamp(replace(x_created_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as created_time,
        case when length(x_last_modified_time) in (20, 24) then try_to_timestamp(replace(x_last_modified_time, 'T', ' '), 'yyyy-MM-dd HH:mm:ssXX') end as last_modified_time,
        case when length(x_created_date) = 10 and regexp_like(x_created_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_created_date >= '0001' then try_cast(x_created_date as DATE) end as created_date,
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
        case lower(x_is_reverse_charge_applied) when 'true' then true when 'false' then false end as is_reverse_charge_applied
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
                    case when x_is_update_customer is not null and is_update_customer is null then 'is_update_customer' || chr(31) || translate(substring(x_is_update_customer, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_shipment_date is not null and shipment_date is null then 'shipment_date' || chr(31) || translate(substring(x_shipment_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_discount_before_tax is not null and is_discount_before_tax is null then 'is_discount_before_tax' || chr(31) || translate(substring(x_is_discount_before_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_adjustment is not null and adjustment is null then 'adjustment' || chr(31) || translate(substring(x_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_emailed is not null and is_emailed is null then 'is_emailed' || chr(31) || translate(substring(x_is_emailed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_balance is not null and balance is null then 'balance' || chr(31) || translate(substring(x_balance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_amount is not null and discount_amount is null then 'discount_amount' || chr(31) || translate(substring(x_discount_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_percent is not null and discount_percent is null then 'discount_percent' || chr(31) || translate(substring(x_discount_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_total is not null and discount_total is null then 'discount_total' || chr(31) || translate(substring(x_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_discount_applied_on_amount is not null and discount_applied_on_amount is null then 'discount_applied_on_amount' || chr(31) || translate(substring(x_discount_applied_on_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_total is not null and tax_total is null then 'tax_total' || chr(31) || translate(substring(x_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_sub_total is not null and bcy_sub_total is null then 'bcy_sub_total' || chr(31) || translate(substring(x_bcy_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_discount_total is not null and bcy_discount_total is null then 'bcy_discount_total' || chr(31) || translate(substring(x_bcy_discount_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_tax_total is not null and bcy_tax_total is null then 'bcy_tax_total' || chr(31) || translate(substring(x_bcy_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_adjustment is not null and bcy_adjustment is null then 'bcy_adjustment' || chr(31) || translate(substring(x_bcy_adjustment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total_inclusive_of_tax is not null and sub_total_inclusive_of_tax is null then 'sub_total_inclusive_of_tax' || chr(31) || translate(substring(x_sub_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total_exclusive_of_discount is not null and sub_total_exclusive_of_discount is null then 'sub_total_exclusive_of_discount' || chr(31) || translate(substring(x_sub_total_exclusive_of_discount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_roundoff_value is not null and roundoff_value is null then 'roundoff_value' || chr(31) || translate(substring(x_roundoff_value, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_reverse_charge_tax_total is not null and reverse_charge_tax_total is null then 'reverse_charge_tax_total' || chr(31) || translate(substring(x_reverse_charge_tax_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_price_precision is not null and price_precision is null then 'price_precision' || chr(31) || translate(substring(x_price_precision, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_payment_terms is not null and payment_terms is null then 'payment_terms' || chr(31) || translate(substring(x_payment_terms, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_quantity is not null and total_quantity is null then 'total_quantity' || chr(31) || translate(substring(x_total_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_discount is not null and has_discount is null then 'has_discount' || chr(31) || translate(substring(x_has_discount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_qty_cancelled is not null and has_qty_cancelled is null then 'has_qty_cancelled' || chr(31) || translate(substring(x_has_qty_cancelled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_shipping_address is not null and has_shipping_address is null then 'has_shipping_address' || chr(31) || translate(substring(x_has_shipping_address, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_unconfirmed_line_item is not null and has_unconfirmed_line_item is null then 'has_unconfirmed_line_item' || chr(31) || translate(substring(x_has_unconfirmed_line_item, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_advanced_tracking_missing is not null and is_advanced_tracking_missing is null then 'is_advanced_tracking_missing' || chr(31) || translate(substring(x_is_advanced_tracking_missing, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_adv_tracking_in_package is not null and is_adv_tracking_in_package is null then 'is_adv_tracking_in_package' || chr(31) || translate(substring(x_is_adv_tracking_in_package, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_backordered is not null and is_backordered is null then 'is_backordered' || chr(31) || translate(substring(x_is_backordered, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_dropshipped is not null and is_dropshipped is null then 'is_dropshipped' || chr(31) || translate(substring(x_is_dropshipped, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_manually_fulfilled is not null and is_manually_fulfilled is null then 'is_manually_fulfilled' || chr(31) || translate(substring(x_is_manually_fulfilled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_taxable is not null and is_taxable is null then 'is_taxable' || chr(31) || translate(substring(x_is_taxable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_test_order is not null and is_test_order is null then 'is_test_order' || chr(31) || translate(substring(x_is_test_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_manually_fulfill is not null and can_manually_fulfill is null then 'can_manually_fulfill' || chr(31) || translate(substring(x_can_manually_fulfill, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_send_in_mail is not null and can_send_in_mail is null then 'can_send_in_mail' || chr(31) || translate(substring(x_can_send_in_mail, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_created_date is not null and created_date is null then 'created_date' || chr(31) || translate(substring(x_created_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_shipping_charge is not null and shipping_charge is null then 'shipping_charge' || chr(31) || translate(substring(x_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge is not null and bcy_shipping_charge is null then 'bcy_shipping_charge' || chr(31) || translate(substring(x_bcy_shipping_charge, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_exclusive_of_tax is not null and shipping_charge_exclusive_of_tax is null then 'shipping_charge_exclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_exclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_inclusive_of_tax is not null and shipping_charge_inclusive_of_tax is null then 'shipping_charge_inclusive_of_tax' || chr(31) || translate(substring(x_shipping_charge_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax is not null and shipping_charge_tax is null then 'shipping_charge_tax' || chr(31) || translate(substring(x_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_shipping_charge_tax is not null and bcy_shipping_charge_tax is null then 'bcy_shipping_charge_tax' || chr(31) || translate(substring(x_bcy_shipping_charge_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_shipping_charge_tax_percentage is not null and shipping_charge_tax_percentage is null then 'shipping_charge_tax_percentage' || chr(31) || translate(substring(x_shipping_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_pre_gst is not null and is_pre_gst is null then 'is_pre_gst' || chr(31) || translate(substring(x_is_pre_gst, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_reverse_charge_applied is not null and is_reverse_charge_applied is null then 'is_reverse_charge_applied' || chr(31) || translate(substring(x_is_reverse_charge_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.salesorder_id,
    judged.customer_id,
    judged.billing_address_id,
    judged.shipping_address_id,
    judged.crm_owner_id,
    judged.crm_custom_reference_id,
    judged.zcrm_potential_id,
    judged.is_update_customer,
    judged.salesorder_number,
    judged.reference_number,
    judged.date,
    judged.shipment_date,
    judged.exchange_rate,
    judged.discount,
    judged.is_discount_before_tax,
    judged.discount_type,
    judged.salesperson_id,
    judged.salesperson_name,
    judged.merchant_id,
    judged.merchant_name,
    judged.estimate_id,
    judged.tax_id,
    judged.tax_authority_id,
    judged.tax_authority_name,
    judged.tax_exemption_id,
    judged.tax_exemption_code,
    judged.avatax_exempt_no,
    judged.avatax_use_code,
    judged.is_inclusive_tax,
    judged.location_id,
    judged.location_name,
    judged.pricebook_id,
    judged.adjustment,
    judged.adjustment_description,
    judged.delivery_method,
    judged.notes,
    judged.notes_default,
    judged.terms,
    judged.terms_default,
    judged.zcrm_potential_name,
    judged.customer_name,
    judged.status,
    judged.shipment_days,
    judged.currency_id,
    judged.currency_code,
    judged.total,
    judged.sub_total,
    judged.bcy_total,
    judged.is_emailed,
    judged.has_attachment,
    judged.order_status,
    judged.invoiced_status,
    judged.paid_status,
    judged.shipped_status,
    judged.balance,
    judged.discount_amount,
    judged.discount_percent,
    judged.discount_total,
    judged.discount_applied_on_amount,
    judged.tax_total,
    judged.bcy_sub_total,
    judged.bcy_discount_total,
    judged.bcy_tax_total,
    judged.bcy_adjustment,
    judged.sub_total_inclusive_of_tax,
    judged.sub_total_exclusive_of_discount,
    judged.roundoff_value,
    judged.transaction_rounding_type,
    judged.tax_rounding,
    judged.tax_specification,
    judged.computation_type,
    judged.tds_calculation_type,
    judged.tds_override_preference,
    judged.reverse_charge_tax_total,
    judged.price_precision,
    judged.currency_symbol,
    judged.payment_terms,
    judged.payment_terms_label,
    judged.total_quantity,
    judged.source,
    judged.sales_channel,
    judged.account_identifier,
    judged.integration_id,
    judged.color_code,
    judged.current_sub_status,
    judged.current_sub_status_id,
    judged.contact_category,
    judged.has_discount,
    judged.has_qty_cancelled,
    judged.has_shipping_address,
    judged.has_unconfirmed_line_item,
    judged.is_advanced_tracking_missing,
    judged.is_adv_tracking_in_package,
    judged.is_backordered,
    judged.is_dropshipped,
    judged.is_manually_fulfilled,
    judged.is_taxable,
    judged.is_test_order,
    judged.can_manually_fulfill,
    judged.can_send_in_mail,
    judged.attachment_name,
    judged.delivery_method_id,
    judged.tracking_number,
    judged.pickup_location_id,
    judged.branch_id,
    judged.branch_name,
    judged.merchant_gst_no,
    judged.entity_tags,
    judged.shipping_charge_sac_code,
    judged.invoice_conversion_type,
    judged.offline_created_date_with_time,
    judged.created_time,
    judged.last_modified_time,
    judged.created_date,
    judged.created_by_id,
    judged.created_by_name,
    judged.created_by_email,
    judged.last_modified_by_id,
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
    judged.contact_persons_associated,
    judged.documents,
    judged.sub_statuses,
    judged.custom_fields,
    judged.tags,
    judged.tds_summary,
    judged.taxes,
    judged.contact_persons,
    judged.contact_person_details,
    judged.contact,
    judged.billing_address,
    judged.shipping_address,
    judged.custom_field_hash,
    judged.invoices,
    judged.packages,
    judged.picklists,
    judged.purchaseorders,
    judged.payments,
    judged.refunds,
    judged.salesreturns,
    judged.creditnotes,
    judged.warehouses,
    judged.shipping_details,
    judged.so_cycle_preference,
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

create or replace view history_zoho_books_sales_order_lines
comment 'Every version that ever landed of silver_zoho_books_sales_order_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'sales_orders'
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
                    unitkey_code STRING, tds_tax_id STRING, sku STRING, is_taxable STRING,
                    product_exemption_id STRING, product_exemption_code STRING,
                    avatax_use_code_id STRING, avatax_use_code_desc STRING,
                    avatax_tax_code_id STRING, avatax_tax_code_desc STRING,
                    item_total_inclusive_of_tax STRING, hsn_or_sac STRING, is_invoiced STRING,
                    image_id STRING, image_name STRING, image_type STRING,
                    item_sub_total STRING, line_item_type STRING, document_id STRING,
                    group_name STRING, product_id STRING, variant_id STRING,
                    warehouse_id STRING, warehouse_name STRING, attribute_name1 STRING,
                    attribute_name2 STRING, attribute_name3 STRING,
                    attribute_option_name1 STRING, attribute_option_name2 STRING,
                    attribute_option_name3 STRING, attribute_option_data1 STRING,
                    attribute_option_data2 STRING, attribute_option_data3 STRING,
                    gst_treatment_code STRING, tds_tax_name STRING, tds_tax_percentage STRING,
                    tds_tax_amount STRING, is_combo_product STRING, is_fulfillable STRING,
                    is_returnable STRING, is_unconfirmed_product STRING,
                    track_serial_number STRING, track_batch_number STRING,
                    quantity_invoiced STRING, quantity_invoiced_cancelled STRING,
                    quantity_packed STRING, quantity_shipped STRING, quantity_delivered STRING,
                    quantity_dropshipped STRING, quantity_backordered STRING,
                    quantity_cancelled STRING, quantity_returned STRING,
                    quantity_manuallyfulfilled STRING,
                    advanced_tracking_missing_quantity STRING, package_details STRING,
                    custom_field_hash STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as salesorder_id,
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
        nullif(elements.line.is_taxable, '') as x_is_taxable,
        nullif(elements.line.product_exemption_id, '') as product_exemption_id,
        nullif(elements.line.product_exemption_code, '') as product_exemption_code,
        nullif(elements.line.avatax_use_code_id, '') as avatax_use_code_id,
        nullif(elements.line.avatax_use_code_desc, '') as avatax_use_code_desc,
        nullif(elements.line.avatax_tax_code_id, '') as avatax_tax_code_id,
        nullif(elements.line.avatax_tax_code_desc, '') as avatax_tax_code_desc,
        nullif(elements.line.item_total_inclusive_of_tax, '') as x_item_total_inclusive_of_tax,
        nullif(elements.line.hsn_or_sac, '') as hsn_or_sac,
        nullif(elements.line.is_invoiced, '') as x_is_invoiced,
        nullif(elements.line.image_id, '') as image_id,
        nullif(elements.line.image_name, '') as image_name,
        nullif(elements.line.image_type, '') as image_type,
        nullif(elements.line.item_sub_total, '') as x_item_sub_total,
        nullif(elements.line.line_item_type, '') as line_item_type,
        nullif(elements.line.document_id, '') as document_id,
        nullif(elements.line.group_name, '') as group_name,
        nullif(elements.line.product_id, '') as product_id,
        nullif(elements.line.variant_id, '') as variant_id,
        nullif(elements.line.warehouse_id, '') as warehouse_id,
        nullif(elements.line.warehouse_name, '') as warehouse_name,
        nullif(elements.line.attribute_name1, '') as attribute_name1,
        nullif(elements.line.attribute_name2, '') as attribute_name2,
        nullif(elements.line.attribute_name3, '') as attribute_name3,
        nullif(elements.line.attribute_option_name1, '') as attribute_option_name1,
        nullif(elements.line.attribute_option_name2, '') as attribute_option_name2,
        nullif(elements.line.attribute_option_name3, '') as attribute_option_name3,
        nullif(elements.line.attribute_option_data1, '') as attribute_option_data1,
        nullif(elements.line.attribute_option_data2, '') as attribute_option_data2,
        nullif(elements.line.attribute_option_data3, '') as attribute_option_data3,
        nullif(elements.line.gst_treatment_code, '') as gst_treatment_code,
        nullif(elements.line.tds_tax_name, '') as tds_tax_name,
        nullif(elements.line.tds_tax_percentage, '') as x_tds_tax_percentage,
        nullif(elements.line.tds_tax_amount, '') as x_tds_tax_amount,
        nullif(elements.line.is_combo_product, '') as x_is_combo_product,
        nullif(elements.line.is_fulfillable, '') as is_fulfillable,
        nullif(elements.line.is_returnable, '') as x_is_returnable,
        nullif(elements.line.is_unconfirmed_product, '') as x_is_unconfirmed_product,
        nullif(elements.line.track_serial_number, '') as x_track_serial_number,
        nullif(elements.line.track_batch_number, '') as x_track_batch_number,
        nullif(elements.line.quantity_invoiced, '') as x_quantity_invoiced,
        nullif(elements.line.quantity_invoiced_cancelled, '') as x_quantity_invoiced_cancelled,
        nullif(elements.line.quantity_packed, '') as x_quantity_packed,
        nullif(elements.line.quantity_shipped, '') as x_quantity_shipped,
        nullif(elements.line.quantity_delivered, '') as x_quantity_delivered,
        nullif(elements.line.quantity_dropshipped, '') as x_quantity_dropshipped,
        nullif(elements.line.quantity_backordered, '') as x_quantity_backordered,
        nullif(elements.line.quantity_cancelled, '') as x_quantity_cancelled,
        nullif(elements.line.quantity_returned, '') as x_quantity_returned,
        nullif(elements.line.quantity_manuallyfulfilled, '') as x_quantity_manuallyfulfilled,
        nullif(elements.line.advanced_tracking_missing_quantity, '') as x_advanced_tracking_missing_quantity,
        nullif(elements.line.package_details, '') as package_details,
        nullif(elements.line.custom_field_hash, '') as custom_field_hash,
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
        case lower(x_is_taxable) when 'true' then true when 'false' then false end as is_taxable,
        case
            when regexp_like(x_item_total_inclusive_of_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total_inclusive_of_tax as DECIMAL(28, 10))
        end as item_total_inclusive_of_tax,
        case lower(x_is_invoiced) when 'true' then true when 'false' then false end as is_invoiced,
        case
            when regexp_like(x_item_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_sub_total as DECIMAL(28, 10))
        end as item_sub_total,
        case
            when regexp_like(x_tds_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tds_tax_percentage as DECIMAL(28, 10))
        end as tds_tax_percentage,
        case
            when regexp_like(x_tds_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tds_tax_amount as DECIMAL(28, 10))
        end as tds_tax_amount,
        case lower(x_is_combo_product) when 'true' then true when 'false' then false end as is_combo_product,
        case lower(x_is_returnable) when 'true' then true when 'false' then false end as is_returnable,
        case lower(x_is_unconfirmed_product) when 'true' then true when 'false' then false end as is_unconfirmed_product,
        case lower(x_track_serial_number) when 'true' then true when 'false' then false end as track_serial_number,
        case lower(x_track_batch_number) when 'true' then true when 'false' then false end as track_batch_number,
        case
            when regexp_like(x_quantity_invoiced || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_invoiced as DECIMAL(28, 10))
        end as quantity_invoiced,
        case
            when regexp_like(x_quantity_invoiced_cancelled || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_invoiced_cancelled as DECIMAL(28, 10))
        end as quantity_invoiced_cancelled,
        case
            when regexp_like(x_quantity_packed || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_packed as DECIMAL(28, 10))
        end as quantity_packed,
        case
            when regexp_like(x_quantity_shipped || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_shipped as DECIMAL(28, 10))
        end as quantity_shipped,
        case
            when regexp_like(x_quantity_delivered || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_delivered as DECIMAL(28, 10))
        end as quantity_delivered,
        case
            when regexp_like(x_quantity_dropshipped || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_dropshipped as DECIMAL(28, 10))
        end as quantity_dropshipped,
        case
            when regexp_like(x_quantity_backordered || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_backordered as DECIMAL(28, 10))
        end as quantity_backordered,
        case
            when regexp_like(x_quantity_cancelled || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_cancelled as DECIMAL(28, 10))
        end as quantity_cancelled,
        case
            when regexp_like(x_quantity_returned || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_returned as DECIMAL(28, 10))
        end as quantity_returned,
        case
            when regexp_like(x_quantity_manuallyfulfilled || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_quantity_manuallyfulfilled as DECIMAL(28, 10))
        end as quantity_manuallyfulfilled,
        case
            when regexp_like(x_advanced_tracking_missing_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_advanced_tracking_missing_quantity as DECIMAL(28, 10))
        end as advanced_tracking_missing_quantity
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.salesorder_id,
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
    typed.is_taxable,
    typed.product_exemption_id,
    typed.product_exemption_code,
    typed.avatax_use_code_id,
    typed.avatax_use_code_desc,
    typed.avatax_tax_code_id,
    typed.avatax_tax_code_desc,
    typed.item_total_inclusive_of_tax,
    typed.hsn_or_sac,
    typed.is_invoiced,
    typed.image_id,
    typed.image_name,
    typed.image_type,
    typed.item_sub_total,
    typed.line_item_type,
    typed.document_id,
    typed.group_name,
    typed.product_id,
    typed.variant_id,
    typed.warehouse_id,
    typed.warehouse_name,
    typed.attribute_name1,
    typed.attribute_name2,
    typed.attribute_name3,
    typed.attribute_option_name1,
    typed.attribute_option_name2,
    typed.attribute_option_name3,
    typed.attribute_option_data1,
    typed.attribute_option_data2,
    typed.attribute_option_data3,
    typed.gst_treatment_code,
    typed.tds_tax_name,
    typed.tds_tax_percentage,
    typed.tds_tax_amount,
    typed.is_combo_product,
    typed.is_fulfillable,
    typed.is_returnable,
    typed.is_unconfirmed_product,
    typed.track_serial_number,
    typed.track_batch_number,
    typed.quantity_invoiced,
    typed.quantity_invoiced_cancelled,
    typed.quantity_packed,
    typed.quantity_shipped,
    typed.quantity_delivered,
    typed.quantity_dropshipped,
    typed.quantity_backordered,
    typed.quantity_cancelled,
    typed.quantity_returned,
    typed.quantity_manuallyfulfilled,
    typed.advanced_tracking_missing_quantity,
    typed.package_details,
    typed.custom_field_hash,
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
            case when x_is_taxable is not null and is_taxable is null then 'is_taxable' || chr(31) || translate(substring(x_is_taxable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_item_total_inclusive_of_tax is not null and item_total_inclusive_of_tax is null then 'item_total_inclusive_of_tax' || chr(31) || translate(substring(x_item_total_inclusive_of_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_invoiced is not null and is_invoiced is null then 'is_invoiced' || chr(31) || translate(substring(x_is_invoiced, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_item_sub_total is not null and item_sub_total is null then 'item_sub_total' || chr(31) || translate(substring(x_item_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tds_tax_percentage is not null and tds_tax_percentage is null then 'tds_tax_percentage' || chr(31) || translate(substring(x_tds_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tds_tax_amount is not null and tds_tax_amount is null then 'tds_tax_amount' || chr(31) || translate(substring(x_tds_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_is_combo_product is not null and is_combo_product is null then 'is_combo_product' || chr(31) || translate(substring(x_is_combo_product, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_returnable is not null and is_returnable is null then 'is_returnable' || chr(31) || translate(substring(x_is_returnable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_is_unconfirmed_product is not null and is_unconfirmed_product is null then 'is_unconfirmed_product' || chr(31) || translate(substring(x_is_unconfirmed_product, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_track_serial_number is not null and track_serial_number is null then 'track_serial_number' || chr(31) || translate(substring(x_track_serial_number, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_track_batch_number is not null and track_batch_number is null then 'track_batch_number' || chr(31) || translate(substring(x_track_batch_number, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
            case when x_quantity_invoiced is not null and quantity_invoiced is null then 'quantity_invoiced' || chr(31) || translate(substring(x_quantity_invoiced, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_invoiced_cancelled is not null and quantity_invoiced_cancelled is null then 'quantity_invoiced_cancelled' || chr(31) || translate(substring(x_quantity_invoiced_cancelled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_packed is not null and quantity_packed is null then 'quantity_packed' || chr(31) || translate(substring(x_quantity_packed, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_shipped is not null and quantity_shipped is null then 'quantity_shipped' || chr(31) || translate(substring(x_quantity_shipped, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_delivered is not null and quantity_delivered is null then 'quantity_delivered' || chr(31) || translate(substring(x_quantity_delivered, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_dropshipped is not null and quantity_dropshipped is null then 'quantity_dropshipped' || chr(31) || translate(substring(x_quantity_dropshipped, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_backordered is not null and quantity_backordered is null then 'quantity_backordered' || chr(31) || translate(substring(x_quantity_backordered, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_cancelled is not null and quantity_cancelled is null then 'quantity_cancelled' || chr(31) || translate(substring(x_quantity_cancelled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_returned is not null and quantity_returned is null then 'quantity_returned' || chr(31) || translate(substring(x_quantity_returned, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_quantity_manuallyfulfilled is not null and quantity_manuallyfulfilled is null then 'quantity_manuallyfulfilled' || chr(31) || translate(substring(x_quantity_manuallyfulfilled, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_advanced_tracking_missing_quantity is not null and advanced_tracking_missing_quantity is null then 'advanced_tracking_missing_quantity' || chr(31) || translate(substring(x_advanced_tracking_missing_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_sales_orders as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.salesorder_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.salesorder_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.salesorder_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_sales_orders as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.salesorder_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.salesorder_id = incoming.salesorder_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    customer_id = incoming.customer_id,
    billing_address_id = incoming.billing_address_id,
    shipping_address_id = incoming.shipping_address_id,
    crm_owner_id = incoming.crm_owner_id,
    crm_custom_reference_id = incoming.crm_custom_reference_id,
    zcrm_potential_id = incoming.zcrm_potential_id,
    is_update_customer = incoming.is_update_customer,
    salesorder_number = incoming.salesorder_number,
    reference_number = incoming.reference_number,
    date = incoming.date,
    shipment_date = incoming.shipment_date,
    exchange_rate = incoming.exchange_rate,
    discount = incoming.discount,
    is_discount_before_tax = incoming.is_discount_before_tax,
    discount_type = incoming.discount_type,
    salesperson_id = incoming.salesperson_id,
    salesperson_name = incoming.salesperson_name,
    merchant_id = incoming.merchant_id,
    merchant_name = incoming.merchant_name,
    estimate_id = incoming.estimate_id,
    tax_id = incoming.tax_id,
    tax_authority_id = incoming.tax_authority_id,
    tax_authority_name = incoming.tax_authority_name,
    tax_exemption_id = incoming.tax_exemption_id,
    tax_exemption_code = incoming.tax_exemption_code,
    avatax_exempt_no = incoming.avatax_exempt_no,
    avatax_use_code = incoming.avatax_use_code,
    is_inclusive_tax = incoming.is_inclusive_tax,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    pricebook_id = incoming.pricebook_id,
    adjustment = incoming.adjustment,
    adjustment_description = incoming.adjustment_description,
    delivery_method = incoming.delivery_method,
    notes = incoming.notes,
    notes_default = incoming.notes_default,
    terms = incoming.terms,
    terms_default = incoming.terms_default,
    zcrm_potential_name = incoming.zcrm_potential_name,
    customer_name = incoming.customer_name,
    status = incoming.status,
    shipment_days = incoming.shipment_days,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    total = incoming.total,
    sub_total = incoming.sub_total,
    bcy_total = incoming.bcy_total,
    is_emailed = incoming.is_emailed,
    has_attachment = incoming.has_attachment,
    order_status = incoming.order_status,
    invoiced_status = incoming.invoiced_status,
    paid_status = incoming.paid_status,
    shipped_status = incoming.shipped_status,
    balance = incoming.balance,
    discount_amount = incoming.discount_amount,
    discount_percent = incoming.discount_percent,
    discount_total = incoming.discount_total,
    discount_applied_on_amount = incoming.discount_applied_on_amount,
    tax_total = incoming.tax_total,
    bcy_sub_total = incoming.bcy_sub_total,
    bcy_discount_total = incoming.bcy_discount_total,
    bcy_tax_total = incoming.bcy_tax_total,
    bcy_adjustment = incoming.bcy_adjustment,
    sub_total_inclusive_of_tax = incoming.sub_total_inclusive_of_tax,
    sub_total_exclusive_of_discount = incoming.sub_total_exclusive_of_discount,
    roundoff_value = incoming.roundoff_value,
    transaction_rounding_type = incoming.transaction_rounding_type,
    tax_rounding = incoming.tax_rounding,
    tax_specification = incoming.tax_specification,
    computation_type = incoming.computation_type,
    tds_calculation_type = incoming.tds_calculation_type,
    tds_override_preference = incoming.tds_override_preference,
    reverse_charge_tax_total = incoming.reverse_charge_tax_total,
    price_precision = incoming.price_precision,
    currency_symbol = incoming.currency_symbol,
    payment_terms = incoming.payment_terms,
    payment_terms_label = incoming.payment_terms_label,
    total_quantity = incoming.total_quantity,
    source = incoming.source,
    sales_channel = incoming.sales_channel,
    account_identifier = incoming.account_identifier,
    integration_id = incoming.integration_id,
    color_code = incoming.color_code,
    current_sub_status = incoming.current_sub_status,
    current_sub_status_id = incoming.current_sub_status_id,
    contact_category = incoming.contact_category,
    has_discount = incoming.has_discount,
    has_qty_cancelled = incoming.has_qty_cancelled,
    has_shipping_address = incoming.has_shipping_address,
    has_unconfirmed_line_item = incoming.has_unconfirmed_line_item,
    is_advanced_tracking_missing = incoming.is_advanced_tracking_missing,
    is_adv_tracking_in_package = incoming.is_adv_tracking_in_package,
    is_backordered = incoming.is_backordered,
    is_dropshipped = incoming.is_dropshipped,
    is_manually_fulfilled = incoming.is_manually_fulfilled,
    is_taxable = incoming.is_taxable,
    is_test_order = incoming.is_test_order,
    can_manually_fulfill = incoming.can_manually_fulfill,
    can_send_in_mail = incoming.can_send_in_mail,
    attachment_name = incoming.attachment_name,
    delivery_method_id = incoming.delivery_method_id,
    tracking_number = incoming.tracking_number,
    pickup_location_id = incoming.pickup_location_id,
    branch_id = incoming.branch_id,
    branch_name = incoming.branch_name,
    merchant_gst_no = incoming.merchant_gst_no,
    entity_tags = incoming.entity_tags,
    shipping_charge_sac_code = incoming.shipping_charge_sac_code,
    invoice_conversion_type = incoming.invoice_conversion_type,
    offline_created_date_with_time = incoming.offline_created_date_with_time,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    created_date = incoming.created_date,
    created_by_id = incoming.created_by_id,
    created_by_name = incoming.created_by_name,
    created_by_email = incoming.created_by_email,
    last_modified_by_id = incoming.last_modified_by_id,
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
    contact_persons_associated = incoming.contact_persons_associated,
    documents = incoming.documents,
    sub_statuses = incoming.sub_statuses,
    custom_fields = incoming.custom_fields,
    tags = incoming.tags,
    tds_summary = incoming.tds_summary,
    taxes = incoming.taxes,
    contact_persons = incoming.contact_persons,
    contact_person_details = incoming.contact_person_details,
    contact = incoming.contact,
    billing_address = incoming.billing_address,
    shipping_address = incoming.shipping_address,
    custom_field_hash = incoming.custom_field_hash,
    invoices = incoming.invoices,
    packages = incoming.packages,
    picklists = incoming.picklists,
    purchaseorders = incoming.purchaseorders,
    payments = incoming.payments,
    refunds = incoming.refunds,
    salesreturns = incoming.salesreturns,
    creditnotes = incoming.creditnotes,
    warehouses = incoming.warehouses,
    shipping_details = incoming.shipping_details,
    so_cycle_preference = incoming.so_cycle_preference,
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
    connection, organization_id, salesorder_id, customer_id, billing_address_id,
    shipping_address_id, crm_owner_id, crm_custom_reference_id, zcrm_potential_id,
    is_update_customer, salesorder_number, reference_number, date, shipment_date, exchange_rate,
    discount, is_discount_before_tax, discount_type, salesperson_id, salesperson_name,
    merchant_id, merchant_name, estimate_id, tax_id, tax_authority_id, tax_authority_name,
    tax_exemption_id, tax_exemption_code, avatax_exempt_no, avatax_use_code, is_inclusive_tax,
    location_id, location_name, pricebook_id, adjustment, adjustment_description,
    delivery_method, notes, notes_default, terms, terms_default, zcrm_potential_name,
    customer_name, status, shipment_days, currency_id, currency_code, total, sub_total,
    bcy_total, is_emailed, has_attachment, order_status, invoiced_status, paid_status,
    shipped_status, balance, discount_amount, discount_percent, discount_total,
    discount_applied_on_amount, tax_total, bcy_sub_total, bcy_discount_total, bcy_tax_total,
    bcy_adjustment, sub_total_inclusive_of_tax, sub_total_exclusive_of_discount, roundoff_value,
    transaction_rounding_type, tax_rounding, tax_specification, computation_type,
    tds_calculation_type, tds_override_preference, reverse_charge_tax_total, price_precision,
    currency_symbol, payment_terms, payment_terms_label, total_quantity, source, sales_channel,
    account_identifier, integration_id, color_code, current_sub_status, current_sub_status_id,
    contact_category, has_discount, has_qty_cancelled, has_shipping_address,
    has_unconfirmed_line_item, is_advanced_tracking_missing, is_adv_tracking_in_package,
    is_backordered, is_dropshipped, is_manually_fulfilled, is_taxable, is_test_order,
    can_manually_fulfill, can_send_in_mail, attachment_name, delivery_method_id,
    tracking_number, pickup_location_id, branch_id, branch_name, merchant_gst_no, entity_tags,
    shipping_charge_sac_code, invoice_conversion_type, offline_created_date_with_time,
    created_time, last_modified_time, created_date, created_by_id, created_by_name,
    created_by_email, last_modified_by_id, submitter_id, submitted_date, submitted_by,
    submitted_by_name, submitted_by_email, submitted_by_photo_url, approver_id, approvers_list,
    template_id, template_name, template_type, page_width, page_height, orientation,
    shipping_charge, bcy_shipping_charge, shipping_charge_account_id,
    shipping_charge_account_name, shipping_charge_exclusive_of_tax,
    shipping_charge_inclusive_of_tax, shipping_charge_tax, bcy_shipping_charge_tax,
    shipping_charge_tax_id, shipping_charge_tax_name, shipping_charge_tax_type,
    shipping_charge_tax_percentage, shipping_charge_tax_exemption_id,
    shipping_charge_tax_exemption_code, shipping_charge_taxes, place_of_supply, gst_no,
    gst_treatment, vat_treatment, vat_reg_no, tax_treatment, is_pre_gst,
    is_reverse_charge_applied, contact_persons_associated, documents, sub_statuses,
    custom_fields, tags, tds_summary, taxes, contact_persons, contact_person_details, contact,
    billing_address, shipping_address, custom_field_hash, invoices, packages, picklists,
    purchaseorders, payments, refunds, salesreturns, creditnotes, warehouses, shipping_details,
    so_cycle_preference, is_deleted, deleted_at, _version, _deleted_version, _seen_version,
    _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.salesorder_id, incoming.customer_id,
    incoming.billing_address_id, incoming.shipping_address_id, incoming.crm_owner_id,
    incoming.crm_custom_reference_id, incoming.zcrm_potential_id, incoming.is_update_customer,
    incoming.salesorder_number, incoming.reference_number, incoming.date,
    incoming.shipment_date, incoming.exchange_rate, incoming.discount,
    incoming.is_discount_before_tax, incoming.discount_type, incoming.salesperson_id,
    incoming.salesperson_name, incoming.merchant_id, incoming.merchant_name,
    incoming.estimate_id, incoming.tax_id, incoming.tax_authority_id,
    incoming.tax_authority_name, incoming.tax_exemption_id, incoming.tax_exemption_code,
    incoming.avatax_exempt_no, incoming.avatax_use_code, incoming.is_inclusive_tax,
    incoming.location_id, incoming.location_name, incoming.pricebook_id, incoming.adjustment,
    incoming.adjustment_description, incoming.delivery_method, incoming.notes,
    incoming.notes_default, incoming.terms, incoming.terms_default,
    incoming.zcrm_potential_name, incoming.customer_name, incoming.status,
    incoming.shipment_days, incoming.currency_id, incoming.currency_code, incoming.total,
    incoming.sub_total, incoming.bcy_total, incoming.is_emailed, incoming.has_attachment,
    incoming.order_status, incoming.invoiced_status, incoming.paid_status,
    incoming.shipped_status, incoming.balance, incoming.discount_amount,
    incoming.discount_percent, incoming.discount_total, incoming.discount_applied_on_amount,
    incoming.tax_total, incoming.bcy_sub_total, incoming.bcy_discount_total,
    incoming.bcy_tax_total, incoming.bcy_adjustment, incoming.sub_total_inclusive_of_tax,
    incoming.sub_total_exclusive_of_discount, incoming.roundoff_value,
    incoming.transaction_rounding_type, incoming.tax_rounding, incoming.tax_specification,
    incoming.computation_type, incoming.tds_calculation_type, incoming.tds_override_preference,
    incoming.reverse_charge_tax_total, incoming.price_precision, incoming.currency_symbol,
    incoming.payment_terms, incoming.payment_terms_label, incoming.total_quantity,
    incoming.source, incoming.sales_channel, incoming.account_identifier,
    incoming.integration_id, incoming.color_code, incoming.current_sub_status,
    incoming.current_sub_status_id, incoming.contact_category, incoming.has_discount,
    incoming.has_qty_cancelled, incoming.has_shipping_address,
    incoming.has_unconfirmed_line_item, incoming.is_advanced_tracking_missing,
    incoming.is_adv_tracking_in_package, incoming.is_backordered, incoming.is_dropshipped,
    incoming.is_manually_fulfilled, incoming.is_taxable, incoming.is_test_order,
    incoming.can_manually_fulfill, incoming.can_send_in_mail, incoming.attachment_name,
    incoming.delivery_method_id, incoming.tracking_number, incoming.pickup_location_id,
    incoming.branch_id, incoming.branch_name, incoming.merchant_gst_no, incoming.entity_tags,
    incoming.shipping_charge_sac_code, incoming.invoice_conversion_type,
    incoming.offline_created_date_with_time, incoming.created_time, incoming.last_modified_time,
    incoming.created_date, incoming.created_by_id, incoming.created_by_name,
    incoming.created_by_email, incoming.last_modified_by_id, incoming.submitter_id,
    incoming.submitted_date, incoming.submitted_by, incoming.submitted_by_name,
    incoming.submitted_by_email, incoming.submitted_by_photo_url, incoming.approver_id,
    incoming.approvers_list, incoming.template_id, incoming.template_name,
    incoming.template_type, incoming.page_width, incoming.page_height, incoming.orientation,
    incoming.shipping_charge, incoming.bcy_shipping_charge, incoming.shipping_charge_account_id,
    incoming.shipping_charge_account_name, incoming.shipping_charge_exclusive_of_tax,
    incoming.shipping_charge_inclusive_of_tax, incoming.shipping_charge_tax,
    incoming.bcy_shipping_charge_tax, incoming.shipping_charge_tax_id,
    incoming.shipping_charge_tax_name, incoming.shipping_charge_tax_type,
    incoming.shipping_charge_tax_percentage, incoming.shipping_charge_tax_exemption_id,
    incoming.shipping_charge_tax_exemption_code, incoming.shipping_charge_taxes,
    incoming.place_of_supply, incoming.gst_no, incoming.gst_treatment, incoming.vat_treatment,
    incoming.vat_reg_no, incoming.tax_treatment, incoming.is_pre_gst,
    incoming.is_reverse_charge_applied, incoming.contact_persons_associated, incoming.documents,
    incoming.sub_statuses, incoming.custom_fields, incoming.tags, incoming.tds_summary,
    incoming.taxes, incoming.contact_persons, incoming.contact_person_details, incoming.contact,
    incoming.billing_address, incoming.shipping_address, incoming.custom_field_hash,
    incoming.invoices, incoming.packages, incoming.picklists, incoming.purchaseorders,
    incoming.payments, incoming.refunds, incoming.salesreturns, incoming.creditnotes,
    incoming.warehouses, incoming.shipping_details, incoming.so_cycle_preference,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, salesorder_id, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.salesorder_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_sales_order_lines as target
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
                partition by history.connection, history.organization_id, history.salesorder_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_sales_orders as winner
        inner join history_zoho_books_sales_order_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.salesorder_id = winner.salesorder_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.salesorder_id = incoming.salesorder_id
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
    is_taxable = incoming.is_taxable,
    product_exemption_id = incoming.product_exemption_id,
    product_exemption_code = incoming.product_exemption_code,
    avatax_use_code_id = incoming.avatax_use_code_id,
    avatax_use_code_desc = incoming.avatax_use_code_desc,
    avatax_tax_code_id = incoming.avatax_tax_code_id,
    avatax_tax_code_desc = incoming.avatax_tax_code_desc,
    item_total_inclusive_of_tax = incoming.item_total_inclusive_of_tax,
    hsn_or_sac = incoming.hsn_or_sac,
    is_invoiced = incoming.is_invoiced,
    image_id = incoming.image_id,
    image_name = incoming.image_name,
    image_type = incoming.image_type,
    item_sub_total = incoming.item_sub_total,
    line_item_type = incoming.line_item_type,
    document_id = incoming.document_id,
    group_name = incoming.group_name,
    product_id = incoming.product_id,
    variant_id = incoming.variant_id,
    warehouse_id = incoming.warehouse_id,
    warehouse_name = incoming.warehouse_name,
    attribute_name1 = incoming.attribute_name1,
    attribute_name2 = incoming.attribute_name2,
    attribute_name3 = incoming.attribute_name3,
    attribute_option_name1 = incoming.attribute_option_name1,
    attribute_option_name2 = incoming.attribute_option_name2,
    attribute_option_name3 = incoming.attribute_option_name3,
    attribute_option_data1 = incoming.attribute_option_data1,
    attribute_option_data2 = incoming.attribute_option_data2,
    attribute_option_data3 = incoming.attribute_option_data3,
    gst_treatment_code = incoming.gst_treatment_code,
    tds_tax_name = incoming.tds_tax_name,
    tds_tax_percentage = incoming.tds_tax_percentage,
    tds_tax_amount = incoming.tds_tax_amount,
    is_combo_product = incoming.is_combo_product,
    is_fulfillable = incoming.is_fulfillable,
    is_returnable = incoming.is_returnable,
    is_unconfirmed_product = incoming.is_unconfirmed_product,
    track_serial_number = incoming.track_serial_number,
    track_batch_number = incoming.track_batch_number,
    quantity_invoiced = incoming.quantity_invoiced,
    quantity_invoiced_cancelled = incoming.quantity_invoiced_cancelled,
    quantity_packed = incoming.quantity_packed,
    quantity_shipped = incoming.quantity_shipped,
    quantity_delivered = incoming.quantity_delivered,
    quantity_dropshipped = incoming.quantity_dropshipped,
    quantity_backordered = incoming.quantity_backordered,
    quantity_cancelled = incoming.quantity_cancelled,
    quantity_returned = incoming.quantity_returned,
    quantity_manuallyfulfilled = incoming.quantity_manuallyfulfilled,
    advanced_tracking_missing_quantity = incoming.advanced_tracking_missing_quantity,
    package_details = incoming.package_details,
    custom_field_hash = incoming.custom_field_hash,
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
    connection, organization_id, salesorder_id, position, line_item_id, line_item_category,
    item_id, item_order, name, description, internal_name, discount_account_id,
    discount_account_name, unit, quantity, discount_amount, discount, discounts, bcy_rate, rate,
    account_id, account_name, header_id, header_name, pricebook_id, tax_id, tax_name, tax_type,
    tax_percentage, item_total, item_custom_fields, pricing_scheme, tags, documents,
    line_item_taxes, stock_on_hand, project_id, item_type, sales_rate, item_code, mapped_items,
    is_modifier_item, image_document_id, project_name, location_id, location_name, product_type,
    tax_treatment_code, sat_item_key_code, unitkey_code, tds_tax_id, sku, is_taxable,
    product_exemption_id, product_exemption_code, avatax_use_code_id, avatax_use_code_desc,
    avatax_tax_code_id, avatax_tax_code_desc, item_total_inclusive_of_tax, hsn_or_sac,
    is_invoiced, image_id, image_name, image_type, item_sub_total, line_item_type, document_id,
    group_name, product_id, variant_id, warehouse_id, warehouse_name, attribute_name1,
    attribute_name2, attribute_name3, attribute_option_name1, attribute_option_name2,
    attribute_option_name3, attribute_option_data1, attribute_option_data2,
    attribute_option_data3, gst_treatment_code, tds_tax_name, tds_tax_percentage,
    tds_tax_amount, is_combo_product, is_fulfillable, is_returnable, is_unconfirmed_product,
    track_serial_number, track_batch_number, quantity_invoiced, quantity_invoiced_cancelled,
    quantity_packed, quantity_shipped, quantity_delivered, quantity_dropshipped,
    quantity_backordered, quantity_cancelled, quantity_returned, quantity_manuallyfulfilled,
    advanced_tracking_missing_quantity, package_details, custom_field_hash, is_deleted,
    deleted_at, _version, _deleted_version, _seen_version, _event_key, _raw_key, _load_id,
    _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.salesorder_id, incoming.position,
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
    incoming.is_taxable, incoming.product_exemption_id, incoming.product_exemption_code,
    incoming.avatax_use_code_id, incoming.avatax_use_code_desc, incoming.avatax_tax_code_id,
    incoming.avatax_tax_code_desc, incoming.item_total_inclusive_of_tax, incoming.hsn_or_sac,
    incoming.is_invoiced, incoming.image_id, incoming.image_name, incoming.image_type,
    incoming.item_sub_total, incoming.line_item_type, incoming.document_id, incoming.group_name,
    incoming.product_id, incoming.variant_id, incoming.warehouse_id, incoming.warehouse_name,
    incoming.attribute_name1, incoming.attribute_name2, incoming.attribute_name3,
    incoming.attribute_option_name1, incoming.attribute_option_name2,
    incoming.attribute_option_name3, incoming.attribute_option_data1,
    incoming.attribute_option_data2, incoming.attribute_option_data3,
    incoming.gst_treatment_code, incoming.tds_tax_name, incoming.tds_tax_percentage,
    incoming.tds_tax_amount, incoming.is_combo_product, incoming.is_fulfillable,
    incoming.is_returnable, incoming.is_unconfirmed_product, incoming.track_serial_number,
    incoming.track_batch_number, incoming.quantity_invoiced,
    incoming.quantity_invoiced_cancelled, incoming.quantity_packed, incoming.quantity_shipped,
    incoming.quantity_delivered, incoming.quantity_dropshipped, incoming.quantity_backordered,
    incoming.quantity_cancelled, incoming.quantity_returned,
    incoming.quantity_manuallyfulfilled, incoming.advanced_tracking_missing_quantity,
    incoming.package_details, incoming.custom_field_hash, incoming.is_deleted,
    incoming.deleted_at, incoming._version, incoming._deleted_version, incoming._seen_version,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_sales_order_lines as target
using (
    select winner.connection, winner.organization_id, winner.salesorder_id, winner._event_key, winner._load_id
    from silver_zoho_books_sales_orders as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.salesorder_id = incoming.salesorder_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_sales_order_lines as target
using (
    select winner.connection, winner.organization_id, winner.salesorder_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_sales_orders as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'sales_orders'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.salesorder_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.salesorder_id = incoming.salesorder_id
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
      and events.entity = 'sales_orders'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'sales_orders'
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
                'silver_zoho_books_sales_orders' as table_name,
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
                    history.salesorder_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_sales_orders as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_sales_order_lines' as table_name,
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
                    history.salesorder_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_sales_order_lines as history
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
    and target.entity = 'sales_orders'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'sales_orders',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_sales_orders as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.salesorder_id
    where hints.source = 'zoho_books'
      and hints.entity = 'sales_orders'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'sales_orders'
    and target.reason = 'partial_document'
when matched then delete;
