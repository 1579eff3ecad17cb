import fs from 'node:fs';
import { dirname } from 'node:path';
import { AppError, codeOf, messageOf } from '../errors.ts';
import type { FolderFs } from './folder-fs.ts';

interface Round {
  readonly running: Promise<void>;
  next: Promise<void> | undefined;
}

/**
 * Makes folder entries durable. One instance per open store: it remembers which folders this process has made durable, groups the
 * fsyncs of one folder, and never trusts a folder again whose fsync failed.
 */
export class FolderSync {
  readonly #fs: FolderFs;
  readonly #root: string;
  readonly #rounds = new Map<string, Round>();
  readonly #durable = new Map<string, Promise<void>>();
  readonly #failed = new Map<string, AppError>();

  constructor(folderFs: FolderFs, root: string) {
    this.#fs = folderFs;
    this.#root = root;
  }

  /**
   * Makes a folder's entries durable, all that were there when this was called. Callers that arrive while an fsync runs share
   * the next one: the running one may have begun before their entry was linked.
   */
  sync(folder: string): Promise<void> {
    const failed = this.#failed.get(folder);
    if (failed !== undefined) return Promise.reject(failed);
    const round = this.#rounds.get(folder);
    if (round === undefined) return this.#start(folder);
    const again = (): Promise<void> => {
      const broken = this.#failed.get(folder);
      return broken === undefined ? this.#start(folder) : Promise.reject(broken);
    };
    round.next ??= round.running.then(again, again);
    return round.next;
  }

  /**
   * Makes a folder below the root exist durably, each level once per process. A level that another process made is synced too:
   * that process may have died before its own fsync.
   */
  ensure(folder: string): Promise<void> {
    if (folder === this.#root) return Promise.resolve();
    const known = this.#durable.get(folder);
    if (known !== undefined) return known;
    const made = this.#make(folder);
    this.#durable.set(folder, made);
    made.catch(() => this.#durable.delete(folder));
    return made;
  }

  /** Forgets a folder and its parents, because one of them turned out to be gone. */
  forget(folder: string): void {
    for (let at = folder; at.length > this.#root.length; at = dirname(at)) this.#durable.delete(at);
  }

  async #make(folder: string): Promise<void> {
    const parent = dirname(folder);
    await this.ensure(parent);
    try {
      await this.#fs.mkdir(folder, 0o770);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    await this.sync(parent);
  }

  #start(folder: string): Promise<void> {
    const round: Round = { running: this.#fsync(folder), next: undefined };
    this.#rounds.set(folder, round);
    void this.#endRound(folder, round);
    return round.running;
  }

  async #endRound(folder: string, round: Round): Promise<void> {
    await Promise.allSettled([round.running]);
    if (round.next === undefined && this.#rounds.get(folder) === round) this.#rounds.delete(folder);
  }

  async #fsync(folder: string): Promise<void> {
    // Opened anew each round: a kept descriptor of a folder that was removed and made again would sync the wrong one.
    const fd = await this.#fs.open(folder, fs.constants.O_RDONLY);
    try {
      await this.#fs.fsync(fd);
    } catch (error) {
      throw this.#distrust(folder, error);
    } finally {
      await this.#fs.close(fd);
    }
  }

  // After a failed fsync the kernel may call the same pages clean, and a second fsync succeeds without having written them.
  #distrust(folder: string, error: unknown): unknown {
    const code = codeOf(error);
    if (code === 'EINVAL' || code === 'ENOTSUP' || code === 'EOPNOTSUPP') return error;
    const failed = new AppError('landing_unavailable', `fsync of ${folder} failed: ${messageOf(error)}`, {
      hint: 'check the disk, then restart this process: it acknowledges nothing more in that folder',
      retryable: true,
      cause: error,
    });
    this.#failed.set(folder, failed);
    return failed;
  }
}
