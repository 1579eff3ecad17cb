import type { StatementParameter } from '../executor.ts';
import { ApiError, type ApiRequest, invalid, type Reply, type Route, route } from '../http.ts';
import { objectsIn, textIn } from '../json.ts';
import type { Statements } from '../statements.ts';
import type { UnityCatalog } from '../unity-catalog.ts';
import type { Volumes } from '../volumes.ts';
import { checkWarehouse } from './sql-warehouses.ts';

const ROOT = '/api/2.0/sql/statements';

export interface Places {
  readonly volumes: Volumes;
  readonly unityCatalog: UnityCatalog;
}

/** The Statement Execution API. */
export function statementRoutes(statements: Statements, places: Places): readonly Route[] {
  return [
    route('POST', ROOT, (request) => execute(request, statements, places)),
    route('POST', `${ROOT}/`, (request) => execute(request, statements, places)),
    route('GET', `${ROOT}/:id`, (_, id = '') => ({ json: statements.describe(id) })),
    route('GET', `${ROOT}/:id/result/chunks/:index`, (_, id = '', index = '') => ({
      json: statements.chunk(id, Number(index)),
    })),
    route('POST', `${ROOT}/:id/cancel`, (_, id = '') => {
      statements.cancel(id);
      return { json: {} };
    }),
  ];
}

async function execute(request: ApiRequest, statements: Statements, places: Places): Promise<Reply> {
  const body = request.json();
  const sql = textIn(body, 'statement') ?? '';
  if (sql === '') throw invalid('statement is required');
  checkWarehouse(textIn(body, 'warehouse_id') ?? '');
  const disposition = textIn(body, 'disposition') ?? 'INLINE';
  const format = textIn(body, 'format') ?? 'JSON_ARRAY';
  if (disposition !== 'INLINE' || format !== 'JSON_ARRAY') {
    throw new ApiError(400, 'INVALID_PARAMETER_VALUE', `${disposition} with ${format} is not offered here`);
  }
  const reply = await statements.execute(
    {
      sql,
      parameters: objectsIn(body['parameters']).map((given): StatementParameter => {
        const value = given['value'] ?? null;
        const name = textIn(given, 'name');
        if (name === undefined) throw invalid('parameters need a name');
        if (value !== null && typeof value !== 'string')
          throw invalid(`the value of parameter ${name} must be a string`);
        return { name, value, type: textIn(given, 'type') ?? 'STRING' };
      }),
      place: { catalog: textIn(body, 'catalog') ?? 'main', schema: textIn(body, 'schema') ?? 'default' },
      localPath: (path) => places.volumes.local(path),
      catalogs: places.unityCatalog.catalogs(),
    },
    { waitMs: waitMs(textIn(body, 'wait_timeout') ?? '10s'), cancels: textIn(body, 'on_wait_timeout') === 'CANCEL' },
  );
  return { json: reply };
}

function waitMs(text: string): number {
  const seconds = Number(/^(\d{1,2})s$/.exec(text)?.[1]);
  if (seconds === 0 || (seconds >= 5 && seconds <= 50)) return seconds * 1000;
  throw invalid(`wait_timeout must be 0s or between 5s and 50s, not ${text}`);
}
