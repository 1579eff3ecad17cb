import { expect } from 'vitest';
import { webhookSetup } from '../../loader/sources/index.ts';
import { callbackContext, confirmLanded } from '../../loader/webhooks/open-webhooks.ts';
import { registerCallbacks } from '../../loader/webhooks/register-callbacks.ts';
import type { SourcesWorld } from './sources-world.ts';

/** Registers, and waits for nothing: the handshakes come at once. */
export async function subscribe(world: SourcesWorld): Promise<void> {
  const context = await world.context();
  const { clock } = context;
  const connection = world.config.connections['acme_fresh']!;
  const setup = webhookSetup(connection);
  if (setup.kind !== 'callbacks') throw new Error('no callbacks');
  const fetch = context.openFetch(connection);
  const { book, client } = callbackContext(context, { fetch, callbacks: setup.callbacks });
  const events = setup.callbacks.eventsOf(['invoices', 'payments', 'clients']);
  const uri = `${world.receiver.url}/webhooks/acme_fresh`;
  const parts = {
    callbacks: setup.callbacks,
    client,
    book,
    clock,
    sleep: () => Promise.resolve(),
  };
  await registerCallbacks(parts, { events, uri });
  await world.fresh.deliveries.settled();
  const done = await confirmLanded(context, fetch);
  expect(done.map(({ state }) => state)).toEqual(events.map(() => 'confirmed'));
}
