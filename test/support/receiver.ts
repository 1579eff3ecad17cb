import { createConnection } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ReceiverConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import { openLog } from '../../receiver/log.ts';
import { type ReceiverOptions, type RunningReceiver, startReceiver } from '../../receiver/main.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { FRESH_SECRET, testConfig, ZOHO_SECRET } from './receiver-config.ts';
import { freshbooksDelivery, type SignedDelivery, zohoDelivery } from './sign.ts';

export interface TestReceiver extends RunningReceiver {
  readonly store: MemoryStore;
  /** the log's lines, parsed */
  readonly lines: Record<string, unknown>[];
  post(delivery: SignedDelivery): Promise<Reply>;
  /** every raw object, decoded, in key order */
  envelopes(): Envelope[];
}

export interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers: Headers;
}

/** A real receiver on a free port over a store in memory; stopped when the test ends. */
export async function startTestReceiver(
  options: Omit<ReceiverOptions, 'store'> & {
    readonly receiver?: Partial<ReceiverConfig>;
    readonly store?: MemoryStore;
  } = {},
): Promise<TestReceiver> {
  const { receiver, store = memoryStore(), ...rest } = options;
  const lines: Record<string, unknown>[] = [];
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  const limits = { drainGraceMs: 0, drainTimeoutMs: 1_000, ...rest.limits };
  const running = await startReceiver(testConfig(receiver), { log, ...rest, store, limits });
  onTestFinished(() => running.stop());
  return {
    ...running,
    store,
    lines,
    post: (delivery) => post(running.url, delivery),
    envelopes: () =>
      [...store.objects].filter(([key]) => key.startsWith('raw/')).map(([, bytes]) => decodeEnvelope(bytes)),
  };
}

export async function post(url: string, delivery: SignedDelivery): Promise<Reply> {
  const { path, headers, body } = delivery;
  const response = await fetch(url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

export const INVOICE = {
  invoice: { invoice_id: '460000000000001', total: 1.1, last_modified_time: '2026-06-09T09:46:21-0400' },
};

export function zohoTest(parts: Partial<Parameters<typeof zohoDelivery>[0]> = {}): SignedDelivery {
  return zohoDelivery({
    path: '/webhooks/acme_books/invoices/updated',
    secret: ZOHO_SECRET,
    document: INVOICE,
    ...parts,
  });
}

export function freshTest(parts: Partial<Parameters<typeof freshbooksDelivery>[0]> = {}): SignedDelivery {
  const fields = [
    ['name', 'invoice.update'],
    ['object_id', '77'],
    ['account_id', '6BApk'],
  ] as const;
  return freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: FRESH_SECRET, fields, ...parts });
}

/** Writes parts to a socket and gives all that came back until the other side closed. */
export function rawExchange(port: number, write: (send: (part: string | Uint8Array) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const received: Buffer[] = [];
    const done = (): void => resolve(Buffer.concat(received).toString('latin1'));
    socket.on('data', (part) => received.push(part));
    socket.on('error', () => undefined);
    socket.on('close', done);
    socket.on('connect', () => write((part) => void socket.write(part)));
  });
}

/** The head of a raw POST. */
export function rawHead(path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ Host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
