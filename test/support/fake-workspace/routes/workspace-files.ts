import { invalid, type Reply, type Route, route } from '../http.ts';
import { textIn } from '../json.ts';
import type { TreeObject, WorkspaceTree } from '../tree.ts';

/** Notebooks and files of the workspace: `/api/2.0/workspace/…` and `/api/2.0/workspace-files/…`. */
export function workspaceFileRoutes(tree: WorkspaceTree): readonly Route[] {
  return [
    route('GET', '/api/2.0/workspace/get-status', ({ query }) => ({ json: info(tree.get(required(query))) })),
    route('GET', '/api/2.0/workspace/list', ({ query }) => {
      const objects = tree.list(required(query)).map(info);
      return { json: objects.length === 0 ? {} : { objects } };
    }),
    route('GET', '/api/2.0/workspace/export', ({ query }) => exported(tree.get(required(query)), query)),
    route('POST', '/api/2.0/workspace/mkdirs', (request) => {
      tree.mkdirs(pathOf(request.json()));
      return { json: {} };
    }),
    route('POST', '/api/2.0/workspace/delete', (request) => {
      const body = request.json();
      tree.remove(pathOf(body), { recursive: body['recursive'] === true });
      return { json: {} };
    }),
    route('POST', '/api/2.0/workspace-files/import-file/*', ({ bytes, query }, path = '') => {
      tree.importFile(path, bytes, { overwrite: query.get('overwrite') === 'true' });
      return { json: {} };
    }),
    route('GET', '/api/2.0/workspace-files/*', (_, path = '') =>
      exported(tree.get(path), new URLSearchParams('direct_download=true')),
    ),
  ];
}

function info(object: TreeObject): unknown {
  const { kind, path, id, createdAt, modifiedAt, content } = object;
  return {
    object_type: kind,
    path,
    object_id: id,
    resource_id: String(id),
    created_at: createdAt,
    modified_at: modifiedAt,
    ...(kind === 'NOTEBOOK' ? { language: 'SQL' } : {}),
    ...(kind === 'FILE' ? { size: content.length } : {}),
  };
}

function exported(object: TreeObject, query: URLSearchParams): Reply {
  if (object.kind === 'DIRECTORY')
    throw invalid(`${object.path} is a directory: only files and notebooks are exported here.`);
  if (query.get('direct_download') === 'true') {
    return { bytes: object.content, headers: { 'content-type': 'application/octet-stream' } };
  }
  return {
    json: { content: object.content.toString('base64'), file_type: object.kind === 'NOTEBOOK' ? 'sql' : 'file' },
  };
}

function required(query: URLSearchParams): string {
  return checked(query.get('path') ?? undefined);
}

function pathOf(body: Readonly<Record<string, unknown>>): string {
  return checked(textIn(body, 'path'));
}

function checked(path: string | undefined): string {
  if (path === undefined) throw invalid('Missing required field: path');
  if (!path.startsWith('/')) throw invalid(`Path (${path}) doesn't start with '/'`);
  return path;
}
