import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { stateKey } from './keys.ts';
import type { LandingStore } from './store.ts';

/** Enough for a reader that lists, then reads, while others write on. */
const KEPT_GENERATIONS = 5;
const READ_TRIES = 10;
const GENERATION = /^\d{12}\.json$/;

const fileSchema = z.strictObject({
  v: z.literal(1),
  generation: z.int().positive(),
  /** tells a writer its own object from a twin's after an answer was lost */
  writer: z.uuid(),
  value: z.unknown(),
});

export interface StateGeneration<T> {
  /** from 1; the next writer creates `generation + 1` */
  readonly generation: number;
  readonly value: T;
}

/**
 * The highest generation of `state/<name>/`, or undefined when there is none. A generation pruned between the listing and the read
 * means that others wrote on: it lists again.
 *
 * @throws AppError `state_invalid` when it does not match `schema`, `landing_unavailable`, `landing_denied`
 */
export async function readState<T>(
  store: LandingStore,
  name: string,
  schema: z.ZodType<T>,
): Promise<StateGeneration<T> | undefined> {
  for (let tries = 0; tries < READ_TRIES; tries += 1) {
    const generation = (await generations(store, name)).at(-1);
    if (generation === undefined) return undefined;
    const bytes = await store.read(stateKey(name, generation));
    if (bytes !== undefined) return { generation, value: decode(bytes, { name, generation, schema }) };
  }
  throw new AppError('landing_unavailable', `state/${name} changed ${READ_TRIES} times while it was read`, {
    hint: 'run again; if it stays so, the store lists objects that it does not give',
    retryable: true,
  });
}

/**
 * Creates the generation that follows the one read (1 after none). `lost`: somebody else created that generation, or has since
 * gone further: read again and decide anew. A writer whose `written` answer got lost is told `written`.
 * Generations before the last five are removed, as far as the store allows.
 *
 * @throws AppError `landing_unavailable` (then nothing is known: read again), `landing_denied`
 */
export async function writeState(
  store: LandingStore,
  name: string,
  next: StateGeneration<unknown>,
): Promise<'written' | 'lost'> {
  const { generation, value } = next;
  const key = stateKey(name, generation);
  const bytes = Buffer.from(JSON.stringify({ v: 1, generation, writer: randomUUID(), value }), 'utf8');
  if ((await store.create(key, bytes)) === 'exists') {
    // An attempt whose answer was lost may have stored it.
    const winner = await store.read(key);
    if (winner === undefined || !bytes.equals(winner)) return 'lost';
  }
  const known = await generations(store, name);
  // A stalled writer may have created anew what others had long pruned; younger generations are never pruned.
  if ((known.at(-1) ?? generation) >= generation + KEPT_GENERATIONS) return 'lost';
  await prune(store, name, known);
  return 'written';
}

async function prune(store: LandingStore, name: string, known: readonly number[]): Promise<void> {
  try {
    for (const generation of known.slice(0, -KEPT_GENERATIONS)) await store.remove(stateKey(name, generation));
  } catch {
    // Old generations cost a little room; the next writer tries again.
  }
}

async function generations(store: LandingStore, name: string): Promise<readonly number[]> {
  const prefix = `state/${name}/`;
  const found: number[] = [];
  for await (const { key } of store.list(prefix)) {
    const file = key.slice(prefix.length);
    if (GENERATION.test(file)) found.push(Number(file.slice(0, 12)));
  }
  return found;
}

function decode<T>(
  bytes: Uint8Array,
  options: { readonly name: string; readonly generation: number; readonly schema: z.ZodType<T> },
): T {
  const { name, generation, schema } = options;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw invalid(stateKey(name, generation), 'it is not JSON', cause);
  }
  const file = fileSchema.safeParse(parsed);
  if (!file.success) throw invalid(stateKey(name, generation), z.prettifyError(file.error));
  if (file.data.generation !== generation) {
    throw invalid(stateKey(name, generation), `it says generation ${file.data.generation}`);
  }
  const value = schema.safeParse(file.data.value);
  if (!value.success) throw invalid(stateKey(name, generation), z.prettifyError(value.error));
  return value.data;
}

function invalid(key: string, why: string, cause?: unknown): AppError {
  return new AppError('state_invalid', `cannot read ${key}: ${why}`, {
    hint: 'read it with the release that wrote it',
    cause,
  });
}
