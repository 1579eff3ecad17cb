import type { Origin } from '../../receiver/landing/keys.ts';
import type { Entity } from '../catalog/entity.ts';
import { ENTITIES } from '../catalog/index.ts';
import { type EntityShape, entityShape, type Shape } from '../catalog/shape.ts';
import { documentSplitter } from '../sources/index.ts';
import type { Document } from './document.ts';
import { isObject, type JsonObject, own } from './json.ts';

/** Paths that one load remembers: enough for a release's worth of new fields, far from what swells its outcome. */
export const MAX_DRIFT_PATHS = 200;
/** Of a path, in UTF-16 units; no provider's comes near. */
const MAX_PATH_LENGTH = 200;

/** A field that documents have and the catalog does not know. */
export interface DriftPath {
  /** `source.entity` */
  readonly entity: string;
  /** `line_items[].colour`; empty: the entity itself is unknown */
  readonly path: string;
  /** documents that have it */
  readonly documents: number;
  /** raw key of the first one */
  readonly sample: string;
}

export interface Drift {
  readonly paths: readonly DriftPath[];
  /** sightings of further paths, beyond the first `MAX_DRIFT_PATHS` */
  readonly left_out: number;
}

/** Where a document was found. */
export interface DocumentPlace {
  readonly rawKey: string;
  readonly source: string;
  readonly origin: Origin;
}

interface Known extends EntityShape {
  readonly entity: Entity;
}

/**
 * Counts what the catalog does not know, in one walk over the keys of each document. Only documents that type silver are
 * walked: hints, rows of lists where the detail is the document, errors and what is refused have other fields by nature.
 */
export function driftCounter(entities: readonly Entity[] = ENTITIES): {
  readonly add: (document: Document, place: DocumentPlace) => void;
  readonly drift: () => Drift;
} {
  const known = new Map(entities.map((entity) => [`${entity.source}.${entity.name}`, shapeOf(entity)]));
  const seen = new Map<string, { entity: string; path: string; documents: number; sample: string }>();
  let leftOut = 0;
  const count = (entity: string, path: string, sample: string): void => {
    const key = `${entity} ${path}`;
    const present = seen.get(key);
    if (present !== undefined) present.documents += 1;
    else if (seen.size < MAX_DRIFT_PATHS) seen.set(key, { entity, path, documents: 1, sample });
    else leftOut += 1;
  };
  return {
    add(document, { rawKey, source, origin }) {
      const name = `${source}.${document.entity}`;
      const shape = known.get(name);
      if (shape === undefined) return count(printable(name), '', rawKey);
      const { content } = document;
      if (content === undefined || !types(shape.entity, document, origin)) return;
      for (const path of unknownPaths(content, shape)) count(name, path, rawKey);
    },
    drift: () => ({
      paths: [...seen.values()].sort((a, b) => (`${a.entity} ${a.path}` < `${b.entity} ${b.path}` ? -1 : 1)),
      left_out: leftOut,
    }),
  };
}

/** Whether the catalog knows a path by now: what a load once noted may be a column today. */
export function isKnownPath(entity: Entity, path: string): boolean {
  const { keys, isIgnored } = shapeOf(entity);
  let shape: Shape | undefined = keys;
  for (const key of path.replaceAll('[]', '').split('.')) {
    if (isIgnored(key)) return true;
    if (shape === undefined || shape === 'taken') break;
    shape = shape.get(key);
  }
  return shape !== undefined;
}

function shapeOf(entity: Entity): Known {
  return { entity, ...entityShape(entity, documentSplitter(entity.source).idFields(entity.name)) };
}

/** Whether a document carries the record, as the entity's notebook decides it. */
function types(entity: Entity, { content, action, problem }: Document, origin: Origin): boolean {
  if (content === undefined || problem !== undefined || action === 'missing' || action === 'error') return false;
  if (origin === 'webhook' && entity.webhooks === 'hints') return false;
  return (
    entity.complete.every((key) => own(content, key) !== undefined && own(content, key) !== null) &&
    entity.completeArrays.every((key) => Array.isArray(own(content, key)))
  );
}

/** Each once, however many rows of an array have it. */
function unknownPaths(content: JsonObject, { keys, isIgnored }: EntityShape): Iterable<string> {
  const found = new Set<string>();
  const walk = (object: JsonObject, shapes: ReadonlyMap<string, Shape>, prefix: string): void => {
    for (const key of Object.keys(object)) {
      const shape = shapes.get(key);
      if (shape === 'taken') continue;
      const value = object[key];
      if (shape !== undefined) descend(value, shape, prefix + key);
      else if (!isIgnored(key)) found.add(printable(`${prefix}${key}${Array.isArray(value) ? '[]' : ''}`));
    }
  };
  const descend = (value: unknown, shapes: ReadonlyMap<string, Shape>, path: string): void => {
    if (Array.isArray(value)) for (const item of value) descend(item, shapes, `${path}[]`);
    else if (isObject(value)) walk(value, shapes, `${path}.`);
  };
  walk(content, keys, '');
  return found;
}

/** What a terminal and a JSON file can show: a key is the sender's. */
function printable(text: string): string {
  return text
    .slice(0, MAX_PATH_LENGTH)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\uFFFD');
}
