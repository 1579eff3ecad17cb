import pLimit from 'p-limit';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { ENTITIES, isKnown } from '../catalog/index.ts';
import { isKnownPath } from '../documents/drift.ts';
import type { LoadFolder } from './load-folders.ts';
import type { Outcome } from './manifest.ts';
import { OUTCOME, readOutcome } from './manifest-io.ts';

/** What applied loads had that the catalog does not know, as `status --drift --json` prints it. */
export interface DriftSum {
  /** applied loads whose fields were counted, and those of earlier releases, which did not count */
  readonly loads: { readonly counted: number; readonly not_counted: number };
  /** most documents first */
  readonly fields: readonly DriftField[];
  readonly unknown_entities: readonly Omit<DriftField, 'path'>[];
  /** sightings of further fields that the loads had no room for */
  readonly left_out: number;
}

export interface DriftField {
  readonly source: string;
  readonly entity: string;
  /** `line_items[].colour` */
  readonly path: string;
  /** once per load that holds the document: a replay counts again */
  readonly documents: number;
  /** raw key of a document that has it; null where an earlier release did not note one */
  readonly sample: string | null;
}

/** Outcomes in flight; each is a small object. */
const READS = 16;

/** Adds up what the loads noted. What the catalog has come to know since is left out. Cost: one read per load that is over. */
export async function sumDrift(store: LandingStore, folders: readonly LoadFolder[]): Promise<DriftSum> {
  const limit = pLimit(READS);
  const over = folders.filter((folder) => folder.names.has(OUTCOME));
  const outcomes = await Promise.all(over.map(({ loadId }) => limit(() => readOutcome(store, loadId))));
  const applied = outcomes.filter((outcome) => outcome?.state === 'applied').filter((outcome) => outcome !== undefined);
  const counted = applied.filter((outcome) => outcome.drift !== undefined);
  const fields = new Map<string, DriftField>();
  for (const field of applied.flatMap(fieldsOf)) {
    const key = `${field.source}.${field.entity} ${field.path}`;
    const present = fields.get(key);
    const documents = field.documents + (present?.documents ?? 0);
    fields.set(key, { ...field, documents, sample: present?.sample ?? field.sample });
  }
  const all = [...fields.values()].sort((a, b) => b.documents - a.documents || (nameOf(a) < nameOf(b) ? -1 : 1));
  return {
    loads: { counted: counted.length, not_counted: applied.length - counted.length },
    fields: all.filter(({ path }) => path !== ''),
    unknown_entities: all
      .filter(({ path }) => path === '')
      .map(({ source, entity, documents, sample }) => ({ source, entity, documents, sample })),
    left_out: counted.reduce((sum, { drift }) => sum + (drift?.left_out ?? 0), 0),
  };
}

/** Unknown entities come from the counts of documents, which every release wrote; their samples from the drift. */
function fieldsOf({ entities, drift }: Outcome): readonly DriftField[] {
  const paths = drift?.paths ?? [];
  const unknown = Object.entries(entities)
    .filter(([name]) => !isKnown(name))
    .map(([name, documents]) => {
      const sample = paths.find(({ entity, path }) => entity === name && path === '')?.sample ?? null;
      return { ...split(name), path: '', documents, sample };
    });
  const fields = paths.flatMap(({ entity: name, path, documents, sample }) => {
    const entity = ENTITIES.find((candidate) => `${candidate.source}.${candidate.name}` === name);
    const isOpen = path !== '' && entity !== undefined && !isKnownPath(entity, path);
    return isOpen ? [{ ...split(name), path, documents, sample }] : [];
  });
  return [...unknown, ...fields];
}

function split(name: string): Pick<DriftField, 'source' | 'entity'> {
  const dot = name.indexOf('.');
  return { source: name.slice(0, dot), entity: name.slice(dot + 1) };
}

function nameOf({ source, entity, path }: DriftField): string {
  return `${source}.${entity} ${path}`;
}
