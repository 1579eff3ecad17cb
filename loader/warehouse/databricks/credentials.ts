import databricks from '@databricks/sdk-experimental';
import { z } from 'zod';
import { baseUrl } from '../../../receiver/config/fields.ts';
import { AppError } from '../../../receiver/errors.ts';
import { refusalError } from './errors.ts';
import { parseExact } from './exact-json.ts';
import type { Redactor } from './redact.ts';
import type { SendOptions } from './send.ts';
import { send } from './send.ts';

export interface CredentialOptions extends SendOptions {
  /** undefined, here and below: what the SDK finds in the environment or a profile */
  readonly host: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly redactor: Redactor;
}

type Config = InstanceType<typeof databricks.Config>;
type Visitor = (headers: Headers) => Promise<void>;

/** Renewed so long before it ends; Azure refuses tokens that end within 30 seconds. */
const MARGIN_MS = 40_000;

const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/**
 * Who the loader is for the workspace, as the Databricks SDK resolves it. A service principal's token is asked for here, by
 * the SDK's own extension point: the SDK's request has no time limit, follows redirects with the secret, is not tried again
 * after a 429 or 503, and leaves certificates unchecked when an environment variable says so.
 */
export class Credentials {
  readonly #options: CredentialOptions;
  #config: Config;

  constructor(options: CredentialOptions) {
    this.#options = options;
    options.redactor.add(options.clientSecret);
    this.#config = this.#resolve();
  }

  /** Origin of the workspace. @throws AppError `databricks_unconfigured` */
  async host(): Promise<string> {
    const host = await this.#asked(async () => (await this.#config.getHost()).origin);
    const checked = baseUrl(host, { plainHttp: 'loopback' });
    if (checked !== undefined) return checked;
    throw new AppError('databricks_unconfigured', `the workspace ${JSON.stringify(host)} is not an https:// address`, {
      hint: 'set warehouse.host to https://<workspace>',
    });
  }

  /** Adds the `Authorization` header. @throws AppError `databricks_unconfigured`, `databricks_unauthorized`, those of `send` */
  async authorize(headers: Headers): Promise<void> {
    await this.#asked(() => this.#config.authenticate(headers));
    const [, token] = (headers.get('authorization') ?? '').split(' ');
    this.#options.redactor.add(token);
  }

  /** Forgets the token: the next request is made with a new one. */
  renew(): void {
    this.#config = this.#resolve();
  }

  /** The SQL warehouse that the environment or a profile names. */
  async warehouseId(): Promise<string | undefined> {
    await this.host();
    return this.#config.warehouseId;
  }

  #resolve(): Config {
    const { host, clientId, clientSecret } = this.#options;
    const isServicePrincipal = clientId !== undefined && clientSecret !== undefined;
    return new databricks.Config({
      ...(host === undefined ? {} : { host }),
      // named, so that a token in the environment cannot win
      ...(isServicePrincipal ? { clientId, clientSecret, authType: 'oauth-m2m' } : {}),
      skipVerify: false,
      credentials: { name: 'default', configure: (config: Config) => this.#configure(config) },
    });
  }

  async #configure(config: Config): Promise<Visitor | undefined> {
    for (const { name, sensitive } of config.attributes) {
      const value = sensitive ? config[name] : undefined;
      if (typeof value === 'string') this.#options.redactor.add(value);
    }
    const { clientId, clientSecret, authType, token } = config;
    const isServicePrincipal = authType === 'oauth-m2m' || (authType === undefined && token === undefined);
    if (!isServicePrincipal || clientId === undefined || clientSecret === undefined) {
      return new databricks.DefaultCredentials().configure(config);
    }
    return tokenVisitor(() => this.#requestToken(clientId, clientSecret));
  }

  async #requestToken(clientId: string, clientSecret: string): Promise<Token> {
    // URL-encoded first, as RFC 6749 2.3.1 wants it
    const pair = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    this.#options.redactor.add(pair);
    const what = 'the token request';
    const url = `${await this.host()}/oidc/v1/token`;
    const askedAt = Date.now();
    const reply = await send(
      async () => ({
        method: 'POST',
        url,
        what,
        headers: new Headers({ authorization: `Basic ${pair}`, 'content-type': 'application/x-www-form-urlencoded' }),
        body: 'grant_type=client_credentials&scope=all-apis',
      }),
      this.#options,
    );
    if (reply.status !== 200) throw tokenRefused(refusalError({ what, reply }));
    const parsed = tokenSchema.safeParse(parseExact(reply.text));
    if (!parsed.success) {
      throw new AppError('databricks_answer_invalid', 'the workspace gave no token', {
        hint: 'check that warehouse.host names a Databricks workspace',
      });
    }
    return { text: parsed.data.access_token, validUntil: askedAt + parsed.data.expires_in * 1000 - MARGIN_MS };
  }

  /** Runs the SDK within a time limit. What it throws holds its configuration, so only its words are kept. */
  async #asked<T>(work: () => Promise<T>): Promise<T> {
    const { patience, redactor } = this.#options;
    const limit = AbortSignal.timeout(patience.retryMs + patience.requestMs);
    const tooLate = new Promise<never>((_, reject) => {
      limit.addEventListener('abort', () => reject(new Error('no credentials in time')));
    });
    try {
      return await Promise.race([work(), tooLate]);
    } catch (error) {
      if (error instanceof AppError) throw error;
      const words = redactor.clean(error instanceof Error ? error.message : String(error));
      // no cause: the SDK's errors carry the secrets of its configuration
      throw new AppError('databricks_unconfigured', `no way to sign in to Databricks was found: ${words}`, {
        hint: 'set warehouse.host, client_id and client_secret, or what the Databricks SDK reads: DATABRICKS_HOST, …',
      });
    }
  }
}

interface Token {
  readonly text: string;
  /** ms since 1970 */
  readonly validUntil: number;
}

/** One token for all requests: those that come while it is asked for wait for the same answer. */
function tokenVisitor(request: () => Promise<Token>): Visitor {
  let current: Promise<Token> | undefined;
  return async (headers) => {
    const asked = current;
    const known = await asked?.catch(() => undefined);
    if ((known === undefined || known.validUntil <= Date.now()) && current === asked) current = request();
    headers.set('authorization', `Bearer ${(await current)?.text}`);
  };
}

/** Wrong credentials are answered with 400 or 401, as the provider likes. */
function tokenRefused(error: AppError): AppError {
  if (error.code !== 'databricks_bad_request') return error;
  return new AppError('databricks_unauthorized', error.message, {
    hint: 'check warehouse.client_id and client_secret: the secret may have expired',
  });
}
