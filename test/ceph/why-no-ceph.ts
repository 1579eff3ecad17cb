import { whyNoCeph } from './start-rgw.ts';

// For .ci/run: exit code 0 when the ceph suite can run here, otherwise 1 and the reason.
const why = whyNoCeph();
if (why !== undefined) {
  process.stdout.write(`${why}\n`);
  process.exitCode = 1;
}
