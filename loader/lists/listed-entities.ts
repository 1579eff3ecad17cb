import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { Entity } from '../catalog/entity.ts';
import { ENTITIES } from '../catalog/index.ts';
import type { SourceApi } from '../sources/source-api.ts';

/** The entities of a connection that can be listed with what the configuration says, in the order of the catalog. */
export function listedEntities(api: SourceApi, connection: ConnectionConfig): readonly Entity[] {
  return ENTITIES.filter(
    ({ source, name }) => source === connection.source && api.lists.traits(name, connection) !== undefined,
  );
}
