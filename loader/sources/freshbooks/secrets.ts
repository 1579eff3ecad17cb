import { secretFields } from '../../documents/secrets.ts';

const CREDENTIALS = ['api_token'];

/**
 * Tokens that open a client's documents without login (`direct_link_token`, `statement_token`, `download_token`), the `jwt` under which an
 * attachment is served (again as its `public_id`, and in the links to uploaded pictures: `image_logo_src`, `image_banner_src`), links made
 * for sharing, and the verifier of a callback.
 */
export const isSecret = secretFields({
  names: [...CREDENTIALS, 'jwt', 'public_id', 'share_link', 'share_links', 'verifier'],
  endings: ['_token', '_jwt', '_share_link', '_src'],
  harmless: [],
  customFields: [],
});

/** Staff records carry the `api_token` with which that person can call the API. */
export const isCredential = secretFields({ names: CREDENTIALS, endings: [], harmless: [], customFields: [] });
