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
