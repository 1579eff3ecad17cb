import { expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { errorFields, type LogOptions, openLog } from '../../receiver/log.ts';

function opened(options: LogOptions = {}) {
  const lines: string[] = [];
  return { log: openLog({ ...options, destination: { write: (line) => void lines.push(line) } }), lines };
}

test('one JSON object a line, with level and time', () => {
  const { log, lines } = opened();
  log.info({ connection: 'acme' }, 'delivery landed');
  log.debug({}, 'not at this level');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/\n$/);
  expect(JSON.parse(lines[0]!)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    pid: process.pid,
    connection: 'acme',
    msg: 'delivery landed',
  });
});

test('levels', () => {
  const { log, lines } = opened({ level: 'warn' });
  log.info({}, 'a');
  log.warn({}, 'b');
  log.error({}, 'c');
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['warn', 'error']);
});

test('secrets that somebody tries to log are replaced, three levels deep', () => {
  const { log, lines } = opened();
  log.warn(
    { secret: 's3cret', connection: { secret: 's3cret', oauth: { refresh_token: 's3cret', client_secret: 's3cret' } } },
    'x',
  );
  log.warn({ headers: { authorization: 's3cret' }, body: 's3cret', signature: 's3cret', verifier: 's3cret' }, 'x');
  log.warn({ connection: { name: 'acme', webhookSecrets: [{ secret: 's3cret' }] } }, 'x');
  expect(lines.join('')).not.toContain('s3cret');
  expect(lines.join('')).toContain('[redacted]');
  expect(lines.join('')).toContain('acme');
});

test('a thrown value as fields', () => {
  expect(errorFields(new AppError('landing_denied', 'no right to write', { hint: 'grant it' }))).toEqual({
    error: 'no right to write',
    code: 'landing_denied',
    hint: 'grant it',
  });
  expect(errorFields(new TypeError('x'))).toEqual({ error: 'x', code: 'unexpected' });
  expect(errorFields('text')).toEqual({ error: 'text', code: 'unexpected' });
});
