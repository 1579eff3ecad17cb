import { type Clock, textOf } from '../fake-provider/http.ts';
import { offsetText } from '../fake-provider/zoned-time.ts';
import type { Doc } from '../payloads/json.ts';
import { fakeEntity } from './entities.ts';

/** A record with the times that Zoho Books keeps whether or not the document shows them. */
export interface Stored {
  readonly document: Doc;
  /** its row in lists; undefined: made from the document */
  readonly row: Doc | undefined;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** Fired after a change, as workflow rules see it. */
export interface Change {
  readonly entity: string;
  readonly trigger: string;
  readonly id: string;
  /** the new state; of a deleted record the last one */
  readonly document: Doc;
}

export interface ChangeOptions {
  /** no webhook: an import, a custom function, another Zoho application */
  readonly silent?: boolean;
}

/** The records of the organization, by entity (as in the tables) and id; every change fires its rules. */
export class Books {
  readonly #entities = new Map<string, Map<string, Stored>>();
  readonly #clock: Clock;
  readonly #timeZone: string;
  readonly #fire: (change: Change) => void;

  constructor({ clock, timeZone }: { clock: Clock; timeZone: string }, fire: (change: Change) => void) {
    this.#clock = clock;
    this.#timeZone = timeZone;
    this.#fire = fire;
  }

  /** Creates or replaces a record; id and times are what the document says. @returns the id */
  put(entity: string, document: Doc, options: ChangeOptions & { readonly row?: Doc } = {}): string {
    const id = textOf(document[fakeEntity(entity).idField]);
    const before = this.#of(entity).get(id);
    const modifiedAt = timeOf(document['last_modified_time'] ?? document['updated_time']) ?? this.#clock();
    const createdAt = timeOf(document['created_time']) ?? before?.createdAt ?? modifiedAt;
    this.#of(entity).set(id, { document, row: options.row, createdAt, modifiedAt });
    this.#changed({ entity, id, document, trigger: before === undefined ? 'created' : 'updated' }, options);
    return id;
  }

  /**
   * Changes fields; the modification time becomes now.
   *
   * @param options.keepsTime  as a contact's balances change: without a new modification time
   * @throws Error unknown record
   */
  patch(entity: string, id: string, changes: Doc, options: ChangeOptions & { readonly keepsTime?: boolean } = {}): Doc {
    const stored = this.#of(entity).get(id);
    if (stored === undefined) throw new Error(`the fake holds no ${entity} ${id}`);
    const field = fakeEntity(entity).hasModifiedTime.detail;
    const now = this.#clock();
    const stamp = field === undefined || options.keepsTime === true ? {} : { [field]: this.stamp(now) };
    const document = { ...stored.document, ...stamp, ...changes };
    const given = field === undefined ? undefined : timeOf(changes[field]);
    const modifiedAt = given ?? (options.keepsTime === true ? stored.modifiedAt : now);
    this.#of(entity).set(id, { ...stored, document, row: undefined, modifiedAt });
    this.#changed({ entity, id, document, trigger: 'updated' }, options);
    return document;
  }

  /** Gone for ever; there is no other way. */
  remove(entity: string, id: string, options: ChangeOptions = {}): void {
    const stored = this.#of(entity).get(id);
    if (stored === undefined) throw new Error(`the fake holds no ${entity} ${id}`);
    this.#of(entity).delete(id);
    this.#changed({ entity, id, document: stored.document, trigger: 'deleted' }, options);
  }

  get(entity: string, id: string): Doc | undefined {
    return this.#of(entity).get(id)?.document;
  }

  /** In the order in which they came. */
  all(entity: string): readonly Stored[] {
    return [...this.#of(entity).values()];
  }

  /** A time as this organization's documents write it. */
  stamp(at: Date): string {
    return offsetText(at, this.#timeZone);
  }

  #of(entity: string): Map<string, Stored> {
    const known = fakeEntity(entity).name;
    const records = this.#entities.get(known) ?? new Map<string, Stored>();
    this.#entities.set(known, records);
    return records;
  }

  #changed(change: Change, { silent = false }: ChangeOptions): void {
    if (!silent) this.#fire(change);
  }
}

function timeOf(value: unknown): Date | undefined {
  const at = new Date(textOf(value));
  return Number.isNaN(at.getTime()) ? undefined : at;
}
