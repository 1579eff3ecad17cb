import type { Column } from '../entity.ts';
import { excerpt, problem } from './problem.ts';

/** The key of the document under which a field stands: `entry` of `entry.invoiceid`. */
export function rootOf(field: string): string {
  return field.split('.', 1)[0] ?? field;
}

/** Where the text of a field stands; `doc` is the parsed document, `documents.doc`, and beside it what {@link nestedObjects} made. */
export function textOf(field: string, doc: string): string {
  const root = rootOf(field);
  return root === field ? `${doc}.${field}` : `${objectOf(root, doc)}.${field.slice(root.length + 1)}`;
}

/** One column per object whose keys are columns: the object parsed, NULL where there is none. */
export function nestedObjects(columns: readonly Column[], doc: string): readonly string[] {
  return roots(columns).map((root) => {
    const fields = columns.flatMap(({ field }) => (field.startsWith(`${root}.`) ? [field.slice(root.length + 1)] : []));
    const ddl = [...new Set(fields)].map((field) => `${field} STRING`).join(', ');
    return `case when ${doc}.${root} like '{%' then from_json(${doc}.${root}, '${ddl}') end as o_${root}`;
  });
}

/** The texts of those objects, so that what is none can be named. */
export function nestedTexts(columns: readonly Column[], doc: string): readonly string[] {
  return roots(columns).map((root) => `nullif(${doc}.${root}, '') as t_${root}`);
}

/** What stands where an object should. */
export function nestedProblems(columns: readonly Column[]): readonly string[] {
  return roots(columns).map(
    (root) =>
      `case when t_${root} is not null and t_${root} not like '{%' then ${problem(root, excerpt(`t_${root}`), 'not_an_object')} end`,
  );
}

function roots(columns: readonly Column[]): readonly string[] {
  return [
    ...new Set(
      columns
        .map(({ field }) => field)
        .filter((field) => field.includes('.'))
        .map(rootOf),
    ),
  ];
}

function objectOf(root: string, doc: string): string {
  return `${doc.slice(0, doc.lastIndexOf('.'))}.o_${root}`;
}
