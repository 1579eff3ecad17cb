import { type ApiRequest, invalid, type Reply, type Route, route } from '../http.ts';
import { objectsIn, textIn } from '../json.ts';
import type { Kind, UnityCatalog } from '../unity-catalog.ts';

const ROOT = '/api/2.1/unity-catalog';
const KINDS: readonly Kind[] = ['catalog', 'schema', 'volume'];

/** Catalogs, schemas, volumes and grants. */
export function unityCatalogRoutes(store: UnityCatalog): readonly Route[] {
  return [
    route('GET', `${ROOT}/catalogs`, () => ({ json: { catalogs: store.list('catalog') } })),
    route('GET', `${ROOT}/catalogs/:name`, (_, name = '') => ({ json: store.get('catalog', name) })),
    route('GET', `${ROOT}/schemas`, ({ query }) => ({
      json: { schemas: store.list('schema', `${query.get('catalog_name') ?? ''}.`) },
    })),
    route('GET', `${ROOT}/volumes`, ({ query }) => ({
      json: { volumes: store.list('volume', `${query.get('catalog_name') ?? ''}.${query.get('schema_name') ?? ''}.`) },
    })),
    // a client that asks sees no tables here: they belong to the executor
    route('GET', `${ROOT}/tables`, () => ({ json: { tables: [] } })),
    route('POST', `${ROOT}/schemas`, async (request) => {
      const body = request.json();
      const place = { catalog: named(request, 'catalog_name'), schema: named(request, 'name') };
      return { json: await store.createSchema(place, { ...body, owner: request.principal.userName }) };
    }),
    route('POST', `${ROOT}/volumes`, async (request) => {
      const body = request.json();
      const place = { catalog: named(request, 'catalog_name'), schema: named(request, 'schema_name') };
      return {
        json: await store.createVolume(place, named(request, 'name'), { ...body, owner: request.principal.userName }),
      };
    }),
    ...KINDS.flatMap((kind) => [
      route('GET', `${ROOT}/${kind}s/:name`, (_, name = '') => ({ json: store.get(kind, name) })),
      route('PATCH', `${ROOT}/${kind}s/:name`, (request, name = '') => ({
        json: store.update(kind, name, request.json()),
      })),
    ]),
    route('DELETE', `${ROOT}/volumes/:name`, async (_, name = '') => {
      await store.removeVolume(name);
      return { json: {} };
    }),
    route('DELETE', `${ROOT}/schemas/:name`, async ({ query }, name = '') => {
      await store.removeSchema(name, { force: query.get('force') === 'true' });
      return { json: {} };
    }),
    route('GET', `${ROOT}/permissions/:kind/:name`, (_, kind = '', name = '') => granted(store, kindOf(kind), name)),
    route('PATCH', `${ROOT}/permissions/:kind/:name`, (request, kind = '', name = '') => {
      for (const change of objectsIn(request.json()['changes'])) {
        store.changeGrants(kindOf(kind), name, {
          principal: textIn(change, 'principal') ?? '',
          add: privileges(change['add']),
          remove: privileges(change['remove']),
        });
      }
      return granted(store, kindOf(kind), name);
    }),
    route('GET', `${ROOT}/effective-permissions/:kind/:name`, (_, kind = '', name = '') =>
      effective(store, kindOf(kind), name),
    ),
  ];
}

function granted(store: UnityCatalog, kind: Kind, name: string): Reply {
  const assignments = [...store.grants(kind, name)].map(([principal, all]) => ({ principal, privileges: [...all] }));
  return { json: assignments.length === 0 ? {} : { privilege_assignments: assignments } };
}

/** What is granted here, and above with where it comes from. */
function effective(store: UnityCatalog, kind: Kind, name: string): Reply {
  const parts = name.split('.');
  const all = new Map<string, unknown[]>();
  for (const [depth, level] of KINDS.slice(0, KINDS.indexOf(kind) + 1).entries()) {
    const full = parts.slice(0, depth + 1).join('.');
    for (const [principal, set] of store.grants(level, full)) {
      const from = level === kind ? {} : { inherited_from_type: level.toUpperCase(), inherited_from_name: full };
      const list = [...set].map((privilege) => ({ privilege, ...from }));
      all.set(principal, [...(all.get(principal) ?? []), ...list]);
    }
  }
  return { json: { privilege_assignments: [...all].map(([principal, list]) => ({ principal, privileges: list })) } };
}

function kindOf(text: string): Kind {
  const kind = KINDS.find((known) => known === text.toLowerCase());
  if (kind === undefined) throw invalid(`Unknown securable type ${text}`);
  return kind;
}

/** The enum spelling alone: what people write with blanks is refused. */
function privileges(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value.map(String) : [];
  const wrong = all.find((name) => !/^[A-Z]+(?:_[A-Z]+)*$/.test(name));
  if (wrong !== undefined) throw invalid(`Privilege ${wrong} is not known`);
  return all;
}

function named(request: ApiRequest, field: string): string {
  const value = textIn(request.json(), field);
  if (value === undefined || value === '') throw invalid(`Missing required field: ${field}`);
  return value;
}
