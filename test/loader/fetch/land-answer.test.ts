import { expect, test } from 'vitest';
import { type ApiAnswer, landAnswer } from '../../../loader/fetch/land-answer.ts';
import { bodyBytes, decodeEnvelope } from '../../../receiver/envelope.ts';
import { memoryStore } from '../../support/memory-store.ts';

const ANSWER: Omit<ApiAnswer, 'body'> = {
  source: 'freshbooks',
  connection: 'quai',
  organizationId: '6BApk',
  origin: 'poll',
  entity: 'staff',
  entityId: undefined,
  url: 'https://api.example.invalid/accounting/account/6BApk/users/staffs?page=1',
  status: 200,
  fetchId: 'f1',
  startedAt: new Date('2026-06-09T13:48:01Z'),
  receivedAt: new Date('2026-06-09T13:48:02Z'),
  page: 1,
  isLast: true,
  answers: [],
  contentType: 'application/json',
  redacted: ['headers.authorization'],
};

async function landed(answer: Partial<ApiAnswer> & Pick<ApiAnswer, 'body'>) {
  const store = memoryStore();
  const { key } = await landAnswer(store, { ...ANSWER, ...answer });
  const bytes = (await store.read(key)) ?? new Uint8Array();
  const envelope = decodeEnvelope(bytes);
  return { envelope, body: bodyBytes(envelope), text: Buffer.from(bytes).toString('latin1') };
}

test("a staff member's api_token never lands; every other byte does, and the envelope says where it was", async () => {
  const body =
    '{"response": {"result":{"staff":[{"id":1,"api_token":"5ecr3t","rate":1.10},\r\n{"fname":"Zoë"}],"pages":1}}}';
  const { envelope, body: kept, text } = await landed({ body: Buffer.from(body) });
  expect(text).not.toContain('5ecr3t');
  expect(kept.toString('utf8')).toBe(body.replace('"5ecr3t"', 'null'));
  expect(envelope.redacted).toEqual(['headers.authorization', '$.response.result.staff[0].api_token']);
});

test('also in an answer that is cut and not UTF-8', async () => {
  const body = Buffer.concat([Buffer.from([0xff]), Buffer.from('{"ü":{"api_token":"5ecr3t')]);
  const { envelope, body: kept } = await landed({ body });
  expect(kept).toEqual(Buffer.concat([Buffer.from([0xff]), Buffer.from('{"ü":{"api_token":null')]));
  expect(envelope.redacted.at(-1)).toBe('$.ü.api_token');
});

test('an answer without credentials lands byte for byte', async () => {
  const body = Buffer.from([
    0xef,
    0xbb,
    0xbf,
    ...Buffer.from('{"invoice_url":"https://x.invalid", "api_token": null}'),
    0xfe,
  ]);
  expect(await landed({ body })).toMatchObject({ body, envelope: { redacted: ['headers.authorization'] } });
  expect((await landed({ body: Buffer.from('{"api_token":"kept"}'), source: 'zoho_books' })).body.toString()).toBe(
    '{"api_token":"kept"}',
  );
});
