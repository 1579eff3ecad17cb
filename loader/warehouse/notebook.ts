import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, messageOf } from '../../receiver/errors.ts';
import { splitStatements } from './tokens.ts';

/** A SQL notebook in Databricks' source format. */
export interface Notebook {
  /** file name without `.sql` */
  readonly name: string;
  readonly cells: readonly NotebookCell[];
}

/** A cell that holds a statement; cells of Markdown and cells of comments alone are not among them. */
export interface NotebookCell {
  /** position in the notebook, from 1, counted over all cells as Databricks shows them */
  readonly number: number;
  /** exactly one statement, with its comments, without a closing semicolon */
  readonly sql: string;
}

const HEADER = '-- Databricks notebook source';
const SEPARATOR = /^-- COMMAND -{10}\s*$/m;
const MAGIC = /^-- MAGIC\b/m;

/**
 * Reads the source format of a Databricks SQL notebook: a first line `-- Databricks notebook source`, cells separated by
 * `-- COMMAND ----------`, `-- MAGIC` cells (Markdown) skipped.
 *
 * @throws AppError `notebook_invalid`: another first line, a cell with more than one statement, an unclosed quote
 */
export function parseNotebook(name: string, text: string): Notebook {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first.trimEnd() !== HEADER) {
    throw invalid(name, `its first line is ${JSON.stringify(first.slice(0, 80))}`, `begin it with \`${HEADER}\``);
  }
  const cells: NotebookCell[] = [];
  for (const [index, cell] of lines.join('\n').split(SEPARATOR).entries()) {
    if (MAGIC.test(cell)) continue;
    const sql = statementOf(name, index + 1, cell);
    if (sql !== undefined) cells.push({ number: index + 1, sql });
  }
  return { name, cells };
}

/** @throws AppError `notebook_invalid`, also when the file cannot be read */
export async function readNotebook(file: string): Promise<Notebook> {
  const name = basename(file, '.sql');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw invalid(name, messageOf(cause), `check the notebook_path of its task: it names ${file}`, cause);
  }
  return parseNotebook(name, text);
}

function statementOf(name: string, number: number, cell: string): string | undefined {
  let statements: ReturnType<typeof splitStatements>;
  try {
    statements = splitStatements(cell);
  } catch (cause) {
    throw invalid(name, `cell ${number}: ${messageOf(cause)}`, 'correct the cell', cause);
  }
  if (statements.length > 1) {
    throw invalid(
      name,
      `cell ${number} holds ${statements.length} statements`,
      'separate them by a line `-- COMMAND ----------`',
    );
  }
  const end = statements[0]?.at(-1)?.end;
  return end === undefined ? undefined : cell.slice(0, end).trim();
}

function invalid(name: string, why: string, hint: string, cause?: unknown): AppError {
  return new AppError('notebook_invalid', `notebook ${name} cannot be used: ${why}`, { hint, cause });
}
