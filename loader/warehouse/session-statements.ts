import { type Token, textValue, unsupported, wordsAt } from './tokens.ts';

/** A statement that gives a session variable its value. */
export interface VariableStatement {
  /** lower case: names of variables know no case */
  readonly name: string;
  /** the words of its value; undefined: NULL */
  readonly value: readonly Token[] | undefined;
}

/** What `EXECUTE IMMEDIATE` runs: a text, or the text that a session variable holds. */
export type Immediate = { readonly text: string } | { readonly variable: string };

const FORM = 'write DECLARE OR REPLACE VARIABLE name STRING, SET VARIABLE name = value, EXECUTE IMMEDIATE name';

/**
 * `DECLARE [OR REPLACE] [VARIABLE] name [type] [DEFAULT | = value]` and `SET VARIABLE name = value`; undefined for any other
 * statement. The type is not kept: a value has the type of its expression.
 *
 * @throws AppError `statement_unsupported`: more than one variable, and a marker in a default value, which Spark and
 *   Databricks refuse
 */
export function parseVariableStatement(tokens: readonly Token[]): VariableStatement | undefined {
  if (tokens[0]?.upper === 'DECLARE') return parseDeclare(tokens);
  if (!wordsAt(tokens, 0, ['SET', 'VARIABLE']) && !wordsAt(tokens, 0, ['SET', 'VAR'])) return undefined;
  if (tokens[2]?.kind !== 'name' || tokens[3]?.text !== '=') throw unsupported('a SET VARIABLE of another form', FORM);
  return { name: tokens[2].text.toLowerCase(), value: tokens.slice(4) };
}

function parseDeclare(tokens: readonly Token[]): VariableStatement {
  let at = wordsAt(tokens, 1, ['OR', 'REPLACE']) ? 3 : 1;
  if (tokens[at]?.upper === 'VARIABLE' || tokens[at]?.upper === 'VAR') at += 1;
  const name = tokens[at];
  if (name?.kind !== 'name' || tokens[at + 1]?.text === ',') throw unsupported('a DECLARE of another form', FORM);
  const assign = tokens.findIndex((token, i) => i > at && (token.upper === 'DEFAULT' || token.text === '='));
  if (assign < 0) return { name: name.text.toLowerCase(), value: undefined };
  const value = tokens.slice(assign + 1);
  const marker = value.find((token) => token.kind === 'marker');
  if (marker !== undefined) throw unsupported(`the marker ${marker.text} in a DEFAULT`, 'assign it with SET VARIABLE');
  return { name: name.text.toLowerCase(), value };
}

/** `EXECUTE IMMEDIATE text | variable`; undefined for any other statement. @throws AppError `statement_unsupported` for INTO and USING */
export function parseImmediate(tokens: readonly Token[]): Immediate | undefined {
  if (!wordsAt(tokens, 0, ['EXECUTE', 'IMMEDIATE'])) return undefined;
  const [, , source, more] = tokens;
  if (more !== undefined || (source?.kind !== 'text' && source?.kind !== 'name')) {
    throw unsupported('an EXECUTE IMMEDIATE of more than one text or variable', FORM);
  }
  return source.kind === 'text' ? { text: textValue(source) } : { variable: source.text };
}
