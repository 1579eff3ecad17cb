import type { FakeWorkspace } from '../support/fake-workspace/index.ts';
import { isObject, type JsonObject, readJson, writeJson } from '../support/fake-workspace/json.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** the answer as an object, integers exact; empty where it is none */
  readonly json: JsonObject;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls the API with the user's token. A body that is text or bytes is sent as it is. */
export function caller(workspace: FakeWorkspace, token = workspace.token): Call {
  return async (method, path, body) => {
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(workspace.url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: raw ? (body as string) : writeJson(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const value = isJson && text !== '' ? readJson(text) : undefined;
    return { status: response.status, headers: response.headers, text, json: isObject(value) ? value : {} };
  };
}

/** Polls a run until it is over. */
export async function finished(workspace: FakeWorkspace, call: Call, runId: unknown): Promise<JsonObject> {
  await workspace.runs.get(String(runId)).done;
  return (await call('GET', `/api/2.2/jobs/runs/get?run_id=${String(runId)}`)).json;
}
