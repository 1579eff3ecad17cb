import type { BookCheck } from '../checks/check.ts';
import { bookChecks } from '../checks/index.ts';
import { indent, literal } from './layout.ts';

/**
 * The cell of `checks.sql` that holds the books against themselves: what each check asks, and why so, stands before it. One
 * statement for all of them: on the embedded engine a MERGE each would double what they cost. Their queries are long, so one is
 * noted only with failures.
 */
export function bookCheckCell(): string {
  return mergeIntoChecks(bookChecks().map(result).join('\n\nunion all\n\n'));
}

/** Notes what these results say: one row per check of `check_name`, `failures`, `look_closer`. Repeating it changes only the time. */
export function mergeIntoChecks(results: string): string {
  return `merge into ops_checks as target
using (
    select
        :load_id as load_id,
        results.check_name,
        results.failures,
        results.look_closer,
        current_timestamp() as checked_at
    from (
${indent(8, results)}
    ) as results
) as incoming
    on target.load_id = incoming.load_id
    and target.check_name = incoming.check_name
when matched then update set
    failures = incoming.failures,
    look_closer = incoming.look_closer,
    checked_at = incoming.checked_at
when not matched then insert (load_id, check_name, failures, look_closer, checked_at)
values (
    incoming.load_id, incoming.check_name, incoming.failures, incoming.look_closer,
    incoming.checked_at
);`;
}

function result({ name, why, failures }: BookCheck): string {
  return `${why.map((line) => `-- ${line}`).join('\n')}
select
    '${name}' as check_name,
    count(*) as failures,
    case when count(*) > 0 then ${literal(failures.replace(/\s+/g, ' '))} else '' end as look_closer
from (
${indent(4, failures)}
) as failing`;
}
