import { ApiError, type ApiRequest, type Principal, type Reply, type Route, route } from '../http.ts';
import { type JsonObject, objectsIn, textIn } from '../json.ts';

/** Objects that carry permissions, by the word in the address. */
export interface Securable {
  exists(id: string): boolean;
  /** what is inherited from: `/jobs/`, `/directories/` */
  readonly root: string;
  /** what their maker gets */
  readonly makerLevel: 'IS_OWNER' | 'CAN_MANAGE';
}

interface Entry {
  /** `user_name`, `service_principal_name` or `group_name` */
  readonly kind: string;
  readonly name: string;
  readonly level: string;
}

const KINDS = ['user_name', 'service_principal_name', 'group_name'] as const;

/** `/api/2.0/permissions/<type>/<id>`: an object's own entries, and those that it inherits. */
export class Permissions {
  readonly #own = new Map<string, readonly Entry[]>();
  readonly #types: Readonly<Record<string, Securable>>;

  constructor(types: Readonly<Record<string, Securable>>) {
    this.#types = types;
  }

  routes(): readonly Route[] {
    const path = '/api/2.0/permissions/:type/:id';
    return [
      route('GET', path, (request, type = '', id = '') => this.#answer(request, type, id)),
      route('PUT', path, (request, type = '', id = '') => this.#change(request, { type, id, keep: false })),
      route('PATCH', path, (request, type = '', id = '') => this.#change(request, { type, id, keep: true })),
    ];
  }

  #change(request: ApiRequest, { type, id, keep }: { type: string; id: string; keep: boolean }): Reply {
    const present = this.#entries(request.principal, type, id);
    const given = objectsIn(request.json()['access_control_list']).map(entryOf);
    const named = new Set(given.map((entry) => entry.name));
    const owners = given.some((entry) => entry.level === 'IS_OWNER');
    const kept = present.filter(
      (entry) => (keep && !named.has(entry.name)) || (!owners && entry.level === 'IS_OWNER' && !named.has(entry.name)),
    );
    this.#own.set(`${type}/${id}`, [...kept, ...given]);
    return this.#answer(request, type, id);
  }

  #answer({ principal }: ApiRequest, type: string, id: string): Reply {
    const own = this.#entries(principal, type, id);
    const { root } = this.#type(type);
    const list = own.map((entry) => ({
      [entry.kind]: entry.name,
      all_permissions: [{ permission_level: entry.level, inherited: false }],
    }));
    const admins = {
      group_name: 'admins',
      all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: [root] }],
    };
    return {
      json: {
        object_id: `/${type}/${id}`,
        object_type: type.replace(/ies$/, 'y').replace(/s$/, ''),
        access_control_list: [...list, admins],
      },
    };
  }

  #entries(maker: Principal, type: string, id: string): readonly Entry[] {
    const securable = this.#type(type);
    if (!securable.exists(id)) throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `${type} ${id} does not exist.`);
    const kind = maker.isServicePrincipal ? 'service_principal_name' : 'user_name';
    return this.#own.get(`${type}/${id}`) ?? [{ kind, name: maker.userName, level: securable.makerLevel }];
  }

  #type(type: string): Securable {
    const found = this.#types[type];
    if (found === undefined) throw new ApiError(404, 'ENDPOINT_NOT_FOUND', `No permissions for ${type}`);
    return found;
  }
}

function entryOf(entry: JsonObject): Entry {
  const kind = KINDS.find((name) => textIn(entry, name) !== undefined) ?? 'user_name';
  return { kind, name: textIn(entry, kind) ?? '', level: textIn(entry, 'permission_level') ?? '' };
}
