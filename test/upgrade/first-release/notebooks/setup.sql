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
    fax STRING comment 'Fax',
    p_street STRING comment 'Primary address: street (personal data)',
    p_street2 STRING comment 'Primary address: street, second line (personal data)',
    p_city STRING comment 'Primary address: city',
    p_province STRING comment 'Primary address: province or state',
    p_code STRING comment 'Primary address: postal code',
    p_country STRING comment 'Primary address: country',
    s_street STRING comment 'Second address: street (personal data)',
    s_street2 STRING comment 'Second address: street, second line (personal data)',
    s_city STRING comment 'Second address: city',
    s_province STRING comment 'Second address: province or state',
    s_code STRING comment 'Second address: postal code',
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
    city STRING comment 'City',
    province STRING comment 'Province or state',
    code STRING comment 'Postal code',
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
