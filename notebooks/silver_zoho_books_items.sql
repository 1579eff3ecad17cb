-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_zoho_books_items
-- MAGIC Items. `status` tells active and inactive, which most unused items are made; a deleted item is `is_deleted`.
-- MAGIC Reads `bronze_events`; writes `silver_zoho_books_items`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_zoho_books_items
comment 'Every version that ever landed of silver_zoho_books_items, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'group_id STRING, name STRING, sku STRING, brand STRING, manufacturer STRING,
            product_subtype STRING, purpose_of_use STRING, image_name STRING, image_type STRING,
            status STRING, source STRING, is_linked_with_zohocrm STRING, zcrm_product_id STRING,
            crm_owner_id STRING, unit STRING, unit_id STRING, description STRING, rate STRING,
            account_id STRING, account_name STRING, tax_id STRING, tax_name STRING,
            tax_percentage STRING, tax_type STRING, tax_status STRING, tax_start_date STRING,
            tax_end_date STRING, tax_country_code STRING, tax_information STRING,
            is_tax_expired STRING, purchase_tax_information STRING,
            is_default_tax_applied STRING, associated_template_id STRING,
            purchase_description STRING, pricebook_rate STRING, pricing_scheme STRING,
            sales_rate STRING, purchase_rate STRING, sales_margin STRING,
            purchase_account_id STRING, purchase_account_name STRING,
            offline_created_date_with_time STRING, can_be_sold STRING, can_be_purchased STRING,
            track_inventory STRING, item_type STRING, product_type STRING,
            minimum_order_quantity STRING, maximum_order_quantity STRING, stock_on_hand STRING,
            available_stock STRING, actual_available_stock STRING, reorder_level STRING,
            is_fulfillable STRING, attribute_name1 STRING, attribute_name2 STRING,
            attribute_name3 STRING, attribute_option_name1 STRING,
            attribute_option_name2 STRING, attribute_option_name3 STRING,
            is_modifier_item STRING, has_variant STRING, item_name STRING,
            has_attachment STRING, image_document_id STRING, vendor_name STRING,
            hsn_or_sac STRING, sat_item_key_code STRING, unitkey_code STRING,
            purchase_tax_rule_id STRING, sales_tax_rule_id STRING, created_at STRING,
            created_time STRING, last_modified_time STRING, lock_details STRING,
            lock_detail STRING, locked_actions STRING, item_code STRING,
            tax_groups_details STRING, documents STRING, price_brackets STRING,
            default_price_brackets STRING, tags STRING, locked_fields STRING,
            custom_fields STRING, custom_field_hash STRING, sales_channels STRING,
            integration_references STRING, item_tax_preferences STRING, locations STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'zoho_books'
      and events.entity = 'items'
      and events._problem is null
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as item_id,
        nullif(documents.doc.group_id, '') as group_id,
        nullif(documents.doc.name, '') as name,
        nullif(documents.doc.sku, '') as sku,
        nullif(documents.doc.brand, '') as brand,
        nullif(documents.doc.manufacturer, '') as manufacturer,
        nullif(documents.doc.product_subtype, '') as product_subtype,
        nullif(documents.doc.purpose_of_use, '') as purpose_of_use,
        nullif(documents.doc.image_name, '') as image_name,
        nullif(documents.doc.image_type, '') as image_type,
        nullif(documents.doc.status, '') as status,
        nullif(documents.doc.source, '') as source,
        nullif(documents.doc.is_linked_with_zohocrm, '') as x_is_linked_with_zohocrm,
        nullif(documents.doc.zcrm_product_id, '') as zcrm_product_id,
        nullif(documents.doc.crm_owner_id, '') as crm_owner_id,
        nullif(documents.doc.unit, '') as unit,
        nullif(documents.doc.unit_id, '') as unit_id,
        nullif(documents.doc.description, '') as description,
        nullif(documents.doc.rate, '') as x_rate,
        nullif(documents.doc.account_id, '') as account_id,
        nullif(documents.doc.account_name, '') as account_name,
        nullif(documents.doc.tax_id, '') as tax_id,
        nullif(documents.doc.tax_name, '') as tax_name,
        nullif(documents.doc.tax_percentage, '') as x_tax_percentage,
        nullif(documents.doc.tax_type, '') as tax_type,
        nullif(documents.doc.tax_status, '') as tax_status,
        nullif(documents.doc.tax_start_date, '') as tax_start_date,
        nullif(documents.doc.tax_end_date, '') as tax_end_date,
        nullif(documents.doc.tax_country_code, '') as tax_country_code,
        nullif(documents.doc.tax_information, '') as tax_information,
        nullif(documents.doc.is_tax_expired, '') as x_is_tax_expired,
        nullif(documents.doc.purchase_tax_information, '') as purchase_tax_information,
        nullif(documents.doc.is_default_tax_applied, '') as x_is_default_tax_applied,
        nullif(documents.doc.associated_template_id, '') as associated_template_id,
        nullif(documents.doc.purchase_description, '') as purchase_description,
        nullif(documents.doc.pricebook_rate, '') as x_pricebook_rate,
        nullif(documents.doc.pricing_scheme, '') as pricing_scheme,
        nullif(documents.doc.sales_rate, '') as x_sales_rate,
        nullif(documents.doc.purchase_rate, '') as x_purchase_rate,
        nullif(documents.doc.sales_margin, '') as sales_margin,
        nullif(documents.doc.purchase_account_id, '') as purchase_account_id,
        nullif(documents.doc.purchase_account_name, '') as purchase_account_name,
        nullif(documents.doc.offline_created_date_with_time, '') as offline_created_date_with_time,
        nullif(documents.doc.can_be_sold, '') as x_can_be_sold,
        nullif(documents.doc.can_be_purchased, '') as x_can_be_purchased,
        nullif(documents.doc.track_inventory, '') as x_track_inventory,
        nullif(documents.doc.item_type, '') as item_type,
        nullif(documents.doc.product_type, '') as product_type,
        nullif(documents.doc.minimum_order_quantity, '') as x_minimum_order_quantity,
        nullif(documents.doc.maximum_order_quantity, '') as x_maximum_order_quantity,
        nullif(documents.doc.stock_on_hand, '') as x_stock_on_hand,
        nullif(documents.doc.available_stock, '') as x_available_stock,
        nullif(documents.doc.actual_available_stock, '') as x_actual_available_stock,
        nullif(documents.doc.reorder_level, '') as x_reorder_level,
        nullif(documents.doc.is_fulfillable, '') as is_fulfillable,
        nullif(documents.doc.attribute_name1, '') as attribute_name1,
        nullif(documents.doc.attribute_name2, '') as attribute_name2,
        nullif(documents.doc.attribute_name3, '') as attribute_name3,
        nullif(documents.doc.attribute_option_name1, '') as attribute_option_name1,
        nullif(documents.doc.attribute_option_name2, '') as attribute_option_name2,
        nullif(documents.doc.attribute_option_name3, '') as attribute_option_name3,
        nullif(documents.doc.is_modifier_item, '') as x_is_modifier_item,
        nullif(documents.doc.has_variant, '') as x_has_variant,
        nullif(documents.doc.item_name, '') as item_name,
        nullif(documents.doc.has_attachment, '') as x_has_attachment,
        nullif(documents.doc.image_document_id, '') as image_document_id,
        nullif(documents.doc.vendor_name, '') as vendor_name,
        nullif(documents.doc.hsn_or_sac, '') as hsn_or_sac,
        nullif(documents.doc.sat_item_key_code, '') as sat_item_key_code,
        nullif(documents.doc.unitkey_code, '') as unitkey_code,
        nullif(documents.doc.purchase_tax_rule_id, '') as purchase_tax_rule_id,
        nullif(documents.doc.sales_tax_rule_id, '') as sales_tax_rule_id,
        nullif(documents.doc.created_at, '') as x_created_at,
        nullif(documents.doc.created_time, '') as x_created_time,
        nullif(documents.doc.last_modified_time, '') as x_last_modified_time,
        nullif(documents.doc.lock_details, '') as lock_details,
        nullif(documents.doc.lock_detail, '') as lock_detail,
        nullif(documents.doc.locked_actions, '') as locked_actions,
        nullif(documents.doc.item_code, '') as item_code,
        nullif(documents.doc.tax_groups_details, '') as tax_groups_details,
        nullif(documents.doc.documents, '') as documents,
        nullif(documents.doc.price_brackets, '') as price_brackets,
        nullif(documents.doc.default_price_brackets, '') as default_price_brackets,
        nullif(documents.doc.tags, '') as tags,
        nullif(documents.doc.locked_fields, '') as locked_fields,
        nullif(documents.doc.custom_fields, '') as custom_fields,
        nullif(documents.doc.custom_field_hash, '') as custom_field_hash,
        nullif(documents.doc.sales_channels, '') as sales_channels,
        nullif(documents.doc.integration_references, '') as integration_references,
        nullif(documents.doc.item_tax_preferences, '') as item_tax_preferences,
        nullif(documents.doc.locations, '') as locations,
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
            and documents.doc.status is not null
            and documents.doc.item_type is not null
            and documents.doc.group_id is not null as _is_complete
    from documents
),

typed as (
    select
        texts.*,
        case lower(x_is_linked_with_zohocrm) when 'true' then true when 'false' then false end as is_linked_with_zohocrm,
        case
            when regexp_like(x_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_rate as DECIMAL(28, 10))
        end as rate,
        case
            when regexp_like(x_tax_percentage || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_tax_percentage as DECIMAL(28, 10))
        end as tax_percentage,
        case lower(x_is_tax_expired) when 'true' then true when 'false' then false end as is_tax_expired,
        case lower(x_is_default_tax_applied) when 'true' then true when 'false' then false end as is_default_tax_applied,
        case
            when regexp_like(x_pricebook_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_pricebook_rate as DECIMAL(28, 10))
        end as pricebook_rate,
        case
            when regexp_like(x_sales_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_sales_rate as DECIMAL(28, 10))
        end as sales_rate,
        case
            when regexp_like(x_purchase_rate || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_purchase_rate as DECIMAL(28, 10))
        end as purchase_rate,
        case lower(x_can_be_sold) when 'true' then true when 'false' then false end as can_be_sold,
        case lower(x_can_be_purchased) when 'true' then true when 'false' then false end as can_be_purchased,
        case lower(x_track_inventory) when 'true' then true when 'false' then false end as track_inventory,
        case
            when regexp_like(x_minimum_order_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_minimum_order_quantity as DECIMAL(28, 10))
        end as minimum_order_quantity,
        case
            when regexp_like(x_maximum_order_quantity || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_maximum_order_quantity as DECIMAL(28, 10))
        end as maximum_order_quantity,
        case
            when regexp_like(x_stock_on_hand || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_stock_on_hand as DECIMAL(28, 10))
        end as stock_on_hand,
        case
            when regexp_like(x_available_stock || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_available_stock as DECIMAL(28, 10))
        end as available_stock,
        case
            when regexp_like(x_actual_available_stock || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_actual_available_stock as DECIMAL(28, 10))
        end as actual_available_stock,
        case
            when regexp_like(x_reorder_level || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(x_reorder_level as DECIMAL(28, 10))
        end as reorder_level,
        case lower(x_is_modifier_item) when 'true' then true when 'false' then false end as is_modifier_item,
        case lower(x_has_variant) when 'true' then true when 'false' then false end as has_variant,
        case lower(x_has_attachment) when 'true' then true when 'false' then false end as has_attachment,
        case when length(x_created_at) = 10 and regexp_like(x_created_at, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_created_at >= '0001' then try_cast(x_created_at as DATE) end as created_at,
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
                then '' || chr(31) || 'needs name status item_type group_id' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_is_linked_with_zohocrm is not null and is_linked_with_zohocrm is null then 'is_linked_with_zohocrm' || chr(31) || translate(substring(x_is_linked_with_zohocrm, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_rate is not null and rate is null then 'rate' || chr(31) || translate(substring(x_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_tax_percentage is not null and tax_percentage is null then 'tax_percentage' || chr(31) || translate(substring(x_tax_percentage, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_tax_expired is not null and is_tax_expired is null then 'is_tax_expired' || chr(31) || translate(substring(x_is_tax_expired, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_is_default_tax_applied is not null and is_default_tax_applied is null then 'is_default_tax_applied' || chr(31) || translate(substring(x_is_default_tax_applied, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_pricebook_rate is not null and pricebook_rate is null then 'pricebook_rate' || chr(31) || translate(substring(x_pricebook_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_sales_rate is not null and sales_rate is null then 'sales_rate' || chr(31) || translate(substring(x_sales_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_purchase_rate is not null and purchase_rate is null then 'purchase_rate' || chr(31) || translate(substring(x_purchase_rate, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_can_be_sold is not null and can_be_sold is null then 'can_be_sold' || chr(31) || translate(substring(x_can_be_sold, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_can_be_purchased is not null and can_be_purchased is null then 'can_be_purchased' || chr(31) || translate(substring(x_can_be_purchased, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_track_inventory is not null and track_inventory is null then 'track_inventory' || chr(31) || translate(substring(x_track_inventory, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_minimum_order_quantity is not null and minimum_order_quantity is null then 'minimum_order_quantity' || chr(31) || translate(substring(x_minimum_order_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_maximum_order_quantity is not null and maximum_order_quantity is null then 'maximum_order_quantity' || chr(31) || translate(substring(x_maximum_order_quantity, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_stock_on_hand is not null and stock_on_hand is null then 'stock_on_hand' || chr(31) || translate(substring(x_stock_on_hand, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_available_stock is not null and available_stock is null then 'available_stock' || chr(31) || translate(substring(x_available_stock, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_actual_available_stock is not null and actual_available_stock is null then 'actual_available_stock' || chr(31) || translate(substring(x_actual_available_stock, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_reorder_level is not null and reorder_level is null then 'reorder_level' || chr(31) || translate(substring(x_reorder_level, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_decimal_28_10' end,
                    case when x_is_modifier_item is not null and is_modifier_item is null then 'is_modifier_item' || chr(31) || translate(substring(x_is_modifier_item, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_variant is not null and has_variant is null then 'has_variant' || chr(31) || translate(substring(x_has_variant, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_has_attachment is not null and has_attachment is null then 'has_attachment' || chr(31) || translate(substring(x_has_attachment, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_created_at is not null and created_at is null then 'created_at' || chr(31) || translate(substring(x_created_at, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_created_time is not null and created_time is null then 'created_time' || chr(31) || translate(substring(x_created_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end,
                    case when x_last_modified_time is not null and last_modified_time is null then 'last_modified_time' || chr(31) || translate(substring(x_last_modified_time, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.item_id,
    judged.group_id,
    judged.name,
    judged.sku,
    judged.brand,
    judged.manufacturer,
    judged.product_subtype,
    judged.purpose_of_use,
    judged.image_name,
    judged.image_type,
    judged.status,
    judged.source,
    judged.is_linked_with_zohocrm,
    judged.zcrm_product_id,
    judged.crm_owner_id,
    judged.unit,
    judged.unit_id,
    judged.description,
    judged.rate,
    judged.account_id,
    judged.account_name,
    judged.tax_id,
    judged.tax_name,
    judged.tax_percentage,
    judged.tax_type,
    judged.tax_status,
    judged.tax_start_date,
    judged.tax_end_date,
    judged.tax_country_code,
    judged.tax_information,
    judged.is_tax_expired,
    judged.purchase_tax_information,
    judged.is_default_tax_applied,
    judged.associated_template_id,
    judged.purchase_description,
    judged.pricebook_rate,
    judged.pricing_scheme,
    judged.sales_rate,
    judged.purchase_rate,
    judged.sales_margin,
    judged.purchase_account_id,
    judged.purchase_account_name,
    judged.offline_created_date_with_time,
    judged.can_be_sold,
    judged.can_be_purchased,
    judged.track_inventory,
    judged.item_type,
    judged.product_type,
    judged.minimum_order_quantity,
    judged.maximum_order_quantity,
    judged.stock_on_hand,
    judged.available_stock,
    judged.actual_available_stock,
    judged.reorder_level,
    judged.is_fulfillable,
    judged.attribute_name1,
    judged.attribute_name2,
    judged.attribute_name3,
    judged.attribute_option_name1,
    judged.attribute_option_name2,
    judged.attribute_option_name3,
    judged.is_modifier_item,
    judged.has_variant,
    judged.item_name,
    judged.has_attachment,
    judged.image_document_id,
    judged.vendor_name,
    judged.hsn_or_sac,
    judged.sat_item_key_code,
    judged.unitkey_code,
    judged.purchase_tax_rule_id,
    judged.sales_tax_rule_id,
    judged.created_at,
    judged.created_time,
    judged.last_modified_time,
    judged.lock_details,
    judged.lock_detail,
    judged.locked_actions,
    judged.item_code,
    judged.tax_groups_details,
    judged.documents,
    judged.price_brackets,
    judged.default_price_brackets,
    judged.tags,
    judged.locked_fields,
    judged.custom_fields,
    judged.custom_field_hash,
    judged.sales_channels,
    judged.integration_references,
    judged.item_tax_preferences,
    judged.locations,
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

merge into silver_zoho_books_items as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.item_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.item_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.item_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_zoho_books_items as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.item_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.item_id = incoming.item_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    group_id = incoming.group_id,
    name = incoming.name,
    sku = incoming.sku,
    brand = incoming.brand,
    manufacturer = incoming.manufacturer,
    product_subtype = incoming.product_subtype,
    purpose_of_use = incoming.purpose_of_use,
    image_name = incoming.image_name,
    image_type = incoming.image_type,
    status = incoming.status,
    source = incoming.source,
    is_linked_with_zohocrm = incoming.is_linked_with_zohocrm,
    zcrm_product_id = incoming.zcrm_product_id,
    crm_owner_id = incoming.crm_owner_id,
    unit = incoming.unit,
    unit_id = incoming.unit_id,
    description = incoming.description,
    rate = incoming.rate,
    account_id = incoming.account_id,
    account_name = incoming.account_name,
    tax_id = incoming.tax_id,
    tax_name = incoming.tax_name,
    tax_percentage = incoming.tax_percentage,
    tax_type = incoming.tax_type,
    tax_status = incoming.tax_status,
    tax_start_date = incoming.tax_start_date,
    tax_end_date = incoming.tax_end_date,
    tax_country_code = incoming.tax_country_code,
    tax_information = incoming.tax_information,
    is_tax_expired = incoming.is_tax_expired,
    purchase_tax_information = incoming.purchase_tax_information,
    is_default_tax_applied = incoming.is_default_tax_applied,
    associated_template_id = incoming.associated_template_id,
    purchase_description = incoming.purchase_description,
    pricebook_rate = incoming.pricebook_rate,
    pricing_scheme = incoming.pricing_scheme,
    sales_rate = incoming.sales_rate,
    purchase_rate = incoming.purchase_rate,
    sales_margin = incoming.sales_margin,
    purchase_account_id = incoming.purchase_account_id,
    purchase_account_name = incoming.purchase_account_name,
    offline_created_date_with_time = incoming.offline_created_date_with_time,
    can_be_sold = incoming.can_be_sold,
    can_be_purchased = incoming.can_be_purchased,
    track_inventory = incoming.track_inventory,
    item_type = incoming.item_type,
    product_type = incoming.product_type,
    minimum_order_quantity = incoming.minimum_order_quantity,
    maximum_order_quantity = incoming.maximum_order_quantity,
    stock_on_hand = incoming.stock_on_hand,
    available_stock = incoming.available_stock,
    actual_available_stock = incoming.actual_available_stock,
    reorder_level = incoming.reorder_level,
    is_fulfillable = incoming.is_fulfillable,
    attribute_name1 = incoming.attribute_name1,
    attribute_name2 = incoming.attribute_name2,
    attribute_name3 = incoming.attribute_name3,
    attribute_option_name1 = incoming.attribute_option_name1,
    attribute_option_name2 = incoming.attribute_option_name2,
    attribute_option_name3 = incoming.attribute_option_name3,
    is_modifier_item = incoming.is_modifier_item,
    has_variant = incoming.has_variant,
    item_name = incoming.item_name,
    has_attachment = incoming.has_attachment,
    image_document_id = incoming.image_document_id,
    vendor_name = incoming.vendor_name,
    hsn_or_sac = incoming.hsn_or_sac,
    sat_item_key_code = incoming.sat_item_key_code,
    unitkey_code = incoming.unitkey_code,
    purchase_tax_rule_id = incoming.purchase_tax_rule_id,
    sales_tax_rule_id = incoming.sales_tax_rule_id,
    created_at = incoming.created_at,
    created_time = incoming.created_time,
    last_modified_time = incoming.last_modified_time,
    lock_details = incoming.lock_details,
    lock_detail = incoming.lock_detail,
    locked_actions = incoming.locked_actions,
    item_code = incoming.item_code,
    tax_groups_details = incoming.tax_groups_details,
    documents = incoming.documents,
    price_brackets = incoming.price_brackets,
    default_price_brackets = incoming.default_price_brackets,
    tags = incoming.tags,
    locked_fields = incoming.locked_fields,
    custom_fields = incoming.custom_fields,
    custom_field_hash = incoming.custom_field_hash,
    sales_channels = incoming.sales_channels,
    integration_references = incoming.integration_references,
    item_tax_preferences = incoming.item_tax_preferences,
    locations = incoming.locations,
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
    connection, organization_id, item_id, group_id, name, sku, brand, manufacturer,
    product_subtype, purpose_of_use, image_name, image_type, status, source,
    is_linked_with_zohocrm, zcrm_product_id, crm_owner_id, unit, unit_id, description, rate,
    account_id, account_name, tax_id, tax_name, tax_percentage, tax_type, tax_status,
    tax_start_date, tax_end_date, tax_country_code, tax_information, is_tax_expired,
    purchase_tax_information, is_default_tax_applied, associated_template_id,
    purchase_description, pricebook_rate, pricing_scheme, sales_rate, purchase_rate,
    sales_margin, purchase_account_id, purchase_account_name, offline_created_date_with_time,
    can_be_sold, can_be_purchased, track_inventory, item_type, product_type,
    minimum_order_quantity, maximum_order_quantity, stock_on_hand, available_stock,
    actual_available_stock, reorder_level, is_fulfillable, attribute_name1, attribute_name2,
    attribute_name3, attribute_option_name1, attribute_option_name2, attribute_option_name3,
    is_modifier_item, has_variant, item_name, has_attachment, image_document_id, vendor_name,
    hsn_or_sac, sat_item_key_code, unitkey_code, purchase_tax_rule_id, sales_tax_rule_id,
    created_at, created_time, last_modified_time, lock_details, lock_detail, locked_actions,
    item_code, tax_groups_details, documents, price_brackets, default_price_brackets, tags,
    locked_fields, custom_fields, custom_field_hash, sales_channels, integration_references,
    item_tax_preferences, locations, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.item_id, incoming.group_id,
    incoming.name, incoming.sku, incoming.brand, incoming.manufacturer,
    incoming.product_subtype, incoming.purpose_of_use, incoming.image_name, incoming.image_type,
    incoming.status, incoming.source, incoming.is_linked_with_zohocrm, incoming.zcrm_product_id,
    incoming.crm_owner_id, incoming.unit, incoming.unit_id, incoming.description, incoming.rate,
    incoming.account_id, incoming.account_name, incoming.tax_id, incoming.tax_name,
    incoming.tax_percentage, incoming.tax_type, incoming.tax_status, incoming.tax_start_date,
    incoming.tax_end_date, incoming.tax_country_code, incoming.tax_information,
    incoming.is_tax_expired, incoming.purchase_tax_information, incoming.is_default_tax_applied,
    incoming.associated_template_id, incoming.purchase_description, incoming.pricebook_rate,
    incoming.pricing_scheme, incoming.sales_rate, incoming.purchase_rate, incoming.sales_margin,
    incoming.purchase_account_id, incoming.purchase_account_name,
    incoming.offline_created_date_with_time, incoming.can_be_sold, incoming.can_be_purchased,
    incoming.track_inventory, incoming.item_type, incoming.product_type,
    incoming.minimum_order_quantity, incoming.maximum_order_quantity, incoming.stock_on_hand,
    incoming.available_stock, incoming.actual_available_stock, incoming.reorder_level,
    incoming.is_fulfillable, incoming.attribute_name1, incoming.attribute_name2,
    incoming.attribute_name3, incoming.attribute_option_name1, incoming.attribute_option_name2,
    incoming.attribute_option_name3, incoming.is_modifier_item, incoming.has_variant,
    incoming.item_name, incoming.has_attachment, incoming.image_document_id,
    incoming.vendor_name, incoming.hsn_or_sac, incoming.sat_item_key_code,
    incoming.unitkey_code, incoming.purchase_tax_rule_id, incoming.sales_tax_rule_id,
    incoming.created_at, incoming.created_time, incoming.last_modified_time,
    incoming.lock_details, incoming.lock_detail, incoming.locked_actions, incoming.item_code,
    incoming.tax_groups_details, incoming.documents, incoming.price_brackets,
    incoming.default_price_brackets, incoming.tags, incoming.locked_fields,
    incoming.custom_fields, incoming.custom_field_hash, incoming.sales_channels,
    incoming.integration_references, incoming.item_tax_preferences, incoming.locations,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, item_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.item_id,
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
      and events.entity = 'items'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'zoho_books'
    and target.entity = 'items'
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
                'silver_zoho_books_items' as table_name,
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
                    history.item_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_zoho_books_items as history
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
    and target.entity = 'items'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'zoho_books', incoming.connection, incoming.organization_id, 'items',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_zoho_books_items as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.item_id
    where hints.source = 'zoho_books'
      and hints.entity = 'items'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'zoho_books'
    and target.entity = 'items'
    and target.reason = 'partial_document'
when matched then delete;
