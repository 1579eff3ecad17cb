import type { Server } from 'node:http';
import express, { type Express } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../receiver/limits.ts';
import { createReceiverServer, listen } from '../../receiver/server.ts';
import { freshTest, rawExchange, rawHead, startTestReceiver, zohoTest } from '../support/receiver.ts';

// The graft relies on express assigning the prototypes that the app names. Should an express release change that, the
// grafted server must still answer as the plain one does: byte for byte, but for the date.

const head = (path: string, headers: Record<string, string | number>): string =>
  rawHead(path, { ...headers, Connection: 'close' });

function requests(): Buffer[] {
  const deliveries = [
    zohoTest(),
    zohoTest(),
    zohoTest({ secret: 'x' }),
    freshTest(),
    zohoTest({ path: '/webhooks/%zz' }),
  ];
  const posts = deliveries.map(({ path, headers, body }) =>
    Buffer.concat([Buffer.from(head(path, { ...headers, 'Content-Length': body.length })), body]),
  );
  const gets = ['/healthz', '/readyz', '/webhooks/acme_books/invoices', '/nothing', '/webhooks/nobody'];
  const bare = gets.map((path) => Buffer.from(head(path, {}).replace('POST', 'GET')));
  const large = Buffer.from(head('/webhooks/acme_fresh', { 'Content-Length': 99_999_999 }));
  return [...posts, ...bare, large, Buffer.from('rubbish\r\n\r\n')];
}

const undated = (answer: string): string => answer.replace(/Date: [^\r]+/i, 'Date: -');

test('the receiver answers alike with and without', async () => {
  const grafted = await startTestReceiver({ graft: true });
  const plain = await startTestReceiver({ graft: false });
  for (const bytes of requests()) {
    const [one, other] = await Promise.all(
      [grafted, plain].map(({ port }) => rawExchange(port, (send) => send(bytes))),
    );
    expect(undated(one!)).toBe(undated(other!));
    expect(one).toMatch(/^HTTP\/1\.1 \d{3}/);
  }
});

function listening(server: Server): Promise<number> {
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return listen(server, { host: '127.0.0.1', port: 0 });
}

function probeApp(): Express {
  const app = express();
  const nested = express.Router().get('/b/:id', (req, res) => res.json({ id: req.params['id'], base: req.baseUrl }));
  const mounted = express().get('/', (req, res) => res.send(`${req.originalUrl} ${req.app.path()}`));
  app.get('/p/:x', (req, res) =>
    res.json({ x: req.params.x, q: req.query, ip: req.ip, host: req.hostname, secure: req.secure }),
  );
  app.get('/accepts', (req, res) => res.type(req.accepts(['json', 'html']) || 'txt').send('ok'));
  app.get('/go', (_req, res) => res.redirect('/there'));
  app.get('/boom', () => {
    throw Object.assign(new Error('boom'), { status: 418, expose: true });
  });
  app.get('/cookie', (_req, res) => res.cookie('a', 'b').status(201).append('X-A', '1').send(Buffer.from('x')));
  app.use('/n', nested).use('/m', mounted);
  return app.set('env', 'test');
}

test('express itself answers alike: parameters, query, redirect, errors, nested and mounted apps', async () => {
  const servers = [true, false].map((graft) => createReceiverServer(probeApp(), { limits: DEFAULT_LIMITS, graft }));
  const ports = await Promise.all(servers.map(listening));
  for (const path of ['/p/a%20b?c=d&c=e', '/accepts', '/go', '/boom', '/cookie', '/n/b/7', '/m', '/none']) {
    const bytes = head(path, {}).replace('POST', 'GET');
    const [one, other] = await Promise.all(ports.map((port) => rawExchange(port, (send) => send(bytes))));
    expect(undated(one!)).toBe(undated(other!));
  }
});

test('a grafted request needs no other prototype', async () => {
  const seen: boolean[] = [];
  const app = express();
  app.get('/', (req, res) => {
    seen.push(Object.getPrototypeOf(req) === app.request, Object.getPrototypeOf(res) === app.response);
    res.end();
  });
  let changed = 0;
  const server = createReceiverServer(app, { limits: DEFAULT_LIMITS });
  server.prependListener('request', (req, res) => {
    changed += Number(Object.getPrototypeOf(req) !== app.request) + Number(Object.getPrototypeOf(res) !== app.response);
  });
  const port = await listening(server);
  await rawExchange(port, (send) => send(head('/', {}).replace('POST', 'GET')));
  expect([seen, changed]).toEqual([[true, true], 0]);
});
