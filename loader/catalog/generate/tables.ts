import { BRONZE_COLUMNS } from '../../bronze.ts';
import { type ChildEntity, type Entity, PERSONAL } from '../entity.ts';
import { silverTable } from '../index.ts';
import { type SqlColumn, sqlColumns } from './columns.ts';
import { literal } from './layout.ts';

/** A column as its table declares it. */
export interface TableColumn extends SqlColumn {
  /** NOT NULL */
  readonly required?: boolean;
}

/** A table as data: from it come its CREATE, and what is compared with the table that is there. */
export interface Table {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly TableColumn[];
  readonly key: readonly string[];
  readonly clusterBy: readonly string[];
  readonly appendOnly?: boolean;
}

const required = (name: string, type: string, comment: string) => ({ name, type, comment, required: true });
const optional = (name: string, type: string, comment: string) => ({ name, type, comment });
/** What holds documents, or pieces of them, holds whatever persons are named there. */
const documents = (name: string, comment: string): TableColumn => ({
  ...optional(name, 'STRING', `${comment}${PERSONAL}`),
  personal: true,
});

/** Where a row's values come from. */
export const LINEAGE: readonly TableColumn[] = [
  optional('_event_key', 'STRING', 'Event whose values these are; NULL for a deletion whose record never arrived'),
  optional('_raw_key', 'STRING', 'Landed object of that event'),
  optional('_load_id', 'STRING', 'Load that brought the values'),
  optional('_loaded_at', 'TIMESTAMP', 'When that load was planned'),
];
/** Versions and deletion of a record. */
export const MARKS: readonly TableColumn[] = [
  required('is_deleted', 'BOOLEAN', 'Deleted, and not seen alive by a later API read; the last values stay'),
  optional('deleted_at', 'TIMESTAMP', 'Latest sign of the deletion, UTC'),
  required('_version', 'STRING', 'Sortable version of the values; empty when there are none'),
  required('_deleted_version', 'STRING', 'Sortable instant of the latest sign of deletion; empty when there is none'),
  required('_seen_version', 'STRING', 'Sortable instant of the latest API read that returned the record alive'),
];
const TENANT = [
  required('connection', 'STRING', 'Connection from the configuration'),
  required('organization_id', 'STRING', 'Organization (Zoho Books) or account (FreshBooks)'),
];

/** `create table if not exists` with types, comments, key and clustering. */
export function renderTable(table: Table): string {
  const columns = table.columns.map(
    (c) => `    ${c.name} ${c.type}${c.required === true ? ' not null' : ''} comment ${literal(c.comment)}`,
  );
  const key = table.key.length === 0 ? [] : [`    constraint ${table.name}_pk primary key (${table.key.join(', ')})`];
  const properties = table.appendOnly === true ? "\ntblproperties ('delta.appendOnly' = 'true')" : '';
  return `create table if not exists ${table.name} (
${[...columns, ...key].join(',\n')}
)
using delta
cluster by (${table.clusterBy.join(', ')})${properties}
comment ${literal(table.comment)};`;
}

/** `alter table … add columns`; never NOT NULL, since rows that are there have no value. */
export function renderAddColumns(table: Table, columns: readonly TableColumn[]): string {
  const list = columns.map((c) => `    ${c.name} ${c.type} comment ${literal(c.comment)}`);
  return `alter table ${table.name} add columns (\n${list.join(',\n')}\n);`;
}

/** Name and value of the tag that marks columns for personal data. @see https://docs.databricks.com/aws/en/database-objects/tags */
export const PERSONAL_TAG = { name: 'personal_data', value: 'true' };

/** `alter table … alter column … set tags`: Databricks alone has tags, one statement a column. */
export function renderPersonalTag(table: string, column: string): string {
  const { name, value } = PERSONAL_TAG;
  return `alter table ${table} alter column ${column} set tags (${literal(name)} = ${literal(value)});`;
}

export function bronzeTable(): Table {
  const types = { string: 'STRING', instant: 'TIMESTAMP', int: 'INT' } as const;
  return {
    name: 'bronze_events',
    comment: 'Every landed document, once per load, as it was received; append-only',
    columns: [
      ...BRONZE_COLUMNS.map((c) =>
        c.name === 'payload'
          ? documents(c.name, c.comment)
          : { name: c.name, type: types[c.type], comment: c.comment, required: c.required },
      ),
      optional('_source_file', 'STRING', 'Parquet file that COPY INTO read'),
    ],
    key: [],
    clusterBy: ['source', 'entity', '_load_id'],
    appendOnly: true,
  };
}

export function entityTable(entity: Entity): Table {
  const keys = ['connection', 'organization_id', entity.id];
  return {
    name: silverTable(entity),
    comment: entity.comment,
    columns: [
      ...TENANT,
      required(entity.id, 'STRING', 'Id of the record'),
      ...sqlColumns(entity.columns),
      ...MARKS,
      ...LINEAGE,
    ],
    key: keys,
    clusterBy: keys,
  };
}

export function childTable(entity: Entity, child: ChildEntity): Table {
  const keys = ['connection', 'organization_id', entity.id];
  return {
    name: silverTable(entity, child),
    comment: child.comment,
    columns: [
      ...TENANT,
      required(entity.id, 'STRING', 'Id of the record that it belongs to'),
      required('position', 'INT', 'Position in the document, from 1'),
      ...sqlColumns(child.columns),
      ...MARKS,
      ...LINEAGE,
    ],
    key: [...keys, 'position'],
    clusterBy: keys,
  };
}

export function eventsTable(source: string): Table {
  return {
    name: `silver_${source}_events`,
    comment: 'One row per landed webhook delivery',
    columns: [
      ...TENANT,
      required('event_id', 'STRING', 'Event key of the delivery'),
      optional('entity', 'STRING', 'Entity as in the silver tables'),
      optional('object_id', 'STRING', 'Record that the delivery is about'),
      optional('account_id', 'STRING', 'Account (FreshBooks) or organization (Zoho Books) that the delivery names'),
      optional('identity_id', 'STRING', identityComment(source)),
      optional('event_type', 'STRING', 'Event in the words of the provider, for example invoice.create'),
      required('event_timestamp', 'TIMESTAMP', 'Time of the event; of its receipt where the provider gives none'),
      optional('received_at', 'TIMESTAMP', 'When the delivery arrived'),
      documents('data', 'The document that belongs to the event, JSON text'),
      optional('data_event_key', 'STRING', 'Event key of that document'),
      optional('_version', 'STRING', 'Sortable version of data; empty when there is none'),
      ...LINEAGE,
    ],
    key: ['connection', 'organization_id', 'event_id'],
    clusterBy: ['connection', 'event_timestamp'],
  };
}

function identityComment(source: string): string {
  const comment = 'Who made the change, where the provider says so';
  return source === 'zoho_books'
    ? `${comment}: documents of bills, contacts, credit notes, customer payments, estimates, expenses, invoices and sales orders name a user; NULL for every other entity, and for a deletion without its document`
    : comment;
}

export function quarantineTable(): Table {
  return {
    name: 'silver_quarantine',
    comment: 'What could not be typed, one row per value, with the reason. Emptied by a replay once it can be typed',
    columns: [
      required('source', 'STRING', 'zoho_books or freshbooks'),
      required('connection', 'STRING', 'Connection from the configuration'),
      optional('organization_id', 'STRING', 'Organization or account'),
      required('entity', 'STRING', 'Entity as in the silver tables, or the received word'),
      optional('entity_id', 'STRING', 'Record'),
      required('table_name', 'STRING', 'Table that the value was meant for; empty when it is not known'),
      required('position', 'INT', 'Row of a child table, from 1; 0 for the document itself'),
      required('column_name', 'STRING', 'Column, or empty when the whole document is refused'),
      documents('value', 'The value, at most 200 characters'),
      required('reason', 'STRING', 'Why'),
      optional('received_at', 'TIMESTAMP', 'When the document arrived'),
      ...LINEAGE,
    ],
    key: [],
    clusterBy: ['source', 'entity'],
  };
}

export function goldSettingsTable(): Table {
  return {
    name: 'gold_settings',
    comment: 'What the gold views are told by the configuration; the loader keeps it',
    columns: [
      required('setting', 'STRING', 'cost_centre'),
      required('value', 'STRING', 'category, project or tag:<name or id of a reporting tag>'),
    ],
    key: ['setting'],
    clusterBy: ['setting'],
  };
}

export function opsLoadsTable(): Table {
  return {
    name: 'ops_loads',
    comment: 'One row per load and attempt; an attempt that did not finish stays at running',
    columns: [
      required('load_id', 'STRING', 'Load; * for a rebuild'),
      required('attempt', 'INT', 'Attempt, from 1'),
      required('state', 'STRING', 'running or applied'),
      required('started_at', 'TIMESTAMP', 'When the attempt began'),
      optional('finished_at', 'TIMESTAMP', 'When it was done'),
      optional('bronze_rows', 'BIGINT', 'Rows of the load in bronze_events'),
      optional('quarantined_rows', 'BIGINT', 'Rows of the load in silver_quarantine'),
    ],
    key: ['load_id', 'attempt'],
    clusterBy: ['load_id'],
  };
}

export function opsChecksTable(): Table {
  return {
    name: 'ops_checks',
    comment: 'One row per check and load',
    columns: [
      required('load_id', 'STRING', 'Load; * for a rebuild'),
      required('check_name', 'STRING', 'Check'),
      required('failures', 'BIGINT', 'How many rows it found wrong; 0 when it held'),
      required('look_closer', 'STRING', 'Query that gives those rows'),
      required('checked_at', 'TIMESTAMP', 'When it was checked'),
    ],
    key: ['load_id', 'check_name'],
    clusterBy: ['load_id'],
  };
}
