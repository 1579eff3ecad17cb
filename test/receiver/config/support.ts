import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../receiver/config/load.ts';
import { AppError } from '../../../receiver/errors.ts';
import { tempDir } from '../../support/temp-dir.ts';

export interface GivenConfig {
  readonly yaml: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** further files beside it, by name */
  readonly files?: Readonly<Record<string, string>>;
}

/** Loads a configuration out of a folder of its own. */
export function load({ yaml, env = {}, files = {} }: GivenConfig) {
  const dir = tempDir();
  for (const [name, content] of Object.entries({ 'ledgerlake.yaml': yaml, ...files }))
    writeFileSync(join(dir, name), content);
  return { dir, config: loadConfig({ env, cwd: dir }) };
}

/** The problems of a configuration that must be refused, one text each. */
export function problemsIn(given: GivenConfig): string[] {
  try {
    load(given);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'config_invalid') throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  throw new Error('the configuration was accepted');
}

/** One Zoho Books connection, the least that is valid; further lines stand at the top level. */
export function minimal(...lines: string[]): string {
  return [
    'connections:',
    '  acme_books:',
    '    source: zoho_books',
    '    organization_id: "10234695"',
    '    webhook_secrets: [correct-horse-battery]',
    ...lines,
    '',
  ].join('\n');
}
