import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ENTITIES } from '../../../loader/catalog/index.ts';
import { webhookSetup } from '../../../loader/sources/index.ts';
import { openBook } from '../../../loader/webhooks/book.ts';
import { webhookEntries } from '../../../loader/webhooks/webhook-rules.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { DELETE_SECRET, testConfig } from '../../support/receiver-config.ts';

const connection = testConfig().connections['acme_books']!;
const setup = webhookSetup(connection);
const rules = setup.kind === 'rules' ? setup.rules(ENTITIES.map(({ name }) => name)) : [];

function open() {
  const store = memoryStore();
  const book = openBook(openVault(store, [randomBytes(32).toString('base64')]), connection.name);
  const base = 'https://hooks.example.com/webhooks/acme_books';
  const entries = () => webhookEntries(rules, { connection, book, base, clock: () => new Date() });
  return { store, book, entries };
}

describe('what to enter for Zoho Books', () => {
  test("two rules for each module of the user's list, changes and deletions", () => {
    const asked = ['invoices', 'bills', 'purchase_orders', 'contacts', 'customer_payments'];
    const actionsOf = (entity: string): readonly string[] => [
      ...new Set(rules.filter((rule) => rule.entity === entity).map(({ action }) => action)),
    ];
    expect(asked.map((entity) => [entity, actionsOf(entity)])).toEqual(
      asked.map((entity) => [entity, ['updated', 'deleted']]),
    );
    expect(rules.length).toBeLessThanOrEqual(200);
  });

  test('each route has a secret of its own that Zoho Books takes; asked again it is the same', async () => {
    const { entries, book } = open();
    const first = await entries();
    const made = first.flatMap(({ url, secret }) => (secret.kind === 'generated' ? [[url, secret.text] as const] : []));
    const byUrl = new Map(made);
    expect(new Set(byUrl.values()).size).toBe(byUrl.size);
    for (const text of byUrl.values()) expect(text).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(await entries()).toEqual(first);
    const { secrets } = await book.read();
    expect(secrets).toHaveLength(byUrl.size);
    expect(secrets.every(({ entity, action }) => entity !== null && action !== null)).toBe(true);
  });

  test('one that the configuration binds is named by its place and not shown', async () => {
    const { entries, store } = open();
    const all = await entries();
    const deleted = all.find(({ entity, action }) => entity === 'invoices' && action === 'deleted');
    expect(deleted?.secret).toEqual({ kind: 'configured', path: 'connections.acme_books.webhook_secrets[1]' });
    expect(JSON.stringify(all)).not.toContain(DELETE_SECRET);
    const texts = all.flatMap(({ secret }) => (secret.kind === 'generated' ? [secret.text] : []));
    const holding = [...store.objects.values()].filter((bytes) => texts.some((text) => bytes.includes(text)));
    expect(holding).toEqual([]);
  });
});
