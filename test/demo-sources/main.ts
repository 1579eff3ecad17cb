import { join } from 'node:path';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { openChecks } from '../demo/checks.ts';
import { note, problem, success, title } from '../demo/show.ts';
import { deleteAndRestore, load, work } from './changes.ts';
import { look } from './look.ts';
import { makePlace } from './place.ts';
import { startServe } from './processes.ts';
import { signIn } from './sign-in.ts';
import { subscribe } from './subscribe.ts';
import { sweep } from './sweep.ts';

// `npm run demo:sources`: from signing in to proven tables, against a FreshBooks and a Zoho Books of its own. Exits with 1 when
// anything is not as it must be.

// `npm run demo:sources | head` has seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const startedMs = performance.now();
const place = await makePlace();
const checks = openChecks();

title('Ledgerlake: from signing in to tables, with FreshBooks and Zoho Books');
note(
  `Everything happens in a new folder, ${place.dir}`,
  `FreshBooks is played by ${place.fresh.url}, Zoho Books by ${place.zoho.url}; the commands are the real ones.`,
);

const warehouse = await openWarehouse({ engine: 'duckdb', path: place.warehouseFile }, { tasksForEntities });
const stage = { place, checks, warehouse, printed: [] };
try {
  await signIn(stage);
  const serve = await startServe(place.configFile, join(place.dir, 'receiver.log'));
  try {
    await subscribe(stage);
    await work(stage);
    await load(stage);
    await sweep(stage, await deleteAndRestore(stage));
  } finally {
    checks.equal('exit code of "serve"', await serve.stop(), 0);
  }
  await look(stage);
} finally {
  await warehouse.close();
  await place.close();
}

title('8  Look further');
note(
  `In ${place.dir}:`,
  '',
  'landing/raw/         webhooks and API answers, one file each, never changed',
  'landing/state/       leases, queues, and the vault: sealed',
  'ledgerlake.duckdb    the tables, for any DuckDB client',
  'ledgerlake.yaml      the configuration',
  'receiver.log         what the receiver said',
  '',
  'The folder may be deleted at any time.',
);
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
if (checks.failed === 0) success(`All ${checks.held} checks held, in ${seconds} s.`);
else problem(`${checks.failed} of ${checks.held + checks.failed} checks, see above; after ${seconds} s`);
process.exitCode = checks.failed === 0 ? 0 : 1;
