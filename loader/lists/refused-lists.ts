import type { RefusedList } from './reading.ts';

/** Why lists of single objects were refused and passed over. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** All of them in one, with the first one's reason; undefined: none was refused. */
export function refusalOf(refused: readonly RefusedList[]): Refusal | undefined {
  const [first, ...others] = refused;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : `; ${others.length} more lists are refused`;
  return { code: first.code, message: `${first.message}${more}` };
}
