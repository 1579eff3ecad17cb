import type { Doc } from '../payloads/json.ts';

export interface Identity {
  readonly accountId: string;
  readonly businessId: string;
  readonly businessUuid: string;
  /** `business.account_id` is null, the account is reachable by `roles` alone */
  readonly hidesAccount: boolean;
}

/** `GET /auth/api/v1/users/me`: who the token belongs to, and by which three identifiers its business is reached. */
export function usersMe({ accountId, businessId, businessUuid, hidesAccount }: Identity): Doc {
  const business = {
    id: Number(businessId),
    business_uuid: businessUuid,
    name: 'Harbor & Pine LLC',
    account_id: hidesAccount ? null : accountId,
    timezone: 'America/New_York',
    date_format: 'mm/dd/yyyy',
    business_clients: [],
  };
  return {
    response: {
      id: 3305,
      identity_id: 3305,
      first_name: 'Ada',
      last_name: 'Marsh',
      email: 'ada@harborandpine.example',
      language: 'en',
      created_at: '2023-05-04T12:00:00Z',
      setup_complete: true,
      business_memberships: [{ id: 140_130, role: 'owner', unacknowledged_change: false, business }],
      roles: [
        {
          id: 61_270,
          role: 'admin',
          systemid: 654_654,
          userid: 1,
          created_at: '2023-05-04T12:00:00Z',
          accountid: accountId,
        },
      ],
    },
  };
}
