import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** What the absolute figures depend on. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memory_gb: number;
  /** of the folder that the benchmark writes to */
  readonly file_system: string;
  /** of the last minute, before the first measurement */
  readonly load_average: number;
}

/** Magic numbers of `statfs(2)`. */
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x01021994: 'tmpfs',
  0x794c7630: 'overlayfs',
  0x6969: 'nfs',
  0x2fc12fc1: 'zfs',
};

export function describeMachine(folder: string): Machine {
  const { type } = statfsSync(folder);
  return {
    node: process.version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memory_gb: Math.round(totalmem() / 1e9),
    file_system: FILE_SYSTEMS[type >>> 0] ?? `0x${(type >>> 0).toString(16)}`,
    load_average: currentLoad(),
  };
}

export function currentLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
