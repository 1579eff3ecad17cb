import { type ApiRequest, invalid, page, type Reply, type Route, route } from '../http.ts';
import type { JobStore, StoredJob } from '../job-store.ts';
import { isObject, type JsonObject, textIn, textsIn } from '../json.ts';
import type { Runs } from '../runs.ts';

const ROOT = '/api/{2.x}/jobs';

/** Jobs, and run-now. */
export function jobRoutes(jobs: JobStore, runs: Runs, options: { readonly pageSize: number }): readonly Route[] {
  return [
    route('POST', `${ROOT}/create`, (request) => {
      const job = jobs.create(request.json(), request.principal.userName);
      return { json: { job_id: job.id } };
    }),
    route('POST', `${ROOT}/reset`, (request) => {
      const body = request.json();
      jobs.replace(idIn(body, 'job_id'), settingsIn(body));
      return { json: {} };
    }),
    route('POST', `${ROOT}/update`, (request) => {
      const body = request.json();
      const { id, settings } = jobs.get(idIn(body, 'job_id'));
      const removed = Array.isArray(body['fields_to_remove']) ? body['fields_to_remove'] : [];
      const kept = Object.fromEntries(Object.entries(settings).filter(([name]) => !removed.includes(name)));
      jobs.replace(id, { ...kept, ...settingsIn(body) });
      return { json: {} };
    }),
    route('POST', `${ROOT}/delete`, (request) => {
      jobs.remove(idIn(request.json(), 'job_id'));
      return { json: {} };
    }),
    route('GET', `${ROOT}/get`, ({ query }) => ({ json: described(jobs.get(idOf(query, 'job_id'))) })),
    route('GET', `${ROOT}/list`, ({ query }) => {
      const name = query.get('name')?.toLowerCase();
      const found = jobs
        .all()
        .filter(({ settings }) => name === undefined || textIn(settings, 'name')?.toLowerCase() === name);
      const { items, next } = page(
        found,
        query,
        Math.min(Number(query.get('limit') ?? options.pageSize), options.pageSize),
      );
      const tasks = query.get('expand_tasks') === 'true';
      return {
        json: {
          ...(items.length === 0 ? {} : { jobs: items.map((job) => (tasks ? described(job) : brief(job))) }),
          has_more: next !== undefined,
          ...(next === undefined ? {} : { next_page_token: next }),
        },
      };
    }),
    route('POST', `${ROOT}/run-now`, (request) => runNow(request, jobs, runs)),
  ];
}

function runNow(request: ApiRequest, jobs: JobStore, runs: Runs): Reply {
  const body = request.json();
  const job = jobs.get(idIn(body, 'job_id'));
  const token = textIn(body, 'idempotency_token');
  if (token !== undefined && token.length > 64) throw invalid('idempotency_token must be at most 64 characters');
  const given = body['job_parameters'];
  const parameters = textsIn(body, 'job_parameters');
  if (isObject(given) && Object.keys(given).length !== Object.keys(parameters).length) {
    throw invalid('job_parameters must be a map of texts');
  }
  const only = body['only'];
  const queue = body['queue'];
  const run = runs.start({
    job,
    parameters,
    only: Array.isArray(only) ? only.map(String) : undefined,
    token: token === '' ? undefined : token,
    queue: isObject(queue) ? queue['enabled'] === true : undefined,
    creator: request.principal.userName,
  });
  return { json: { run_id: run.id, number_in_job: run.id } };
}

function described(job: StoredJob): JsonObject {
  return { ...brief(job), settings: job.settings };
}

function brief({ id, settings, creator, createdAt }: StoredJob): JsonObject {
  const { tasks: _, ...rest } = settings;
  return {
    job_id: id,
    creator_user_name: creator,
    run_as_user_name: creator,
    created_time: createdAt,
    settings: { ...rest, format: 'MULTI_TASK' },
  };
}

function settingsIn(body: JsonObject): JsonObject {
  const settings = body['new_settings'];
  if (!isObject(settings)) throw invalid('Missing required field: new_settings');
  return settings;
}

/** An id in a body: a bare number, as every documented client sends it. @throws ApiError 400 */
export function idIn(body: JsonObject, field: string): bigint {
  const value = body[field];
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return BigInt(value);
  throw invalid(`${field} is not an integer: ${JSON.stringify(value) ?? 'missing'}`);
}

/** An id in a query. @throws ApiError 400 */
export function idOf(query: URLSearchParams, field: string): string {
  const value = query.get(field) ?? '';
  if (!/^\d{1,19}$/.test(value)) throw invalid(`${field} is not an integer: ${JSON.stringify(value)}`);
  return value;
}
