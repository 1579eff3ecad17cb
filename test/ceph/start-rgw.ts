import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { freePorts } from '../support/free-port.ts';
import { type Daemon, missingPrograms, run, startDaemon, until } from './processes.ts';

/** A real S3 server on the loopback. */
export interface Rgw {
  readonly endpoint: string;
  /** a bucket that exists and is empty */
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Ends every process and removes its folder. */
  close(): Promise<void>;
}

const PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph', 'ceph-authtool', 'monmaptool', 'setpriv'];
const USER = { bucket: 'landing', region: 'us-east-1', accessKeyId: 'LEDGERLAKETEST', secretAccessKey: randomUUID() };

/** Why Ceph cannot be started here; undefined when it can. */
export function whyNoCeph(): string | undefined {
  const missing = missingPrograms(PROGRAMS);
  if (missing.length === 0) return undefined;
  return `no ${missing.join(', ')} here (Debian: apt-get install --no-install-recommends ceph-mon ceph-osd radosgw)`;
}

/**
 * Starts the smallest Ceph that has an S3 gateway: one monitor, one OSD in memory, one radosgw, all on 127.0.0.1, with a folder of
 * their own. Takes about 15 seconds; what it holds is gone when it is closed.
 *
 * @throws Error when its programs are missing, or with the words of the one that failed
 */
export async function startRgw(): Promise<Rgw> {
  const missing = whyNoCeph();
  if (missing !== undefined) throw new Error(missing);
  const folder = mkdtempSync(join(tmpdir(), 'ledgerlake-ceph-'));
  const daemons: Daemon[] = [];
  const close = async (): Promise<void> => {
    for (const daemon of daemons.toReversed()) await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = await startCluster(folder, daemons);
    const credentials = { accessKeyId: USER.accessKeyId, secretAccessKey: USER.secretAccessKey };
    const client = new S3Client({ endpoint, region: USER.region, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: USER.bucket }));
    client.destroy();
    return { ...USER, endpoint, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startCluster(folder: string, daemons: Daemon[]): Promise<string> {
  const [monitorPort = 0, gatewayPort = 0] = await freePorts(2);
  const fsid = randomUUID();
  const monitor = `[v2:127.0.0.1:${monitorPort}]`;
  const at = (name: string): string => join(folder, name);
  for (const name of ['mon', 'osd', 'rgw', 'run']) mkdirSync(at(name));
  writeFileSync(at('ceph.conf'), configuration({ folder, fsid, monitor, gatewayPort }));
  const conf = ['-c', at('ceph.conf')];
  const start = async (program: string, args: readonly string[], ready: () => Promise<boolean>): Promise<void> => {
    const daemon = startDaemon(program, [...conf, ...args, '-f']);
    daemons.push(daemon);
    await Promise.race([daemon.failed, until(`the start of ${program}`, ready)]);
  };
  const ceph = (...args: readonly string[]): Promise<string> =>
    run('ceph', [...conf, '--connect-timeout', '30', ...args]);

  await createKeys(at('keyring'));
  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', monitor, at('monmap')]);
  await run('ceph-mon', [...conf, '-i', 'a', '--mkfs', '--monmap', at('monmap'), '--keyring', at('keyring')]);
  await start('ceph-mon', ['-i', 'a'], async () => (await ceph('mon', 'stat')) !== '');

  const osd = randomUUID();
  await ceph('osd', 'new', osd, '0');
  await run('ceph-osd', [...conf, '-i', '0', '--mkfs', '--osd-uuid', osd]);
  await start('ceph-osd', ['-i', '0'], async () => (await ceph('osd', 'stat')).includes('1 up'));

  // creates the gateway's pools, too
  const keys = ['--access-key', USER.accessKeyId, '--secret-key', USER.secretAccessKey];
  await run('radosgw-admin', [...conf, 'user', 'create', '--uid', 'test', '--display-name', 'test', ...keys]);
  const endpoint = `http://127.0.0.1:${gatewayPort}`;
  await start('radosgw', ['-n', 'client.rgw'], async () => (await fetch(endpoint)).ok);
  return endpoint;
}

async function createKeys(keyring: string): Promise<void> {
  const all = ['mon', 'osd', 'mgr'].flatMap((part) => ['--cap', part, 'allow *']);
  const keys: Readonly<Record<string, readonly string[]>> = {
    'mon.': ['--cap', 'mon', 'allow *'],
    'client.admin': all,
    'osd.0': ['--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'],
    'client.rgw': ['--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx'],
  };
  await run('ceph-authtool', [keyring, '--create-keyring']);
  for (const [name, caps] of Object.entries(keys)) {
    await run('ceph-authtool', [keyring, '--gen-key', '--name', name, ...caps]);
  }
}

function configuration(of: {
  readonly folder: string;
  readonly fsid: string;
  readonly monitor: string;
  readonly gatewayPort: number;
}): string {
  const { folder } = of;
  return Object.entries({
    fsid: of.fsid,
    'mon host': of.monitor,
    'public network': '127.0.0.0/8',
    'cluster network': '127.0.0.0/8',
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    // radosgw refuses a cluster without authentication
    'auth cluster required': 'cephx',
    'auth service required': 'cephx',
    'auth client required': 'cephx',
    keyring: join(folder, 'keyring'),
    'run dir': join(folder, 'run'),
    'crash dir': join(folder, 'run'),
    'admin socket': join(folder, 'run', '$name.asok'),
    'log file': join(folder, '$name.log'),
    'mon cluster log file': join(folder, 'cluster.log'),
    'mon data': join(folder, 'mon'),
    // nothing of note is stored: a machine whose disk is nearly full may run it, too
    'mon data avail crit': '0',
    'mon data avail warn': '0',
    'osd data': join(folder, 'osd'),
    'osd objectstore': 'memstore',
    'osd pool default size': '1',
    'osd pool default min size': '1',
    'osd pool default pg num': '4',
    'osd pool default pg autoscale mode': 'off',
    'osd crush chooseleaf type': '0',
    'mon allow pool size one': 'true',
    'rgw data': join(folder, 'rgw'),
    'rgw frontends': `beast endpoint=127.0.0.1:${of.gatewayPort}`,
    'rgw thread pool size': '64',
  }).reduce((text, [name, value]) => `${text}${name} = ${value}\n`, '[global]\n');
}
