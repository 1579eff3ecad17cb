import type { DriftSum } from '../load/sum-drift.ts';
import { count, renderTable } from '../terminal/table.ts';

/** What the catalog does not know, for a human: a view of the same values as `status --drift --json`. */
export function driftText({ loads, fields, unknown_entities: entities, left_out: leftOut }: DriftSum): string {
  const rows = [...entities.map((entity) => ({ ...entity, path: '(the entity itself)' })), ...fields];
  const seen = `in ${count(loads.counted + loads.not_counted, 'applied load')}`;
  const table =
    rows.length === 0
      ? `no field and no entity ${seen} that the catalog does not know`
      : renderTable({
          head: ['source', 'entity', 'not in the catalog', 'documents', 'sample'],
          right: [3],
          rows: rows.map(({ source, entity, path, documents, sample }) => [
            source,
            entity,
            path,
            documents,
            sample ?? '-',
          ]),
        });
  const notes = [
    ...(rows.length === 0 ? [] : [`${seen}; a document that was loaded again counts again`]),
    ...(leftOut === 0 ? [] : [`${count(leftOut, 'further sighting')} of fields found no room: a load keeps 200 paths`]),
    ...(loads.not_counted === 0
      ? []
      : [
          `fields were not counted in ${count(loads.not_counted, 'load')} of earlier releases: replay them to see theirs`,
        ]),
  ];
  return [table, ...notes].join('\n');
}
