import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';

/** A connection of the configuration. @throws AppError `usage` */
export function connectionNamed({ connections }: Config, name: string): ConnectionConfig {
  const connection = connections[name];
  if (connection !== undefined) return connection;
  throw new AppError('usage', `no connection is named ${JSON.stringify(name)}`, {
    hint: `the configuration names ${Object.keys(connections).join(', ')}`,
  });
}
