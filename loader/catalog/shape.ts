import type { ChildEntity, Column, Entity } from './entity.ts';

/**
 * What is known of the keys of a document's objects: `taken` with whatever is in it, or the keys inside that are known. An
 * array is known by its elements.
 */
export type Shape = 'taken' | ReadonlyMap<string, Shape>;

export interface EntityShape {
  readonly keys: ReadonlyMap<string, Shape>;
  /** keys that are known at any depth and not taken over; what is ignored in one place is in `keys` */
  readonly isIgnored: (key: string) => boolean;
}

/** A key beside the key that it repeats for human eyes: `total` and `total_formatted`. */
const COMPANIONS: readonly string[] = ['*_formatted'];

/** Keys of a money object. */
const MONEY: Shape = new Map<string, Shape>([
  ['amount', 'taken'],
  ['code', 'taken'],
]);

/**
 * The keys of an entity's document that the catalog knows: columns, arrays of child tables, what makes it complete, what is
 * ignored in its place.
 *
 * @param idFields  keys under which the source has the record's id
 */
export function entityShape(entity: Entity, idFields: readonly string[]): EntityShape {
  const plain = [...idFields, ...entity.complete, ...entity.completeArrays, ...deletion(entity)];
  const keys = new Map<string, Shape>();
  for (const child of entity.children) put(keys, child.field, childShape(child));
  for (const column of entity.columns) put(keys, column.field, columnShape(column));
  for (const field of plain) if (!keys.has(field)) put(keys, field, 'taken');
  const patterns = entity.ignored ?? [];
  for (const path of patterns.filter(isPath)) put(keys, path.endsWith('.*') ? path.slice(0, -2) : path, 'taken');
  return { keys, isIgnored: ignored([...COMPANIONS, ...patterns.filter((pattern) => !isPath(pattern))]) };
}

function isPath(pattern: string): boolean {
  return pattern.includes('.');
}

function deletion({ deletedWhen }: Entity): readonly string[] {
  return deletedWhen === undefined ? [] : [deletedWhen.field];
}

function childShape(child: ChildEntity): Shape {
  const keys = new Map<string, Shape>();
  for (const column of child.columns) put(keys, column.field, columnShape(column));
  return keys;
}

function columnShape({ type }: Column): Shape {
  return type === 'money' || type === 'moneyText' ? MONEY : 'taken';
}

/** `entry.invoiceid` is a key inside of an object. What is taken whole beside its parts stays taken. */
function put(keys: Map<string, Shape>, field: string, shape: Shape): void {
  const [first = '', ...rest] = field.split('.');
  const present = keys.get(first);
  if (rest.length === 0) {
    if (present === undefined || shape === 'taken') keys.set(first, shape);
  } else if (present !== 'taken') {
    const inner = new Map(present);
    put(inner, rest.join('.'), shape);
    keys.set(first, inner);
  }
}

function ignored(patterns: readonly string[]): (key: string) => boolean {
  const names = new Set(patterns.filter((pattern) => !pattern.startsWith('*')));
  const endings = patterns.filter((pattern) => pattern.startsWith('*')).map((pattern) => pattern.slice(1));
  return (key) => names.has(key) || endings.some((ending) => key.endsWith(ending));
}
