import type { ChildEntity, Entity } from '../entity.ts';
import { ENTITIES, silverTable } from '../index.ts';
import { bookCheckCell, mergeIntoChecks } from './book-checks.ts';
import { indent, literal, type Notebook, USE_CELLS } from './layout.ts';

interface Check {
  readonly name: string;
  /** a query that gives one row per failure */
  readonly failures: string;
}

/** `checks.sql`, the job's last task: assertions over the silver tables; failing ones never undo a load. */
export function checksNotebook(): Notebook {
  const rows = checks().map(
    (check) => `select
    '${check.name}' as check_name,
    count(*) as failures,
    ${literal(check.failures.replace(/\s+/g, ' '))} as look_closer
from (
${indent(4, check.failures)}
) as failing`,
  );
  const note = mergeIntoChecks(rows.join('\nunion all\n'));
  const judge = `select
    case
        when count(*) > 0
            then raise_error(
                'checks failed: ' || array_join(array_sort(collect_list(results.check_name)), ', ')
                || '; ops_checks has the query to look closer'
            )
        else 'all checks held'
    end as verdict
from ops_checks as results
where results.load_id = :load_id
  and results.failures > 0;`;
  return {
    name: 'checks',
    markdown: [
      '# checks',
      'Assertions that say where to look: one row per check and load in `ops_checks`, with the query to look closer. The last task, so',
      'that wrong books never block a load: when one does not hold this task alone fails, after the load was applied.',
      'Parameters: catalog, schema, load_id. Running it again changes nothing but the time.',
      'Generated from `loader/catalog/` by `npm run generate`; do not edit.',
    ],
    cells: [...USE_CELLS, note, bookCheckCell(), judge],
  };
}

function checks(): readonly Check[] {
  return ENTITIES.flatMap((entity) => [
    uniqueKeys(silverTable(entity), ['connection', 'organization_id', entity.id]),
    ...entity.children.flatMap((child) => [
      uniqueKeys(silverTable(entity, child), ['connection', 'organization_id', entity.id, 'position']),
      noOrphans(entity, child),
    ]),
  ]);
}

/** Keys are informational on Databricks: nothing but this says that a MERGE kept them. */
function uniqueKeys(table: string, keys: readonly string[]): Check {
  const names = keys.join(', ');
  return {
    name: `${table}_keys_are_unique`,
    failures: `select ${names}\nfrom ${table}\ngroup by ${names}\nhaving count(*) > 1`,
  };
}

/** Rows of an array hang on the version of the document that won. */
function noOrphans(entity: Entity, child: ChildEntity): Check {
  const table = silverTable(entity, child);
  const keys = ['connection', 'organization_id', entity.id];
  return {
    name: `${table}_follow_their_document`,
    failures: `select ${[...keys, 'position'].map((key) => `child.${key}`).join(', ')}
from ${table} as child
left join ${silverTable(entity)} as document
    on ${keys.map((key) => `document.${key} = child.${key}`).join('\n    and ')}
where document._event_key is null
   or document._event_key != child._event_key`,
  };
}
