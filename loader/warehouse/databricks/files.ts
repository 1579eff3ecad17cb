import { AppError } from '../../../receiver/errors.ts';
import type { StageFiles } from '../stage-files.ts';
import type { Workspace } from './adapter.ts';

/** The files of Unity Catalog volumes, by the Files API. */
export function volumeFiles(workspace: Workspace): StageFiles {
  return {
    makeFolder: async (path) => {
      await workspace.request({
        method: 'PUT',
        path: `/api/2.0/fs/directories${encoded(path)}`,
        what: `folder ${path}`,
      });
    },
    create: async (path, bytes) => {
      // the API overwrites unless told otherwise
      const reply = await workspace.request({
        method: 'PUT',
        path: `/api/2.0/fs/files${encoded(path)}?overwrite=false`,
        body: new Uint8Array(bytes),
        what: `the upload of ${path}`,
        accept: [409],
      });
      return reply.status === 409 ? 'exists' : 'created';
    },
    size: async (path) => {
      const what = `the size of ${path}`;
      const call = { method: 'HEAD', path: `/api/2.0/fs/files${encoded(path)}`, what, accept: [404] } as const;
      const reply = await workspace.request(call);
      if (reply.status === 404) return undefined;
      const length = reply.headers.get('content-length') ?? '';
      if (/^\d+$/.test(length)) return Number(length);
      throw new AppError('databricks_answer_invalid', `the workspace does not say the size of ${path}`, {
        hint: 'check that no proxy stands between the loader and the workspace',
      });
    },
  };
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
