import { AppError } from '../../../receiver/errors.ts';
import { FRESHBOOKS_NOUNS } from '../../../receiver/sources/freshbooks/nouns.ts';
import type { ApiOutcome, ApiRequest, SourceClient } from '../../api/source-client.ts';
import { type CallbackApi, type ProviderCallback, refused } from '../callback-api.ts';

const VERBS = ['create', 'update', 'delete'] as const;
/** `estimate.sendByEmail`, `invoice.sendByEmail` */
const MAILED = new Set(['estimate', 'invoice']);
const MOST_PAGES = 1000;

/**
 * FreshBooks' callbacks: one per event. Registering, the handshake and its confirmation are in its documentation; a list page
 * has 15 unless more are asked for. @see https://www.freshbooks.com/api/webhooks (read 2026-11)
 */
export function freshbooksCallbacks(accountId: string): CallbackApi {
  const path = `/events/account/${encodeURIComponent(accountId)}/events/callbacks`;
  const one = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  return {
    eventsOf: (entities) =>
      Object.entries(FRESHBOOKS_NOUNS)
        .filter(([, entity]) => entities.includes(entity))
        .flatMap(([noun]) => [...VERBS, ...(MAILED.has(noun) ? ['sendByEmail'] : [])].map((verb) => `${noun}.${verb}`)),
    async list(client) {
      const all: ProviderCallback[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = [['page', String(page)] as const, ['per_page', '100'] as const];
        const result = await ask(client, 'the list of callbacks', { path, query });
        const rows = Array.isArray(result['callbacks']) ? result['callbacks'] : [];
        all.push(...rows.map(toCallback));
        if (rows.length === 0 || page >= Number(result['pages'] ?? 1)) break;
      }
      return all;
    },
    async register(client, { event, uri }) {
      const result = await ask(client, `the callback for ${event}`, {
        method: 'POST',
        path,
        json: { callback: { event, uri } },
      });
      return toCallback(result['callback']);
    },
    async confirm(client, id, verifier) {
      const outcome = await client.send({ method: 'PUT', path: one(id), json: { callback: { verifier } } });
      if (outcome.kind === 'gone') return 'gone';
      if (outcome.kind === 'refused') return 'refused';
      return toCallback(resultOf(outcome)['callback']).isVerified ? 'confirmed' : 'refused';
    },
    async resend(client, id) {
      const outcome = await client.send({ method: 'PUT', path: one(id), json: { callback: { resend: true } } });
      if (outcome.kind === 'refused')
        throw refused(`asking for the handshake of callback ${id} again`, outcome.problem);
      return outcome.kind === 'gone' ? 'gone' : 'sent';
    },
    async remove(client, id) {
      const outcome = await client.send({ method: 'DELETE', path: one(id) });
      if (outcome.kind === 'refused') throw refused(`removing callback ${id}`, outcome.problem);
      return outcome.kind === 'gone' ? 'gone' : 'removed';
    },
  };
}

async function ask(
  client: SourceClient,
  what: string,
  request: ApiRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const outcome = await client.send(request);
  if (outcome.kind === 'refused') throw refused(what, outcome.problem);
  if (outcome.kind === 'gone') throw unexpected(`${what}: FreshBooks knows no such account`);
  return resultOf(outcome);
}

function resultOf({ response }: ApiOutcome): Readonly<Record<string, unknown>> {
  const body = JSON.parse(Buffer.from(response.body).toString('utf8')) as { response?: { result?: unknown } };
  const result = body.response?.result;
  if (typeof result !== 'object' || result === null) throw unexpected('the answer about callbacks has no result');
  return result as Readonly<Record<string, unknown>>;
}

function toCallback(value: unknown): ProviderCallback {
  const { callbackid, id, event, uri, verified } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const known = callbackid ?? id;
  if (
    (typeof known !== 'number' && typeof known !== 'string') ||
    typeof event !== 'string' ||
    typeof uri !== 'string'
  ) {
    throw unexpected('a callback without id, event or uri');
  }
  return { id: String(known), event, uri, isVerified: verified === true };
}

function unexpected(what: string): AppError {
  return new AppError('api_answer_invalid', `freshbooks answered in an unknown shape: ${what}`, {
    hint: 'run it again; if it stays so, the API has changed and this release does not know it yet',
    retryable: true,
  });
}
