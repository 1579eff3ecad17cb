import { randomBytes } from 'node:crypto';
import { type Asked, type Clock, jsonOf, objectIn, type Reply, textOf } from '../fake-provider/http.ts';
import type { Outbox, Outgoing } from '../fake-provider/outbox.ts';
import type { Doc } from '../payloads/json.ts';
import { freshbooksDelivery } from '../sign.ts';
import type { Change } from './books.ts';
import { EVENT_NAMES } from './entities.ts';
import { type ErrorStyle, noSuchResource, validationError } from './errors.ts';

/** A callback; the test may look at its verifier, the API never shows it. */
export interface FakeCallback {
  readonly id: string;
  readonly event: string;
  readonly uri: string;
  readonly verifier: string;
  verified: boolean;
  updatedAt: string;
}

export interface CallbackOptions {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly errors: () => ErrorStyle;
  readonly accountId: string;
  readonly businessId: string;
}

/** Registered callbacks, their handshakes and what their verified ones send. */
export class Callbacks {
  /** when the handshake goes out: after the answer to the POST, before it (the POST then waits for its end), or not at all */
  handshake: 'after' | 'before' | 'never' = 'after';
  /** fields as the documentation names them, or as captured in 2020 (another order, `system`) */
  handshakeFields: 'documented' | 'captured' = 'documented';
  /** whether `resend` still sends something once a callback is verified; the Classic API did not */
  resendsVerified = false;
  /** ids of who changes things, in deliveries */
  identityId = '3305';
  userId = '1';
  readonly all: FakeCallback[] = [];
  readonly #options: CallbackOptions;
  #nextId = 80_001;

  constructor(options: CallbackOptions) {
    this.#options = options;
  }

  /** Made and confirmed as if it had always been there. @returns it, with the verifier that signs its deliveries */
  addVerified(event: string, uri: string): FakeCallback {
    const callback = this.#make(event, uri);
    callback.verified = true;
    return callback;
  }

  byId(id: string): FakeCallback | undefined {
    return this.all.find((callback) => callback.id === id);
  }

  /** Deliveries to every verified callback for this event or its noun. */
  fire({ noun, verb, id }: Change): void {
    const name = `${noun}.${verb}`;
    for (const callback of this.all) {
      if (!callback.verified || (callback.event !== name && callback.event !== noun)) continue;
      this.#options.outbox.send(this.delivery(callback, { name, objectId: id }));
    }
  }

  /** A signed delivery, unsent. */
  delivery(callback: FakeCallback, { name, objectId }: { name: string; objectId: string }): Outgoing {
    const { accountId, businessId } = this.#options;
    const fields = [
      ['name', name],
      ['object_id', objectId],
      ['account_id', accountId],
      ['business_id', businessId],
      ['identity_id', this.identityId],
      ['user_id', this.userId],
    ] as const;
    const { headers, body } = freshbooksDelivery({ path: '', secret: callback.verifier, fields });
    return { uri: callback.uri, label: `${name} ${objectId}`, headers, body };
  }

  /** `POST …/callbacks`. */
  async create(request: Asked): Promise<Reply> {
    const asked = objectIn(jsonOf(request), 'callback');
    const event = textOf(asked['event']);
    const uri = textOf(asked['uri']);
    const problems = {
      ...(EVENT_NAMES.has(event) ? {} : { event: 'Value error, Unrecognized event.' }),
      ...(isWebUrl(uri) ? {} : { uri: 'Input should be a valid URL, relative URL without a base' }),
    };
    if (Object.keys(problems).length > 0) return validationError(problems, this.#options.errors().shape);
    const callback = this.#make(event, uri);
    if (this.handshake === 'before') await this.#options.outbox.sendNow(this.#handshakeOf(callback));
    if (this.handshake === 'after') setImmediate(() => this.sendHandshake(callback));
    return answer(callback);
  }

  /** `GET …/callbacks`: 15 to a page; `search[event]` matches the event and its noun. */
  list(request: Asked): Reply {
    const event = request.query.get('search[event]');
    const found = this.all.filter((one) => event === null || one.event === event || one.event === event.split('.')[0]);
    const page = Math.max(1, Number(request.query.get('page') ?? '1'));
    const perPage = Math.min(100, Math.max(1, Number(request.query.get('per_page') ?? '15')));
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    const callbacks = found.slice((page - 1) * perPage, page * perPage).map(shown);
    return { json: { response: { result: { callbacks, page, pages, per_page: perPage, total: found.length } } } };
  }

  /** `GET …/callbacks/{id}`. */
  read(request: Asked, id: string): Reply {
    const callback = this.byId(id);
    return callback === undefined ? noSuchResource(request.path, this.#options.errors().shape) : answer(callback);
  }

  /** `PUT …/callbacks/{id}`: the verifier, or `resend`. */
  change(request: Asked, id: string): Reply {
    const callback = this.byId(id);
    const { shape } = this.#options.errors();
    if (callback === undefined) return noSuchResource(request.path, shape);
    const asked = objectIn(jsonOf(request), 'callback');
    if ('verifier' in asked) {
      if (asked['verifier'] !== callback.verifier) {
        return validationError({ verifier: 'Value error, Verifier does not match.' }, shape);
      }
      callback.verified = true;
      callback.updatedAt = this.#now();
    } else if (asked['resend'] === true && (!callback.verified || this.resendsVerified)) {
      setImmediate(() => this.sendHandshake(callback));
    }
    return answer(callback);
  }

  /** `DELETE …/callbacks/{id}`. */
  remove(request: Asked, id: string): Reply {
    const at = this.all.findIndex((callback) => callback.id === id);
    if (at < 0) return noSuchResource(request.path, this.#options.errors().shape);
    this.all.splice(at, 1);
    return { status: 204 };
  }

  /** Through the outbox: it can be dropped, doubled and held like a delivery. */
  sendHandshake(callback: FakeCallback): void {
    this.#options.outbox.send(this.#handshakeOf(callback));
  }

  // Not signed: its receiver learns the secret only now.
  #handshakeOf({ id, uri, verifier }: FakeCallback): Outgoing {
    const { accountId } = this.#options;
    const name = 'callback.verify';
    const fields: Readonly<Record<string, string>> =
      this.handshakeFields === 'documented'
        ? { name, object_id: id, account_id: accountId, user_id: this.userId, verifier }
        : {
            user_id: this.userId,
            name,
            verifier,
            object_id: id,
            account_id: accountId,
            system: 'https://harborandpine.freshbooks.com',
          };
    const body = Buffer.from(new URLSearchParams(fields).toString());
    return { uri, label: `${name} ${id}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
  }

  #make(event: string, uri: string): FakeCallback {
    const id = String(this.#nextId);
    this.#nextId += 1;
    const verifier = randomBytes(20).toString('hex');
    const callback: FakeCallback = { id, event, uri, verifier, verified: false, updatedAt: this.#now() };
    this.all.push(callback);
    return callback;
  }

  #now(): string {
    return this.#options
      .clock()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }
}

function answer(callback: FakeCallback): Reply {
  return { json: { response: { result: { callback: shown(callback) } } } };
}

function shown({ id, event, uri, verified, updatedAt }: FakeCallback): Doc {
  return { callbackid: Number(id), event, uri, verified, updated_at: updatedAt };
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
