import { tokenise } from '../../loader/warehouse/tokens.ts';
import { type Dashboard, isFilter, isSum, readDashboard, type Widget } from './dashboard-file.ts';
import { IDENTIFYING } from './rules.ts';

/** What a dashboard's file must keep to; the service says it late (a broken widget) or never. One text per finding. */
export type DashboardRule = (dashboard: Dashboard, text: string) => readonly string[];

/** Versions of the widgets' descriptions: with another one the service shows "invalid widget definition". */
const VERSIONS: Readonly<Record<string, number>> = {
  counter: 2,
  table: 2,
  bar: 3,
  line: 3,
  'filter-single-select': 2,
  'filter-multi-select': 2,
  'filter-date-range-picker': 2,
};

const GRID_COLUMNS = 6;

/** Filters that must hold for everything, and the column that each goes by. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  source: 'source',
  organization: 'organization',
  currency: 'currency_code',
};

/** Datasets that show today or the future: a period would hide what it is not about. */
const WITHOUT_PERIOD = [
  'cash_flow',
  'cash_flow_directions',
  'receivables_open',
  'payables_open',
  'receivables_ageing',
  'payables_ageing',
  'late_payers',
];

const SECRETS = /password|passwd|secret|token|bearer|api.?key|credential|client_id|\bdapi[0-9a-f]/i;

export const DASHBOARD_RULES: Readonly<Record<string, DashboardRule>> = {
  'names are plain and stand once': ({ datasets, widgets }) =>
    [datasets.map(({ name }) => name), widgets.map(({ name }) => name)].flatMap((names) =>
      names.filter((name, index) => !/^[a-z0-9_-]{1,60}$/.test(name) || names.indexOf(name) !== index),
    ),

  'widgets have the version of their type': ({ widgets }) =>
    widgets
      .filter(({ type, version }) => VERSIONS[type] !== version)
      .map(({ name, type, version }) => `${name}: ${type} ${version}`),

  'queries read datasets that are there, and every dataset is read': ({ datasets, widgets }) => {
    const answers = widgets.filter((widget) => !isFilter(widget));
    const known = datasets.map(({ name }) => name);
    return [
      ...widgets.flatMap(({ name, queries }) =>
        queries.filter(({ dataset }) => !known.includes(dataset)).map(({ dataset }) => `${name} reads ${dataset}`),
      ),
      ...known
        .filter((name) => !answers.some(({ queries }) => queries.some(({ dataset }) => dataset === name)))
        .map((name) => `nothing reads ${name}`),
    ];
  },

  'a widget shows exactly the fields of its queries': ({ widgets }) =>
    widgets.flatMap(({ name, queries, shown }) => {
      const asked = queries.flatMap((query) => query.fields.map((field) => `${query.name}.${field.name}`));
      const used = shown.map(({ field, query }) => `${query}.${field}`);
      return [
        ...used.filter((field) => !asked.includes(field)).map((field) => `${name} shows ${field}`),
        ...asked.filter((field) => !used.includes(field)).map((field) => `${name} does not show ${field}`),
        ...(asked.length === 0 ? [`${name} asks nothing`] : []),
      ];
    }),

  'a field is a column or the sum of one, and named so': ({ widgets }) =>
    fieldsOf(widgets)
      .filter(({ field: { name, expression } }) => {
        const [, added, column = added] = /^(?:SUM\(`(\w+)`\)|`(\w+)`)$/.exec(expression) ?? [];
        return column === undefined || name !== (added === undefined ? column : `sum(${added})`);
      })
      .map(({ widget, field }) => `${widget.name}: ${field.name} is ${field.expression}`),

  'tables show rows, all else is grouped': ({ widgets }) =>
    widgets
      .filter(({ type, queries }) => queries.some(({ disaggregated }) => disaggregated !== (type === 'table')))
      .map(({ name }) => name),

  'titles are questions, each asked once': ({ widgets }) => {
    const titles = widgets.filter((widget) => !isFilter(widget)).map(({ title }) => title);
    return titles.filter((title, index) => !/^[A-Z].+[a-z]\?$/.test(title) || titles.indexOf(title) !== index);
  },

  'cells lie in the grid and do not overlap': ({ widgets }) =>
    widgets.flatMap((widget, index) => {
      const { x, y, width, height } = widget.cell;
      const isInside =
        [x, y, width, height].every(Number.isInteger) &&
        Math.min(x, y) >= 0 &&
        Math.min(width, height) >= 1 &&
        x + width <= GRID_COLUMNS;
      return [
        ...(isInside ? [] : [`${widget.name} lies outside`]),
        ...widgets
          .slice(index + 1)
          .filter((other) => other.page === widget.page && overlap(widget, other))
          .map((other) => `${widget.name} and ${other.name} overlap`),
      ];
    }),

  'source, organization and currency filter every dataset, the period what has happened': ({ datasets, widgets }) => {
    const reached = (filter: string) =>
      widgets
        .filter(({ name }) => name === filter)
        .flatMap(({ queries }) => queries.map(({ dataset, fields }) => `${dataset}.${fields[0]?.name ?? ''}`));
    return [
      ...Object.entries(EVERYWHERE).flatMap(([filter, column]) =>
        datasets
          .filter(({ name }) => !reached(filter).includes(`${name}.${column}`))
          .map(({ name }) => `${filter} does not filter ${name} by ${column}`),
      ),
      ...datasets
        .filter(
          ({ name }) => reached('period').some((on) => on.startsWith(`${name}.`)) === WITHOUT_PERIOD.includes(name),
        )
        .map(({ name }) => `period: ${name}`),
    ];
  },

  // Amounts of two currencies are not to be added, also while no currency is chosen.
  'what is added up is split by currency, or counts': ({ widgets }) =>
    widgets.flatMap(({ name, queries }) =>
      queries
        .filter(({ fields }) => fields.some((field) => isSum(field) && !field.name.startsWith('sum(is_')))
        .filter(
          ({ fields }) => !fields.some((field) => !isSum(field) && /(^|_)(series|currency_code)$/.test(field.name)),
        )
        .map(() => name),
    ),

  'datasets are one statement over gold views, without place or parameter': ({ datasets }) =>
    datasets.flatMap(({ name, sql, keys }) => {
      const tokens = tokenise(sql);
      const tables = tokens.flatMap((token, index) =>
        ['FROM', 'JOIN'].includes(token.upper)
          ? [{ read: tokens[index + 1]?.text, after: tokens[index + 2]?.text }]
          : [],
      );
      return [
        ...keys
          .filter((key) => !['name', 'displayName', 'queryLines'].includes(key))
          .map((key) => `${name} has ${key}`),
        ...tables
          .filter(({ read = '', after }) => !/^gold_\w+$/.test(read) || after === '.')
          .map(({ read }) => `${name} reads ${read ?? 'nothing'}`),
        ...(tables.length === 0 ? [`${name} reads nothing`] : []),
        ...(tokens.some(({ kind, text }) => kind === 'marker' || text === ';')
          ? [`${name} is more than a statement`]
          : []),
      ];
    }),

  'no credential, host or address': (_, text) =>
    [[SECRETS, 'a credential'] as const, ...IDENTIFYING].flatMap(([pattern, what]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${found[0]}: ${what}`];
    }),
};

/** @returns the findings of every rule, each with the rule's name before it */
export function lintDashboard(text: string): readonly string[] {
  const dashboard = readDashboard(text);
  return Object.entries(DASHBOARD_RULES).flatMap(([name, rule]) =>
    rule(dashboard, text).map((finding) => `${name}: ${finding}`),
  );
}

function fieldsOf(widgets: readonly Widget[]) {
  return widgets.flatMap((widget) =>
    widget.queries.flatMap(({ fields }) => fields.map((field) => ({ widget, field }))),
  );
}

function overlap({ cell: a }: Widget, { cell: b }: Widget): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
