import { afterEach, describe, expect, test } from 'vitest';
import { FRESHBOOKS_ENDPOINTS } from '../../../loader/sources/freshbooks/endpoints.ts';
import { sourceApi } from '../../../loader/sources/index.ts';
import { ZOHO_ENDPOINTS } from '../../../loader/sources/zoho-books/endpoints.ts';
import { FAKE_ENTITIES as FRESHBOOKS } from '../../support/fake-freshbooks/entities.ts';
import { startFakeFreshbooks } from '../../support/fake-freshbooks/index.ts';
import { FAKE_ENTITIES as ZOHO } from '../../support/fake-zoho/entities.ts';
import { startFakeZoho } from '../../support/fake-zoho/index.ts';
import { bench, connection, failure, stubTokens, token } from './support.ts';

// The providers to test against were written from the documentation, not from the client: where both agree, it is no accident.

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function signedIn(accessToken: string) {
  const tokens = stubTokens();
  tokens.current = token(accessToken);
  return tokens;
}

async function freshbooks(account?: string) {
  const fake = await startFakeFreshbooks();
  open.push(fake);
  const here = connection({
    source: 'freshbooks',
    organizationId: account ?? fake.accountId,
    businessId: fake.businessId,
    businessUuid: fake.businessUuid,
  });
  return { fake, here, ...bench(fake.url, { connection: here, tokens: signedIn(fake.tokens.accessToken()) }) };
}

async function zoho(organizationId?: string) {
  const fake = await startFakeZoho();
  open.push(fake);
  const here = connection({ organizationId: organizationId ?? fake.organizationId });
  return { fake, here, ...bench(fake.apiUrl, { connection: here, tokens: signedIn(fake.tokens.accessToken()) }) };
}

describe('FreshBooks', () => {
  const entities = [...FRESHBOOKS.values()].filter(({ name }) => {
    const endpoint = FRESHBOOKS_ENDPOINTS[name];
    return endpoint !== undefined && endpoint.single !== false;
  });

  test.each(entities)('one of $name: there, and not there', async ({ name, idField, includes }) => {
    const { fake, here, client } = await freshbooks();
    const document = { [idField]: 7001, ...(includes.includes('lines') ? { lines: [{ lineid: 1 }] } : {}) };
    fake.books.put(name, document);
    const api = sourceApi('freshbooks');
    const outcome = await client.send(api.readRequest({ entity: name, id: '7001' }, here)!);
    expect(outcome.kind).toBe('answer');
    const text = Buffer.from(outcome.response.body).toString();
    expect(text).toContain('7001');
    expect(text.includes('lineid')).toBe(includes.includes('lines'));
    const missing = await client.send(api.readRequest({ entity: name, id: '7002' }, here)!);
    expect(missing.kind).toBe('gone');
  });

  test('an account that is not ours deletes nothing', async () => {
    for (const shape of ['old', 'new'] as const) {
      const { fake, here, client } = await freshbooks('Zz9Zz9');
      fake.knobs.errors = { shape };
      const outcome = await client.send(sourceApi('freshbooks').readRequest({ entity: 'invoices', id: '1' }, here)!);
      expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'api_not_found' } });
    }
  });

  test('a token that is not good', async () => {
    const { fake, here } = await freshbooks();
    for (const entity of ['invoices', 'projects', 'callbacks', 'ledger_accounts', 'time_entries']) {
      const { client } = bench(fake.url, { connection: here, tokens: signedIn('not-a-token-of-theirs') });
      const request = sourceApi('freshbooks').readRequest({ entity, id: '1' }, here)!;
      await expect(failure(client.send(request))).resolves.toMatchObject({ code: 'api_unauthorized' });
    }
  });

  test('the look at the account', async () => {
    const { client, here } = await freshbooks();
    await expect(client.send(sourceApi('freshbooks').probeRequest(here))).resolves.toMatchObject({ kind: 'answer' });
  });
});

describe('Zoho Books', () => {
  const entities = [...ZOHO.values()].filter(({ name }) => {
    const endpoint = ZOHO_ENDPOINTS[name];
    return endpoint !== undefined && endpoint.single !== false;
  });

  test.each(entities)('one of $name: there, and not there', async ({ name, idField }) => {
    const { fake, here, client } = await zoho();
    fake.books.put(name, { [idField]: '982000000567001' });
    const api = sourceApi('zoho_books');
    const outcome = await client.send(api.readRequest({ entity: name, id: '982000000567001' }, here)!);
    expect(outcome.kind).toBe('answer');
    expect(Buffer.from(outcome.response.body).toString()).toContain('982000000567001');
    const missing = await client.send(api.readRequest({ entity: name, id: '982000000567002' }, here)!);
    expect(missing.kind).toBe('gone');
    expect(client.quota()?.limit).toBeGreaterThan(0);
  });

  test('another organization ends it', async () => {
    const { here, client } = await zoho('999');
    const thrown = await failure(client.send(sourceApi('zoho_books').readRequest({ entity: 'bills', id: '1' }, here)!));
    expect(thrown).toMatchObject({ code: 'api_wrong_organization', context: { scope: 'connection' } });
  });

  test('a token that is not good', async () => {
    const { fake, here } = await zoho();
    const { client } = bench(fake.apiUrl, { connection: here, tokens: signedIn('not-a-token-of-theirs') });
    await expect(failure(client.send({ path: '/bills/1' }))).resolves.toMatchObject({ code: 'api_unauthorized' });
  });

  test('the look at the organization, also by a user who was disabled', async () => {
    const { fake, here, client } = await zoho();
    const request = sourceApi('zoho_books').probeRequest(here);
    await expect(client.send(request)).resolves.toMatchObject({ kind: 'answer' });
    fake.knobs.userDisabled = true;
    await expect(failure(client.send(request))).resolves.toMatchObject({ code: 'api_user_disabled' });
  });
});
