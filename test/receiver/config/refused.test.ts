import { describe, expect, test } from 'vitest';
import { load, minimal, problemsIn } from './support.ts';

const connection = (...keys: string[]) =>
  `connections:\n  a:\n    source: zoho_books\n    organization_id: "1"\n${keys.map((key) => `    ${key}\n`).join('')}`;
const freshbooks = (keys: string) => `connections: { f: { source: freshbooks, account_id: 6BApk, ${keys} } }`;
const oauth = '{ client_id: i, client_secret: s, refresh_token: r }';

// yaml, and the one problem it has: path (with its line), wrong value, what is allowed
const REFUSED: readonly (readonly [string, string])[] = [
  ['', 'connections: is missing: must be a map from the name of a connection to its settings'],
  ['- a\n', 'the file: a list must be a map with landing, s3, warehouse, receiver, loader, gold, connections, vault'],
  ['connections: {}', 'connections (line 1): a map must name at least one connection'],
  [
    'connections: { Acme: { source: freshbooks, account_id: x } }',
    'connections.Acme (line 1): "Acme" must be a name of a-z',
  ],
  ['connections: { 9a: { source: freshbooks, account_id: x } }', 'connections.9a (line 1): "9a" must be a name of a-z'],
  [
    'connections: { a-b: { source: freshbooks, account_id: x } }',
    'connections.a-b (line 1): "a-b" must be a name of a-z',
  ],
  [
    'connections: { a: { source: xero } }',
    'connections.a.source (line 1): "xero" must be one of zoho_books, freshbooks',
  ],
  [
    'connections: { a: { account_id: x } }',
    'connections.a.source (line 1): is missing: must be one of zoho_books, freshbooks',
  ],
  ['connections: { a: text }', 'connections.a (line 1): "text" must be a map with source'],
  [
    'connections: { __proto__: { source: freshbooks, account_id: x } }',
    'connections (line 1): the key "__proto__" is not allowed',
  ],
  [connection('region: usa'), 'connections.a.region (line 5): "usa" must be one of us, eu, in, au, jp, ca, cn, sa, uk'],
  [connection('regoin: us'), 'connections.a.regoin (line 5): unknown key "regoin": did you mean "region"?'],
  [
    connection('colour: red'),
    'connections.a.colour (line 5): unknown key "colour": allowed are source, organization_id',
  ],
  [
    'connections: { a: { source: zoho_books } }',
    'connections.a.organization_id (line 1): is missing: must be the organization',
  ],
  [
    'connections: { a: { source: zoho_books, organization_id: "1/2" } }',
    'connections.a.organization_id (line 1): "1/2" must be',
  ],
  [
    connection('webhook_secrets: abcdefghijkl'),
    'connections.a.webhook_secrets (line 5): <secret> must be a list of secrets',
  ],
  [connection('webhook_secrets: [""]'), 'connections.a.webhook_secrets[0] (line 5): <secret> must be a secret'],
  [
    connection('webhook_secrets: ["              "]'),
    'connections.a.webhook_secrets[0] (line 5): <secret> must be a secret',
  ],
  [
    connection('webhook_secrets:', '  - abcdefghijkl', '  -'),
    'connections.a.webhook_secrets[1] (line 7): <secret> must be a secret',
  ],
  [
    connection('webhook_secrets: [" abcdefghijkl"]'),
    'connections.a.webhook_secrets[0] (line 5): <secret> must be a secret',
  ],
  [
    connection('webhook_secrets: [{ secret: "", entity: bills }]'),
    'connections.a.webhook_secrets[0].secret (line 5): <secret>',
  ],
  [
    connection('webhook_secrets: [{ entity: bills }]'),
    'connections.a.webhook_secrets[0].secret (line 5): is missing: must be',
  ],
  [
    connection('webhook_secrets: [{ secret: abcdefghijkl, entity: a/b }]'),
    'connections.a.webhook_secrets[0].entity (line 5): "a/b" must',
  ],
  [
    connection('webhook_secrets: [{ secret: abcdefghijkl, entty: a }]'),
    'connections.a.webhook_secrets[0].entty (line 5): unknown key',
  ],
  [
    freshbooks('webhook_secrets: [""]'),
    'connections.f.webhook_secrets[0] (line 1): <secret> must be a secret that is not empty',
  ],
  [
    freshbooks('webhook_secrets: ["\\t"]'),
    'connections.f.webhook_secrets[0] (line 1): <secret> must be a secret that is not empty',
  ],
  [
    freshbooks('webhook_secrets: [{ secret: s, entity: invoices }]'),
    'connections.f.webhook_secrets[0] (line 1): unknown key: allowed are secret',
  ],
  [
    freshbooks('organization_id: x'),
    'connections.f.organization_id (line 1): unknown key "organization_id": allowed are',
  ],
  [
    freshbooks('poll: { accounts: dayly }'),
    'connections.f.poll.accounts (line 1): "dayly" must be daily, hourly, off or a cron',
  ],
  [
    freshbooks('urls: { api: "http://api.example" }'),
    'connections.f.urls.api (line 1): "http://api.example" must be an https:// URL',
  ],
  [
    freshbooks('urls: { api: "https://u:p@api.example" }'),
    'connections.f.urls.api (line 1): <secret> must be an https:// URL',
  ],
  [
    freshbooks('urls: { api: "https://api.example/?a=b" }'),
    'connections.f.urls.api (line 1): "https://api.example/?a=b" must be',
  ],
  [
    freshbooks(`oauth: ${oauth}`),
    'vault: is missing: must have a key (openssl rand -base64 32), because connections.f.oauth',
  ],
  [
    freshbooks('oauth: { client_id: i }') + '\nvault: { key: "' + Buffer.alloc(32).toString('base64') + '" }',
    'connections.f.oauth.client_secret (line 1): is missing',
  ],
  [minimal('vault: { key: c2hvcnQ= }'), 'vault.key (line 6): <secret> must be 32 bytes in base64'],
  [minimal('vault: {}'), 'vault (line 6): a map must have either key or keys'],
  [minimal('vault: { keys: [] }'), 'vault.keys (line 6): a list must name at least one key'],
  [minimal('landing: gs://bucket'), 'landing (line 6): "gs://bucket" must be a folder or s3://bucket/prefix'],
  [minimal('landing: s3://b'), 'landing (line 6): "s3://b" must be a folder or s3://bucket/prefix'],
  [minimal('landing: s3://bucket/../x'), 'landing (line 6): "s3://bucket/../x" must be a folder or s3://bucket/prefix'],
  [minimal('landing: ~/data'), 'landing (line 6): "~/data" must be a folder or s3://bucket/prefix'],
  [minimal('landing: ""'), 'landing (line 6): "" must be a folder or s3://bucket/prefix'],
  [minimal('landing: [a]'), 'landing (line 6): a list must be a folder or s3://bucket/prefix'],
  [minimal('s3: { endpoint: "ftp://x" }'), 's3.endpoint (line 6): "ftp://x" must be an http:// or https:// URL'],
  [minimal('s3: { force_path_style: yes }'), 's3.force_path_style (line 6): "yes" must be true or false'],
  [
    minimal('warehouse: { engine: snowflake }'),
    'warehouse.engine (line 6): "snowflake" must be one of duckdb, databricks',
  ],
  [
    minimal('warehouse: { path: x.duckdb }'),
    'warehouse.engine (line 6): is missing: must be one of duckdb, databricks',
  ],
  [
    minimal('warehouse: { engine: duckdb, path: ":memory:" }'),
    'warehouse.path (line 6): ":memory:" must be the path of a file',
  ],
  [
    minimal('warehouse: { engine: duckdb, catalog: main }'),
    'warehouse.catalog (line 6): unknown key "catalog": allowed are engine, path',
  ],
  [
    minimal('warehouse: { engine: databricks, client_secret: "" }'),
    'warehouse.client_secret (line 6): <secret> must be a secret',
  ],
  [
    minimal('warehouse: { engine: databricks, host: "http://w.example" }'),
    'warehouse.host (line 6): "http://w.example" must be the workspace',
  ],
  [
    minimal('warehouse: { engine: databricks, stage: { path: /tmp } }'),
    'warehouse.stage.path (line 6): "/tmp" must be /Volumes/',
  ],
  [minimal('receiver: { port: 65536 }'), 'receiver.port (line 6): "65536" must be a whole number from 0 to 65535'],
  [minimal('receiver: { port: 80.5 }'), 'receiver.port (line 6): "80.5" must be a whole number from 0 to 65535'],
  [minimal('receiver: { port: 0x50 }'), 'receiver.port (line 6): "0x50" must be a whole number from 0 to 65535'],
  [minimal('receiver: { path: webhooks }'), 'receiver.path (line 6): "webhooks" must begin with a slash'],
  [minimal('receiver: { path: / }'), 'receiver.path (line 6): "/" must begin with a slash'],
  [minimal('receiver: { path: /healthz }'), 'receiver.path (line 6): "/healthz" must begin with a slash'],
  [
    minimal('receiver: { public_url: hooks.example }'),
    'receiver.public_url (line 6): "hooks.example" must be an https:// URL',
  ],
  [
    minimal('receiver: { coalesce_seconds: 0 }'),
    'receiver.coalesce_seconds (line 6): "0" must be a whole number from 1',
  ],
  [
    minimal('receiver: { max_body_byte: 1 }'),
    'receiver.max_body_byte (line 6): unknown key "max_body_byte": did you mean "max_body_bytes"?',
  ],
  [minimal('loader: { schedule: "61 * * * *" }'), 'loader.schedule (line 6): "61 * * * *" must be a cron expression'],
  [minimal('loader: { schedule: "0 0 31 2 *" }'), 'loader.schedule (line 6): "0 0 31 2 *" must be a cron expression'],
  [
    minimal('loader: { schedule: "2030-01-01T00:00:00" }'),
    'loader.schedule (line 6): "2030-01-01T00:00:00" must be a cron expression',
  ],
  [
    minimal('gold: { cost_centre: tag }'),
    'gold.cost_centre (line 6): "tag" must be category, project or tag:<name of a reporting tag>',
  ],
  [minimal('loader: { quota_reserve: 1 }'), 'loader.quota_reserve (line 6): "1" must be a number from 0 to 0.9'],
  [
    minimal('loader: { parquet_writer: parquetjs }'),
    'loader.parquet_writer (line 6): "parquetjs" must be one of hyparquet-writer, parquetjs-lite',
  ],
  [minimal('loder: {}'), 'loder (line 6): unknown key "loder": did you mean "loader"?'],
  ['connections:\n\ta: 1\n', 'the file: line 2, column 1: a tab is used for indentation; use spaces (TAB_AS_INDENT)'],
  ['a: 1\nb:\n  c: 1\n  c: 2\n', 'the file: line 4, column 3: the key "c" twice in one map'],
  ['a: "x\n', 'the file: line 2, column 1: a quote, bracket, colon or comma is missing (MISSING_CHAR)'],
  ['a: 1\n---\nb: 1\n', 'the file: line 2, column 1: a second document (---); the file holds one (MULTIPLE_DOCS)'],
  [
    connection('webhook_secrets: [*abcdefghijkl]'),
    'connections.a.webhook_secrets[0] (line 5): an alias (*name) without an anchor',
  ],
  ['receiver: &r { host: *r }', 'receiver.host (line 1): an alias (*name) without an anchor'],
];

describe('refused with path, value and remedy', () => {
  test.each(REFUSED)('%j', (yaml, expected) => {
    const problems = problemsIn({ yaml });
    expect(problems).toHaveLength(1);
    expect(problems[0]!.slice(0, expected.length)).toBe(expected);
  });

  test('the same connection twice', () => {
    expect(problemsIn({ yaml: minimal('  acme_books: { source: freshbooks, account_id: x }') })).toEqual([
      'the file: line 6, column 3: the key "acme_books" twice in one map',
    ]);
  });
});

test('all problems are reported at once', () => {
  const yaml = `${connection('region: usa', 'webhook_secrets: ["${NOT_SET}"]')}receiver: { port: x }\nloader: { shedule: x }\n`;
  expect(problemsIn({ yaml }).map((problem) => problem.split(':')[0])).toEqual([
    'connections.a.webhook_secrets[0] (line 6)',
    'receiver.port (line 7)',
    'loader.shedule (line 8)',
    'connections.a.region (line 5)',
  ]);
});

describe('no secret is ever shown', () => {
  const SECRET = 'hunter2hunter2';
  const fields = [
    `connections: { f: { source: freshbooks, account_id: 1, webhook_secrets: [${SECRET}], urls: { api: ${SECRET} } } }`,
    `connections: { f: { source: freshbooks, account_id: 1, webhook_secrets: [{ secret: ${SECRET}, entity: "/${SECRET}" }] } }`,
    `connections: { f: { source: freshbooks, account_id: 1, webhook_secrets: [{ ${SECRET}: x }] } }`,
    `connections: { f: { source: freshbooks, account_id: 1, webhook_secrets: { a: ${SECRET} } } }`,
    `connections: { f: { source: freshbooks, account_id: 1, oauth: ${SECRET} } }`,
    `connections: { f: { source: freshbooks, account_id: 1, oauth: { ${SECRET} } } }`,
    `connections: { f: { source: freshbooks, account_id: 1, oauth: { client_secret: " ${SECRET}" } } }`,
    `connections: { f: { source: freshbooks, account_id: 1, oauth: { refresh_token: [${SECRET}] } } }`,
    minimal(`vault: { key: ${SECRET} }`),
    minimal(`vault: ${SECRET}`),
    minimal(`vault: { keys: ${SECRET} }`),
    minimal('receiver: { port: "${MY_TOKEN}" }'),
    minimal('receiver: { port: "${file:token.txt}" }'),
    connection(`webhook_secrets: [*${SECRET}]`),
    connection(`webhook_secrets: [@${SECRET}]`),
    connection(`webhook_secrets: ["${SECRET}]`),
    connection(`webhook_secrets: [${SECRET}: ${SECRET}: x]`),
    connection(`webhook_secrets: ["${SECRET}\\q"]`),
    connection(`webhook_secrets: ["\${${SECRET}!}"]`),
  ];
  test.each(fields)('%j', (yaml) => {
    const problems = problemsIn({ yaml, env: { MY_TOKEN: SECRET }, files: { 'token.txt': `${SECRET}\n` } });
    expect(problems.join('\n')).not.toContain(SECRET);
  });

  test('the check can fail: a value that is no secret is shown', () => {
    expect(problemsIn({ yaml: minimal(`receiver: { port: ${SECRET} }`) }).join()).toContain(SECRET);
  });
});

describe('substitution', () => {
  const port = (text: string) => minimal(`receiver: { host: "${text}" }`);

  test.each([
    ['${A}', { A: 'a' }, 'a'],
    ['x-${A}-${B:-b}', { A: 'a' }, 'x-a-b'],
    ['${A:-b}', { A: '' }, 'b'],
    ['${A:-}x', {}, 'x'],
    ['${A:-x:-y}', {}, 'x:-y'],
    ['${DOT}', {}, 'from-dot-env'],
    ['${DOT}', { DOT: 'real' }, 'real'],
    ['${DOT}', { DOT: undefined }, 'from-dot-env'],
    ['${QUOTED}', {}, 'a-b'],
    ['${file:host.txt}', {}, 'file-host'],
    ['${A}', { A: '::${B}'.replace('${B}', '1') }, '::1'],
  ])('%s with %j is %s', (text, env, expected) => {
    const files = { '.env': 'DOT=from-dot-env\nexport QUOTED="a-b" # note\n', 'host.txt': '  file-host\n\n' };
    expect(load({ yaml: port(text), env, files }).config.receiver.host).toBe(expected);
  });

  test('what has been put in is not searched again, and $${ is a literal', () => {
    const yaml = 'connections: { f: { source: freshbooks, account_id: 1, webhook_secrets: ["${A}", "$${B}", "$5{"] } }';
    const secrets = load({ yaml, env: { A: '${B}', B: 'never' } }).config.connections['f']!.webhookSecrets;
    expect(secrets.map(({ secret }) => secret)).toEqual(['${B}', '${B}', '$5{']);
  });

  test.each([
    [
      '${A}',
      'receiver.host (line 6): the environment variable A is not set: set it, add it to .env, or write ${A:-default}',
    ],
    ['${vault:zoho}', 'receiver.host (line 6): ${vault:zoho} cannot be read here: use ${NAME} or ${file:/path}'],
    ['${vault:}', "receiver.host (line 6): not the name of a secret: write ${vault:NAME}, NAME like a variable's"],
    ['${vault:a-b}', 'receiver.host (line 6): not the name of a secret: write ${vault:NAME}'],
    ['${vault:A:-b}', 'receiver.host (line 6): not the name of a secret: write ${vault:NAME}'],
    ['${A', 'receiver.host (line 6): not a reference: write ${NAME}'],
    ['${}', 'receiver.host (line 6): not a reference: write ${NAME}'],
    ['${A-b}', 'receiver.host (line 6): not a reference: write ${NAME}'],
    ['${file:.}', 'receiver.host (line 6): the file '],
  ])('%s is refused', (text, expected) => {
    const problems = problemsIn({ yaml: port(text) });
    expect(problems).toHaveLength(1);
    expect(problems[0]!.slice(0, expected.length)).toBe(expected);
  });

  test('a missing file is named', () => {
    expect(problemsIn({ yaml: port('${file:/nowhere/at/all}') })).toEqual([
      'receiver.host (line 6): the file /nowhere/at/all cannot be read (ENOENT): create it or change the path',
    ]);
  });
});
