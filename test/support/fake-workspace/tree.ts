import { ApiError } from './http.ts';

export interface TreeObject {
  readonly id: bigint;
  /** without the leading `/Workspace` */
  readonly path: string;
  readonly kind: 'DIRECTORY' | 'NOTEBOOK' | 'FILE';
  readonly content: Buffer;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

const NOTEBOOK_HEADER = /^(?:--|#|\/\/) Databricks notebook source\r?(?:\n|$)/;
const NOTEBOOK_EXTENSION = /\.(?:sql|py|scala|r)$/i;

/** The workspace's own files: folders, notebooks (which lose their extension) and plain files. */
export class WorkspaceTree {
  readonly #objects = new Map<string, TreeObject>();
  readonly #nextId: () => bigint;

  constructor(nextId: () => bigint) {
    this.#nextId = nextId;
    for (const path of ['/', '/Users', '/Shared']) this.#put(path, 'DIRECTORY', Buffer.alloc(0));
  }

  /** Sorted by path. */
  all(): readonly TreeObject[] {
    return [...this.#objects.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  find(path: string): TreeObject | undefined {
    return this.#objects.get(normalPath(path));
  }

  byId(id: string): TreeObject | undefined {
    return [...this.#objects.values()].find((object) => String(object.id) === id);
  }

  /** @throws ApiError 404 RESOURCE_DOES_NOT_EXIST */
  get(path: string): TreeObject {
    const found = this.find(path);
    if (found === undefined) throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Path (${path}) doesn't exist.`);
    return found;
  }

  mkdirs(path: string): void {
    const normal = normalPath(path);
    const present = this.#objects.get(normal);
    if (present?.kind === 'DIRECTORY') return;
    if (present !== undefined) {
      throw new ApiError(400, 'RESOURCE_ALREADY_EXISTS', `${normal} already exists and is not a directory.`);
    }
    this.mkdirs(parentOf(normal));
    this.#put(normal, 'DIRECTORY', Buffer.alloc(0));
  }

  /** Imports a file; one that begins as a notebook becomes a notebook without extension. */
  importFile(path: string, content: Buffer, options: { readonly overwrite: boolean }): TreeObject {
    const isNotebook = NOTEBOOK_EXTENSION.test(path) && NOTEBOOK_HEADER.test(content.subarray(0, 64).toString('utf8'));
    const normal = normalPath(isNotebook ? path.replace(NOTEBOOK_EXTENSION, '') : path);
    const parent = this.#objects.get(parentOf(normal));
    if (parent?.kind !== 'DIRECTORY') {
      throw new ApiError(404, 'NOT_FOUND', `The parent folder (${parentOf(normal)}) does not exist.`);
    }
    const present = this.#objects.get(normal);
    if (present !== undefined && !options.overwrite) {
      // the service answers 400 for a notebook, 409 for a file
      if (present.kind === 'NOTEBOOK') throw new ApiError(400, '', `Path (${normal}) already exists.`);
      throw new ApiError(409, 'RESOURCE_ALREADY_EXISTS', `${normal} already exists.`);
    }
    const kind = isNotebook ? 'NOTEBOOK' : 'FILE';
    if (present !== undefined && present.kind !== kind) {
      throw new ApiError(400, 'INVALID_PARAMETER_VALUE', `Cannot overwrite ${present.kind} ${normal} by a ${kind}.`);
    }
    return this.#put(normal, kind, content);
  }

  list(path: string): readonly TreeObject[] {
    const { path: parent, kind } = this.get(path);
    if (kind !== 'DIRECTORY') return [this.get(path)];
    return this.all().filter((object) => object.path !== '/' && parentOf(object.path) === parent);
  }

  remove(path: string, options: { readonly recursive: boolean }): void {
    const { path: normal } = this.get(path);
    const inside = this.all().filter((object) => object.path.startsWith(`${normal}/`));
    if (inside.length > 0 && !options.recursive) {
      throw new ApiError(400, 'DIRECTORY_NOT_EMPTY', `Folder (${normal}) is not empty`);
    }
    for (const object of inside) this.#objects.delete(object.path);
    this.#objects.delete(normal);
  }

  #put(path: string, kind: TreeObject['kind'], content: Buffer): TreeObject {
    const present = this.#objects.get(path);
    const now = Date.now();
    const object = {
      id: present?.id ?? this.#nextId(),
      path,
      kind,
      content,
      createdAt: present?.createdAt ?? now,
      modifiedAt: now,
    };
    this.#objects.set(path, object);
    return object;
  }
}

/** `/Workspace/Users/x/` and `/Users/x` are the same place. */
export function normalPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts[0] === 'Workspace') parts.shift();
  return `/${parts.join('/')}`;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
