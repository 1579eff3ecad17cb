import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { drift, generatedFiles } from '../../loader/catalog/generate.ts';
import { jobTasks } from '../../loader/catalog/tasks.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const notebooks = readdirSync(new URL('notebooks/', root)).filter((name) => name.endsWith('.sql'));
const SEPARATOR = '\n\n-- COMMAND ----------\n\n';

/** What is wrong with a notebook by the house rules; empty when nothing is. */
function complaints(text: string): readonly string[] {
  const found: string[] = [];
  if (!text.startsWith('-- Databricks notebook source\n-- MAGIC %md\n-- MAGIC # ')) found.push('header');
  if (text.includes('\r') || text.charCodeAt(0) === 0xfeff) found.push('CR or BOM');
  if (!text.endsWith('\n') || text.endsWith('\n\n')) found.push('end of file');
  const cells = text.split(SEPARATOR).slice(1);
  for (const cell of cells) {
    const code = cell.replace(/^--.*$/gm, '').replace(/'(?:[^']|'')*'/g, "''");
    if ((code.match(/;/g) ?? []).length !== 1 || !code.trimEnd().endsWith(';')) found.push('one statement per cell');
    if (/\$\{|\{\{/.test(cell)) found.push('text substitution');
    if (/\bselect \*\s+from (?!\()/.test(code) && !code.includes('from (values')) found.push('select * from a table');
    if (/\\/.test(cell)) found.push('backslash');
    for (const [, marker] of code.matchAll(/(?<!:):([a-z_]+)/g)) {
      if (!['catalog', 'schema', 'load_id', 'attempt', 'stage'].includes(marker ?? '')) found.push(`marker :${marker}`);
    }
  }
  return found;
}

describe('notebooks', () => {
  it('what is generated is what is committed', () => {
    expect(drift(fileURLToPath(root))).toEqual([]);
  });

  it('drift is seen', () => {
    expect(drift('/nonexistent/').length).toBe(generatedFiles().size);
  });

  it.each(notebooks)('%s follows the house rules', (name) => {
    expect(complaints(read(`notebooks/${name}`))).toEqual([]);
  });

  it('the house rules catch what they are for', () => {
    const bad = [
      '-- Databricks notebook source\n-- MAGIC %md\n-- MAGIC # x',
      'select 1; select 2;',
      'select :other;',
      "select '${x}';",
    ].join(SEPARATOR);
    expect(complaints(bad)).toEqual(['end of file', 'one statement per cell', 'marker :other', 'text substitution']);
  });

  it('every task has a notebook, every notebook a task', () => {
    expect(notebooks.map((name) => name.replace('.sql', '')).sort()).toEqual(
      jobTasks()
        .map((task) => task.key)
        .sort(),
    );
  });

  it('the job names the notebooks and every parameter that they use', () => {
    const { ledgerlake } = parse(read('bundle/ledgerlake.job.yml')).resources.jobs;
    expect(ledgerlake.max_concurrent_runs).toBe(1);
    const names = ledgerlake.parameters.map((parameter: { name: string }) => parameter.name);
    expect(names).toEqual(['catalog', 'schema', 'load_id', 'attempt', 'stage']);
    for (const task of ledgerlake.tasks) {
      expect(task.notebook_task.notebook_path).toBe(`../notebooks/${task.task_key}.sql`);
    }
  });
});
