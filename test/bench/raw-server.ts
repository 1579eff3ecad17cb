import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeEnvelope, sealEnvelope } from '../../receiver/envelope.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { rawKey } from '../../receiver/landing/keys.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import type { WebhookRequest } from '../../receiver/sources/source.ts';
import { CONNECTION, DELIVERY_ROUTE, ORGANIZATION_ID, WEBHOOK_SECRET } from './bench-config.ts';

// What the receiver is measured against: `node:http` alone, with the least that gives the same promise. The same HMAC, the
// same name, the same envelope, the same durable create by the same driver; no routes, no limits, no log.

const [folder = ''] = process.argv.slice(2);
const store = await openLandingStore({ kind: 'folder', path: folder });
const source = webhookSource('zoho_books');
const kept = ['content-type', source.scheme.header] as const;

async function receive(message: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const given = Buffer.from(String(message.headers[source.scheme.header]), 'hex');
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest();
  if (given.length !== signature.length || !timingSafeEqual(given, signature)) return 401;
  const headers = Object.fromEntries(kept.map((name) => [name, String(message.headers[name])]));
  const request: WebhookRequest = {
    method: 'POST',
    path: DELIVERY_ROUTE,
    query: '',
    headers,
    body,
    entity: 'customer_payments',
    action: 'updated',
  };
  const now = new Date();
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const facts = source.facts(request, { now, coalesceSeconds: 60, bodySha256 });
  const { entity, identity, keyTime: time } = facts;
  const envelope = sealEnvelope(
    {
      source: source.name,
      connection: CONNECTION,
      organization_id: ORGANIZATION_ID,
      origin: 'webhook',
      entity,
      entity_id: facts.entityId ?? null,
      action: facts.action,
      event_at: facts.eventAt?.toISOString() ?? null,
      received_at: now.toISOString(),
      window_end: null,
      request: { path: request.path, query: '', headers },
      fetch: null,
      content_type: headers['content-type'] ?? null,
      redacted: [],
    },
    body,
  );
  const key = rawKey({ source: source.name, connection: CONNECTION, origin: 'webhook', entity, time, identity });
  return (await store.create(key, encodeEnvelope(envelope))) === 'created' ? 202 : 200;
}

async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const status = await receive(message).catch(() => 503);
  const text = JSON.stringify({ status: status === 202 ? 'stored' : 'not stored' });
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': text.length }).end(text);
}

const server = createServer((message, response) => void answer(message, response));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
// The parent is gone: nobody would stop this one.
process.on('disconnect', () => process.exit(0));
