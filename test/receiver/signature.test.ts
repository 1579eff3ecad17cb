import { describe, expect, test } from 'vitest';
import type { WebhookSecret } from '../../receiver/config/config.ts';
import { verifySignature } from '../../receiver/signature.ts';
import { freshbooksScheme } from '../../receiver/sources/freshbooks/signature.ts';
import type { SignatureScheme, WebhookRequest } from '../../receiver/sources/source.ts';
import { zohoBooksScheme } from '../../receiver/sources/zoho-books/signature.ts';
import { freshbooksDelivery, hmac, zohoDelivery } from '../support/sign.ts';
import { arrived, webhookRequest } from '../support/webhook-request.ts';

const SECRET = 'Live0Secret1For2Tests';
const OTHER = 'Other0Secret1For2Tests';
const live = (secret: string, entity?: string, action?: string): WebhookSecret => ({ secret, entity, action });
const BODY = '{"invoice":{"invoice_id":"1","total":1.10}}';
const zoho = arrived(zohoDelivery({ path: '/webhooks/acme_books/invoices/updated', secret: SECRET, document: BODY }));
const ZOHO_HEX = hmac(SECRET, BODY, 'hex');
const fresh = arrived(
  freshbooksDelivery({
    path: '/webhooks/acme_fresh',
    secret: SECRET,
    fields: [
      ['name', 'invoice.update'],
      ['object_id', '9'],
    ],
  }),
);
const FRESH_BASE64 = fresh.headers['x-freshbooks-hmac-sha256'] ?? '';
const flip = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);

function signedWith(scheme: SignatureScheme, request: WebhookRequest, signature: string): WebhookRequest {
  return { ...request, headers: { ...request.headers, [scheme.header]: signature } };
}

describe('Zoho Books: a signature that must not hold', () => {
  const cases: readonly [string, string, string][] = [
    ['empty', '', 'missing'],
    ['blank', ' ', 'malformed'],
    ['partial', ZOHO_HEX.slice(0, 32), 'malformed'],
    ['one digit short', ZOHO_HEX.slice(0, 63), 'malformed'],
    ['one digit too many', `${ZOHO_HEX}0`, 'malformed'],
    ['first digit wrong', flip(ZOHO_HEX, 0), 'mismatch'],
    ['last digit wrong', flip(ZOHO_HEX, 63), 'mismatch'],
    ['all zeros', '0'.repeat(64), 'mismatch'],
    ['upper case', ZOHO_HEX.toUpperCase(), 'malformed'],
    ['space before', ` ${ZOHO_HEX}`, 'malformed'],
    ['newline after', `${ZOHO_HEX}\n`, 'malformed'],
    ['in quotes', `"${ZOHO_HEX}"`, 'malformed'],
    ['algorithm prefix', `sha256=${ZOHO_HEX}`, 'malformed'],
    ['version prefix', `v1,${ZOHO_HEX}`, 'malformed'],
    ['0x prefix', `0x${ZOHO_HEX}`, 'malformed'],
    ['several, comma-separated', `${ZOHO_HEX}, ${ZOHO_HEX}`, 'malformed'],
    ['several, space-separated', `${ZOHO_HEX} ${ZOHO_HEX}`, 'malformed'],
    ['base64 of the right bytes', Buffer.from(ZOHO_HEX, 'hex').toString('base64'), 'malformed'],
    ["Zoho Payments' form", `t=1781040000000,v=${ZOHO_HEX}`, 'malformed'],
    ['not hex digits', 'g'.repeat(64), 'malformed'],
    ['full-width digits', '０'.repeat(64), 'malformed'],
    ['another secret', hmac(OTHER, BODY, 'hex'), 'mismatch'],
    ['the empty secret', hmac('', BODY, 'hex'), 'mismatch'],
    ['of another body', hmac(SECRET, `${BODY} `, 'hex'), 'mismatch'],
    ['of the empty body', hmac(SECRET, '', 'hex'), 'mismatch'],
    ['of the re-serialised body', hmac(SECRET, JSON.stringify(JSON.parse(BODY)), 'hex'), 'mismatch'],
    ['of the path too', hmac(SECRET, zoho.path + BODY, 'hex'), 'mismatch'],
    ['SHA-1', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'malformed'],
  ];
  test.each(cases)('%s', (_name, signature, reason) => {
    const request = signedWith(zohoBooksScheme, zoho, signature);
    expect(verifySignature(zohoBooksScheme, { secrets: [live(SECRET)], request })).toEqual({ kind: 'invalid', reason });
  });

  test('the right signature holds, so the table can fail', () => {
    const request = signedWith(zohoBooksScheme, zoho, ZOHO_HEX);
    expect(verifySignature(zohoBooksScheme, { secrets: [live(SECRET)], request })).toEqual({
      kind: 'valid',
      secretIndex: 0,
    });
  });

  test('no header, or the signature under another name', () => {
    for (const headers of [{}, { signature: ZOHO_HEX }, { 'x-freshbooks-hmac-sha256': ZOHO_HEX }]) {
      const verdict = verifySignature(zohoBooksScheme, { secrets: [live(SECRET)], request: { ...zoho, headers } });
      expect(verdict).toEqual({ kind: 'invalid', reason: 'missing' });
    }
  });

  test('a query that was not signed, or signed and taken away', () => {
    const secrets = [live(SECRET)];
    expect(verifySignature(zohoBooksScheme, { secrets, request: { ...zoho, query: 'env=test' } }).kind).toBe('invalid');
    const query: [string, string][] = [['env', 'prod']];
    const signed = arrived(zohoDelivery({ path: zoho.path, secret: SECRET, document: BODY, query }));
    expect(verifySignature(zohoBooksScheme, { secrets, request: signed }).kind).toBe('valid');
    expect(verifySignature(zohoBooksScheme, { secrets, request: { ...signed, query: '' } }).kind).toBe('invalid');
    expect(verifySignature(zohoBooksScheme, { secrets, request: { ...signed, query: 'env=test' } }).kind).toBe(
      'invalid',
    );
  });

  test('a JSON body sent as a form holds only where nothing in it would be decoded: the scheme cannot tell the two', () => {
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const verify = (body: string) => {
      const headers = { ...asForm, 'x-zoho-webhook-signature': hmac(SECRET, body, 'hex') };
      return verifySignature(zohoBooksScheme, { secrets: [live(SECRET)], request: webhookRequest({ body, headers }) })
        .kind;
    };
    expect(verify('{"invoice":{"invoice_id":"1"}}')).toBe('valid');
    expect(verify('{"invoice":{"notes":"1+1"}}')).toBe('invalid');
    expect(verify('{"invoice":{"notes":"a=b"}}')).toBe('invalid');
  });
});

describe('FreshBooks: a signature that must not hold', () => {
  const bytes = Buffer.from(FRESH_BASE64, 'base64');
  const cases: readonly [string, string, string][] = [
    ['empty', '', 'missing'],
    ['partial', FRESH_BASE64.slice(0, 20), 'malformed'],
    ['without padding', FRESH_BASE64.slice(0, 43), 'malformed'],
    ['too much padding', `${FRESH_BASE64.slice(0, 42)}==`, 'malformed'],
    ['space inside', `${FRESH_BASE64.slice(0, 10)} ${FRESH_BASE64.slice(11)}`, 'malformed'],
    ['newline after', `${FRESH_BASE64}\n`, 'malformed'],
    ['two', `${FRESH_BASE64},${FRESH_BASE64}`, 'malformed'],
    ['hex of the right bytes', bytes.toString('hex'), 'malformed'],
    ['33 bytes', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64'), 'malformed'],
    ['31 bytes', bytes.subarray(1).toString('base64'), 'malformed'],
    ['algorithm prefix', `sha256=${FRESH_BASE64}`, 'malformed'],
    ['wrong', Buffer.alloc(32).toString('base64'), 'mismatch'],
    ['of the raw body', hmac(SECRET, fresh.body, 'base64'), 'mismatch'],
    ['of compact JSON', hmac(SECRET, '{"name":"invoice.update","object_id":"9"}', 'base64'), 'mismatch'],
    ['of sorted fields', hmac(SECRET, '{"object_id": "9", "name": "invoice.update"}', 'base64'), 'mismatch'],
    ['of numbers as numbers', hmac(SECRET, '{"name": "invoice.update", "object_id": 9}', 'base64'), 'mismatch'],
    ['another verifier', hmac(OTHER, '{"name": "invoice.update", "object_id": "9"}', 'base64'), 'mismatch'],
  ];
  test.each(cases)('%s', (_name, signature, reason) => {
    const request = signedWith(freshbooksScheme, fresh, signature);
    expect(verifySignature(freshbooksScheme, { secrets: [live(SECRET)], request })).toEqual({
      kind: 'invalid',
      reason,
    });
  });

  test('the URL-safe alphabet and a second spelling of the same bytes', () => {
    // The digest of these fields holds + and /; its last character has spare bits, which only one spelling leaves zero.
    const fields: [string, string][] = [
      ['name', 'invoice.update'],
      ['n', '3'],
    ];
    const request = arrived(freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: SECRET, fields }));
    const right = request.headers['x-freshbooks-hmac-sha256']!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const respelled = `${right.slice(0, 42)}${alphabet[alphabet.indexOf(right[42]!) + 1]}=`;
    expect(Buffer.from(respelled, 'base64')).toEqual(Buffer.from(right, 'base64'));
    const urlSafe = Buffer.alloc(32, 0xff).toString('base64url').padEnd(44, '=');
    for (const signature of [respelled, urlSafe]) {
      const forged = signedWith(freshbooksScheme, request, signature);
      expect(verifySignature(freshbooksScheme, { secrets: [live(SECRET)], request: forged })).toEqual({
        kind: 'invalid',
        reason: 'malformed',
      });
    }
  });

  test.each([
    ['not UTF-8', Buffer.from([0x6e, 0x3d, 0xff])],
    ['too many fields', Buffer.from('a=1&'.repeat(10_001))],
    ['larger than any delivery', Buffer.alloc(262_145, 97)],
  ])('a body from which nothing signed can be rebuilt: %s', (_name, body) => {
    const request = { ...fresh, body };
    const verdict = verifySignature(freshbooksScheme, { secrets: [live(SECRET)], request });
    expect(verdict).toEqual({ kind: 'invalid', reason: 'unsignable' });
  });
});

describe('secrets', () => {
  const verify = (secrets: readonly WebhookSecret[], request: WebhookRequest = zoho) =>
    verifySignature(zohoBooksScheme, { secrets, request });

  test('several live ones: the position of the one that signed', () => {
    expect(verify([live(OTHER), live(SECRET)])).toEqual({ kind: 'valid', secretIndex: 1 });
    expect(verify([live(SECRET), live(SECRET)])).toEqual({ kind: 'valid', secretIndex: 0 });
    expect(verify([live(OTHER)])).toEqual({ kind: 'invalid', reason: 'mismatch' });
  });

  test('none, or only empty ones', () => {
    const request = signedWith(zohoBooksScheme, zoho, hmac('', BODY, 'hex'));
    expect(verify([], request)).toEqual({ kind: 'invalid', reason: 'no_secret' });
    expect(verify([live('')], request)).toEqual({ kind: 'invalid', reason: 'no_secret' });
    expect(verify([live(''), live(SECRET)], request)).toEqual({ kind: 'invalid', reason: 'mismatch' });
  });

  test.each([
    ['bound to this route', live(SECRET, 'invoices', 'updated'), 'valid'],
    ['bound to the entity', live(SECRET, 'invoices'), 'valid'],
    ['bound to the action', live(SECRET, undefined, 'updated'), 'valid'],
    ['another entity', live(SECRET, 'bills', 'updated'), 'invalid'],
    ['another action', live(SECRET, 'invoices', 'deleted'), 'invalid'],
    ['another of both', live(SECRET, 'bills', 'deleted'), 'invalid'],
  ])('bound: %s', (_name, secret, kind) => {
    expect(verify([secret]).kind).toBe(kind);
  });

  test('a bound secret does not know the spelling of its entity', () => {
    const request = { ...zoho, entity: 'customerpayments', action: 'Deleted' };
    expect(verify([live(SECRET, 'customer_payments', 'deleted')], request).kind).toBe('valid');
  });

  test('a bound secret never signs a route without entity', () => {
    const request = { ...zoho, entity: undefined, action: undefined };
    expect(verify([live(SECRET, 'invoices', 'updated')], request)).toEqual({ kind: 'invalid', reason: 'no_secret' });
    expect(verify([live(SECRET, undefined, 'updated')], request)).toEqual({ kind: 'invalid', reason: 'no_secret' });
  });

  test('a scheme that throws fails closed', () => {
    const broken: SignatureScheme = {
      ...zohoBooksScheme,
      signedBytes: () => {
        throw new Error('broken');
      },
    };
    const request = webhookRequest({ headers: { 'x-zoho-webhook-signature': ZOHO_HEX }, body: BODY });
    expect(verifySignature(broken, { secrets: [live(SECRET)], request })).toEqual({
      kind: 'invalid',
      reason: 'unsignable',
    });
  });
});
