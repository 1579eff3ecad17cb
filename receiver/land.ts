import { createHash } from 'node:crypto';
import type { ConnectionConfig, WebhookSecret } from './config/config.ts';
import { encodeEnvelope, sealEnvelope } from './envelope.ts';
import { outOfBudget, withinBudget } from './landing/budget.ts';
import { rawKey } from './landing/keys.ts';
import { createLatePointer, needsLatePointer } from './landing/late.ts';
import type { LandingStore } from './landing/store.ts';
import { type KeptBody, redactBody } from './redact.ts';
import { credentialContext } from './sources/handshake.ts';
import type { WebhookFacts, WebhookRequest, WebhookSource } from './sources/source.ts';
import { seal } from './vault/seal.ts';

/** A complete request to a known connection's route. */
export interface Delivery {
  readonly connection: ConnectionConfig;
  readonly source: WebhookSource;
  readonly request: WebhookRequest;
}

export interface LandContext {
  readonly store: LandingStore;
  readonly clock: () => Date;
  /** for everything that one delivery reads and writes */
  readonly timeBudgetMs: number;
  readonly coalesceSeconds: number;
  /** `vault.keys`: what credentials in a delivery are sealed with */
  readonly vaultKeys?: readonly string[] | undefined;
}

export interface Landed {
  readonly kind: 'stored' | 'duplicate';
  readonly key: string;
}

/** What is landed of a request, and what names it at a given time. */
export interface Landing extends Delivery {
  readonly kept: Omit<KeptBody, 'bare'>;
  readonly headers: readonly string[];
  readonly factsAt: (now: Date) => WebhookFacts;
  readonly isHint: (facts: WebhookFacts) => boolean;
}

interface Named {
  readonly now: Date;
  readonly facts: WebhookFacts;
  readonly key: string;
}

/** Headers that explain a delivery later; never cookies, credentials or a proxy's view of the sender. */
export const KEPT_HEADERS: readonly string[] = ['content-type', 'user-agent', 'x-request-id', 'x-correlation-id'];

/**
 * Lands a verified delivery under the name that its identity gives it.
 *
 * @param delivery  `signedBy`: the secret that verified it
 * @throws AppError `landing_unavailable`, `landing_denied`; nothing may be acknowledged then
 */
export async function land(
  delivery: Delivery & { readonly signedBy?: WebhookSecret | undefined },
  context: LandContext,
): Promise<Landed> {
  const { connection, source, request, signedBy } = delivery;
  const { bare, ...kept } = keepBody(delivery, { signedBy, vaultKeys: context.vaultKeys });
  const bodySha256 = createHash('sha256').update(bare).digest('hex');
  const { coalesceSeconds } = context;
  const landing: Landing = {
    connection,
    source,
    request,
    kept,
    headers: [...KEPT_HEADERS, source.scheme.header],
    factsAt: (now) => source.facts(request, { now, coalesceSeconds, bodySha256 }),
    // Without credentials there is no other word to be had.
    isHint: (facts) => connection.oauth !== undefined && source.needsProof(facts, signedBy),
  };
  return landAs(landing, context);
}

function keepBody(
  { connection, source, request }: Delivery,
  { signedBy, vaultKeys }: { signedBy: WebhookSecret | undefined; vaultKeys: readonly string[] | undefined },
): KeptBody {
  const { body } = request;
  if (source.credentialFields.length === 0) return { body, bare: body, redacted: [] };
  const context = credentialContext(connection.name, '');
  return redactBody(body, {
    // Under whatever name: what signed the delivery is a credential.
    isCredential: ([name, value]) =>
      value !== '' && (source.credentialFields.includes(name) || value === signedBy?.secret),
    seal: vaultKeys === undefined ? undefined : (value) => seal(value, { keys: vaultKeys, context }),
  });
}

/**
 * Lands a request under the name that its facts give it.
 *
 * A name whose time lies outside the arrival gets its late pointer first: the other way round, a crash in between would
 * leave an object that no listing by time finds. A hint for which an object was already there when its window had ended is
 * landed again in the current window, since the loader may by then have read the state that the older object stands for.
 *
 * @throws AppError `landing_unavailable`, `landing_denied`; nothing may be acknowledged then
 */
export async function landAs(landing: Landing, context: LandContext): Promise<Landed> {
  const { timeBudgetMs } = context;
  const until = performance.now() + timeBudgetMs;
  return withinBudget(landUntil(landing, { ...context, until }), { what: 'a delivery', budgetMs: timeBudgetMs });
}

async function landUntil(landing: Landing, context: LandContext & { readonly until: number }): Promise<Landed> {
  const { store, clock, timeBudgetMs, until } = context;
  for (;;) {
    const named = nameAt(landing, clock());
    const { key, now, facts } = named;
    const budgetMs = (): number => {
      const leftMs = Math.floor(until - performance.now());
      if (leftMs <= 0) throw outOfBudget(key, timeBudgetMs);
      return leftMs;
    };
    if (needsLatePointer(facts.keyTime, now)) {
      await createLatePointer(store, { arrival: now, key, budgetMs: budgetMs() });
    }
    const outcome = await store.create(key, envelopeOf(landing, named), { budgetMs: budgetMs() });
    if (outcome === 'created') return { kind: 'stored', key };
    if (facts.windowEnd === undefined || clock() < facts.windowEnd) return { kind: 'duplicate', key };
  }
}

function nameAt({ connection, source, factsAt }: Landing, now: Date): Named {
  const facts = factsAt(now);
  const { entity, keyTime, identity } = facts;
  const origin = 'webhook';
  return {
    now,
    facts,
    key: rawKey({ source: source.name, connection: connection.name, origin, entity, time: keyTime, identity }),
  };
}

function envelopeOf(landing: Landing, { now, facts }: Named): Uint8Array {
  const { connection, source, request, kept } = landing;
  const headers = landing.headers.flatMap((name) => {
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
      request: { path: request.path, query: request.query, headers: Object.fromEntries(headers) },
      fetch: null,
      content_type: request.headers['content-type'] ?? null,
      redacted: [...kept.redacted],
      ...(landing.isHint(facts) ? { hint: true as const } : {}),
    },
    kept.body,
  );
  return encodeEnvelope(envelope);
}
