import type { Entity } from '../../loader/catalog/entity.ts';
import { ENTITIES, silverTable } from '../../loader/catalog/index.ts';
import { type SweepCommand, sweep as sweepCommand } from '../../loader/commands/sweep.ts';
import { openContext } from '../../loader/context.ts';
import type { ConnectionSweep, EntitySweep } from '../../loader/sweep/report.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import { textSink } from '../support/loader-context.ts';
import { freshbooksShape } from '../support/payloads/freshbooks-entities.ts';
import type { Doc } from '../support/payloads/json.ts';
import { zohoSample } from '../support/payloads/zoho-books-samples.ts';
import type { SourcesWorld } from './sources-world.ts';

/** One entity at its provider, whichever that is. */
export interface Shelf {
  readonly connection: string;
  readonly entity: Entity;
  /** a text field that edits change, and its column */
  readonly edited: string;
  /** creates a record and stamps it */
  put(id: string, text: string, silent: boolean): void;
  edit(id: string, text: string, silent: boolean): void;
  remove(id: string, silent: boolean): void;
  /** by id: the edited text of what lives; `deleted` where the provider keeps what is deleted */
  truth(): Readonly<Record<string, string>>;
  /** how many webhooks were thrown away so far */
  dropped(): number;
}

/** A text column of each entity of FreshBooks. */
const FRESH_TEXTS: Readonly<Record<string, string>> = {
  clients: 'organization',
  invoices: 'notes',
  payments: 'note',
  credit_notes: 'notes',
  estimates: 'notes',
  invoice_profiles: 'notes',
  other_incomes: 'note',
  bills: 'overall_description',
  bill_payments: 'payment_type',
  bill_vendors: 'vendor_name',
  expenses: 'notes',
  expense_categories: 'category',
  items: 'description',
  taxes: 'name',
  staff: 'organization',
  journal_entry_accounts: 'account_name',
  journal_entry_details: 'description',
  services: 'name',
  projects: 'title',
  time_entries: 'note',
  ledger_accounts: 'description',
};

/** What brings other records along when it is read: not wanted here, where each change is counted. */
const UNRELATED: Readonly<Record<string, Doc>> = { payments: { invoiceid: 0 }, credit_notes: { lines: [] } };

export function freshShelf({ fresh }: SourcesWorld, name: string): Shelf {
  const edited = FRESH_TEXTS[name]!;
  const field = fieldOf('freshbooks', name, edited);
  return {
    connection: 'acme_fresh',
    entity: entityOf('freshbooks', name),
    edited,
    put: (id, text, silent) => {
      fresh.books.put(name, freshbooksShape(name).ordinary(id, UNRELATED[name]), { silent: true });
      fresh.books.patch(name, id, { [field]: text }, { silent, verb: 'create' });
    },
    edit: (id, text, silent) => void fresh.books.patch(name, id, { [field]: text }, { silent }),
    remove: (id, silent) => fresh.books.remove(name, id, { silent }),
    truth: () =>
      Object.fromEntries(
        fresh.books
          .all(name)
          .map((one) => [
            String(one['id'] ?? one['vendorid'] ?? one['incomeid'] ?? one['uuid'] ?? one['accountid']),
            one['vis_state'] === 1 ? 'deleted' : String(one[field]),
          ]),
      ),
    dropped: () => fresh.deliveries.dropped.length,
  };
}

export function zohoShelf({ zoho }: SourcesWorld, name: string): Shelf {
  const sample = zohoSample(name);
  const build = sample.document === 'detail' ? sample.detail : sample.row;
  return {
    connection: 'acme_books',
    entity: entityOf('zoho_books', name),
    edited: sample.edited,
    put: (id, text, silent) => {
      zoho.books.put(name, build({ [sample.id]: id }), { silent: true });
      zoho.books.patch(name, id, { [sample.edited]: text }, { silent });
    },
    edit: (id, text, silent) => void zoho.books.patch(name, id, { [sample.edited]: text }, { silent }),
    remove: (id, silent) => zoho.books.remove(name, id, { silent }),
    truth: () =>
      Object.fromEntries(
        zoho.books.all(name).map(({ document }) => [String(document[sample.id]), String(document[sample.edited])]),
      ),
    dropped: () => zoho.deliveries.dropped.length,
  };
}

/** What silver has of it, in the form of `truth`. */
export async function inSilver({ warehouse }: SourcesWorld, shelf: Shelf): Promise<Readonly<Record<string, string>>> {
  const { entity, edited } = shelf;
  const rows = await warehouse.query(
    `select ${entity.id} as id, ${edited} as text, is_deleted from ${silverTable(entity)} order by 1`,
  );
  return Object.fromEntries(
    rows.map((row) => [String(row['id']), row['is_deleted'] === true ? 'deleted' : String(row['text'])]),
  );
}

export interface Swept {
  readonly exitCode: number;
  readonly printed: string;
  /** by `connection entity` */
  readonly entities: ReadonlyMap<string, EntitySweep>;
  readonly connections: readonly ConnectionSweep[];
}

/** The command, over the world's clock and store. */
export async function sweep(world: SourcesWorld, asked: Partial<SweepCommand> = {}): Promise<Swept> {
  const [out, err] = [textSink(), textSink()];
  const output = createOutput({ stdout: out, stderr: err, json: true, quiet: false, verbose: true });
  const seams = { clock: () => new Date(world.now), store: () => world.store };
  const context = await openContext({ config: world.config, output, signal: new AbortController().signal, seams });
  const exitCode = await sweepCommand(context, { window: { isFull: false }, yes: false, ...asked });
  const { connections } = JSON.parse(out.text()) as { readonly connections: readonly ConnectionSweep[] };
  const entities = connections.flatMap(({ connection, entities: all }) =>
    all.map((one) => [`${connection} ${one.entity}`, one] as const),
  );
  return { exitCode, printed: err.text(), entities: new Map(entities), connections };
}

export function entityOf(source: string, name: string): Entity {
  return ENTITIES.find((entity) => entity.source === source && entity.name === name)!;
}

function fieldOf(source: string, name: string, column: string): string {
  return entityOf(source, name).columns.find((one) => one.name === column)!.field;
}
