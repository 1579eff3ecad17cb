import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { FORECAST_HEAD, forecast, LATE_HEAD, latePayers, REVENUE_HEAD, revenue } from './answers.ts';
import type { Checks } from './checks.ts';
import { ledgerlake } from './command.ts';
import {
  EXPECTED_AGEING,
  EXPECTED_INVOICES,
  EXPECTED_REASONS,
  EXPECTED_REVENUE,
  EXPECTED_ROWS,
  expectedForecast,
  expectedLate,
  LANDED,
} from './expected.ts';
import { freshbooksChapter } from './freshbooks.ts';
import { landAnswers } from './freshbooks-answers.ts';
import { refusedChapter, unusableChapter } from './odd.ts';
import { type Place, startDemoReceiver, storyClock } from './place.ts';
import { play } from './play.ts';
import { note, showCommand, showCounts, showHashes, showPlayed, showTable, title } from './show.ts';
import { type Story, storyOf } from './step.ts';
import { AGEING_HEAD, ageing, INVOICES_HEAD, invoices, type Prints, QUARANTINE_HEAD, quarantine } from './tables.ts';
import { zohoChapter } from './zoho-books.ts';

export interface Stage {
  readonly place: Place;
  readonly checks: Checks;
  readonly warehouse: Warehouse;
}

/** Done, but rows are in quarantine (contract of the exit codes). */
const DONE_WITH_QUARANTINE = 3;

/** Both providers send; the receiver verifies, stores and answers. @returns what was told, for the answers that rest on its days */
export async function deliver({ place, checks }: Stage): Promise<Story> {
  const clock = storyClock();
  const story = storyOf(place, clock);
  const receiver = await startDemoReceiver(place, clock);
  try {
    title('1  Deliveries, signed and sent as the providers do');
    note(
      `The receiver listens on ${receiver.url}. The story takes five minutes; instead of waiting,`,
      'the demo sets the clock of the receiver.',
    );
    const chapters = [zohoChapter(story), freshbooksChapter(story), unusableChapter(story), refusedChapter(story)];
    for (const chapter of chapters) {
      const played = await play(chapter, { url: receiver.url, clock });
      showPlayed(chapter.title, played);
      for (const { step, answers } of played) checks.equal(step.what, answers, step.expected);
    }
  } finally {
    await receiver.stop();
  }
  const store = await openLandingStore(place.config.landing);
  try {
    let late = 0;
    for await (const _ of store.list('late/')) late += 1;
    checks.equal('late pointers', late, 2);
    const count = await landAnswers(store, story, clock);
    note(
      `FreshBooks then has to be asked. Its ${count} answers land by the same door. Here they are made up;`,
      '"npm run demo:sources" shows the client that fetches them.',
    );
  } finally {
    await store.close();
  }
  return story;
}

/** One run of the loader, what it put into quarantine, and what the books say then. */
export async function load({ place, checks, warehouse }: Stage): Promise<void> {
  title('2  Loading');
  await command(place, checks, ['run']);
  note(
    `It exits with ${DONE_WITH_QUARANTINE}: done, but rows went to quarantine. They hold up nothing else; what came stays in`,
    'the landing zone, and can be replayed once it is understood:',
  );
  const held = await quarantine(warehouse);
  showTable({ head: QUARANTINE_HEAD, rows: held });
  checks.equal(
    'reasons in quarantine',
    held.map(([, , reason]) => reason),
    EXPECTED_REASONS,
  );

  title('3  The books');
  const due = await ageing(warehouse);
  note(`Receivables as of today (${today()}) by days overdue, from the view gold_receivables_ageing:`);
  showTable({ head: AGEING_HEAD, rows: due, right: [3, 4, 5, 6, 7, 8] });
  checks.equal('receivables', due, EXPECTED_AGEING);
  const all = await invoices(warehouse);
  note('The invoices behind it. Void and deleted ones keep their last values, and owe nothing:');
  showTable({ head: INVOICES_HEAD, rows: all, right: [4, 5, 6] });
  checks.equal('invoices', all, EXPECTED_INVOICES);
  const prints = await warehouse.fingerprints();
  const full = filled(prints);
  note(
    'Bronze has a row per delivery and answer, silver a row per record. ' +
      `${Object.keys(prints).length - Object.keys(full).length} more tables are empty: nothing came for them.`,
  );
  showCounts(full);
  checks.equal('rows', rowsOf(full), EXPECTED_ROWS);
}

/** Everything once more, twice: the tables must come out the same to the last bit. */
export async function repeat({ place, checks, warehouse }: Stage): Promise<void> {
  const loaded = await warehouse.fingerprints();
  title('4  Once more: replay and rebuild');
  await command(place, checks, ['replay', '--all']);
  const replayed = await warehouse.fingerprints();
  await command(place, checks, ['rebuild', '--from', 'landing', '--yes']);
  const rebuilt = await warehouse.fingerprints();
  const shown = Object.keys(filled(silver(loaded)));
  showHashes({ loaded: only(loaded, shown), replayed: only(replayed, shown), rebuilt: only(rebuilt, shown) });
  checks.equal('silver after the replay', silver(replayed), silver(loaded));
  checks.equal('silver after the rebuild', silver(rebuilt), silver(loaded));
  checks.equal('bronze after the rebuild', rebuilt['bronze_events'], loaded['bronze_events']);
  checks.equal('receivables after the rebuild', await ageing(warehouse), EXPECTED_AGEING);
  const rows = [loaded, replayed, rebuilt].map((prints) => prints['bronze_events']?.rows);
  note(
    `Bronze keeps the rows of every load: ${rows.join(', ')}. In silver nothing is ever doubled: only a newer`,
    'version of a record replaces it, in whatever order and however often deliveries come.',
  );
  checks.equal('rows of bronze', rows, [LANDED, 2 * LANDED, LANDED]);
}

/** Three of the questions that the tables are for. */
export async function answer({ checks, warehouse }: Pick<Stage, 'checks' | 'warehouse'>, story: Story): Promise<void> {
  title('6  Three of the answers');
  note(
    'Views over both sources answer them, here and on Databricks, where the bundle deploys a dashboard on them.',
    'What does each customer bring, without tax? From gold_revenue_by_customer, which has it by month:',
  );
  const brought = await revenue(warehouse);
  showTable({ head: REVENUE_HEAD, rows: brought, right: [3, 4] });
  checks.equal('revenue', brought, EXPECTED_REVENUE);
  note('Who pays late? From gold_late_payers, days weighted by amount:');
  const late = await latePayers(warehouse);
  showTable({ head: LATE_HEAD, rows: late.cells, right: [3, 4, 5, 6] });
  checks.equal('late payers', late.cells, expectedLate(story, late.today));
  note('What comes in and goes out, and when? From gold_cash_flow_forecast:');
  const coming = await forecast(warehouse);
  showTable({ head: FORECAST_HEAD, rows: coming, right: [3, 4, 5] });
  checks.equal('cash flow', coming, expectedForecast(story));
}

async function command(place: Place, checks: Checks, args: readonly string[]): Promise<void> {
  showCommand(args.join(' '));
  const ended = await ledgerlake([...args, '--config', place.configFile]);
  note(...ended.lines);
  checks.equal(`exit code of "${args.join(' ')}"`, ended.code, DONE_WITH_QUARANTINE);
}

function silver(prints: Prints): Prints {
  return Object.fromEntries(Object.entries(prints).filter(([table]) => table.startsWith('silver_')));
}

function filled(prints: Prints): Prints {
  return Object.fromEntries(Object.entries(prints).filter(([, { rows }]) => rows > 0));
}

function only(prints: Prints, tables: readonly string[]): Prints {
  return Object.fromEntries(Object.entries(prints).filter(([table]) => tables.includes(table)));
}

function rowsOf(prints: Prints): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(prints).map(([table, { rows }]) => [table, rows]));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
