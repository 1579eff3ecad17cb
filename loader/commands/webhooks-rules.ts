import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { ENTITIES } from '../catalog/index.ts';
import type { LoaderContext } from '../context.ts';
import type { WebhookRule } from '../sources/webhook-setup.ts';
import { openBook } from '../webhooks/book.ts';
import { publicWebhookUrl } from '../webhooks/open-webhooks.ts';
import { type WebhookEntry, webhookEntries } from '../webhooks/webhook-rules.ts';

/** Prints, rule by rule, what to enter in the provider's settings. The secrets are the result, so they go to stdout. */
export async function listRules(
  context: LoaderContext,
  connection: ConnectionConfig,
  rulesOf: (entities: readonly string[]) => readonly WebhookRule[],
): Promise<number> {
  const { vault, clock, output } = context;
  const entities = ENTITIES.filter(({ source }) => source === connection.source).map(({ name }) => name);
  const entries = await webhookEntries(rulesOf(entities), {
    connection,
    book: openBook(vault, connection.name),
    base: publicWebhookUrl(context, connection),
    clock,
  });
  output.text(
    [
      'Zoho Books, Settings, Automation: for each of these one webhook (Workflow Actions, Webhooks) and one workflow rule of',
      'the same module that names it. Method POST, body "Default Payload", no further parameters, and a retry policy.',
      '',
      ...entries.map(entryText),
    ].join('\n'),
  );
  output.value(entries);
  return 0;
}

function entryText({ module, when, url, secret, entity, action }: WebhookEntry, index: number): string {
  return [
    `${index + 1}. ${module}: ${when}`,
    `   name    ledgerlake_${entity}_${action}`,
    `   URL     ${url}`,
    `   secret  ${secret.kind === 'generated' ? secret.text : `the one of ${secret.path}`}`,
  ].join('\n');
}
