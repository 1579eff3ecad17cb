import type { CopyInto } from '../../../../loader/warehouse/copy-into.ts';
import type { SqlEngine, SqlParameters, SqlResult } from '../../../../loader/warehouse/sql-engine.ts';
import { closingAt, type Token, textValue, tokenise, wordsAt } from '../../../../loader/warehouse/tokens.ts';
import type { NotebookRun } from '../executor.ts';
import type { Place } from '../unity-catalog.ts';
import type { ColumnTags } from './column-tags.ts';

/** What an engine does about schemas, in its own way. */
export interface Schemas {
  /** @throws Error where it is not there */
  use(schema: string): Promise<void>;
  create(schema: string): Promise<void>;
  drop(schema: string): Promise<void>;
  /** a SELECT that gives a view of information_schema of a catalog */
  informationSchema(view: string, catalog: string): Promise<string>;
}

export interface PlacedOptions {
  readonly schemas: Schemas;
  readonly catalog: string;
  readonly tags: ColumnTags;
  readonly localPath: (path: string) => string;
}

const EMPTY: SqlResult = { columns: [], rows: [] };

/** An engine with one catalog behind names of Unity Catalog: USE decides where unqualified names lie, volumes are local folders. */
export class PlacedEngine implements SqlEngine {
  readonly #engine: SqlEngine;
  readonly #schemas: Schemas;
  readonly #localPath: (path: string) => string;
  /** the only catalog that this engine holds */
  readonly #catalog: string;
  readonly #tags: ColumnTags;

  constructor(engine: SqlEngine, options: PlacedOptions) {
    this.#engine = engine;
    this.#tags = options.tags;
    this.#schemas = options.schemas;
    this.#catalog = options.catalog;
    this.#localPath = options.localPath;
  }

  async execute(sql: string, parameters: SqlParameters = {}): Promise<SqlResult> {
    const tokens = tokenise(sql);
    if (wordsAt(tokens, 0, ['USE', 'CATALOG'])) this.#useCatalog(nameAt(tokens, 2, parameters));
    else if (wordsAt(tokens, 0, ['USE'])) {
      const from = ['SCHEMA', 'DATABASE'].includes(tokens[1]?.upper ?? '') ? 2 : 1;
      await this.#schemas.use(this.#schemaOf(nameAt(tokens, from, parameters)));
    } else if (wordsAt(tokens, 0, ['CREATE', 'SCHEMA'])) {
      await this.#schemas.create(
        this.#schemaOf(nameAt(tokens, wordsAt(tokens, 2, ['IF', 'NOT', 'EXISTS']) ? 5 : 2, parameters)),
      );
    } else if (wordsAt(tokens, 0, ['DROP', 'SCHEMA'])) {
      await this.#schemas.drop(
        this.#schemaOf(nameAt(tokens, wordsAt(tokens, 2, ['IF', 'EXISTS']) ? 4 : 2, parameters)),
      );
    } else return this.#engine.execute(await this.#rewritten(sql, tokens), parameters);
    return EMPTY;
  }

  copyInto(copy: CopyInto, from: { readonly folder: string; readonly loadId: string }): Promise<void> {
    return this.#engine.copyInto(copy, { ...from, folder: this.#localPath(from.folder) });
  }

  #useCatalog(name: string): void {
    if (name !== this.#catalog) throw noSuchCatalog(name);
  }

  /** A schema's name, with or without its catalog. */
  #schemaOf(name: string): string {
    const [schema = '', catalog] = name.split('.').toReversed();
    if (catalog !== undefined) this.#useCatalog(catalog);
    return schema;
  }

  async #informationSchema(view: string): Promise<string> {
    if (view.toLowerCase() === 'column_tags') return this.#tags.select(this.#catalog);
    return this.#schemas.informationSchema(view, this.#catalog);
  }

  /** Without the catalog before a schema, and with information_schema spelled out. */
  async #rewritten(sql: string, tokens: readonly Token[]): Promise<string> {
    let out = '';
    let from = 0;
    for (let i = 0; i < tokens.length; i += 1) {
      const isStart = tokens[i - 1]?.text !== '.';
      const qualified =
        isStart && nameOf(tokens[i]) === this.#catalog && tokens[i + 1]?.text === '.' && tokens[i + 3]?.text === '.';
      const at = qualified ? i + 2 : i;
      const isInformation = isStart && tokens[at]?.upper === 'INFORMATION_SCHEMA' && tokens[at + 1]?.text === '.';
      if (!qualified && !isInformation) continue;
      const last = isInformation ? at + 2 : at - 1;
      out += sql.slice(from, tokens[i]?.start);
      if (isInformation) out += `(${await this.#informationSchema(nameOf(tokens[last]) ?? '')})`;
      from = tokens[last]?.end ?? from;
      i = last;
    }
    return out + sql.slice(from);
  }
}

/** A statement's `:name` markers with the type that was said with their value. */
export function typedMarkers(sql: string, types: ReadonlyMap<string, string>): string {
  let out = '';
  let from = 0;
  for (const token of tokenise(sql)) {
    const type = token.kind === 'marker' ? types.get(token.text.slice(1)) : undefined;
    if (type === undefined || type.toUpperCase() === 'STRING') continue;
    out += `${sql.slice(from, token.start)}CAST(${token.text} AS ${type})`;
    from = token.end;
  }
  return out + sql.slice(from);
}

/** @throws Error as the service, for a marker without value */
export function checkMarkers(sql: string, known: ReadonlySet<string>): void {
  const unbound = tokenise(sql).find((token) => token.kind === 'marker' && !known.has(token.text.slice(1)));
  if (unbound !== undefined) {
    throw new Error(`[UNBOUND_SQL_PARAMETER] Found the unbound parameter: ${unbound.text.slice(1)}. SQLSTATE: 42P02`);
  }
}

/** A name, `IDENTIFIER(:marker)` or `IDENTIFIER('text')`. */
function nameAt(tokens: readonly Token[], at: number, parameters: SqlParameters): string {
  const token = tokens[at];
  if (token?.upper !== 'IDENTIFIER') {
    const more = tokens[at + 1]?.text === '.' ? `.${nameOf(tokens[at + 2]) ?? ''}` : '';
    return `${nameOf(token) ?? ''}${more}`;
  }
  const inner = tokens.slice(at + 2, closingAt(tokens, at + 1));
  const parts = inner.filter((word) => word.text !== '||');
  const text = parts.map((word) => (word.kind === 'marker' ? String(parameters[word.text.slice(1)]) : textValue(word)));
  return text.join('').replaceAll('`', '');
}

function nameOf(token: Token | undefined): string | undefined {
  if (token?.kind === 'quoted') return textValue(token);
  return token?.kind === 'name' ? token.text : undefined;
}

export function noSuchCatalog(name: string): Error {
  return new Error(`[NO_SUCH_CATALOG_EXCEPTION] Catalog '${name}' was not found. SQLSTATE: 42704`);
}

/** The catalog to open for a notebook: the one it is told to use, if there is such a one. */
export function catalogFor({ parameters, catalogs }: Pick<NotebookRun, 'parameters' | 'catalogs'>): string {
  const wanted = parameters['catalog'] ?? '';
  return catalogs.includes(wanted) ? wanted : 'main';
}

export function schemaNotFound({ catalog, schema }: Place): Error {
  return new Error(
    `[SCHEMA_NOT_FOUND] The schema \`${catalog}\`.\`${schema}\` cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42704`,
  );
}
