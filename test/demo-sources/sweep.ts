import { note, showTable, title } from '../demo/show.ts';
import type { Doc } from '../support/payloads/json.ts';
import { bookInvoice } from './documents.ts';
import { command, type Stage, settle } from './stage.ts';
import { HEAD, provided, tables } from './tables.ts';

const KNOWN = '982000000567101';
const IMPORTED = '982000000567103';

interface Swept {
  readonly connections: readonly {
    readonly connection: string;
    readonly entities: readonly {
      readonly missed: number;
      readonly stale: number;
      readonly deleted: number;
      readonly changed: number | null;
      readonly unknown: number | null;
    }[];
  }[];
}

/** What no webhook told: lost, imported and deleted unseen. The sweep finds it, and counts. */
export async function sweep(stage: Stage, gone: readonly Doc[]): Promise<void> {
  const { place, checks, warehouse } = stage;
  const { fresh, zoho } = place;
  title('6  Sweep');
  note(
    'Now things happen of which no webhook tells. FreshBooks loses one about invoice 0000081. In Zoho Books somebody imports',
    'INV-103, and deletes INV-101 where no rule fires.',
  );
  fresh.deliveries.drop();
  fresh.books.patch('invoices', 60_417, { invoice_number: '0000081-B' });
  const at = zoho.books.stamp(new Date());
  zoho.books.put('invoices', bookInvoice(IMPORTED, { number: 'INV-103', total: '310.00', at }), { silent: true });
  const deleted = zoho.books.get('invoices', KNOWN) ?? {};
  zoho.books.remove('invoices', KNOWN, { silent: true });
  await settle(stage);
  await command(stage, 'run');
  checks.equal(
    'tables that know nothing of it',
    (await tables(warehouse)).some((row) => row.includes('INV-103') || row.includes('0000081-B')),
    false,
  );

  note(
    'The sweep lists what the providers have and compares. Of two living invoices one is absent, more than 5 %: that may as',
    'well be a list that does not show everything, so nothing comes of that until somebody says --yes. What was missed is read.',
  );
  const sweepInvoices = 'sweep --entity invoices';
  const { stdout: told } = await command(stage, sweepInvoices, { expected: 1 });
  const ofBooks = told.slice(told.indexOf('acme_books, changed since'));
  checks.equal('missed in Zoho Books', ofBooks.includes('1 record had been missed'), true);
  checks.equal(
    'of the changes that it lists, by no webhook',
    ofBooks.includes('webhooks lost: 1 of 1 (100.0 %)'),
    true,
  );
  note('With --yes the absent invoice is asked for by its id. The answer that it is gone lands like any other.');
  const { stdout } = await command(stage, `${sweepInvoices} --yes --json`, { expected: 3, shown: () => ['(JSON)'] });
  const found = (JSON.parse(stdout) as Swept).connections.find(({ connection }) => connection === 'acme_books');
  const [invoices] = found?.entities ?? [];
  checks.equal('found with --yes', [invoices?.missed, invoices?.stale, invoices?.deleted], [0, 0, 1]);
  checks.equal('and nothing of it a second time', [invoices?.unknown, invoices?.changed], [0, 1]);
  await command(stage, 'run');
  const shown = await tables(warehouse);
  showTable({ head: HEAD, rows: shown.filter(([, entity]) => entity === 'invoices'), right: [4, 5, 6] });
  checks.equal('tables after the sweep', shown, provided(place, [...gone, deleted]));
  note('A second sweep finds nothing.');
  await command(stage, sweepInvoices);
}
