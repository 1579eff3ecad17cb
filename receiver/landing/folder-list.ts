import { codeOf } from '../errors.ts';
import type { FolderFs } from './folder-fs.ts';
import { isKey } from './key-rules.ts';
import type { ListedObject } from './store.ts';

/** How many files are asked for their size at once. */
const STAT_BATCH = 64;

interface Frame {
  /** the prefix all names here share, empty or ending with a slash */
  readonly at: string;
  /** ascending; a folder's name ends with a slash, as its keys go on */
  readonly names: readonly string[];
  next: number;
}

export interface WalkOptions {
  readonly root: string;
  readonly prefix: string;
  /** exclusive; empty for none */
  readonly startAfter: string;
}

/**
 * Objects below a prefix in byte order of their keys. Holds one folder per level, never the tree; folders that lie wholly
 * before `startAfter` or outside the prefix are not opened. Symbolic links are not followed.
 */
export async function* walkObjects(folderFs: FolderFs, options: WalkOptions): AsyncGenerator<ListedObject> {
  const { root, prefix, startAfter } = options;
  const open = async (at: string): Promise<Frame> => {
    const names = await namesIn(folderFs, { root, at });
    return { at, names: names.filter((name) => mayHold(at + name, { prefix, startAfter })), next: 0 };
  };
  const stack = [await open(prefix.slice(0, prefix.lastIndexOf('/') + 1))];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const files = takeFiles(frame);
    const sized = await Promise.all(files.map((key) => sizeOf(folderFs, { root, key })));
    for (const object of sized) if (object !== undefined) yield object;
    const name = frame.names[frame.next];
    if (name === undefined) stack.pop();
    else if (name.endsWith('/')) {
      frame.next += 1;
      stack.push(await open(frame.at + name));
    }
  }
}

/**
 * Names in a folder of keys, ascending as keys: `foo.bar` before `foo/`, because `.` sorts before `/`. Names that are no keys
 * (unfinished writes, an operator's files) are left out. No such folder: none.
 */
export async function namesIn(
  folderFs: FolderFs,
  folder: { readonly root: string; readonly at: string },
): Promise<readonly string[]> {
  const { root, at } = folder;
  const names: string[] = [];
  try {
    for (const entry of await folderFs.readdir(`${root}/${at}`)) {
      if (!isKey(at + entry.name)) continue;
      if (entry.isFile()) names.push(entry.name);
      else if (entry.isDirectory()) names.push(`${entry.name}/`);
    }
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  // Keys are ASCII, so the order of UTF-16 units is the order of bytes.
  return names.sort();
}

function mayHold(key: string, options: { readonly prefix: string; readonly startAfter: string }): boolean {
  const { prefix, startAfter } = options;
  if (!key.endsWith('/')) return key.startsWith(prefix) && key > startAfter;
  return (key.startsWith(prefix) || prefix.startsWith(key)) && (key > startAfter || startAfter.startsWith(key));
}

function takeFiles(frame: Frame): readonly string[] {
  const keys: string[] = [];
  while (keys.length < STAT_BATCH) {
    const name = frame.names[frame.next];
    if (name === undefined || name.endsWith('/')) break;
    keys.push(frame.at + name);
    frame.next += 1;
  }
  return keys;
}

async function sizeOf(
  folderFs: FolderFs,
  object: { readonly root: string; readonly key: string },
): Promise<ListedObject | undefined> {
  try {
    const { size } = await folderFs.stat(`${object.root}/${object.key}`);
    return { key: object.key, size };
  } catch (error) {
    // Pruned between the two calls.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
