import { note, showTable, title } from '../demo/show.ts';
import { htmlPage, tooManyRequests } from '../support/fake-freshbooks/index.ts';
import type { Doc } from '../support/payloads/json.ts';
import {
  bookContact,
  bookInvoice,
  bookPayment,
  freshClient,
  freshInvoice,
  freshPayment,
  partlyPaid,
} from './documents.ts';
import { command, newWindow, type Stage, sentLines, settle } from './stage.ts';
import { HEAD, provided, tables } from './tables.ts';

const FIRST = '982000000567101';
const SECOND = '982000000567102';

/** People work in both products; the receiver hears of it. */
export async function work(stage: Stage): Promise<void> {
  const { fresh, zoho } = stage.place;
  title('3  Work in the books');
  note('FreshBooks sends ids only. A payment changes its invoice, of which it says nothing; one delivery comes twice.');
  fresh.books.put('clients', freshClient(21_055, 'Harbor & Pine LLC'));
  fresh.books.put('clients', freshClient(21_056, 'Lakeside Canvas Co.'));
  fresh.books.put('invoices', freshInvoice(60_415, { number: '0000079', client: 21_056, amount: '742.50' }));
  fresh.books.put('invoices', freshInvoice(60_417, { number: '0000081', client: 21_055, amount: '1250.00' }));
  await newWindow(stage);
  fresh.deliveries.double();
  fresh.books.put('payments', freshPayment(11_804, { invoice: 60_417, client: 21_055, amount: '250.00' }));
  fresh.books.patch('invoices', 60_417, partlyPaid('250.00', '1000.00'), { silent: true });
  await fresh.deliveries.settled();
  const hints = sentLines(stage, 'fresh');
  note(...hints);
  stage.checks.equal('hints answered', hints.map(statusOf).toSorted(), ['200', '202', '202', '202', '202', '202']);

  note('Zoho Books sends whole records; but in its rule for payments somebody chose three fields.');
  const at = zoho.books.stamp(new Date());
  zoho.books.put('contacts', bookContact(at));
  zoho.books.put('invoices', bookInvoice(FIRST, { number: 'INV-101', total: '595.00', at }));
  zoho.books.put('invoices', bookInvoice(SECOND, { number: 'INV-102', total: '88.10', at }));
  zoho.books.put('customer_payments', bookPayment({ invoice: FIRST, amount: '200.00', at }));
  await zoho.deliveries.settled();
  const documents = sentLines(stage, 'zoho');
  note(...documents);
  stage.checks.equal('documents answered', documents.map(statusOf), ['202', '202', '202', '202']);
}

/** One run reads what the hints name, through a bad minute of the API, and loads everything. */
export async function load(stage: Stage): Promise<void> {
  const { place, checks, warehouse } = stage;
  const { fresh, zoho } = place;
  title('4  Load');
  note(
    'The run reads each object that a hint names, once its window is over. This minute the API has its weaknesses: a 429',
    'with Retry-After, a gateway’s HTML page, a reset connection. Answers land raw, like webhooks.',
  );
  await settle(stage);
  zoho.requests.clear();
  const read = { method: 'GET', path: /^\/accounting\// };
  fresh.faults.add(
    { ...read, fault: tooManyRequests(1) },
    { ...read, nth: 2, fault: htmlPage(502) },
    { ...read, nth: 2, fault: { kind: 'reset' } },
  );
  await command(stage, 'run');
  checks.equal('faults that were to hit', fresh.faults.pending, 0);
  const shown = await tables(warehouse);
  showTable({ head: HEAD, rows: shown, right: [4, 5, 6] });
  checks.equal('tables', shown, provided(place));
  checks.equal(
    'single reads of Zoho Books: the payment alone, its webhook was not complete',
    zoho.requests.matching('GET', /^\/books\/v3\/.*\/\d+$/).map(({ path }) => path.split('/').at(-2)),
    ['customerpayments'],
  );
}

/** Deleted, restored, and deleted for ever. @returns what is gone for ever, as it was */
export async function deleteAndRestore(stage: Stage): Promise<readonly Doc[]> {
  const { place, checks, warehouse } = stage;
  const { fresh, zoho } = place;
  title('5  Delete and restore');
  fresh.books.remove('invoices', 60_415);
  const gone = zoho.books.get('invoices', SECOND) ?? {};
  zoho.books.remove('invoices', SECOND);
  await settle(stage);
  note(
    'Invoice 0000079 is deleted in FreshBooks, INV-102 in Zoho Books:',
    '',
    ...sentLines(stage, 'fresh'),
    ...sentLines(stage, 'zoho'),
  );
  note(
    'Meanwhile FreshBooks has ended the access token: the run gets a new one by the refresh token, which works once, and',
    'stores the refresh token that comes with it.',
  );
  const { refreshes } = fresh.tokens;
  fresh.tokens.expireAccessTokens();
  await command(stage, 'run');
  checks.equal('refreshes, and second uses', [fresh.tokens.refreshes - refreshes, fresh.tokens.reuses], [1, 0]);
  const deleted = await tables(warehouse);
  showTable({ head: HEAD, rows: deleted.filter((row) => row.at(-1) === 'yes'), right: [4, 5, 6] });
  checks.equal('tables after the deletions', deleted, provided(place, [gone]));

  fresh.books.restore('invoices', 60_415);
  await settle(stage);
  note('FreshBooks lets one bring an invoice back; Zoho Books does not:', '', ...sentLines(stage, 'fresh'));
  await command(stage, 'run');
  const restored = await tables(warehouse);
  showTable({ head: HEAD, rows: restored.filter(([, entity]) => entity === 'invoices'), right: [4, 5, 6] });
  checks.equal('tables after the restore', restored, provided(place, [gone]));
  return [gone];
}

function statusOf(line: string): string {
  return line.split(' ').at(-1) ?? '';
}
