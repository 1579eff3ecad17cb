import { readdir, readFile } from 'node:fs/promises';
import { bodyBytes, decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import { messageOf } from '../../receiver/errors.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import type { Sent } from './deliveries.ts';

interface Zone {
  /** by the hash of their bodies */
  readonly raw: ReadonlyMap<string, readonly { readonly key: string; readonly envelope: Envelope }[]>;
  readonly keys: ReadonlySet<string>;
  /** raw keys that a late pointer names */
  readonly pointed: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/**
 * What the landing zone must hold, given what was answered. Reads the folder itself, not through the store: what a store would
 * hide is of interest too.
 *
 * @returns a sentence per broken promise
 */
export async function judge(root: string, deliveries: readonly Sent[]): Promise<readonly string[]> {
  const zone = await readZone(root);
  const sent = new Set(deliveries.map(({ bodySha256 }) => bodySha256));
  const strangers = [...zone.raw.keys()]
    .filter((sha) => !sent.has(sha))
    .map((sha) => `an object nobody sent: body ${sha}`);
  const dangling = [...zone.pointed].filter((key) => !zone.keys.has(key)).map((key) => `a pointer to nothing: ${key}`);
  return [...zone.problems, ...strangers, ...dangling, ...deliveries.flatMap((delivery) => judgeOne(delivery, zone))];
}

function judgeOne(delivery: Sent, zone: Zone): readonly string[] {
  const { kind, name, answers, acknowledged, copies } = delivery;
  const said = (what: string): string => `${name} (answers ${answers.join(' ')}): ${what}`;
  const wrong = answers.filter((status) => ![200, 202, 503].includes(status));
  if (wrong.length > 0) return [said(`answered ${wrong.join(' ')}`)];
  if (acknowledged < copies) return [said('never acknowledged, though the receivers were up again')];
  const objects = zone.raw.get(delivery.bodySha256) ?? [];
  if (kind === 'hint') {
    const heard = objects.some(({ envelope }) => Date.parse(envelope.window_end ?? '') > delivery.sentAt.getTime());
    return heard ? [] : [said(`no object in or after its window, sent ${delivery.sentAt.toISOString()}`)];
  }
  const problems: string[] = [];
  const [object] = objects;
  if (object === undefined || objects.length > 1) problems.push(said(`${objects.length} objects`));
  if (object !== undefined && !bodyBytes(object.envelope).equals(delivery.signed.body))
    problems.push(said('other bytes'));
  if (object !== undefined && delivery.late && !zone.pointed.has(object.key)) problems.push(said('no late pointer'));
  // Only one writer can have created the object; who else says so has replaced it.
  const stored = answers.filter((status) => status === 202).length;
  if (stored > 1) problems.push(said(`stored ${stored} times`));
  return problems;
}

async function readZone(root: string): Promise<Zone> {
  const raw = new Map<string, { key: string; envelope: Envelope }[]>();
  const pointed = new Set<string>();
  const keys = new Set<string>();
  const problems: string[] = [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const key = `${entry.parentPath}/${entry.name}`.slice(root.length + 1);
    // Unfinished writes and probes of killed processes: in their own folders, seen by no reader.
    if (key.startsWith('.tmp/') || key.startsWith('state/probe/')) continue;
    try {
      const bytes = await readFile(`${root}/${key}`);
      if (key.startsWith('late/')) {
        pointed.add((JSON.parse(bytes.toString()) as { key: string }).key);
        continue;
      }
      if (parseRawKey(key) === undefined) throw new Error('a stranger');
      const envelope = decodeEnvelope(bytes);
      keys.add(key);
      raw.set(envelope.body_sha256, [...(raw.get(envelope.body_sha256) ?? []), { key, envelope }]);
    } catch (error) {
      problems.push(`${key}: ${messageOf(error)}`);
    }
  }
  return { raw, keys, pointed, problems };
}
