import { expect, test } from 'vitest';
import { listArrivals } from '../../../loader/plan/arrivals.ts';
import { HOUR_MS, landInvoice, NOON } from '../../support/loader-context.ts';
import { memoryStore } from '../../support/memory-store.ts';

const ago = (hours: number): Date => new Date(NOON.getTime() - hours * HOUR_MS);

test('what came in is counted by connection and window, late objects by their arrival', async () => {
  const store = memoryStore();
  await landInvoice(store, { time: ago(1), id: '1' });
  await landInvoice(store, { time: ago(100), id: '2', origin: 'hydrate' });
  await landInvoice(store, { time: ago(169), id: '3' });
  await landInvoice(store, { time: null, late: ago(2), id: '4', entity: 'gadgets' });
  await landInvoice(store, { time: ago(-500), late: ago(3), id: '5' });
  await landInvoice(store, { time: ago(90), late: ago(30), id: '6' });
  await landInvoice(store, { time: ago(5), id: '7', source: 'freshbooks', connection: 'acme_fresh' });
  expect(await listArrivals(store, NOON)).toEqual([
    {
      source: 'freshbooks',
      connection: 'acme_fresh',
      last_24_hours: 1,
      last_7_days: 1,
      origins: { webhook: 1 },
      entities: { invoices: 1 },
      last_at: ago(5).toISOString(),
      last_webhook_at: ago(5).toISOString(),
    },
    {
      source: 'zoho_books',
      connection: 'acme_books',
      last_24_hours: 3,
      last_7_days: 5,
      origins: { hydrate: 1, webhook: 4 },
      entities: { gadgets: 1, invoices: 4 },
      last_at: ago(1).toISOString(),
      last_webhook_at: ago(1).toISOString(),
    },
  ]);
});
