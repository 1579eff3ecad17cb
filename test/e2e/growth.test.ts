import { expect, test } from 'vitest';
import { nextRelease } from '../support/next-release.ts';
import { zohoContact, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { openProject, type Project } from '../support/project.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import { zohoDelivery } from '../support/sign.ts';

const GIFT_CARDS = `import { date, decimal, type Entity, personal, text } from '../entity.ts';

export const giftCards: Entity = {
  source: 'zoho_books',
  name: 'gift_cards',
  id: 'gift_card_id',
  comment: 'Gift cards. status: active, used or void; a deleted one is marked by is_deleted',
  document: 'detail',
  complete: ['status', 'amount'],
  completeArrays: ['uses'],
  webhooks: 'documents',
  columns: [
    text('status', 'active, used or void'),
    decimal('amount', 'Value of the card'),
    date('expires_on', 'Last day'),
    personal(text('holder', 'Who was given it')),
  ],
  children: [
    {
      name: 'gift_card_uses',
      field: 'uses',
      comment: 'Payments by the gift cards, of the version that won',
      columns: [text('invoice_id', 'Invoice that was paid'), decimal('amount', 'Amount')],
    },
  ],
};
`;

const stamp = (offsetMs: number): string => `${new Date(Date.now() + offsetMs).toISOString().slice(0, 19)}+0000`;
const post = (path: string, document: object) =>
  zohoDelivery({ path: `/webhooks/acme_books/${path}`, secret: ZOHO_SECRET, document });
const card = (id: string, more: object) => ({
  gift_card: { gift_card_id: id, status: 'active', last_modified_time: stamp(-60_000), uses: [], ...more },
});
const contact = (id: string) =>
  zohoWebhook('contact', zohoContact({ contact_id: id, last_modified_time: stamp(0), shoe_size: `4${id}` }));

async function valueOf(run: ReturnType<Project['cli']>): Promise<{ readonly code: number; readonly value: unknown }> {
  const { code, stdout, stderr } = await run;
  if (stdout === '') throw new Error(stderr);
  return { code, value: JSON.parse(stdout) };
}

test('a release that knows more types what landed before it, without an API: an entity by one file, a column by one line', async () => {
  const project = await openProject();
  const { warehouse } = project;
  const uses = [{ invoice_id: '501', amount: 1.1 }];
  for (const delivery of [
    post('gift_cards/created', card('91', { amount: 50 })),
    post('gift_cards/updated', card('91', { amount: 50.1, last_modified_time: stamp(0), uses, holder: 'Ada' })),
    post('gift_cards/created', card('92', { amount: '', expires_on: '2027-01-31' })),
    post('gift_cards/deleted', { gift_card: { gift_card_id: '93' } }),
    post('contacts/created', contact('1')),
  ]) {
    expect(await project.send(delivery)).toBe(202);
  }

  // this release: kept in bronze, in quarantine, and said
  const first = await project.json([3], 'run');
  expect(first).toMatchObject({ rows: 5, quarantined: 4, loads: { applied: 1 } });
  const reasons = 'select entity, reason, count(*) as n from silver_quarantine group by entity, reason';
  expect(await warehouse.query(reasons)).toEqual([{ entity: 'gift_cards', reason: 'unknown_entity', n: '4' }]);
  const kept = "select count(payload) as n from bronze_events where entity = 'gift_cards' and entity_id is not null";
  expect(await warehouse.query(kept)).toEqual([{ n: '4' }]);
  expect(await project.json([0], 'status', '--drift')).toMatchObject({
    unknown_entities: [{ source: 'zoho_books', entity: 'gift_cards', objects: 4 }],
    drift: {
      unknown_entities: [{ source: 'zoho_books', entity: 'gift_cards', documents: 4 }],
      fields: expect.arrayContaining([
        expect.objectContaining({ entity: 'contacts', path: 'shoe_size', documents: 1 }),
      ]),
    },
  });

  const next = nextRelease();
  next.write('loader/catalog/zoho-books/gift-cards.ts', GIFT_CARDS);
  next.edit(
    'loader/catalog/zoho-books/index.ts',
    '\n\nexport',
    "\nimport { giftCards } from './gift-cards.ts';\n\nexport",
  );
  next.edit('loader/catalog/zoho-books/index.ts', 'Entity[] = [', 'Entity[] = [giftCards, ');
  next.edit(
    'loader/catalog/zoho-books/contacts.ts',
    '  columns: [',
    "  columns: [\n    decimal('shoe_size', 'Size of the shoes'),",
  );
  const generated = await next.generate();
  for (const file of [
    'silver_zoho_books_gift_cards.sql',
    'setup.sql',
    'silver_quarantine.sql',
    'TABLES.md',
    'checks.sql',
  ]) {
    expect(generated).toContain(`notebooks/${file}`);
  }
  expect(generated).toContain('bundle/ledgerlake.job.yml');

  // that release: tables and column are made by the run itself, and what is in quarantine is typed
  expect(await project.send(post('contacts/created', contact('2')))).toBe(202);
  expect(await valueOf(next.cli(project, 'run', '--json'))).toMatchObject({ code: 0, value: { rows: 1 } });
  const shoes = 'select contact_id, shoe_size from silver_zoho_books_contacts order by contact_id';
  expect(await warehouse.query(shoes)).toEqual([
    { contact_id: '1', shoe_size: null },
    { contact_id: '2', shoe_size: '42.0000000000' },
  ]);
  expect(await warehouse.query('select gift_card_id from silver_zoho_books_gift_cards')).toEqual([]);

  const replayed = await valueOf(next.cli(project, 'replay', '--quarantined', '--json'));
  expect(replayed).toMatchObject({ code: 0, value: { objects: 4, rows: 4, quarantined: 0 } });
  const cards =
    'select gift_card_id, status, amount, expires_on, holder, is_deleted from silver_zoho_books_gift_cards order by gift_card_id';
  expect(await warehouse.query(cards)).toEqual([
    {
      gift_card_id: '91',
      status: 'active',
      amount: '50.1000000000',
      expires_on: null,
      holder: 'Ada',
      is_deleted: false,
    },
    { gift_card_id: '92', status: 'active', amount: null, expires_on: '2027-01-31', holder: null, is_deleted: false },
    { gift_card_id: '93', status: null, amount: null, expires_on: null, holder: null, is_deleted: true },
  ]);
  expect(await warehouse.query('select gift_card_id, position, amount from silver_zoho_books_gift_card_uses')).toEqual([
    { gift_card_id: '91', position: 1, amount: '1.1000000000' },
  ]);

  // the old load, planned by the release before, fills the new column
  const [load] = await warehouse.query('select min(_load_id) as id from bronze_events');
  expect(await valueOf(next.cli(project, 'replay', '--load', String(load?.['id']), '--json'))).toMatchObject({
    value: { rows: 5 },
  });
  expect(await warehouse.query(shoes)).toEqual([
    { contact_id: '1', shoe_size: '41.0000000000' },
    { contact_id: '2', shoe_size: '42.0000000000' },
  ]);
  const { value } = await valueOf(next.cli(project, 'status', '--drift', '--json'));
  expect(value).toMatchObject({ unknown_entities: [], drift: { unknown_entities: [] } });
  expect(JSON.stringify(value)).not.toContain('shoe_size');
  expect(await warehouse.query('select count(*) as n from ops_checks where failures > 0')).toEqual([{ n: '0' }]);
});
