import { z } from 'zod';
import { cronExpression, field, matching, oneOf, redirectUrl, secretText, section, serviceUrl } from './fields.ts';

export const ZOHO_REGIONS = ['us', 'eu', 'in', 'au', 'jp', 'ca', 'cn', 'sa', 'uk'] as const;

const id = (what: string) => matching(/^[A-Za-z0-9_-]{1,64}$/, `be ${what}, at most 64 letters, digits, _ and -`);
const word = matching(/^[A-Za-z0-9_-]{1,64}$/, 'be a part of the webhook URL, for example invoices or deleted');

const bound = { entity: word.optional(), action: word.optional() };

/** A list whose entries are a secret or a map with `secret` and `keys`. */
function secretList<S extends z.core.$ZodLooseShape>(secret: typeof secretText, keys: S) {
  const entry = section({ secret, ...keys }, { holdsSecrets: true });
  const item = z.preprocess((value) => (typeof value === 'string' ? { secret: value } : value), entry);
  return z.array(item, { error: 'must be a list of secrets' }).default([]);
}

const oauth = section(
  {
    client_id: matching(/^\S+$/, 'be the id of the OAuth client, without white space'),
    client_secret: secretText,
    refresh_token: secretText.optional(),
    redirect_uri: redirectUrl.optional(),
  },
  { holdsSecrets: true },
);

const poll = z.record(
  matching(/^[a-z][a-z0-9_]*$/, 'be an entity, for example accounts'),
  field('be daily, hourly, off or a cron expression', (text) =>
    ['daily', 'hourly', 'off'].includes(text) ? text : cronExpression(text),
  ),
  { error: 'must be a map from entity to daily, hourly, off or a cron expression' },
);

const zohoBooks = section({
  source: z.literal('zoho_books'),
  organization_id: id("the organization's id (Zoho Books: Settings, Organization)"),
  region: oneOf(ZOHO_REGIONS).default('us'),
  webhook_secrets: secretList(secretText, bound),
  oauth: oauth.optional(),
  urls: section({ api: serviceUrl.optional(), accounts: serviceUrl.optional() }).prefault({}),
  poll: poll.default({}),
});

// No bound secrets here: a FreshBooks delivery names its entity in the signed body, its route carries none.
const freshbooks = section({
  source: z.literal('freshbooks'),
  account_id: id('the account id (in the address bar and in every delivery)'),
  business_id: id('the business id').optional(),
  business_uuid: id('the business UUID').optional(),
  webhook_secrets: secretList(secretText, {}),
  oauth: oauth.optional(),
  urls: section({
    api: serviceUrl.optional(),
    accounts: serviceUrl.optional(),
    auth: serviceUrl.optional(),
  }).prefault({}),
  poll: poll.default({}),
});

export const connectionSchema = z.discriminatedUnion('source', [zohoBooks, freshbooks], {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? 'must be one of zoho_books, freshbooks'
      : 'must be a map with source, webhook_secrets and the other settings of its source',
});

export type ConnectionFile = z.infer<typeof connectionSchema>;
