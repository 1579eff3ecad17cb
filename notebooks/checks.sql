-- Databricks notebook source
-- MAGIC %md
-- MAGIC # checks
-- MAGIC Assertions that say where to look: one row per check and load in `ops_checks`, with the query to look closer. The last task, so
-- MAGIC that wrong books never block a load: when one does not hold this task alone fails, after the load was applied.
-- MAGIC Parameters: catalog, schema, load_id. Running it again changes nothing but the time.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

merge into ops_checks as target
using (
    select
        :load_id as load_id,
        results.check_name,
        results.failures,
        results.look_closer,
        current_timestamp() as checked_at
    from (
        select
            'silver_zoho_books_invoices_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_id from silver_zoho_books_invoices group by connection, organization_id, invoice_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_id
            from silver_zoho_books_invoices
            group by connection, organization_id, invoice_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_invoice_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_id, position from silver_zoho_books_invoice_lines group by connection, organization_id, invoice_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_id, position
            from silver_zoho_books_invoice_lines
            group by connection, organization_id, invoice_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_invoice_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.invoice_id, child.position from silver_zoho_books_invoice_lines as child left join silver_zoho_books_invoices as document on document.connection = child.connection and document.organization_id = child.organization_id and document.invoice_id = child.invoice_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.invoice_id, child.position
            from silver_zoho_books_invoice_lines as child
            left join silver_zoho_books_invoices as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.invoice_id = child.invoice_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_invoice_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_id, position from silver_zoho_books_invoice_taxes group by connection, organization_id, invoice_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_id, position
            from silver_zoho_books_invoice_taxes
            group by connection, organization_id, invoice_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_invoice_taxes_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.invoice_id, child.position from silver_zoho_books_invoice_taxes as child left join silver_zoho_books_invoices as document on document.connection = child.connection and document.organization_id = child.organization_id and document.invoice_id = child.invoice_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.invoice_id, child.position
            from silver_zoho_books_invoice_taxes as child
            left join silver_zoho_books_invoices as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.invoice_id = child.invoice_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_contacts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, contact_id from silver_zoho_books_contacts group by connection, organization_id, contact_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, contact_id
            from silver_zoho_books_contacts
            group by connection, organization_id, contact_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_contact_persons_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, contact_id, position from silver_zoho_books_contact_persons group by connection, organization_id, contact_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, contact_id, position
            from silver_zoho_books_contact_persons
            group by connection, organization_id, contact_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_contact_persons_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.contact_id, child.position from silver_zoho_books_contact_persons as child left join silver_zoho_books_contacts as document on document.connection = child.connection and document.organization_id = child.organization_id and document.contact_id = child.contact_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.contact_id, child.position
            from silver_zoho_books_contact_persons as child
            left join silver_zoho_books_contacts as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.contact_id = child.contact_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_contact_addresses_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, contact_id, position from silver_zoho_books_contact_addresses group by connection, organization_id, contact_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, contact_id, position
            from silver_zoho_books_contact_addresses
            group by connection, organization_id, contact_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_contact_addresses_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.contact_id, child.position from silver_zoho_books_contact_addresses as child left join silver_zoho_books_contacts as document on document.connection = child.connection and document.organization_id = child.organization_id and document.contact_id = child.contact_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.contact_id, child.position
            from silver_zoho_books_contact_addresses as child
            left join silver_zoho_books_contacts as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.contact_id = child.contact_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_customer_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id from silver_zoho_books_customer_payments group by connection, organization_id, payment_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id
            from silver_zoho_books_customer_payments
            group by connection, organization_id, payment_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_customer_payment_invoices_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id, position from silver_zoho_books_customer_payment_invoices group by connection, organization_id, payment_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id, position
            from silver_zoho_books_customer_payment_invoices
            group by connection, organization_id, payment_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_customer_payment_invoices_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.payment_id, child.position from silver_zoho_books_customer_payment_invoices as child left join silver_zoho_books_customer_payments as document on document.connection = child.connection and document.organization_id = child.organization_id and document.payment_id = child.payment_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.payment_id, child.position
            from silver_zoho_books_customer_payment_invoices as child
            left join silver_zoho_books_customer_payments as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.payment_id = child.payment_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_bills_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id from silver_zoho_books_bills group by connection, organization_id, bill_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id
            from silver_zoho_books_bills
            group by connection, organization_id, bill_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bill_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_zoho_books_bill_lines group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_zoho_books_bill_lines
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bill_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_zoho_books_bill_lines as child left join silver_zoho_books_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_zoho_books_bill_lines as child
            left join silver_zoho_books_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_bill_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_zoho_books_bill_taxes group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_zoho_books_bill_taxes
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bill_taxes_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_zoho_books_bill_taxes as child left join silver_zoho_books_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_zoho_books_bill_taxes as child
            left join silver_zoho_books_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_bill_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_zoho_books_bill_payments group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_zoho_books_bill_payments
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bill_payments_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_zoho_books_bill_payments as child left join silver_zoho_books_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_zoho_books_bill_payments as child
            left join silver_zoho_books_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_bill_vendor_credits_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_zoho_books_bill_vendor_credits group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_zoho_books_bill_vendor_credits
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bill_vendor_credits_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_zoho_books_bill_vendor_credits as child left join silver_zoho_books_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_zoho_books_bill_vendor_credits as child
            left join silver_zoho_books_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_purchase_orders_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, purchaseorder_id from silver_zoho_books_purchase_orders group by connection, organization_id, purchaseorder_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, purchaseorder_id
            from silver_zoho_books_purchase_orders
            group by connection, organization_id, purchaseorder_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_purchase_order_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, purchaseorder_id, position from silver_zoho_books_purchase_order_lines group by connection, organization_id, purchaseorder_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, purchaseorder_id, position
            from silver_zoho_books_purchase_order_lines
            group by connection, organization_id, purchaseorder_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_purchase_order_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.purchaseorder_id, child.position from silver_zoho_books_purchase_order_lines as child left join silver_zoho_books_purchase_orders as document on document.connection = child.connection and document.organization_id = child.organization_id and document.purchaseorder_id = child.purchaseorder_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.purchaseorder_id, child.position
            from silver_zoho_books_purchase_order_lines as child
            left join silver_zoho_books_purchase_orders as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.purchaseorder_id = child.purchaseorder_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id from silver_zoho_books_vendor_payments group by connection, organization_id, payment_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id
            from silver_zoho_books_vendor_payments
            group by connection, organization_id, payment_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_payment_bills_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id, position from silver_zoho_books_vendor_payment_bills group by connection, organization_id, payment_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id, position
            from silver_zoho_books_vendor_payment_bills
            group by connection, organization_id, payment_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_payment_bills_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.payment_id, child.position from silver_zoho_books_vendor_payment_bills as child left join silver_zoho_books_vendor_payments as document on document.connection = child.connection and document.organization_id = child.organization_id and document.payment_id = child.payment_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.payment_id, child.position
            from silver_zoho_books_vendor_payment_bills as child
            left join silver_zoho_books_vendor_payments as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.payment_id = child.payment_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_payment_refunds_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id, position from silver_zoho_books_vendor_payment_refunds group by connection, organization_id, payment_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id, position
            from silver_zoho_books_vendor_payment_refunds
            group by connection, organization_id, payment_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_payment_refunds_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.payment_id, child.position from silver_zoho_books_vendor_payment_refunds as child left join silver_zoho_books_vendor_payments as document on document.connection = child.connection and document.organization_id = child.organization_id and document.payment_id = child.payment_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.payment_id, child.position
            from silver_zoho_books_vendor_payment_refunds as child
            left join silver_zoho_books_vendor_payments as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.payment_id = child.payment_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_credit_notes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, creditnote_id from silver_zoho_books_credit_notes group by connection, organization_id, creditnote_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, creditnote_id
            from silver_zoho_books_credit_notes
            group by connection, organization_id, creditnote_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, creditnote_id, position from silver_zoho_books_credit_note_lines group by connection, organization_id, creditnote_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, creditnote_id, position
            from silver_zoho_books_credit_note_lines
            group by connection, organization_id, creditnote_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.creditnote_id, child.position from silver_zoho_books_credit_note_lines as child left join silver_zoho_books_credit_notes as document on document.connection = child.connection and document.organization_id = child.organization_id and document.creditnote_id = child.creditnote_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.creditnote_id, child.position
            from silver_zoho_books_credit_note_lines as child
            left join silver_zoho_books_credit_notes as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.creditnote_id = child.creditnote_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, creditnote_id, position from silver_zoho_books_credit_note_taxes group by connection, organization_id, creditnote_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, creditnote_id, position
            from silver_zoho_books_credit_note_taxes
            group by connection, organization_id, creditnote_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_taxes_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.creditnote_id, child.position from silver_zoho_books_credit_note_taxes as child left join silver_zoho_books_credit_notes as document on document.connection = child.connection and document.organization_id = child.organization_id and document.creditnote_id = child.creditnote_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.creditnote_id, child.position
            from silver_zoho_books_credit_note_taxes as child
            left join silver_zoho_books_credit_notes as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.creditnote_id = child.creditnote_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_invoices_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, creditnote_id, position from silver_zoho_books_credit_note_invoices group by connection, organization_id, creditnote_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, creditnote_id, position
            from silver_zoho_books_credit_note_invoices
            group by connection, organization_id, creditnote_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_credit_note_invoices_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.creditnote_id, child.position from silver_zoho_books_credit_note_invoices as child left join silver_zoho_books_credit_notes as document on document.connection = child.connection and document.organization_id = child.organization_id and document.creditnote_id = child.creditnote_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.creditnote_id, child.position
            from silver_zoho_books_credit_note_invoices as child
            left join silver_zoho_books_credit_notes as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.creditnote_id = child.creditnote_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credits_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, vendor_credit_id from silver_zoho_books_vendor_credits group by connection, organization_id, vendor_credit_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, vendor_credit_id
            from silver_zoho_books_vendor_credits
            group by connection, organization_id, vendor_credit_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, vendor_credit_id, position from silver_zoho_books_vendor_credit_lines group by connection, organization_id, vendor_credit_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, vendor_credit_id, position
            from silver_zoho_books_vendor_credit_lines
            group by connection, organization_id, vendor_credit_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.vendor_credit_id, child.position from silver_zoho_books_vendor_credit_lines as child left join silver_zoho_books_vendor_credits as document on document.connection = child.connection and document.organization_id = child.organization_id and document.vendor_credit_id = child.vendor_credit_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.vendor_credit_id, child.position
            from silver_zoho_books_vendor_credit_lines as child
            left join silver_zoho_books_vendor_credits as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.vendor_credit_id = child.vendor_credit_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_bills_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, vendor_credit_id, position from silver_zoho_books_vendor_credit_bills group by connection, organization_id, vendor_credit_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, vendor_credit_id, position
            from silver_zoho_books_vendor_credit_bills
            group by connection, organization_id, vendor_credit_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_bills_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.vendor_credit_id, child.position from silver_zoho_books_vendor_credit_bills as child left join silver_zoho_books_vendor_credits as document on document.connection = child.connection and document.organization_id = child.organization_id and document.vendor_credit_id = child.vendor_credit_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.vendor_credit_id, child.position
            from silver_zoho_books_vendor_credit_bills as child
            left join silver_zoho_books_vendor_credits as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.vendor_credit_id = child.vendor_credit_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_refunds_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, vendor_credit_id, position from silver_zoho_books_vendor_credit_refunds group by connection, organization_id, vendor_credit_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, vendor_credit_id, position
            from silver_zoho_books_vendor_credit_refunds
            group by connection, organization_id, vendor_credit_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_vendor_credit_refunds_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.vendor_credit_id, child.position from silver_zoho_books_vendor_credit_refunds as child left join silver_zoho_books_vendor_credits as document on document.connection = child.connection and document.organization_id = child.organization_id and document.vendor_credit_id = child.vendor_credit_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.vendor_credit_id, child.position
            from silver_zoho_books_vendor_credit_refunds as child
            left join silver_zoho_books_vendor_credits as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.vendor_credit_id = child.vendor_credit_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_expenses_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, expense_id from silver_zoho_books_expenses group by connection, organization_id, expense_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, expense_id
            from silver_zoho_books_expenses
            group by connection, organization_id, expense_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_expense_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, expense_id, position from silver_zoho_books_expense_lines group by connection, organization_id, expense_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, expense_id, position
            from silver_zoho_books_expense_lines
            group by connection, organization_id, expense_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_expense_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.expense_id, child.position from silver_zoho_books_expense_lines as child left join silver_zoho_books_expenses as document on document.connection = child.connection and document.organization_id = child.organization_id and document.expense_id = child.expense_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.expense_id, child.position
            from silver_zoho_books_expense_lines as child
            left join silver_zoho_books_expenses as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.expense_id = child.expense_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_estimates_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, estimate_id from silver_zoho_books_estimates group by connection, organization_id, estimate_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, estimate_id
            from silver_zoho_books_estimates
            group by connection, organization_id, estimate_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_estimate_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, estimate_id, position from silver_zoho_books_estimate_lines group by connection, organization_id, estimate_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, estimate_id, position
            from silver_zoho_books_estimate_lines
            group by connection, organization_id, estimate_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_estimate_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.estimate_id, child.position from silver_zoho_books_estimate_lines as child left join silver_zoho_books_estimates as document on document.connection = child.connection and document.organization_id = child.organization_id and document.estimate_id = child.estimate_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.estimate_id, child.position
            from silver_zoho_books_estimate_lines as child
            left join silver_zoho_books_estimates as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.estimate_id = child.estimate_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_sales_orders_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, salesorder_id from silver_zoho_books_sales_orders group by connection, organization_id, salesorder_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, salesorder_id
            from silver_zoho_books_sales_orders
            group by connection, organization_id, salesorder_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_sales_order_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, salesorder_id, position from silver_zoho_books_sales_order_lines group by connection, organization_id, salesorder_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, salesorder_id, position
            from silver_zoho_books_sales_order_lines
            group by connection, organization_id, salesorder_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_sales_order_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.salesorder_id, child.position from silver_zoho_books_sales_order_lines as child left join silver_zoho_books_sales_orders as document on document.connection = child.connection and document.organization_id = child.organization_id and document.salesorder_id = child.salesorder_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.salesorder_id, child.position
            from silver_zoho_books_sales_order_lines as child
            left join silver_zoho_books_sales_orders as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.salesorder_id = child.salesorder_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_items_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, item_id from silver_zoho_books_items group by connection, organization_id, item_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, item_id
            from silver_zoho_books_items
            group by connection, organization_id, item_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_chart_of_accounts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, account_id from silver_zoho_books_chart_of_accounts group by connection, organization_id, account_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, account_id
            from silver_zoho_books_chart_of_accounts
            group by connection, organization_id, account_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_currencies_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, currency_id from silver_zoho_books_currencies group by connection, organization_id, currency_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, currency_id
            from silver_zoho_books_currencies
            group by connection, organization_id, currency_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_exchange_rates_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, exchange_rate_key from silver_zoho_books_exchange_rates group by connection, organization_id, exchange_rate_key having count(*) > 1' as look_closer
        from (
            select connection, organization_id, exchange_rate_key
            from silver_zoho_books_exchange_rates
            group by connection, organization_id, exchange_rate_key
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, tax_id from silver_zoho_books_taxes group by connection, organization_id, tax_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, tax_id
            from silver_zoho_books_taxes
            group by connection, organization_id, tax_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_journals_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, journal_id from silver_zoho_books_journals group by connection, organization_id, journal_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, journal_id
            from silver_zoho_books_journals
            group by connection, organization_id, journal_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_journal_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, journal_id, position from silver_zoho_books_journal_lines group by connection, organization_id, journal_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, journal_id, position
            from silver_zoho_books_journal_lines
            group by connection, organization_id, journal_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_journal_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.journal_id, child.position from silver_zoho_books_journal_lines as child left join silver_zoho_books_journals as document on document.connection = child.connection and document.organization_id = child.organization_id and document.journal_id = child.journal_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.journal_id, child.position
            from silver_zoho_books_journal_lines as child
            left join silver_zoho_books_journals as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.journal_id = child.journal_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_bank_accounts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, account_id from silver_zoho_books_bank_accounts group by connection, organization_id, account_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, account_id
            from silver_zoho_books_bank_accounts
            group by connection, organization_id, account_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bank_transactions_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, transaction_id from silver_zoho_books_bank_transactions group by connection, organization_id, transaction_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, transaction_id
            from silver_zoho_books_bank_transactions
            group by connection, organization_id, transaction_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bank_transaction_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, transaction_id, position from silver_zoho_books_bank_transaction_lines group by connection, organization_id, transaction_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, transaction_id, position
            from silver_zoho_books_bank_transaction_lines
            group by connection, organization_id, transaction_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_bank_transaction_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.transaction_id, child.position from silver_zoho_books_bank_transaction_lines as child left join silver_zoho_books_bank_transactions as document on document.connection = child.connection and document.organization_id = child.organization_id and document.transaction_id = child.transaction_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.transaction_id, child.position
            from silver_zoho_books_bank_transaction_lines as child
            left join silver_zoho_books_bank_transactions as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.transaction_id = child.transaction_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_projects_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, project_id from silver_zoho_books_projects group by connection, organization_id, project_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, project_id
            from silver_zoho_books_projects
            group by connection, organization_id, project_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_project_tasks_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, project_id, position from silver_zoho_books_project_tasks group by connection, organization_id, project_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, project_id, position
            from silver_zoho_books_project_tasks
            group by connection, organization_id, project_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_project_tasks_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.project_id, child.position from silver_zoho_books_project_tasks as child left join silver_zoho_books_projects as document on document.connection = child.connection and document.organization_id = child.organization_id and document.project_id = child.project_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.project_id, child.position
            from silver_zoho_books_project_tasks as child
            left join silver_zoho_books_projects as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.project_id = child.project_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_zoho_books_users_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, user_id from silver_zoho_books_users group by connection, organization_id, user_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, user_id
            from silver_zoho_books_users
            group by connection, organization_id, user_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_zoho_books_organizations_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, listed_organization_id from silver_zoho_books_organizations group by connection, organization_id, listed_organization_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, listed_organization_id
            from silver_zoho_books_organizations
            group by connection, organization_id, listed_organization_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_clients_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, client_id from silver_freshbooks_clients group by connection, organization_id, client_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, client_id
            from silver_freshbooks_clients
            group by connection, organization_id, client_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_invoices_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_id from silver_freshbooks_invoices group by connection, organization_id, invoice_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_id
            from silver_freshbooks_invoices
            group by connection, organization_id, invoice_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_invoice_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_id, position from silver_freshbooks_invoice_lines group by connection, organization_id, invoice_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_id, position
            from silver_freshbooks_invoice_lines
            group by connection, organization_id, invoice_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_invoice_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.invoice_id, child.position from silver_freshbooks_invoice_lines as child left join silver_freshbooks_invoices as document on document.connection = child.connection and document.organization_id = child.organization_id and document.invoice_id = child.invoice_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.invoice_id, child.position
            from silver_freshbooks_invoice_lines as child
            left join silver_freshbooks_invoices as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.invoice_id = child.invoice_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, payment_id from silver_freshbooks_payments group by connection, organization_id, payment_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, payment_id
            from silver_freshbooks_payments
            group by connection, organization_id, payment_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_credit_notes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, credit_note_id from silver_freshbooks_credit_notes group by connection, organization_id, credit_note_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, credit_note_id
            from silver_freshbooks_credit_notes
            group by connection, organization_id, credit_note_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_credit_note_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, credit_note_id, position from silver_freshbooks_credit_note_lines group by connection, organization_id, credit_note_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, credit_note_id, position
            from silver_freshbooks_credit_note_lines
            group by connection, organization_id, credit_note_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_credit_note_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.credit_note_id, child.position from silver_freshbooks_credit_note_lines as child left join silver_freshbooks_credit_notes as document on document.connection = child.connection and document.organization_id = child.organization_id and document.credit_note_id = child.credit_note_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.credit_note_id, child.position
            from silver_freshbooks_credit_note_lines as child
            left join silver_freshbooks_credit_notes as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.credit_note_id = child.credit_note_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_estimates_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, estimate_id from silver_freshbooks_estimates group by connection, organization_id, estimate_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, estimate_id
            from silver_freshbooks_estimates
            group by connection, organization_id, estimate_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_estimate_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, estimate_id, position from silver_freshbooks_estimate_lines group by connection, organization_id, estimate_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, estimate_id, position
            from silver_freshbooks_estimate_lines
            group by connection, organization_id, estimate_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_estimate_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.estimate_id, child.position from silver_freshbooks_estimate_lines as child left join silver_freshbooks_estimates as document on document.connection = child.connection and document.organization_id = child.organization_id and document.estimate_id = child.estimate_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.estimate_id, child.position
            from silver_freshbooks_estimate_lines as child
            left join silver_freshbooks_estimates as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.estimate_id = child.estimate_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_invoice_profiles_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_profile_id from silver_freshbooks_invoice_profiles group by connection, organization_id, invoice_profile_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_profile_id
            from silver_freshbooks_invoice_profiles
            group by connection, organization_id, invoice_profile_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_invoice_profile_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, invoice_profile_id, position from silver_freshbooks_invoice_profile_lines group by connection, organization_id, invoice_profile_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, invoice_profile_id, position
            from silver_freshbooks_invoice_profile_lines
            group by connection, organization_id, invoice_profile_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_invoice_profile_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.invoice_profile_id, child.position from silver_freshbooks_invoice_profile_lines as child left join silver_freshbooks_invoice_profiles as document on document.connection = child.connection and document.organization_id = child.organization_id and document.invoice_profile_id = child.invoice_profile_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.invoice_profile_id, child.position
            from silver_freshbooks_invoice_profile_lines as child
            left join silver_freshbooks_invoice_profiles as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.invoice_profile_id = child.invoice_profile_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_other_incomes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, other_income_id from silver_freshbooks_other_incomes group by connection, organization_id, other_income_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, other_income_id
            from silver_freshbooks_other_incomes
            group by connection, organization_id, other_income_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_other_income_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, other_income_id, position from silver_freshbooks_other_income_taxes group by connection, organization_id, other_income_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, other_income_id, position
            from silver_freshbooks_other_income_taxes
            group by connection, organization_id, other_income_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_other_income_taxes_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.other_income_id, child.position from silver_freshbooks_other_income_taxes as child left join silver_freshbooks_other_incomes as document on document.connection = child.connection and document.organization_id = child.organization_id and document.other_income_id = child.other_income_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.other_income_id, child.position
            from silver_freshbooks_other_income_taxes as child
            left join silver_freshbooks_other_incomes as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.other_income_id = child.other_income_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_bills_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id from silver_freshbooks_bills group by connection, organization_id, bill_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id
            from silver_freshbooks_bills
            group by connection, organization_id, bill_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_bill_lines_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_freshbooks_bill_lines group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_freshbooks_bill_lines
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_bill_lines_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_freshbooks_bill_lines as child left join silver_freshbooks_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_freshbooks_bill_lines as child
            left join silver_freshbooks_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_bill_bill_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_id, position from silver_freshbooks_bill_bill_payments group by connection, organization_id, bill_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_id, position
            from silver_freshbooks_bill_bill_payments
            group by connection, organization_id, bill_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_bill_bill_payments_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.bill_id, child.position from silver_freshbooks_bill_bill_payments as child left join silver_freshbooks_bills as document on document.connection = child.connection and document.organization_id = child.organization_id and document.bill_id = child.bill_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.bill_id, child.position
            from silver_freshbooks_bill_bill_payments as child
            left join silver_freshbooks_bills as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.bill_id = child.bill_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_bill_payments_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_payment_id from silver_freshbooks_bill_payments group by connection, organization_id, bill_payment_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_payment_id
            from silver_freshbooks_bill_payments
            group by connection, organization_id, bill_payment_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_bill_vendors_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, bill_vendor_id from silver_freshbooks_bill_vendors group by connection, organization_id, bill_vendor_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, bill_vendor_id
            from silver_freshbooks_bill_vendors
            group by connection, organization_id, bill_vendor_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_expenses_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, expense_id from silver_freshbooks_expenses group by connection, organization_id, expense_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, expense_id
            from silver_freshbooks_expenses
            group by connection, organization_id, expense_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_expense_categories_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, expense_category_id from silver_freshbooks_expense_categories group by connection, organization_id, expense_category_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, expense_category_id
            from silver_freshbooks_expense_categories
            group by connection, organization_id, expense_category_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_items_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, item_id from silver_freshbooks_items group by connection, organization_id, item_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, item_id
            from silver_freshbooks_items
            group by connection, organization_id, item_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_services_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, service_id from silver_freshbooks_services group by connection, organization_id, service_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, service_id
            from silver_freshbooks_services
            group by connection, organization_id, service_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_taxes_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, tax_id from silver_freshbooks_taxes group by connection, organization_id, tax_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, tax_id
            from silver_freshbooks_taxes
            group by connection, organization_id, tax_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_journal_entry_accounts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, journal_entry_account_id from silver_freshbooks_journal_entry_accounts group by connection, organization_id, journal_entry_account_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, journal_entry_account_id
            from silver_freshbooks_journal_entry_accounts
            group by connection, organization_id, journal_entry_account_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_journal_entry_account_sub_accounts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, journal_entry_account_id, position from silver_freshbooks_journal_entry_account_sub_accounts group by connection, organization_id, journal_entry_account_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, journal_entry_account_id, position
            from silver_freshbooks_journal_entry_account_sub_accounts
            group by connection, organization_id, journal_entry_account_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_journal_entry_account_sub_accounts_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.journal_entry_account_id, child.position from silver_freshbooks_journal_entry_account_sub_accounts as child left join silver_freshbooks_journal_entry_accounts as document on document.connection = child.connection and document.organization_id = child.organization_id and document.journal_entry_account_id = child.journal_entry_account_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.journal_entry_account_id, child.position
            from silver_freshbooks_journal_entry_account_sub_accounts as child
            left join silver_freshbooks_journal_entry_accounts as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.journal_entry_account_id = child.journal_entry_account_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_ledger_accounts_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, ledger_account_id from silver_freshbooks_ledger_accounts group by connection, organization_id, ledger_account_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, ledger_account_id
            from silver_freshbooks_ledger_accounts
            group by connection, organization_id, ledger_account_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_journal_entry_details_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, journal_entry_detail_id from silver_freshbooks_journal_entry_details group by connection, organization_id, journal_entry_detail_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, journal_entry_detail_id
            from silver_freshbooks_journal_entry_details
            group by connection, organization_id, journal_entry_detail_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_projects_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, project_id from silver_freshbooks_projects group by connection, organization_id, project_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, project_id
            from silver_freshbooks_projects
            group by connection, organization_id, project_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_project_services_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, project_id, position from silver_freshbooks_project_services group by connection, organization_id, project_id, position having count(*) > 1' as look_closer
        from (
            select connection, organization_id, project_id, position
            from silver_freshbooks_project_services
            group by connection, organization_id, project_id, position
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_project_services_follow_their_document' as check_name,
            count(*) as failures,
            'select child.connection, child.organization_id, child.project_id, child.position from silver_freshbooks_project_services as child left join silver_freshbooks_projects as document on document.connection = child.connection and document.organization_id = child.organization_id and document.project_id = child.project_id where document._event_key is null or document._event_key != child._event_key' as look_closer
        from (
            select child.connection, child.organization_id, child.project_id, child.position
            from silver_freshbooks_project_services as child
            left join silver_freshbooks_projects as document
                on document.connection = child.connection
                and document.organization_id = child.organization_id
                and document.project_id = child.project_id
            where document._event_key is null
               or document._event_key != child._event_key
        ) as failing
        union all
        select
            'silver_freshbooks_time_entries_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, time_entry_id from silver_freshbooks_time_entries group by connection, organization_id, time_entry_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, time_entry_id
            from silver_freshbooks_time_entries
            group by connection, organization_id, time_entry_id
            having count(*) > 1
        ) as failing
        union all
        select
            'silver_freshbooks_staff_keys_are_unique' as check_name,
            count(*) as failures,
            'select connection, organization_id, staff_id from silver_freshbooks_staff group by connection, organization_id, staff_id having count(*) > 1' as look_closer
        from (
            select connection, organization_id, staff_id
            from silver_freshbooks_staff
            group by connection, organization_id, staff_id
            having count(*) > 1
        ) as failing
    ) as results
) as incoming
    on target.load_id = incoming.load_id
    and target.check_name = incoming.check_name
when matched then update set
    failures = incoming.failures,
    look_closer = incoming.look_closer,
    checked_at = incoming.checked_at
when not matched then insert (load_id, check_name, failures, look_closer, checked_at)
values (
    incoming.load_id, incoming.check_name, incoming.failures, incoming.look_closer,
    incoming.checked_at
);

-- COMMAND ----------

merge into ops_checks as target
using (
    select
        :load_id as load_id,
        results.check_name,
        results.failures,
        results.look_closer,
        current_timestamp() as checked_at
    from (
        -- The lines of a document of Zoho Books sum up to its sub_total. A discount of a line is in item_total already, one of the whole
        -- document, shipping, adjustment and tax come after sub_total, so that none of them takes part. Rows of category header and
        -- subtotal are no lines. Where prices include tax nothing says whether lines and sub_total count it: they may differ by it.
        -- It is the tax of the lines: what their percentages give, what sub_total_inclusive_of_tax is more than sub_total, or the tax of the
        -- document, without that of shipping and with what a discount took off. Where there is shipping or a discount and percentages are
        -- missing, nothing gives it exactly: then the lines may be anything from sub_total to that much above it.
        -- Tolerance: every line and sub_total are rounded by themselves to price_precision places (2 where it is not stated), each half
        -- a unit off at most. Both sides are whole units, so n lines may differ by less than (n + 1) / 2 units: one line not at all. A tax
        -- that is included is rounded once more.
        -- Drafts count, their sums are computed too, void and deleted documents do not. What has no lines (an opening balance) or
        -- no sub_total has nothing to compare. A line in quarantine is missing here: then its document rightly fails.
        select
            'zoho_books_lines_sum_up' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select compared.entity, compared.connection, compared.organization_id, compared.document_id, compared.sub_total, compared.line_total, compared.line_count from ( select documents.entity, documents.connection, documents.organization_id, documents.document_id, documents.sub_total, documents.sub_total_with_tax, documents.is_inclusive_tax, documents.tax, documents.shipping_tax, sums.line_total, sums.line_count, sums.line_total - documents.sub_total as difference, sums.tax_in_lines, sums.tax_on_lines, coalesce(cast( least( abs( cast(documents.tax - documents.shipping_tax as DOUBLE) * cast(documents.sub_total as DOUBLE) / nullif(cast(documents.sub_total - documents.discount as DOUBLE), 0) ), cast(abs(documents.sub_total) as DOUBLE) ) as DECIMAL(28, 10) ), abs(documents.sub_total)) as tax_before_discount, sums.rate_count < sums.line_count and (documents.discount != 0 or documents.shipping != 0) as is_open, cast( case documents.price_precision when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end as DECIMAL(12, 6) ) as unit from ( select ''invoices'' as entity, document.connection, document.organization_id, document.invoice_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end), 0) end as discount, coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.price_precision as price_precision from silver_zoho_books_invoices as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''credit_notes'' as entity, document.connection, document.organization_id, document.creditnote_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end, 0) end as discount, coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.price_precision as price_precision from silver_zoho_books_credit_notes as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''estimates'' as entity, document.connection, document.organization_id, document.estimate_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end), 0) end as discount, coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.price_precision as price_precision from silver_zoho_books_estimates as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''sales_orders'' as entity, document.connection, document.organization_id, document.salesorder_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end), 0) end as discount, coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.price_precision as price_precision from silver_zoho_books_sales_orders as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''bills'' as entity, document.connection, document.organization_id, document.bill_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(coalesce(document.discount_total, document.discount_amount, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end), 0) end as discount, coalesce(0, 0) as shipping, 0 as shipping_tax, document.price_precision as price_precision from silver_zoho_books_bills as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''purchase_orders'' as entity, document.connection, document.organization_id, document.purchaseorder_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, coalesce(document.tax_total, 0) as tax, case when document.discount_type = ''item_level'' then 0 else coalesce(coalesce(document.discount_total, document.discount_amount, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end), 0) end as discount, coalesce(0, 0) as shipping, 0 as shipping_tax, document.price_precision as price_precision from silver_zoho_books_purchase_orders as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''vendor_credits'' as entity, document.connection, document.organization_id, document.vendor_credit_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax, coalesce(document.total - document.sub_total, 0) as tax, case when cast(null as STRING) = ''item_level'' then 0 else coalesce(cast(null as DECIMAL(28, 10)), 0) end as discount, coalesce(0, 0) as shipping, 0 as shipping_tax, document.price_precision as price_precision from silver_zoho_books_vendor_credits as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''expenses'' as entity, document.connection, document.organization_id, document.expense_id as document_id, document.sub_total, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax, coalesce(document.tax_amount, 0) as tax, case when cast(null as STRING) = ''item_level'' then 0 else coalesce(0, 0) end as discount, coalesce(0, 0) as shipping, 0 as shipping_tax, 2 as price_precision from silver_zoho_books_expenses as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' ) as documents inner join ( select lines.entity, lines.connection, lines.organization_id, lines.document_id, cast(count(*) as INT) as line_count, cast(count(lines.tax_percentage) as INT) as rate_count, cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total, cast(sum( cast(lines.amount as DOUBLE) * cast(coalesce(lines.tax_percentage, 0) as DOUBLE) / (100 + abs(cast(coalesce(lines.tax_percentage, 0) as DOUBLE))) ) as DECIMAL(28, 10)) as tax_in_lines, cast(sum( cast(lines.amount as DOUBLE) * cast(least(coalesce(lines.tax_percentage, 0), 100) as DOUBLE) / 100 ) as DECIMAL(28, 10)) as tax_on_lines from ( select ''invoices'' as entity, line.connection, line.organization_id, line.invoice_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_invoice_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''credit_notes'' as entity, line.connection, line.organization_id, line.creditnote_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_credit_note_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''estimates'' as entity, line.connection, line.organization_id, line.estimate_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_estimate_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''sales_orders'' as entity, line.connection, line.organization_id, line.salesorder_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_sales_order_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''bills'' as entity, line.connection, line.organization_id, line.bill_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_bill_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''purchase_orders'' as entity, line.connection, line.organization_id, line.purchaseorder_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_purchase_order_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''vendor_credits'' as entity, line.connection, line.organization_id, line.vendor_credit_id as document_id, line.item_total as amount, line.tax_percentage from silver_zoho_books_vendor_credit_lines as line where coalesce(line.line_item_category, ''line_item'') not in (''header'', ''subtotal'') union all select ''expenses'' as entity, line.connection, line.organization_id, line.expense_id as document_id, coalesce(line.item_total, line.amount) as amount, line.tax_percentage from silver_zoho_books_expense_lines as line ) as lines group by lines.entity, lines.connection, lines.organization_id, lines.document_id ) as sums on sums.entity = documents.entity and sums.connection = documents.connection and sums.organization_id = documents.organization_id and sums.document_id = documents.document_id ) as compared where 2 * case when not compared.is_inclusive_tax then abs(compared.difference) else least( abs(compared.difference), abs(compared.difference - compared.tax_in_lines), abs(compared.difference + compared.tax_on_lines), abs(compared.difference - coalesce(compared.sub_total_with_tax - compared.sub_total, 0)), abs(abs(compared.difference) - abs(compared.tax)), abs(abs(compared.difference) - abs(compared.tax - compared.shipping_tax)), abs(abs(compared.difference) - compared.tax_before_discount), case when compared.is_open then greatest( compared.difference - greatest(compared.tax_before_discount, abs(compared.tax)), -compared.difference, 0 ) else abs(compared.difference) end ) end >= (compared.line_count + case when compared.is_inclusive_tax then 2 else 1 end) * compared.unit' else '' end as look_closer
        from (
            select
                compared.entity,
                compared.connection,
                compared.organization_id,
                compared.document_id,
                compared.sub_total,
                compared.line_total,
                compared.line_count
            from (
                select
                    documents.entity,
                    documents.connection,
                    documents.organization_id,
                    documents.document_id,
                    documents.sub_total,
                    documents.sub_total_with_tax,
                    documents.is_inclusive_tax,
                    documents.tax,
                    documents.shipping_tax,
                    sums.line_total,
                    sums.line_count,
                    sums.line_total - documents.sub_total as difference,
                    sums.tax_in_lines,
                    sums.tax_on_lines,
                    coalesce(cast(
                        least(
                            abs(
                                cast(documents.tax - documents.shipping_tax as DOUBLE) * cast(documents.sub_total as DOUBLE)
                                / nullif(cast(documents.sub_total - documents.discount as DOUBLE), 0)
                            ),
                            cast(abs(documents.sub_total) as DOUBLE)
                        ) as DECIMAL(28, 10)
                    ), abs(documents.sub_total)) as tax_before_discount,
                    sums.rate_count < sums.line_count
                        and (documents.discount != 0 or documents.shipping != 0) as is_open,
                    cast(
                        case documents.price_precision when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end
                        as DECIMAL(12, 6)
                    ) as unit
                from (
                    select
                        'invoices' as entity,
                        document.connection,
                        document.organization_id,
                        document.invoice_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(coalesce(document.discount_total, case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end), 0) end as discount,
                        coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping,
                        case
                            when document.shipping_charge_tax is not null then document.shipping_charge_tax
                            when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                            else cast(
                                cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                as DECIMAL(28, 10)
                            )
                        end as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_invoices as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'credit_notes' as entity,
                        document.connection,
                        document.organization_id,
                        document.creditnote_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end, 0) end as discount,
                        coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping,
                        case
                            when document.shipping_charge_tax is not null then document.shipping_charge_tax
                            when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                            else cast(
                                cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                as DECIMAL(28, 10)
                            )
                        end as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_credit_notes as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'estimates' as entity,
                        document.connection,
                        document.organization_id,
                        document.estimate_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(coalesce(document.discount_total, case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end), 0) end as discount,
                        coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping,
                        case
                            when document.shipping_charge_tax is not null then document.shipping_charge_tax
                            when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                            else cast(
                                cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                as DECIMAL(28, 10)
                            )
                        end as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_estimates as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'sales_orders' as entity,
                        document.connection,
                        document.organization_id,
                        document.salesorder_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(coalesce(document.discount_total, case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end), 0) end as discount,
                        coalesce(coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax), 0) as shipping,
                        case
                            when document.shipping_charge_tax is not null then document.shipping_charge_tax
                            when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                            else cast(
                                cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                as DECIMAL(28, 10)
                            )
                        end as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_sales_orders as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'bills' as entity,
                        document.connection,
                        document.organization_id,
                        document.bill_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(coalesce(document.discount_total, document.discount_amount, case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end), 0) end as discount,
                        coalesce(0, 0) as shipping,
                        0 as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_bills as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'purchase_orders' as entity,
                        document.connection,
                        document.organization_id,
                        document.purchaseorder_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                        coalesce(document.tax_total, 0) as tax,
                        case when document.discount_type = 'item_level' then 0 else coalesce(coalesce(document.discount_total, document.discount_amount, case
                            when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                            when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                as DECIMAL(28, 10)
                            )
                        end), 0) end as discount,
                        coalesce(0, 0) as shipping,
                        0 as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_purchase_orders as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'vendor_credits' as entity,
                        document.connection,
                        document.organization_id,
                        document.vendor_credit_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax,
                        coalesce(document.total - document.sub_total, 0) as tax,
                        case when cast(null as STRING) = 'item_level' then 0 else coalesce(cast(null as DECIMAL(28, 10)), 0) end as discount,
                        coalesce(0, 0) as shipping,
                        0 as shipping_tax,
                        document.price_precision as price_precision
                    from silver_zoho_books_vendor_credits as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                    union all
                    select
                        'expenses' as entity,
                        document.connection,
                        document.organization_id,
                        document.expense_id as document_id,
                        document.sub_total,
                        coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                        nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax,
                        coalesce(document.tax_amount, 0) as tax,
                        case when cast(null as STRING) = 'item_level' then 0 else coalesce(0, 0) end as discount,
                        coalesce(0, 0) as shipping,
                        0 as shipping_tax,
                        2 as price_precision
                    from silver_zoho_books_expenses as document
                    where not document.is_deleted
                      and coalesce(document.status, '') != 'void'
                ) as documents
                inner join (
                    select
                        lines.entity,
                        lines.connection,
                        lines.organization_id,
                        lines.document_id,
                        cast(count(*) as INT) as line_count,
                        cast(count(lines.tax_percentage) as INT) as rate_count,
                        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total,
                        cast(sum(
                            cast(lines.amount as DOUBLE) * cast(coalesce(lines.tax_percentage, 0) as DOUBLE)
                            / (100 + abs(cast(coalesce(lines.tax_percentage, 0) as DOUBLE)))
                        ) as DECIMAL(28, 10)) as tax_in_lines,
                        cast(sum(
                            cast(lines.amount as DOUBLE)
                            * cast(least(coalesce(lines.tax_percentage, 0), 100) as DOUBLE) / 100
                        ) as DECIMAL(28, 10)) as tax_on_lines
                    from (
                        select
                            'invoices' as entity,
                            line.connection,
                            line.organization_id,
                            line.invoice_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_invoice_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'credit_notes' as entity,
                            line.connection,
                            line.organization_id,
                            line.creditnote_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_credit_note_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'estimates' as entity,
                            line.connection,
                            line.organization_id,
                            line.estimate_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_estimate_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'sales_orders' as entity,
                            line.connection,
                            line.organization_id,
                            line.salesorder_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_sales_order_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'bills' as entity,
                            line.connection,
                            line.organization_id,
                            line.bill_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_bill_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'purchase_orders' as entity,
                            line.connection,
                            line.organization_id,
                            line.purchaseorder_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_purchase_order_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'vendor_credits' as entity,
                            line.connection,
                            line.organization_id,
                            line.vendor_credit_id as document_id,
                            line.item_total as amount,
                            line.tax_percentage
                        from silver_zoho_books_vendor_credit_lines as line
                        where coalesce(line.line_item_category, 'line_item') not in ('header', 'subtotal')
                        union all
                        select
                            'expenses' as entity,
                            line.connection,
                            line.organization_id,
                            line.expense_id as document_id,
                            coalesce(line.item_total, line.amount) as amount,
                            line.tax_percentage
                        from silver_zoho_books_expense_lines as line
                    ) as lines
                    group by
                        lines.entity,
                        lines.connection,
                        lines.organization_id,
                        lines.document_id
                ) as sums
                    on sums.entity = documents.entity
                    and sums.connection = documents.connection
                    and sums.organization_id = documents.organization_id
                    and sums.document_id = documents.document_id
            ) as compared
            where 2 * case
                when not compared.is_inclusive_tax then abs(compared.difference)
                else least(
                    abs(compared.difference),
                    abs(compared.difference - compared.tax_in_lines),
                    abs(compared.difference + compared.tax_on_lines),
                    abs(compared.difference - coalesce(compared.sub_total_with_tax - compared.sub_total, 0)),
                    abs(abs(compared.difference) - abs(compared.tax)),
                    abs(abs(compared.difference) - abs(compared.tax - compared.shipping_tax)),
                    abs(abs(compared.difference) - compared.tax_before_discount),
                    case when compared.is_open
                        then greatest(
                            compared.difference - greatest(compared.tax_before_discount, abs(compared.tax)),
                            -compared.difference,
                            0
                        )
                    else abs(compared.difference) end
                )
            end >= (compared.line_count + case when compared.is_inclusive_tax then 2 else 1 end) * compared.unit
        ) as failing

        union all

        -- The total of a document of Zoho Books is its sub_total, less a discount of the whole document, with shipping, tax, adjustment and
        -- rounding. A discount of lines (item_level) is in sub_total already. Before or after tax makes no difference: tax_total is stated.
        -- What the fields leave open is accepted in each reading: shipping_charge with or without its tax, and tax_total with or without it.
        -- Where prices include tax: sub_total without tax or with it (sub_total_inclusive_of_tax decides where it is stated), and a discount
        -- with its share of the tax or without. Tax that the buyer owes (reverse charge, acquisition), withheld tax, what is retained: in the
        -- total or not. A surcharge of an expense: on top or not. A discount without its type, or of lines and after tax: taken off or not.
        -- Tax withheld at source in an amount that is not stated may lower the total by half. Tax collected at source in India, which no
        -- field states, may raise it by a fifth.
        -- What a document does not state cannot be added up (NULL, and on vendor credits tax, discount and adjustment have no field): then its
        -- total is only held to lie between nothing and twice the rest. Without sub_total there is nothing to compare.
        -- Tolerance: sub_total, discount, shipping, tax and total are rounded by themselves to price_precision places (2 where it is not
        -- stated), each half a unit off at most, so n of them that are not 0, and the total, differ by less than (n + 1) / 2 units. Where prices
        -- include tax sub_total is rounded once more. Drafts count, void and deleted documents do not.
        select
            'zoho_books_totals_add_up' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select bounds.entity, bounds.connection, bounds.organization_id, bounds.document_id, bounds.sub_total, bounds.total, bounds.expected from ( select sums.entity, sums.connection, sums.organization_id, sums.document_id, sums.sub_total, sums.total, sums.expected, sums.total - sums.expected as gap, sums.shipping_tax, sums.included, sums.tolerance, sums.left_out + case when sums.discount_type = ''item_level'' and not sums.is_discount_before_tax then abs(sums.discount) else 0 end + case when sums.is_partial then abs(sums.expected) else 0 end + case when sums.is_withheld or withheld.document_id is not null then abs(sums.expected) * 0.5 else 0 end as below, sums.surcharge + case when sums.discount_type is null then abs(sums.discount) else 0 end + coalesce(cast( case when sums.is_inclusive_tax and sums.sub_total_with_tax is null then cast(abs(sums.discount) as DOUBLE) * cast(abs(sums.tax) as DOUBLE) / nullif(cast(abs(sums.sub_total - sums.discount) + abs(sums.tax) as DOUBLE), 0) end as DECIMAL(28, 10) ), 0) + case when sums.is_partial then abs(sums.expected) else 0 end + case when sums.is_collected then abs(sums.expected) * 0.2 else 0 end as above from ( select documents.entity, documents.connection, documents.organization_id, documents.document_id, documents.sub_total, documents.sub_total_with_tax, documents.total, documents.discount_type, documents.is_discount_before_tax, documents.is_inclusive_tax, documents.is_withheld, documents.is_collected, documents.shipping_tax, documents.left_out, documents.surcharge, coalesce(documents.discount, 0) as discount, coalesce(documents.tax, 0) as tax, documents.sub_total - case when documents.discount_type = ''item_level'' then 0 else coalesce(documents.discount, 0) end + coalesce(documents.shipping, 0) + coalesce(documents.tax, 0) + coalesce(documents.adjustments, 0) as expected, case when documents.is_inclusive_tax then coalesce(documents.sub_total_with_tax - documents.sub_total, 0) - coalesce(documents.tax, 0) else 0 end as included, documents.discount is null or documents.shipping is null or documents.tax is null or documents.adjustments is null as is_partial, (2 + case when documents.discount != 0 then 1 else 0 end + case when documents.shipping != 0 then 1 else 0 end + case when documents.tax != 0 then 1 else 0 end + case when documents.is_inclusive_tax then 1 else 0 end ) * cast( case documents.price_precision when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end as DECIMAL(12, 6) ) as tolerance from ( select ''invoices'' as entity, document.connection, document.organization_id, document.invoice_id as document_id, document.sub_total, document.total, document.tax_total as tax, coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end) as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.adjustment + case when document.roundoff_value is null and coalesce(document.transaction_rounding_type, ''no_rounding'') != ''no_rounding'' then null else coalesce(document.roundoff_value, 0) end as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) + abs(coalesce(document.tax_amount_withheld, 0)) + abs(coalesce(document.total_retention_amount, 0)) as left_out, coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'' as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_invoices as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''credit_notes'' as entity, document.connection, document.organization_id, document.creditnote_id as document_id, document.sub_total, document.total, document.tax_total as tax, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.adjustment + case when document.roundoff_value is null and coalesce(document.transaction_rounding_type, ''no_rounding'') != ''no_rounding'' then null else coalesce(document.roundoff_value, 0) end as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) as left_out, coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'' as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_credit_notes as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''estimates'' as entity, document.connection, document.organization_id, document.estimate_id as document_id, document.sub_total, document.total, document.tax_total as tax, coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end) as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.adjustment + case when document.roundoff_value is null and coalesce(document.transaction_rounding_type, ''no_rounding'') != ''no_rounding'' then null else coalesce(document.roundoff_value, 0) end as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) as left_out, coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'' as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_estimates as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''sales_orders'' as entity, document.connection, document.organization_id, document.salesorder_id as document_id, document.sub_total, document.total, document.tax_total as tax, coalesce(document.discount_total, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end) as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping, case when document.shipping_charge_tax is not null then document.shipping_charge_tax when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax else cast( cast(coalesce(document.shipping_charge, 0) as DOUBLE) * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100 as DECIMAL(28, 10) ) end as shipping_tax, document.adjustment + case when document.roundoff_value is null and coalesce(document.transaction_rounding_type, ''no_rounding'') != ''no_rounding'' then null else coalesce(document.roundoff_value, 0) end as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) + abs(coalesce(document.reverse_charge_tax_total, 0)) as left_out, coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'' as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_sales_orders as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''bills'' as entity, document.connection, document.organization_id, document.bill_id as document_id, document.sub_total, document.total, document.tax_total as tax, coalesce(document.discount_total, document.discount_amount, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end) as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, 0 as shipping, 0 as shipping_tax, document.adjustment as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0))) + abs(coalesce(document.tds_total, 0)) + abs(coalesce(document.total_retention_amount, 0)) as left_out, (coalesce(document.is_tds_applied, false) or coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'') as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_bills as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''purchase_orders'' as entity, document.connection, document.organization_id, document.purchaseorder_id as document_id, document.sub_total, document.total, document.tax_total as tax, coalesce(document.discount_total, document.discount_amount, case when replace(document.discount, ''%'', '''') = document.discount then try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) when abs(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10))) <= 100 then cast( cast(try_cast(replace(document.discount, ''%'', '''') as DECIMAL(28, 10)) as DOUBLE) / 100 * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE) as DECIMAL(28, 10) ) end) as discount, document.discount_type as discount_type, coalesce(document.is_discount_before_tax, true) as is_discount_before_tax, 0 as shipping, 0 as shipping_tax, document.adjustment as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0))) as left_out, (document.gst_treatment is not null or coalesce(document.tds_calculation_type, '''') = ''tds_entity_level'') as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_purchase_orders as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''vendor_credits'' as entity, document.connection, document.organization_id, document.vendor_credit_id as document_id, document.sub_total, document.total, cast(null as DECIMAL(28, 10)) as tax, cast(null as DECIMAL(28, 10)) as discount, cast(null as STRING) as discount_type, coalesce(true, true) as is_discount_before_tax, 0 as shipping, 0 as shipping_tax, cast(null as DECIMAL(28, 10)) as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax, abs(0) as left_out, false as is_withheld, document.gst_treatment is not null as is_collected, 0 as surcharge, document.price_precision as price_precision from silver_zoho_books_vendor_credits as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' union all select ''expenses'' as entity, document.connection, document.organization_id, document.expense_id as document_id, document.sub_total, document.total, case when document.is_itemized_expense and document.tax_amount = 0 then null else document.tax_amount end as tax, 0 as discount, cast(null as STRING) as discount_type, coalesce(true, true) as is_discount_before_tax, 0 as shipping, 0 as shipping_tax, 0 as adjustments, coalesce(document.is_inclusive_tax, false) as is_inclusive_tax, nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax, abs(case when document.is_reverse_charge_applied then coalesce(document.tax_amount, 0) else 0 end) + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0))) + abs(coalesce(document.reverse_charge_tax_amount, 0)) as left_out, false as is_withheld, false as is_collected, abs(coalesce(document.fcy_surcharge_amount, 0)) as surcharge, 2 as price_precision from silver_zoho_books_expenses as document where not document.is_deleted and coalesce(document.status, '''') != ''void'' ) as documents where documents.sub_total is not null ) as sums left join ( select distinct lines.entity, lines.connection, lines.organization_id, lines.document_id from ( select ''invoices'' as entity, line.connection, line.organization_id, line.invoice_id as document_id from silver_zoho_books_invoice_lines as line where line.tds_tax_id is not null union all select ''credit_notes'' as entity, line.connection, line.organization_id, line.creditnote_id as document_id from silver_zoho_books_credit_note_lines as line where line.tds_tax_id is not null union all select ''estimates'' as entity, line.connection, line.organization_id, line.estimate_id as document_id from silver_zoho_books_estimate_lines as line where line.tds_tax_id is not null union all select ''sales_orders'' as entity, line.connection, line.organization_id, line.salesorder_id as document_id from silver_zoho_books_sales_order_lines as line where line.tds_tax_id is not null union all select ''bills'' as entity, line.connection, line.organization_id, line.bill_id as document_id from silver_zoho_books_bill_lines as line where line.tds_tax_id is not null ) as lines ) as withheld on withheld.entity = sums.entity and withheld.connection = sums.connection and withheld.organization_id = sums.organization_id and withheld.document_id = sums.document_id where not (sums.is_partial and sums.expected = 0) ) as bounds where 2 * least( greatest(bounds.gap - (0) - bounds.above, (0) - bounds.gap - bounds.below, 0), greatest(bounds.gap - (bounds.shipping_tax) - bounds.above, (bounds.shipping_tax) - bounds.gap - bounds.below, 0), greatest(bounds.gap - (-bounds.shipping_tax) - bounds.above, (-bounds.shipping_tax) - bounds.gap - bounds.below, 0), greatest(bounds.gap - (bounds.included) - bounds.above, (bounds.included) - bounds.gap - bounds.below, 0), greatest(bounds.gap - (bounds.included + bounds.shipping_tax) - bounds.above, (bounds.included + bounds.shipping_tax) - bounds.gap - bounds.below, 0), greatest(bounds.gap - (bounds.included - bounds.shipping_tax) - bounds.above, (bounds.included - bounds.shipping_tax) - bounds.gap - bounds.below, 0) ) >= bounds.tolerance' else '' end as look_closer
        from (
            select
                bounds.entity,
                bounds.connection,
                bounds.organization_id,
                bounds.document_id,
                bounds.sub_total,
                bounds.total,
                bounds.expected
            from (
                select
                    sums.entity,
                    sums.connection,
                    sums.organization_id,
                    sums.document_id,
                    sums.sub_total,
                    sums.total,
                    sums.expected,
                    sums.total - sums.expected as gap,
                    sums.shipping_tax,
                    sums.included,
                    sums.tolerance,
                    sums.left_out
                        + case when sums.discount_type = 'item_level' and not sums.is_discount_before_tax
                            then abs(sums.discount)
                        else 0 end
                        + case when sums.is_partial then abs(sums.expected) else 0 end
                        + case when sums.is_withheld or withheld.document_id is not null
                            then abs(sums.expected) * 0.5
                        else 0 end as below,
                    sums.surcharge
                        + case when sums.discount_type is null then abs(sums.discount) else 0 end
                        + coalesce(cast(
                            case when sums.is_inclusive_tax and sums.sub_total_with_tax is null
                                then cast(abs(sums.discount) as DOUBLE) * cast(abs(sums.tax) as DOUBLE)
                                    / nullif(cast(abs(sums.sub_total - sums.discount) + abs(sums.tax) as DOUBLE), 0)
                            end as DECIMAL(28, 10)
                        ), 0)
                        + case when sums.is_partial then abs(sums.expected) else 0 end
                        + case when sums.is_collected then abs(sums.expected) * 0.2 else 0 end as above
                from (
                    select
                        documents.entity,
                        documents.connection,
                        documents.organization_id,
                        documents.document_id,
                        documents.sub_total,
                        documents.sub_total_with_tax,
                        documents.total,
                        documents.discount_type,
                        documents.is_discount_before_tax,
                        documents.is_inclusive_tax,
                        documents.is_withheld,
                        documents.is_collected,
                        documents.shipping_tax,
                        documents.left_out,
                        documents.surcharge,
                        coalesce(documents.discount, 0) as discount,
                        coalesce(documents.tax, 0) as tax,
                        documents.sub_total
                            - case when documents.discount_type = 'item_level' then 0 else coalesce(documents.discount, 0) end
                            + coalesce(documents.shipping, 0)
                            + coalesce(documents.tax, 0)
                            + coalesce(documents.adjustments, 0) as expected,
                        case when documents.is_inclusive_tax
                            then coalesce(documents.sub_total_with_tax - documents.sub_total, 0) - coalesce(documents.tax, 0)
                        else 0 end as included,
                        documents.discount is null or documents.shipping is null
                            or documents.tax is null or documents.adjustments is null as is_partial,
                        (2
                            + case when documents.discount != 0 then 1 else 0 end
                            + case when documents.shipping != 0 then 1 else 0 end
                            + case when documents.tax != 0 then 1 else 0 end
                            + case when documents.is_inclusive_tax then 1 else 0 end
                        ) * cast(
                            case documents.price_precision when 0 then 1 when 1 then 0.1 when 3 then 0.001 when 4 then 0.0001 else 0.01 end
                            as DECIMAL(12, 6)
                        ) as tolerance
                    from (
                        select
                            'invoices' as entity,
                            document.connection,
                            document.organization_id,
                            document.invoice_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            coalesce(document.discount_total, case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end) as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping,
                            case
                                when document.shipping_charge_tax is not null then document.shipping_charge_tax
                                when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                    then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                                else cast(
                                    cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                    * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                    as DECIMAL(28, 10)
                                )
                            end as shipping_tax,
                            document.adjustment + case
                                when document.roundoff_value is null
                                    and coalesce(document.transaction_rounding_type, 'no_rounding') != 'no_rounding' then null
                                else coalesce(document.roundoff_value, 0)
                            end as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end)
                                + abs(coalesce(document.tax_amount_withheld, 0))
                                + abs(coalesce(document.total_retention_amount, 0)) as left_out,
                            coalesce(document.tds_calculation_type, '') = 'tds_entity_level' as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_invoices as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'credit_notes' as entity,
                            document.connection,
                            document.organization_id,
                            document.creditnote_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping,
                            case
                                when document.shipping_charge_tax is not null then document.shipping_charge_tax
                                when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                    then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                                else cast(
                                    cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                    * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                    as DECIMAL(28, 10)
                                )
                            end as shipping_tax,
                            document.adjustment + case
                                when document.roundoff_value is null
                                    and coalesce(document.transaction_rounding_type, 'no_rounding') != 'no_rounding' then null
                                else coalesce(document.roundoff_value, 0)
                            end as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) as left_out,
                            coalesce(document.tds_calculation_type, '') = 'tds_entity_level' as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_credit_notes as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'estimates' as entity,
                            document.connection,
                            document.organization_id,
                            document.estimate_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            coalesce(document.discount_total, case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end) as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping,
                            case
                                when document.shipping_charge_tax is not null then document.shipping_charge_tax
                                when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                    then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                                else cast(
                                    cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                    * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                    as DECIMAL(28, 10)
                                )
                            end as shipping_tax,
                            document.adjustment + case
                                when document.roundoff_value is null
                                    and coalesce(document.transaction_rounding_type, 'no_rounding') != 'no_rounding' then null
                                else coalesce(document.roundoff_value, 0)
                            end as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end) as left_out,
                            coalesce(document.tds_calculation_type, '') = 'tds_entity_level' as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_estimates as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'sales_orders' as entity,
                            document.connection,
                            document.organization_id,
                            document.salesorder_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            coalesce(document.discount_total, case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end) as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            coalesce(document.shipping_charge, document.shipping_charge_exclusive_of_tax) as shipping,
                            case
                                when document.shipping_charge_tax is not null then document.shipping_charge_tax
                                when document.shipping_charge_inclusive_of_tax != document.shipping_charge_exclusive_of_tax
                                    then document.shipping_charge_inclusive_of_tax - document.shipping_charge_exclusive_of_tax
                                else cast(
                                    cast(coalesce(document.shipping_charge, 0) as DOUBLE)
                                    * cast(least(coalesce(document.shipping_charge_tax_percentage, 0), 100) as DOUBLE) / 100
                                    as DECIMAL(28, 10)
                                )
                            end as shipping_tax,
                            document.adjustment + case
                                when document.roundoff_value is null
                                    and coalesce(document.transaction_rounding_type, 'no_rounding') != 'no_rounding' then null
                                else coalesce(document.roundoff_value, 0)
                            end as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end)
                                + abs(coalesce(document.reverse_charge_tax_total, 0)) as left_out,
                            coalesce(document.tds_calculation_type, '') = 'tds_entity_level' as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_sales_orders as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'bills' as entity,
                            document.connection,
                            document.organization_id,
                            document.bill_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            coalesce(document.discount_total, document.discount_amount, case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end) as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            0 as shipping,
                            0 as shipping_tax,
                            document.adjustment as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end)
                                + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0)))
                                + abs(coalesce(document.tds_total, 0))
                                + abs(coalesce(document.total_retention_amount, 0)) as left_out,
                            (coalesce(document.is_tds_applied, false) or coalesce(document.tds_calculation_type, '') = 'tds_entity_level') as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_bills as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'purchase_orders' as entity,
                            document.connection,
                            document.organization_id,
                            document.purchaseorder_id as document_id,
                            document.sub_total,
                            document.total,
                            document.tax_total as tax,
                            coalesce(document.discount_total, document.discount_amount, case
                                when replace(document.discount, '%', '') = document.discount then try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))
                                when abs(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10))) <= 100 then cast(
                                    cast(try_cast(replace(document.discount, '%', '') as DECIMAL(28, 10)) as DOUBLE) / 100
                                    * cast(coalesce(nullif(document.discount_applied_on_amount, 0), document.sub_total) as DOUBLE)
                                    as DECIMAL(28, 10)
                                )
                            end) as discount,
                            document.discount_type as discount_type,
                            coalesce(document.is_discount_before_tax, true) as is_discount_before_tax,
                            0 as shipping,
                            0 as shipping_tax,
                            document.adjustment as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(document.sub_total_inclusive_of_tax, 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_total, 0) else 0 end)
                                + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0))) as left_out,
                            (document.gst_treatment is not null or coalesce(document.tds_calculation_type, '') = 'tds_entity_level') as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_purchase_orders as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'vendor_credits' as entity,
                            document.connection,
                            document.organization_id,
                            document.vendor_credit_id as document_id,
                            document.sub_total,
                            document.total,
                            cast(null as DECIMAL(28, 10)) as tax,
                            cast(null as DECIMAL(28, 10)) as discount,
                            cast(null as STRING) as discount_type,
                            coalesce(true, true) as is_discount_before_tax,
                            0 as shipping,
                            0 as shipping_tax,
                            cast(null as DECIMAL(28, 10)) as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax,
                            abs(0) as left_out,
                            false as is_withheld,
                            document.gst_treatment is not null as is_collected,
                            0 as surcharge,
                            document.price_precision as price_precision
                        from silver_zoho_books_vendor_credits as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                        union all
                        select
                            'expenses' as entity,
                            document.connection,
                            document.organization_id,
                            document.expense_id as document_id,
                            document.sub_total,
                            document.total,
                            case when document.is_itemized_expense and document.tax_amount = 0 then null else document.tax_amount end as tax,
                            0 as discount,
                            cast(null as STRING) as discount_type,
                            coalesce(true, true) as is_discount_before_tax,
                            0 as shipping,
                            0 as shipping_tax,
                            0 as adjustments,
                            coalesce(document.is_inclusive_tax, false) as is_inclusive_tax,
                            nullif(cast(null as DECIMAL(28, 10)), 0) as sub_total_with_tax,
                            abs(case when document.is_reverse_charge_applied then coalesce(document.tax_amount, 0) else 0 end)
                                + abs(abs(coalesce(document.reverse_charge_vat_total, 0)) + abs(coalesce(document.acquisition_vat_total, 0)))
                                + abs(coalesce(document.reverse_charge_tax_amount, 0)) as left_out,
                            false as is_withheld,
                            false as is_collected,
                            abs(coalesce(document.fcy_surcharge_amount, 0)) as surcharge,
                            2 as price_precision
                        from silver_zoho_books_expenses as document
                        where not document.is_deleted
                          and coalesce(document.status, '') != 'void'
                    ) as documents
                    where documents.sub_total is not null
                ) as sums
                left join (
                    select distinct
                        lines.entity,
                        lines.connection,
                        lines.organization_id,
                        lines.document_id
                    from (
                        select
                            'invoices' as entity,
                            line.connection,
                            line.organization_id,
                            line.invoice_id as document_id
                        from silver_zoho_books_invoice_lines as line
                        where line.tds_tax_id is not null
                        union all
                        select
                            'credit_notes' as entity,
                            line.connection,
                            line.organization_id,
                            line.creditnote_id as document_id
                        from silver_zoho_books_credit_note_lines as line
                        where line.tds_tax_id is not null
                        union all
                        select
                            'estimates' as entity,
                            line.connection,
                            line.organization_id,
                            line.estimate_id as document_id
                        from silver_zoho_books_estimate_lines as line
                        where line.tds_tax_id is not null
                        union all
                        select
                            'sales_orders' as entity,
                            line.connection,
                            line.organization_id,
                            line.salesorder_id as document_id
                        from silver_zoho_books_sales_order_lines as line
                        where line.tds_tax_id is not null
                        union all
                        select
                            'bills' as entity,
                            line.connection,
                            line.organization_id,
                            line.bill_id as document_id
                        from silver_zoho_books_bill_lines as line
                        where line.tds_tax_id is not null
                    ) as lines
                ) as withheld
                    on withheld.entity = sums.entity
                    and withheld.connection = sums.connection
                    and withheld.organization_id = sums.organization_id
                    and withheld.document_id = sums.document_id
                where not (sums.is_partial and sums.expected = 0)
            ) as bounds
            where 2 * least(
                greatest(bounds.gap - (0) - bounds.above, (0) - bounds.gap - bounds.below, 0),
                greatest(bounds.gap - (bounds.shipping_tax) - bounds.above, (bounds.shipping_tax) - bounds.gap - bounds.below, 0),
                greatest(bounds.gap - (-bounds.shipping_tax) - bounds.above, (-bounds.shipping_tax) - bounds.gap - bounds.below, 0),
                greatest(bounds.gap - (bounds.included) - bounds.above, (bounds.included) - bounds.gap - bounds.below, 0),
                greatest(bounds.gap - (bounds.included + bounds.shipping_tax) - bounds.above, (bounds.included + bounds.shipping_tax) - bounds.gap - bounds.below, 0),
                greatest(bounds.gap - (bounds.included - bounds.shipping_tax) - bounds.above, (bounds.included - bounds.shipping_tax) - bounds.gap - bounds.below, 0)
            ) >= bounds.tolerance
        ) as failing

        union all

        -- The debits of a journal equal its credits, as entered: to the last digit. Where a line is taxed its tax stands on no line, and
        -- nothing can be said. Drafts count, deleted journals do not.
        select
            'zoho_books_journals_balance' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select journals.connection, journals.organization_id, journals.journal_id, cast(sum(case when lines.debit_or_credit = ''debit'' then lines.amount else 0 end) as DECIMAL(28, 10)) as debit, cast(sum(case when lines.debit_or_credit = ''credit'' then lines.amount else 0 end) as DECIMAL(28, 10)) as credit from silver_zoho_books_journals as journals inner join silver_zoho_books_journal_lines as lines on lines.connection = journals.connection and lines.organization_id = journals.organization_id and lines.journal_id = journals.journal_id where not journals.is_deleted group by journals.connection, journals.organization_id, journals.journal_id having count(lines.tax_id) = 0 and sum(case when lines.debit_or_credit = ''debit'' then lines.amount else -lines.amount end) != 0' else '' end as look_closer
        from (
            select
                journals.connection,
                journals.organization_id,
                journals.journal_id,
                cast(sum(case when lines.debit_or_credit = 'debit' then lines.amount else 0 end) as DECIMAL(28, 10)) as debit,
                cast(sum(case when lines.debit_or_credit = 'credit' then lines.amount else 0 end) as DECIMAL(28, 10)) as credit
            from silver_zoho_books_journals as journals
            inner join silver_zoho_books_journal_lines as lines
                on lines.connection = journals.connection
                and lines.organization_id = journals.organization_id
                and lines.journal_id = journals.journal_id
            where not journals.is_deleted
            group by
                journals.connection,
                journals.organization_id,
                journals.journal_id
            having count(lines.tax_id) = 0
               and sum(case when lines.debit_or_credit = 'debit' then lines.amount else -lines.amount end) != 0
        ) as failing

        union all

        -- Lines of FreshBooks carry their amount without tax and their taxes as percentages, the document carries its total with tax and its
        -- discount (below zero) alone. So the lines, the discount, and the taxes on what the discount leaves are the total. The second tax
        -- may be taken on the first. No field says whether prices include tax: the lines and the discount alone may be the total too.
        -- Where no line states a percentage the tax is not known: then the total is not less than the lines and the discount.
        -- Tolerance: nothing says whether taxes are rounded by line or by document. Two taxes per line, the discount and the total, each half
        -- a unit off: n + 1 units (cents, or whole units of currencies without decimal places).
        -- Drafts count, deleted documents do not. What has no lines has nothing to compare.
        select
            'freshbooks_lines_sum_up' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select compared.entity, compared.connection, compared.organization_id, compared.document_id, compared.amount, compared.net, cast(compared.tax as DECIMAL(28, 4)) as tax, compared.line_count from ( select documents.entity, documents.connection, documents.organization_id, documents.document_id, documents.amount, sums.line_total + documents.discount as net, coalesce( sums.tax * cast(sums.line_total + documents.discount as DOUBLE) / nullif(cast(sums.line_total as DOUBLE), 0), 0 ) as tax, sums.tax_count, sums.line_count, (sums.line_count + 1) * case when documents.currency_code in (''CLP'', ''ISK'', ''JPY'', ''KRW'', ''VND'', ''XAF'', ''XOF'', ''XPF'') then 1 else 0.01 end as tolerance from ( select ''invoices'' as entity, document.connection, document.organization_id, document.invoice_id as document_id, document.amount, coalesce(document.discount_total, 0) as discount, coalesce(document.amount_currency_code, document.currency_code) as currency_code from silver_freshbooks_invoices as document where not document.is_deleted union all select ''credit_notes'' as entity, document.connection, document.organization_id, document.credit_note_id as document_id, document.amount, coalesce(0, 0) as discount, coalesce(document.amount_currency_code, document.currency_code) as currency_code from silver_freshbooks_credit_notes as document where not document.is_deleted union all select ''estimates'' as entity, document.connection, document.organization_id, document.estimate_id as document_id, document.amount, coalesce(document.discount_total, 0) as discount, coalesce(document.amount_currency_code, document.currency_code) as currency_code from silver_freshbooks_estimates as document where not document.is_deleted union all select ''invoice_profiles'' as entity, document.connection, document.organization_id, document.invoice_profile_id as document_id, document.amount, coalesce(document.discount_total, 0) as discount, coalesce(document.amount_currency_code, document.currency_code) as currency_code from silver_freshbooks_invoice_profiles as document where not document.is_deleted ) as documents inner join ( select lines.entity, lines.connection, lines.organization_id, lines.document_id, cast(count(*) as INT) as line_count, count(lines.tax_amount1) + count(lines.tax_amount2) as tax_count, cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total, sum( cast(lines.amount as DOUBLE) / 100 * ( cast(coalesce(lines.tax_amount1, 0) as DOUBLE) + cast(coalesce(lines.tax_amount2, 0) as DOUBLE) * case when lines.compounded_tax then 1 + cast(coalesce(lines.tax_amount1, 0) as DOUBLE) / 100 else 1 end ) ) as tax from ( select ''invoices'' as entity, line.connection, line.organization_id, line.invoice_id as document_id, line.amount, line.tax_amount1, line.tax_amount2, line.compounded_tax from silver_freshbooks_invoice_lines as line union all select ''credit_notes'' as entity, line.connection, line.organization_id, line.credit_note_id as document_id, line.amount, line.tax_amount1, line.tax_amount2, line.compounded_tax from silver_freshbooks_credit_note_lines as line union all select ''estimates'' as entity, line.connection, line.organization_id, line.estimate_id as document_id, line.amount, line.tax_amount1, line.tax_amount2, line.compounded_tax from silver_freshbooks_estimate_lines as line union all select ''invoice_profiles'' as entity, line.connection, line.organization_id, line.invoice_profile_id as document_id, line.amount, line.tax_amount1, line.tax_amount2, line.compounded_tax from silver_freshbooks_invoice_profile_lines as line ) as lines group by lines.entity, lines.connection, lines.organization_id, lines.document_id ) as sums on sums.entity = documents.entity and sums.connection = documents.connection and sums.organization_id = documents.organization_id and sums.document_id = documents.document_id ) as compared where abs(compared.amount - compared.net) > compared.tolerance and case when compared.tax_count = 0 then abs(compared.amount) < abs(compared.net) else cast(abs(cast(compared.amount - compared.net as DOUBLE) - compared.tax) as DECIMAL(28, 4)) > compared.tolerance end' else '' end as look_closer
        from (
            select
                compared.entity,
                compared.connection,
                compared.organization_id,
                compared.document_id,
                compared.amount,
                compared.net,
                cast(compared.tax as DECIMAL(28, 4)) as tax,
                compared.line_count
            from (
                select
                    documents.entity,
                    documents.connection,
                    documents.organization_id,
                    documents.document_id,
                    documents.amount,
                    sums.line_total + documents.discount as net,
                    coalesce(
                        sums.tax * cast(sums.line_total + documents.discount as DOUBLE)
                            / nullif(cast(sums.line_total as DOUBLE), 0),
                        0
                    ) as tax,
                    sums.tax_count,
                    sums.line_count,
                    (sums.line_count + 1) * case when documents.currency_code in ('CLP', 'ISK', 'JPY', 'KRW', 'VND', 'XAF', 'XOF', 'XPF') then 1 else 0.01 end as tolerance
                from (
                    select
                        'invoices' as entity,
                        document.connection,
                        document.organization_id,
                        document.invoice_id as document_id,
                        document.amount,
                        coalesce(document.discount_total, 0) as discount,
                        coalesce(document.amount_currency_code, document.currency_code) as currency_code
                    from silver_freshbooks_invoices as document
                    where not document.is_deleted
                    union all
                    select
                        'credit_notes' as entity,
                        document.connection,
                        document.organization_id,
                        document.credit_note_id as document_id,
                        document.amount,
                        coalesce(0, 0) as discount,
                        coalesce(document.amount_currency_code, document.currency_code) as currency_code
                    from silver_freshbooks_credit_notes as document
                    where not document.is_deleted
                    union all
                    select
                        'estimates' as entity,
                        document.connection,
                        document.organization_id,
                        document.estimate_id as document_id,
                        document.amount,
                        coalesce(document.discount_total, 0) as discount,
                        coalesce(document.amount_currency_code, document.currency_code) as currency_code
                    from silver_freshbooks_estimates as document
                    where not document.is_deleted
                    union all
                    select
                        'invoice_profiles' as entity,
                        document.connection,
                        document.organization_id,
                        document.invoice_profile_id as document_id,
                        document.amount,
                        coalesce(document.discount_total, 0) as discount,
                        coalesce(document.amount_currency_code, document.currency_code) as currency_code
                    from silver_freshbooks_invoice_profiles as document
                    where not document.is_deleted
                ) as documents
                inner join (
                    select
                        lines.entity,
                        lines.connection,
                        lines.organization_id,
                        lines.document_id,
                        cast(count(*) as INT) as line_count,
                        count(lines.tax_amount1) + count(lines.tax_amount2) as tax_count,
                        cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total,
                        sum(
                            cast(lines.amount as DOUBLE) / 100 * (
                                cast(coalesce(lines.tax_amount1, 0) as DOUBLE)
                                + cast(coalesce(lines.tax_amount2, 0) as DOUBLE) * case
                                    when lines.compounded_tax
                                        then 1 + cast(coalesce(lines.tax_amount1, 0) as DOUBLE) / 100
                                    else 1
                                end
                            )
                        ) as tax
                    from (
                        select
                            'invoices' as entity,
                            line.connection,
                            line.organization_id,
                            line.invoice_id as document_id,
                            line.amount,
                            line.tax_amount1,
                            line.tax_amount2,
                            line.compounded_tax
                        from silver_freshbooks_invoice_lines as line
                        union all
                        select
                            'credit_notes' as entity,
                            line.connection,
                            line.organization_id,
                            line.credit_note_id as document_id,
                            line.amount,
                            line.tax_amount1,
                            line.tax_amount2,
                            line.compounded_tax
                        from silver_freshbooks_credit_note_lines as line
                        union all
                        select
                            'estimates' as entity,
                            line.connection,
                            line.organization_id,
                            line.estimate_id as document_id,
                            line.amount,
                            line.tax_amount1,
                            line.tax_amount2,
                            line.compounded_tax
                        from silver_freshbooks_estimate_lines as line
                        union all
                        select
                            'invoice_profiles' as entity,
                            line.connection,
                            line.organization_id,
                            line.invoice_profile_id as document_id,
                            line.amount,
                            line.tax_amount1,
                            line.tax_amount2,
                            line.compounded_tax
                        from silver_freshbooks_invoice_profile_lines as line
                    ) as lines
                    group by
                        lines.entity,
                        lines.connection,
                        lines.organization_id,
                        lines.document_id
                ) as sums
                    on sums.entity = documents.entity
                    and sums.connection = documents.connection
                    and sums.organization_id = documents.organization_id
                    and sums.document_id = documents.document_id
            ) as compared
            where abs(compared.amount - compared.net) > compared.tolerance
              and case
                  when compared.tax_count = 0 then abs(compared.amount) < abs(compared.net)
                  else cast(abs(cast(compared.amount - compared.net as DOUBLE) - compared.tax) as DECIMAL(28, 4))
                      > compared.tolerance
              end
        ) as failing

        union all

        -- Bills of FreshBooks state both sums: the lines sum up to amount, and with tax_amount it is total_amount to the last digit.
        -- Tolerance: every line and amount are rounded by themselves, so n lines may differ by less than (n + 1) / 2 units.
        -- Deleted bills do not count. What has no lines has nothing to compare.
        select
            'freshbooks_bills_sum_up' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select bills.connection, bills.organization_id, bills.bill_id, bills.amount, bills.tax_amount, bills.total_amount, sums.line_total, sums.line_count from silver_freshbooks_bills as bills inner join ( select lines.connection, lines.organization_id, lines.bill_id, cast(count(*) as INT) as line_count, cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total from silver_freshbooks_bill_lines as lines group by lines.connection, lines.organization_id, lines.bill_id ) as sums on sums.connection = bills.connection and sums.organization_id = bills.organization_id and sums.bill_id = bills.bill_id where not bills.is_deleted and ( 2 * abs(sums.line_total - coalesce(bills.amount, bills.total_amount - bills.tax_amount)) >= (sums.line_count + 1) * case when bills.total_amount_currency_code in (''CLP'', ''ISK'', ''JPY'', ''KRW'', ''VND'', ''XAF'', ''XOF'', ''XPF'') then 1 else 0.01 end or bills.amount + bills.tax_amount != bills.total_amount )' else '' end as look_closer
        from (
            select
                bills.connection,
                bills.organization_id,
                bills.bill_id,
                bills.amount,
                bills.tax_amount,
                bills.total_amount,
                sums.line_total,
                sums.line_count
            from silver_freshbooks_bills as bills
            inner join (
                select
                    lines.connection,
                    lines.organization_id,
                    lines.bill_id,
                    cast(count(*) as INT) as line_count,
                    cast(sum(lines.amount) as DECIMAL(28, 10)) as line_total
                from silver_freshbooks_bill_lines as lines
                group by
                    lines.connection,
                    lines.organization_id,
                    lines.bill_id
            ) as sums
                on sums.connection = bills.connection
                and sums.organization_id = bills.organization_id
                and sums.bill_id = bills.bill_id
            where not bills.is_deleted
              and (
                  2 * abs(sums.line_total - coalesce(bills.amount, bills.total_amount - bills.tax_amount))
                      >= (sums.line_count + 1) * case when bills.total_amount_currency_code in ('CLP', 'ISK', 'JPY', 'KRW', 'VND', 'XAF', 'XOF', 'XPF') then 1 else 0.01 end
                  or bills.amount + bills.tax_amount != bills.total_amount
              )
        ) as failing

        union all

        -- What a payment or credit of Zoho Books was applied to, and what of it was paid back, is never more than its amount. All of it is in its
        -- own currency. A payment settles more than its amount by the tax that was withheld and the discount that was granted with it:
        -- nothing says whether amount_applied counts them, so they may be on top. Tolerance: amounts are those that users enter, nothing is
        -- computed from them, and half a cent covers what binary floats leave. What failed, drafts, void and deleted records settle nothing.
        select
            'zoho_books_applications_are_covered' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select settlements.entity, settlements.connection, settlements.organization_id, settlements.settlement_id, settlements.currency_code, settlements.amount, settlements.refunded, cast(sum(applications.applied) as DECIMAL(28, 10)) as applied from ( select ''customer_payments'' as entity, settlement.connection, settlement.organization_id, settlement.payment_id as settlement_id, settlement.currency_code, settlement.amount as amount, coalesce(settlement.amount_refunded, 0) as refunded from silver_zoho_books_customer_payments as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') != ''failure'' and coalesce(settlement.payment_status, '''') not in (''failed'', ''failure'', ''draft'', ''void'') union all select ''credit_notes'' as entity, settlement.connection, settlement.organization_id, settlement.creditnote_id as settlement_id, settlement.currency_code, settlement.total as amount, coalesce(settlement.total_refunded_amount, 0) as refunded from silver_zoho_books_credit_notes as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'') union all select ''vendor_payments'' as entity, settlement.connection, settlement.organization_id, settlement.payment_id as settlement_id, settlement.currency_code, settlement.amount as amount, 0 as refunded from silver_zoho_books_vendor_payments as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'', ''failed'', ''failure'') union all select ''vendor_credits'' as entity, settlement.connection, settlement.organization_id, settlement.vendor_credit_id as settlement_id, settlement.currency_code, settlement.total as amount, coalesce(settlement.total_refunded_amount, 0) as refunded from silver_zoho_books_vendor_credits as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'') ) as settlements inner join ( select ''customer_payments'' as entity, application.connection, application.organization_id, application.payment_id as settlement_id, ''invoices'' as document_entity, application.invoice_id as document_id, application.amount_applied as applied, coalesce(application.tax_amount_withheld, 0) + coalesce(application.discount_amount, 0) as beside from silver_zoho_books_customer_payment_invoices as application union all select ''credit_notes'' as entity, application.connection, application.organization_id, application.creditnote_id as settlement_id, ''invoices'' as document_entity, application.invoice_id as document_id, coalesce(application.credited_amount, application.amount_applied, application.amount) as applied, 0 as beside from silver_zoho_books_credit_note_invoices as application union all select ''vendor_payments'' as entity, application.connection, application.organization_id, application.payment_id as settlement_id, ''bills'' as document_entity, application.bill_id as document_id, application.amount_applied as applied, coalesce(application.tax_amount_withheld, 0) as beside from silver_zoho_books_vendor_payment_bills as application union all select ''vendor_credits'' as entity, application.connection, application.organization_id, application.vendor_credit_id as settlement_id, ''bills'' as document_entity, application.bill_id as document_id, application.amount as applied, 0 as beside from silver_zoho_books_vendor_credit_bills as application ) as applications on settlements.entity = applications.entity and settlements.connection = applications.connection and settlements.organization_id = applications.organization_id and settlements.settlement_id = applications.settlement_id group by settlements.entity, settlements.connection, settlements.organization_id, settlements.settlement_id, settlements.currency_code, settlements.amount, settlements.refunded having sum(applications.applied) + settlements.refunded > settlements.amount + sum(applications.beside) + 0.005' else '' end as look_closer
        from (
            select
                settlements.entity,
                settlements.connection,
                settlements.organization_id,
                settlements.settlement_id,
                settlements.currency_code,
                settlements.amount,
                settlements.refunded,
                cast(sum(applications.applied) as DECIMAL(28, 10)) as applied
            from (
                select
                    'customer_payments' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.payment_id as settlement_id,
                    settlement.currency_code,
                    settlement.amount as amount,
                    coalesce(settlement.amount_refunded, 0) as refunded
                from silver_zoho_books_customer_payments as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') != 'failure'
                  and coalesce(settlement.payment_status, '') not in ('failed', 'failure', 'draft', 'void')
                union all
                select
                    'credit_notes' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.creditnote_id as settlement_id,
                    settlement.currency_code,
                    settlement.total as amount,
                    coalesce(settlement.total_refunded_amount, 0) as refunded
                from silver_zoho_books_credit_notes as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void')
                union all
                select
                    'vendor_payments' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.payment_id as settlement_id,
                    settlement.currency_code,
                    settlement.amount as amount,
                    0 as refunded
                from silver_zoho_books_vendor_payments as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void', 'failed', 'failure')
                union all
                select
                    'vendor_credits' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.vendor_credit_id as settlement_id,
                    settlement.currency_code,
                    settlement.total as amount,
                    coalesce(settlement.total_refunded_amount, 0) as refunded
                from silver_zoho_books_vendor_credits as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void')
            ) as settlements
            inner join (
                select
                    'customer_payments' as entity,
                    application.connection,
                    application.organization_id,
                    application.payment_id as settlement_id,
                    'invoices' as document_entity,
                    application.invoice_id as document_id,
                    application.amount_applied as applied,
                    coalesce(application.tax_amount_withheld, 0) + coalesce(application.discount_amount, 0) as beside
                from silver_zoho_books_customer_payment_invoices as application
                union all
                select
                    'credit_notes' as entity,
                    application.connection,
                    application.organization_id,
                    application.creditnote_id as settlement_id,
                    'invoices' as document_entity,
                    application.invoice_id as document_id,
                    coalesce(application.credited_amount, application.amount_applied, application.amount) as applied,
                    0 as beside
                from silver_zoho_books_credit_note_invoices as application
                union all
                select
                    'vendor_payments' as entity,
                    application.connection,
                    application.organization_id,
                    application.payment_id as settlement_id,
                    'bills' as document_entity,
                    application.bill_id as document_id,
                    application.amount_applied as applied,
                    coalesce(application.tax_amount_withheld, 0) as beside
                from silver_zoho_books_vendor_payment_bills as application
                union all
                select
                    'vendor_credits' as entity,
                    application.connection,
                    application.organization_id,
                    application.vendor_credit_id as settlement_id,
                    'bills' as document_entity,
                    application.bill_id as document_id,
                    application.amount as applied,
                    0 as beside
                from silver_zoho_books_vendor_credit_bills as application
            ) as applications
                on settlements.entity = applications.entity
                and settlements.connection = applications.connection
                and settlements.organization_id = applications.organization_id
                and settlements.settlement_id = applications.settlement_id
            group by
                settlements.entity,
                settlements.connection,
                settlements.organization_id,
                settlements.settlement_id,
                settlements.currency_code,
                settlements.amount,
                settlements.refunded
            having sum(applications.applied) + settlements.refunded
                > settlements.amount + sum(applications.beside) + 0.005
        ) as failing

        union all

        -- What was applied to an invoice or bill of Zoho Books by payments and credits, and written off, is never more than its total. Applications
        -- in another currency than that of the document are not added up, a payment that states none counts as in that of the document.
        -- Tolerance as above. Void and deleted documents owe nothing and are not asked for, nor are documents that are not here.
        select
            'zoho_books_documents_are_not_overpaid' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select documents.entity, documents.connection, documents.organization_id, documents.document_id, documents.currency_code, documents.total, documents.written_off, cast(sum(applications.applied) as DECIMAL(28, 10)) as applied from ( select ''invoices'' as entity, invoices.connection, invoices.organization_id, invoices.invoice_id as document_id, invoices.currency_code, invoices.total, coalesce(invoices.write_off_amount, 0) as written_off from silver_zoho_books_invoices as invoices where not invoices.is_deleted and coalesce(invoices.status, '''') != ''void'' union all select ''bills'' as entity, bills.connection, bills.organization_id, bills.bill_id as document_id, bills.currency_code, bills.total, 0 as written_off from silver_zoho_books_bills as bills where not bills.is_deleted and coalesce(bills.status, '''') != ''void'' ) as documents inner join ( select ''customer_payments'' as entity, application.connection, application.organization_id, application.payment_id as settlement_id, ''invoices'' as document_entity, application.invoice_id as document_id, application.amount_applied as applied, coalesce(application.tax_amount_withheld, 0) + coalesce(application.discount_amount, 0) as beside from silver_zoho_books_customer_payment_invoices as application union all select ''credit_notes'' as entity, application.connection, application.organization_id, application.creditnote_id as settlement_id, ''invoices'' as document_entity, application.invoice_id as document_id, coalesce(application.credited_amount, application.amount_applied, application.amount) as applied, 0 as beside from silver_zoho_books_credit_note_invoices as application union all select ''vendor_payments'' as entity, application.connection, application.organization_id, application.payment_id as settlement_id, ''bills'' as document_entity, application.bill_id as document_id, application.amount_applied as applied, coalesce(application.tax_amount_withheld, 0) as beside from silver_zoho_books_vendor_payment_bills as application union all select ''vendor_credits'' as entity, application.connection, application.organization_id, application.vendor_credit_id as settlement_id, ''bills'' as document_entity, application.bill_id as document_id, application.amount as applied, 0 as beside from silver_zoho_books_vendor_credit_bills as application ) as applications on applications.document_entity = documents.entity and applications.connection = documents.connection and applications.organization_id = documents.organization_id and applications.document_id = documents.document_id inner join ( select ''customer_payments'' as entity, settlement.connection, settlement.organization_id, settlement.payment_id as settlement_id, settlement.currency_code, settlement.amount as amount, coalesce(settlement.amount_refunded, 0) as refunded from silver_zoho_books_customer_payments as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') != ''failure'' and coalesce(settlement.payment_status, '''') not in (''failed'', ''failure'', ''draft'', ''void'') union all select ''credit_notes'' as entity, settlement.connection, settlement.organization_id, settlement.creditnote_id as settlement_id, settlement.currency_code, settlement.total as amount, coalesce(settlement.total_refunded_amount, 0) as refunded from silver_zoho_books_credit_notes as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'') union all select ''vendor_payments'' as entity, settlement.connection, settlement.organization_id, settlement.payment_id as settlement_id, settlement.currency_code, settlement.amount as amount, 0 as refunded from silver_zoho_books_vendor_payments as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'', ''failed'', ''failure'') union all select ''vendor_credits'' as entity, settlement.connection, settlement.organization_id, settlement.vendor_credit_id as settlement_id, settlement.currency_code, settlement.total as amount, coalesce(settlement.total_refunded_amount, 0) as refunded from silver_zoho_books_vendor_credits as settlement where not settlement.is_deleted and coalesce(settlement.status, '''') not in (''draft'', ''void'') ) as settlements on settlements.entity = applications.entity and settlements.connection = applications.connection and settlements.organization_id = applications.organization_id and settlements.settlement_id = applications.settlement_id and coalesce(settlements.currency_code, documents.currency_code) = documents.currency_code group by documents.entity, documents.connection, documents.organization_id, documents.document_id, documents.currency_code, documents.total, documents.written_off having sum(applications.applied) + documents.written_off > documents.total + 0.005' else '' end as look_closer
        from (
            select
                documents.entity,
                documents.connection,
                documents.organization_id,
                documents.document_id,
                documents.currency_code,
                documents.total,
                documents.written_off,
                cast(sum(applications.applied) as DECIMAL(28, 10)) as applied
            from (
                select
                    'invoices' as entity,
                    invoices.connection,
                    invoices.organization_id,
                    invoices.invoice_id as document_id,
                    invoices.currency_code,
                    invoices.total,
                    coalesce(invoices.write_off_amount, 0) as written_off
                from silver_zoho_books_invoices as invoices
                where not invoices.is_deleted
                  and coalesce(invoices.status, '') != 'void'
                union all
                select
                    'bills' as entity,
                    bills.connection,
                    bills.organization_id,
                    bills.bill_id as document_id,
                    bills.currency_code,
                    bills.total,
                    0 as written_off
                from silver_zoho_books_bills as bills
                where not bills.is_deleted
                  and coalesce(bills.status, '') != 'void'
            ) as documents
            inner join (
                select
                    'customer_payments' as entity,
                    application.connection,
                    application.organization_id,
                    application.payment_id as settlement_id,
                    'invoices' as document_entity,
                    application.invoice_id as document_id,
                    application.amount_applied as applied,
                    coalesce(application.tax_amount_withheld, 0) + coalesce(application.discount_amount, 0) as beside
                from silver_zoho_books_customer_payment_invoices as application
                union all
                select
                    'credit_notes' as entity,
                    application.connection,
                    application.organization_id,
                    application.creditnote_id as settlement_id,
                    'invoices' as document_entity,
                    application.invoice_id as document_id,
                    coalesce(application.credited_amount, application.amount_applied, application.amount) as applied,
                    0 as beside
                from silver_zoho_books_credit_note_invoices as application
                union all
                select
                    'vendor_payments' as entity,
                    application.connection,
                    application.organization_id,
                    application.payment_id as settlement_id,
                    'bills' as document_entity,
                    application.bill_id as document_id,
                    application.amount_applied as applied,
                    coalesce(application.tax_amount_withheld, 0) as beside
                from silver_zoho_books_vendor_payment_bills as application
                union all
                select
                    'vendor_credits' as entity,
                    application.connection,
                    application.organization_id,
                    application.vendor_credit_id as settlement_id,
                    'bills' as document_entity,
                    application.bill_id as document_id,
                    application.amount as applied,
                    0 as beside
                from silver_zoho_books_vendor_credit_bills as application
            ) as applications
                on applications.document_entity = documents.entity
                and applications.connection = documents.connection
                and applications.organization_id = documents.organization_id
                and applications.document_id = documents.document_id
            inner join (
                select
                    'customer_payments' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.payment_id as settlement_id,
                    settlement.currency_code,
                    settlement.amount as amount,
                    coalesce(settlement.amount_refunded, 0) as refunded
                from silver_zoho_books_customer_payments as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') != 'failure'
                  and coalesce(settlement.payment_status, '') not in ('failed', 'failure', 'draft', 'void')
                union all
                select
                    'credit_notes' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.creditnote_id as settlement_id,
                    settlement.currency_code,
                    settlement.total as amount,
                    coalesce(settlement.total_refunded_amount, 0) as refunded
                from silver_zoho_books_credit_notes as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void')
                union all
                select
                    'vendor_payments' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.payment_id as settlement_id,
                    settlement.currency_code,
                    settlement.amount as amount,
                    0 as refunded
                from silver_zoho_books_vendor_payments as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void', 'failed', 'failure')
                union all
                select
                    'vendor_credits' as entity,
                    settlement.connection,
                    settlement.organization_id,
                    settlement.vendor_credit_id as settlement_id,
                    settlement.currency_code,
                    settlement.total as amount,
                    coalesce(settlement.total_refunded_amount, 0) as refunded
                from silver_zoho_books_vendor_credits as settlement
                where not settlement.is_deleted
                  and coalesce(settlement.status, '') not in ('draft', 'void')
            ) as settlements
                on settlements.entity = applications.entity
                and settlements.connection = applications.connection
                and settlements.organization_id = applications.organization_id
                and settlements.settlement_id = applications.settlement_id
                and coalesce(settlements.currency_code, documents.currency_code) = documents.currency_code
            group by
                documents.entity,
                documents.connection,
                documents.organization_id,
                documents.document_id,
                documents.currency_code,
                documents.total,
                documents.written_off
            having sum(applications.applied) + documents.written_off > documents.total + 0.005
        ) as failing

        union all

        -- A payment of FreshBooks belongs to one invoice and cannot be applied beyond itself. A credit can: what was paid from it is never more
        -- than its amount. Amounts are decimal text: to the last digit, in the same currency. Deleted payments and credits do not count.
        select
            'freshbooks_applications_are_covered' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select credits.connection, credits.organization_id, credits.credit_note_id, credits.amount_currency_code, credits.amount, cast(sum(payments.amount) as DECIMAL(28, 10)) as applied from silver_freshbooks_credit_notes as credits inner join silver_freshbooks_payments as payments on payments.connection = credits.connection and payments.organization_id = credits.organization_id and payments.credit_id = coalesce(credits.credit_id, credits.credit_note_id) and payments.amount_currency_code = credits.amount_currency_code where not credits.is_deleted and not payments.is_deleted group by credits.connection, credits.organization_id, credits.credit_note_id, credits.amount_currency_code, credits.amount having sum(payments.amount) > credits.amount' else '' end as look_closer
        from (
            select
                credits.connection,
                credits.organization_id,
                credits.credit_note_id,
                credits.amount_currency_code,
                credits.amount,
                cast(sum(payments.amount) as DECIMAL(28, 10)) as applied
            from silver_freshbooks_credit_notes as credits
            inner join silver_freshbooks_payments as payments
                on payments.connection = credits.connection
                and payments.organization_id = credits.organization_id
                and payments.credit_id = coalesce(credits.credit_id, credits.credit_note_id)
                and payments.amount_currency_code = credits.amount_currency_code
            where not credits.is_deleted
              and not payments.is_deleted
            group by
                credits.connection,
                credits.organization_id,
                credits.credit_note_id,
                credits.amount_currency_code,
                credits.amount
            having sum(payments.amount) > credits.amount
        ) as failing

        union all

        -- What is paid on an invoice of FreshBooks beyond its total is an overpayment, which FreshBooks turns into a credit of that type. The
        -- credit names its client, not the invoice: all excess of a client in a currency is never more than such credits, used ones among
        -- them. A payment below zero is money paid back. To the last digit, in the same currency. Deleted records do not count.
        select
            'freshbooks_invoices_are_not_overpaid' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select overpaid.connection, overpaid.organization_id, overpaid.client_id, overpaid.currency_code, min(overpaid.invoice_id) as first_invoice_id, cast(sum(overpaid.excess) as DECIMAL(28, 10)) as overpaid, cast(coalesce(max(credits.amount), 0) as DECIMAL(28, 10)) as overpayment_credits from ( select invoices.connection, invoices.organization_id, invoices.invoice_id, invoices.client_id, invoices.amount_currency_code as currency_code, cast(sum(payments.amount) as DECIMAL(28, 10)) - invoices.amount as excess from silver_freshbooks_invoices as invoices inner join silver_freshbooks_payments as payments on payments.connection = invoices.connection and payments.organization_id = invoices.organization_id and payments.invoice_id = invoices.invoice_id and payments.amount_currency_code = invoices.amount_currency_code where not invoices.is_deleted and not payments.is_deleted group by invoices.connection, invoices.organization_id, invoices.invoice_id, invoices.client_id, invoices.amount_currency_code, invoices.amount having sum(payments.amount) > invoices.amount ) as overpaid left join ( select notes.connection, notes.organization_id, notes.client_id, notes.amount_currency_code as currency_code, sum(notes.amount) as amount from silver_freshbooks_credit_notes as notes where notes.credit_type = ''overpayment'' and not notes.is_deleted group by notes.connection, notes.organization_id, notes.client_id, notes.amount_currency_code ) as credits on credits.connection = overpaid.connection and credits.organization_id = overpaid.organization_id and credits.client_id = overpaid.client_id and credits.currency_code = overpaid.currency_code group by overpaid.connection, overpaid.organization_id, overpaid.client_id, overpaid.currency_code having sum(overpaid.excess) > coalesce(max(credits.amount), 0)' else '' end as look_closer
        from (
            select
                overpaid.connection,
                overpaid.organization_id,
                overpaid.client_id,
                overpaid.currency_code,
                min(overpaid.invoice_id) as first_invoice_id,
                cast(sum(overpaid.excess) as DECIMAL(28, 10)) as overpaid,
                cast(coalesce(max(credits.amount), 0) as DECIMAL(28, 10)) as overpayment_credits
            from (
                select
                    invoices.connection,
                    invoices.organization_id,
                    invoices.invoice_id,
                    invoices.client_id,
                    invoices.amount_currency_code as currency_code,
                    cast(sum(payments.amount) as DECIMAL(28, 10)) - invoices.amount as excess
                from silver_freshbooks_invoices as invoices
                inner join silver_freshbooks_payments as payments
                    on payments.connection = invoices.connection
                    and payments.organization_id = invoices.organization_id
                    and payments.invoice_id = invoices.invoice_id
                    and payments.amount_currency_code = invoices.amount_currency_code
                where not invoices.is_deleted
                  and not payments.is_deleted
                group by
                    invoices.connection,
                    invoices.organization_id,
                    invoices.invoice_id,
                    invoices.client_id,
                    invoices.amount_currency_code,
                    invoices.amount
                having sum(payments.amount) > invoices.amount
            ) as overpaid
            left join (
                select
                    notes.connection,
                    notes.organization_id,
                    notes.client_id,
                    notes.amount_currency_code as currency_code,
                    sum(notes.amount) as amount
                from silver_freshbooks_credit_notes as notes
                where notes.credit_type = 'overpayment'
                  and not notes.is_deleted
                group by
                    notes.connection,
                    notes.organization_id,
                    notes.client_id,
                    notes.amount_currency_code
            ) as credits
                on credits.connection = overpaid.connection
                and credits.organization_id = overpaid.organization_id
                and credits.client_id = overpaid.client_id
                and credits.currency_code = overpaid.currency_code
            group by
                overpaid.connection,
                overpaid.organization_id,
                overpaid.client_id,
                overpaid.currency_code
            having sum(overpaid.excess) > coalesce(max(credits.amount), 0)
        ) as failing

        union all

        -- What is paid on a bill of FreshBooks is never more than its total: by the payments that the bill names, and by those that were read by
        -- themselves, each for itself. To the last digit, in the same currency. Deleted records do not count.
        select
            'freshbooks_bills_are_not_overpaid' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select bills.connection, bills.organization_id, bills.bill_id, bills.total_amount, payments.told_by, cast(sum(payments.amount) as DECIMAL(28, 10)) as applied from silver_freshbooks_bills as bills inner join ( select ''bill'' as told_by, named.connection, named.organization_id, named.bill_id, named.amount, named.amount_currency_code from silver_freshbooks_bill_bill_payments as named where not named.is_deleted and coalesce(named.vis_state, ''0'') != ''1'' union all select ''payment'' as told_by, alone.connection, alone.organization_id, alone.bill_id, alone.amount, alone.amount_currency_code from silver_freshbooks_bill_payments as alone where not alone.is_deleted ) as payments on payments.connection = bills.connection and payments.organization_id = bills.organization_id and payments.bill_id = bills.bill_id and payments.amount_currency_code = bills.total_amount_currency_code where not bills.is_deleted group by bills.connection, bills.organization_id, bills.bill_id, bills.total_amount, payments.told_by having sum(payments.amount) > bills.total_amount' else '' end as look_closer
        from (
            select
                bills.connection,
                bills.organization_id,
                bills.bill_id,
                bills.total_amount,
                payments.told_by,
                cast(sum(payments.amount) as DECIMAL(28, 10)) as applied
            from silver_freshbooks_bills as bills
            inner join (
                select
                    'bill' as told_by,
                    named.connection,
                    named.organization_id,
                    named.bill_id,
                    named.amount,
                    named.amount_currency_code
                from silver_freshbooks_bill_bill_payments as named
                where not named.is_deleted
                  and coalesce(named.vis_state, '0') != '1'
                union all
                select
                    'payment' as told_by,
                    alone.connection,
                    alone.organization_id,
                    alone.bill_id,
                    alone.amount,
                    alone.amount_currency_code
                from silver_freshbooks_bill_payments as alone
                where not alone.is_deleted
            ) as payments
                on payments.connection = bills.connection
                and payments.organization_id = bills.organization_id
                and payments.bill_id = bills.bill_id
                and payments.amount_currency_code = bills.total_amount_currency_code
            where not bills.is_deleted
            group by
                bills.connection,
                bills.organization_id,
                bills.bill_id,
                bills.total_amount,
                payments.told_by
            having sum(payments.amount) > bills.total_amount
        ) as failing

        union all

        -- Money without a currency counts in no sum by currency. Zoho Books states the currency on the record, for its lines too, FreshBooks
        -- on every amount, and on some records as well, which then speaks for their amounts. Zero is zero in every currency. Prices of
        -- items and rates of projects are in base currency by definition and are not asked for. Deleted records do not count.
        select
            'money_has_a_currency' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select records.table_name, records.connection, records.organization_id, records.record_id, records.position from ( select ''silver_zoho_books_invoices'' as table_name, record.connection, record.organization_id, record.invoice_id as record_id, 0 as position from silver_zoho_books_invoices as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_customer_payments'' as table_name, record.connection, record.organization_id, record.payment_id as record_id, 0 as position from silver_zoho_books_customer_payments as record where not record.is_deleted and record.amount != 0 and record.currency_code is null union all select ''silver_zoho_books_bills'' as table_name, record.connection, record.organization_id, record.bill_id as record_id, 0 as position from silver_zoho_books_bills as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_purchase_orders'' as table_name, record.connection, record.organization_id, record.purchaseorder_id as record_id, 0 as position from silver_zoho_books_purchase_orders as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_vendor_payments'' as table_name, record.connection, record.organization_id, record.payment_id as record_id, 0 as position from silver_zoho_books_vendor_payments as record where not record.is_deleted and record.amount != 0 and record.currency_code is null union all select ''silver_zoho_books_credit_notes'' as table_name, record.connection, record.organization_id, record.creditnote_id as record_id, 0 as position from silver_zoho_books_credit_notes as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_vendor_credits'' as table_name, record.connection, record.organization_id, record.vendor_credit_id as record_id, 0 as position from silver_zoho_books_vendor_credits as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_expenses'' as table_name, record.connection, record.organization_id, record.expense_id as record_id, 0 as position from silver_zoho_books_expenses as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_estimates'' as table_name, record.connection, record.organization_id, record.estimate_id as record_id, 0 as position from silver_zoho_books_estimates as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_sales_orders'' as table_name, record.connection, record.organization_id, record.salesorder_id as record_id, 0 as position from silver_zoho_books_sales_orders as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_journals'' as table_name, record.connection, record.organization_id, record.journal_id as record_id, 0 as position from silver_zoho_books_journals as record where not record.is_deleted and record.total != 0 and record.currency_code is null union all select ''silver_zoho_books_bank_transactions'' as table_name, record.connection, record.organization_id, record.transaction_id as record_id, 0 as position from silver_zoho_books_bank_transactions as record where not record.is_deleted and record.amount != 0 and record.currency_code is null union all select ''silver_freshbooks_invoices'' as table_name, record.connection, record.organization_id, record.invoice_id as record_id, 0 as position from silver_freshbooks_invoices as record where not record.is_deleted and record.currency_code is null and ((record.amount != 0 and record.amount_currency_code is null) or (record.outstanding != 0 and record.outstanding_currency_code is null) or (record.paid != 0 and record.paid_currency_code is null) or (record.discount_total != 0 and record.discount_total_currency_code is null) or (record.deposit_amount != 0 and record.deposit_amount_currency_code is null)) union all select ''silver_freshbooks_invoice_lines'' as table_name, record.connection, record.organization_id, record.invoice_id as record_id, record.position as position from silver_freshbooks_invoice_lines as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null) or (record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_payments'' as table_name, record.connection, record.organization_id, record.payment_id as record_id, 0 as position from silver_freshbooks_payments as record where not record.is_deleted and ((record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_credit_notes'' as table_name, record.connection, record.organization_id, record.credit_note_id as record_id, 0 as position from silver_freshbooks_credit_notes as record where not record.is_deleted and record.currency_code is null and ((record.amount != 0 and record.amount_currency_code is null) or (record.paid != 0 and record.paid_currency_code is null)) union all select ''silver_freshbooks_credit_note_lines'' as table_name, record.connection, record.organization_id, record.credit_note_id as record_id, record.position as position from silver_freshbooks_credit_note_lines as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null) or (record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_estimates'' as table_name, record.connection, record.organization_id, record.estimate_id as record_id, 0 as position from silver_freshbooks_estimates as record where not record.is_deleted and record.currency_code is null and ((record.amount != 0 and record.amount_currency_code is null) or (record.discount_total != 0 and record.discount_total_currency_code is null)) union all select ''silver_freshbooks_estimate_lines'' as table_name, record.connection, record.organization_id, record.estimate_id as record_id, record.position as position from silver_freshbooks_estimate_lines as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null) or (record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_invoice_profiles'' as table_name, record.connection, record.organization_id, record.invoice_profile_id as record_id, 0 as position from silver_freshbooks_invoice_profiles as record where not record.is_deleted and record.currency_code is null and ((record.amount != 0 and record.amount_currency_code is null) or (record.discount_total != 0 and record.discount_total_currency_code is null)) union all select ''silver_freshbooks_invoice_profile_lines'' as table_name, record.connection, record.organization_id, record.invoice_profile_id as record_id, record.position as position from silver_freshbooks_invoice_profile_lines as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null) or (record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_other_incomes'' as table_name, record.connection, record.organization_id, record.other_income_id as record_id, 0 as position from silver_freshbooks_other_incomes as record where not record.is_deleted and ((record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_bills'' as table_name, record.connection, record.organization_id, record.bill_id as record_id, 0 as position from silver_freshbooks_bills as record where not record.is_deleted and record.currency_code is null and ((record.amount != 0 and record.amount_currency_code is null) or (record.tax_amount != 0 and record.tax_amount_currency_code is null) or (record.total_amount != 0 and record.total_amount_currency_code is null) or (record.paid != 0 and record.paid_currency_code is null) or (record.outstanding != 0 and record.outstanding_currency_code is null)) union all select ''silver_freshbooks_bill_lines'' as table_name, record.connection, record.organization_id, record.bill_id as record_id, record.position as position from silver_freshbooks_bill_lines as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null) or (record.amount != 0 and record.amount_currency_code is null) or (record.total_amount != 0 and record.total_amount_currency_code is null) or (record.tax_amount1 != 0 and record.tax_amount1_currency_code is null) or (record.tax_amount2 != 0 and record.tax_amount2_currency_code is null)) union all select ''silver_freshbooks_bill_bill_payments'' as table_name, record.connection, record.organization_id, record.bill_id as record_id, record.position as position from silver_freshbooks_bill_bill_payments as record where not record.is_deleted and ((record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_bill_payments'' as table_name, record.connection, record.organization_id, record.bill_payment_id as record_id, 0 as position from silver_freshbooks_bill_payments as record where not record.is_deleted and ((record.amount != 0 and record.amount_currency_code is null)) union all select ''silver_freshbooks_expenses'' as table_name, record.connection, record.organization_id, record.expense_id as record_id, 0 as position from silver_freshbooks_expenses as record where not record.is_deleted and ((record.amount != 0 and record.amount_currency_code is null) or (record.tax_amount1 != 0 and record.tax_amount1_currency_code is null) or (record.tax_amount2 != 0 and record.tax_amount2_currency_code is null)) union all select ''silver_freshbooks_items'' as table_name, record.connection, record.organization_id, record.item_id as record_id, 0 as position from silver_freshbooks_items as record where not record.is_deleted and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)) union all select ''silver_freshbooks_journal_entry_details'' as table_name, record.connection, record.organization_id, record.journal_entry_detail_id as record_id, 0 as position from silver_freshbooks_journal_entry_details as record where not record.is_deleted and ((record.debit != 0 and record.debit_currency_code is null) or (record.credit != 0 and record.credit_currency_code is null) or (record.balance != 0 and record.balance_currency_code is null)) ) as records' else '' end as look_closer
        from (
            select
                records.table_name,
                records.connection,
                records.organization_id,
                records.record_id,
                records.position
            from (
                select
                    'silver_zoho_books_invoices' as table_name,
                    record.connection,
                    record.organization_id,
                    record.invoice_id as record_id,
                    0 as position
                from silver_zoho_books_invoices as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_customer_payments' as table_name,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    0 as position
                from silver_zoho_books_customer_payments as record
                where not record.is_deleted
                  and record.amount != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_bills' as table_name,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    0 as position
                from silver_zoho_books_bills as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_purchase_orders' as table_name,
                    record.connection,
                    record.organization_id,
                    record.purchaseorder_id as record_id,
                    0 as position
                from silver_zoho_books_purchase_orders as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_vendor_payments' as table_name,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    0 as position
                from silver_zoho_books_vendor_payments as record
                where not record.is_deleted
                  and record.amount != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_credit_notes' as table_name,
                    record.connection,
                    record.organization_id,
                    record.creditnote_id as record_id,
                    0 as position
                from silver_zoho_books_credit_notes as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_vendor_credits' as table_name,
                    record.connection,
                    record.organization_id,
                    record.vendor_credit_id as record_id,
                    0 as position
                from silver_zoho_books_vendor_credits as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_expenses' as table_name,
                    record.connection,
                    record.organization_id,
                    record.expense_id as record_id,
                    0 as position
                from silver_zoho_books_expenses as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_estimates' as table_name,
                    record.connection,
                    record.organization_id,
                    record.estimate_id as record_id,
                    0 as position
                from silver_zoho_books_estimates as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_sales_orders' as table_name,
                    record.connection,
                    record.organization_id,
                    record.salesorder_id as record_id,
                    0 as position
                from silver_zoho_books_sales_orders as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_journals' as table_name,
                    record.connection,
                    record.organization_id,
                    record.journal_id as record_id,
                    0 as position
                from silver_zoho_books_journals as record
                where not record.is_deleted
                  and record.total != 0
                  and record.currency_code is null
                union all
                select
                    'silver_zoho_books_bank_transactions' as table_name,
                    record.connection,
                    record.organization_id,
                    record.transaction_id as record_id,
                    0 as position
                from silver_zoho_books_bank_transactions as record
                where not record.is_deleted
                  and record.amount != 0
                  and record.currency_code is null
                union all
                select
                    'silver_freshbooks_invoices' as table_name,
                    record.connection,
                    record.organization_id,
                    record.invoice_id as record_id,
                    0 as position
                from silver_freshbooks_invoices as record
                where not record.is_deleted
                  and record.currency_code is null
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.outstanding != 0 and record.outstanding_currency_code is null)
                      or (record.paid != 0 and record.paid_currency_code is null)
                      or (record.discount_total != 0 and record.discount_total_currency_code is null)
                      or (record.deposit_amount != 0 and record.deposit_amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_invoice_lines' as table_name,
                    record.connection,
                    record.organization_id,
                    record.invoice_id as record_id,
                    record.position as position
                from silver_freshbooks_invoice_lines as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)
                      or (record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_payments' as table_name,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    0 as position
                from silver_freshbooks_payments as record
                where not record.is_deleted
                  and ((record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_credit_notes' as table_name,
                    record.connection,
                    record.organization_id,
                    record.credit_note_id as record_id,
                    0 as position
                from silver_freshbooks_credit_notes as record
                where not record.is_deleted
                  and record.currency_code is null
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.paid != 0 and record.paid_currency_code is null))
                union all
                select
                    'silver_freshbooks_credit_note_lines' as table_name,
                    record.connection,
                    record.organization_id,
                    record.credit_note_id as record_id,
                    record.position as position
                from silver_freshbooks_credit_note_lines as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)
                      or (record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_estimates' as table_name,
                    record.connection,
                    record.organization_id,
                    record.estimate_id as record_id,
                    0 as position
                from silver_freshbooks_estimates as record
                where not record.is_deleted
                  and record.currency_code is null
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.discount_total != 0 and record.discount_total_currency_code is null))
                union all
                select
                    'silver_freshbooks_estimate_lines' as table_name,
                    record.connection,
                    record.organization_id,
                    record.estimate_id as record_id,
                    record.position as position
                from silver_freshbooks_estimate_lines as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)
                      or (record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_invoice_profiles' as table_name,
                    record.connection,
                    record.organization_id,
                    record.invoice_profile_id as record_id,
                    0 as position
                from silver_freshbooks_invoice_profiles as record
                where not record.is_deleted
                  and record.currency_code is null
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.discount_total != 0 and record.discount_total_currency_code is null))
                union all
                select
                    'silver_freshbooks_invoice_profile_lines' as table_name,
                    record.connection,
                    record.organization_id,
                    record.invoice_profile_id as record_id,
                    record.position as position
                from silver_freshbooks_invoice_profile_lines as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)
                      or (record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_other_incomes' as table_name,
                    record.connection,
                    record.organization_id,
                    record.other_income_id as record_id,
                    0 as position
                from silver_freshbooks_other_incomes as record
                where not record.is_deleted
                  and ((record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_bills' as table_name,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    0 as position
                from silver_freshbooks_bills as record
                where not record.is_deleted
                  and record.currency_code is null
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.tax_amount != 0 and record.tax_amount_currency_code is null)
                      or (record.total_amount != 0 and record.total_amount_currency_code is null)
                      or (record.paid != 0 and record.paid_currency_code is null)
                      or (record.outstanding != 0 and record.outstanding_currency_code is null))
                union all
                select
                    'silver_freshbooks_bill_lines' as table_name,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    record.position as position
                from silver_freshbooks_bill_lines as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null)
                      or (record.amount != 0 and record.amount_currency_code is null)
                      or (record.total_amount != 0 and record.total_amount_currency_code is null)
                      or (record.tax_amount1 != 0 and record.tax_amount1_currency_code is null)
                      or (record.tax_amount2 != 0 and record.tax_amount2_currency_code is null))
                union all
                select
                    'silver_freshbooks_bill_bill_payments' as table_name,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    record.position as position
                from silver_freshbooks_bill_bill_payments as record
                where not record.is_deleted
                  and ((record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_bill_payments' as table_name,
                    record.connection,
                    record.organization_id,
                    record.bill_payment_id as record_id,
                    0 as position
                from silver_freshbooks_bill_payments as record
                where not record.is_deleted
                  and ((record.amount != 0 and record.amount_currency_code is null))
                union all
                select
                    'silver_freshbooks_expenses' as table_name,
                    record.connection,
                    record.organization_id,
                    record.expense_id as record_id,
                    0 as position
                from silver_freshbooks_expenses as record
                where not record.is_deleted
                  and ((record.amount != 0 and record.amount_currency_code is null)
                      or (record.tax_amount1 != 0 and record.tax_amount1_currency_code is null)
                      or (record.tax_amount2 != 0 and record.tax_amount2_currency_code is null))
                union all
                select
                    'silver_freshbooks_items' as table_name,
                    record.connection,
                    record.organization_id,
                    record.item_id as record_id,
                    0 as position
                from silver_freshbooks_items as record
                where not record.is_deleted
                  and ((record.unit_cost != 0 and record.unit_cost_currency_code is null))
                union all
                select
                    'silver_freshbooks_journal_entry_details' as table_name,
                    record.connection,
                    record.organization_id,
                    record.journal_entry_detail_id as record_id,
                    0 as position
                from silver_freshbooks_journal_entry_details as record
                where not record.is_deleted
                  and ((record.debit != 0 and record.debit_currency_code is null)
                      or (record.credit != 0 and record.credit_currency_code is null)
                      or (record.balance != 0 and record.balance_currency_code is null))
            ) as records
        ) as failing

        union all

        -- A record stands on an older version than one that is in quarantine: its values are behind those of the provider. The name of a
        -- landed object begins with its version: the modification time of a webhook, the beginning of the request of an API answer
        -- (without a time: the receipt). A webhook is compared as by the MERGE: version, 0, receipt. An API answer is newer when it was asked
        -- for after the version that won, and after the last good answer: of two reads the later counts, and a read beats a webhook.
        -- Left out: what is no version of the record (an error, another record, an empty body), hints of FreshBooks, rows of lists that
        -- lack lines, since the loader fetches the whole record, bad lines, whose document has its other values, and deleted records.
        select
            'records_are_not_behind_quarantine' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select distinct records.entity, records.connection, records.organization_id, records.record_id, versions.reason, versions._raw_key from ( select ''zoho_books.invoices'' as entity, record.connection, record.organization_id, record.invoice_id as record_id, record._version, record._seen_version from silver_zoho_books_invoices as record where not record.is_deleted union all select ''zoho_books.contacts'' as entity, record.connection, record.organization_id, record.contact_id as record_id, record._version, record._seen_version from silver_zoho_books_contacts as record where not record.is_deleted union all select ''zoho_books.customer_payments'' as entity, record.connection, record.organization_id, record.payment_id as record_id, record._version, record._seen_version from silver_zoho_books_customer_payments as record where not record.is_deleted union all select ''zoho_books.bills'' as entity, record.connection, record.organization_id, record.bill_id as record_id, record._version, record._seen_version from silver_zoho_books_bills as record where not record.is_deleted union all select ''zoho_books.purchase_orders'' as entity, record.connection, record.organization_id, record.purchaseorder_id as record_id, record._version, record._seen_version from silver_zoho_books_purchase_orders as record where not record.is_deleted union all select ''zoho_books.vendor_payments'' as entity, record.connection, record.organization_id, record.payment_id as record_id, record._version, record._seen_version from silver_zoho_books_vendor_payments as record where not record.is_deleted union all select ''zoho_books.credit_notes'' as entity, record.connection, record.organization_id, record.creditnote_id as record_id, record._version, record._seen_version from silver_zoho_books_credit_notes as record where not record.is_deleted union all select ''zoho_books.vendor_credits'' as entity, record.connection, record.organization_id, record.vendor_credit_id as record_id, record._version, record._seen_version from silver_zoho_books_vendor_credits as record where not record.is_deleted union all select ''zoho_books.expenses'' as entity, record.connection, record.organization_id, record.expense_id as record_id, record._version, record._seen_version from silver_zoho_books_expenses as record where not record.is_deleted union all select ''zoho_books.estimates'' as entity, record.connection, record.organization_id, record.estimate_id as record_id, record._version, record._seen_version from silver_zoho_books_estimates as record where not record.is_deleted union all select ''zoho_books.sales_orders'' as entity, record.connection, record.organization_id, record.salesorder_id as record_id, record._version, record._seen_version from silver_zoho_books_sales_orders as record where not record.is_deleted union all select ''zoho_books.items'' as entity, record.connection, record.organization_id, record.item_id as record_id, record._version, record._seen_version from silver_zoho_books_items as record where not record.is_deleted union all select ''zoho_books.chart_of_accounts'' as entity, record.connection, record.organization_id, record.account_id as record_id, record._version, record._seen_version from silver_zoho_books_chart_of_accounts as record where not record.is_deleted union all select ''zoho_books.currencies'' as entity, record.connection, record.organization_id, record.currency_id as record_id, record._version, record._seen_version from silver_zoho_books_currencies as record where not record.is_deleted union all select ''zoho_books.exchange_rates'' as entity, record.connection, record.organization_id, record.exchange_rate_key as record_id, record._version, record._seen_version from silver_zoho_books_exchange_rates as record where not record.is_deleted union all select ''zoho_books.taxes'' as entity, record.connection, record.organization_id, record.tax_id as record_id, record._version, record._seen_version from silver_zoho_books_taxes as record where not record.is_deleted union all select ''zoho_books.journals'' as entity, record.connection, record.organization_id, record.journal_id as record_id, record._version, record._seen_version from silver_zoho_books_journals as record where not record.is_deleted union all select ''zoho_books.bank_accounts'' as entity, record.connection, record.organization_id, record.account_id as record_id, record._version, record._seen_version from silver_zoho_books_bank_accounts as record where not record.is_deleted union all select ''zoho_books.bank_transactions'' as entity, record.connection, record.organization_id, record.transaction_id as record_id, record._version, record._seen_version from silver_zoho_books_bank_transactions as record where not record.is_deleted union all select ''zoho_books.projects'' as entity, record.connection, record.organization_id, record.project_id as record_id, record._version, record._seen_version from silver_zoho_books_projects as record where not record.is_deleted union all select ''zoho_books.users'' as entity, record.connection, record.organization_id, record.user_id as record_id, record._version, record._seen_version from silver_zoho_books_users as record where not record.is_deleted union all select ''zoho_books.organizations'' as entity, record.connection, record.organization_id, record.listed_organization_id as record_id, record._version, record._seen_version from silver_zoho_books_organizations as record where not record.is_deleted union all select ''freshbooks.clients'' as entity, record.connection, record.organization_id, record.client_id as record_id, record._version, record._seen_version from silver_freshbooks_clients as record where not record.is_deleted union all select ''freshbooks.invoices'' as entity, record.connection, record.organization_id, record.invoice_id as record_id, record._version, record._seen_version from silver_freshbooks_invoices as record where not record.is_deleted union all select ''freshbooks.payments'' as entity, record.connection, record.organization_id, record.payment_id as record_id, record._version, record._seen_version from silver_freshbooks_payments as record where not record.is_deleted union all select ''freshbooks.credit_notes'' as entity, record.connection, record.organization_id, record.credit_note_id as record_id, record._version, record._seen_version from silver_freshbooks_credit_notes as record where not record.is_deleted union all select ''freshbooks.estimates'' as entity, record.connection, record.organization_id, record.estimate_id as record_id, record._version, record._seen_version from silver_freshbooks_estimates as record where not record.is_deleted union all select ''freshbooks.invoice_profiles'' as entity, record.connection, record.organization_id, record.invoice_profile_id as record_id, record._version, record._seen_version from silver_freshbooks_invoice_profiles as record where not record.is_deleted union all select ''freshbooks.other_incomes'' as entity, record.connection, record.organization_id, record.other_income_id as record_id, record._version, record._seen_version from silver_freshbooks_other_incomes as record where not record.is_deleted union all select ''freshbooks.bills'' as entity, record.connection, record.organization_id, record.bill_id as record_id, record._version, record._seen_version from silver_freshbooks_bills as record where not record.is_deleted union all select ''freshbooks.bill_payments'' as entity, record.connection, record.organization_id, record.bill_payment_id as record_id, record._version, record._seen_version from silver_freshbooks_bill_payments as record where not record.is_deleted union all select ''freshbooks.bill_vendors'' as entity, record.connection, record.organization_id, record.bill_vendor_id as record_id, record._version, record._seen_version from silver_freshbooks_bill_vendors as record where not record.is_deleted union all select ''freshbooks.expenses'' as entity, record.connection, record.organization_id, record.expense_id as record_id, record._version, record._seen_version from silver_freshbooks_expenses as record where not record.is_deleted union all select ''freshbooks.expense_categories'' as entity, record.connection, record.organization_id, record.expense_category_id as record_id, record._version, record._seen_version from silver_freshbooks_expense_categories as record where not record.is_deleted union all select ''freshbooks.items'' as entity, record.connection, record.organization_id, record.item_id as record_id, record._version, record._seen_version from silver_freshbooks_items as record where not record.is_deleted union all select ''freshbooks.services'' as entity, record.connection, record.organization_id, record.service_id as record_id, record._version, record._seen_version from silver_freshbooks_services as record where not record.is_deleted union all select ''freshbooks.taxes'' as entity, record.connection, record.organization_id, record.tax_id as record_id, record._version, record._seen_version from silver_freshbooks_taxes as record where not record.is_deleted union all select ''freshbooks.journal_entry_accounts'' as entity, record.connection, record.organization_id, record.journal_entry_account_id as record_id, record._version, record._seen_version from silver_freshbooks_journal_entry_accounts as record where not record.is_deleted union all select ''freshbooks.ledger_accounts'' as entity, record.connection, record.organization_id, record.ledger_account_id as record_id, record._version, record._seen_version from silver_freshbooks_ledger_accounts as record where not record.is_deleted union all select ''freshbooks.journal_entry_details'' as entity, record.connection, record.organization_id, record.journal_entry_detail_id as record_id, record._version, record._seen_version from silver_freshbooks_journal_entry_details as record where not record.is_deleted union all select ''freshbooks.projects'' as entity, record.connection, record.organization_id, record.project_id as record_id, record._version, record._seen_version from silver_freshbooks_projects as record where not record.is_deleted union all select ''freshbooks.time_entries'' as entity, record.connection, record.organization_id, record.time_entry_id as record_id, record._version, record._seen_version from silver_freshbooks_time_entries as record where not record.is_deleted union all select ''freshbooks.staff'' as entity, record.connection, record.organization_id, record.staff_id as record_id, record._version, record._seen_version from silver_freshbooks_staff as record where not record.is_deleted ) as records inner join ( select refused.entity, refused.connection, refused.organization_id, refused.entity_id, refused.reason, refused._raw_key, refused.origin, case when refused.object_time like ''0000%'' then lpad(cast(unix_micros(refused.received_at) as STRING), 18, ''0'') else lpad(cast(unix_micros(cast(substring(refused.object_time, 1, 4) || ''-'' || substring(refused.object_time, 5, 2) || ''-'' || substring(refused.object_time, 7, 2) || ''T'' || substring(refused.object_time, 10, 2) || '':'' || substring(refused.object_time, 12, 2) || '':'' || substring(refused.object_time, 14, 2) || ''.'' || substring(refused.object_time, 16, 4) as TIMESTAMP)) as STRING), 18, ''0'') end as version, lpad(cast(unix_micros(refused.received_at) as STRING), 18, ''0'') as received from ( select quarantined.source || ''.'' || quarantined.entity as entity, quarantined.connection, quarantined.organization_id, quarantined.entity_id, quarantined.reason, quarantined.received_at, quarantined._raw_key, split_part(split_part(quarantined._raw_key, ''/'', 5), ''.'', 1) as object_time, split_part(split_part(quarantined._raw_key, ''/'', 5), ''.'', 2) as origin from silver_quarantine as quarantined where quarantined.position = 0 and quarantined.reason not in ( ''api_error'', ''entity_mismatch'', ''organization_mismatch'', ''entity_id_missing'', ''empty_payload'', ''envelope_invalid'', ''unknown_entity'' ) ) as refused where not (refused.origin = ''webhook'' and refused.entity like ''freshbooks.%'') and not (refused.origin in (''poll'', ''sweep'', ''backfill'') and refused.reason = ''partial_document'') ) as versions on versions.entity = records.entity and versions.connection = records.connection and versions.organization_id = records.organization_id and versions.entity_id = records.record_id where case when versions.origin = ''webhook'' then versions.version || ''/0/'' || versions.received > substring(records._version, 1, 39) else versions.version > substring(records._version, 1, 18) and versions.version > records._seen_version end' else '' end as look_closer
        from (
            select distinct
                records.entity,
                records.connection,
                records.organization_id,
                records.record_id,
                versions.reason,
                versions._raw_key
            from (
                select
                    'zoho_books.invoices' as entity,
                    record.connection,
                    record.organization_id,
                    record.invoice_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_invoices as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.contacts' as entity,
                    record.connection,
                    record.organization_id,
                    record.contact_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_contacts as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.customer_payments' as entity,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_customer_payments as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.bills' as entity,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_bills as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.purchase_orders' as entity,
                    record.connection,
                    record.organization_id,
                    record.purchaseorder_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_purchase_orders as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.vendor_payments' as entity,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_vendor_payments as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.credit_notes' as entity,
                    record.connection,
                    record.organization_id,
                    record.creditnote_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_credit_notes as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.vendor_credits' as entity,
                    record.connection,
                    record.organization_id,
                    record.vendor_credit_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_vendor_credits as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.expenses' as entity,
                    record.connection,
                    record.organization_id,
                    record.expense_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_expenses as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.estimates' as entity,
                    record.connection,
                    record.organization_id,
                    record.estimate_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_estimates as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.sales_orders' as entity,
                    record.connection,
                    record.organization_id,
                    record.salesorder_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_sales_orders as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.items' as entity,
                    record.connection,
                    record.organization_id,
                    record.item_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_items as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.chart_of_accounts' as entity,
                    record.connection,
                    record.organization_id,
                    record.account_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_chart_of_accounts as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.currencies' as entity,
                    record.connection,
                    record.organization_id,
                    record.currency_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_currencies as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.exchange_rates' as entity,
                    record.connection,
                    record.organization_id,
                    record.exchange_rate_key as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_exchange_rates as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.taxes' as entity,
                    record.connection,
                    record.organization_id,
                    record.tax_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_taxes as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.journals' as entity,
                    record.connection,
                    record.organization_id,
                    record.journal_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_journals as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.bank_accounts' as entity,
                    record.connection,
                    record.organization_id,
                    record.account_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_bank_accounts as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.bank_transactions' as entity,
                    record.connection,
                    record.organization_id,
                    record.transaction_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_bank_transactions as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.projects' as entity,
                    record.connection,
                    record.organization_id,
                    record.project_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_projects as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.users' as entity,
                    record.connection,
                    record.organization_id,
                    record.user_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_users as record
                where not record.is_deleted
                union all
                select
                    'zoho_books.organizations' as entity,
                    record.connection,
                    record.organization_id,
                    record.listed_organization_id as record_id,
                    record._version,
                    record._seen_version
                from silver_zoho_books_organizations as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.clients' as entity,
                    record.connection,
                    record.organization_id,
                    record.client_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_clients as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.invoices' as entity,
                    record.connection,
                    record.organization_id,
                    record.invoice_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_invoices as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.payments' as entity,
                    record.connection,
                    record.organization_id,
                    record.payment_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_payments as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.credit_notes' as entity,
                    record.connection,
                    record.organization_id,
                    record.credit_note_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_credit_notes as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.estimates' as entity,
                    record.connection,
                    record.organization_id,
                    record.estimate_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_estimates as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.invoice_profiles' as entity,
                    record.connection,
                    record.organization_id,
                    record.invoice_profile_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_invoice_profiles as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.other_incomes' as entity,
                    record.connection,
                    record.organization_id,
                    record.other_income_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_other_incomes as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.bills' as entity,
                    record.connection,
                    record.organization_id,
                    record.bill_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_bills as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.bill_payments' as entity,
                    record.connection,
                    record.organization_id,
                    record.bill_payment_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_bill_payments as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.bill_vendors' as entity,
                    record.connection,
                    record.organization_id,
                    record.bill_vendor_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_bill_vendors as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.expenses' as entity,
                    record.connection,
                    record.organization_id,
                    record.expense_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_expenses as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.expense_categories' as entity,
                    record.connection,
                    record.organization_id,
                    record.expense_category_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_expense_categories as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.items' as entity,
                    record.connection,
                    record.organization_id,
                    record.item_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_items as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.services' as entity,
                    record.connection,
                    record.organization_id,
                    record.service_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_services as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.taxes' as entity,
                    record.connection,
                    record.organization_id,
                    record.tax_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_taxes as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.journal_entry_accounts' as entity,
                    record.connection,
                    record.organization_id,
                    record.journal_entry_account_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_journal_entry_accounts as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.ledger_accounts' as entity,
                    record.connection,
                    record.organization_id,
                    record.ledger_account_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_ledger_accounts as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.journal_entry_details' as entity,
                    record.connection,
                    record.organization_id,
                    record.journal_entry_detail_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_journal_entry_details as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.projects' as entity,
                    record.connection,
                    record.organization_id,
                    record.project_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_projects as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.time_entries' as entity,
                    record.connection,
                    record.organization_id,
                    record.time_entry_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_time_entries as record
                where not record.is_deleted
                union all
                select
                    'freshbooks.staff' as entity,
                    record.connection,
                    record.organization_id,
                    record.staff_id as record_id,
                    record._version,
                    record._seen_version
                from silver_freshbooks_staff as record
                where not record.is_deleted
            ) as records
            inner join (
                select
                    refused.entity,
                    refused.connection,
                    refused.organization_id,
                    refused.entity_id,
                    refused.reason,
                    refused._raw_key,
                    refused.origin,
                    case
                        when refused.object_time like '0000%' then lpad(cast(unix_micros(refused.received_at) as STRING), 18, '0')
                        else lpad(cast(unix_micros(cast(substring(refused.object_time, 1, 4) || '-' || substring(refused.object_time, 5, 2) || '-' || substring(refused.object_time, 7, 2) || 'T' || substring(refused.object_time, 10, 2) || ':' || substring(refused.object_time, 12, 2) || ':' || substring(refused.object_time, 14, 2) || '.' || substring(refused.object_time, 16, 4) as TIMESTAMP)) as STRING), 18, '0')
                    end as version,
                    lpad(cast(unix_micros(refused.received_at) as STRING), 18, '0') as received
                from (
                    select
                        quarantined.source || '.' || quarantined.entity as entity,
                        quarantined.connection,
                        quarantined.organization_id,
                        quarantined.entity_id,
                        quarantined.reason,
                        quarantined.received_at,
                        quarantined._raw_key,
                        split_part(split_part(quarantined._raw_key, '/', 5), '.', 1) as object_time,
                        split_part(split_part(quarantined._raw_key, '/', 5), '.', 2) as origin
                    from silver_quarantine as quarantined
                    where quarantined.position = 0
                      and quarantined.reason not in (
                          'api_error', 'entity_mismatch', 'organization_mismatch', 'entity_id_missing', 'empty_payload',
                          'envelope_invalid', 'unknown_entity'
                      )
                ) as refused
                where not (refused.origin = 'webhook' and refused.entity like 'freshbooks.%')
                  and not (refused.origin in ('poll', 'sweep', 'backfill') and refused.reason = 'partial_document')
            ) as versions
                on versions.entity = records.entity
                and versions.connection = records.connection
                and versions.organization_id = records.organization_id
                and versions.entity_id = records.record_id
            where case
                when versions.origin = 'webhook'
                    then versions.version || '/0/' || versions.received > substring(records._version, 1, 39)
                else versions.version > substring(records._version, 1, 18)
                    and versions.version > records._seen_version
            end
        ) as failing

        union all

        -- A connection from which nothing has come for more than 14 days, neither delivery nor API answer (deletions and what cannot be typed among them), while others went on. The
        -- clock is the newest receipt of all connections: what the newest load that brought anything new brought. A replay or a rebuild of old
        -- data brings nothing new and moves neither side, so that it cannot fail. A connection alone has nothing to be held against:
        -- when it falls silent nothing is loaded, and nothing checked. 14 days outlast the holidays of a small company,
        -- and after 90 days a connection counts as given up, so that a closed or renamed one does not fail for ever.
        select
            'connections_are_fresh' as check_name,
            count(*) as failures,
            case when count(*) > 0 then 'select receipts.connection, timestamp_micros(receipts.received) as newest_receipt, timestamp_micros(receipts.newest) as newest_of_all from ( select latest.connection, latest.received, max(latest.received) over () as newest from ( select arrivals.connection, cast(nullif(max(arrivals.received), '''') as BIGINT) as received from ( select event.connection, lpad(cast(unix_micros(max(event.received_at)) as STRING), 18, ''0'') as received from silver_zoho_books_events as event group by event.connection union all select event.connection, lpad(cast(unix_micros(max(event.received_at)) as STRING), 18, ''0'') as received from silver_freshbooks_events as event group by event.connection union all select quarantined.connection, lpad(cast(unix_micros(max(quarantined.received_at)) as STRING), 18, ''0'') as received from silver_quarantine as quarantined group by quarantined.connection union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_invoices as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_contacts as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_customer_payments as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_bills as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_purchase_orders as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_vendor_payments as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_credit_notes as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_vendor_credits as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_expenses as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_estimates as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_sales_orders as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_items as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_chart_of_accounts as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_currencies as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_exchange_rates as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_taxes as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_journals as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_bank_accounts as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_bank_transactions as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_projects as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_users as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_zoho_books_organizations as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_clients as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_invoices as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_payments as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_credit_notes as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_estimates as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_invoice_profiles as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_other_incomes as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_bills as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_bill_payments as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_bill_vendors as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_expenses as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_expense_categories as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_items as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_services as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_taxes as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_journal_entry_accounts as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_ledger_accounts as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_journal_entry_details as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_projects as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_time_entries as record union all select record.connection, greatest(record._seen_version, record._deleted_version) as received from silver_freshbooks_staff as record ) as arrivals group by arrivals.connection ) as latest ) as receipts where receipts.newest - receipts.received > 1209600000000 and receipts.newest - receipts.received <= 7776000000000' else '' end as look_closer
        from (
            select
                receipts.connection,
                timestamp_micros(receipts.received) as newest_receipt,
                timestamp_micros(receipts.newest) as newest_of_all
            from (
                select
                    latest.connection,
                    latest.received,
                    max(latest.received) over () as newest
                from (
                    select
                        arrivals.connection,
                        cast(nullif(max(arrivals.received), '') as BIGINT) as received
                    from (
                        select
                            event.connection,
                            lpad(cast(unix_micros(max(event.received_at)) as STRING), 18, '0') as received
                        from silver_zoho_books_events as event
                        group by event.connection
                        union all
                        select
                            event.connection,
                            lpad(cast(unix_micros(max(event.received_at)) as STRING), 18, '0') as received
                        from silver_freshbooks_events as event
                        group by event.connection
                        union all
                        select
                            quarantined.connection,
                            lpad(cast(unix_micros(max(quarantined.received_at)) as STRING), 18, '0') as received
                        from silver_quarantine as quarantined
                        group by quarantined.connection
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_invoices as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_contacts as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_customer_payments as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_bills as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_purchase_orders as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_vendor_payments as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_credit_notes as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_vendor_credits as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_expenses as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_estimates as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_sales_orders as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_items as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_chart_of_accounts as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_currencies as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_exchange_rates as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_taxes as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_journals as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_bank_accounts as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_bank_transactions as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_projects as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_users as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_zoho_books_organizations as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_clients as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_invoices as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_payments as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_credit_notes as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_estimates as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_invoice_profiles as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_other_incomes as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_bills as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_bill_payments as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_bill_vendors as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_expenses as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_expense_categories as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_items as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_services as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_taxes as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_journal_entry_accounts as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_ledger_accounts as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_journal_entry_details as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_projects as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_time_entries as record
                        union all
                        select
                            record.connection,
                            greatest(record._seen_version, record._deleted_version) as received
                        from silver_freshbooks_staff as record
                    ) as arrivals
                    group by arrivals.connection
                ) as latest
            ) as receipts
            where receipts.newest - receipts.received > 1209600000000
              and receipts.newest - receipts.received <= 7776000000000
        ) as failing
    ) as results
) as incoming
    on target.load_id = incoming.load_id
    and target.check_name = incoming.check_name
when matched then update set
    failures = incoming.failures,
    look_closer = incoming.look_closer,
    checked_at = incoming.checked_at
when not matched then insert (load_id, check_name, failures, look_closer, checked_at)
values (
    incoming.load_id, incoming.check_name, incoming.failures, incoming.look_closer,
    incoming.checked_at
);

-- COMMAND ----------

select
    case
        when count(*) > 0
            then raise_error(
                'checks failed: ' || array_join(array_sort(collect_list(results.check_name)), ', ')
                || '; ops_checks has the query to look closer'
            )
        else 'all checks held'
    end as verdict
from ops_checks as results
where results.load_id = :load_id
  and results.failures > 0;
