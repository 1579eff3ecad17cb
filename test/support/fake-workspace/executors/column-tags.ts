import { closingAt, splitAtCommas, textValue, tokenise, wordsAt } from '../../../../loader/warehouse/tokens.ts';
import type { StatementRun } from '../executor.ts';
import { type ColumnTag, informationSchemaSelect } from './information-schema.ts';

/** Tags of columns, which no engine behind the workspace has. */
export class ColumnTags {
  /** what the principal may not do: every statement that tags fails so */
  refusal: string | undefined;
  readonly #tags = new Map<string, ColumnTag>();

  all(): readonly ColumnTag[] {
    return [...this.#tags.values()];
  }

  /** A SELECT that gives information_schema.column_tags. */
  select(catalog: string): string {
    return informationSchemaSelect('column_tags', {
      catalog,
      engine: '',
      schemas: [],
      columns: [],
      tags: this.all(),
    });
  }

  /** `ALTER TABLE t ALTER COLUMN c SET TAGS ('name' = 'value', …)`; whether it is one. @throws Error when refused */
  take({ sql, place: { schema } }: Pick<StatementRun, 'sql' | 'place'>): boolean {
    const tokens = tokenise(sql);
    const isOne =
      wordsAt(tokens, 0, ['ALTER', 'TABLE']) &&
      wordsAt(tokens, 3, ['ALTER', 'COLUMN']) &&
      wordsAt(tokens, 6, ['SET', 'TAGS', '(']);
    if (!isOne) return false;
    if (this.refusal !== undefined) throw new Error(this.refusal);
    const [table = '', column = ''] = [tokens[2]?.text, tokens[5]?.text];
    for (const [name, , value] of splitAtCommas(tokens.slice(9, closingAt(tokens, 8)))) {
      if (name === undefined || value === undefined) throw new Error('[PARSE_SYNTAX_ERROR] Syntax error in SET TAGS');
      const tag = { schema, table, column, name: textValue(name), value: textValue(value) };
      this.#tags.set([schema, table, column, tag.name].join('.'), tag);
    }
    return true;
  }
}
