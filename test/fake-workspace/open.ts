import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeWorkspace, type FakeWorkspaceOptions, startFakeWorkspace } from '../support/fake-workspace/index.ts';
import { type Call, caller } from './client.ts';
import { type StubExecutor, stubExecutor } from './stub-executor.ts';

export interface Opened {
  readonly dir: string;
  readonly workspace: FakeWorkspace;
  readonly executor: StubExecutor;
  readonly call: Call;
  close(): Promise<void>;
}

/** A workspace that runs nothing, in a temporary folder. */
export async function openWorkspace(options: Partial<FakeWorkspaceOptions> = {}): Promise<Opened> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-workspace-'));
  const executor = stubExecutor();
  const workspace = await startFakeWorkspace({ root: dir, executor, ...options });
  return {
    dir,
    workspace,
    executor,
    call: caller(workspace),
    close: async () => {
      await workspace.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
