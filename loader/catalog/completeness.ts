import { ENTITIES } from './index.ts';

/**
 * Whether a document has every key that makes it complete, as the history views judge it; undefined when the catalog does not
 * know the entity. An absent array is not an empty one.
 *
 * @param payload  the document's value, numbers as text
 */
export function isCompleteDocument(
  name: { readonly source: string; readonly entity: string },
  payload: Readonly<Record<string, unknown>>,
): boolean | undefined {
  const entity = ENTITIES.find((known) => known.source === name.source && known.name === name.entity);
  if (entity === undefined) return undefined;
  const value = (key: string): unknown => (Object.hasOwn(payload, key) ? payload[key] : undefined);
  return (
    entity.complete.every((key) => value(key) !== undefined && value(key) !== null) &&
    entity.completeArrays.every((key) => Array.isArray(value(key)))
  );
}
