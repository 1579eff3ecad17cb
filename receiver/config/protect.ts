import { inspect } from 'node:util';

/**
 * Makes an object print its secrets as `<secret>`, in JSON and in inspection (so also in logs), while its properties keep
 * the real text. Copies made by spreading or for a worker thread are not protected.
 */
export function hideSecrets<T extends object>(value: T, secretKeys: readonly string[]): T {
  const printed = () =>
    Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        item === undefined || !secretKeys.includes(key) ? (item as unknown) : '<secret>',
      ]),
    );
  return Object.defineProperties(value, {
    toJSON: { value: printed, enumerable: false },
    [inspect.custom]: { value: printed, enumerable: false },
  });
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze<unknown>(item);
  return Object.freeze(value);
}
