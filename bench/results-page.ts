import type { Measurement, Skipped } from './bench-case.ts';

/** The measured lines of one group. */
export interface GroupResult {
  readonly title: string;
  readonly lines: readonly (Measurement | Skipped)[];
}

/** Where and on what the benchmarks ran. */
export interface RunFacts {
  readonly machine: string;
  readonly node: string;
  /** Short hash of the commit, with a note when files were changed. */
  readonly commit: string;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rounds: number;
}

const columns = ['case', 'median', 'ratio to `node -e 0`', 'peak memory', 'aim', 'met'];

function cells(line: Measurement | Skipped): readonly string[] {
  if ('reason' in line) return [line.name, 'not measured', '', '', line.reason, ''];
  const { name, medianMs, ratio, peakMemoryMb, aim, met } = line;
  return [
    name,
    `${medianMs < 100 ? medianMs.toFixed(1) : medianMs.toFixed(0)} ms`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    peakMemoryMb === undefined ? '' : `${peakMemoryMb.toFixed(0)} MB`,
    aim ?? '',
    met === undefined ? '' : met ? 'yes' : 'no',
  ];
}

function table(lines: readonly (Measurement | Skipped)[]): string {
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
    'Written by `npm run bench`. Times are medians of whole processes unless a line says otherwise; a ratio compares with',
    'a Node that does nothing, measured in turns in the same run. Aims are no tests: tests hold the causes instead.',
    '',
    `- Machine: ${facts.machine}`,
    `- Node.js: ${facts.node}`,
    `- Commit: ${facts.commit}, ${facts.day}`,
    `- Rounds: ${facts.rounds}`,
    ...groups.flatMap(({ title, lines }) => ['', `## ${title}`, '', table(lines)]),
    '',
  ].join('\n');
}
