// Digests made with Python's json, hmac and hashlib by the documented rules; none was captured from a provider. The string
// under `billing-example` is the one that Zoho prints in its documentation.

export interface ZohoVector {
  readonly name: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly signed: string | Uint8Array;
  readonly hex: string;
}

const INVOICE =
  '{"invoice":{"invoice_id":"460000000000001","invoice_number":"INV-000001","status":"sent","total":149.97,"last_modified_time":"2026-06-09T17:12:00-0400"}}';
const NOT_UTF8 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(' not utf8')]);
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** key of the first six */
export const ZOHO_SECRET = 'Fixture0Secret1For2Tests3';
export const ZOHO_VECTORS: readonly ZohoVector[] = [
  {
    name: 'JSON without query',
    query: '',
    contentType: JSON_TYPE,
    body: INVOICE,
    signed: INVOICE,
    hex: '5f7f2a871e2193e0a96af555cbf62c4514abc262872b676b3100c944169e3ebb',
  },
  {
    name: 'JSON with query',
    query: 'organization_id=10234695&env=prod',
    contentType: JSON_TYPE,
    body: INVOICE,
    signed: `envprodorganization_id10234695${INVOICE}`,
    hex: '6dceced15009f6cbee385aeb3339b7c3d75441766756ae88a388ce568063a304',
  },
  {
    name: 'JSON with text beyond ASCII and an escaped newline',
    query: '',
    contentType: 'application/json;charset=UTF-8',
    body: '{"contact":{"contact_id":"460000000000002","contact_name":"Café Zürich","notes":"line1\\nline2"}}',
    signed: '{"contact":{"contact_id":"460000000000002","contact_name":"Café Zürich","notes":"line1\\nline2"}}',
    hex: '90d918ad1d894d2a3ea043b3567b31538456870a399a333f66a8645ad64fa34e',
  },
  {
    name: 'form with JSONString alone',
    query: '',
    contentType: FORM_TYPE,
    body: `JSONString=${encodeURIComponent(INVOICE)}`,
    signed: `JSONString${INVOICE}`,
    hex: '9bc6c2d0ba823e412878b4e8aa8beeef11aecbe8522cc29abbf947e99a96a708',
  },
  {
    name: 'form and query sorted together',
    query: 'env=prod',
    contentType: FORM_TYPE,
    body: 'total=149.97&customer_name=Acme+Corp&invoice_id=460000000000001',
    signed: 'customer_nameAcme Corpenvprodinvoice_id460000000000001total149.97',
    hex: '6b160dae296e82e289814513c46a013503d9f4e48e20bad599c220ab12552ddc',
  },
  {
    name: 'billing-example',
    query: 'subscription_id=90343&name=basic',
    contentType: JSON_TYPE,
    body: '{"created_date":"2019-03-06","event_id":"5675"}',
    signed: 'namebasicsubscription_id90343{"created_date":"2019-03-06","event_id":"5675"}',
    hex: '734c0e3ab7191992ddd95a959b13cd93e023a72e4caae3f5b880cb902a6c8688',
  },
];

/** key of the next three */
export const ZOHO_SECRET_2 = 'Ledger0Lake1Test2Key3';
export const ZOHO_VECTORS_2: readonly ZohoVector[] = [
  {
    name: 'upper case before lower case, equal keys in received order',
    query: 'Z=1&a=2&A=3&a=1',
    contentType: JSON_TYPE,
    body: '{"x":1}',
    signed: 'A3Z1a2a1{"x":1}',
    hex: 'af11f8a8f69e60ae35e110c2f4017e7f305e5640fa91fd05b5493e38e5195b2b',
  },
  {
    name: 'query values decoded',
    query: 'plus=a%2Bb&name=Caf%C3%A9+M%C3%BCller',
    contentType: JSON_TYPE,
    body: '{"x":1}',
    signed: 'nameCafé Müllerplusa+b{"x":1}',
    hex: '34172afa70ea727dff1a2e52ff70797f2c8f8903f762ead8e981e4bcc4cef224',
  },
  {
    name: 'bytes that are not UTF-8',
    query: '',
    contentType: JSON_TYPE,
    body: NOT_UTF8,
    signed: NOT_UTF8,
    hex: '650241a2990f533aaa73248b1b2e2f3f7f6c1baf9fdb3460734f7b715174f19d',
  },
];

export const FRESHBOOKS_SECRET = 'test-verifier-not-a-real-secret';
export interface FreshbooksVector {
  readonly name: string;
  readonly body: string;
  readonly signed: string;
  readonly base64: string;
}

export const FRESHBOOKS_VECTORS: readonly FreshbooksVector[] = [
  {
    name: 'a delivery',
    body: 'name=invoice.create&object_id=1234567&account_id=6BApk&business_id=6543&identity_id=1234&user_id=1',
    signed:
      '{"name": "invoice.create", "object_id": "1234567", "account_id": "6BApk", "business_id": "6543", "identity_id": "1234", "user_id": "1"}',
    base64: 'bsYqkBiBjxzuxpaVKjijJ+qjd9ec59KFVPxkbG37MAU=',
  },
  {
    name: 'other order, slashes, colons and commas in a value',
    body: 'user_id=1&name=client.update&object_id=77&account_id=Zx9Qr&system=https%3A%2F%2Fdemo-books.example.com%2Fa%2Cb%3Ac',
    signed:
      '{"user_id": "1", "name": "client.update", "object_id": "77", "account_id": "Zx9Qr", "system": "https://demo-books.example.com/a,b:c"}',
    base64: '6I1XWoi7QATDXRZr4gAdr/xJmUTU9fWGW5tUiWaph/0=',
  },
  {
    name: 'accents, a surrogate pair, quotes, DEL and controls',
    body: 'name=item.update&note=Caf%C3%A9+%E2%82%AC+%F0%9F%98%80+%22q%22+%5C+%2F+%7F%00%1F%08%0C%0A%0D%09&object_id=5',
    signed:
      '{"name": "item.update", "note": "Caf\\u00e9 \\u20ac \\ud83d\\ude00 \\"q\\" \\\\ / \\u007f\\u0000\\u001f\\b\\f\\n\\r\\t", "object_id": "5"}',
    base64: 'XdoGmOHiFqTJ+7vC/IegiJD32ARYTFLrEpw6J3pxDcY=',
  },
  {
    name: 'an empty value',
    body: 'name=tax.delete&object_id=&account_id=6BApk',
    signed: '{"name": "tax.delete", "object_id": "", "account_id": "6BApk"}',
    base64: 'uzcxi2V1DGTiFVRHLirMDIKnlejh+sgBTng923ZeOIE=',
  },
  {
    name: 'a repeated field: the last value at the first place',
    body: 'name=a.create&object_id=1&name=b.create',
    signed: '{"name": "b.create", "object_id": "1"}',
    base64: 'N7/hlrWfIU+je2AxHi4kodioL/b1r8dN+tce3gpexH8=',
  },
  {
    name: 'field names like numbers keep their place',
    body: 'b=x&10=y&2=z',
    signed: '{"b": "x", "10": "y", "2": "z"}',
    base64: '2boJuJOPP6l8/1sJjH+FtMxdMMllknJdt8CzUpJ40Bs=',
  },
];
