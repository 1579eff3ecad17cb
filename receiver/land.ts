import { createHash } from 'node:crypto';
import type { ConnectionConfig } from './config/config.ts';
import { encodeEnvelope, sealEnvelope } from './envelope.ts';
import { outOfBudget, withinBudget } from './landing/budget.ts';
import { rawKey } from './landing/keys.ts';
import { createLatePointer, needsLatePointer } from './landing/late.ts';
import type { LandingStore } from './landing/store.ts';
import type { WebhookFacts, WebhookRequest, WebhookSource } from './sources/source.ts';

/** A complete request to a known connection's route. */
export interface Delivery {
  readonly connection: ConnectionConfig;
  readonly source: WebhookSource;
  readonly request: WebhookRequest;
}

export interface LandContext {
  readonly store: LandingStore;
  readonly clock: () => Date;
  /** for everything that one delivery writes */
  readonly timeBudgetMs: number;
  readonly coalesceSeconds: number;
}

export interface Landed {
  readonly kind: 'stored' | 'duplicate';
  readonly key: string;
}

interface Named {
  readonly now: Date;
  readonly facts: WebhookFacts;
  readonly key: string;
}

/** Headers that explain a delivery later; never cookies, credentials or a proxy's view of the sender. */
const KEPT_HEADERS = ['content-type', 'user-agent', 'x-request-id', 'x-correlation-id'];

/**
 * Lands a verified delivery under the name that its identity gives it.
 *
 * A name whose time lies outside the arrival gets its late pointer first: the other way round, a crash in between would
 * leave an object that no listing by time finds. A hint for which an object was already there when its window had ended is
 * landed again in the current window, since the loader may by then have read the state that the older object stands for.
 *
 * @throws AppError `landing_unavailable`, `landing_denied`; nothing may be acknowledged then
 */
export async function land(delivery: Delivery, context: LandContext): Promise<Landed> {
  const { timeBudgetMs } = context;
  const until = performance.now() + timeBudgetMs;
  return withinBudget(landUntil(delivery, { ...context, until }), { what: 'a delivery', budgetMs: timeBudgetMs });
}

async function landUntil(delivery: Delivery, context: LandContext & { readonly until: number }): Promise<Landed> {
  const { store, clock, timeBudgetMs, until } = context;
  const bodySha256 = createHash('sha256').update(delivery.request.body).digest('hex');
  for (;;) {
    const named = nameDelivery(delivery, { context, bodySha256 });
    const { key, now, facts } = named;
    const budgetMs = (): number => {
      const leftMs = Math.floor(until - performance.now());
      if (leftMs <= 0) throw outOfBudget(key, timeBudgetMs);
      return leftMs;
    };
    if (needsLatePointer(facts.keyTime, now)) {
      await createLatePointer(store, { arrival: now, key, budgetMs: budgetMs() });
    }
    const outcome = await store.create(key, envelopeOf(delivery, named), { budgetMs: budgetMs() });
    if (outcome === 'created') return { kind: 'stored', key };
    if (facts.windowEnd === undefined || clock() < facts.windowEnd) return { kind: 'duplicate', key };
  }
}

function nameDelivery(delivery: Delivery, parts: { context: LandContext; bodySha256: string }): Named {
  const { connection, source, request } = delivery;
  const now = parts.context.clock();
  const { coalesceSeconds } = parts.context;
  const facts = source.facts(request, { now, coalesceSeconds, bodySha256: parts.bodySha256 });
  const { entity, keyTime, identity } = facts;
  const origin = 'webhook';
  return {
    now,
    facts,
    key: rawKey({ source: source.name, connection: connection.name, origin, entity, time: keyTime, identity }),
  };
}

function envelopeOf({ connection, source, request }: Delivery, { now, facts }: Named): Uint8Array {
  const kept = [...KEPT_HEADERS, source.scheme.header].flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const envelope = sealEnvelope(
    {
      source: source.name,
      connection: connection.name,
      organization_id: connection.organizationId,
      origin: 'webhook',
      entity: facts.entity,
      entity_id: facts.entityId ?? null,
      action: facts.action,
      event_at: facts.eventAt?.toISOString() ?? null,
      received_at: now.toISOString(),
      window_end: facts.windowEnd?.toISOString() ?? null,
      request: { path: request.path, query: request.query, headers: Object.fromEntries(kept) },
      fetch: null,
      content_type: request.headers['content-type'] ?? null,
      redacted: [],
    },
    request.body,
  );
  return encodeEnvelope(envelope);
}
