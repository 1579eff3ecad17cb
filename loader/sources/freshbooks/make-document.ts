import { documentMaker } from '../../documents/payload.ts';
import { isSecret } from './secrets.ts';

/** A document of this source, without its secret fields. */
export const makeDocument = documentMaker(isSecret);
