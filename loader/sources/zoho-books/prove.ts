import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { AppError } from '../../../receiver/errors.ts';
import { readAnswerBody } from '../../api/answer-body.ts';
import type { SourceClient } from '../../api/source-client.ts';
import type { SignInProof } from '../../auth/source-oauth.ts';
import { isObject, type JsonObject, own, ownText } from '../../documents/json.ts';

/**
 * Asks which organizations the user belongs to. That alone proves little: it is answered for a disabled user too, whose every
 * other call fails, so a call within the organization has to follow.
 */
export async function proveZohoBooks(client: SourceClient, connection: ConnectionConfig): Promise<SignInProof> {
  const outcome = await client.send({ path: '/organizations' });
  if (outcome.kind === 'refused') {
    const { code, message, hint } = outcome.problem;
    throw new AppError(code, `${connection.name}: the organizations are not told: ${message}`, { hint });
  }
  const body = readAnswerBody(outcome.response.body);
  const listed = body.kind === 'object' ? own(body.value, 'organizations') : undefined;
  const organizations: readonly JsonObject[] = Array.isArray(listed) ? listed.filter(isObject) : [];
  const ours = organizations.find((one) => ownText(one, 'organization_id') === connection.organizationId);
  if (ours === undefined) throw otherOrganization(connection, organizations);
  const facts = ['plan_name', 'time_zone', 'currency_code'].flatMap((key) => ownText(ours, key) ?? []);
  return { found: [`the organization ${describe(ours)} is listed: ${facts.join(', ')}`], warnings: [] };
}

function describe(organization: JsonObject): string {
  const name = ownText(organization, 'name') ?? '';
  return `${ownText(organization, 'organization_id') ?? '?'} ${JSON.stringify(name)}`;
}

function otherOrganization({ name, organizationId }: ConnectionConfig, organizations: readonly JsonObject[]): AppError {
  const known = organizations.length === 0 ? 'none' : organizations.map(describe).join(', ');
  return new AppError(
    'api_wrong_organization',
    `${name}: whoever signed in does not belong to the organization ${organizationId}; reachable: ${known}`,
    { hint: `set connections.${name}.organization_id to the one that is meant, or sign in as another user` },
  );
}
