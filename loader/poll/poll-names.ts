import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { sourceApi } from '../sources/index.ts';

/** What a connection says of how often an entity is polled, by its name or another one that means it; undefined: nothing. */
export function saidSchedule({ source, poll }: ConnectionConfig, entity: string): string | undefined {
  if (Object.hasOwn(poll, entity)) return poll[entity];
  const other = Object.entries(sourceApi(source).lists.otherNames).find(([, name]) => name === entity)?.[0];
  return other !== undefined && Object.hasOwn(poll, other) ? poll[other] : undefined;
}

/**
 * That everything under `connections.*.poll` is an entity that can be polled: a misspelt name would have no effect.
 *
 * @throws AppError `config_invalid`, with every such name
 */
export function checkPollNames({ connections }: Pick<Config, 'connections'>): void {
  const wrong: string[] = [];
  const sources = new Map<string, string>();
  for (const connection of Object.values(connections)) {
    const names = pollNames(connection);
    for (const name of Object.keys(connection.poll)) {
      if (names.includes(name)) continue;
      wrong.push(`  connections.${connection.name}.poll.${name}: no list is known of it`);
      sources.set(connection.source, names.toSorted().join(', '));
    }
  }
  if (wrong.length === 0) return;
  const count = wrong.length === 1 ? 'a problem' : `${wrong.length} problems`;
  throw new AppError('config_invalid', `the configuration has ${count}:\n${wrong.join('\n')}`, {
    hint: [...sources].map(([source, names]) => `${source} has lists of ${names}`).join('; '),
  });
}

/** Also those that need an id which the connection lacks: it may be added, and `off` says that nobody waits for them. */
function pollNames(connection: ConnectionConfig): readonly string[] {
  const api = sourceApi(connection.source);
  const complete: ConnectionConfig = { ...connection, businessId: '1', businessUuid: '1' };
  return [...listedEntities(api, complete).map(({ name }) => name), ...Object.keys(api.lists.otherNames)];
}
