import { type Envelope, sealEnvelope } from '../../../receiver/envelope.ts';
import type { Origin } from '../../../receiver/landing/keys.ts';

export const ZOHO_ORGANIZATION = '982000001';
export const FRESHBOOKS_ACCOUNT = 'Kq7Zr2';

type Body = string | Uint8Array | object;

interface Delivery {
  readonly source?: 'zoho_books' | 'freshbooks';
  readonly entity?: string;
  readonly entityId?: string | null;
  readonly action?: string | null;
  readonly eventAt?: string | null;
  readonly contentType?: string | null;
  readonly query?: string;
}

/** A landed webhook delivery; an object as body is written as JSON. */
export function delivery(body: Body, facts: Delivery = {}): Envelope {
  const source = facts.source ?? 'zoho_books';
  return sealEnvelope(
    {
      source,
      connection: source === 'zoho_books' ? 'moewe' : 'quai',
      organization_id: source === 'zoho_books' ? ZOHO_ORGANIZATION : FRESHBOOKS_ACCOUNT,
      origin: 'webhook',
      entity: facts.entity ?? 'invoices',
      entity_id: facts.entityId ?? null,
      action: facts.action === undefined ? 'updated' : facts.action,
      event_at: facts.eventAt ?? null,
      received_at: '2026-06-09T13:46:25.123Z',
      window_end: source === 'freshbooks' ? '2026-06-09T13:47:00.000Z' : null,
      request: { path: '/webhooks/x', query: facts.query ?? '', headers: {} },
      fetch: null,
      content_type: facts.contentType === undefined ? 'application/json' : facts.contentType,
      redacted: [],
    },
    bytesOf(body),
  );
}

interface Answer {
  readonly source?: 'zoho_books' | 'freshbooks';
  readonly entity?: string;
  readonly entityId?: string | null;
  readonly status?: number;
  readonly origin?: Origin;
  readonly answers?: readonly string[];
}

/** A landed API answer, by default to a question for one record. */
export function answer(body: Body, facts: Answer = {}): Envelope {
  const source = facts.source ?? 'zoho_books';
  const entityId = facts.entityId === undefined ? '982000000567001' : facts.entityId;
  return sealEnvelope(
    {
      source,
      connection: source === 'zoho_books' ? 'moewe' : 'quai',
      organization_id: source === 'zoho_books' ? ZOHO_ORGANIZATION : FRESHBOOKS_ACCOUNT,
      origin: facts.origin ?? 'hydrate',
      entity: facts.entity ?? 'invoices',
      entity_id: entityId,
      action: entityId === null ? 'list' : 'read',
      event_at: null,
      received_at: '2026-06-09T13:48:01.500Z',
      window_end: null,
      request: null,
      fetch: {
        id: 'fetch-1',
        url: 'https://api.example/books/v3/x',
        status: facts.status ?? 200,
        started_at: '2026-06-09T13:48:01.000Z',
        page: entityId === null ? 1 : null,
        last: true,
        answers: [...(facts.answers ?? [])],
      },
      content_type: 'application/json;charset=UTF-8',
      redacted: [],
    },
    bytesOf(body),
  );
}

function bytesOf(body: Body): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
