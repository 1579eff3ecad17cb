import type { IncomingMessage } from 'node:http';
import type { AnswerCode } from './answers.ts';
import { type BodyRoom, readBody, releaseBody } from './body.ts';
import type { Config, ConnectionConfig } from './config/config.ts';
import { errorFields, type Log, type LogFields } from './log.ts';
import type { Readiness } from './readiness.ts';
import { type Receipt, type ReceiveContext, receiveDelivery } from './receive.ts';
import { webhookSource } from './sources/index.ts';
import type { WebhookRequest, WebhookSource } from './sources/source.ts';

/** What the path says, percent-decoded. */
export interface WebhookRoute {
  readonly connection: string;
  readonly entity: string | undefined;
  readonly action: string | undefined;
}

export interface WebhookOptions {
  readonly config: Config;
  readonly context: ReceiveContext;
  readonly readiness: Readiness;
  readonly log: Log;
  readonly newId: () => string;
  readonly maxInFlight: number;
  readonly maxBufferedBytes: number;
}

/** How a request ends; `aborted` when the sender went away and there is nobody to answer. */
export type WebhookOutcome = AnswerCode | 'aborted';

export type WebhookHandler = (message: IncomingMessage, route: WebhookRoute) => Promise<WebhookOutcome>;

interface Target {
  readonly connection: ConnectionConfig;
  readonly source: WebhookSource;
}

/** Handles requests below `receiver.path`: the contract's checks in their order, one log line each. */
export function createWebhookHandler(options: WebhookOptions): WebhookHandler {
  const room: BodyRoom = { freeBytes: options.maxBufferedBytes };
  let inFlight = 0;
  return async (message, route) => {
    const startedMs = performance.now();
    const target = findTarget(options.config, route);
    inFlight += 1;
    try {
      const { outcome, ...fields } = await receiveMessage({ message, route, target, room, options, inFlight });
      const ms = Math.round(performance.now() - startedMs);
      logEnding(options.log, { id: options.newId(), ...routeFields(route), outcome, ...fields, ms });
      return outcome;
    } finally {
      inFlight -= 1;
    }
  };
}

interface Ending extends LogFields {
  readonly outcome: WebhookOutcome;
}

interface Reception {
  readonly message: IncomingMessage;
  readonly route: WebhookRoute;
  readonly target: Target | undefined;
  readonly room: BodyRoom;
  readonly options: WebhookOptions;
  readonly inFlight: number;
}

async function receiveMessage({ message, route, target, room, options, inFlight }: Reception): Promise<Ending> {
  if (target === undefined) return { outcome: 'unknown_connection' };
  if (message.method !== 'POST') return { outcome: 'method_not_allowed', method: message.method };
  if (inFlight > options.maxInFlight) return { outcome: 'busy' };
  const read = await readBody(message, { maxBytes: options.config.receiver.maxBodyBytes, room });
  if (read.kind === 'no_room') return { outcome: 'busy' };
  if (read.kind !== 'body') return { outcome: read.kind };
  const size = read.bytes.length;
  try {
    const request = requestOf(message, { route, source: target.source, body: read.bytes });
    const receipt = await receiveDelivery({ ...target, request }, options.context);
    return { outcome: receipt.kind, size, ...afterReceipt(receipt, options) };
  } finally {
    releaseBody(room, read.bytes);
  }
}

function afterReceipt(receipt: Receipt, { readiness }: WebhookOptions): LogFields {
  switch (receipt.kind) {
    case 'stored':
    case 'duplicate':
      readiness.landed();
      // the key but for most of its hash, and which secret signed: when an old one no longer shows up, it can go
      return {
        key: receipt.key.slice(0, -57),
        ...('callbackId' in receipt ? { callback_id: receipt.callbackId } : { secret_index: receipt.secretName }),
      };
    case 'landing_unavailable':
      if (receipt.stage === 'landing') readiness.failed();
      return errorFields(receipt.error);
    case 'bad_signature':
    case 'unknown_callback':
      return { reason: receipt.reason };
    case 'vault_key_missing':
      return { hint: 'set vault.key, then "ledgerlake webhooks resend <connection>": the verifier was not kept' };
    case 'too_many_handshakes':
      return { hint: 'those that were refused can be asked for: "ledgerlake webhooks resend <connection>"' };
    case 'unsupported_media_type':
    case 'empty_body':
    case 'busy':
      return {};
  }
}

function logEnding(log: Log, line: Ending): void {
  if (line.outcome === 'landing_unavailable') log.error(line, 'delivery not landed');
  else if (line.outcome === 'stored' || line.outcome === 'duplicate') log.info(line, 'delivery landed');
  else log.warn(line, 'delivery refused');
}

// Cut: the path is a stranger's text until the signature has been checked.
function routeFields(route: WebhookRoute): LogFields {
  const { connection, entity, action } = route;
  const cut = { connection, ...(entity === undefined ? {} : { entity }), ...(action === undefined ? {} : { action }) };
  return Object.fromEntries(Object.entries(cut).map(([name, text]) => [name, text.slice(0, 60)]));
}

function findTarget(config: Config, route: WebhookRoute): Target | undefined {
  const connection = Object.hasOwn(config.connections, route.connection)
    ? config.connections[route.connection]
    : undefined;
  if (connection === undefined) return undefined;
  const source = webhookSource(connection.source);
  return (source.route === 'entity') === (route.entity !== undefined) ? { connection, source } : undefined;
}

/** The received message without its HTTP machinery. */
function requestOf(
  message: IncomingMessage,
  parts: { route: WebhookRoute; source: WebhookSource; body: Buffer },
): WebhookRequest {
  const url = message.url ?? '';
  const mark = url.indexOf('?');
  const headers = Object.entries(message.headersDistinct).flatMap(([name, values]) =>
    values?.[0] === undefined ? [] : [[name, values[0]] as const],
  );
  const { entity, action } = parts.route;
  return {
    method: message.method ?? '',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: Object.fromEntries(headers),
    body: parts.body,
    entity,
    // a route without an action stands for `updated`, also for the secrets bound to it
    action: entity === undefined ? undefined : (action ?? 'updated'),
  };
}
