import { type FormPair, replaceFormValues } from './sources/form.ts';

/** A body as it may be landed. */
export interface KeptBody {
  /** credentials sealed or emptied, every other byte as received */
  readonly body: Uint8Array;
  /** names of the fields that this concerns */
  readonly redacted: readonly string[];
  /** the body without its credentials, for the event's name: sealing gives another text each time */
  readonly bare: Uint8Array;
}

export interface RedactOptions {
  readonly isCredential: (field: FormPair) => boolean;
  /** undefined without a vault key: then the values are emptied */
  readonly seal: ((value: string) => string) | undefined;
}

/** Takes the credentials out of a form body: the one exception to landing the very bytes that came. */
export function redactBody(received: Uint8Array, { isCredential, seal }: RedactOptions): KeptBody {
  const empty = (field: FormPair): string | undefined => (isCredential(field) ? '' : undefined);
  const { body: bare, replaced } = replaceFormValues(received, empty);
  if (replaced.length === 0 || seal === undefined) return { body: bare, redacted: replaced, bare };
  const sealed = replaceFormValues(received, (field) => (isCredential(field) ? seal(field[1]) : undefined));
  return { body: sealed.body, redacted: replaced, bare };
}
