import type { Measurement, Spread } from './bench-case.ts';

/** The measured lines of one group. */
export interface GroupResult {
  readonly title: string;
  readonly about: string;
  readonly lines: readonly Measurement[];
}

/** Where and on what the benchmarks ran. */
export interface RunFacts {
  readonly machine: string;
  readonly node: string;
  /** Short hash of the commit, with a note when files were changed. */
  readonly commit: string;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly day: string;
  /** Processes that wanted a core besides, as the load of the minute before. */
  readonly load: string;
  readonly rounds: number;
}

const columns = ['case', 'median', 'middle half', 'ratio', 'aim', 'met'];

function digits(value: number, unit: Measurement['unit']): string {
  return value < 10 || (unit !== 'MB' && value < 100) ? value.toFixed(1) : value.toFixed(0);
}

function range({ lowerQuartile, upperQuartile }: Spread, unit: Measurement['unit']): string {
  return lowerQuartile === upperQuartile ? '' : `${digits(lowerQuartile, unit)} – ${digits(upperQuartile, unit)}`;
}

function cells({ name, value, unit, ratio, aim, met }: Measurement): readonly string[] {
  return [
    name,
    `${digits(value.median, unit)} ${unit ?? 'ms'}`,
    range(value, unit),
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    aim ?? '',
    met === undefined ? '' : met ? 'yes' : '**no**',
  ];
}

function table(lines: readonly Measurement[]): string {
  const rows = [columns, ...lines.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const print = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [print(columns), rule, ...lines.map((line) => print(cells(line)))].join('\n');
}

/** The page `docs/benchmarks.md`: facts of the run and a table for each group. */
export function resultsPage(facts: RunFacts, groups: readonly GroupResult[]): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. The package is built, packed and installed elsewhere, and measured there. Each value is the median of several runs; half',
    'of them lie in the range beside it. Commands that are compared run in turns, so that a busy moment of the machine hits all of them. Aims are not',
    'tests: tests hold what makes things slow, such as which files are loaded.',
    '',
    `- Machine: ${facts.machine}, load ${facts.load} at the start`,
    `- Node.js: ${facts.node}`,
    `- Commit: ${facts.commit}, ${facts.day}`,
    `- Rounds: ${facts.rounds}; start-up three times as many, long cases fewer, at least 3`,
    ...groups.flatMap(({ title, about, lines }) => ['', `## ${title}`, '', about, '', table(lines)]),
    '',
  ].join('\n');
}
