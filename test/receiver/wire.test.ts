import { createConnection, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { rawExchange, rawHead, startTestReceiver, type TestReceiver, zohoTest } from '../support/receiver.ts';

const PATH = '/webhooks/acme_books/invoices/updated';
const QUICK = { headersTimeoutMs: 300, requestTimeoutMs: 600, checkIntervalMs: 50 };
const { headers, body } = zohoTest();
const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const statuses = (answer: string): string[] => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code!);

/** Nothing landed, and the process still serves. */
async function expectUnharmed(receiver: TestReceiver): Promise<void> {
  expect(receiver.envelopes()).toEqual([]);
  expect((await fetch(`${receiver.url}/healthz`)).status).toBe(200);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => resolve(socket));
    socket.on('error', () => undefined);
  });
}

describe('bodies too large', () => {
  test('declared: refused before a byte of it is sent', async () => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) =>
      send(rawHead(PATH, { ...headers, 'Content-Length': 65_537 })),
    );
    expect(status(answer)).toBe(413);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('{"error":"too_large"}');
    await expectUnharmed(receiver);
  });

  test('declared beyond any number', async () => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) =>
      send(rawHead(PATH, { ...headers, 'Content-Length': '9'.repeat(19) })),
    );
    expect([400, 413]).toContain(status(answer));
    await expectUnharmed(receiver);
  });

  test('chunked: refused at the limit, and the sender gets to read it while it goes on sending', async () => {
    const receiver = await startTestReceiver();
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const answer = await rawExchange(receiver.port, (send) => {
      send(rawHead(PATH, { ...headers, 'Transfer-Encoding': 'chunked' }));
      for (let sent = 0; sent < 64; sent += 1) send(chunk);
      send('0\r\n\r\n');
    });
    expect(status(answer)).toBe(413);
    expect(answer).toContain('{"error":"too_large"}');
    await expectUnharmed(receiver);
  });

  test('chunked without end: cut', async () => {
    const receiver = await startTestReceiver();
    const endless = connected(receiver.port).then((socket) => {
      socket.write(rawHead(PATH, { ...headers, 'Transfer-Encoding': 'chunked' }));
      const timer = setInterval(() => socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`), 1);
      return new Promise<void>((resolve) => {
        socket.resume().on('close', () => {
          clearInterval(timer);
          resolve();
        });
      });
    });
    await endless;
    await expectUnharmed(receiver);
  });

  test('chunked within the limit is landed as if it were not', async () => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) => {
      send(rawHead(PATH, { ...headers, 'Transfer-Encoding': 'chunked', Connection: 'close' }));
      for (const byte of body) send(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
      send('0\r\n\r\n');
    });
    expect(status(answer)).toBe(202);
    expect(receiver.envelopes()[0]?.body).toBe(body.toString());
  });
});

describe('bodies that never come', () => {
  test('the sender leaves in the middle: nothing landed, nothing answered', async () => {
    const receiver = await startTestReceiver();
    const socket = await connected(receiver.port);
    socket.write(rawHead(PATH, { ...headers, 'Content-Length': body.length }));
    socket.write(body.subarray(0, 20));
    socket.end();
    await until(() => receiver.lines.some(({ outcome }) => outcome === 'aborted'));
    await expectUnharmed(receiver);
  });

  test('the sender resets the connection', async () => {
    const receiver = await startTestReceiver();
    const socket = await connected(receiver.port);
    socket.write(rawHead(PATH, { ...headers, 'Content-Length': body.length }));
    socket.write(body.subarray(0, 20), () => socket.resetAndDestroy());
    await until(() => receiver.lines.some(({ outcome }) => outcome === 'aborted'));
    await expectUnharmed(receiver);
  });

  test('more is declared than is sent, slowly: cut at the request timeout', async () => {
    // the headers, which are sent at once, have time enough on a busy machine too
    const receiver = await startTestReceiver({
      limits: { ...QUICK, headersTimeoutMs: 2_000, requestTimeoutMs: 2_000 },
    });
    const socket = await connected(receiver.port);
    const timer = setInterval(() => socket.write('x'), 20);
    const answer = await new Promise<string>((resolve) => {
      let received = '';
      socket.on('data', (part) => (received += part.toString()));
      socket.on('close', () => resolve(received));
      socket.write(rawHead(PATH, { ...headers, 'Content-Length': 60_000 }));
    });
    clearInterval(timer);
    expect(status(answer)).toBe(408);
    await until(() => receiver.lines.some(({ outcome }) => outcome === 'aborted'));
    await expectUnharmed(receiver);
  });

  test('headers that dribble are cut at the headers timeout', async () => {
    const receiver = await startTestReceiver({ limits: QUICK });
    const socket = await connected(receiver.port);
    const timer = setInterval(() => socket.write('X-A: b\r\n'), 20);
    await new Promise<void>((resolve) => {
      socket.resume().on('close', () => resolve());
      socket.write(`POST ${PATH} HTTP/1.1\r\nHost: x\r\n`);
    });
    clearInterval(timer);
    await expectUnharmed(receiver);
  });

  test('a chunk that is not one', async () => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) => {
      send(rawHead(PATH, { ...headers, 'Transfer-Encoding': 'chunked' }));
      send('zz\r\nabc\r\n');
    });
    expect(status(answer)).toBe(400);
    await expectUnharmed(receiver);
  });
});

describe('requests that are not quite HTTP', () => {
  const rows: readonly [string, string, number][] = [
    ['headers beyond 16 KB', rawHead(PATH, { ...headers, 'X-Flood': 'f'.repeat(20_000) }), 431],
    ['many small headers', `POST ${PATH} HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(4_000)}\r\n`, 431],
    ['a path beyond 16 KB', rawHead(`/webhooks/${'x'.repeat(20_000)}`, {}), 431],
    ['a length that is no number', rawHead(PATH, { ...headers, 'Content-Length': 'ten' }), 400],
    ['a negative length', rawHead(PATH, { ...headers, 'Content-Length': -1 }), 400],
    ['two lengths', rawHead(PATH, { ...headers, 'Content-Length': '5\r\nContent-Length: 6' }), 400],
    ['length and chunks', rawHead(PATH, { 'Content-Length': 5, 'Transfer-Encoding': 'chunked' }), 400],
    ['no host', `POST ${PATH} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`, 400],
    ['not HTTP at all', '\u0016\u0003\u0001\u0000hello\r\n\r\n', 400],
    ['a NUL in a header', rawHead(PATH, { 'X-A': 'a\u0000b', 'Content-Length': 0 }), 400],
  ];
  test.each(rows)('%s', async (_name, head, code) => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) => send(head));
    expect(status(answer)).toBe(code);
    expect(answer).not.toContain('<');
    await expectUnharmed(receiver);
  });

  test('fewer bytes declared than sent: the rest is no part of the body', async () => {
    const receiver = await startTestReceiver();
    const answer = await rawExchange(receiver.port, (send) => {
      send(Buffer.concat([Buffer.from(rawHead(PATH, { ...headers, 'Content-Length': 10 })), body]));
    });
    // Node may cut the connection for the rest before our 401 for the first ten bytes is written
    expect(statuses(answer).filter((code) => code !== '401')).toEqual(['400']);
    await expectUnharmed(receiver);
  });

  test('two deliveries in one write are two deliveries', async () => {
    const receiver = await startTestReceiver();
    const one = (connection: string): Buffer =>
      Buffer.concat([
        Buffer.from(rawHead(PATH, { ...headers, 'Content-Length': body.length, Connection: connection })),
        body,
      ]);
    const answer = await rawExchange(receiver.port, (send) => send(Buffer.concat([one('keep-alive'), one('close')])));
    expect(statuses(answer).toSorted()).toEqual(['200', '202']);
    expect(receiver.envelopes()).toHaveLength(1);
  });

  test('of a repeated signature header the first counts', async () => {
    const receiver = await startTestReceiver();
    const good = headers['x-zoho-webhook-signature']!;
    const send = (first: string, second: string) =>
      rawExchange(receiver.port, (write) => {
        const doubled = { 'X-Zoho-Webhook-Signature': `${first}\r\nX-Zoho-Webhook-Signature: ${second}` };
        write(
          Buffer.concat([
            Buffer.from(rawHead(PATH, { ...doubled, 'Content-Length': body.length, Connection: 'close' })),
            body,
          ]),
        );
      });
    expect(status(await send('0'.repeat(64), good))).toBe(401);
    expect(status(await send(good, '0'.repeat(64)))).toBe(202);
  });

  test('an absolute request target', async () => {
    const receiver = await startTestReceiver();
    const head = rawHead(`http://hooks.example.com${PATH}`, {
      ...headers,
      'Content-Length': body.length,
      Connection: 'close',
    });
    const answer = await rawExchange(receiver.port, (send) => send(Buffer.concat([Buffer.from(head), body])));
    expect(status(answer)).toBe(202);
  });
});

describe('shedding, before the body is read', () => {
  test('more deliveries at a time than allowed', async () => {
    const receiver = await startTestReceiver({ limits: { maxInFlight: 1 } });
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    receiver.store.beforeCreate = async () => {
      reached.resolve();
      await held.promise;
    };
    const first = receiver.post(zohoTest());
    await reached.promise;
    const shed = await receiver.post(zohoTest({ document: '{"invoice":{}}' }));
    expect([shed.status, shed.json, shed.headers.get('connection')]).toEqual([503, { error: 'busy' }, 'close']);
    expect(shed.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    held.resolve();
    expect((await first).status).toBe(202);
    receiver.store.beforeCreate = undefined;
    expect((await receiver.post(zohoTest({ document: '{"invoice":{}}' }))).status).toBe(202);
  });

  test('more bytes at a time than allowed; room is given back', async () => {
    const receiver = await startTestReceiver({ limits: { maxBufferedBytes: 40_000 } });
    const large = zohoTest({ document: 'x'.repeat(50_000) });
    expect((await receiver.post(large)).json).toEqual({ error: 'busy' });
    const fitting = zohoTest({ document: 'x'.repeat(39_000) });
    for (const expected of [202, 200, 200]) expect((await receiver.post(fitting)).status).toBe(expected);
    const forged = zohoTest({ document: 'x'.repeat(39_000), secret: 'x' });
    for (let turn = 0; turn < 3; turn += 1) expect((await receiver.post(forged)).status).toBe(401);
  });
});
