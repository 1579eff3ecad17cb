import { openContext } from '../../loader/context.ts';
import { webhookSetup } from '../../loader/sources/index.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import { callbackContext, confirmLanded } from '../../loader/webhooks/open-webhooks.ts';
import { registerCallbacks } from '../../loader/webhooks/register-callbacks.ts';
import { FAKE_ENTITIES as FRESH } from '../support/fake-freshbooks/entities.ts';
import { FAKE_ENTITIES as ZOHO } from '../support/fake-zoho/entities.ts';
import { textSink } from '../support/loader-context.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import type { SourcesWorld } from './sources-world.ts';

/** Every event that both providers offer goes to the receiver. */
export async function listenToAll(world: SourcesWorld): Promise<void> {
  await registerEvents(world);
  const setup = webhookSetup(world.config.connections['acme_books']!);
  if (setup.kind !== 'rules') throw new Error('no rules');
  for (const entity of new Set(setup.rules([...ZOHO.keys()]).map((rule) => rule.entity))) {
    const base = `${world.receiver.url}/webhooks/acme_books/${entity}`;
    world.zoho.webhooks.add({ entity, trigger: 'saved', url: `${base}/updated`, secret: ZOHO_SECRET });
    world.zoho.webhooks.add({ entity, trigger: 'deleted', url: `${base}/deleted`, secret: ZOHO_SECRET });
  }
  world.zoho.webhooks.perDay = Number.POSITIVE_INFINITY;
}

async function registerEvents(world: SourcesWorld): Promise<void> {
  const sink = textSink();
  const output = createOutput({ stdout: sink, stderr: sink, json: false, quiet: true, verbose: false });
  const clock = (): Date => new Date(world.now);
  const seams = { clock, store: () => world.store };
  const context = await openContext({ config: world.config, output, signal: new AbortController().signal, seams });
  const connection = world.config.connections['acme_fresh']!;
  const setup = webhookSetup(connection);
  if (setup.kind !== 'callbacks') throw new Error('no callbacks');
  const fetch = context.openFetch(connection);
  const { book, client } = callbackContext(context, { fetch, callbacks: setup.callbacks });
  const sleep = (): Promise<void> => Promise.resolve();
  const parts = { callbacks: setup.callbacks, client, book, clock, sleep };
  const events = setup.callbacks.eventsOf([...FRESH.keys()]);
  await registerCallbacks(parts, { events, uri: `${world.receiver.url}/webhooks/acme_fresh` });
  await world.fresh.deliveries.settled();
  await confirmLanded(context, fetch);
}
