/** So much of a secret is not to be seen; shorter parts may be words. */
const GRAM = 12;
/** Shorter texts are no secrets, and would be found everywhere. */
const MIN_LENGTH = 6;

/**
 * Takes secrets out of texts by others: a provider may echo what it was sent. Found as they are, in base64, in hex and
 * URL-encoded, in part, in another case, and with blanks or line breaks anywhere inside.
 */
export function redactorOf(secrets: readonly string[]): (text: string) => string {
  let grams: ReadonlySet<string> | undefined;
  return (text) => {
    grams ??= new Set(secrets.flatMap(formsOf).flatMap(gramsOf));
    return grams.size === 0 ? text : redact(text, grams);
  };
}

/** Whether bytes hold one of the secrets in a form that somebody could use at once. */
export function holdsSecret(bytes: Uint8Array, secrets: readonly string[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return secrets.some((secret) => secret.length >= MIN_LENGTH && formsOf(secret).some((form) => buffer.includes(form)));
}

/** No refusal is longer. */
const MAX_REFUSAL_BYTES = 262_144;

/** As `holdsSecret` for the small bodies of refusals, and as thorough as the redactor; of a large one nothing is known. */
export function repeatsSecret(body: Uint8Array, clean: (text: string) => string): boolean {
  if (body.length > MAX_REFUSAL_BYTES) return true;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const unescaped = text
    .replace(/\\[bfnrt]/g, ' ')
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return clean(text) !== text || clean(unescaped) !== unescaped;
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  // Base64 of a text that has the secret in its midst differs by where in a group of three the secret begins; the first and the
  // last characters depend on the neighbours.
  const base64 = [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3));
    const from = shift === 0 ? 0 : 4;
    return [whole.toString('base64').slice(from), whole.toString('base64url').slice(from)];
  });
  const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set([...plain, ...base64, bytes.toString('hex')])].filter((form) => form.length >= MIN_LENGTH);
}

function gramsOf(form: string): readonly string[] {
  const folded = form.toLowerCase();
  if (folded.length < GRAM) return [folded];
  return Array.from({ length: folded.length - GRAM + 1 }, (_, at) => folded.slice(at, at + GRAM));
}

function redact(text: string, grams: ReadonlySet<string>): string {
  const characters = Array.from(text);
  const places = characters.flatMap((character, at) => (/[\s\p{C}\\]/u.test(character) ? [] : [at]));
  const compact = places.map((at) => (characters[at] ?? '').toLowerCase());
  const isSecret = new Set<number>();
  for (const length of new Set([...grams].map((gram) => gram.length))) {
    for (let at = 0; at + length <= compact.length; at += 1) {
      if (!grams.has(compact.slice(at, at + length).join(''))) continue;
      for (let i = places[at] ?? 0; i <= (places[at + length - 1] ?? -1); i += 1) isSecret.add(i);
    }
  }
  if (isSecret.size === 0) return text;
  return characters
    .map((character, at) => (isSecret.has(at) ? (isSecret.has(at - 1) ? '' : '<secret>') : character))
    .join('');
}
