import { expect, test } from 'vitest';
import { LINEAGE, MARKS } from '../../../loader/catalog/generate/tables.ts';
import { renderTablesPage } from '../../../loader/catalog/generate/tables-page.ts';
import { ENTITIES, silverTable } from '../../../loader/catalog/index.ts';
import { catalogTables } from '../../../loader/catalog/tables.ts';

const page = renderTablesPage();
const sections = new Map(
  page
    .split('\n## ')
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

/** The cells of a column's row. */
function rowOf(section: string | undefined, column: string): readonly string[] | undefined {
  const line = section?.split('\n').find((row) => row.startsWith(`| \`${column}\` |`));
  return line
    ?.split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test.each(catalogTables())('$name: comment, key, and every column with type and comment', (table) => {
  const section = sections.get(table.name);
  expect(section).toContain(`\n${table.comment}.\n`);
  const key = table.key.map((name) => `\`${name}\``).join(', ');
  expect(section).toContain(key === '' ? '' : `Key: ${key}.`);
  const common = section?.includes('`_raw_key`') ? [] : [...MARKS, ...LINEAGE].map(({ name }) => name);
  for (const { name, type, comment, required, personal } of table.columns) {
    const place = common.includes(name) ? sections.get('What every table of records ends with') : section;
    expect([name, ...(rowOf(place, name) ?? [])]).toEqual([
      name,
      `\`${name}\``,
      `${type}${required ? ' NOT NULL' : ''}`,
      expect.any(String),
      personal ? 'P' : '',
      comment.replaceAll('|', '\\|'),
    ]);
  }
});

test.each(ENTITIES)('$source $name: where every column comes from', (entity) => {
  const header = sections.get(silverTable(entity));
  for (const { name, field, type } of entity.columns) {
    expect(rowOf(header, name)?.[2]).toBe(type.startsWith('money') ? `\`${field}.amount\`` : `\`${field}\``);
  }
  for (const key of [...entity.complete, ...entity.completeArrays]) expect(header).toContain(`\`${key}`);
  for (const child of entity.children) {
    const section = sections.get(silverTable(entity, child));
    for (const { name, field } of child.columns) {
      expect(rowOf(section, name)?.[2]).toContain(`\`${child.field}[].${field}`);
    }
  }
});

test('every table is linked from the contents, and no other', () => {
  const links = [...(sections.get('Contents') ?? '').matchAll(/\(#([a-z_]+)\)/g)].map(([, name]) => name);
  expect(new Set(links)).toEqual(new Set(catalogTables().map(({ name }) => name)));
  expect(links).toHaveLength(catalogTables().length);
});
