import { type Token, unsupported } from '../tokens.ts';
import type { Translation } from './ddl.ts';
import { rewrite } from './rewrite.ts';

/** `INSERT OVERWRITE table (columns) SELECT …`: the old rows go and the new ones come, in one transaction. */
export function insertOverwrite(tokens: readonly Token[]): Translation {
  const at = tokens[2]?.upper === 'TABLE' ? 3 : 2;
  const name = tokens[at];
  if ((name?.kind !== 'name' && name?.kind !== 'quoted') || tokens[at + 1]?.text !== '(') {
    throw unsupported('an INSERT OVERWRITE without a table and its columns', 'write INSERT OVERWRITE table (columns)');
  }
  const relation = rewrite([name]).trim();
  // read first: the query may read the table that it replaces
  return {
    statements: [
      `CREATE OR REPLACE TEMPORARY TABLE overwriting_ AS SELECT * FROM ${relation} LIMIT 0`,
      `INSERT INTO overwriting_ ${rewrite(tokens.slice(at + 1)).trim()}`,
      `DELETE FROM ${relation}`,
      `INSERT INTO ${relation} SELECT * FROM overwriting_`,
      'DROP TABLE overwriting_',
    ],
    comments: [],
  };
}
