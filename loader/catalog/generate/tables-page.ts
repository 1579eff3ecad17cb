import { documentSplitter } from '../../sources/index.ts';
import type { ChildEntity, Column, Entity } from '../entity.ts';
import { ENTITIES, historyView, SOURCES, silverTable } from '../index.ts';
import { sqlColumns } from './columns.ts';
import {
  bronzeTable,
  childTable,
  entityTable,
  eventsTable,
  goldSettingsTable,
  LINEAGE,
  MARKS,
  opsChecksTable,
  opsLoadsTable,
  quarantineTable,
  type Table,
  type TableColumn,
} from './tables.ts';

const INTRODUCTION = `# Tables

Every table with its columns, from \`loader/catalog/\` by \`npm run generate\`; do not edit. Comments are those in the database.

- **Key**: the columns that identify a row. Informational on Databricks; \`checks\` proves it after every load.
- **Source field**: where the value stands in the provider's document; \`line_items[].rate\` is the key \`rate\` of each element of the array
  \`line_items\`. Without one the value is made here.
- **P** marks data about natural persons: the comment says so, and on Databricks the column has the tag \`personal_data\`.
- Texts that are \`""\` or absent are NULL. Instants are UTC. Ids and enumerations are text.
- The view \`history_<source>_<entity>\` has the same columns for every version that ever landed, with \`_problems\` where it could not be typed.
- Views \`gold_*\` are written by hand: see their notebooks.`;

/** `notebooks/TABLES.md`: every table, column, type, key, comment and source field. */
export function renderTablesPage(): string {
  const silver = ENTITIES.flatMap((entity) => [
    entitySection(entity),
    ...entity.children.map((child) => childSection(entity, child)),
  ]);
  return `${[
    INTRODUCTION,
    contents(),
    commonSection(),
    ...silver,
    ...otherTables().map((table) => section(table)),
  ].join('\n\n')}\n`;
}

function contents(): string {
  const rows = ENTITIES.map((entity) => {
    const names = [silverTable(entity), ...entity.children.map((child) => silverTable(entity, child))];
    return `| ${entity.source} | ${entity.name} | ${names.map((name) => `[\`${name}\`](#${name})`).join(', ')} |`;
  });
  return `## Contents

| source | entity | tables |
| --- | --- | --- |
${rows.join('\n')}

Besides: ${otherTables()
    .map(({ name }) => `[\`${name}\`](#${name})`)
    .join(', ')}.`;
}

/** The tables that are about no entity. */
function otherTables(): readonly Table[] {
  return [
    ...SOURCES.map(eventsTable),
    bronzeTable(),
    quarantineTable(),
    goldSettingsTable(),
    opsLoadsTable(),
    opsChecksTable(),
  ];
}

function commonSection(): string {
  return `## What every table of records ends with

Not repeated below.

${columnTable([...MARKS, ...LINEAGE], new Map())}`;
}

function entitySection(entity: Entity): string {
  const ids = documentSplitter(entity.source).idFields(entity.name);
  const fields = new Map([[entity.id, ids.join(' or ')], ...fieldsOf(entity.columns, '')]);
  return section(entityTable(entity), { fields, notes: notesOf(entity) });
}

function childSection(entity: Entity, child: ChildEntity): string {
  const fields = new Map(fieldsOf(child.columns, `${child.field}[].`));
  const notes = [`Rows of the array \`${child.field}\`. History: \`${historyView(entity, child)}\`.`];
  return section(childTable(entity, child), { fields, notes });
}

/** How a document of the entity is told from a hint, and a deleted record from one that is alive. */
function notesOf(entity: Entity): readonly string[] {
  const keys = [...entity.complete, ...entity.completeArrays.map((key) => `${key}[]`)].map((key) => `\`${key}\``);
  const document = entity.document === 'detail' ? 'the detail; rows of lists are hints' : 'the row of a list';
  const { deletedWhen } = entity;
  const gone =
    deletedWhen === undefined ? 'the API no longer has it' : `\`${deletedWhen.field}\` is \`${deletedWhen.value}\``;
  const webhooks = entity.webhooks === 'documents' ? 'carry the document' : 'are hints';
  return [
    `Document: ${document}; complete with ${keys.join(', ')}. Deleted: ${gone}. Webhooks ${webhooks}. History: \`${historyView(entity)}\`.`,
  ];
}

/** Silver columns with the fields that they come from; a money object gives two. */
function fieldsOf(columns: readonly Column[], prefix: string): readonly (readonly [string, string])[] {
  return columns.flatMap((column) => {
    const field = `${prefix}${column.field}`;
    const [own, currency] = sqlColumns([column]);
    if (own === undefined) return [];
    if (currency === undefined) return [[own.name, field] as const];
    return [[own.name, `${field}.amount`] as const, [currency.name, `${field}.code`] as const];
  });
}

interface Details {
  readonly fields: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

function section(table: Table, { fields, notes }: Details = { fields: new Map(), notes: [] }): string {
  const common = new Set(fields.size === 0 ? [] : [...MARKS, ...LINEAGE].map(({ name }) => name));
  const own = table.columns.filter(({ name }) => !common.has(name));
  const key = table.key.length === 0 ? [] : [`Key: ${table.key.map((name) => `\`${name}\``).join(', ')}.`];
  return [`## ${table.name}`, `${table.comment}.`, [...key, ...notes].join(' '), columnTable(own, fields)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function columnTable(columns: readonly TableColumn[], fields: ReadonlyMap<string, string>): string {
  const rows = columns.map(({ name, type, comment, required, personal }) => {
    const cells = [
      `\`${name}\``,
      `${type}${required === true ? ' NOT NULL' : ''}`,
      fields.has(name) ? `\`${fields.get(name)}\`` : '',
      personal === true ? 'P' : '',
      comment.replaceAll('|', '\\|'),
    ];
    return `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ');
  });
  return ['| column | type | source field | P | comment |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
