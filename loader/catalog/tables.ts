import {
  bronzeTable,
  childTable,
  entityTable,
  eventsTable,
  goldSettingsTable,
  opsChecksTable,
  opsLoadsTable,
  quarantineTable,
  type Table,
} from './generate/tables.ts';
import { ENTITIES, SOURCES, silverTable } from './index.ts';

/** A table that must exist before a load is applied. */
export interface CatalogTable extends Table {
  /** key of the job task that writes it */
  readonly task: string;
}

/** Every table that the job writes, in the order in which `setup` creates them. */
export function catalogTables(): readonly CatalogTable[] {
  return [
    { ...bronzeTable(), task: 'bronze_events' },
    { ...quarantineTable(), task: 'silver_quarantine' },
    ...ENTITIES.flatMap((entity) => {
      const tables = [entityTable(entity), ...entity.children.map((child) => childTable(entity, child))];
      return tables.map((table) => ({ ...table, task: silverTable(entity) }));
    }),
    ...SOURCES.map((source) => ({ ...eventsTable(source), task: `silver_${source}_events` })),
    { ...goldSettingsTable(), task: 'gold_document_lines' },
    { ...opsLoadsTable(), task: 'ops_loads' },
    { ...opsChecksTable(), task: 'checks' },
  ];
}
