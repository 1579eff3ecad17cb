import { z } from 'zod';

// As the names of environment variables, so that a value can move from one to the other.
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const ENTRY = 'secret.';

/** What `ledgerlake secrets set` stores and `${vault:NAME}` names. */
export const secretSchema = z.string().min(1);

/** Whether a text can name a secret of the user's: letters, digits and _, not beginning with a digit, at most 128. */
export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Name in the vault. */
export function secretEntryName(name: string): string {
  return `${ENTRY}${name}`;
}
