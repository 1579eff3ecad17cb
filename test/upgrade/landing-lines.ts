import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Line = readonly [key: string, encoding: 'utf8' | 'base64', content: string];

/** A landing zone as one file: a line of JSON per object. */
export function writeLines(file: string, objects: readonly (readonly [key: string, bytes: Buffer])[]): void {
  const lines = objects.map(([key, bytes]): Line => {
    const encoding = bytes.equals(Buffer.from(bytes.toString('utf8'))) ? 'utf8' : 'base64';
    return [key, encoding, bytes.toString(encoding)];
  });
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Writes the objects under a folder. @returns their keys */
export function unpackLines(file: string, folder: string, prefixes: readonly string[] = ['']): readonly string[] {
  const keys: string[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    const [key, encoding, content] = JSON.parse(text) as Line;
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), Buffer.from(content, encoding));
    keys.push(key);
  }
  return keys;
}
