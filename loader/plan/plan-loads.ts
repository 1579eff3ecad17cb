/** A landed object that shall be loaded. */
export interface PlannedObject {
  /** raw key */
  readonly key: string;
  readonly bytes: number;
}

export interface PlanLimits {
  /** most bytes of landed objects in one load; an object larger than that gets a load of its own */
  readonly maxLoadBytes: number;
  /** most objects in one load */
  readonly maxObjects: number;
}

/** Bounds a manifest to a few MB also when every object is tiny. */
export const MAX_OBJECTS_PER_LOAD = 20_000;

/**
 * Splits objects into loads: by key, in ascending order, each object in exactly one load. The same objects give the same
 * loads, whatever order they come in; a key named twice is loaded once.
 */
export function planLoads(objects: Iterable<PlannedObject>, limits: PlanLimits): readonly (readonly PlannedObject[])[] {
  const sorted = [...objects].sort((a, b) => compareKeys(a.key, b.key));

  const loads: PlannedObject[][] = [];
  let current: PlannedObject[] = [];
  let bytes = 0;
  for (const [index, object] of sorted.entries()) {
    if (object.key === sorted[index - 1]?.key) continue;
    const full = current.length >= limits.maxObjects || bytes + object.bytes > limits.maxLoadBytes;
    if (full && current.length > 0) {
      loads.push(current);
      current = [];
      bytes = 0;
    }
    current.push(object);
    bytes += object.bytes;
  }
  if (current.length > 0) loads.push(current);
  return loads;
}

/** Byte order of keys; they are ASCII, so comparing UTF-16 units is comparing bytes. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
