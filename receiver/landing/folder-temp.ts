import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { codeOf } from '../errors.ts';
import { folderInTheWay } from './folder-errors.ts';
import type { FolderFs } from './folder-fs.ts';

/** Where unfinished objects are written; no key begins with a dot. */
export const TEMP_FOLDER = '.tmp';
const TEMP_NAME = /^\d+-[0-9a-f-]{36}$/;
const ABANDONED_AFTER_MS = 60_000;
const { O_CREAT, O_EXCL, O_WRONLY } = fs.constants;

export function tempPath(root: string): string {
  return `${root}/${TEMP_FOLDER}/${process.pid}-${randomUUID()}`;
}

/** Writes a new file and makes its bytes durable. Read-only from birth: once linked it is never edited. */
export async function writeDurably(folderFs: FolderFs, path: string, bytes: Uint8Array): Promise<void> {
  const fd = await folderFs.open(path, O_CREAT | O_EXCL | O_WRONLY, 0o440);
  try {
    let written = 0;
    while (written < bytes.byteLength) written += await folderFs.write(fd, bytes, written);
    await folderFs.fdatasync(fd);
  } catch (error) {
    await folderFs.close(fd).catch(() => undefined);
    throw error;
  }
  await folderFs.close(fd);
}

/** Gives a finished file its final name, in one atomic step that never replaces anything. */
export async function linkOnce(folderFs: FolderFs, temp: string, path: string): Promise<'created' | 'exists'> {
  try {
    await folderFs.link(temp, path);
    return 'created';
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // NFS repeats a request whose answer was lost and then reports EEXIST for its own success.
  if ((await folderFs.stat(temp)).nlink === 2) return 'created';
  if (await isObject(folderFs, path)) return 'exists';
  throw folderInTheWay(`create ${path}`);
}

/** Whether an object stands at a path. @throws AppError `landing_key_invalid` when a folder does */
export async function isObject(folderFs: FolderFs, path: string): Promise<boolean> {
  try {
    const stat = await folderFs.stat(path);
    if (stat.isFile()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw folderInTheWay(`create ${path}`);
}

/**
 * Removes what killed processes left behind. The age protects a living process's file; should one be taken all the same, its
 * link fails and the object is written again.
 */
export async function sweepTemps(folderFs: FolderFs, root: string, now: Date): Promise<void> {
  for (const entry of await folderFs.readdir(`${root}/${TEMP_FOLDER}`)) {
    if (!entry.isFile() || !TEMP_NAME.test(entry.name)) continue;
    const path = `${root}/${TEMP_FOLDER}/${entry.name}`;
    try {
      const { mtimeMs } = await folderFs.stat(path);
      if (now.getTime() - mtimeMs > ABANDONED_AFTER_MS) await folderFs.unlink(path);
    } catch (error) {
      // A twin finished or swept it meanwhile.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}
