import fs from 'node:fs';
import { promisify } from 'node:util';

/** The system calls the folder driver is built from: a seam for tests that fail or order them. */
export interface FolderFs {
  /** opens with `flags` of `fs.constants`; new files get `mode` */
  open(path: string, flags: number, mode?: number): Promise<number>;
  /** returns the number of bytes written, which may be fewer than given */
  write(fd: number, bytes: Uint8Array, offset: number): Promise<number>;
  fdatasync(fd: number): Promise<void>;
  fsync(fd: number): Promise<void>;
  close(fd: number): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  unlink(path: string): Promise<void>;
  stat(path: string): Promise<fs.Stats>;
  mkdir(path: string, mode: number): Promise<void>;
  readdir(path: string): Promise<fs.Dirent[]>;
  readFile(path: string): Promise<Uint8Array>;
}

// Callback functions made into promises, not `node:fs/promises`: its FileHandle costs about twice as much per object.
const readdir = promisify(fs.readdir);
const mkdir = promisify(fs.mkdir);

export const nodeFs: FolderFs = {
  open: promisify(fs.open) as FolderFs['open'],
  write: (fd, bytes, offset) =>
    new Promise((resolve, reject) => {
      fs.write(fd, bytes, offset, bytes.byteLength - offset, null, (error, written) =>
        error === null ? resolve(written) : reject(error),
      );
    }),
  fdatasync: promisify(fs.fdatasync),
  fsync: promisify(fs.fsync),
  close: promisify(fs.close),
  link: promisify(fs.link),
  unlink: promisify(fs.unlink),
  stat: promisify(fs.lstat) as FolderFs['stat'],
  mkdir: async (path, mode) => {
    await mkdir(path, { mode });
  },
  readdir: (path) => readdir(path, { withFileTypes: true }),
  readFile: promisify(fs.readFile) as FolderFs['readFile'],
};
