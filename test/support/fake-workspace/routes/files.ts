import type { Dirent, Stats } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ApiError, type ApiRequest, page, type Reply, type Route, route } from '../http.ts';
import type { Volumes } from '../volumes.ts';

/** The Files API: `/api/2.0/fs/files/Volumes/…` and `/api/2.0/fs/directories/Volumes/…`. */
export function fileRoutes(volumes: Volumes, options: { readonly pageSize: number }): readonly Route[] {
  const files = '/api/2.0/fs/files/*';
  const directories = '/api/2.0/fs/directories/*';
  const at = (path = ''): { readonly path: string; readonly local: string } => {
    const full = `/${path.replace(/\/+$/, '')}`;
    return { path: full, local: volumes.local(full) };
  };
  return [
    route('PUT', files, (request, path) => put(request, at(path))),
    route('GET', files, async (_, path) => {
      const { headers } = await head(at(path));
      return { bytes: await readFile(at(path).local), ...(headers === undefined ? {} : { headers }) };
    }),
    route('HEAD', files, (_, path) => head(at(path))),
    route('DELETE', files, async (_, path) => {
      await head(at(path));
      await unlink(at(path).local);
      return { status: 204 };
    }),
    route('PUT', directories, async (_, path) => {
      await mkdir(at(path).local, { recursive: true }).catch((error: unknown) => {
        throw codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR'
          ? new ApiError(409, 'ALREADY_EXISTS', 'A file of this name exists.')
          : error;
      });
      return { status: 204 };
    }),
    route('HEAD', directories, async (_, path) => {
      await folder(at(path));
      return {};
    }),
    route('GET', directories, async (request, path) => list(request, at(path), options.pageSize)),
    route('DELETE', directories, async (_, path) => {
      await folder(at(path));
      await rmdir(at(path).local).catch((error: unknown) => {
        throw codeOf(error) === 'ENOTEMPTY'
          ? new ApiError(400, 'DIRECTORY_NOT_EMPTY', 'The directory is not empty.')
          : error;
      });
      return { status: 204 };
    }),
  ];
}

interface Place {
  readonly path: string;
  readonly local: string;
}

/** Missing folders are not made: whether the service makes them is not known, so a client must not rely on it. */
async function put({ bytes, query }: ApiRequest, { path, local }: Place): Promise<Reply> {
  const parent = await found(dirname(local));
  if (parent?.isDirectory() !== true) throw missing(`The parent directory of ${path}`);
  if ((await found(local))?.isDirectory() === true)
    throw new ApiError(409, 'ALREADY_EXISTS', `${path} is a directory.`);
  try {
    await writeFile(local, bytes, { flag: query.get('overwrite') === 'false' ? 'wx' : 'w' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new ApiError(409, 'ALREADY_EXISTS', `The file ${path} already exists.`);
    throw error;
  }
  return { status: 204 };
}

async function head({ path, local }: Place): Promise<Reply> {
  const stats = await found(local);
  if (stats?.isFile() !== true) throw missing(path);
  return {
    headers: {
      'content-length': String(stats.size),
      'content-type': 'application/octet-stream',
      'last-modified': stats.mtime.toUTCString(),
    },
  };
}

async function folder({ path, local }: Place): Promise<void> {
  if ((await found(local))?.isDirectory() !== true) throw missing(path);
}

async function list({ query }: ApiRequest, place: Place, pageSize: number): Promise<Reply> {
  await folder(place);
  const entries = await readdir(place.local, { withFileTypes: true });
  const { items, next } = page(entries, query, pageSize);
  const contents = await Promise.all(items.map((entry) => described(entry, place)));
  return { json: { contents, ...(next === undefined ? {} : { next_page_token: next }) } };
}

async function described(entry: Dirent, { path, local }: Place): Promise<unknown> {
  const stats = await stat(join(local, entry.name));
  return {
    path: `${path}/${entry.name}`,
    name: basename(entry.name),
    is_directory: entry.isDirectory(),
    last_modified: Math.trunc(stats.mtimeMs),
    ...(entry.isDirectory() ? {} : { file_size: stats.size }),
  };
}

async function found(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
}

function missing(what: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', `${what} does not exist.`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
