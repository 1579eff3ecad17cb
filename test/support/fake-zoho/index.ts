import { randomBytes } from 'node:crypto';
import { Faults } from '../fake-provider/faults.ts';
import { type Asked, type Clock, findRoute, type Reply, type Route, route } from '../fake-provider/http.ts';
import { Outbox } from '../fake-provider/outbox.ts';
import { RequestLog } from '../fake-provider/request-log.ts';
import { listen } from '../fake-provider/server.ts';
import type { Doc } from '../payloads/json.ts';
import { zohoAnswer, zohoListAnswer } from '../payloads/zoho-books.ts';
import { Books } from './books.ts';
import { FAKE_ENTITIES } from './entities.ts';
import { problem } from './errors.ts';
import { organizationOf } from './organization.ts';
import { Quota } from './quota.ts';
import { readItems, readList, readOne } from './reads.ts';
import { Tokens } from './tokens.ts';
import { Webhooks } from './webhooks.ts';

export type { Fault, FaultRule } from '../fake-provider/faults.ts';
export { htmlPage, serverError, tooManyRequests } from '../fake-provider/faults.ts';
export type { LoggedRequest } from '../fake-provider/request-log.ts';
export { problemFault } from './errors.ts';
export type { WebhookRule } from './webhooks.ts';

export interface FakeZohoOptions {
  /** default: the real time */
  readonly clock?: Clock;
  readonly organizationId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** of the organization: its timestamps and its quota day; default America/New_York */
  readonly timeZone?: string;
}

/** Behaviour that the documentation leaves open; may be changed at any time. */
export interface ZohoKnobs {
  /** a call without `organization_id`: refused, or answered for the default organization as if it had been named */
  withoutOrganization: 'refuse' | 'default';
  /** the user was deactivated: tokens refresh and `/organizations` answers, everything else fails with 6018 */
  userDisabled: boolean;
  missingStatus: number;
  repeatedIds: ReadonlySet<string>;
}

/** Zoho Accounts and Zoho Books on loopback under one origin. */
export interface FakeZoho {
  /** origin: `urls.accounts` */
  readonly url: string;
  /** `urls.api` */
  readonly apiUrl: string;
  readonly organizationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** the organization's records; changes fire the rules in `webhooks` */
  readonly books: Books;
  /** rates by currency id; their rows do not name the currency */
  readonly rates: Map<string, readonly Doc[]>;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
  /** webhooks on their way */
  readonly deliveries: Outbox;
  readonly quota: Quota;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly knobs: ZohoKnobs;
  close(): Promise<void>;
}

const API = '/books/v3';

export async function startFakeZoho(options: FakeZohoOptions = {}): Promise<FakeZoho> {
  const { clock = () => new Date(), timeZone = 'America/New_York' } = options;
  const identity = {
    organizationId: options.organizationId ?? '10234695',
    clientId: options.clientId ?? `1000.${randomBytes(15).toString('hex').toUpperCase()}`,
    clientSecret: options.clientSecret ?? randomBytes(21).toString('hex'),
  };
  const knobs: ZohoKnobs = {
    withoutOrganization: 'refuse',
    userDisabled: false,
    missingStatus: 404,
    repeatedIds: new Set(),
  };
  const faults = new Faults();
  const requests = new RequestLog();
  const deliveries = new Outbox(clock);
  const webhooks = new Webhooks(deliveries);
  const books = new Books({ clock, timeZone }, (change) => webhooks.fire(change));
  const rates = new Map<string, readonly Doc[]>();
  const quota = new Quota({ clock, requests, timeZone });
  const tokens = new Tokens({ clock, ...identity }, '');
  const organizations = [organizationOf({ ...identity, timeZone })];
  const accounts = accountRoutes(tokens, () => server.url);
  const api = apiRoutes(() => ({ books, ...knobs }), rates);

  const handle = (request: Asked): Reply | Promise<Reply> => {
    const open = findRoute(accounts, request);
    if (open !== undefined) return open();
    // in this header only, and with this word only, although the token response says Bearer
    const token = /^Zoho-oauthtoken (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !tokens.isGood(token)) return problem(57);
    if (request.path === `${API}/organizations`) return { json: zohoAnswer('organizations', organizations) };
    const organization = request.query.get('organization_id');
    if (organization === null ? knobs.withoutOrganization === 'refuse' : organization !== identity.organizationId) {
      return problem(2);
    }
    quota.take();
    if (knobs.userDisabled) return quota.told(problem(6018));
    const answer = findRoute(api, request);
    return answer === undefined ? problem(5) : told(quota, answer());
  };
  const server = await listen({ clock, faults, requests, handle });
  tokens.apiDomain = server.url;
  return {
    url: server.url,
    apiUrl: server.url + API,
    ...identity,
    books,
    rates,
    tokens,
    webhooks,
    deliveries,
    quota,
    faults,
    requests,
    knobs,
    close: () => server.close(),
  };
}

async function told(quota: Quota, reply: Reply | Promise<Reply>): Promise<Reply> {
  return quota.told(await reply);
}

function accountRoutes(tokens: Tokens, origin: () => string): readonly Route[] {
  return [
    route('POST', '/oauth/v2/token', (it) => tokens.grant(it)),
    route('POST', '/oauth/v2/token/revoke', (it) => tokens.revokeByRequest(it)),
    route('GET', '/oauth/v2/auth', (it) => tokens.authorize(it, origin())),
  ];
}

function apiRoutes(
  options: () => Parameters<typeof readOne>[0],
  rates: ReadonlyMap<string, readonly Doc[]>,
): readonly Route[] {
  return [
    route('GET', `${API}/settings/currencies/:id/exchangerates`, (_, id = '') =>
      options().books.get('currencies', id) === undefined
        ? problem(1002, { message: 'Currency does not exist.' })
        : { json: zohoListAnswer('exchange_rates', rates.get(id) ?? []) },
    ),
    route('GET', `${API}/itemdetails`, (request) => readItems(options(), request)),
    ...[...FAKE_ENTITIES.values()].flatMap((entity) => [
      route('GET', `${API}/${entity.path}`, (request) => readList(options(), entity, request)),
      route('GET', `${API}/${entity.path}/:id`, (_, id = '') => readOne(options(), entity, id)),
    ]),
  ];
}
