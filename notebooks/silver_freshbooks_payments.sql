-- Databricks notebook source
-- MAGIC %md
-- MAGIC # silver_freshbooks_payments
-- MAGIC Payments received from clients. vis_state: 0 active, 1 deleted, 2 archived.
-- MAGIC Reads `bronze_events`; writes `silver_freshbooks_payments`, `silver_quarantine`.
-- MAGIC Parameters: catalog, schema, load_id (`*`: all of bronze). Running it again changes nothing.
-- MAGIC Any order, repetition or split of the same documents gives the same rows: values by version, deletions and sightings as maxima.
-- MAGIC Generated from `loader/catalog/` by `npm run generate`; do not edit.

-- COMMAND ----------

use catalog identifier(:catalog);

-- COMMAND ----------

use schema identifier(:schema);

-- COMMAND ----------

create or replace view history_freshbooks_payments
comment 'Every version that ever landed of silver_freshbooks_payments, typed; _problems says what could not be'
as
with documents as (
    select
        events.*,
        from_json(
            events.payload,
            'logid STRING, accounting_systemid STRING, invoiceid STRING, clientid STRING,
            creditid STRING, overpaymentid STRING, bulk_paymentid STRING, orderid STRING,
            amount STRING, date STRING, type STRING, note STRING, gateway STRING,
            transactionid STRING, from_credit STRING, send_client_notification STRING,
            vis_state STRING, updated STRING'
        ) as doc
    from bronze_events as events
    where events.source = 'freshbooks'
      and events.entity = 'payments'
      and events._problem is null
      and events.origin != 'webhook'
),

texts as (
    select
        documents.connection,
        documents.organization_id,
        documents.entity_id as payment_id,
        nullif(documents.doc.logid, '') as log_id,
        nullif(documents.doc.accounting_systemid, '') as accounting_system_id,
        nullif(documents.doc.invoiceid, '') as invoice_id,
        nullif(documents.doc.clientid, '') as client_id,
        nullif(documents.doc.creditid, '') as credit_id,
        nullif(documents.doc.overpaymentid, '') as overpayment_id,
        nullif(documents.doc.bulk_paymentid, '') as bulk_payment_id,
        nullif(documents.doc.orderid, '') as order_id,
        nullif(documents.doc.amount, '') as x_amount,
        nullif(documents.doc.date, '') as x_date,
        nullif(documents.doc.type, '') as type,
        nullif(documents.doc.note, '') as note,
        nullif(documents.doc.gateway, '') as gateway,
        nullif(documents.doc.transactionid, '') as transaction_id,
        nullif(documents.doc.from_credit, '') as x_from_credit,
        nullif(documents.doc.send_client_notification, '') as x_send_client_notification,
        nullif(documents.doc.vis_state, '') as vis_state,
        nullif(documents.doc.updated, '') as x_updated,
        documents.action as _action,
        documents.origin as _origin,
        documents.received_at as _received_at,
        coalesce(documents.version_at, documents.fetched_at, documents.received_at) as _version_at,
        coalesce(documents.fetched_at, documents.received_at) as _asked_at,
        documents.event_key as _event_key,
        documents._raw_key,
        documents._load_id,
        documents._loaded_at,
        (coalesce(documents.action, '') = 'missing' or (documents.action = 'read' and coalesce(documents.doc.vis_state, '') = '1')) as _is_deletion,
        documents.doc.vis_state is not null
            and documents.doc.amount is not null
            and documents.doc.date is not null as _is_complete
    from documents
),

money as (
    select
        texts.*,
        case when x_amount like '{%' then from_json(x_amount, 'amount STRING, code STRING') end as m_amount
    from texts
),

typed as (
    select
        money.*,
        case
            when regexp_like(nullif(m_amount.amount, '') || ';', '^-?([0-9]{1,18}([.][0-9]{1,10}0{0,20})?([eE][+]?[0-9]{1,2})?|[0-9][.][0-9]{1,17}[eE][+]?([7-9]|1[0-7])|[0-9]([.][0-9]{1,5})?[eE]-0?[1-5]|[0-9]([.][0-9]{1,3})?[eE]-0?[67]|[0-9]{1,18}[eE]-(0?[1-9]|10));$')
                then try_cast(nullif(m_amount.amount, '') as DECIMAL(28, 10))
        end as amount,
        nullif(m_amount.code, '') as amount_currency_code,
        case when length(x_date) = 10 and regexp_like(x_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') and x_date >= '0001' then try_cast(x_date as DATE) end as date,
        case lower(x_from_credit) when 'true' then true when 'false' then false end as from_credit,
        case lower(x_send_client_notification) when 'true' then true when 'false' then false end as send_client_notification,
        to_utc_timestamp(case when length(x_updated) = 19 then try_to_timestamp(x_updated || 'Z', 'yyyy-MM-dd HH:mm:ssXX') end, 'America/New_York') as updated
    from money
),

judged as (
    select
        typed.*,
        case
            when not typed._is_complete and not typed._is_deletion
                then '' || chr(31) || 'needs vis_state amount date' || chr(31) || 'partial_document'
            when typed._is_complete
                then nullif(concat_ws(
                    chr(30),
                    case when x_amount is not null and (m_amount.amount is null or (m_amount.amount != '' and amount is null)) then 'amount' || chr(31) || translate(substring(x_amount, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_money' end,
                    case when x_date is not null and date is null then 'date' || chr(31) || translate(substring(x_date, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_date' end,
                    case when x_from_credit is not null and from_credit is null then 'from_credit' || chr(31) || translate(substring(x_from_credit, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_send_client_notification is not null and send_client_notification is null then 'send_client_notification' || chr(31) || translate(substring(x_send_client_notification, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_a_boolean' end,
                    case when x_updated is not null and updated is null then 'updated' || chr(31) || translate(substring(x_updated, 1, 200), chr(30) || chr(31), '  ') || chr(31) || 'not_an_instant' end
                ), '')
        end as _problems
    from typed
)

select
    judged.connection,
    judged.organization_id,
    judged.payment_id,
    judged.log_id,
    judged.accounting_system_id,
    judged.invoice_id,
    judged.client_id,
    judged.credit_id,
    judged.overpayment_id,
    judged.bulk_payment_id,
    judged.order_id,
    judged.amount,
    judged.amount_currency_code,
    judged.date,
    judged.type,
    judged.note,
    judged.gateway,
    judged.transaction_id,
    judged.from_credit,
    judged.send_client_notification,
    judged.vis_state,
    judged.updated,
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

merge into silver_freshbooks_payments as target
using (
    select *
    from (
        select
            history.*,
            max(history._deleted_version) over (partition by history.connection, history.organization_id, history.payment_id) as _latest_deletion,
            max(case when history._has_values then history._seen_version else '' end)
                over (partition by history.connection, history.organization_id, history.payment_id) as _latest_sight,
            row_number() over (
                partition by history.connection, history.organization_id, history.payment_id
                order by history._has_values desc, history._version desc, history._load_id desc
            ) as _rank
        from history_freshbooks_payments as history
        where (:load_id = '*' or history._load_id = :load_id)
          and history.payment_id is not null
          and (history._has_values or history._is_deletion)
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target.connection = incoming.connection
    and target.organization_id = incoming.organization_id
    and target.payment_id = incoming.payment_id
when matched and incoming._has_values and incoming._version >= target._version then update set
    log_id = incoming.log_id,
    accounting_system_id = incoming.accounting_system_id,
    invoice_id = incoming.invoice_id,
    client_id = incoming.client_id,
    credit_id = incoming.credit_id,
    overpayment_id = incoming.overpayment_id,
    bulk_payment_id = incoming.bulk_payment_id,
    order_id = incoming.order_id,
    amount = incoming.amount,
    amount_currency_code = incoming.amount_currency_code,
    date = incoming.date,
    type = incoming.type,
    note = incoming.note,
    gateway = incoming.gateway,
    transaction_id = incoming.transaction_id,
    from_credit = incoming.from_credit,
    send_client_notification = incoming.send_client_notification,
    vis_state = incoming.vis_state,
    updated = incoming.updated,
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
    connection, organization_id, payment_id, log_id, accounting_system_id, invoice_id,
    client_id, credit_id, overpayment_id, bulk_payment_id, order_id, amount,
    amount_currency_code, date, type, note, gateway, transaction_id, from_credit,
    send_client_notification, vis_state, updated, is_deleted, deleted_at, _version,
    _deleted_version, _seen_version, _event_key, _raw_key, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id, incoming.log_id,
    incoming.accounting_system_id, incoming.invoice_id, incoming.client_id, incoming.credit_id,
    incoming.overpayment_id, incoming.bulk_payment_id, incoming.order_id, incoming.amount,
    incoming.amount_currency_code, incoming.date, incoming.type, incoming.note,
    incoming.gateway, incoming.transaction_id, incoming.from_credit,
    incoming.send_client_notification, incoming.vis_state, incoming.updated,
    incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight,
    case when incoming._latest_deletion != '' and incoming._latest_deletion >= incoming._latest_sight then timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)) end,
    incoming._version, incoming._latest_deletion, incoming._latest_sight,
    incoming._event_key, incoming._raw_key, incoming._load_id, incoming._loaded_at
)
when not matched then insert (
    connection, organization_id, payment_id, is_deleted, deleted_at, _version, _deleted_version,
    _seen_version, _load_id, _loaded_at
) values (
    incoming.connection, incoming.organization_id, incoming.payment_id,
    true, timestamp_micros(try_cast(incoming._latest_deletion as BIGINT)),
    '', incoming._latest_deletion, '', incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select distinct events.event_key
    from bronze_events as events
    where (:load_id = '*' or events._load_id = :load_id)
      and events.source = 'freshbooks'
      and events.entity = 'payments'
) as incoming
    on target._event_key = incoming.event_key
    and target.source = 'freshbooks'
    and target.entity = 'payments'
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
                'silver_freshbooks_payments' as table_name,
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
                    history.payment_id as entity_id,
                    0 as position,
                    history._problems,
                    history._received_at as received_at,
                    history._event_key,
                    history._raw_key,
                    history._load_id,
                    history._loaded_at
                from history_freshbooks_payments as history
                where (:load_id = '*' or history._load_id = :load_id)
                  and history._problems is not null
            ) as failed,
                lateral posexplode(split(failed._problems, chr(30))) as parts(pos, problem)
        ) as found
    ) as ranked
    where ranked._rank = 1
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'payments'
    and target.table_name = incoming.table_name
    and target.position = incoming.position
    and target.column_name = incoming.column_name
when not matched then insert (
    source, connection, organization_id, entity, entity_id, table_name, position, column_name,
    value, reason, received_at, _event_key, _raw_key, _load_id, _loaded_at
) values (
    'freshbooks', incoming.connection, incoming.organization_id, 'payments',
    incoming.entity_id, incoming.table_name, incoming.position, incoming.column_name,
    incoming.value, incoming.reason, incoming.received_at, incoming._event_key,
    incoming._raw_key, incoming._load_id, incoming._loaded_at
);

-- COMMAND ----------

merge into silver_quarantine as target
using (
    select hints._event_key
    from silver_quarantine as hints
    inner join silver_freshbooks_payments as records
        on hints.connection = records.connection
        and hints.organization_id = records.organization_id
        and hints.entity_id = records.payment_id
    where hints.source = 'freshbooks'
      and hints.entity = 'payments'
      and hints.reason = 'partial_document'
      and greatest(records._seen_version, records._deleted_version) >= lpad(cast(greatest(unix_micros(hints.received_at), 0) as STRING), 18, '0')
) as incoming
    on target._event_key = incoming._event_key
    and target.source = 'freshbooks'
    and target.entity = 'payments'
    and target.reason = 'partial_document'
when matched then delete;
