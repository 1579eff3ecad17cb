-- Databricks notebook source
-- MAGIC %md
-- MAGIC # setup
-- MAGIC Creates what is missing: tables with types, comments and keys. Notes the attempt in `ops_loads`.
-- MAGIC Parameters: catalog, schema, load_id, attempt. Running it again changes nothing.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

create schema if not exists identifier(:schema);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create table if not exists bronze_events (
    event_key STRING not null comment 'SHA-256 of raw key and index: the same document has the same key in every load',
    source STRING not null comment 'zoho_books or freshbooks',
    connection STRING not null comment 'connection name from the configuration',
    organization_id STRING not null comment 'organization (Zoho Books) or account (FreshBooks) of the connection',
    entity STRING not null comment 'entity as in the silver tables; the received word when the catalog does not know it',
    entity_id STRING comment 'the record, in the words of its provider',
    action STRING comment 'webhook: the trigger; API answer: read, missing or error',
    version_at TIMESTAMP comment 'what values sort by: modification time (Zoho Books), request start (FreshBooks)',
    received_at TIMESTAMP not null comment 'when the delivery or the API answer arrived',
    fetched_at TIMESTAMP comment 'start of the request of an API answer; NULL for a webhook',
    origin STRING not null comment 'webhook, hydrate, poll, sweep or backfill',
    answers STRING comment 'JSON array of the raw keys of the hints that this answer answers',
    payload STRING comment 'the document as JSON text, numbers as strings of their source digits',
    payload_sha256 STRING comment 'SHA-256 of payload',
    _problem STRING comment 'why no engine may see the document, or why it must not type silver',
    _raw_key STRING not null comment 'landed object',
    _raw_index INT not null comment 'position of the document in the landed object, from 0',
    _load_id STRING not null comment 'load that brought this row',
    _loaded_at TIMESTAMP not null comment 'when that load was planned',
    _source_file STRING comment 'Parquet file that COPY INTO read'
)
using delta
cluster by (source, entity, _load_id)
tblproperties ('delta.appendOnly' = 'true')
comment 'Every landed document, once per load, as it was received; append-only';

-- COMMAND ----------

create table if not exists silver_quarantine (
    source STRING not null comment 'zoho_books or freshbooks',
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING comment 'Organization or account',
    entity STRING not null comment 'Entity as in the silver tables, or the received word',
    entity_id STRING comment 'Record',
    table_name STRING not null comment 'Table that the value was meant for; empty when it is not known',
    position INT not null comment 'Row of a child table, from 1; 0 for the document itself',
    column_name STRING not null comment 'Column, or empty when the whole document is refused',
    value STRING comment 'The value, at most 200 characters',
    reason STRING not null comment 'Why',
    received_at TIMESTAMP comment 'When the document arrived',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned'
)
using delta
cluster by (source, entity)
comment 'What could not be typed, one row per value, with the reason. Emptied by a replay once it can be typed';

-- COMMAND ----------

create table if not exists silver_zoho_books_contacts (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    contact_id STRING not null comment 'Id of the record',
    contact_name STRING comment 'Display name',
    company_name STRING comment 'Company',
    contact_type STRING comment 'customer or vendor',
    customer_sub_type STRING comment 'business or individual',
    status STRING comment 'active or inactive',
    contact_salutation STRING comment 'Salutation (personal data)',
    first_name STRING comment 'First name (personal data)',
    last_name STRING comment 'Last name (personal data)',
    email STRING comment 'E-mail address (personal data)',
    phone STRING comment 'Telephone (personal data)',
    mobile STRING comment 'Mobile telephone (personal data)',
    designation STRING comment 'Position (personal data)',
    department STRING comment 'Department',
    website STRING comment 'Web site',
    language_code STRING comment 'Language of documents',
    source STRING comment 'Where it was made: api, web, …',
    currency_id STRING comment 'Currency of the contact',
    currency_code STRING comment 'ISO 4217 code of that currency',
    price_precision DECIMAL(28, 10) comment 'Decimal places of prices',
    exchange_rate DECIMAL(28, 10) comment 'Exchange rate, where Zoho Books gives one',
    payment_terms DECIMAL(28, 10) comment 'Days until due',
    payment_terms_label STRING comment 'Payment terms in words',
    payment_terms_id STRING comment 'Id of the payment terms',
    credit_limit DECIMAL(28, 10) comment 'Credit limit',
    credit_limit_exceeded_amount DECIMAL(28, 10) comment 'How far the credit limit is exceeded',
    opening_balance_amount DECIMAL(28, 10) comment 'Opening balance',
    outstanding_receivable_amount DECIMAL(28, 10) comment 'Open receivables when the document was written',
    outstanding_receivable_amount_bcy DECIMAL(28, 10) comment 'The same in base currency',
    outstanding_payable_amount DECIMAL(28, 10) comment 'Open payables when the document was written',
    outstanding_payable_amount_bcy DECIMAL(28, 10) comment 'The same in base currency',
    unused_credits_receivable_amount DECIMAL(28, 10) comment 'Unused credits of the customer',
    unused_credits_receivable_amount_bcy DECIMAL(28, 10) comment 'The same in base currency',
    unused_credits_payable_amount DECIMAL(28, 10) comment 'Unused credits of the vendor',
    unused_credits_payable_amount_bcy DECIMAL(28, 10) comment 'The same in base currency',
    unused_retainer_payments DECIMAL(28, 10) comment 'Unused retainer payments',
    has_transaction BOOLEAN comment 'Whether it has transactions',
    is_bcy_only_contact BOOLEAN comment 'Whether it only uses the base currency',
    is_linked_with_zohocrm BOOLEAN comment 'Whether it is linked with Zoho CRM',
    payment_reminder_enabled BOOLEAN comment 'Whether reminders are sent',
    track_1099 BOOLEAN comment 'Whether it is tracked for form 1099',
    portal_status STRING comment 'State of the customer portal',
    primary_contact_id STRING comment 'Primary contact person',
    owner_id STRING comment 'Owner',
    owner_name STRING comment 'Name of the owner (personal data)',
    tax_id_type STRING comment 'Kind of tax number',
    tax_id_value STRING comment 'Tax number',
    tax_reg_label STRING comment 'Label of the tax number',
    contact_category STRING comment 'Category',
    sales_channel STRING comment 'Sales channel',
    pricebook_id STRING comment 'Price list',
    pricebook_name STRING comment 'Name of the price list',
    account_id STRING comment 'Account',
    account_name STRING comment 'Name of the account',
    zcrm_account_id STRING comment 'Account in Zoho CRM',
    zcrm_contact_id STRING comment 'Contact in Zoho CRM',
    crm_owner_id STRING comment 'Owner in Zoho CRM',
    notes STRING comment 'Notes',
    created_by_id STRING comment 'User who created it',
    created_by_name STRING comment 'Name of that user (personal data)',
    last_modified_by_id STRING comment 'User who changed it last',
    created_date STRING comment 'Day of creation as Zoho Books writes it, for example 09 Jun 2026',
    created_time TIMESTAMP comment 'When it was created',
    last_modified_time TIMESTAMP comment 'When it was changed last; not moved by changes of balances',
    billing_address STRING comment 'Billing address (personal data)',
    shipping_address STRING comment 'Shipping address (personal data)',
    addresses STRING comment 'Further addresses (personal data)',
    contact_persons STRING comment 'Contact persons (personal data)',
    opening_balances STRING comment 'Opening balances',
    default_templates STRING comment 'Default templates',
    customer_currency_summaries STRING comment 'Balances by currency',
    cards STRING comment 'Cards, as Zoho Books masks them',
    bank_accounts STRING comment 'Bank accounts, as Zoho Books masks them',
    custom_fields STRING comment 'Custom fields',
    tags STRING comment 'Reporting tags',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_contacts_pk primary key (connection, organization_id, contact_id)
)
using delta
cluster by (connection, organization_id, contact_id)
comment 'Customers and vendors. Balances move without a new last_modified_time: never treat them as versioned facts';

-- COMMAND ----------

create table if not exists silver_zoho_books_customer_payments (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    payment_id STRING not null comment 'Id of the record',
    payment_number STRING comment 'Number of the payment',
    customer_id STRING comment 'Contact that paid',
    customer_name STRING comment 'Name of the customer',
    email STRING comment 'E-mail address of the customer (personal data)',
    payment_mode STRING comment 'cash, check, banktransfer, …',
    payment_status STRING comment 'paid, …',
    status STRING comment 'success or failure, where Zoho Books gives it',
    payment_type STRING comment 'Kind of payment, where Zoho Books gives it',
    date DATE comment 'Date of the payment',
    amount DECIMAL(28, 10) comment 'Amount',
    unused_amount DECIMAL(28, 10) comment 'What is not applied to invoices',
    amount_refunded DECIMAL(28, 10) comment 'Refunded',
    bank_charges DECIMAL(28, 10) comment 'Bank charges',
    tax_amount_withheld DECIMAL(28, 10) comment 'Tax withheld by the customer',
    discount_amount DECIMAL(28, 10) comment 'Discount granted',
    bcy_amount DECIMAL(28, 10) comment 'Amount in base currency',
    bcy_unused_amount DECIMAL(28, 10) comment 'unused_amount in base currency',
    currency_id STRING comment 'Currency of the payment',
    currency_code STRING comment 'ISO 4217 code of the payment',
    currency_symbol STRING comment 'Symbol of the currency',
    exchange_rate DECIMAL(28, 10) comment 'Base currency per unit of the payment currency',
    price_precision DECIMAL(28, 10) comment 'Decimal places of prices',
    account_id STRING comment 'Account that the money went to',
    account_name STRING comment 'Name of that account',
    account_type STRING comment 'Kind of that account',
    reference_number STRING comment 'Reference',
    description STRING comment 'Description',
    online_transaction_id STRING comment 'Transaction id of the payment gateway',
    payment_gateway STRING comment 'Payment gateway',
    retainerinvoice_id STRING comment 'Retainer invoice',
    location_id STRING comment 'Location of the organization',
    location_name STRING comment 'Name of the location',
    template_id STRING comment 'Template of the receipt',
    template_name STRING comment 'Name of the template',
    is_client_review_settings_enabled BOOLEAN comment 'Whether the customer is asked for a review',
    created_by_id STRING comment 'User who created it',
    last_modified_by_id STRING comment 'User who changed it last',
    created_time TIMESTAMP comment 'When it was created',
    updated_time TIMESTAMP comment 'When it was changed last, in the detail',
    last_modified_time TIMESTAMP comment 'When it was changed last, where Zoho Books gives it',
    payment_refunds STRING comment 'Refunds of the payment',
    deposit_details STRING comment 'Deposits of the payment',
    custom_fields STRING comment 'Custom fields',
    tags STRING comment 'Reporting tags',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_customer_payments_pk primary key (connection, organization_id, payment_id)
)
using delta
cluster by (connection, organization_id, payment_id)
comment 'Payments received from customers';

-- COMMAND ----------

create table if not exists silver_zoho_books_customer_payment_invoices (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    payment_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    invoice_payment_id STRING comment 'Id of the application',
    invoice_id STRING comment 'Invoice that was paid',
    invoice_number STRING comment 'Number of that invoice',
    date DATE comment 'Date of the invoice',
    due_date DATE comment 'When the invoice is due',
    apply_date DATE comment 'Date of the application; the date of the payment where it is NULL',
    amount_applied DECIMAL(28, 10) comment 'Amount applied, in the currency of the payment',
    tax_amount_withheld DECIMAL(28, 10) comment 'Tax withheld with this application',
    discount_amount DECIMAL(28, 10) comment 'Discount granted with this application',
    total DECIMAL(28, 10) comment 'Total of the invoice',
    balance DECIMAL(28, 10) comment 'Balance of the invoice afterwards',
    price_precision DECIMAL(28, 10) comment 'Decimal places of prices',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_customer_payment_invoices_pk primary key (connection, organization_id, payment_id, position)
)
using delta
cluster by (connection, organization_id, payment_id)
comment 'What a payment was applied to, of the version of the payment that won';

-- COMMAND ----------

create table if not exists silver_zoho_books_invoices (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_id STRING not null comment 'Id of the record',
    invoice_number STRING comment 'Number on the document',
    reference_number STRING comment 'Reference of the customer, such as an order number',
    status STRING comment 'draft, sent, viewed, unpaid, partially_paid, overdue, paid, void, or a state of an approval flow',
    current_sub_status STRING comment 'Custom status below the status',
    current_sub_status_id STRING comment 'Id of the custom status',
    date DATE comment 'Date of the invoice',
    due_date DATE comment 'Date on which it is due',
    issued_date DATE comment 'Date of issue',
    payment_expected_date DATE comment 'When the customer promised to pay',
    last_payment_date DATE comment 'Date of the latest payment',
    created_date DATE comment 'Day of creation in the time zone of the organization',
    customer_id STRING comment 'Contact that is invoiced',
    customer_name STRING comment 'Name of the customer when the invoice was written',
    email STRING comment 'E-mail address of the customer (personal data)',
    currency_id STRING comment 'Currency of the document',
    currency_code STRING comment 'ISO 4217 code of the document; amounts are in this currency unless they begin with bcy_',
    exchange_rate DECIMAL(28, 10) comment 'Base currency per unit of the document currency',
    price_precision DECIMAL(28, 10) comment 'Decimal places of prices',
    payment_terms DECIMAL(28, 10) comment 'Days until due',
    payment_terms_label STRING comment 'Payment terms in words',
    payment_terms_id STRING comment 'Id of the payment terms',
    sub_total DECIMAL(28, 10) comment 'Sum of the lines before discount and tax at document level',
    discount STRING comment 'Discount as entered: an amount, or a percentage with %',
    discount_type STRING comment 'entity_level or item_level',
    discount_percent DECIMAL(28, 10) comment 'Discount in percent',
    discount_total DECIMAL(28, 10) comment 'Sum of the discounts',
    discount_applied_on_amount DECIMAL(28, 10) comment 'Amount that the discount was taken from',
    tax_total DECIMAL(28, 10) comment 'Sum of the taxes',
    total_taxable_amount DECIMAL(28, 10) comment 'Amount that taxes are due on',
    shipping_charge DECIMAL(28, 10) comment 'Shipping',
    adjustment DECIMAL(28, 10) comment 'Manual adjustment',
    adjustment_description STRING comment 'Why it was adjusted',
    roundoff_value DECIMAL(28, 10) comment 'Rounding',
    total DECIMAL(28, 10) comment 'Total',
    balance DECIMAL(28, 10) comment 'What is open; stays at the full amount when the invoice is void',
    payment_made DECIMAL(28, 10) comment 'Paid so far',
    credits_applied DECIMAL(28, 10) comment 'Credit notes applied',
    write_off_amount DECIMAL(28, 10) comment 'Written off',
    tax_amount_withheld DECIMAL(28, 10) comment 'Tax withheld by the customer',
    payment_discount DECIMAL(28, 10) comment 'Discount granted with the payment',
    unprocessed_payment_amount DECIMAL(28, 10) comment 'Payments that are still in process',
    early_payment_discount_percentage DECIMAL(28, 10) comment 'Discount for paying early, percent',
    early_payment_discount_amount DECIMAL(28, 10) comment 'Discount for paying early',
    bcy_sub_total DECIMAL(28, 10) comment 'sub_total in base currency',
    bcy_discount_total DECIMAL(28, 10) comment 'discount_total in base currency',
    bcy_tax_total DECIMAL(28, 10) comment 'tax_total in base currency',
    bcy_shipping_charge DECIMAL(28, 10) comment 'shipping_charge in base currency',
    bcy_adjustment DECIMAL(28, 10) comment 'adjustment in base currency',
    bcy_total DECIMAL(28, 10) comment 'total in base currency',
    is_inclusive_tax BOOLEAN comment 'Whether prices include tax',
    is_discount_before_tax BOOLEAN comment 'Whether the discount is taken before tax',
    is_emailed BOOLEAN comment 'Whether it was sent by e-mail',
    is_viewed_by_client BOOLEAN comment 'Whether the customer opened it',
    allow_partial_payments BOOLEAN comment 'Whether it may be paid in parts',
    ach_payment_initiated BOOLEAN comment 'Whether an ACH payment is under way',
    is_autobill_enabled BOOLEAN comment 'Whether it is charged by itself',
    payment_reminder_enabled BOOLEAN comment 'Whether reminders are sent',
    reminders_sent DECIMAL(28, 10) comment 'Reminders sent so far',
    last_reminder_sent_date DATE comment 'Date of the latest reminder',
    salesperson_id STRING comment 'Salesperson',
    salesperson_name STRING comment 'Name of the salesperson',
    template_id STRING comment 'Template of the document',
    template_name STRING comment 'Name of the template',
    recurring_invoice_id STRING comment 'Recurring invoice that made this one',
    estimate_id STRING comment 'Estimate that it was made from',
    salesorder_id STRING comment 'Sales order that it was made from',
    salesorder_number STRING comment 'Number of that sales order',
    location_id STRING comment 'Location of the organization',
    account_id STRING comment 'Receivables account',
    account_name STRING comment 'Name of the receivables account',
    invoice_source STRING comment 'Where it was made: Api, Web, …',
    sales_channel STRING comment 'Sales channel',
    notes STRING comment 'Notes to the customer',
    terms STRING comment 'Terms',
    created_by_id STRING comment 'User who created it',
    created_by_name STRING comment 'Name of that user (personal data)',
    last_modified_by_id STRING comment 'User who changed it last',
    created_time TIMESTAMP comment 'When it was created',
    last_modified_time TIMESTAMP comment 'When it was changed last; also moves when a payment is applied',
    billing_address STRING comment 'Billing address (personal data)',
    shipping_address STRING comment 'Shipping address (personal data)',
    taxes STRING comment 'Tax totals of the document',
    custom_fields STRING comment 'Custom fields',
    tags STRING comment 'Reporting tags',
    contact_persons_associated STRING comment 'Contact persons of the document (personal data)',
    salesorders STRING comment 'Sales orders that it was made from',
    invoice_installments STRING comment 'Instalments',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_invoices_pk primary key (connection, organization_id, invoice_id)
)
using delta
cluster by (connection, organization_id, invoice_id)
comment 'Sales invoices. A void keeps its total and balance: sum receivables by status, not by balance';

-- COMMAND ----------

create table if not exists silver_zoho_books_invoice_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_item_id STRING comment 'Id of the line',
    line_item_category STRING comment 'line_item, header or subtotal',
    item_id STRING comment 'Item; NULL for free text',
    item_order DECIMAL(28, 10) comment 'Order on the document',
    name STRING comment 'Name of the item',
    description STRING comment 'Description',
    sku STRING comment 'Stock keeping unit',
    quantity DECIMAL(28, 10) comment 'Quantity',
    unit STRING comment 'Unit',
    rate DECIMAL(28, 10) comment 'Price of a unit',
    bcy_rate DECIMAL(28, 10) comment 'Price of a unit in base currency',
    sales_rate DECIMAL(28, 10) comment 'Sales rate of the item',
    purchase_rate DECIMAL(28, 10) comment 'Purchase rate of the item',
    cost_amount DECIMAL(28, 10) comment 'Cost',
    markup_percent DECIMAL(28, 10) comment 'Mark-up in percent',
    discount STRING comment 'Discount as entered: an amount, or a percentage with %',
    discount_amount DECIMAL(28, 10) comment 'Discount',
    account_id STRING comment 'Income account',
    account_name STRING comment 'Name of the income account',
    tax_id STRING comment 'Tax',
    tax_name STRING comment 'Name of the tax',
    tax_type STRING comment 'Kind of tax',
    tax_percentage DECIMAL(28, 10) comment 'Tax in percent',
    item_total DECIMAL(28, 10) comment 'Total of the line without tax',
    item_type STRING comment 'sales, purchases, sales_and_purchases or inventory',
    product_type STRING comment 'goods, service or digital_service',
    project_id STRING comment 'Project',
    expense_id STRING comment 'Expense that was billed on',
    bill_id STRING comment 'Bill that was billed on',
    bill_item_id STRING comment 'Line of that bill',
    salesorder_item_id STRING comment 'Line of the sales order',
    header_id STRING comment 'Header that the line stands under',
    header_name STRING comment 'Text of that header',
    pricebook_id STRING comment 'Price list',
    discounts STRING comment 'Discounts of the line',
    line_item_taxes STRING comment 'Taxes of the line',
    time_entry_ids STRING comment 'Time entries that were billed',
    tags STRING comment 'Reporting tags',
    item_custom_fields STRING comment 'Custom fields of the line',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_invoice_lines_pk primary key (connection, organization_id, invoice_id, position)
)
using delta
cluster by (connection, organization_id, invoice_id)
comment 'Lines of the invoices, of the version that won. Rows of category header and subtotal must not be summed';

-- COMMAND ----------

create table if not exists silver_freshbooks_clients (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    client_id STRING not null comment 'Id of the record',
    uuid STRING comment 'Second id',
    user_id STRING comment 'Id under its older name',
    accounting_system_id STRING comment 'Accounting system',
    organization STRING comment 'Company',
    fname STRING comment 'First name (personal data)',
    lname STRING comment 'Last name (personal data)',
    email STRING comment 'E-mail address (personal data)',
    username STRING comment 'User name (personal data)',
    role STRING comment 'client',
    language STRING comment 'Language of documents',
    currency_code STRING comment 'ISO 4217 code of documents',
    note STRING comment 'Note',
    bus_phone STRING comment 'Business telephone (personal data)',
    home_phone STRING comment 'Home telephone (personal data)',
    mob_phone STRING comment 'Mobile telephone (personal data)',
    fax STRING comment 'Fax (personal data)',
    p_street STRING comment 'Primary address: street (personal data)',
    p_street2 STRING comment 'Primary address: street, second line (personal data)',
    p_city STRING comment 'Primary address: city (personal data)',
    p_province STRING comment 'Primary address: province or state',
    p_code STRING comment 'Primary address: postal code (personal data)',
    p_country STRING comment 'Primary address: country',
    s_street STRING comment 'Second address: street (personal data)',
    s_street2 STRING comment 'Second address: street, second line (personal data)',
    s_city STRING comment 'Second address: city (personal data)',
    s_province STRING comment 'Second address: province or state',
    s_code STRING comment 'Second address: postal code (personal data)',
    s_country STRING comment 'Second address: country',
    vat_name STRING comment 'Name of the tax number',
    vat_number STRING comment 'Tax number',
    company_industry STRING comment 'Industry',
    company_size STRING comment 'Size of the company',
    level STRING comment 'Level of access',
    num_logins DECIMAL(28, 10) comment 'Logins so far',
    allow_late_fees BOOLEAN comment 'Whether late fees are charged',
    allow_late_notifications BOOLEAN comment 'Whether reminders are sent',
    allow_email_include_pdf BOOLEAN comment 'Whether e-mails carry a PDF',
    pref_email BOOLEAN comment 'Whether documents go by e-mail',
    pref_gmail BOOLEAN comment 'Whether documents go by post',
    notified BOOLEAN comment 'Whether the client was told of the account',
    has_retainer STRING comment 'Whether there is a retainer',
    retainer_id STRING comment 'Retainer',
    subdomain STRING comment 'Subdomain',
    last_activity STRING comment 'Latest activity, as sent',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    signup_date TIMESTAMP comment 'When the client was created',
    last_login TIMESTAMP comment 'Latest login',
    updated TIMESTAMP comment 'When it was changed last',
    outstanding_balance STRING comment 'What is open, only where it was asked for: a list with one {"amount": {"amount", "code"}} per currency',
    credit_balance STRING comment 'Credits, in the same form',
    draft_balance STRING comment 'Total of drafts, in the same form',
    overdue_balance STRING comment 'What is overdue, in the same form',
    grand_total_balance STRING comment 'Total of all invoices, in the same form',
    late_fee STRING comment 'Late fee, only where it was asked for',
    late_reminders STRING comment 'Reminders, only where they were asked for',
    contacts STRING comment 'Further contacts, only where they were asked for (personal data)',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_clients_pk primary key (connection, organization_id, client_id)
)
using delta
cluster by (connection, organization_id, client_id)
comment 'Clients. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_invoices (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_id STRING not null comment 'Id of the record',
    uuid STRING comment 'Second id',
    account_id STRING comment 'Account',
    accounting_system_id STRING comment 'Accounting system',
    client_id STRING comment 'Client that is invoiced',
    owner_id STRING comment 'Owner',
    sent_id STRING comment 'Who sent it',
    estimate_id STRING comment 'Estimate that it was made from; 0 for none',
    basecamp_id STRING comment 'Project in Basecamp; 0 for none',
    parent STRING comment 'Invoice profile that it was made from; 0 for none',
    ext_archive STRING comment '0 for none',
    invoice_number STRING comment 'Number on the document',
    po_number STRING comment 'Order number of the client',
    status STRING comment '0 disputed, 1 draft, 2 sent, 3 viewed, 4 paid, 5 auto-paid, 6 retry, 7 failed, 8 partial',
    v3_status STRING comment 'created, draft, sent, viewed, paid, partial, overdue, disputed, …',
    display_status STRING comment 'Status as shown',
    payment_status STRING comment 'unpaid, partial, paid, …',
    deposit_status STRING comment 'none, unpaid, partial, paid',
    autobill_status STRING comment 'State of automatic charging',
    dispute_status STRING comment 'State of a dispute',
    last_order_status STRING comment 'State of the latest online payment',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    create_date DATE comment 'Date of the invoice',
    due_date DATE comment 'Date on which it is due',
    date_paid DATE comment 'Date of the payment in full',
    fulfillment_date DATE comment 'Date of the supply',
    generation_date DATE comment 'Date on which a recurring invoice was made',
    due_offset_days DECIMAL(28, 10) comment 'Days until due',
    currency_code STRING comment 'ISO 4217 code of the document',
    amount DECIMAL(28, 10) comment 'Total',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    outstanding DECIMAL(28, 10) comment 'What is open',
    outstanding_currency_code STRING comment 'Currency of outstanding, ISO 4217',
    paid DECIMAL(28, 10) comment 'Paid so far',
    paid_currency_code STRING comment 'Currency of paid, ISO 4217',
    discount_total DECIMAL(28, 10) comment 'Sum of the discounts, negative',
    discount_total_currency_code STRING comment 'Currency of discount_total, ISO 4217',
    net_paid_amount STRING comment 'Paid less fees, as sent: up to 26 decimals, an artefact of binary floats',
    net_paid_amount_currency_code STRING comment 'Currency of net_paid_amount, ISO 4217',
    deposit_amount DECIMAL(28, 10) comment 'Deposit asked for',
    deposit_amount_currency_code STRING comment 'Currency of deposit_amount, ISO 4217',
    deposit_percentage DECIMAL(28, 10) comment 'Deposit in percent',
    discount_value DECIMAL(28, 10) comment 'Discount in percent',
    discount_description STRING comment 'Why a discount was granted',
    language STRING comment 'Language of the document',
    template STRING comment 'Template of the document',
    description STRING comment 'Description',
    notes STRING comment 'Notes to the client',
    terms STRING comment 'Terms',
    payment_details STRING comment 'Payment details',
    return_uri STRING comment 'Where the client is sent after paying',
    fname STRING comment 'First name of the client (personal data)',
    lname STRING comment 'Last name of the client (personal data)',
    organization STRING comment 'Company of the client when the invoice was written',
    current_organization STRING comment 'Company of the client now',
    email STRING comment 'E-mail address of the client (personal data)',
    address STRING comment 'Address in one piece (personal data)',
    street STRING comment 'Street (personal data)',
    street2 STRING comment 'Street, second line (personal data)',
    city STRING comment 'City (personal data)',
    province STRING comment 'Province or state',
    code STRING comment 'Postal code (personal data)',
    country STRING comment 'Country',
    vat_name STRING comment 'Name of the tax number',
    vat_number STRING comment 'Tax number',
    auto_bill BOOLEAN comment 'Whether it is charged by itself',
    gmail BOOLEAN comment 'Whether it was sent by post',
    show_attachments BOOLEAN comment 'Whether attachments are shown',
    created_at TIMESTAMP comment 'When it was created',
    updated TIMESTAMP comment 'When it was changed last',
    version STRING comment 'Version text of FreshBooks, as sent',
    presentation STRING comment 'Look of the document',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_invoices_pk primary key (connection, organization_id, invoice_id)
)
using delta
cluster by (connection, organization_id, invoice_id)
comment 'Sales invoices. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_invoice_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_id STRING comment 'Id of the line, unique within its invoice only',
    type STRING comment '0 normal, 1 re-billed expense',
    name STRING comment 'Name of the item',
    description STRING comment 'Description',
    qty DECIMAL(28, 10) comment 'Quantity',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    amount DECIMAL(28, 10) comment 'Total of the line without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_amount1 DECIMAL(28, 10) comment 'First tax in percent',
    tax_number1 STRING comment 'Number of the first tax',
    tax_name2 STRING comment 'Second tax',
    tax_amount2 DECIMAL(28, 10) comment 'Second tax in percent',
    tax_number2 STRING comment 'Number of the second tax',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    expense_id STRING comment 'Expense that was re-billed; 0 for none',
    task_no STRING comment 'Task; 0 or 1 for none',
    basecamp_id STRING comment 'Project in Basecamp; 0 for none',
    retainer_id STRING comment 'Retainer',
    retainer_period_id STRING comment 'Period of the retainer',
    modern_project_id STRING comment 'Project',
    date DATE comment 'Date of the line',
    updated TIMESTAMP comment 'When the line was changed last',
    modern_time_entries STRING comment 'Time entries that were billed',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_invoice_lines_pk primary key (connection, organization_id, invoice_id, position)
)
using delta
cluster by (connection, organization_id, invoice_id)
comment 'Lines of the invoices, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_payments (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    payment_id STRING not null comment 'Id of the record',
    log_id STRING comment 'Id under its older name',
    accounting_system_id STRING comment 'Accounting system',
    invoice_id STRING comment 'Invoice that was paid',
    client_id STRING comment 'Client that paid',
    credit_id STRING comment 'Credit that was turned into this payment',
    overpayment_id STRING comment 'Overpayment',
    bulk_payment_id STRING comment 'Payment over several invoices',
    order_id STRING comment 'Online order',
    amount DECIMAL(28, 10) comment 'Amount',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    date DATE comment 'Date of the payment',
    type STRING comment 'Check, Credit, Cash, Bank Transfer, Credit Card, PayPal, ACH, Other, …',
    note STRING comment 'Note',
    gateway STRING comment 'Payment gateway',
    transaction_id STRING comment 'Transaction of the gateway',
    from_credit BOOLEAN comment 'Whether it was paid from a credit',
    send_client_notification BOOLEAN comment 'Whether the client was told',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    updated TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_payments_pk primary key (connection, organization_id, payment_id)
)
using delta
cluster by (connection, organization_id, payment_id)
comment 'Payments received from clients. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_credit_notes (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    credit_note_id STRING not null comment 'Id of the record',
    credit_id STRING comment 'Id under its older name, as payments give it',
    accounting_system_id STRING comment 'Accounting system',
    client_id STRING comment 'Client that has the credit',
    sent_id STRING comment 'Who sent it',
    ext_archive STRING comment '0 for none',
    credit_number STRING comment 'Number on the document',
    credit_type STRING comment 'goodwill, prepayment, overpayment',
    status STRING comment 'created, draft, sent, viewed, …',
    display_status STRING comment 'Status as shown',
    payment_status STRING comment 'unpaid, partial, paid: how much of the credit is used up',
    payment_type STRING comment 'How a prepayment was paid',
    dispute_status STRING comment 'State of a dispute',
    last_order_status STRING comment 'State of the latest online payment',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    create_date DATE comment 'Date of the credit note',
    currency_code STRING comment 'ISO 4217 code of the document',
    amount DECIMAL(28, 10) comment 'Total',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    paid DECIMAL(28, 10) comment 'Used up so far',
    paid_currency_code STRING comment 'Currency of paid, ISO 4217',
    language STRING comment 'Language of the document',
    template STRING comment 'Template of the document',
    description STRING comment 'Description',
    notes STRING comment 'Notes to the client',
    terms STRING comment 'Terms',
    fname STRING comment 'First name of the client (personal data)',
    lname STRING comment 'Last name of the client (personal data)',
    organization STRING comment 'Company of the client when the document was written',
    current_organization STRING comment 'Company of the client now',
    email STRING comment 'E-mail address of the client (personal data)',
    address STRING comment 'Address in one piece (personal data)',
    street STRING comment 'Street (personal data)',
    street2 STRING comment 'Street, second line (personal data)',
    city STRING comment 'City (personal data)',
    province STRING comment 'Province or state',
    code STRING comment 'Postal code (personal data)',
    country STRING comment 'Country',
    vat_name STRING comment 'Name of the tax number',
    vat_number STRING comment 'Tax number',
    updated TIMESTAMP comment 'When it was changed last; not every answer has it',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_credit_notes_pk primary key (connection, organization_id, credit_note_id)
)
using delta
cluster by (connection, organization_id, credit_note_id)
comment 'Credits to clients. vis_state: 0 active, 1 deleted, 2 archived; payment_status says how much is used up, display_status draft';

-- COMMAND ----------

create table if not exists silver_freshbooks_credit_note_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    credit_note_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_id STRING comment 'Id of the line, unique within its document only',
    type STRING comment '0 normal, 1 re-billed expense',
    name STRING comment 'Name of the item',
    description STRING comment 'Description',
    qty DECIMAL(28, 10) comment 'Quantity',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    amount DECIMAL(28, 10) comment 'Total of the line without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_amount1 DECIMAL(28, 10) comment 'First tax in percent',
    tax_number1 STRING comment 'Number of the first tax',
    tax_name2 STRING comment 'Second tax',
    tax_amount2 DECIMAL(28, 10) comment 'Second tax in percent',
    tax_number2 STRING comment 'Number of the second tax',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    expense_id STRING comment 'Expense that was re-billed; 0 for none',
    task_no STRING comment 'Task; 0 or 1 for none',
    updated TIMESTAMP comment 'When the line was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_credit_note_lines_pk primary key (connection, organization_id, credit_note_id, position)
)
using delta
cluster by (connection, organization_id, credit_note_id)
comment 'Lines of the credit notes, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_estimates (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    estimate_id STRING not null comment 'Id of the record',
    accounting_system_id STRING comment 'Accounting system',
    client_id STRING comment 'Client that it is for',
    owner_id STRING comment 'Owner',
    sent_id STRING comment 'Who sent it',
    ext_archive STRING comment '0 for none',
    estimate_number STRING comment 'Number on the document',
    po_number STRING comment 'Order number of the client',
    status STRING comment '1 draft, 2 sent, 3 viewed, 4 replied, 5 accepted, 6 invoiced',
    display_status STRING comment 'Status as shown',
    ui_status STRING comment 'created, draft, sent, viewed, replied, accepted, invoiced',
    reply_status STRING comment 'Whether there are comments of the client',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    accepted BOOLEAN comment 'Whether it was accepted',
    invoiced BOOLEAN comment 'Whether it became an invoice',
    rich_proposal BOOLEAN comment 'Whether it is a proposal with sections',
    require_client_signature BOOLEAN comment 'Whether the client has to sign',
    create_date DATE comment 'Date of the estimate',
    currency_code STRING comment 'ISO 4217 code of the document',
    amount DECIMAL(28, 10) comment 'Total',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    discount_total DECIMAL(28, 10) comment 'Sum of the discounts, negative',
    discount_total_currency_code STRING comment 'Currency of discount_total, ISO 4217',
    discount_value DECIMAL(28, 10) comment 'Discount in percent',
    language STRING comment 'Language of the document',
    template STRING comment 'Template of the document',
    description STRING comment 'Description',
    notes STRING comment 'Notes to the client',
    terms STRING comment 'Terms',
    fname STRING comment 'First name of the client (personal data)',
    lname STRING comment 'Last name of the client (personal data)',
    organization STRING comment 'Company of the client when the document was written',
    current_organization STRING comment 'Company of the client now',
    email STRING comment 'E-mail address of the client (personal data)',
    address STRING comment 'Address in one piece (personal data)',
    street STRING comment 'Street (personal data)',
    street2 STRING comment 'Street, second line (personal data)',
    city STRING comment 'City (personal data)',
    province STRING comment 'Province or state',
    code STRING comment 'Postal code (personal data)',
    country STRING comment 'Country',
    vat_name STRING comment 'Name of the tax number',
    vat_number STRING comment 'Tax number',
    created_at TIMESTAMP comment 'When it was created',
    updated TIMESTAMP comment 'When it was changed last',
    presentation STRING comment 'Look of the document',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_estimates_pk primary key (connection, organization_id, estimate_id)
)
using delta
cluster by (connection, organization_id, estimate_id)
comment 'Estimates and proposals. vis_state: 0 active, 1 deleted, 2 archived; status says draft, sent, accepted, invoiced';

-- COMMAND ----------

create table if not exists silver_freshbooks_estimate_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    estimate_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_id STRING comment 'Id of the line, unique within its document only',
    type STRING comment '0 normal, 1 re-billed expense',
    name STRING comment 'Name of the item',
    description STRING comment 'Description',
    qty DECIMAL(28, 10) comment 'Quantity',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    amount DECIMAL(28, 10) comment 'Total of the line without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_amount1 DECIMAL(28, 10) comment 'First tax in percent',
    tax_number1 STRING comment 'Number of the first tax',
    tax_name2 STRING comment 'Second tax',
    tax_amount2 DECIMAL(28, 10) comment 'Second tax in percent',
    tax_number2 STRING comment 'Number of the second tax',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    expense_id STRING comment 'Expense that was re-billed; 0 for none',
    task_no STRING comment 'Task; 0 or 1 for none',
    updated TIMESTAMP comment 'When the line was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_estimate_lines_pk primary key (connection, organization_id, estimate_id, position)
)
using delta
cluster by (connection, organization_id, estimate_id)
comment 'Lines of the estimates, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_invoice_profiles (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_profile_id STRING not null comment 'Id of the record',
    profile_id STRING comment 'Id under its older name',
    accounting_system_id STRING comment 'Accounting system',
    client_id STRING comment 'Client that is invoiced',
    owner_id STRING comment 'Owner',
    retainer_id STRING comment 'Retainer',
    ext_archive STRING comment '0 for none',
    po_number STRING comment 'Order number of the client',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    disable BOOLEAN comment 'Whether it is switched off',
    frequency STRING comment 'How often: w weekly, 2w, 4w, m monthly, 2m, 3m, 6m, y yearly, …',
    number_recurring DECIMAL(28, 10) comment 'How many invoices; 0 for no end',
    occurrences_to_date DECIMAL(28, 10) comment 'How many invoices so far',
    create_date DATE comment 'Date of the first invoice',
    next_issue_date DATE comment 'Date of the next invoice, only where it was asked for',
    due_offset_days DECIMAL(28, 10) comment 'Days until due',
    currency_code STRING comment 'ISO 4217 code of the invoices',
    amount DECIMAL(28, 10) comment 'Total of an invoice',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    discount_total DECIMAL(28, 10) comment 'Sum of the discounts, negative',
    discount_total_currency_code STRING comment 'Currency of discount_total, ISO 4217',
    discount_value DECIMAL(28, 10) comment 'Discount in percent',
    total_accrued_revenue STRING comment 'Revenue so far, as sent',
    auto_bill BOOLEAN comment 'Whether a card of the client is charged',
    require_auto_bill BOOLEAN comment 'Whether the client has to save a card',
    bill_gateway STRING comment 'Payment gateway',
    send_email BOOLEAN comment 'Whether invoices go by e-mail',
    send_gmail BOOLEAN comment 'Whether invoices go by post',
    include_unbilled_time BOOLEAN comment 'Whether unbilled time is put on invoices',
    language STRING comment 'Language of the invoices',
    template STRING comment 'Template of the invoices',
    description STRING comment 'Description',
    notes STRING comment 'Notes to the client',
    terms STRING comment 'Terms',
    payment_details STRING comment 'Payment details',
    fname STRING comment 'First name of the client (personal data)',
    lname STRING comment 'Last name of the client (personal data)',
    organization STRING comment 'Company of the client when the document was written',
    current_organization STRING comment 'Company of the client now',
    email STRING comment 'E-mail address of the client (personal data)',
    address STRING comment 'Address in one piece (personal data)',
    street STRING comment 'Street (personal data)',
    street2 STRING comment 'Street, second line (personal data)',
    city STRING comment 'City (personal data)',
    province STRING comment 'Province or state',
    code STRING comment 'Postal code (personal data)',
    country STRING comment 'Country',
    vat_name STRING comment 'Name of the tax number',
    vat_number STRING comment 'Tax number',
    updated TIMESTAMP comment 'When it was changed last',
    late_fee STRING comment 'Late fee, only where it was asked for',
    late_reminders STRING comment 'Reminders, only where they were asked for',
    project_format STRING comment 'How time is put on invoices, only where it was asked for',
    presentation STRING comment 'Look of the invoices',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_invoice_profiles_pk primary key (connection, organization_id, invoice_profile_id)
)
using delta
cluster by (connection, organization_id, invoice_profile_id)
comment 'Profiles from which recurring invoices are made. vis_state: 0 active, 1 deleted, 2 archived; disable: no more invoices';

-- COMMAND ----------

create table if not exists silver_freshbooks_invoice_profile_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    invoice_profile_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_id STRING comment 'Id of the line, unique within its document only',
    type STRING comment '0 normal, 1 re-billed expense',
    name STRING comment 'Name of the item',
    description STRING comment 'Description',
    qty DECIMAL(28, 10) comment 'Quantity',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    amount DECIMAL(28, 10) comment 'Total of the line without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_amount1 DECIMAL(28, 10) comment 'First tax in percent',
    tax_number1 STRING comment 'Number of the first tax',
    tax_name2 STRING comment 'Second tax',
    tax_amount2 DECIMAL(28, 10) comment 'Second tax in percent',
    tax_number2 STRING comment 'Number of the second tax',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    expense_id STRING comment 'Expense that was re-billed; 0 for none',
    task_no STRING comment 'Task; 0 or 1 for none',
    updated TIMESTAMP comment 'When the line was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_invoice_profile_lines_pk primary key (connection, organization_id, invoice_profile_id, position)
)
using delta
cluster by (connection, organization_id, invoice_profile_id)
comment 'Lines of the invoice profiles, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_other_incomes (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    other_income_id STRING not null comment 'Id of the record',
    category_name STRING comment 'Category: advertising, in_person_sales, online_sales, rentals, other',
    source STRING comment 'Where it came from, in free words',
    source_id STRING comment 'Id of where it came from',
    user_id STRING comment 'Client that it came from',
    payment_type STRING comment 'Check, Credit, Cash, Bank Transfer, Credit Card, PayPal, …',
    note STRING comment 'Note',
    date DATE comment 'Date of the income',
    amount DECIMAL(28, 10) comment 'Amount',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    created_at TIMESTAMP comment 'When it was created',
    updated_at TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_other_incomes_pk primary key (connection, organization_id, other_income_id)
)
using delta
cluster by (connection, organization_id, other_income_id)
comment 'Income without an invoice. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_other_income_taxes (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    other_income_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    name STRING comment 'Tax',
    amount DECIMAL(28, 10) comment 'Rate in percent',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_other_income_taxes_pk primary key (connection, organization_id, other_income_id, position)
)
using delta
cluster by (connection, organization_id, other_income_id)
comment 'Taxes of other incomes, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_bills (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_id STRING not null comment 'Id of the record',
    bill_vendor_id STRING comment 'Vendor',
    bill_vendor_name STRING comment 'Name of the vendor, only where it was asked for',
    bill_number STRING comment 'Number on the bill',
    status STRING comment 'unpaid, overdue, partial, paid',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    issue_date DATE comment 'Date of the bill',
    due_date DATE comment 'Date on which it is due',
    due_offset_days DECIMAL(28, 10) comment 'Days until due',
    currency_code STRING comment 'ISO 4217 code of the document',
    language STRING comment 'Language of the document',
    amount DECIMAL(28, 10) comment 'Total without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_amount DECIMAL(28, 10) comment 'Tax',
    tax_amount_currency_code STRING comment 'Currency of tax_amount, ISO 4217',
    total_amount DECIMAL(28, 10) comment 'Total with tax',
    total_amount_currency_code STRING comment 'Currency of total_amount, ISO 4217',
    paid DECIMAL(28, 10) comment 'Paid so far',
    paid_currency_code STRING comment 'Currency of paid, ISO 4217',
    outstanding DECIMAL(28, 10) comment 'What is open',
    outstanding_currency_code STRING comment 'Currency of outstanding, ISO 4217',
    overall_category STRING comment 'Expense category of all lines, in words',
    overall_description STRING comment 'Description of all lines',
    attachment_id STRING comment 'Attached file',
    attachment_media_type STRING comment 'Media type of the attached file',
    created_at TIMESTAMP comment 'When it was created',
    updated_at TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_bills_pk primary key (connection, organization_id, bill_id)
)
using delta
cluster by (connection, organization_id, bill_id)
comment 'Bills of vendors. vis_state: 0 active, 1 deleted, 2 archived; status says whether it is paid';

-- COMMAND ----------

create table if not exists silver_freshbooks_bill_lines (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    line_id STRING comment 'Id of the line; not every answer has it',
    list_index DECIMAL(28, 10) comment 'Place on the bill',
    expense_category_id STRING comment 'Expense category',
    category STRING comment 'Expense category in words, or its object as JSON text',
    description STRING comment 'Description',
    quantity DECIMAL(28, 10) comment 'Quantity',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    amount DECIMAL(28, 10) comment 'Total of the line without tax',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    total_amount DECIMAL(28, 10) comment 'Total of the line with tax',
    total_amount_currency_code STRING comment 'Currency of total_amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_percent1 DECIMAL(28, 10) comment 'First tax in percent',
    tax_amount1 DECIMAL(28, 10) comment 'Amount of the first tax',
    tax_amount1_currency_code STRING comment 'Currency of tax_amount1, ISO 4217',
    tax_authority_id1 STRING comment 'Number of the first tax',
    tax_name2 STRING comment 'Second tax',
    tax_percent2 DECIMAL(28, 10) comment 'Second tax in percent',
    tax_amount2 DECIMAL(28, 10) comment 'Amount of the second tax',
    tax_amount2_currency_code STRING comment 'Currency of tax_amount2, ISO 4217',
    tax_authority_id2 STRING comment 'Number of the second tax',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_bill_lines_pk primary key (connection, organization_id, bill_id, position)
)
using delta
cluster by (connection, organization_id, bill_id)
comment 'Lines of the bills, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_bill_bill_payments (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    bill_payment_id STRING comment 'Payment',
    amount DECIMAL(28, 10) comment 'Amount',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    paid_date DATE comment 'Date of the payment',
    payment_type STRING comment 'Check, Credit, Cash, Bank Transfer, Credit Card, …',
    note STRING comment 'Note',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_bill_bill_payments_pk primary key (connection, organization_id, bill_id, position)
)
using delta
cluster by (connection, organization_id, bill_id)
comment 'Payments of the bills as the bills show them, of the version that won. vis_state 1: deleted';

-- COMMAND ----------

create table if not exists silver_freshbooks_bill_payments (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_payment_id STRING not null comment 'Id of the record',
    bill_id STRING comment 'Bill that was paid',
    amount DECIMAL(28, 10) comment 'Amount',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    paid_date DATE comment 'Date of the payment',
    payment_type STRING comment 'Check, Credit, Cash, Bank Transfer, Credit Card, …',
    note STRING comment 'Note',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_bill_payments_pk primary key (connection, organization_id, bill_payment_id)
)
using delta
cluster by (connection, organization_id, bill_payment_id)
comment 'Payments made to vendors. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_bill_vendors (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    bill_vendor_id STRING not null comment 'Id of the record',
    vendor_name STRING comment 'Name',
    account_number STRING comment 'Our account number with the vendor',
    is_1099 BOOLEAN comment 'Whether payments are reported on form 1099 (United States)',
    primary_contact_first_name STRING comment 'First name of the contact (personal data)',
    primary_contact_last_name STRING comment 'Last name of the contact (personal data)',
    primary_contact_email STRING comment 'E-mail address of the contact (personal data)',
    phone STRING comment 'Telephone (personal data)',
    website STRING comment 'Website',
    street STRING comment 'Street (personal data)',
    street2 STRING comment 'Street, second line (personal data)',
    city STRING comment 'City (personal data)',
    province STRING comment 'Province or state',
    postal_code STRING comment 'Postal code (personal data)',
    country STRING comment 'Country',
    currency_code STRING comment 'ISO 4217 code of the bills',
    language STRING comment 'Language',
    note STRING comment 'Note',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    created_at STRING comment 'When it was created, as sent: UTC by one official library, US/Eastern by the other',
    updated_at STRING comment 'When it was changed last, as sent: UTC by one official library, US/Eastern by the other',
    tax_defaults STRING comment 'Taxes that its bills begin with',
    outstanding_balance STRING comment 'What is open: a list with one {"amount": {"amount", "code"}} per currency',
    overdue_balance STRING comment 'What is overdue: a list with one {"amount": {"amount", "code"}} per currency',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_bill_vendors_pk primary key (connection, organization_id, bill_vendor_id)
)
using delta
cluster by (connection, organization_id, bill_vendor_id)
comment 'Vendors that send bills. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_expenses (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    expense_id STRING not null comment 'Id of the record',
    accounting_system_id STRING comment 'Accounting system',
    expense_category_id STRING comment 'Expense category',
    expense_category_name STRING comment 'Name of the category, only where it was asked for',
    staff_id STRING comment 'Who spent it',
    client_id STRING comment 'Client that it is billed on to; 0 for none',
    project_id STRING comment 'Project of older accounts; 0 for none',
    modern_project_id STRING comment 'Project',
    converse_project_id STRING comment 'Project in its oldest form',
    profile_id STRING comment 'Recurring expense that it was made from',
    invoice_id STRING comment 'Invoice on which it was billed on',
    ext_invoice_id STRING comment 'Invoice in another system; 0 for none',
    ext_system_id STRING comment 'Other system; 0 for none',
    ext_account_id STRING comment 'Account in another system',
    account_id STRING comment 'Bank account that it was imported from',
    account_name STRING comment 'Name of that bank account',
    bank_name STRING comment 'Bank of that account',
    transaction_id STRING comment 'Bank transaction that it was imported from',
    background_job_id STRING comment 'Import that brought it',
    vendor STRING comment 'Vendor in free words; no link to bill_vendors',
    notes STRING comment 'Notes',
    status STRING comment '0 internal, 1 outstanding, 2 invoiced, 4 recouped',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    date DATE comment 'Date of the expense',
    amount DECIMAL(28, 10) comment 'Amount, taxes included',
    amount_currency_code STRING comment 'Currency of amount, ISO 4217',
    tax_name1 STRING comment 'First tax',
    tax_percent1 DECIMAL(28, 10) comment 'First tax in percent; may be missing beside an amount',
    tax_amount1 DECIMAL(28, 10) comment 'Amount of the first tax',
    tax_amount1_currency_code STRING comment 'Currency of tax_amount1, ISO 4217',
    tax_name2 STRING comment 'Second tax',
    tax_percent2 DECIMAL(28, 10) comment 'Second tax in percent; may be missing beside an amount',
    tax_amount2 DECIMAL(28, 10) comment 'Amount of the second tax',
    tax_amount2_currency_code STRING comment 'Currency of tax_amount2, ISO 4217',
    compounded_tax BOOLEAN comment 'Whether the second tax is taken on the first',
    markup_percent DECIMAL(28, 10) comment 'What is added when it is billed on, in percent',
    billable BOOLEAN comment 'Whether it can be billed on',
    is_cogs BOOLEAN comment 'Whether it is a cost of goods sold',
    has_receipt BOOLEAN comment 'Whether there is a receipt',
    include_receipt BOOLEAN comment 'Whether the receipt is shown to the client',
    is_duplicate BOOLEAN comment 'Whether FreshBooks takes it for a duplicate',
    from_bulk_import BOOLEAN comment 'Whether it was imported with others',
    potential_bill_payment BOOLEAN comment 'Whether it looks like the payment of a bill',
    attachment_id STRING comment 'Attached receipt',
    attachment_media_type STRING comment 'Media type of the attached receipt',
    updated TIMESTAMP comment 'When it was changed last',
    version STRING comment 'Version text of FreshBooks, as sent',
    bill_matches STRING comment 'Bills that it may pay',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_expenses_pk primary key (connection, organization_id, expense_id)
)
using delta
cluster by (connection, organization_id, expense_id)
comment 'Expenses. vis_state: 0 active, 1 deleted, 2 archived; status says whether it was billed on';

-- COMMAND ----------

create table if not exists silver_freshbooks_expense_categories (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    expense_category_id STRING not null comment 'Id of the record',
    category STRING comment 'Name',
    category_id STRING comment 'Id under its older name',
    parent_id STRING comment 'Category above it',
    is_cogs BOOLEAN comment 'Whether its expenses are costs of goods sold',
    is_editable BOOLEAN comment 'Whether it can be changed',
    transaction_posted BOOLEAN comment 'Whether anything was booked on it',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    created_at TIMESTAMP comment 'When it was created',
    updated_at TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_expense_categories_pk primary key (connection, organization_id, expense_category_id)
)
using delta
cluster by (connection, organization_id, expense_category_id)
comment 'Categories of expenses. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_items (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    item_id STRING not null comment 'Id of the record',
    accounting_system_id STRING comment 'Accounting system',
    name STRING comment 'Name',
    description STRING comment 'Description',
    sku STRING comment 'Stock keeping unit',
    qty DECIMAL(28, 10) comment 'Quantity that a line begins with',
    inventory DECIMAL(28, 10) comment 'Quantity in stock',
    unit_cost DECIMAL(28, 10) comment 'Price of a unit',
    unit_cost_currency_code STRING comment 'Currency of unit_cost, ISO 4217',
    tax1_id STRING comment 'First tax; 0 for none',
    tax2_id STRING comment 'Second tax; 0 for none',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    updated TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_items_pk primary key (connection, organization_id, item_id)
)
using delta
cluster by (connection, organization_id, item_id)
comment 'Things that are sold. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_services (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    service_id STRING not null comment 'Id of the record',
    business_id STRING comment 'Business',
    name STRING comment 'Name',
    billable BOOLEAN comment 'Whether its time can be billed',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_services_pk primary key (connection, organization_id, service_id)
)
using delta
cluster by (connection, organization_id, service_id)
comment 'Kinds of work that time is booked on. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_freshbooks_taxes (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    tax_id STRING not null comment 'Id of the record',
    accounting_system_id STRING comment 'Accounting system',
    name STRING comment 'Name',
    number STRING comment 'Tax number of the business',
    amount DECIMAL(28, 10) comment 'Rate in percent',
    compound BOOLEAN comment 'Whether it is taken on other taxes as well',
    updated TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_taxes_pk primary key (connection, organization_id, tax_id)
)
using delta
cluster by (connection, organization_id, tax_id)
comment 'Taxes. No status of its own; a deleted one is known by is_deleted only';

-- COMMAND ----------

create table if not exists silver_freshbooks_journal_entry_accounts (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    journal_entry_account_id STRING not null comment 'Id of the record',
    account_id STRING comment 'Id under its older name',
    account_number STRING comment 'Number',
    account_name STRING comment 'Name',
    account_type STRING comment 'asset, equity, expense, income, liability',
    balance DECIMAL(28, 10) comment 'Balance as sent, often stale',
    currency_code STRING comment 'ISO 4217 code of the balance',
    created_at TIMESTAMP comment 'When it was created',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_journal_entry_accounts_pk primary key (connection, organization_id, journal_entry_account_id)
)
using delta
cluster by (connection, organization_id, journal_entry_account_id)
comment 'Legacy chart of accounts, which journal_entry_details refer to. No status; nothing marks a deletion';

-- COMMAND ----------

create table if not exists silver_freshbooks_journal_entry_account_sub_accounts (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    journal_entry_account_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    sub_account_id STRING comment 'Sub-account',
    parent_id STRING comment 'Account above it',
    account_sub_number STRING comment 'Number within the account',
    account_sub_name STRING comment 'Name; a UUID where a user made it',
    account_type STRING comment 'asset, equity, expense, income, liability',
    balance DECIMAL(28, 10) comment 'Balance as sent, often stale',
    currency_code STRING comment 'ISO 4217 code of the balance',
    custom BOOLEAN comment 'Whether a user made it',
    transaction_posted BOOLEAN comment 'Whether anything was booked on it',
    created_at TIMESTAMP comment 'When it was created',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_journal_entry_account_sub_accounts_pk primary key (connection, organization_id, journal_entry_account_id, position)
)
using delta
cluster by (connection, organization_id, journal_entry_account_id)
comment 'Sub-accounts of the legacy chart of accounts, of the version that won';

-- COMMAND ----------

create table if not exists silver_freshbooks_ledger_accounts (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    ledger_account_id STRING not null comment 'Id of the record',
    number STRING comment 'Number',
    name STRING comment 'Name',
    description STRING comment 'Description',
    type STRING comment 'asset, equity, expense, income, liability',
    sub_type STRING comment 'Kind within the type, for example Cash & Bank',
    system_account_name STRING comment 'Name of the system account that it is',
    parent_account_id STRING comment 'Account above it',
    auto_created BOOLEAN comment 'Whether FreshBooks made it',
    state STRING comment 'active, …',
    updated_at TIMESTAMP comment 'When it was changed last',
    sub_accounts STRING comment 'Ids of the accounts below it',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_ledger_accounts_pk primary key (connection, organization_id, ledger_account_id)
)
using delta
cluster by (connection, organization_id, ledger_account_id)
comment 'Chart of accounts. state tells active ones from archived ones; nothing marks a deletion';

-- COMMAND ----------

create table if not exists silver_freshbooks_journal_entry_details (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    journal_entry_detail_id STRING not null comment 'Id of the record',
    detail_id STRING comment 'Id under its older name',
    accounting_system_id STRING comment 'Accounting system',
    detail_type STRING comment 'What it comes from: sales, expense, …',
    name STRING comment 'Name, for example of the invoice',
    description STRING comment 'Description',
    user_entered_date DATE comment 'Date of the entry',
    debit DECIMAL(28, 10) comment 'Debit, or NULL on a credit',
    debit_currency_code STRING comment 'Currency of debit, ISO 4217',
    credit DECIMAL(28, 10) comment 'Credit, or NULL on a debit',
    credit_currency_code STRING comment 'Currency of credit, ISO 4217',
    balance DECIMAL(28, 10) comment 'Balance as sent',
    balance_currency_code STRING comment 'Currency of balance, ISO 4217',
    account_id STRING comment 'Account (journal_entry_accounts)',
    account_number STRING comment 'Number of the account',
    account_name STRING comment 'Name of the account',
    account_type STRING comment 'asset, equity, expense, income, liability',
    sub_account_id STRING comment 'Sub-account',
    sub_account_parent_id STRING comment 'Account above the sub-account',
    account_sub_number STRING comment 'Number of the sub-account',
    account_sub_name STRING comment 'Name of the sub-account; a UUID where a user made it',
    entry_id STRING comment 'Entry; its debits and credits are equal',
    invoice_id STRING comment 'Invoice that it comes from',
    payment_id STRING comment 'Payment that it comes from',
    expense_id STRING comment 'Expense that it comes from',
    credit_id STRING comment 'Credit note that it comes from',
    other_income_id STRING comment 'Other income that it comes from',
    client_id STRING comment 'Client',
    expense_category_id STRING comment 'Expense category',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_journal_entry_details_pk primary key (connection, organization_id, journal_entry_detail_id)
)
using delta
cluster by (connection, organization_id, journal_entry_detail_id)
comment 'General ledger: a debit or a credit on an account each. No status; nothing marks a deletion';

-- COMMAND ----------

create table if not exists silver_freshbooks_projects (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    project_id STRING not null comment 'Id of the record',
    title STRING comment 'Title',
    description STRING comment 'Description',
    client_id STRING comment 'Client',
    project_manager_id STRING comment 'Who leads it',
    retainer_id STRING comment 'Retainer',
    group_id STRING comment 'Group of the people on it, in rows of lists',
    team_id STRING comment 'Group of the people on it, in answers about one project',
    internal BOOLEAN comment 'Whether it is done for the business itself',
    active BOOLEAN comment 'Whether it is active',
    complete BOOLEAN comment 'Whether it is finished',
    sample BOOLEAN comment 'Whether it is an example by FreshBooks',
    project_type STRING comment 'fixed_price, hourly_rate',
    billing_method STRING comment 'business_rate, project_rate, service_rate, team_member_rate',
    billed_status STRING comment 'unbilled, partially_billed, billed',
    due_date DATE comment 'Date on which it is due',
    budget DECIMAL(28, 10) comment 'Budget as sent',
    fixed_price DECIMAL(28, 10) comment 'Fixed price, without a currency',
    rate DECIMAL(28, 10) comment 'Rate of an hour, without a currency',
    billed_amount DECIMAL(28, 10) comment 'Billed so far, without a currency',
    expense_markup DECIMAL(28, 10) comment 'What is added to expenses, in percent',
    logged_duration DECIMAL(28, 10) comment 'Time on it, in seconds; only where it was asked for',
    created_at TIMESTAMP comment 'When it was created',
    updated_at TIMESTAMP comment 'When it was changed last',
    team STRING comment 'The people on it, in answers about one project (personal data)',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_projects_pk primary key (connection, organization_id, project_id)
)
using delta
cluster by (connection, organization_id, project_id)
comment 'Projects. complete: finished; active: neither archived nor removed; a deleted one is known by is_deleted only';

-- COMMAND ----------

create table if not exists silver_freshbooks_project_services (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    project_id STRING not null comment 'Id of the record that it belongs to',
    position INT not null comment 'Position in the document, from 1',
    service_id STRING comment 'Service',
    business_id STRING comment 'Business',
    name STRING comment 'Name',
    billable BOOLEAN comment 'Whether its time can be billed',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_project_services_pk primary key (connection, organization_id, project_id, position)
)
using delta
cluster by (connection, organization_id, project_id)
comment 'Services that time on a project is booked on, of the version that won. vis_state 1: deleted';

-- COMMAND ----------

create table if not exists silver_freshbooks_time_entries (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    time_entry_id STRING not null comment 'Id of the record',
    identity_id STRING comment 'Who worked',
    client_id STRING comment 'Client',
    project_id STRING comment 'Project',
    service_id STRING comment 'Service',
    task_id STRING comment 'Task',
    retainer_id STRING comment 'Retainer',
    pending_client STRING comment 'Client that is not yet known',
    pending_project STRING comment 'Project that is not yet known',
    pending_task STRING comment 'Task that is not yet known',
    note STRING comment 'Note',
    duration DECIMAL(28, 10) comment 'Time worked in seconds; NULL while a timer runs',
    is_logged BOOLEAN comment 'Whether it is finished',
    active BOOLEAN comment 'Flag of FreshBooks, as sent; it does not tell a deletion',
    billable BOOLEAN comment 'Whether it can be billed',
    billed BOOLEAN comment 'Whether it was billed',
    internal BOOLEAN comment 'Whether it was done for the business itself',
    started_at TIMESTAMP comment 'When the work began',
    created_at TIMESTAMP comment 'When it was created',
    local_started_at STRING comment 'When the work began by the clock on the wall, as sent',
    local_timezone STRING comment 'Zone of that clock, for example America/Toronto',
    timer_id STRING comment 'Timer',
    timer_is_running BOOLEAN comment 'Whether the timer runs',
    timer STRING comment 'Timer, whole',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_time_entries_pk primary key (connection, organization_id, time_entry_id)
)
using delta
cluster by (connection, organization_id, time_entry_id)
comment 'Time worked. is_logged: a finished entry; billed: on an invoice; a deleted one is known by is_deleted only';

-- COMMAND ----------

create table if not exists silver_freshbooks_staff (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    staff_id STRING not null comment 'Id of the record',
    user_id STRING comment 'Id under its older name',
    accounting_system_id STRING comment 'Accounting system',
    fname STRING comment 'First name (personal data)',
    lname STRING comment 'Last name (personal data)',
    display_name STRING comment 'Name as shown (personal data)',
    username STRING comment 'User name (personal data)',
    email STRING comment 'E-mail address (personal data)',
    organization STRING comment 'Company',
    role STRING comment 'admin, staff',
    level STRING comment 'Level of access',
    language STRING comment 'Language',
    currency_code STRING comment 'ISO 4217 code of the rate',
    rate DECIMAL(28, 10) comment 'Rate at which the time is billed',
    note STRING comment 'Note',
    bus_phone STRING comment 'Business telephone (personal data)',
    home_phone STRING comment 'Home telephone (personal data)',
    mob_phone STRING comment 'Mobile telephone (personal data)',
    fax STRING comment 'Fax (personal data)',
    p_street STRING comment 'Street (personal data)',
    p_street2 STRING comment 'Street, second line (personal data)',
    p_city STRING comment 'City (personal data)',
    p_province STRING comment 'Province or state',
    p_code STRING comment 'Postal code (personal data)',
    p_country STRING comment 'Country',
    num_logins DECIMAL(28, 10) comment 'Logins so far',
    vis_state STRING comment '0 active, 1 deleted, 2 archived',
    signup_date STRING comment 'When it was created, as sent: UTC as for clients, or US/Eastern',
    last_login TIMESTAMP comment 'Latest login',
    updated TIMESTAMP comment 'When it was changed last',
    is_deleted BOOLEAN not null comment 'Deleted, and not seen alive by a later API read; the last values stay',
    deleted_at TIMESTAMP comment 'Latest sign of the deletion, UTC',
    _version STRING not null comment 'Sortable version of the values; empty when there are none',
    _deleted_version STRING not null comment 'Sortable instant of the latest sign of deletion; empty when there is none',
    _seen_version STRING not null comment 'Sortable instant of the latest API read that returned the record alive',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_staff_pk primary key (connection, organization_id, staff_id)
)
using delta
cluster by (connection, organization_id, staff_id)
comment 'People of the business, as owners of documents. vis_state: 0 active, 1 deleted, 2 archived';

-- COMMAND ----------

create table if not exists silver_zoho_books_events (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    event_id STRING not null comment 'Event key of the delivery',
    entity STRING comment 'Entity as in the silver tables',
    object_id STRING comment 'Record that the delivery is about',
    account_id STRING comment 'Account (FreshBooks) or organization (Zoho Books) that the delivery names',
    identity_id STRING comment 'Who made the change, where the provider says so',
    event_type STRING comment 'Event in the words of the provider, for example invoice.create',
    event_timestamp TIMESTAMP not null comment 'Time of the event; of its receipt where the provider gives none',
    received_at TIMESTAMP comment 'When the delivery arrived',
    data STRING comment 'The document that belongs to the event, JSON text',
    data_event_key STRING comment 'Event key of that document',
    _version STRING comment 'Sortable version of data; empty when there is none',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_zoho_books_events_pk primary key (connection, organization_id, event_id)
)
using delta
cluster by (connection, event_timestamp)
comment 'One row per landed webhook delivery';

-- COMMAND ----------

create table if not exists silver_freshbooks_events (
    connection STRING not null comment 'Connection from the configuration',
    organization_id STRING not null comment 'Organization (Zoho Books) or account (FreshBooks)',
    event_id STRING not null comment 'Event key of the delivery',
    entity STRING comment 'Entity as in the silver tables',
    object_id STRING comment 'Record that the delivery is about',
    account_id STRING comment 'Account (FreshBooks) or organization (Zoho Books) that the delivery names',
    identity_id STRING comment 'Who made the change, where the provider says so',
    event_type STRING comment 'Event in the words of the provider, for example invoice.create',
    event_timestamp TIMESTAMP not null comment 'Time of the event; of its receipt where the provider gives none',
    received_at TIMESTAMP comment 'When the delivery arrived',
    data STRING comment 'The document that belongs to the event, JSON text',
    data_event_key STRING comment 'Event key of that document',
    _version STRING comment 'Sortable version of data; empty when there is none',
    _event_key STRING comment 'Event whose values these are; NULL for a deletion whose record never arrived',
    _raw_key STRING comment 'Landed object of that event',
    _load_id STRING comment 'Load that brought the values',
    _loaded_at TIMESTAMP comment 'When that load was planned',
    constraint silver_freshbooks_events_pk primary key (connection, organization_id, event_id)
)
using delta
cluster by (connection, event_timestamp)
comment 'One row per landed webhook delivery';

-- COMMAND ----------

create table if not exists ops_loads (
    load_id STRING not null comment 'Load; * for a rebuild',
    attempt INT not null comment 'Attempt, from 1',
    state STRING not null comment 'running or applied',
    started_at TIMESTAMP not null comment 'When the attempt began',
    finished_at TIMESTAMP comment 'When it was done',
    bronze_rows BIGINT comment 'Rows of the load in bronze_events',
    quarantined_rows BIGINT comment 'Rows of the load in silver_quarantine',
    constraint ops_loads_pk primary key (load_id, attempt)
)
using delta
cluster by (load_id)
comment 'One row per load and attempt; an attempt that did not finish stays at running';

-- COMMAND ----------

create table if not exists ops_checks (
    load_id STRING not null comment 'Load; * for a rebuild',
    check_name STRING not null comment 'Check',
    failures BIGINT not null comment 'How many rows it found wrong; 0 when it held',
    look_closer STRING not null comment 'Query that gives those rows',
    checked_at TIMESTAMP not null comment 'When it was checked',
    constraint ops_checks_pk primary key (load_id, check_name)
)
using delta
cluster by (load_id)
comment 'One row per check and load';

-- COMMAND ----------

merge into ops_loads as target
using (
    select :load_id as load_id, cast(:attempt as INT) as attempt, current_timestamp() as started_at
) as incoming
    on target.load_id = incoming.load_id
    and target.attempt = incoming.attempt
when not matched then insert (load_id, attempt, state, started_at)
values (incoming.load_id, incoming.attempt, 'running', incoming.started_at);
