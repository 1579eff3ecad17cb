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
