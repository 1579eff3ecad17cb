import fs from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderStore } from '../../../receiver/landing/folder.ts';
import { type FolderFs, nodeFs } from '../../../receiver/landing/folder-fs.ts';
import { tempFolder } from '../../support/landing-places.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let root: string;
const bytes = Buffer.from('{"v":1}');

beforeEach(async () => {
  folder = await tempFolder();
  root = `${folder.path}/landing`;
});
afterEach(() => folder.remove());

/** System calls that write down what they were asked, by name relative to the root, and fail or wait where told. */
function watched(hooks: Partial<FolderFs> = {}): { calls: string[]; folderFs: FolderFs; hooks: Partial<FolderFs> } {
  const calls: string[] = [];
  const paths = new Map<number, string>();
  const short = (path: string) => path.slice(root.length + 1).replace(/^\.tmp\/.+/, 'TEMP') || '/';
  const note = async <T>(name: keyof FolderFs, path: string, run: () => Promise<T>): Promise<T> => {
    calls.push(`${name} ${short(path)}`);
    return run();
  };
  const pick = <K extends keyof FolderFs>(name: K): FolderFs[K] => hooks[name] ?? nodeFs[name];
  const folderFs: FolderFs = {
    ...nodeFs,
    open: async (path, flags, mode) => {
      const fd = await note('open', path, () => pick('open')(path, flags, mode));
      paths.set(fd, path);
      return fd;
    },
    write: (fd, data, offset) => note('write', paths.get(fd)!, () => pick('write')(fd, data, offset)),
    fdatasync: (fd) => note('fdatasync', paths.get(fd)!, () => pick('fdatasync')(fd)),
    fsync: (fd) => note('fsync', paths.get(fd)!, () => pick('fsync')(fd)),
    close: (fd) => note('close', paths.get(fd)!, () => pick('close')(fd)),
    link: (from, to) => note('link', to, () => pick('link')(from, to)),
    unlink: (path) => note('unlink', path, () => pick('unlink')(path)),
    mkdir: (path, mode) => note('mkdir', path, () => pick('mkdir')(path, mode)),
    stat: (path) => pick('stat')(path),
  };
  return { calls, folderFs, hooks };
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: planned`), { code });
}

function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('order of system calls', () => {
  it('makes bytes durable, then the name, then answers; each folder once', async () => {
    const { calls, folderFs } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    calls.length = 0;
    await store.create('raw/d/a.json', bytes);
    calls.push('ANSWER');
    await store.close();
    const order = calls.filter((call) => !call.startsWith('unlink') && !call.startsWith('close /'));
    expect(order).toEqual([
      'mkdir raw',
      'open /',
      'fsync /',
      'mkdir raw/d',
      'open raw',
      'fsync raw',
      'close raw',
      'open TEMP',
      'write TEMP',
      'fdatasync TEMP',
      'close TEMP',
      'link raw/d/a.json',
      'open raw/d',
      'fsync raw/d',
      'close raw/d',
      'ANSWER',
    ]);
    calls.length = 0;
    await store.create('raw/d/b.json', bytes);
    expect(calls.filter((call) => call.startsWith('mkdir') || call === 'fsync raw')).toEqual([]);
  });

  it('syncs the folder for a duplicate too, and does not write it', async () => {
    const { calls, folderFs } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/a.json', bytes);
    await store.close();
    calls.length = 0;
    expect(await store.create('raw/a.json', bytes)).toBe('exists');
    expect(calls).toEqual(['open raw', 'fsync raw', 'close raw']);
  });

  it('writes on after a short write', async () => {
    const { folderFs } = watched({
      write: (fd, data, offset) => nodeFs.write(fd, data.subarray(0, Math.min(data.byteLength, offset + 3)), offset),
    });
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/a.json', Buffer.from('0123456789'));
    expect(Buffer.from((await store.read('raw/a.json'))!).toString()).toBe('0123456789');
  });
});

describe('grouped fsync', () => {
  it('lets those who come during an fsync share the next one, and answers none before its own', async () => {
    const { calls, folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/first.json', bytes);
    const first = gate();
    const begun = gate();
    hooks.fsync = async (fd) => {
      begun.open();
      await first.opened;
      return nodeFs.fsync(fd);
    };
    const settled: string[] = [];
    const create = (name: string) => store.create(`raw/${name}.json`, bytes).then(() => settled.push(name));
    calls.length = 0;
    const one = create('one');
    await begun.opened;
    const linked = gate();
    let links = 0;
    hooks.link = async (from, to) => {
      await nodeFs.link(from, to);
      links += 1;
      if (links === 5) linked.open();
    };
    const others = ['a', 'b', 'c', 'd', 'e'].map(create);
    await linked.opened;
    expect(settled).toEqual([]);
    first.open();
    await Promise.all([one, ...others]);
    expect(calls.filter((call) => call === 'fsync raw')).toHaveLength(2);
  });
});

describe('failing system calls', () => {
  const cases: [keyof FolderFs, string, string, boolean][] = [
    ['open', 'ENOSPC', 'landing_unavailable', true],
    ['open', 'EMFILE', 'landing_unavailable', true],
    ['open', 'EACCES', 'landing_denied', false],
    ['open', 'EROFS', 'landing_denied', false],
    ['write', 'ENOSPC', 'landing_unavailable', true],
    ['write', 'EDQUOT', 'landing_unavailable', true],
    ['fdatasync', 'EIO', 'landing_unavailable', true],
    ['fdatasync', 'ENOSPC', 'landing_unavailable', true],
    ['close', 'EIO', 'landing_unavailable', true],
    ['link', 'ENOSPC', 'landing_unavailable', true],
    ['link', 'EPERM', 'landing_denied', false],
    ['link', 'EXDEV', 'landing_denied', false],
  ];
  it.each(cases)('%s with %s is %s, lands nothing and leaves no temp', async (call, code, expected, retryable) => {
    const { folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/warm.json', bytes);
    const fail = async (): Promise<never> => {
      throw failure(code);
    };
    // close must still close, or the test itself would leak.
    Object.assign(hooks, call === 'close' ? { close: (fd: number) => nodeFs.close(fd).then(fail) } : { [call]: fail });
    await expect(store.create('raw/a.json', bytes)).rejects.toMatchObject({ code: expected, retryable });
    for (const name of Object.keys(hooks)) delete hooks[name as keyof FolderFs];
    await store.close();
    expect(await readdir(`${root}/.tmp`)).toEqual([]);
    expect(await store.read('raw/a.json')).toBeUndefined();
    expect(await store.create('raw/a.json', bytes)).toBe('created');
  });

  it('never trusts a folder again whose fsync failed', async () => {
    const { folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/warm.json', bytes);
    hooks.fsync = () => Promise.reject(failure('EIO'));
    const lost = { code: 'landing_unavailable', retryable: true };
    await expect(store.create('raw/a.json', bytes)).rejects.toMatchObject(lost);
    delete hooks.fsync;
    // The name may be there without being durable: neither it nor its duplicate is acknowledged.
    await expect(store.create('raw/a.json', bytes)).rejects.toMatchObject(lost);
    await expect(store.create('raw/warm.json', bytes)).rejects.toMatchObject(lost);
    expect(await store.create('late/other.json', bytes)).toBe('created');
  });

  it('fails all who share a failed fsync', async () => {
    const { folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    await store.create('raw/warm.json', bytes);
    hooks.fsync = () => Promise.reject(failure('EIO'));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => store.create(`raw/${i}.json`, bytes)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
  });

  it('refuses a file system that cannot sync folders', async () => {
    const { folderFs } = watched({ fsync: () => Promise.reject(failure('EINVAL')) });
    await expect(openFolderStore(root, { fs: folderFs })).rejects.toMatchObject({ code: 'landing_denied' });
  });

  it('knows its own success from a repeated link on NFS', async () => {
    const { folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    hooks.link = async (from, to) => {
      await nodeFs.link(from, to);
      throw failure('EEXIST');
    };
    expect(await store.create('raw/a.json', bytes)).toBe('created');
    hooks.link = async (_, to) => {
      await fs.promises.writeFile(to, 'the winner');
      throw failure('EEXIST');
    };
    expect(await store.create('raw/b.json', bytes)).toBe('exists');
    expect(Buffer.from((await store.read('raw/b.json'))!).toString()).toBe('the winner');
  });

  it('answers within the budget when the disk hangs, and keeps the object that came too late', async () => {
    const { folderFs, hooks } = watched();
    const store = await openFolderStore(root, { fs: folderFs });
    const disk = gate();
    hooks.fdatasync = async (fd) => {
      await disk.opened;
      return nodeFs.fdatasync(fd);
    };
    const linked = gate();
    hooks.link = async (from, to) => {
      await nodeFs.link(from, to);
      linked.open();
    };
    await expect(store.create('raw/a.json', bytes, { budgetMs: 30 })).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
    const closed = store.close().then(() => 'closed');
    expect(await Promise.race([closed, Promise.resolve('still open')])).toBe('still open');
    disk.open();
    await linked.opened;
    expect(await store.create('raw/a.json', bytes)).toBe('exists');
    await closed;
    expect(await readdir(`${root}/.tmp`)).toEqual([]);
  });
});
