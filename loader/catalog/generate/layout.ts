/** Layout of generated SQL notebooks: cells, lists and wrapped literals. */
export const HEADER = '-- Databricks notebook source';
const SEPARATOR = '-- COMMAND ----------';

export interface Notebook {
  /** file name without `.sql`, also the key of its job task */
  readonly name: string;
  readonly markdown: readonly string[];
  readonly cells: readonly string[];
}

/** The text of a Databricks SQL notebook: one markdown cell, then one statement per cell. */
export function renderNotebook(notebook: Notebook): string {
  const magic = ['%md', ...notebook.markdown].map((line) => `-- MAGIC ${line}`.trimEnd()).join('\n');
  return `${[`${HEADER}\n${magic}`, ...notebook.cells].join(`\n\n${SEPARATOR}\n\n`)}\n`;
}

/** The cells that choose catalog and schema; afterwards names have one part. */
export const USE_CELLS: readonly string[] = ['use catalog identifier(:catalog);', 'use schema identifier(:schema);'];

export function indent(spaces: number, block: string): string {
  const pad = ' '.repeat(spaces);
  return block
    .split('\n')
    .map((line) => (line === '' ? line : pad + line))
    .join('\n');
}

/** `a,\nb,\nc`, indented. */
export function lines(spaces: number, items: readonly string[]): string {
  return indent(spaces, items.join(',\n'));
}

/** `a, b, c` wrapped at about 96 columns. */
export function wrapped(spaces: number, items: readonly string[]): string {
  const rows: string[] = [];
  let row = '';
  for (const [index, item] of items.entries()) {
    const piece = index === items.length - 1 ? item : `${item},`;
    if (row !== '' && spaces + row.length + piece.length + 1 > 96) {
      rows.push(row);
      row = piece;
    } else {
      row = row === '' ? piece : `${row} ${piece}`;
    }
  }
  if (row !== '') rows.push(row);
  return indent(spaces, rows.join('\n'));
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The condition that limits a statement to a load; `*` is the rebuild over all of bronze. */
export function ofLoad(column: string): string {
  return `(:load_id = '*' or ${column} = :load_id)`;
}

/** An instant as text that sorts as it does: microseconds since 1970 with leading zeros. */
export function sortableInstant(at: string): string {
  return `lpad(cast(greatest(unix_micros(${at}), 0) as STRING), 18, '0')`;
}
