/** An assertion over silver tables, as data: `checks.sql` is made from it. */
export interface BookCheck {
  /** as in `ops_checks`; says what holds: `zoho_books_lines_sum_up` */
  readonly name: string;
  /** what is asked and why so, as comment lines of the notebook: without quotes and semicolons */
  readonly why: readonly string[];
  /** a query without comments that gives one row per failure; also what `ops_checks` offers to look closer */
  readonly failures: string;
}

/**
 * Tables in one shape. A check that asks several tables the same adds them up first and compares once: planning costs more
 * than running, and a join or a sum of each table more than all of them together.
 */
export function unionOf(parts: readonly string[], spaces = 4): string {
  const pad = ' '.repeat(spaces);
  return parts.map((part) => pad + inside(part, spaces)).join(`\n${pad}union all\n`);
}

/** An expression of several lines, written where a line begins with so many spaces. */
export function inside(sql: string, spaces = 4): string {
  return sql.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
