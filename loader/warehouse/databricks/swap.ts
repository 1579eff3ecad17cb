import { renderTable } from '../../catalog/generate/tables.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import type { KnownColumn } from './sql-place.ts';
import { columnsOf, quotedName } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import type { DatabricksTarget } from './target.ts';

export const BRONZE_TABLE = 'bronze_events';

export interface Swap {
  /** schema that holds the tables built anew */
  readonly beside: string;
  readonly withBronze: boolean;
  /** tables whose columns have other types than the catalog says: made anew, their rows come from the twin */
  readonly anew: readonly CatalogTable[];
  readonly onProgress: ((text: string) => void) | undefined;
}

/**
 * Replaces the rows of each table by those of its twin, one commit per table; repeating it changes nothing. Bronze goes
 * first: whoever stops in between finds the loads in bronze, and the next run confirms them.
 *
 * @throws SqlStateError; before the first table when a table does not fit its twin
 */
export async function swapTables(target: DatabricksTarget, swap: Swap): Promise<void> {
  const { beside, withBronze, anew, onProgress } = swap;
  const engine = target.engine();
  const fresh = (await columnsOf(engine, beside)).filter(
    ({ table }) => table.startsWith('silver_') || (withBronze && table === BRONZE_TABLE),
  );
  const replaced = new Map(anew.map((table) => [table.name, table]));
  const old = await columnsOf(engine, target.schema);
  assertFit(
    fresh.filter(({ table }) => !replaced.has(table)),
    old,
  );
  const tables = [...new Set(fresh.map(({ table }) => table))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const table of tables) {
    onProgress?.(`swap ${table}`);
    const names = fresh.filter((column) => column.table === table).map(({ name }) => quotedName(name));
    const list = names.join(', ');
    const statement = `insert overwrite ${table} (${list}) select ${list} from ${quotedName(beside)}.${table}`;
    const made = replaced.get(table);
    if (made !== undefined) await engine.execute(replacing(made));
    if (table === BRONZE_TABLE) await overwriteBronze(target, statement);
    else await engine.execute(statement);
  }
}

/** The same name, memory of COPY INTO and history; empty until the rows come. */
function replacing(table: CatalogTable): string {
  return renderTable(table)
    .replace(/^create table if not exists/, 'create or replace table')
    .replace(/;\s*$/, '');
}

function rank(table: string): number {
  return table === BRONZE_TABLE ? 0 : 1;
}

/** Bronze is append-only but for this. */
async function overwriteBronze(target: DatabricksTarget, statement: string): Promise<void> {
  const appendOnly = (value: boolean): string =>
    `alter table ${BRONZE_TABLE} set tblproperties ('delta.appendOnly' = '${value}')`;
  const engine = target.engine();
  await engine.execute(appendOnly(false));
  try {
    await engine.execute(statement);
  } finally {
    await engine.execute(appendOnly(true));
  }
}

/** Every column built anew has a place of its own type in the old table. */
function assertFit(fresh: readonly KnownColumn[], old: readonly KnownColumn[]): void {
  const types = new Map(old.map(({ table, name, type }) => [`${table}.${name}`, type]));
  const wrong = fresh.flatMap(({ table, name, type }) => {
    const present = types.get(`${table}.${name}`);
    if (present === type) return [];
    return [`${table}.${name} is ${present ?? 'missing'} and should be ${type}`];
  });
  if (wrong.length > 0) {
    throw new SqlStateError('CONFLICT', `tables do not fit what was built, nothing was swapped: ${wrong.join('; ')}`);
  }
}

/** Notes the loads that brought the present bronze, as their own runs would have. */
export async function noteLoads(target: DatabricksTarget): Promise<void> {
  await target.engine().execute(
    `merge into ops_loads as target
     using (
       select
         bronze._load_id as load_id, 1 as attempt, current_timestamp() as noted_at,
         bronze.row_count as bronze_rows, coalesce(quarantine.row_count, 0) as quarantined_rows
       from (select _load_id, count(*) as row_count from bronze_events group by _load_id) as bronze
       left join (select _load_id, count(*) as row_count from silver_quarantine group by _load_id) as quarantine
         on quarantine._load_id = bronze._load_id
     ) as incoming
       on target.load_id = incoming.load_id and target.attempt = incoming.attempt
     when not matched then insert
       (load_id, attempt, state, started_at, finished_at, bronze_rows, quarantined_rows)
     values (
       incoming.load_id, incoming.attempt, 'applied', incoming.noted_at, incoming.noted_at,
       incoming.bronze_rows, incoming.quarantined_rows
     )`,
  );
}
