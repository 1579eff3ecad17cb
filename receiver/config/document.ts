import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, Scalar } from 'yaml';
import { type Path, type Problem, pathText } from './problems.ts';

/** The file's content before substitution: maps, lists and texts. */
export interface ConfigDocument {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** the line (from 1) of a path, or of the nearest map around it that has one */
  lineOf(path: string): number | undefined;
}

/**
 * Reads YAML 1.2 with every scalar as text: an id keeps its leading zeros, `12e34` stays an account and not a number, and a
 * substituted value is treated like a written one. A key without a value counts as absent.
 *
 * The library's own messages quote the source, which may hold a secret, so each fault is put into our own words.
 */
export function parseConfigDocument(text: string): ConfigDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, lineCounter: counter });
  const problems: Problem[] = document.errors.map((error) => {
    const { line, col } = counter.linePos(error.pos[0]);
    return { path: '', text: `line ${line}, column ${col}: ${faultText(error.code, text.slice(error.pos[0]))}` };
  });
  const lines = new Map<string, number>();

  function dataOf(node: ParsedNode | null, path: Path, around: readonly ParsedNode[]): unknown {
    if (node === null) return undefined;
    const { line } = counter.linePos(node.range[0]);
    if (!lines.has(pathText(path))) lines.set(pathText(path), line);
    if (isAlias(node)) {
      const target = node.resolve(document) as ParsedNode | undefined;
      if (target !== undefined && !around.includes(target)) return dataOf(target, path, around);
      problems.push({
        path: pathText(path),
        text: 'an alias (*name) without an anchor before it; quote a value that starts with *',
      });
      return undefined;
    }
    if (isMap(node)) {
      const entries = node.items.flatMap(({ key, value }): [string, unknown][] => {
        if (!isScalar(key)) return [];
        const name = String(key.value);
        if (name === '__proto__') problems.push({ path: pathText(path), text: 'the key "__proto__" is not allowed' });
        lines.set(pathText([...path, name]), counter.linePos(key.range?.[0] ?? node.range[0]).line);
        const data = dataOf(value, [...path, name], [...around, node]);
        return data === undefined ? [] : [[name, data]];
      });
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) return node.items.map((item, i) => dataOf(item, [...path, i], [...around, node]) ?? '');
    if (node.type === Scalar.PLAIN && ['', '~', 'null'].includes(node.source)) return undefined;
    return String(node.value);
  }

  const data = problems.length === 0 ? dataOf(document.contents, [], []) : undefined;
  return {
    data,
    problems,
    lineOf(path) {
      for (let at = path; at !== ''; at = at.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, '')) {
        const line = lines.get(at);
        if (line !== undefined) return line;
      }
      return undefined;
    },
  };
}

const FAULTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  BAD_INDENT: 'the indentation does not fit the lines around it',
  MISSING_CHAR: 'a quote, bracket, colon or comma is missing',
  BLOCK_AS_IMPLICIT_KEY: 'two "key: value" on one line; quote a value that contains ": "',
  BAD_SCALAR_START: 'a value starts with a character that YAML reserves (@ or `); quote it',
  BAD_DQ_ESCAPE: 'an unknown backslash escape in double quotes; use single quotes',
  MULTIPLE_DOCS: 'a second document (---); the file holds one',
  UNEXPECTED_TOKEN: 'something that YAML does not expect here',
};

function faultText(code: string, source: string): string {
  if (code !== 'DUPLICATE_KEY') return `${FAULTS[code] ?? 'not valid YAML'} (${code})`;
  const key = /^[A-Za-z_][\w-]*(?=\s*:)/.exec(source)?.[0];
  return key === undefined ? 'the same key twice in one map' : `the key ${JSON.stringify(key)} twice in one map`;
}
