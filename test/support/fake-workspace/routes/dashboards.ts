import { createHash, randomUUID } from 'node:crypto';
import { ApiError, type ApiRequest, type Route, route } from '../http.ts';
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts';
import type { WorkspaceTree } from '../tree.ts';

const ROOT = '/api/2.0/lakeview/dashboards';

/** Dashboards with their published state; the etag changes only with the content. */
export class Dashboards {
  readonly #drafts = new Map<string, JsonObject>();
  readonly #published = new Map<string, JsonObject>();
  readonly #tree: WorkspaceTree;

  constructor(tree: WorkspaceTree) {
    this.#tree = tree;
  }

  has(id: string): boolean {
    return this.#drafts.has(id);
  }

  /** Dashboards as they are now, each with its published state, if it is published. */
  all(): readonly { readonly draft: JsonObject; readonly published: JsonObject | undefined }[] {
    return [...this.#drafts].map(([id, draft]) => ({ draft, published: this.#published.get(id) }));
  }

  routes(): readonly Route[] {
    return [
      route('GET', ROOT, () => ({ json: { dashboards: [...this.#drafts.values()] } })),
      route('POST', ROOT, (request) => {
        const body = placed(request);
        const id = randomUUID().replaceAll('-', '');
        const parent = textIn(body, 'parent_path') ?? `/Users/${request.principal.userName}`;
        this.#tree.get(parent);
        const now = new Date().toISOString();
        return {
          json: this.#put(id, {
            ...body,
            parent_path: parent,
            dashboard_id: id,
            create_time: now,
            lifecycle_state: 'ACTIVE',
          }),
        };
      }),
      route('GET', `${ROOT}/:id`, (_, id = '') => ({ json: this.#get(id) })),
      route('PATCH', `${ROOT}/:id`, (request, id = '') => {
        const body = placed(request);
        const present = this.#get(id);
        const etag = textIn(body, 'etag');
        if (etag !== undefined && etag !== '' && etag !== present['etag']) {
          throw new ApiError(409, 'ABORTED', `the dashboard has been modified: etag ${etag} is not current`);
        }
        return { json: this.#put(id, { ...present, ...body }) };
      }),
      route('DELETE', `${ROOT}/:id`, (_, id = '') => {
        this.#get(id);
        this.#drafts.delete(id);
        this.#published.delete(id);
        return { json: {} };
      }),
      route('POST', `${ROOT}/:id/published`, (request, id = '') => {
        const { display_name: name, warehouse_id: warehouse } = this.#get(id);
        const body = request.json();
        const published = {
          display_name: name,
          warehouse_id: body['warehouse_id'] ?? warehouse,
          embed_credentials: body['embed_credentials'] ?? true,
          revision_create_time: new Date().toISOString(),
        };
        this.#published.set(id, published);
        return { json: published };
      }),
      route('GET', `${ROOT}/:id/published`, (_, id = '') => {
        const published = this.#published.get(id);
        if (published === undefined)
          throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Dashboard ${id} is not published.`);
        return { json: published };
      }),
      route('DELETE', `${ROOT}/:id/published`, (_, id = '') => {
        this.#published.delete(id);
        return { json: {} };
      }),
    ];
  }

  #get(id: string): JsonObject {
    const found = this.#drafts.get(id);
    if (found === undefined)
      throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Unable to find dashboard [dashboardId=${id}]`);
    return found;
  }

  #put(id: string, fields: JsonObject): JsonObject {
    const { parent_path: parent, display_name: name, serialized_dashboard: content, warehouse_id: warehouse } = fields;
    const etag = createHash('sha256')
      .update(JSON.stringify([name, content, warehouse]))
      .digest('hex')
      .slice(0, 16);
    const path = `${String(parent)}/${String(name)}.lvdash.json`;
    const dashboard = { ...fields, etag, path, update_time: new Date().toISOString() };
    this.#drafts.set(id, dashboard);
    return dashboard;
  }
}

/** What was sent; the catalog and schema of the query are written into every dataset, as the service does. */
function placed(request: ApiRequest): JsonObject {
  const body = request.json();
  const content = textIn(body, 'serialized_dashboard');
  const catalog = request.query.get('dataset_catalog') ?? '';
  const schema = request.query.get('dataset_schema') ?? '';
  if (content === undefined || (catalog === '' && schema === '')) return body;
  const dashboard: unknown = JSON.parse(content);
  if (!isObject(dashboard)) throw new ApiError(400, 'INVALID_PARAMETER_VALUE', 'the dashboard is no object');
  const place = { ...(catalog === '' ? {} : { catalog }), ...(schema === '' ? {} : { schema }) };
  const datasets = objectsIn(dashboard['datasets']).map((dataset) => ({ ...dataset, ...place }));
  return { ...body, serialized_dashboard: `${JSON.stringify({ ...dashboard, datasets })}\n` };
}
