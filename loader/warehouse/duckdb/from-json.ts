import { type Token, textValue, tokenise, unsupported } from '../tokens.ts';

/**
 * DuckDB's structure text for a schema text of Spark's `from_json`: `a STRING, b STRING` is `{"a":"VARCHAR","b":"VARCHAR"}`,
 * `ARRAY<STRING>` is `["VARCHAR"]`. Only STRING, so that both engines hand out the same text and SQL does the typing.
 *
 * @throws AppError `statement_unsupported` for anything else
 */
export function jsonStructure(schema: Token): string {
  const tokens = tokenise(textValue(schema));
  if (tokens[0]?.upper === 'ARRAY' && tokens[1]?.text === '<') {
    if (tokens.length !== 4 || tokens[2]?.upper !== 'STRING' || tokens[3]?.text !== '>') throw wrong(schema);
    return '["VARCHAR"]';
  }
  const fields: string[] = [];
  for (let i = 0; i < tokens.length; i += 3) {
    const [name, type, comma] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    const named = name?.kind === 'name' || name?.kind === 'quoted';
    if (!named || type?.upper !== 'STRING' || (comma !== undefined && comma.text !== ',')) throw wrong(schema);
    const key = name.kind === 'quoted' ? textValue(name) : name.text;
    fields.push(`${JSON.stringify(key)}:"VARCHAR"`);
  }
  if (fields.length === 0) throw wrong(schema);
  return `{${fields.join(',')}}`;
}

function wrong(schema: Token): Error {
  return unsupported(
    `the from_json schema ${schema.text.slice(0, 200)}`,
    "write 'field STRING, …' or 'ARRAY<STRING>' and cast afterwards",
  );
}
