import { note, title } from '../demo/show.ts';
import { command, type Stage } from './stage.ts';

const EVENTS = [
  'client.create',
  'client.update',
  'invoice.create',
  'invoice.update',
  'invoice.delete',
  'payment.create',
];

interface Entry {
  readonly entity: string;
  readonly action: string;
  readonly module: string;
  readonly when: string;
  readonly url: string;
  readonly secret: { readonly kind: string; readonly text?: string };
}

/** FreshBooks' callbacks by API, with their handshakes; Zoho Books' rules as a person enters them. */
export async function subscribe(stage: Stage): Promise<void> {
  const { place, checks } = stage;
  const { fresh, zoho } = place;
  title('2  Subscribe to webhooks');
  note(
    'FreshBooks sends each callback’s secret once, unsigned, to the registered address. It lands sealed; the loader hands it',
    'back, and from then on it verifies deliveries. (Without --event: every event that there are tables for.)',
  );
  await command(stage, `webhooks register acme_fresh --event ${EVENTS.join(' ')}`);
  checks.equal('events registered', fresh.callbacks.all.map(({ event }) => event).toSorted(), EVENTS.toSorted());
  checks.equal(
    'callbacks confirmed',
    fresh.callbacks.all.map(({ verified }) => verified),
    EVENTS.map(() => true),
  );
  fresh.deliveries.sent.length = 0;
  await command(stage, `webhooks register acme_fresh --event ${EVENTS.join(' ')}`);
  checks.equal(
    'registering again asks for nothing',
    [fresh.callbacks.all.length, fresh.deliveries.sent],
    [EVENTS.length, []],
  );

  note('Zoho Books has no such call: a person enters there, rule by rule, what this prints.');
  const listed = await command(stage, 'webhooks list acme_books --json', {
    shown: ({ stdout }) => {
      const entries = JSON.parse(stdout) as readonly Entry[];
      return [...entries.slice(0, 4).map(({ module, when, url }) => `${module}: ${when.split(';')[0]} -> ${url}`), '…'];
    },
  });
  // secrets are its result: the one output in which they may stand
  stage.printed.splice(-listed.lines.length);
  enterRules(zoho, JSON.parse(listed.stdout) as readonly Entry[]);
}

function enterRules({ webhooks }: Stage['place']['zoho'], entries: readonly Entry[]): void {
  const urls = new Set<string>();
  for (const { entity, action, url, secret } of entries) {
    if (!['invoices', 'contacts', 'customer_payments'].includes(entity) || urls.has(url)) continue;
    urls.add(url);
    webhooks.add({
      entity,
      trigger: action === 'updated' ? 'saved' : action,
      url,
      secret: secret.text ?? '',
      // somebody chose a few fields instead of the default payload
      ...(entity === 'customer_payments' ? { fields: ['payment_id', 'amount', 'customer_id'] } : {}),
    });
  }
}
