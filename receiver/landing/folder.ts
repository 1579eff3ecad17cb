import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../errors.ts';
import { DEFAULT_BUDGET_MS, outOfBudget, withinBudget } from './budget.ts';
import { folderError } from './folder-errors.ts';
import { type FolderFs, nodeFs } from './folder-fs.ts';
import { namesIn, walkObjects } from './folder-list.ts';
import { FolderSync } from './folder-sync.ts';
import { isObject, linkOnce, sweepTemps, TEMP_FOLDER, tempPath, writeDurably } from './folder-temp.ts';
import { assertFolder, assertPrefix, assertRemovable } from './key-rules.ts';
import { assertKey } from './keys.ts';
import type { CreateOptions, LandingStore, ListedObject, ListOptions } from './store.ts';

const CLOSE_WAIT_MS = 5_000;

export interface FolderOptions {
  /** this machine's clock; for tests */
  readonly now?: (() => Date) | undefined;
  /** system calls; for tests */
  readonly fs?: FolderFs | undefined;
}

/**
 * Opens a folder as landing store; makes it when it is not there and sweeps what killed processes left in `.tmp`.
 * Any number of processes may have the same folder open. Needs a file system with hard links and fsync of folders.
 *
 * @throws AppError `landing_denied`, `landing_unavailable`
 */
export async function openFolderStore(path: string, options: FolderOptions = {}): Promise<LandingStore> {
  const folderFs = options.fs ?? nodeFs;
  const now = options.now ?? (() => new Date());
  const root = resolve(path);
  const folders = new FolderSync(folderFs, root);
  try {
    await makeRoot(folders, root);
    await folders.ensure(`${root}/${TEMP_FOLDER}`);
    await sweepTemps(folderFs, root, now());
  } catch (error) {
    throw folderError(error, `open the landing folder ${root}`);
  }
  return new FolderStore({ root, folderFs, folders, now });
}

class FolderStore implements LandingStore {
  readonly description: string;
  readonly #root: string;
  readonly #fs: FolderFs;
  readonly #folders: FolderSync;
  readonly #now: () => Date;
  /** work that goes on after its answer: creates past their budget, temps being unlinked */
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(parts: { root: string; folderFs: FolderFs; folders: FolderSync; now: () => Date }) {
    this.description = `folder ${parts.root}`;
    this.#root = parts.root;
    this.#fs = parts.folderFs;
    this.#folders = parts.folders;
    this.#now = parts.now;
  }

  async create(key: string, bytes: Uint8Array, options: CreateOptions = {}): Promise<'created' | 'exists'> {
    assertKey(key);
    const budgetMs = options.budgetMs ?? DEFAULT_BUDGET_MS;
    try {
      if (budgetMs <= 0) throw outOfBudget(key, budgetMs);
      return await withinBudget(this.#track(this.#create(key, bytes)), { what: key, budgetMs });
    } catch (error) {
      throw folderError(error, `create ${key}`);
    }
  }

  async #create(key: string, bytes: Uint8Array): Promise<'created' | 'exists'> {
    const path = `${this.#root}/${key}`;
    try {
      return await this.#createAt(path, bytes);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      // Somebody removed a folder or our temp under us: make and write them again, once.
      this.#folders.forget(dirname(path));
      this.#folders.forget(`${this.#root}/${TEMP_FOLDER}`);
      await this.#folders.ensure(`${this.#root}/${TEMP_FOLDER}`);
      return await this.#createAt(path, bytes);
    }
  }

  async #createAt(path: string, bytes: Uint8Array): Promise<'created' | 'exists'> {
    const folder = dirname(path);
    await this.#folders.ensure(folder);
    let outcome: 'created' | 'exists' = 'exists';
    if (!(await isObject(this.#fs, path))) {
      const temp = tempPath(this.#root);
      try {
        await writeDurably(this.#fs, temp, bytes);
        outcome = await linkOnce(this.#fs, temp, path);
      } catch (error) {
        await this.#fs.unlink(temp).catch(() => undefined);
        throw error;
      }
      // Off the way of the answer: a temp that stays shares its inode with the object, harmless, and is swept by the next open.
      void this.#track(this.#fs.unlink(temp).catch(() => undefined));
    }
    // Also for a duplicate: the winner may still be waiting for its own fsync, and may die before it.
    await this.#folders.sync(folder);
    return outcome;
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    void Promise.allSettled([work]).then(() => this.#underWay.delete(work));
    return work;
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    assertKey(key);
    try {
      return await this.#fs.readFile(`${this.#root}/${key}`);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
      throw folderError(error, `read ${key}`);
    }
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncGenerator<ListedObject> {
    const startAfter = options.startAfter ?? '';
    assertPrefix(prefix);
    assertPrefix(startAfter);
    try {
      yield* walkObjects(this.#fs, { root: this.#root, prefix, startAfter });
    } catch (error) {
      throw folderError(error, `list ${prefix}`);
    }
  }

  async folders(prefix: string): Promise<readonly string[]> {
    assertFolder(prefix);
    try {
      const names = await namesIn(this.#fs, { root: this.#root, at: prefix });
      return names.filter((name) => name.endsWith('/')).map((name) => prefix + name);
    } catch (error) {
      throw folderError(error, `list the folders of ${prefix}`);
    }
  }

  async remove(key: string): Promise<void> {
    assertRemovable(key);
    try {
      await this.#fs.unlink(`${this.#root}/${key}`);
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw folderError(error, `remove ${key}`);
    }
  }

  async now(): Promise<Date> {
    return this.#now();
  }

  async close(): Promise<void> {
    // Waits for what is under way, but not for a disk that hangs.
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((over) => {
      timer = setTimeout(over, CLOSE_WAIT_MS);
    });
    while (this.#underWay.size > 0) {
      const settled = Promise.allSettled(this.#underWay).then(() => 'settled');
      if ((await Promise.race([settled, patience])) !== 'settled') break;
    }
    clearTimeout(timer);
  }
}

async function makeRoot(folders: FolderSync, root: string): Promise<void> {
  const first = await fs.promises.mkdir(root, { recursive: true });
  let made = root;
  for (;;) {
    try {
      await folders.sync(dirname(made));
    } catch (error) {
      // The parent of a folder that was given to us need not be readable.
      const code = codeOf(error);
      if (first !== undefined || (code !== 'EACCES' && code !== 'EPERM')) throw error;
    }
    if (first === undefined || made.length <= first.length) return;
    made = dirname(made);
  }
}
