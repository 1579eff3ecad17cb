/** A process that races others: creates each key named on its command line, prints the outcomes. `node landing-racer.ts <folder> <id> <keys>` */
import { once } from 'node:events';
import { openLandingStore } from '../../receiver/landing/index.ts';

const [path = '', id = '', count = '0'] = process.argv.slice(2);
const store = await openLandingStore({ kind: 'folder', path });
process.stdout.write('ready\n');
// The barrier: nobody starts before everybody is there.
await once(process.stdin, 'data');
const outcomes = await Promise.all(
  Array.from({ length: Number(count) }, (_, i) => store.create(`raw/${i}.json`, Buffer.from(id.repeat(1000)))),
);
await store.close();
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.stdin.destroy();
