import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { AppError } from '../../../receiver/errors.ts';
import { readAnswerBody } from '../../api/answer-body.ts';
import type { SourceClient } from '../../api/source-client.ts';
import type { SignInProof } from '../../auth/source-oauth.ts';
import { isObject, type JsonObject, own, ownText } from '../../documents/json.ts';

/** A business that the user belongs to; an identifier may be missing. */
interface Business {
  readonly name: string | undefined;
  readonly accountId: string | undefined;
  readonly id: string | undefined;
  readonly uuid: string | undefined;
}

/**
 * Asks who signed in, and which of FreshBooks' three identifiers reach what. An account may be named by a role alone, while its
 * business hides it. @see https://www.freshbooks.com/api/me_endpoint (read 2026-11)
 */
export async function proveFreshbooks(client: SourceClient, connection: ConnectionConfig): Promise<SignInProof> {
  const outcome = await client.send({ path: '/auth/api/v1/users/me' });
  if (outcome.kind === 'refused') {
    const { code, message, hint } = outcome.problem;
    throw new AppError(code, `${connection.name}: who signed in is not told: ${message}`, { hint });
  }
  const body = readAnswerBody(outcome.response.body);
  const response = body.kind === 'object' ? own(body.value, 'response') : undefined;
  const me = isObject(response) ? response : {};
  const businesses = objects(own(me, 'business_memberships')).flatMap(toBusinesses);
  const roles = objects(own(me, 'roles')).flatMap((role) => ownText(role, 'accountid') ?? []);
  const accounts = new Set([...businesses.flatMap(({ accountId }) => accountId ?? []), ...roles]);
  if (!accounts.has(connection.organizationId)) throw otherAccount(connection, [...accounts]);
  const business = businesses.find(({ accountId }) => accountId === connection.organizationId) ?? only(businesses);
  return {
    found: [
      `the account ${connection.organizationId} is reachable`,
      ...(business === undefined ? [] : [describe(business)]),
    ],
    warnings: business === undefined ? [] : differences(business, connection),
  };
}

function toBusinesses(membership: JsonObject): readonly Business[] {
  const business = own(membership, 'business');
  if (!isObject(business)) return [];
  const common = {
    name: ownText(business, 'name'),
    id: ownText(business, 'id'),
    uuid: ownText(business, 'business_uuid'),
  };
  const clients = objects(own(business, 'business_clients')).flatMap((one) => ownText(one, 'account_id') ?? []);
  const accountId = ownText(business, 'account_id');
  return [
    { ...common, accountId },
    ...clients
      .filter((id) => id !== accountId)
      .map((id) => ({ name: common.name, accountId: id, id: undefined, uuid: undefined })),
  ];
}

/** A business without its account belongs to the account if there is no other. */
function only(businesses: readonly Business[]): Business | undefined {
  const hidden = businesses.filter(({ accountId }) => accountId === undefined);
  return hidden.length === 1 ? hidden[0] : undefined;
}

function describe({ name, id, uuid }: Business): string {
  const ids = [id === undefined ? '' : `business_id ${id}`, uuid === undefined ? '' : `business_uuid ${uuid}`];
  return `business ${JSON.stringify(name ?? '')}: ${ids.filter((text) => text !== '').join(', ')}`;
}

/** Projects, time entries and the ledger are reached by the business's own identifiers. */
function differences({ id, uuid }: Business, { name, businessId, businessUuid }: ConnectionConfig): readonly string[] {
  const pairs = [
    ['business_id', businessId, id],
    ['business_uuid', businessUuid, uuid],
  ] as const;
  return pairs.flatMap(([key, configured, found]) => {
    if (found === undefined || configured === found) return [];
    const now = configured === undefined ? 'is not set' : `is ${configured}`;
    return [`connections.${name}.${key} ${now}: set it to "${found}"`];
  });
}

function otherAccount({ name, organizationId }: ConnectionConfig, accounts: readonly string[]): AppError {
  const known = accounts.length === 0 ? 'none' : accounts.join(', ');
  return new AppError(
    'api_wrong_organization',
    `${name}: whoever signed in does not reach the account ${organizationId}; reachable: ${known}`,
    { hint: `set connections.${name}.account_id to the account that is meant, or sign in as another user` },
  );
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
