import { describe, expect, test } from 'vitest';
import { verifySignature } from '../../../receiver/signature.ts';
import { freshbooksScheme } from '../../../receiver/sources/freshbooks/signature.ts';
import { zohoBooksScheme } from '../../../receiver/sources/zoho-books/signature.ts';
import { webhookRequest } from '../../support/webhook-request.ts';
import {
  FRESHBOOKS_SECRET,
  FRESHBOOKS_VECTORS,
  ZOHO_SECRET,
  ZOHO_SECRET_2,
  ZOHO_VECTORS,
  ZOHO_VECTORS_2,
  type ZohoVector,
} from './signature-vectors.ts';

const zohoRows: readonly (readonly [string, string, ZohoVector])[] = [
  ...ZOHO_VECTORS.map((vector) => [vector.name, ZOHO_SECRET, vector] as const),
  ...ZOHO_VECTORS_2.map((vector) => [vector.name, ZOHO_SECRET_2, vector] as const),
];

describe('Zoho Books vectors', () => {
  test.each(zohoRows)('%s', (_name, secret, { query, contentType, body, signed, hex }) => {
    const headers = { 'content-type': contentType, 'x-zoho-webhook-signature': hex };
    const request = webhookRequest({ query, headers, body });
    expect(Buffer.from(zohoBooksScheme.signedBytes(request))).toEqual(Buffer.from(signed));
    const secrets = [{ secret, entity: undefined, action: undefined }];
    expect(verifySignature(zohoBooksScheme, { secrets, request })).toEqual({ kind: 'valid', secretIndex: 0 });
  });

  test('a query that begins with a question mark of its own', () => {
    const request = webhookRequest({ query: '?a=1', body: 'x' });
    expect(Buffer.from(zohoBooksScheme.signedBytes(request)).toString()).toBe('?a1x');
  });
});

describe('FreshBooks vectors', () => {
  test.each(FRESHBOOKS_VECTORS.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_name, { body, signed, base64 }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-freshbooks-hmac-sha256': base64 };
      const request = webhookRequest({ headers, body, entity: undefined, action: undefined });
      expect(Buffer.from(freshbooksScheme.signedBytes(request)).toString()).toBe(signed);
      const secrets = [{ secret: FRESHBOOKS_SECRET, entity: undefined, action: undefined }];
      expect(verifySignature(freshbooksScheme, { secrets, request })).toEqual({ kind: 'valid', secretIndex: 0 });
    },
  );
});
