/** One receiver, to be killed. `node receiver-process.ts <folder> <plant or none>`; sends `{ port }` to its parent when it listens. */
import { openLandingStore } from '../../receiver/landing/index.ts';
import { openLog } from '../../receiver/log.ts';
import { startReceiver } from '../../receiver/main.ts';
import { testConfig } from '../support/receiver-config.ts';
import { PLANTS, plantedStore } from './plants.ts';

const [root = '', name = ''] = process.argv.slice(2);
const plant = PLANTS.find((known) => known === name);
const folder = await openLandingStore({ kind: 'folder', path: root });
const store = plant === undefined ? folder : plantedStore(folder, { plant, root });
// Windows of one second, so that a run of a few seconds crosses some.
const config = testConfig({ coalesceSeconds: 1 });
const { port, stop } = await startReceiver(config, { store, log: openLog({ level: 'error' }) });
process.on('SIGTERM', () => void stop().then(() => process.disconnect()));
// The parent is gone: nobody will kill us any more.
process.on('disconnect', () => process.exit());
process.send?.({ port });
