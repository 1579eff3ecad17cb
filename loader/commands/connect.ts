import type { ConnectionConfig, OAuthConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import { exchangeCode } from '../auth/exchange-code.ts';
import { isLoopback, listenForRedirect } from '../auth/loopback.ts';
import { requireClient } from '../auth/open-access-tokens.ts';
import { type RedirectOptions, readPasted, readRedirect } from '../auth/redirect.ts';
import type { SignInProof, SourceOAuth } from '../auth/source-oauth.ts';
import type { LoaderContext } from '../context.ts';
import { clientInTurn } from '../fetch/with-fetch-lease.ts';
import { oauthOf } from '../sources/index.ts';
import type { CommandHome, CommonOptions, Host } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { connectionNamed } from './connections.ts';
import { readSecret } from './read-secret.ts';

/** How long a browser may take to come back. */
const SIGN_IN_MS = 300_000;

interface Options extends CommonOptions {
  readonly codeStdin?: boolean;
}

export function addConnectCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('connect'))
    .description('sign in to the API of a connection; the tokens are kept sealed in the landing zone')
    .argument('<connection>', 'as in the configuration')
    .option('--code-stdin', 'read the code, or the address with it, from standard input')
    // The usual complaint would repeat what may be the code.
    .allowExcessArguments()
    .action(async (name: string, options: Options, command: { readonly args: readonly string[] }) => {
      if (command.args.length > 1) {
        throw new AppError('usage', 'a code is never an argument, because others on this machine can read it there', {
          hint: `enter it when asked, or pass it on standard input: ledgerlake connect <connection> --code-stdin`,
        });
      }
      exit(
        await inContext(host, options, (context) =>
          connect(context, { name, host, codeStdin: options.codeStdin === true }),
        ),
      );
    });
}

async function connect(
  context: LoaderContext,
  { name, host, codeStdin }: { readonly name: string; readonly host: Host; readonly codeStdin: boolean },
): Promise<number> {
  const { config, store, vault, clock, output } = context;
  const connection = connectionNamed(config, name);
  const oauth = oauthOf(connection.source);
  const client = requireClient(connection, oauth);
  const code = await askCode(context, { connection, oauth, client, host, codeStdin });
  const expiresAt = await exchangeCode({ connection, client, oauth, vault, clock, code });
  output.text(`signed in; the tokens are sealed in ${store.description}`);
  const { found, warnings } = await prove(context, connection, oauth);
  for (const text of found) output.text(text);
  for (const text of warnings) output.warn(text);
  output.value({ connection: name, source: connection.source, expires_at: expiresAt.toISOString(), found, warnings });
  return 0;
}

interface Asking {
  readonly connection: ConnectionConfig;
  readonly oauth: SourceOAuth;
  readonly client: OAuthConfig;
  readonly host: Host;
  readonly codeStdin: boolean;
}

async function askCode(context: LoaderContext, asking: Asking): Promise<string> {
  const { connection, oauth, client, host, codeStdin } = asking;
  const redirect: RedirectOptions = { connection, oauth, state: context.nonce() };
  const { redirectUri, clientId } = client;
  if (redirectUri === undefined) {
    for (const step of oauth.codeSteps(connection)) say(context, step);
    return readPasted(await readCode(host, 'the code'), redirect);
  }
  const url = oauth.authorizeUrl(connection, { clientId, redirectUri, state: redirect.state });
  const askInBrowser = (): void => {
    say(context, `open this in a browser and sign in as a user who reaches ${connection.organizationId}:`);
    say(context, url);
  };
  if (codeStdin || !isLoopback(redirectUri)) {
    askInBrowser();
    say(context, `the browser is sent to ${redirectUri}, which need not answer: its address bar then holds the code`);
    return readPasted(await readCode(host, 'the address, or the code in it'), redirect);
  }
  const read = (query: URLSearchParams) => readRedirect(query, redirect);
  const listener = await listenForRedirect({ redirectUri, read, timeoutMs: SIGN_IN_MS, signal: host.signal });
  try {
    askInBrowser();
    return await listener.code;
  } finally {
    await listener.close();
  }
}

/** Without it nobody could sign in, so it is said with `--json` too, beside the result. */
function say({ output }: LoaderContext, text: string): void {
  if (output.json) output.note(text);
  else output.text(text);
}

async function readCode(host: Host, what: string): Promise<string> {
  try {
    return await readSecret(host, what);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'usage') throw error;
    throw new AppError('usage', error.message, { hint: 'enter it when asked, or pass it on standard input' });
  }
}

/** What the sign-in reaches; then one call within the organization, since the list of organizations is told to anybody. */
async function prove(context: LoaderContext, connection: ConnectionConfig, oauth: SourceOAuth): Promise<SignInProof> {
  const fetch = context.openFetch(connection);
  const { api } = fetch;
  const client = clientInTurn(fetch);
  const proof = await oauth.prove(client, connection);
  const outcome = await client.send(api.probeRequest(connection));
  if (outcome.kind === 'answer') return { ...proof, found: [...proof.found, 'its data can be read'] };
  const { code, message, hint } =
    outcome.kind === 'refused'
      ? outcome.problem
      : { code: 'api_not_found', message: 'the API does not know it', hint: 'check the ids of the connection' };
  throw new AppError(code, `${connection.name}: signed in, but its data cannot be read: ${message}`, {
    hint: hint.replaceAll('<connection>', connection.name),
  });
}
