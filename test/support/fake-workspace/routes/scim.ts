import { type Route, route } from '../http.ts';

/** Who am I. */
export function scimRoutes(): readonly Route[] {
  return [
    route('GET', '/api/2.0/preview/scim/v2/Me', ({ principal }) => {
      const { userName, displayName, isServicePrincipal } = principal;
      return {
        json: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          id: isServicePrincipal ? '2002' : '1001',
          userName,
          displayName,
          active: true,
          ...(isServicePrincipal ? {} : { emails: [{ type: 'work', value: userName, primary: true }] }),
          groups: [{ display: 'users', type: 'direct', value: '9' }],
        },
      };
    }),
  ];
}
