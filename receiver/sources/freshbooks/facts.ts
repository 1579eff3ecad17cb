import type { FactsContext, WebhookFacts, WebhookRequest } from '../source.ts';
import { windowAt } from '../window.ts';
import { freshbooksEntityName } from './nouns.ts';
import { safeFields } from './signature.ts';

/**
 * A delivery is a hint that an object changed: it has neither time nor id of its own, and two real updates have the same
 * bytes. So it is named by its body and by the window in which it came; the loader reads the object after the window's end.
 */
export function freshbooksFacts(request: WebhookRequest, context: FactsContext): WebhookFacts {
  const fields = safeFields(request.body);
  const [noun, verb] = splitName(fields.get('name') ?? '');
  const window = windowAt(context.now, context.coalesceSeconds);
  return {
    entity: noun === '' ? 'unknown' : freshbooksEntityName(noun),
    entityId: fields.get('object_id') || undefined,
    action: verb === '' ? 'unknown' : verb,
    eventAt: undefined,
    keyTime: window.start,
    windowEnd: window.end,
    identity: [context.bodySha256, window.start.toISOString()],
  };
}

// `invoice.sendByEmail`: noun, verb; a name without a dot is a noun alone.
function splitName(name: string): readonly [string, string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}
