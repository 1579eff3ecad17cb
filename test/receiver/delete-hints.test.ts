import { expect, test } from 'vitest';
import type { OAuthConfig } from '../../receiver/config/config.ts';
import { zohoTest } from '../support/receiver.ts';
import { DELETE_SECRET, ZOHO_SECRET } from '../support/receiver-config.ts';
import { bookSecret, startVaultReceiver } from './with-vault.ts';

const OAUTH: OAuthConfig = { clientId: 'id', clientSecret: 'x', refreshToken: undefined, redirectUri: undefined };
const ENTITY_ONLY = 'BoundToInvoicesAlone';
const ACTION_ONLY = 'BoundToDeletionsAlone';
const GENERATED = 'GeneratedForOneRoute';
const secrets = [
  { secret: ZOHO_SECRET, entity: undefined, action: undefined },
  { secret: DELETE_SECRET, entity: 'invoices', action: 'deleted' },
  { secret: ENTITY_ONLY, entity: 'invoices', action: undefined },
  { secret: ACTION_ONLY, entity: undefined, action: 'deleted' },
];

test.each<[string, string, string, boolean, true | undefined]>([
  ['by an unbound secret', 'invoices/deleted', ZOHO_SECRET, true, true],
  ['in another spelling of the action', 'invoices/Deleted', ZOHO_SECRET, true, true],
  ['by a secret bound to the entity alone', 'invoices/deleted', ENTITY_ONLY, true, true],
  ['by a secret bound to the action alone', 'invoices/deleted', ACTION_ONLY, true, true],
  ['by a secret bound to the route', 'invoices/deleted', DELETE_SECRET, true, undefined],
  ['by a generated secret of the vault', 'invoices/deleted', GENERATED, true, undefined],
  ['without credentials to ask with', 'invoices/deleted', ZOHO_SECRET, false, undefined],
  ['an update is none', 'invoices/updated', ZOHO_SECRET, true, undefined],
])('a deletion %s', async (_name, route, secret, hasOAuth, hint) => {
  const receiver = await startVaultReceiver({
    books: { acme_books: { secrets: [bookSecret(GENERATED, { entity: 'invoices', action: 'deleted' })] } },
    connections: { acme_books: { webhookSecrets: secrets, oauth: hasOAuth ? OAUTH : undefined } },
  });
  expect((await receiver.post(zohoTest({ path: `/webhooks/acme_books/${route}`, secret }))).status).toBe(202);
  const [envelope] = receiver.envelopes();
  expect(envelope!.hint).toBe(hint);
  expect(envelope!.action).toBe(route.split('/')[1]!.toLowerCase());
});
