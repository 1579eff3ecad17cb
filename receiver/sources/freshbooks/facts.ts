import type { FactsContext, WebhookFacts, WebhookRequest } from '../source.ts';
import { freshbooksEntityName } from './nouns.ts';
import { fieldsOf } from './signature.ts';

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

/**
 * A delivery is a hint that an object changed: it has neither time nor id of its own, and two real updates have the same
 * bytes. So it is named by its body and by the window in which it came; the loader reads the object after the window's end.
 */
export function freshbooksFacts(request: WebhookRequest, context: FactsContext): WebhookFacts {
  const fields = safeFields(request.body);
  const [noun, verb] = splitName(fields.get('name') ?? '');
  const windowMs = context.coalesceSeconds * 1000;
  const windowStart = new Date(Math.floor(context.now.getTime() / windowMs) * windowMs);
  return {
    entity: noun === '' ? 'unknown' : freshbooksEntityName(noun),
    entityId: fields.get('object_id') || undefined,
    action: verb === '' ? 'unknown' : verb,
    eventAt: undefined,
    keyTime: windowStart,
    windowEnd: new Date(windowStart.getTime() + windowMs),
    identity: [context.bodySha256, windowStart.toISOString()],
  };
}

/** FreshBooks' unsigned request after a callback was registered: `name=callback.verify` and the verifier; never logged. */
export function isFreshbooksHandshake(request: WebhookRequest): boolean {
  return safeFields(request.body).get('name') === 'callback.verify';
}

// `invoice.sendByEmail`: noun, verb; a name without a dot is a noun alone.
function splitName(name: string): readonly [string, string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function safeFields(body: Uint8Array): ReadonlyMap<string, string> {
  try {
    return fieldsOf(body);
  } catch {
    return NO_FIELDS;
  }
}
