import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsIn } from '../bundle-files.ts';
import { type Lane, openLane, type Target } from './lane.ts';
import { requiredCli } from './required-cli.ts';

const cli = requiredCli();
const TARGETS: readonly Target[] = ['dev', 'prod'];

// What the CLI makes of the two targets, for the same user. A difference that is new is seen in review.
describe.skipIf(cli === undefined)('dev and prod', () => {
  const lanes: Lane[] = [];
  beforeAll(async () => {
    for (const target of TARGETS) lanes.push(await openLane({ cli: cli!, target, who: 'user' }));
  });
  afterAll(async () => {
    for (const lane of lanes) await lane.close();
  });

  it('differ in nothing but what is written down', async () => {
    const [dev, prod] = await Promise.all(lanes.map(resourcesOf));
    const paths = [...new Set([...dev!.keys(), ...prod!.keys()])].sort();
    const lines = paths
      .filter((path) => dev!.get(path) !== prod!.get(path))
      .map((path) => `${path}\n  dev:  ${dev!.get(path) ?? '-'}\n  prod: ${prod!.get(path) ?? '-'}\n`);
    await expect(lines.join('')).toMatchFileSnapshot('dev-to-prod.txt');
  });
});

async function resourcesOf(lane: Lane): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await lane.ok('validate', '--output', 'json');
  const { resources } = JSON.parse(stdout) as { resources: unknown };
  const texts = textsIn(resources).map(({ path, text }) => [path, text.replaceAll(lane.root, '<root>')] as const);
  return new Map(texts.filter(([path]) => !path.endsWith('.url')));
}
