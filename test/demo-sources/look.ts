import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { note, title } from '../demo/show.ts';
import { command, type Stage } from './stage.ts';

interface Status {
  readonly connections: readonly {
    readonly connection: string;
    readonly queue: { readonly objects: number };
    readonly sign_in: { readonly state: string } | null;
    readonly quota: { readonly remaining: number; readonly limit: number } | null;
  }[];
}

/** What `status` says in the end, and that no secret was left anywhere, not in base64 or URL-encoded either. */
export async function look(stage: Stage): Promise<void> {
  const { place, checks, printed } = stage;
  title('7  What came of it');
  await command(stage, 'status');
  const { stdout } = await command(stage, 'status --json', { shown: () => ['(the same as JSON)'] });
  const { connections } = JSON.parse(stdout) as Status;
  checks.equal(
    'queues and sign-ins',
    connections.map(({ connection, queue, sign_in }) => [connection, queue.objects, sign_in?.state]),
    [
      ['acme_fresh', 0, 'ok'],
      ['acme_books', 0, 'ok'],
    ],
  );
  const secrets = secretsOf(stage);
  const files = filesIn(place.dir).filter((path) => !path.endsWith('.env'));
  const found = files.filter((path) => {
    const text = readFileSync(path, 'latin1');
    return secrets.flatMap(spellings).some((spelling) => text.includes(spelling));
  });
  checks.equal('files with a secret in them', found, []);
  const all = printed.join('');
  checks.equal(
    'secrets printed',
    secrets.filter((secret) => spellings(secret).some((spelling) => all.includes(spelling))).length,
    0,
  );
  note(
    `None of the ${secrets.length} secrets of this demo is in any of the ${files.length} files that came to be, nor in anything that was`,
    'printed: tokens, codes, verifiers and generated secrets are in the vault, sealed; the rest is in .env.',
  );
}

function secretsOf({ place }: Stage): readonly string[] {
  const verifiers = place.fresh.callbacks.all.map(({ verifier }) => verifier);
  const rules = place.zoho.webhooks.rules.map(({ secret }) => secret);
  return [...place.secrets, ...verifiers, ...rules, ...place.fresh.tokens.issued, ...place.zoho.tokens.issued];
}

function spellings(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')];
}

function filesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());
}
