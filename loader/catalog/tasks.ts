import { ENTITIES, SOURCES, silverTable } from './index.ts';

/** A task of the bundle's job: its key is the name of its notebook. */
export interface JobTask {
  readonly key: string;
  readonly dependsOn: readonly string[];
  /** `source.entity` names that it serves; undefined: it runs with every load */
  readonly entities: readonly string[] | undefined;
}

/** The gold views, written by hand; each stands on those that it names. */
const GOLD: readonly Pick<JobTask, 'key' | 'dependsOn'>[] = [
  { key: 'gold_documents', dependsOn: ['silver_quarantine'] },
  { key: 'gold_document_lines', dependsOn: ['gold_documents'] },
  { key: 'gold_payments', dependsOn: ['gold_documents'] },
  { key: 'gold_revenue', dependsOn: ['gold_document_lines'] },
  { key: 'gold_expenses', dependsOn: ['gold_document_lines'] },
  { key: 'gold_receivables_ageing', dependsOn: ['gold_payments'] },
  { key: 'gold_payables_ageing', dependsOn: ['gold_receivables_ageing'] },
  { key: 'gold_cash_flow_forecast', dependsOn: ['gold_documents'] },
  { key: 'gold_reconciliation', dependsOn: ['gold_payments'] },
];

/** The job's tasks in an order that respects their dependencies; `bundle/ledgerlake.job.yml` is generated from it. */
export function jobTasks(): readonly JobTask[] {
  const silver: JobTask[] = ENTITIES.map((entity) => ({
    key: silverTable(entity),
    dependsOn: ['bronze_events'],
    entities: [`${entity.source}.${entity.name}`],
  }));
  const events: JobTask[] = SOURCES.map((source) => ({
    key: `silver_${source}_events`,
    dependsOn: ['bronze_events'],
    entities: [`${source}.*`],
  }));
  const tables = [...silver, ...events].map((task) => task.key);
  return [
    { key: 'setup', dependsOn: [], entities: undefined },
    { key: 'bronze_events', dependsOn: ['setup'], entities: undefined },
    ...silver,
    ...events,
    { key: 'silver_quarantine', dependsOn: tables, entities: undefined },
    ...GOLD.map((task) => ({ ...task, entities: undefined })),
    { key: 'ops_loads', dependsOn: GOLD.map((task) => task.key), entities: undefined },
    { key: 'checks', dependsOn: ['ops_loads'], entities: undefined },
  ];
}

/**
 * The task keys that a load needs, in job order: those that serve its entities, and those that run with every load.
 *
 * @param entities  `source.entity` of every document in the load; `['*']` means all of them
 */
export function tasksForEntities(entities: readonly string[]): readonly string[] {
  const all = entities.includes('*');
  const sources = new Set(entities.map((name) => `${name.split('.')[0]}.*`));
  return jobTasks()
    .filter(
      (task) =>
        all ||
        task.entities === undefined ||
        task.entities.some((name) => entities.includes(name) || sources.has(name)),
    )
    .map((task) => task.key);
}
