-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_expenses
-- MAGIC Expenses. `status` tells unbilled, invoiced, reimbursed and nonbillable; there is neither draft nor void, a deleted expense is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_expenses`, `silver_zoho_books_expense_lines`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_expenses
comment 'Every version that ever landed of silver_zoho_books_expenses, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'transaction_type STRING, expense_item_id STRING, account_id STRING,
            account_name STRING, paid_through_account_id STRING,
            paid_through_account_name STRING, vendor_id STRING, vendor_name STRING, date STRING,
            markup_percent STRING, tax_id STRING, tax_name STRING, tax_percentage STRING,
            tax_override_preference STRING, currency_id STRING, currency_code STRING,
            exchange_rate STRING, tax_amount STRING, sub_total STRING, total STRING,
            bcy_total STRING, amount STRING, is_inclusive_tax STRING, reference_number STRING,
            description STRING, is_billable STRING, is_personal STRING, customer_id STRING,
            customer_name STRING, expense_receipt_name STRING, expense_receipt_type STRING,
            employee_id STRING, employee_name STRING, employee_email STRING, vehicle_id STRING,
            vehicle_name STRING, mileage_rate STRING, mileage_unit STRING, mileage_type STRING,
            expense_type STRING, start_reading STRING, end_reading STRING, status STRING,
            invoice_id STRING, invoice_number STRING, report_id STRING, report_name STRING,
            report_number STRING, user_id STRING, user_name STRING, user_email STRING,
            approver_id STRING, approver_name STRING, approver_email STRING,
            report_status STRING, is_reimbursable STRING, trip_id STRING, trip_number STRING,
            location STRING, merchant_id STRING, merchant_name STRING, payment_mode STRING,
            project_id STRING, project_name STRING, is_recurring_applicable STRING,
            is_surcharge_applicable STRING, fcy_surcharge_amount STRING,
            bcy_surcharge_amount STRING, zcrm_potential_id STRING, zcrm_potential_name STRING,
            bcy_total_without_tax STRING, total_without_tax STRING, distance STRING,
            has_attachment STRING, custom_fields_list STRING, transaction_id STRING,
            destination_of_supply_state STRING, hsn_or_sac STRING, reverse_charge_tax_id STRING,
            reverse_charge_tax_name STRING, reverse_charge_tax_percentage STRING,
            reverse_charge_tax_amount STRING, is_itemized_expense STRING, location_id STRING,
            location_name STRING, created_time STRING, created_by_id STRING,
            last_modified_by_id STRING, last_modified_time STRING, template_id STRING,
            template_name STRING, template_type STRING, page_width STRING, page_height STRING,
            orientation STRING, place_of_supply STRING, gst_no STRING, gst_treatment STRING,
            vat_treatment STRING, vat_reg_no STRING, tax_treatment STRING, is_pre_gst STRING,
            is_reverse_charge_applied STRING, source_of_supply STRING,
            destination_of_supply STRING, acquisition_vat_total STRING,
            acquisition_vat_summary STRING, reverse_charge_vat_total STRING,
            reverse_charge_vat_summary STRING, documents STRING, taxes STRING, tags STRING,
            custom_fields STRING, custom_field_hash STRING, imported_transactions STRING,
            line_item STRING, line_items STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'expenses'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as expense_id,
        nullif(documents.doc.transaction_type, '') as transaction_type,
        nullif(documents.doc.expense_item_id, '') as expense_item_id,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.paid_through_account_id, '') as paid_through_account_id,
        nullif(documents.doc.paid_through_account_name, '') as paid_through_account_name,
        nullif(documents.doc.vendor_id, '') as vendor_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.markup_percent, '') as x_markup_percent,
        nullif(documents.doc.tax_id, '') as tax_id,
        nullif(documents.doc.tax_name, '') as tax_name,
        nullif(documents.doc.tax_percentage, '') as x_tax_percentage,
        nullif(documents.doc.tax_override_preference, '') as tax_override_preference,
        nullif(documents.doc.currency_id, '') as currency_id,
        nullif(documents.doc.currency_code, '') as currency_code,
        nullif(documents.doc.exchange_rate, '') as x_exchange_rate,
        nullif(documents.doc.tax_amount, '') as x_tax_amount,
        nullif(documents.doc.sub_total, '') as x_sub_total,
        nullif(documents.doc.total, '') as x_total,
        nullif(documents.doc.bcy_total, '') as x_bcy_total,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.is_inclusive_tax, '') as x_is_inclusive_tax,
        nullif(documents.doc.reference_number, '') as reference_number,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.is_billable, '') as x_is_billable,
        nullif(documents.doc.is_personal, '') as x_is_personal,
        nullif(documents.doc.customer_id, '') as customer_id,
        nullif(documents.doc.customer_name, '') as customer_name,
        nullif(documents.doc.expense_receipt_name, '') as expense_receipt_name,
        nullif(documents.doc.expense_receipt_type, '') as expense_receipt_type,
        nullif(documents.doc.employee_id, '') as employee_id,
        nullif(documents.doc.employee_name, '') as employee_name,
        nullif(documents.doc.employee_email, '') as employee_email,
        nullif(documents.doc.vehicle_id, '') as vehicle_id,
        nullif(documents.doc.vehicle_name, '') as vehicle_name,
        nullif(documents.doc.mileage_rate, '') as x_mileage_rate,
        nullif(documents.doc.mileage_unit, '') as mileage_unit,
        nullif(documents.doc.mileage_type, '') as mileage_type,
        nullif(documents.doc.expense_type, '') as expense_type,
        nullif(documents.doc.start_reading, '') as x_start_reading,
        nullif(documents.doc.end_reading, '') as x_end_reading,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.invoice_id, '') as invoice_id,
        nullif(documents.doc.invoice_number, '') as invoice_number,
        nullif(documents.doc.report_id, '') as report_id,
        nullif(documents.doc.report_name, '') as report_name,
        nullif(documents.doc.report_number, '') as report_number,
        nullif(documents.doc.user_id, '') as user_id,
        nullif(documents.doc.user_name, '') as user_name,
        nullif(documents.doc.user_email, '') as user_email,
        nullif(documents.doc.approver_id, '') as approver_id,
        nullif(documents.doc.approver_name, '') as approver_name,
        nullif(documents.doc.approver_email, '') as approver_email,
        nullif(documents.doc.report_status, '') as report_status,
        nullif(documents.doc.is_reimbursable, '') as x_is_reimbursable,
        nullif(documents.doc.trip_id, '') as trip_id,
        nullif(documents.doc.trip_number, '') as trip_number,
        nullif(documents.doc.location, '') as location,
        nullif(documents.doc.merchant_id, '') as merchant_id,
        nullif(documents.doc.merchant_name, '') as merchant_name,
        nullif(documents.doc.payment_mode, '') as payment_mode,
        nullif(documents.doc.project_id, '') as project_id,
        nullif(documents.doc.project_name, '') as project_name,
        nullif(documents.doc.is_recurring_applicable, '') as x_is_recurring_applicable,
        nullif(documents.doc.is_surcharge_applicable, '') as x_is_surcharge_applicable,
        nullif(documents.doc.fcy_surcharge_amount, '') as x_fcy_surcharge_amount,
        nullif(documents.doc.bcy_surcharge_amount, '') as x_bcy_surcharge_amount,
        nullif(documents.doc.zcrm_potential_id, '') as zcrm_potential_id,
        nullif(documents.doc.zcrm_potential_name, '') as zcrm_potential_name,
        nullif(documents.doc.bcy_total_without_tax, '') as x_bcy_total_without_tax,
        nullif(documents.doc.total_without_tax, '') as x_total_without_tax,
        nullif(documents.doc.distance, '') as x_distance,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.custom_fields_list, '') as custom_fields_list,
        nullif(documents.doc.transaction_id, '') as transaction_id,
        nullif(documents.doc.destination_of_supply_state, '') as destination_of_supply_state,
        nullif(documents.doc.hsn_or_sac, '') as hsn_or_sac,
        nullif(documents.doc.reverse_charge_tax_id, '') as reverse_charge_tax_id,
        nullif(documents.doc.reverse_charge_tax_name, '') as reverse_charge_tax_name,
        nullif(documents.doc.reverse_charge_tax_percentage, '') as x_reverse_charge_tax_percentage,
        nullif(documents.doc.reverse_charge_tax_amount, '') as x_reverse_charge_tax_amount,
        nullif(documents.doc.is_itemized_expense, '') as x_is_itemized_expense,
        nullif(documents.doc.location_id, '') as location_id,
        nullif(documents.doc.location_name, '') as location_name,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.created_by_id, '') as created_by_id,
        nullif(documents.doc.last_modified_by_id, '') as last_modified_by_id,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
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
        nullif(documents.doc.taxes, '') as taxes,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.imported_transactions, '') as imported_transactions,
        nullif(documents.doc.line_item, '') as line_item,
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
        documents.doc.date is not null
            and documents.doc.total is not null
            and documents.doc.account_id is not null
            and documents.doc.currency_code is not null
            and documents.doc.line_items like '[%]' and from_json(documents.doc.line_items, 'ARRAY<STRING>') is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case
            when regexp_like(x_markup_percent || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_markup_percent as DECIMAL(28, 10))
        end as markup_percent,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_exchange_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_exchange_rate as DECIMAL(28, 10))
        end as exchange_rate,
        case
            when regexp_like(x_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_amount as DECIMAL(28, 10))
        end as tax_amount,
        case
            when regexp_like(x_sub_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sub_total as DECIMAL(28, 10))
        end as sub_total,
        case
            when regexp_like(x_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total as DECIMAL(28, 10))
        end as total,
        case
            when regexp_like(x_bcy_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total as DECIMAL(28, 10))
        end as bcy_total,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case lower(x_is_inclusive_tax) when 'true' then true when 'false' then false end as is_inclusive_tax,
        case lower(x_is_billable) when 'true' then true when 'false' then false end as is_billable,
        case lower(x_is_personal) when 'true' then true when 'false' then false end as is_personal,
        case
            when regexp_like(x_mileage_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_mileage_rate as DECIMAL(28, 10))
        end as mileage_rate,
        case
            when regexp_like(x_start_reading || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_start_reading as DECIMAL(28, 10))
        end as start_reading,
        case
            when regexp_like(x_end_reading || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_end_reading as DECIMAL(28, 10))
        end as end_reading,
        case lower(x_is_reimbursable) when 'true' then true when 'false' then false end as is_reimbursable,
        case lower(x_is_recurring_applicable) when 'true' then true when 'false' then false end as is_recurring_applicable,
        case lower(x_is_surcharge_applicable) when 'true' then true when 'false' then false end as is_surcharge_applicable,
        case
            when regexp_like(x_fcy_surcharge_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_fcy_surcharge_amount as DECIMAL(28, 10))
        end as fcy_surcharge_amount,
        case
            when regexp_like(x_bcy_surcharge_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_surcharge_amount as DECIMAL(28, 10))
        end as bcy_surcharge_amount,
        case
            when regexp_like(x_bcy_total_without_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_bcy_total_without_tax as DECIMAL(28, 10))
        end as bcy_total_without_tax,
        case
            when regexp_like(x_total_without_tax || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_total_without_tax as DECIMAL(28, 10))
        end as total_without_tax,
        case
            when regexp_like(x_distance || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_distance as DECIMAL(28, 10))
        end as distance,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case
            when regexp_like(x_reverse_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_percentage as DECIMAL(28, 10))
        end as reverse_charge_tax_percentage,
        case
            when regexp_like(x_reverse_charge_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_amount as DECIMAL(28, 10))
        end as reverse_charge_tax_amount,
        case lower(x_is_itemized_expense) when 'true' then true when 'false' then false end as is_itemized_expense,
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
                then '' || chr(31) || 'needs date total account_id currency_code line_items' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_markup_percent is not null and markup_percent is null then 'markup_percent' || chr(31) || translate(substring(x_markup_percent, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_exchange_rate is not null and exchange_rate is null then 'exchange_rate' || chr(31) || translate(substring(x_exchange_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_amount is not null and tax_amount is null then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sub_total is not null and sub_total is null then 'sub_total' || chr(31) || translate(substring(x_sub_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total is not null and total is null then 'total' || chr(31) || translate(substring(x_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total is not null and bcy_total is null then 'bcy_total' || chr(31) || translate(substring(x_bcy_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_inclusive_tax is not null and is_inclusive_tax is null then 'is_inclusive_tax' || chr(31) || translate(substring(x_is_inclusive_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_billable is not null and is_billable is null then 'is_billable' || chr(31) || translate(substring(x_is_billable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_personal is not null and is_personal is null then 'is_personal' || chr(31) || translate(substring(x_is_personal, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_mileage_rate is not null and mileage_rate is null then 'mileage_rate' || chr(31) || translate(substring(x_mileage_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_start_reading is not null and start_reading is null then 'start_reading' || chr(31) || translate(substring(x_start_reading, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_end_reading is not null and end_reading is null then 'end_reading' || chr(31) || translate(substring(x_end_reading, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_reimbursable is not null and is_reimbursable is null then 'is_reimbursable' || chr(31) || translate(substring(x_is_reimbursable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_recurring_applicable is not null and is_recurring_applicable is null then 'is_recurring_applicable' || chr(31) || translate(substring(x_is_recurring_applicable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_surcharge_applicable is not null and is_surcharge_applicable is null then 'is_surcharge_applicable' || chr(31) || translate(substring(x_is_surcharge_applicable, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_fcy_surcharge_amount is not null and fcy_surcharge_amount is null then 'fcy_surcharge_amount' || chr(31) || translate(substring(x_fcy_surcharge_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_surcharge_amount is not null and bcy_surcharge_amount is null then 'bcy_surcharge_amount' || chr(31) || translate(substring(x_bcy_surcharge_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_bcy_total_without_tax is not null and bcy_total_without_tax is null then 'bcy_total_without_tax' || chr(31) || translate(substring(x_bcy_total_without_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_total_without_tax is not null and total_without_tax is null then 'total_without_tax' || chr(31) || translate(substring(x_total_without_tax, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_distance is not null and distance is null then 'distance' || chr(31) || translate(substring(x_distance, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_reverse_charge_tax_percentage is not null and reverse_charge_tax_percentage is null then 'reverse_charge_tax_percentage' || chr(31) || translate(substring(x_reverse_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_reverse_charge_tax_amount is not null and reverse_charge_tax_amount is null then 'reverse_charge_tax_amount' || chr(31) || translate(substring(x_reverse_charge_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_itemized_expense is not null and is_itemized_expense is null then 'is_itemized_expense' || chr(31) || translate(substring(x_is_itemized_expense, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
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
    judged.expense_id,
    judged.transaction_type,
    judged.expense_item_id,
    judged.account_id,
    judged.account_name,
    judged.paid_through_account_id,
    judged.paid_through_account_name,
    judged.vendor_id,
    judged.vendor_name,
    judged.date,
    judged.markup_percent,
    judged.tax_id,
    judged.tax_name,
    judged.tax_percentage,
    judged.tax_override_preference,
    judged.currency_id,
    judged.currency_code,
    judged.exchange_rate,
    judged.tax_amount,
    judged.sub_total,
    judged.total,
    judged.bcy_total,
    judged.amount,
    judged.is_inclusive_tax,
    judged.reference_number,
    judged.description,
    judged.is_billable,
    judged.is_personal,
    judged.customer_id,
    judged.customer_name,
    judged.expense_receipt_name,
    judged.expense_receipt_type,
    judged.employee_id,
    judged.employee_name,
    judged.employee_email,
    judged.vehicle_id,
    judged.vehicle_name,
    judged.mileage_rate,
    judged.mileage_unit,
    judged.mileage_type,
    judged.expense_type,
    judged.start_reading,
    judged.end_reading,
    judged.status,
    judged.invoice_id,
    judged.invoice_number,
    judged.report_id,
    judged.report_name,
    judged.report_number,
    judged.user_id,
    judged.user_name,
    judged.user_email,
    judged.approver_id,
    judged.approver_name,
    judged.approver_email,
    judged.report_status,
    judged.is_reimbursable,
    judged.trip_id,
    judged.trip_number,
    judged.location,
    judged.merchant_id,
    judged.merchant_name,
    judged.payment_mode,
    judged.project_id,
    judged.project_name,
    judged.is_recurring_applicable,
    judged.is_surcharge_applicable,
    judged.fcy_surcharge_amount,
    judged.bcy_surcharge_amount,
    judged.zcrm_potential_id,
    judged.zcrm_potential_name,
    judged.bcy_total_without_tax,
    judged.total_without_tax,
    judged.distance,
    judged.has_attachment,
    judged.custom_fields_list,
    judged.transaction_id,
    judged.destination_of_supply_state,
    judged.hsn_or_sac,
    judged.reverse_charge_tax_id,
    judged.reverse_charge_tax_name,
    judged.reverse_charge_tax_percentage,
    judged.reverse_charge_tax_amount,
    judged.is_itemized_expense,
    judged.location_id,
    judged.location_name,
    judged.created_time,
    judged.created_by_id,
    judged.last_modified_by_id,
    judged.last_modified_time,
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
    judged.taxes,
    judged.tags,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.imported_transactions,
    judged.line_item,
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

create or replace view history_zoho_books_expense_lines
comment 'Every version that ever landed of silver_zoho_books_expense_lines, typed'
as
with arrays as (
    select
        events.*,
        from_json(events.payload, 'line_items STRING') as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'expenses'
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
                    'line_item_id STRING, account_id STRING, account_name STRING,
                    description STRING, tax_amount STRING, tax_id STRING, tax_name STRING,
                    tax_type STRING, tax_percentage STRING, item_total STRING, amount STRING,
                    item_order STRING, line_item_taxes STRING, tags STRING, hsn_or_sac STRING,
                    location_id STRING, location_name STRING, reverse_charge_tax_id STRING,
                    reverse_charge_tax_name STRING, reverse_charge_tax_percentage STRING,
                    reverse_charge_tax_amount STRING'
                )
        end as line
    from arrays,
        lateral posexplode(from_json(arrays.doc.line_items, 'ARRAY<STRING>')) as parts(pos, element)
),

texts as (
    select
        elements.connection,
        elements.organization_id,
        elements.entity_id as expense_id,
        elements.position,
        nullif(elements.line.line_item_id, '') as line_item_id,
        nullif(elements.line.account_id, '') as account_id,
        nullif(elements.line.account_name, '') as account_name,
        nullif(elements.line.description, '') as description,
        nullif(elements.line.tax_amount, '') as x_tax_amount,
        nullif(elements.line.tax_id, '') as tax_id,
        nullif(elements.line.tax_name, '') as tax_name,
        nullif(elements.line.tax_type, '') as tax_type,
        nullif(elements.line.tax_percentage, '') as x_tax_percentage,
        nullif(elements.line.item_total, '') as x_item_total,
        nullif(elements.line.amount, '') as x_amount,
        nullif(elements.line.item_order, '') as x_item_order,
        nullif(elements.line.line_item_taxes, '') as line_item_taxes,
        nullif(elements.line.tags, '') as tags,
        nullif(elements.line.hsn_or_sac, '') as hsn_or_sac,
        nullif(elements.line.location_id, '') as location_id,
        nullif(elements.line.location_name, '') as location_name,
        nullif(elements.line.reverse_charge_tax_id, '') as reverse_charge_tax_id,
        nullif(elements.line.reverse_charge_tax_name, '') as reverse_charge_tax_name,
        nullif(elements.line.reverse_charge_tax_percentage, '') as x_reverse_charge_tax_percentage,
        nullif(elements.line.reverse_charge_tax_amount, '') as x_reverse_charge_tax_amount,
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
        end as tax_amount,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case
            when regexp_like(x_item_total || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_total as DECIMAL(28, 10))
        end as item_total,
        case
            when regexp_like(x_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_amount as DECIMAL(28, 10))
        end as amount,
        case
            when regexp_like(x_item_order || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_item_order as DECIMAL(28, 10))
        end as item_order,
        case
            when regexp_like(x_reverse_charge_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_percentage as DECIMAL(28, 10))
        end as reverse_charge_tax_percentage,
        case
            when regexp_like(x_reverse_charge_tax_amount || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reverse_charge_tax_amount as DECIMAL(28, 10))
        end as reverse_charge_tax_amount
    from texts
)

select
    typed.connection,
    typed.organization_id,
    typed.expense_id,
    typed.position,
    typed.line_item_id,
    typed.account_id,
    typed.account_name,
    typed.description,
    typed.tax_amount,
    typed.tax_id,
    typed.tax_name,
    typed.tax_type,
    typed.tax_percentage,
    typed.item_total,
    typed.amount,
    typed.item_order,
    typed.line_item_taxes,
    typed.tags,
    typed.hsn_or_sac,
    typed.location_id,
    typed.location_name,
    typed.reverse_charge_tax_id,
    typed.reverse_charge_tax_name,
    typed.reverse_charge_tax_percentage,
    typed.reverse_charge_tax_amount,
    case
        when coalesce(typed._element, '') not like '{%}'
            then '' || chr(31) || coalesce(translate(substring(typed._element, 1, 200), chr(30) || chr(31), '  '), 'null') || chr(31) || 'not_an_object'
        else nullif(concat_ws(
            chr(30),
            case when x_tax_amount is not null and tax_amount is null then 'tax_amount' || chr(31) || translate(substring(x_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_total is not null and item_total is null then 'item_total' || chr(31) || translate(substring(x_item_total, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_amount is not null and amount is null then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_item_order is not null and item_order is null then 'item_order' || chr(31) || translate(substring(x_item_order, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_percentage is not null and reverse_charge_tax_percentage is null then 'reverse_charge_tax_percentage' || chr(31) || translate(substring(x_reverse_charge_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
            case when x_reverse_charge_tax_amount is not null and reverse_charge_tax_amount is null then 'reverse_charge_tax_amount' || chr(31) || translate(substring(x_reverse_charge_tax_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end
        ), '')
    end as _problems,
    typed._received_at,
    typed._event_key,
    typed._raw_key,
    typed._load_id,
    typed._loaded_at
from typed;

-- COMMAND ----------

merge into silver_zoho_books_expenses as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.expense_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.expense_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.expense_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_expenses as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.expense_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_id = incoming.expense_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    transaction_type = incoming.transaction_type,
    expense_item_id = incoming.expense_item_id,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    paid_through_account_id = incoming.paid_through_account_id,
    paid_through_account_name = incoming.paid_through_account_name,
    vendor_id = incoming.vendor_id,
    vendor_name = incoming.vendor_name,
    date = incoming.date,
    markup_percent = incoming.markup_percent,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_percentage = incoming.tax_percentage,
    tax_override_preference = incoming.tax_override_preference,
    currency_id = incoming.currency_id,
    currency_code = incoming.currency_code,
    exchange_rate = incoming.exchange_rate,
    tax_amount = incoming.tax_amount,
    sub_total = incoming.sub_total,
    total = incoming.total,
    bcy_total = incoming.bcy_total,
    amount = incoming.amount,
    is_inclusive_tax = incoming.is_inclusive_tax,
    reference_number = incoming.reference_number,
    description = incoming.description,
    is_billable = incoming.is_billable,
    is_personal = incoming.is_personal,
    customer_id = incoming.customer_id,
    customer_name = incoming.customer_name,
    expense_receipt_name = incoming.expense_receipt_name,
    expense_receipt_type = incoming.expense_receipt_type,
    employee_id = incoming.employee_id,
    employee_name = incoming.employee_name,
    employee_email = incoming.employee_email,
    vehicle_id = incoming.vehicle_id,
    vehicle_name = incoming.vehicle_name,
    mileage_rate = incoming.mileage_rate,
    mileage_unit = incoming.mileage_unit,
    mileage_type = incoming.mileage_type,
    expense_type = incoming.expense_type,
    start_reading = incoming.start_reading,
    end_reading = incoming.end_reading,
    status = incoming.status,
    invoice_id = incoming.invoice_id,
    invoice_number = incoming.invoice_number,
    report_id = incoming.report_id,
    report_name = incoming.report_name,
    report_number = incoming.report_number,
    user_id = incoming.user_id,
    user_name = incoming.user_name,
    user_email = incoming.user_email,
    approver_id = incoming.approver_id,
    approver_name = incoming.approver_name,
    approver_email = incoming.approver_email,
    report_status = incoming.report_status,
    is_reimbursable = incoming.is_reimbursable,
    trip_id = incoming.trip_id,
    trip_number = incoming.trip_number,
    location = incoming.location,
    merchant_id = incoming.merchant_id,
    merchant_name = incoming.merchant_name,
    payment_mode = incoming.payment_mode,
    project_id = incoming.project_id,
    project_name = incoming.project_name,
    is_recurring_applicable = incoming.is_recurring_applicable,
    is_surcharge_applicable = incoming.is_surcharge_applicable,
    fcy_surcharge_amount = incoming.fcy_surcharge_amount,
    bcy_surcharge_amount = incoming.bcy_surcharge_amount,
    zcrm_potential_id = incoming.zcrm_potential_id,
    zcrm_potential_name = incoming.zcrm_potential_name,
    bcy_total_without_tax = incoming.bcy_total_without_tax,
    total_without_tax = incoming.total_without_tax,
    distance = incoming.distance,
    has_attachment = incoming.has_attachment,
    custom_fields_list = incoming.custom_fields_list,
    transaction_id = incoming.transaction_id,
    destination_of_supply_state = incoming.destination_of_supply_state,
    hsn_or_sac = incoming.hsn_or_sac,
    reverse_charge_tax_id = incoming.reverse_charge_tax_id,
    reverse_charge_tax_name = incoming.reverse_charge_tax_name,
    reverse_charge_tax_percentage = incoming.reverse_charge_tax_percentage,
    reverse_charge_tax_amount = incoming.reverse_charge_tax_amount,
    is_itemized_expense = incoming.is_itemized_expense,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    created_time = incoming.created_time,
    created_by_id = incoming.created_by_id,
    last_modified_by_id = incoming.last_modified_by_id,
    last_modified_time = incoming.last_modified_time,
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
    taxes = incoming.taxes,
    tags = incoming.tags,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    imported_transactions = incoming.imported_transactions,
    line_item = incoming.line_item,
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
    connection, organization_id, expense_id, transaction_type, expense_item_id, account_id,
    account_name, paid_through_account_id, paid_through_account_name, vendor_id, vendor_name,
    date, markup_percent, tax_id, tax_name, tax_percentage, tax_override_preference,
    currency_id, currency_code, exchange_rate, tax_amount, sub_total, total, bcy_total, amount,
    is_inclusive_tax, reference_number, description, is_billable, is_personal, customer_id,
    customer_name, expense_receipt_name, expense_receipt_type, employee_id, employee_name,
    employee_email, vehicle_id, vehicle_name, mileage_rate, mileage_unit, mileage_type,
    expense_type, start_reading, end_reading, status, invoice_id, invoice_number, report_id,
    report_name, report_number, user_id, user_name, user_email, approver_id, approver_name,
    approver_email, report_status, is_reimbursable, trip_id, trip_number, location, merchant_id,
    merchant_name, payment_mode, project_id, project_name, is_recurring_applicable,
    is_surcharge_applicable, fcy_surcharge_amount, bcy_surcharge_amount, zcrm_potential_id,
    zcrm_potential_name, bcy_total_without_tax, total_without_tax, distance, has_attachment,
    custom_fields_list, transaction_id, destination_of_supply_state, hsn_or_sac,
    reverse_charge_tax_id, reverse_charge_tax_name, reverse_charge_tax_percentage,
    reverse_charge_tax_amount, is_itemized_expense, location_id, location_name, created_time,
    created_by_id, last_modified_by_id, last_modified_time, template_id, template_name,
    template_type, page_width, page_height, orientation, place_of_supply, gst_no, gst_treatment,
    vat_treatment, vat_reg_no, tax_treatment, is_pre_gst, is_reverse_charge_applied,
    source_of_supply, destination_of_supply, acquisition_vat_total, acquisition_vat_summary,
    reverse_charge_vat_total, reverse_charge_vat_summary, documents, taxes, tags, custom_fields,
    custom_field_hash, imported_transactions, line_item, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_id,
    incoming.transaction_type, incoming.expense_item_id, incoming.account_id,
    incoming.account_name, incoming.paid_through_account_id, incoming.paid_through_account_name,
    incoming.vendor_id, incoming.vendor_name, incoming.date, incoming.markup_percent,
    incoming.tax_id, incoming.tax_name, incoming.tax_percentage,
    incoming.tax_override_preference, incoming.currency_id, incoming.currency_code,
    incoming.exchange_rate, incoming.tax_amount, incoming.sub_total, incoming.total,
    incoming.bcy_total, incoming.amount, incoming.is_inclusive_tax, incoming.reference_number,
    incoming.description, incoming.is_billable, incoming.is_personal, incoming.customer_id,
    incoming.customer_name, incoming.expense_receipt_name, incoming.expense_receipt_type,
    incoming.employee_id, incoming.employee_name, incoming.employee_email, incoming.vehicle_id,
    incoming.vehicle_name, incoming.mileage_rate, incoming.mileage_unit, incoming.mileage_type,
    incoming.expense_type, incoming.start_reading, incoming.end_reading, incoming.status,
    incoming.invoice_id, incoming.invoice_number, incoming.report_id, incoming.report_name,
    incoming.report_number, incoming.user_id, incoming.user_name, incoming.user_email,
    incoming.approver_id, incoming.approver_name, incoming.approver_email,
    incoming.report_status, incoming.is_reimbursable, incoming.trip_id, incoming.trip_number,
    incoming.location, incoming.merchant_id, incoming.merchant_name, incoming.payment_mode,
    incoming.project_id, incoming.project_name, incoming.is_recurring_applicable,
    incoming.is_surcharge_applicable, incoming.fcy_surcharge_amount,
    incoming.bcy_surcharge_amount, incoming.zcrm_potential_id, incoming.zcrm_potential_name,
    incoming.bcy_total_without_tax, incoming.total_without_tax, incoming.distance,
    incoming.has_attachment, incoming.custom_fields_list, incoming.transaction_id,
    incoming.destination_of_supply_state, incoming.hsn_or_sac, incoming.reverse_charge_tax_id,
    incoming.reverse_charge_tax_name, incoming.reverse_charge_tax_percentage,
    incoming.reverse_charge_tax_amount, incoming.is_itemized_expense, incoming.location_id,
    incoming.location_name, incoming.created_time, incoming.created_by_id,
    incoming.last_modified_by_id, incoming.last_modified_time, incoming.template_id,
    incoming.template_name, incoming.template_type, incoming.page_width, incoming.page_height,
    incoming.orientation, incoming.place_of_supply, incoming.gst_no, incoming.gst_treatment,
    incoming.vat_treatment, incoming.vat_reg_no, incoming.tax_treatment, incoming.is_pre_gst,
    incoming.is_reverse_charge_applied, incoming.source_of_supply,
    incoming.destination_of_supply, incoming.acquisition_vat_total,
    incoming.acquisition_vat_summary, incoming.reverse_charge_vat_total,
    incoming.reverse_charge_vat_summary, incoming.documents, incoming.taxes, incoming.tags,
    incoming.custom_fields, incoming.custom_field_hash, incoming.imported_transactions,
    incoming.line_item,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, expense_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_expense_lines as target
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
                partition by history.connection, history.organization_id, history.expense_id, history.position
                order by history._load_id desc
            ) as _rank
        from silver_zoho_books_expenses as winner
        inner join history_zoho_books_expense_lines as history
            on history._event_key = winner._event_key
            and history.connection = winner.connection
            and history.organization_id = winner.organization_id
            and history.expense_id = winner.expense_id
        where (:load_id = '*' or winner._load_id = :load_id)
          and (:load_id = '*' or history._load_id = :load_id)
          and history._problems is null
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_id = incoming.expense_id
    and target.position = incoming.position
when matched then update set
    line_item_id = incoming.line_item_id,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    description = incoming.description,
    tax_amount = incoming.tax_amount,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_type = incoming.tax_type,
    tax_percentage = incoming.tax_percentage,
    item_total = incoming.item_total,
    amount = incoming.amount,
    item_order = incoming.item_order,
    line_item_taxes = incoming.line_item_taxes,
    tags = incoming.tags,
    hsn_or_sac = incoming.hsn_or_sac,
    location_id = incoming.location_id,
    location_name = incoming.location_name,
    reverse_charge_tax_id = incoming.reverse_charge_tax_id,
    reverse_charge_tax_name = incoming.reverse_charge_tax_name,
    reverse_charge_tax_percentage = incoming.reverse_charge_tax_percentage,
    reverse_charge_tax_amount = incoming.reverse_charge_tax_amount,
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
    connection, organization_id, expense_id, position, line_item_id, account_id, account_name,
    description, tax_amount, tax_id, tax_name, tax_type, tax_percentage, item_total, amount,
    item_order, line_item_taxes, tags, hsn_or_sac, location_id, location_name,
    reverse_charge_tax_id, reverse_charge_tax_name, reverse_charge_tax_percentage,
    reverse_charge_tax_amount, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.expense_id, incoming.position,
    incoming.line_item_id, incoming.account_id, incoming.account_name, incoming.description,
    incoming.tax_amount, incoming.tax_id, incoming.tax_name, incoming.tax_type,
    incoming.tax_percentage, incoming.item_total, incoming.amount, incoming.item_order,
    incoming.line_item_taxes, incoming.tags, incoming.hsn_or_sac, incoming.location_id,
    incoming.location_name, incoming.reverse_charge_tax_id, incoming.reverse_charge_tax_name,
    incoming.reverse_charge_tax_percentage, incoming.reverse_charge_tax_amount,
    incoming.is_deleted, incoming.deleted_at, incoming._version, incoming._deleted_version,
    incoming._seen_version, incoming._event_key, incoming._raw_key, incoming._load_id,
    incoming._loaded_at
);

-- COMMAND ----------

merge into silver_zoho_books_expense_lines as target
using (
    select winner.connection, winner.organization_id, winner.expense_id, winner._event_key, winner._load_id
    from silver_zoho_books_expenses as winner
    where (:load_id = '*' or winner._load_id = :load_id)
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_id = incoming.expense_id
when matched and (target._event_key != incoming._event_key or target._load_id != incoming._load_id)
    then delete;

-- COMMAND ----------

merge into silver_zoho_books_expense_lines as target
using (
    select winner.connection, winner.organization_id, winner.expense_id, winner.is_deleted, winner.deleted_at, winner._version, winner._deleted_version, winner._seen_version
    from silver_zoho_books_expenses as winner
    inner join (
        select distinct events.connection, events.organization_id, events.entity_id
        from bronze_events as events
        where (:load_id = '*' or events._load_id = :load_id)
          and events.source = 'zoho_books'
          and events.entity = 'expenses'
    ) as touched
        on winner.connection = touched.connection
        and winner.organization_id = touched.organization_id
        and winner.expense_id = touched.entity_id
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.expense_id = incoming.expense_id
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
      and events.entity = 'expenses'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'expenses'
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
                'silver_zoho_books_expenses' as table_name,
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
                    history.expense_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_expenses as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
            union all
            select
                failed.connection,
                failed.organization_id,
                failed.entity_id,
                'silver_zoho_books_expense_lines' as table_name,
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
                    history.expense_id as entity_id,
                    history.position as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_expense_lines as history
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
    and target.entity = 'expenses'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'expenses',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_expenses as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.expense_id
    where hints.source = 'zoho_books'
      and hints.entity = 'expenses'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'expenses'
    and target.reason = 'partial_document'
when matched then delete;
