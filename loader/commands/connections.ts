import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { Entity } from '../catalog/entity.ts';
import type { LoaderContext } from '../context.ts';
import { fetchedConnections } from '../fetch/queue-wants.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { sourceApi } from '../sources/index.ts';

/** A connection of the configuration. @throws AppError `usage` */
export function connectionNamed({ connections }: Config, name: string): ConnectionConfig {
  const connection = connections[name];
  if (connection !== undefined) return connection;
  throw new AppError('usage', `no connection is named ${JSON.stringify(name)}`, {
    hint: `the configuration names ${Object.keys(connections).join(', ')}`,
  });
}

/** What a command shall list. */
export interface Asked {
  readonly connection: ConnectionConfig;
  /** those that were named, of those that it can list; all where none was named */
  readonly entities: readonly Entity[];
}

export interface Asking {
  /** default: every connection that has credentials */
  readonly connection?: string | undefined;
  /** as in the tables; default: all */
  readonly entities?: readonly string[] | undefined;
}

/** The connections and entities that a command names. @throws AppError `usage`, also when there are no credentials to ask with */
export function askedFor(context: LoaderContext, { connection: name, entities: wanted }: Asking): readonly Asked[] {
  const named = name === undefined ? undefined : connectionNamed(context.config, name);
  const connections = fetchedConnections(context).filter((one) => named === undefined || one === named);
  if (connections.length === 0) {
    const whose = named === undefined ? 'no connection has' : `${named.name} has no`;
    throw new AppError('usage', `${whose} credentials for the source API`, {
      hint: 'add oauth to the connection, then sign in: "ledgerlake connect <connection>"',
    });
  }
  const listed = connections.map((connection) => ({
    connection,
    entities: listedEntities(sourceApi(connection.source), connection),
  }));
  const names = new Set(listed.flatMap(({ entities }) => entities.map((entity) => entity.name)));
  const unknown = wanted?.find((entity) => !names.has(entity));
  if (unknown !== undefined) {
    throw new AppError('usage', `no list is known of ${JSON.stringify(unknown)}`, {
      hint: `there are lists of ${[...names].toSorted().join(', ')}`,
    });
  }
  if (wanted === undefined) return listed;
  return listed
    .map(({ connection, entities }) => ({
      connection,
      entities: entities.filter(({ name: one }) => wanted.includes(one)),
    }))
    .filter(({ entities }) => entities.length > 0);
}
