import { randomBytes } from 'node:crypto';
import { Faults } from '../fake-provider/faults.ts';
import { type Asked, type Clock, findRoute, Refusal, type Reply, type Route, route } from '../fake-provider/http.ts';
import { Outbox } from '../fake-provider/outbox.ts';
import { RequestLog } from '../fake-provider/request-log.ts';
import { listen } from '../fake-provider/server.ts';
import { Books } from './books.ts';
import { Callbacks } from './callbacks.ts';
import { FAKE_ENTITIES, type FakeEntity } from './entities.ts';
import { type ErrorStyle, noSuchResource, unauthenticated } from './errors.ts';
import { type ReadOptions, readList, readOne } from './reads.ts';
import { Tokens } from './tokens.ts';
import { usersMe } from './users-me.ts';

export type { Fault, FaultRule } from '../fake-provider/faults.ts';
export { htmlPage, serverError, tooManyRequests } from '../fake-provider/faults.ts';
export type { LoggedRequest } from '../fake-provider/request-log.ts';
export type { FakeCallback } from './callbacks.ts';
export { accessDenied, gatedFeature, inactiveAccount, missingScope } from './errors.ts';

export interface FakeFreshbooksOptions {
  /** default: the real time */
  readonly clock?: Clock;
  readonly accountId?: string;
  readonly businessId?: string;
  readonly businessUuid?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly redirectUri?: string;
}

/** Behaviour that the documentation leaves open or that differs from account to account; may be changed at any time. */
export interface FreshbooksKnobs {
  errors: ErrorStyle;
  deletedReads: ReadOptions['deletedReads'];
  /** `users/me` names no account with the business */
  hidesAccount: boolean;
  /** `total` of lists counts so many rows more than there are to see */
  invisibleRows: number;
  singleKeys: ReadOptions['singleKeys'];
  /** answers 429 beyond so many API requests in 60 s of the clock; undefined: no limit is known */
  requestsPerMinute: number | undefined;
  /** with that 429 */
  retryAfter: string | number | undefined;
}

/** FreshBooks on loopback: API, accounts and sign-in under one origin. */
export interface FakeFreshbooks {
  readonly url: string;
  readonly accountId: string;
  readonly businessId: string;
  readonly businessUuid: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** the account's objects; changes fire the webhooks of verified callbacks */
  readonly books: Books;
  readonly tokens: Tokens;
  readonly callbacks: Callbacks;
  /** webhooks on their way, handshakes included */
  readonly deliveries: Outbox;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly knobs: FreshbooksKnobs;
  close(): Promise<void>;
}

export async function startFakeFreshbooks(options: FakeFreshbooksOptions = {}): Promise<FakeFreshbooks> {
  const { clock = () => new Date() } = options;
  const identity = {
    accountId: options.accountId ?? '6BApk',
    businessId: options.businessId ?? '91822',
    businessUuid: options.businessUuid ?? '6d0c1a52-9f7e-4b1b-8a54-0c7d1f2e3a4b',
    clientId: options.clientId ?? randomBytes(16).toString('hex'),
    clientSecret: options.clientSecret ?? randomBytes(24).toString('hex'),
    redirectUri: options.redirectUri ?? 'https://localhost/callback',
  };
  const knobs: FreshbooksKnobs = {
    errors: { shape: 'old' },
    deletedReads: 'object',
    hidesAccount: false,
    invisibleRows: 0,
    singleKeys: {},
    requestsPerMinute: undefined,
    retryAfter: undefined,
  };
  const faults = new Faults();
  const requests = new RequestLog();
  const deliveries = new Outbox(clock);
  const tokens = new Tokens({ clock, ...identity });
  const callbacks = new Callbacks({ clock, outbox: deliveries, errors: () => knobs.errors, ...identity });
  const books = new Books(clock, (change) => callbacks.fire(change));
  const open = openRoutes(tokens);
  const guarded = [
    ...callbackRoutes(callbacks),
    route('GET', '/auth/api/v1/users/me', () => ({ json: usersMe({ ...identity, ...knobs }) })),
    ...[...FAKE_ENTITIES.values()].flatMap((entity) =>
      entityRoutes(entity, { options: () => ({ books, ...knobs }), identity }),
    ),
  ];
  const handle = (request: Asked): Reply | Promise<Reply> => {
    const answerOpen = findRoute(open, request);
    if (answerOpen !== undefined) return answerOpen();
    const { path, headers } = request;
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || !tokens.isGood(token)) return unauthenticated(path, token !== undefined);
    if (requests.inLastMinute(clock(), isApi) > (knobs.requestsPerMinute ?? Number.POSITIVE_INFINITY))
      return limited(knobs);
    // the accounts of others are simply not there
    const account = /^\/(?:accounting|events)\/account\/([^/]+)\//.exec(path)?.[1];
    const isOurs = account === undefined || account === identity.accountId;
    const answer = isOurs ? findRoute(guarded, request) : undefined;
    return answer === undefined ? noSuchResource(path, knobs.errors.shape) : answer();
  };
  const server = await listen({ clock, faults, requests, handle });
  return {
    url: server.url,
    ...identity,
    books,
    tokens,
    callbacks,
    deliveries,
    faults,
    requests,
    knobs,
    close: () => server.close(),
  };
}

function openRoutes(tokens: Tokens): readonly Route[] {
  return [
    ...['/auth/oauth/token', '/service/auth/oauth/token'].map((path) => route('POST', path, (it) => tokens.grant(it))),
    ...['/auth/oauth/revoke', '/service/auth/oauth/revoke'].map((path) =>
      route('POST', path, (it) => tokens.revoke(it)),
    ),
    ...['/oauth/authorize', '/service/auth/oauth/authorize'].map((path) =>
      route('GET', path, (it) => tokens.authorize(it)),
    ),
  ];
}

function callbackRoutes(callbacks: Callbacks): readonly Route[] {
  const path = '/events/account/:account/events/callbacks';
  return [
    route('POST', path, (it) => callbacks.create(it)),
    route('GET', path, (it) => callbacks.list(it)),
    route('GET', `${path}/:id`, (it, _, id = '') => callbacks.read(it, id)),
    route('PUT', `${path}/:id`, (it, _, id = '') => callbacks.change(it, id)),
    route('DELETE', `${path}/:id`, (it, _, id = '') => callbacks.remove(it, id)),
  ];
}

interface EntityContext {
  readonly options: () => ReadOptions;
  readonly identity: { readonly businessId: string; readonly businessUuid: string };
}

function entityRoutes(entity: FakeEntity, { options, identity }: EntityContext): readonly Route[] {
  const { family } = entity;
  const path = family === 'accounting' ? `/accounting/account/:account/${entity.path}` : entity.path;
  const ours = family === 'ledger' ? identity.businessUuid : identity.businessId;
  const check = (request: Asked, id: string | undefined): void => {
    if (family !== 'accounting' && id !== ours) throw new Refusal(noSuchResource(request.path, 'new'));
  };
  return [
    route('GET', path, (request, of) => {
      check(request, of);
      return readList(options(), entity, request);
    }),
    route('GET', entity.single ?? `${path}/:id`, (request, of, id = '') => {
      check(request, of);
      return readOne(options(), entity, request, id);
    }),
  ];
}

function isApi({ path }: { readonly path: string }): boolean {
  return !/oauth/.test(path);
}

function limited({ retryAfter }: FreshbooksKnobs): Reply {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status: 429, json: { message: 'Too Many Requests' }, headers };
}
