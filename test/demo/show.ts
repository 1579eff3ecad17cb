import { styleText } from 'node:util';
import { renderTable } from '../../loader/terminal/table.ts';
import type { Played } from './play.ts';
import type { Prints } from './tables.ts';

type Style = Parameters<typeof styleText>[0];

/** Colour only on a terminal; `NO_COLOR` and the like are honoured. */
const style = (format: Style, text: string): string => styleText(format, text, { stream: process.stdout });

function line(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function title(text: string): void {
  line(style('bold', text));
  line();
}

/** Lines of text, with an empty one after them. */
export function note(...texts: readonly string[]): void {
  for (const text of texts) line(`  ${text}`.trimEnd());
  line();
}

export function problem(text: string): void {
  line(style(['red', 'bold'], `  NOT AS EXPECTED: ${text}`));
}

export function success(text: string): void {
  line(style(['green', 'bold'], `  ${text}`));
}

const WHAT_WIDTH = 40;
const ANSWER_WIDTH = 30;

/** What was sent, what was answered, and why: one line each. */
export function showPlayed(name: string, played: readonly Played[]): void {
  line(`  ${style('underline', name)}`);
  for (const { step, answers } of played) {
    const answer = style(colourOf(answers), answersText(answers).padEnd(ANSWER_WIDTH));
    line(`  ${step.what.padEnd(WHAT_WIDTH)}${answer}${style('dim', step.why)}`);
  }
  line();
}

export function answersText(answers: Readonly<Record<string, number>>): string {
  return Object.entries(answers)
    .map(([answer, times]) => (times === 1 ? answer : `${answer} ×${times}`))
    .join(', ');
}

function colourOf(answers: Readonly<Record<string, number>>): Style {
  const texts = Object.keys(answers);
  if (texts.some((answer) => !answer.startsWith('2'))) return 'red';
  return texts.some((answer) => answer.startsWith('202')) ? 'green' : 'yellow';
}

/** A command as it is typed; what it prints follows as a note. */
export function showCommand(typed: string): void {
  line(`  ${style('cyan', `$ ledgerlake ${typed}`)}`);
}

export function showTable(options: Parameters<typeof renderTable>[0]): void {
  const [head = '', ...rows] = renderTable(options).split('\n');
  note(style('dim', head), ...rows);
}

/** Row counts, in two columns of tables. */
export function showCounts(prints: Prints): void {
  const tables = Object.entries(prints).map(([table, { rows }]) => [table, rows] as const);
  const half = Math.ceil(tables.length / 2);
  showTable({
    head: ['table', 'rows', '  table', 'rows'],
    right: [1, 3],
    rows: tables.slice(0, half).map((left, i) => {
      const [table = '', rows] = tables[half + i] ?? [];
      return [...left, `  ${table}`, rows];
    }),
  });
}

/** Hashes of the same tables at several times, side by side; the last column says whether they are equal. */
export function showHashes(times: Readonly<Record<string, Prints>>): void {
  const [first = {}] = Object.values(times);
  showTable({
    head: ['SHA-256 of', ...Object.keys(times), ''],
    rows: Object.keys(first).map((table) => {
      const hashes = Object.values(times).map((prints) => prints[table]?.hash ?? 'missing');
      const verdict = new Set(hashes).size === 1 ? style('green', 'equal') : style('red', 'DIFFERENT');
      return [table, ...hashes.map((hash) => hash.slice(0, 12)), verdict];
    }),
  });
}
