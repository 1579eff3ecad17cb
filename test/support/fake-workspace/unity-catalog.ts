import { ApiError, invalid } from './http.ts';
import type { JsonObject } from './json.ts';
import type { Volumes } from './volumes.ts';

export interface Place {
  readonly catalog: string;
  readonly schema: string;
}

/** What follows when a schema comes or goes. */
export interface SchemaHooks {
  createSchema(place: Place): Promise<void>;
  dropSchema(place: Place): Promise<void>;
}

export type Kind = 'catalog' | 'schema' | 'volume';

/** Catalogs, schemas and volumes by full name, and what is granted on them. */
export class UnityCatalog {
  readonly #objects: Readonly<Record<Kind, Map<string, JsonObject>>> = {
    catalog: new Map(),
    schema: new Map(),
    volume: new Map(),
  };
  /** privileges by principal, by `<kind>/<full name>` */
  readonly #grants = new Map<string, Map<string, ReadonlySet<string>>>();
  readonly #volumes: Volumes;
  readonly #hooks: SchemaHooks;

  constructor(options: {
    readonly volumes: Volumes;
    readonly hooks: SchemaHooks;
    readonly catalogs: readonly string[];
  }) {
    this.#volumes = options.volumes;
    this.#hooks = options.hooks;
    for (const name of options.catalogs)
      this.#objects.catalog.set(name, { name, full_name: name, catalog_type: 'MANAGED_CATALOG' });
  }

  list(kind: Kind, parent = ''): readonly JsonObject[] {
    return [...this.#objects[kind]].filter(([name]) => name.startsWith(parent)).map(([, object]) => object);
  }

  /** Names of all catalogs. */
  catalogs(): readonly string[] {
    return [...this.#objects.catalog.keys()];
  }

  /** @throws ApiError 404 */
  get(kind: Kind, name: string): JsonObject {
    const found = this.#objects[kind].get(name);
    if (found === undefined) {
      const code = `${kind.toUpperCase()}_DOES_NOT_EXIST`;
      throw new ApiError(404, code, `${kind.charAt(0).toUpperCase()}${kind.slice(1)} '${name}' does not exist.`);
    }
    return found;
  }

  async createSchema(place: Place, fields: JsonObject = {}): Promise<JsonObject> {
    const { catalog, schema } = place;
    this.get('catalog', catalog);
    const object = this.#put('schema', `${catalog}.${schema}`, { ...fields, name: schema, catalog_name: catalog });
    await this.#hooks.createSchema(place);
    return object;
  }

  /** @param folder  a local folder that the volume lies over */
  async createVolume(place: Place, name: string, fields: JsonObject = {}, folder?: string): Promise<JsonObject> {
    const { catalog, schema } = place;
    this.get('schema', `${catalog}.${schema}`);
    const full = `${catalog}.${schema}.${name}`;
    const object = this.#put('volume', full, {
      volume_type: 'MANAGED',
      storage_location: `s3://workspace-storage/volumes/${full}`,
      ...fields,
      name,
      catalog_name: catalog,
      schema_name: schema,
    });
    await this.#volumes.add(full, folder);
    return object;
  }

  update(kind: Kind, name: string, { new_name: newName, ...changes }: JsonObject): JsonObject {
    const present = this.get(kind, name);
    if (typeof newName !== 'string' || newName === '') {
      const changed = { ...present, ...changes, updated_at: Date.now() };
      this.#objects[kind].set(name, changed);
      return changed;
    }
    if (kind !== 'volume') throw invalid(`a ${kind} cannot be renamed here`);
    const full = [...name.split('.').slice(0, -1), newName].join('.');
    const renamed = { ...present, ...changes, name: newName, full_name: full, updated_at: Date.now() };
    this.#objects.volume.delete(name);
    this.#objects.volume.set(full, renamed);
    this.#volumes.rename(name, full);
    return renamed;
  }

  async removeVolume(name: string): Promise<void> {
    this.get('volume', name);
    this.#objects.volume.delete(name);
    this.#grants.delete(`volume/${name}`);
    await this.#volumes.remove(name);
  }

  /** @throws ApiError 400 where it holds volumes and is not forced */
  async removeSchema(name: string, options: { readonly force: boolean }): Promise<void> {
    this.get('schema', name);
    const inside = [...this.#objects.volume.keys()].filter((volume) => volume.startsWith(`${name}.`));
    if (inside.length > 0 && !options.force)
      throw invalid(`Schema '${name}' is not empty. The schema has ${inside.length} volume(s)`);
    for (const volume of inside) await this.removeVolume(volume);
    this.#objects.schema.delete(name);
    this.#grants.delete(`schema/${name}`);
    const [catalog = '', schema = ''] = name.split('.');
    await this.#hooks.dropSchema({ catalog, schema });
  }

  grants(kind: Kind, name: string): ReadonlyMap<string, ReadonlySet<string>> {
    this.get(kind, name);
    return this.#grants.get(`${kind}/${name}`) ?? new Map();
  }

  /** `remove` is done before `add`, and may be `ALL_PRIVILEGES`. */
  changeGrants(
    kind: Kind,
    name: string,
    change: { principal: string; add: readonly string[]; remove: readonly string[] },
  ): void {
    const all = new Map(this.grants(kind, name));
    const present = all.get(change.principal) ?? new Set();
    const kept = change.remove.includes('ALL_PRIVILEGES')
      ? []
      : [...present].filter((privilege) => !change.remove.includes(privilege));
    const granted = new Set([...kept, ...change.add]);
    if (granted.size === 0) all.delete(change.principal);
    else all.set(change.principal, granted);
    this.#grants.set(`${kind}/${name}`, all);
  }

  #put(kind: Kind, name: string, fields: JsonObject): JsonObject {
    if (this.#objects[kind].has(name)) {
      throw new ApiError(400, `${kind.toUpperCase()}_ALREADY_EXISTS`, `${kind} '${name}' already exists`);
    }
    const now = Date.now();
    const object = { ...fields, full_name: name, created_at: now, updated_at: now };
    this.#objects[kind].set(name, object);
    return object;
  }
}
