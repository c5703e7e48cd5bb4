import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyCommandLine, withoutRow } from './command-lines.ts';
import type { Lane, LaneEnd } from './output-matrix-lanes.ts';
import { lanes, runInLane } from './output-matrix-lanes.ts';
import type { MatrixRow } from './output-matrix-rows.ts';
import { matrixProject, matrixRows } from './output-matrix-rows.ts';
import type { TestProject } from './project.ts';
import { makeFolder, makeProject } from './project.ts';

const escape = '\u001B';
// oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for
const colours = /\u001B\[[\d;:]*m/;

let base: TestProject;

beforeAll(async () => {
  base = makeProject(matrixProject);
  await base.done('apply', '--local', '--yes', '--secrets-file', 'values.env');
});

/** A copy in a folder of its own, with room beside it. */
function projectFor(lane: Lane): string {
  const folder = join(makeFolder(), 'notes');
  mkdirSync(folder);
  cpSync(base.folder, folder, { recursive: true });
  expect(lane.name).not.toBe('');
  return folder;
}

/** Everything that is wrong with how a row ended. */
function wrongWith(row: MatrixRow, lane: Lane, { code, stdout, stderr }: LaneEnd): readonly string[] {
  const both = stdout + stderr;
  // With --json people read standard error, which is a terminal of theirs.
  const unpainted = lane.json === true ? stdout : both;
  const wanted = row.exit ?? (row.names === undefined ? 0 : 64);
  const problems = [
    ...(code === wanted ? [] : [code === undefined ? 'did not end' : `exit ${String(code)} in place of ${String(wanted)}`]),
    ...(row.names === undefined || both.replaceAll(/\s+/g, ' ').includes(row.names) ? [] : [`does not name ${row.names}`]),
    ...(lane.redraws === true || !unpainted.includes(escape) ? [] : ['writes an escape sequence']),
    ...(colours.test(unpainted) ? ['writes colours'] : []),
    ...(lane.json === true && row.printsAsIs !== true ? wrongJson(stdout) : []),
    ...(both.trim() === '' ? ['says nothing'] : []),
  ];
  return problems.map((problem) => `${row.argv.join(' ')}: ${problem}\n${both.slice(-1_500)}`);
}

/** One document, or one event a line, from `start` or an error to the end. */
function wrongJson(text: string): readonly string[] {
  if (isJson(text)) return [];
  const lines = text.split('\n');
  if (lines.pop() !== '') return ['the last line of JSON is not ended'];
  return lines.filter((line) => !isJson(line)).map((line) => `a line that is no JSON: ${line.slice(0, 200)}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the output matrix', () => {
  it('has a row for every command, and for every verb of those that have some', async () => {
    const lines = await everyCommandLine();
    expect(withoutRow(lines, matrixRows.map(({ argv }) => argv))).toEqual([]);
    expect(lines.length).toBeGreaterThan(40);
  });

  it('finds what it looks for', () => {
    const lane = lanes[0] as Lane;
    const row: MatrixRow = { argv: ['x'], names: '--yes' };
    const problems = (end: LaneEnd, of = lane): readonly string[] => wrongWith(row, of, end).map((text) => text.split('\n')[0] ?? '');
    expect(problems({ code: 64, stdout: '', stderr: 'Give --yes' })).toEqual([]);
    expect(problems({ code: 0, stdout: `${escape}[31mred`, stderr: '' })).toEqual(['x: exit 0 in place of 64', 'x: does not name --yes', 'x: writes an escape sequence', 'x: writes colours']);
    expect(problems({ code: undefined, stdout: '--yes', stderr: '' })).toEqual(['x: did not end']);
    expect(problems({ code: 64, stdout: '{}\n--yes\n', stderr: '' }, { ...lane, json: true })).toEqual(['x: a line that is no JSON: --yes']);
  });

  it.concurrent.each(lanes.map((lane) => [lane.name, lane] as const))('holds for every command: %s', { timeout: 900_000 }, async (_name, lane) => {
    const folder = projectFor(lane);
    const wrong: string[] = [];
    for (const row of matrixRows) {
      row.before?.(folder);
      wrong.push(...wrongWith(row, lane, await runInLane(lane, row, folder)));
    }
    expect(wrong).toEqual([]);
  });
});
