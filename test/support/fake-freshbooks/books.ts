import { type Clock, textOf } from '../fake-provider/http.ts';
import { localText } from '../fake-provider/zoned-time.ts';
import type { Doc } from '../payloads/json.ts';
import { type FakeEntity, fakeEntity } from './entities.ts';

/** Fired after a change, as the webhooks see it. */
export interface Change {
  readonly noun: string;
  readonly verb: string;
  readonly id: string;
}

export interface ChangeOptions {
  /** no webhook */
  readonly silent?: boolean;
}

/** The objects of the account, by entity (as in the tables) and id; every change fires its webhooks. */
export class Books {
  readonly #entities = new Map<string, Map<string, Doc>>();
  readonly #clock: Clock;
  readonly #fire: (change: Change) => void;

  constructor(clock: Clock, fire: (change: Change) => void) {
    this.#clock = clock;
    this.#fire = fire;
  }

  /** Creates or replaces an object; its id is what the document says. @returns the id */
  put(entity: string, document: Doc, options: ChangeOptions = {}): string {
    const id = textOf(document[fakeEntity(entity).idField]);
    const verb = this.get(entity, id) === undefined ? 'create' : 'update';
    this.#of(entity).set(id, document);
    this.#changed({ entity, id, verb, options });
    return id;
  }

  /** Changes fields; `updated` (and `version`) become now, in Eastern time, unless given. @throws Error unknown object */
  patch(
    entity: string,
    id: string | number,
    changes: Doc,
    options: ChangeOptions & { readonly verb?: string } = {},
  ): Doc {
    const document = this.get(entity, id);
    if (document === undefined) throw new Error(`the fake holds no ${entity} ${id}`);
    const next = { ...document, ...this.#stamps(entity, document), ...changes };
    this.#of(entity).set(String(id), next);
    this.#changed({ entity, id: String(id), verb: options.verb ?? 'update', options });
    return next;
  }

  /** Deletes as FreshBooks does for this entity: `vis_state` 1, or gone. */
  remove(entity: string, id: string | number, options: ChangeOptions = {}): void {
    if (fakeEntity(entity).deletion === 'hard') this.purge(entity, id, options);
    else this.patch(entity, id, { vis_state: 1 }, { ...options, verb: 'delete' });
  }

  /** A deleted object comes back. */
  restore(entity: string, id: string | number, options: ChangeOptions = {}): void {
    this.patch(entity, id, { vis_state: 0 }, options);
  }

  archive(entity: string, id: string | number, options: ChangeOptions = {}): void {
    this.patch(entity, id, { vis_state: 2 }, options);
  }

  /** Gone for ever, whatever the entity: reads answer 404. */
  purge(entity: string, id: string | number, options: ChangeOptions = {}): void {
    if (!this.#of(entity).delete(String(id))) throw new Error(`the fake holds no ${entity} ${id}`);
    this.#changed({ entity, id: String(id), verb: 'delete', options });
  }

  /** An event without a change: `touch('invoices', 60417, 'sendByEmail')`. */
  touch(entity: string, id: string | number, verb = 'update'): void {
    this.#changed({ entity, id: String(id), verb, options: {} });
  }

  get(entity: string, id: string | number): Doc | undefined {
    return this.#of(entity).get(String(id));
  }

  /** In the order in which they came, deleted ones too. */
  all(entity: string): readonly Doc[] {
    return [...this.#of(entity).values()];
  }

  #of(entity: string): Map<string, Doc> {
    const known = fakeEntity(entity).name;
    const documents = this.#entities.get(known) ?? new Map<string, Doc>();
    this.#entities.set(known, documents);
    return documents;
  }

  #stamps(entity: string, document: Doc): Doc {
    const now = this.#clock();
    const eastern = localText(now, 'America/New_York');
    const fraction = `${String(now.getUTCMilliseconds()).padStart(3, '0')}000`;
    return {
      ...('updated' in document ? { updated: eastern } : {}),
      ...('updated_at' in document ? { updated_at: updatedAt(fakeEntity(entity), now) } : {}),
      ...('version' in document ? { version: `${eastern}.${fraction}` } : {}),
    };
  }

  #changed(change: { entity: string; id: string; verb: string; options: ChangeOptions }): void {
    const { noun } = fakeEntity(change.entity);
    if (noun === undefined || change.options.silent === true) return;
    this.#fire({ noun, verb: change.verb, id: change.id });
  }
}

// bills are the exception inside accounting; projects and the ledger are UTC throughout, in ISO's spelling
function updatedAt({ name, family }: FakeEntity, now: Date): string {
  if (family === 'ledger') return now.toISOString();
  if (family === 'projects') return now.toISOString().slice(0, 19);
  return localText(now, name === 'bills' ? 'UTC' : 'America/New_York');
}
