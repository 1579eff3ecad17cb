import { list, type Section, section, textOf, texts } from './bundle-files.ts';

/** A column of a query: its name, and what it is made of. */
export interface Field {
  readonly name: string;
  readonly expression: string;
}

/** What a widget asks of one dataset. */
export interface WidgetQuery {
  readonly name: string;
  readonly dataset: string;
  readonly fields: readonly Field[];
  /** whether rows are shown as they are; else they are grouped by the fields that are no sum */
  readonly disaggregated: boolean;
}

export interface Widget {
  readonly page: string;
  readonly name: string;
  /** `bar`, `table`, `filter-single-select`, ... */
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly queries: readonly WidgetQuery[];
  /** names of fields that are shown; of filters with the query that each belongs to */
  readonly shown: readonly { readonly field: string; readonly query: string }[];
  readonly cell: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface Dataset {
  readonly name: string;
  readonly sql: string;
  /** keys of the dataset in the file */
  readonly keys: readonly string[];
}

export interface Dashboard {
  readonly datasets: readonly Dataset[];
  readonly widgets: readonly Widget[];
}

/** A `.lvdash.json` file. @throws SyntaxError */
export function readDashboard(text: string): Dashboard {
  const content = section(JSON.parse(text));
  return {
    datasets: list(content['datasets'])
      .map(section)
      .map((dataset) => ({
        name: textOf(dataset['name']),
        sql: texts(dataset['queryLines']).join(''),
        keys: Object.keys(dataset),
      })),
    widgets: list(content['pages'])
      .map(section)
      .flatMap((page) => list(page['layout']).map((entry) => widgetOf(page, section(entry)))),
  };
}

export function isFilter({ type }: Widget): boolean {
  return type.startsWith('filter-');
}

/** Whether a field adds up a column. */
export function isSum({ expression }: Field): boolean {
  return expression.startsWith('SUM(');
}

/**
 * The statement that the service makes of a widget's query: over the dataset's text, with what is chosen in filters.
 *
 * @param chosen  column of the dataset and the text of its value
 */
export function statementOf(
  dataset: Dataset,
  query: WidgetQuery,
  chosen: Readonly<Record<string, string>> = {},
): string {
  const columns = query.fields.map(({ name, expression }) => `${expression} as \`${name}\``);
  const where = Object.entries(chosen).map(([column, value]) => `\`${column}\` in ('${value.replaceAll("'", "''")}')`);
  const by = query.disaggregated ? [] : query.fields.filter((field) => !isSum(field)).map((field) => field.expression);
  return [
    `select ${columns.join(', ')} from (${dataset.sql}) as dataset`,
    ...(where.length === 0 ? [] : [`where ${where.join(' and ')}`]),
    ...(by.length === 0 ? [] : [`group by ${by.join(', ')}`]),
  ].join('\n');
}

function widgetOf(page: Section, entry: Section): Widget {
  const widget = section(entry['widget']);
  const spec = section(widget['spec']);
  const cell = section(entry['position']);
  return {
    page: textOf(page['name']),
    name: textOf(widget['name']),
    type: textOf(spec['widgetType']),
    version: Number(spec['version']),
    title: textOf(section(spec['frame'])['title']),
    queries: list(widget['queries']).map((value) => queryOf(section(value))),
    shown: shownIn(spec['encodings']),
    cell: {
      x: Number(cell['x']),
      y: Number(cell['y']),
      width: Number(cell['width']),
      height: Number(cell['height']),
    },
  };
}

function queryOf(value: Section): WidgetQuery {
  const query = section(value['query']);
  return {
    name: textOf(value['name']),
    dataset: textOf(query['datasetName']),
    fields: list(query['fields'])
      .map(section)
      .map((field) => ({ name: textOf(field['name']), expression: textOf(field['expression']) })),
    disaggregated: query['disaggregated'] === true,
  };
}

function shownIn(value: unknown): Widget['shown'] {
  if (typeof value !== 'object' || value === null) return [];
  const field = textOf(section(value)['fieldName']);
  if (field !== '') return [{ field, query: textOf(section(value)['queryName']) || 'main_query' }];
  return Object.values(value).flatMap(shownIn);
}
