import type { BadInput } from './row.ts';
import { ANSWERS } from './rows/answers.ts';
import { BODIES } from './rows/bodies.ts';
import { ENCODINGS } from './rows/encodings.ts';
import { HINTS } from './rows/hints.ts';
import { IDS } from './rows/ids.ts';
import { OBJECTS } from './rows/objects.ts';
import { REQUESTS } from './rows/requests.ts';
import { SIGNATURES } from './rows/signatures.ts';
import { VALUES } from './rows/values.ts';

/**
 * Every input that is known to have gone wrong somewhere, or that we would get wrong ourselves, and what becomes of it:
 * refused with a code, or landed and quarantined with a reason, or landed and typed exactly. Found a new one? Add a row.
 */
export const TABLE: readonly BadInput[] = [
  ...SIGNATURES,
  ...REQUESTS,
  ...BODIES,
  ...ENCODINGS,
  ...VALUES,
  ...IDS,
  ...HINTS,
  ...ANSWERS,
  ...OBJECTS,
];
