import { setTimeout as delay } from 'node:timers/promises';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { Checks } from '../demo/checks.ts';
import { note, showCommand } from '../demo/show.ts';
import { type Place, WAIT_MS, WINDOW_MS } from './place.ts';
import { type Ended, ledgerlake, type Run } from './processes.ts';

export interface Stage {
  readonly place: Place;
  readonly checks: Checks;
  readonly warehouse: Warehouse;
  /** everything that commands printed, for the search for secrets */
  readonly printed: string[];
}

export type CommandOptions = Pick<Run, 'onAddress'> & {
  /** default 0 */
  readonly expected?: number;
  /** default: everything it prints */
  readonly shown?: (ended: Ended) => readonly string[];
};

/** Shows a command, runs it, shows what it printed, and checks its exit code. */
export async function command(stage: Stage, typed: string, options: CommandOptions = {}): Promise<Ended> {
  const { place, checks, printed } = stage;
  const { expected = 0, shown = ({ lines }) => lines, onAddress } = options;
  showCommand(typed);
  const run = { args: typed.split(' '), configFile: place.configFile };
  const ended = await ledgerlake({ ...run, ...(onAddress === undefined ? {} : { onAddress }) });
  const isExpected = ended.code === expected;
  const lines = isExpected ? shown(ended) : ended.lines;
  note(...lines.filter((line) => !isOldWarning(line, printed)).map(cut));
  printed.push(...ended.lines);
  checks.equal(`exit code of "${typed}"`, ended.code, expected);
  return ended;
}

/** Until every webhook was answered and the windows of the hints have closed. */
export async function settle({ place }: Stage): Promise<void> {
  await place.fresh.deliveries.settled();
  await place.zoho.deliveries.settled();
  await delay(WAIT_MS);
}

/** A timer may fire a little before its time. */
const EARLY_MS = 20;

/** Until the present window of the hints is over, so that what comes at once comes into one. */
export async function newWindow({ place }: Stage): Promise<void> {
  await place.fresh.deliveries.settled();
  await delay(WINDOW_MS - (Date.now() % WINDOW_MS) + EARLY_MS);
}

/** What was sent since the last look, one line each: `invoice.update 60417   202`. */
export function sentLines(stage: Stage, provider: 'fresh' | 'zoho'): readonly string[] {
  const { sent } = stage.place[provider].deliveries;
  return sent.splice(0).map(({ label, status }) => `${label.padEnd(44)}${status ?? 'no answer'}`);
}

/** Every command says what is odd in the configuration; here once is enough. */
function isOldWarning(line: string, printed: readonly string[]): boolean {
  return line.startsWith('warning: connections.') && printed.includes(line);
}

const SHOWN_LENGTH = 132;

function cut(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH - 1)}…`;
}
