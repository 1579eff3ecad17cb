import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { answer, deliver, load, repeat } from './acts.ts';
import { openChecks } from './checks.ts';
import { makePlace, type Place } from './place.ts';
import { note, problem, success, title } from './show.ts';

// `npm run demo`: from signed webhooks to proven tables in a temporary folder. Exits with 1 when anything is not as it must be.

// `npm run demo | head` has seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const startedMs = performance.now();
const place = makePlace();
const checks = openChecks();

title('Ledgerlake: from signed webhooks to tables that can be proven');
note(`Everything happens in a new folder, ${place.dir}`);

const warehouse = await openWarehouse(place.config.warehouse, { tasksForEntities });
try {
  const stage = { place, checks, warehouse };
  const story = await deliver(stage);
  await load(stage);
  await repeat(stage);
  lookFurther(place);
  await answer(stage, story);
} finally {
  await warehouse.close();
}

const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
if (checks.failed === 0) success(`All ${checks.held} checks held, in ${seconds} s.`);
else problem(`${checks.failed} of ${checks.held + checks.failed} checks, see above; after ${seconds} s`);
process.exitCode = checks.failed === 0 ? 0 : 1;

function lookFurther({ dir, configFile }: Place): void {
  title('5  Look further');
  note(
    `In ${dir}:`,
    '',
    'landing/raw/         what came in, one file each, never changed; the payment, for example:',
    '                     landing/raw/source=zoho_books/*/*/*.customer_payments.*.json',
    'landing/late/        points to what is named far from its arrival: INV-093, the broken JSON',
    'landing/loads/       a folder per load: manifest, Parquet, attempts, outcome',
    'ledgerlake.duckdb    the tables, for any DuckDB client; every column has a comment',
    'ledgerlake.yaml      the configuration',
    'receiver.log         what the receiver said',
  );
  note(
    'From this clone:',
    '',
    `npm run ledgerlake -- status --config ${configFile}`,
    `npm run ledgerlake -- loads --config ${configFile}`,
    '',
    'For your own books:',
    '',
    'npm run ledgerlake -- init     writes a commented ledgerlake.yaml: enter your connections there',
    'npm start                      the receiver',
    'npm run load                   the loader, once; npm run load -- --watch goes on',
  );
  note('The folder may be deleted at any time.');
}
