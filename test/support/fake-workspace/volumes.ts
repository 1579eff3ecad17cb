import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from './http.ts';

/** Volumes as real folders: what a run reads under `/Volumes/…` is what the Files API wrote there. */
export class Volumes {
  readonly #root: string;
  /** local folder by `catalog.schema.volume` */
  readonly #folders = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** @param folder  a folder that the volume lies over; without one it gets its own */
  async add(fullName: string, folder?: string): Promise<void> {
    const local = folder ?? join(this.#root, 'volumes', ...fullName.split('.'));
    await mkdir(local, { recursive: true });
    this.#folders.set(fullName, local);
  }

  /** The files stay, as they do on the service. */
  rename(fullName: string, newFullName: string): void {
    const folder = this.#folders.get(fullName);
    this.#folders.delete(fullName);
    if (folder !== undefined) this.#folders.set(newFullName, folder);
  }

  /** Files of a volume with a folder of its own go with it. */
  async remove(fullName: string): Promise<void> {
    const folder = this.#folders.get(fullName);
    this.#folders.delete(fullName);
    if (folder?.startsWith(join(this.#root, 'volumes')) === true) await rm(folder, { recursive: true, force: true });
  }

  /** The local path of `/Volumes/<catalog>/<schema>/<volume>/…`. @throws ApiError 404 for a volume that is not there, 400 for another path */
  local(path: string): string {
    const [empty, volumes, catalog, schema, volume, ...rest] = path.replace(/^dbfs:/, '').split('/');
    if (empty !== '' || volumes !== 'Volumes' || volume === undefined || rest.includes('..')) {
      throw new ApiError(
        400,
        'INVALID_PARAMETER_VALUE',
        `Invalid path: ${path} is not under /Volumes/<catalog>/<schema>/<volume>`,
      );
    }
    const folder = this.#folders.get(`${catalog}.${schema}.${volume}`);
    if (folder === undefined) {
      throw new ApiError(404, 'NOT_FOUND', `Volume '${catalog}.${schema}.${volume}' does not exist.`);
    }
    return join(folder, ...rest);
  }
}
