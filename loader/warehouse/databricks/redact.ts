/** Shorter texts are no secrets, and would be found everywhere. */
const MIN_LENGTH = 6;

/** Knows the secrets of a process's conversation with a workspace, and takes them out of texts that somebody will read. */
export class Redactor {
  readonly #forms = new Set<string>();

  /** From now on this text is a secret, also in base64 and URL-encoded. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < MIN_LENGTH) return;
    const base64 = Buffer.from(secret).toString('base64');
    for (const form of [secret, base64, base64.replace(/=+$/, ''), Buffer.from(secret).toString('base64url')]) {
      this.#forms.add(form);
      this.#forms.add(encodeURIComponent(form));
      this.#forms.add(JSON.stringify(form).slice(1, -1));
    }
  }

  clean(text: string): string {
    let clean = text;
    // the longest first: a form may be part of another one
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(form, '<secret>');
    return clean.replace(/\b(Bearer|Basic)\s+[\w+/=.~-]+/gi, '$1 <secret>');
  }
}
