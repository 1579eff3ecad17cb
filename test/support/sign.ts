import { createHmac } from 'node:crypto';

// Signs deliveries as the providers do, written from their rules and not from our verifier, so that one checks the other.

/** A POST as a provider would send it: give `path` (with query), `headers` and `body` to `fetch`. */
export interface SignedDelivery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ZohoDelivery {
  /** `/webhooks/acme_books/invoices/updated` */
  readonly path: string;
  readonly secret: string;
  /** an object is sent as its JSON text */
  readonly document: object | string | Uint8Array;
  readonly query?: readonly (readonly [string, string])[];
  /** sends the document's text as this field of a form */
  readonly formField?: string;
  readonly contentType?: string;
}

export interface FreshbooksDelivery {
  /** `/webhooks/acme_fresh` */
  readonly path: string;
  /** the callback's verifier */
  readonly secret: string;
  readonly fields: readonly (readonly [string, string])[];
}

export function hmac(secret: string, text: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding);
}

export function zohoDelivery(delivery: ZohoDelivery): SignedDelivery {
  const { document, secret, query = [], formField } = delivery;
  const raw =
    document instanceof Uint8Array
      ? Buffer.from(document)
      : Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  const form: readonly (readonly [string, string])[] = formField === undefined ? [] : [[formField, raw.toString()]];
  const sorted = [...query, ...form].toSorted((a, b) => (a[0] < b[0] ? -1 : Number(a[0] > b[0])));
  const pairs = Buffer.from(sorted.map(([key, value]) => key + value).join(''));
  const signed = formField === undefined ? Buffer.concat([pairs, raw]) : pairs;
  const contentType =
    delivery.contentType ?? (formField === undefined ? 'application/json' : 'application/x-www-form-urlencoded');
  return {
    path: query.length === 0 ? delivery.path : `${delivery.path}?${urlEncode(query)}`,
    headers: { 'content-type': contentType, 'x-zoho-webhook-signature': hmac(secret, signed, 'hex') },
    body: formField === undefined ? raw : Buffer.from(urlEncode(form)),
  };
}

export function freshbooksDelivery({ path, secret, fields }: FreshbooksDelivery): SignedDelivery {
  const members = fields.map(([key, value]) => `${pythonText(key)}: ${pythonText(value)}`);
  return {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-freshbooks-hmac-sha256': hmac(secret, `{${members.join(', ')}}`, 'base64'),
    },
    body: Buffer.from(urlEncode(fields)),
  };
}

function urlEncode(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
}

// JSON.stringify escapes what Python escapes below space, but leaves DEL and all beyond ASCII as they are.
function pythonText(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).map((unit) =>
    unit < 0x7f ? JSON.stringify(String.fromCharCode(unit)).slice(1, -1) : `\\u${unit.toString(16).padStart(4, '0')}`,
  );
  return `"${units.join('')}"`;
}
