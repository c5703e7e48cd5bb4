import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/model/json.ts';
import { expectRestored } from './frames.ts';
import { stateOf, writeNetworks } from './networks-project.ts';
import { atakora, edit, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, enter, ctrlC } = keys;
const runsFolder = '.atakora/local/runs';

/** Networks that were applied twice: with a timeout of 4 minutes, then the hub with 20. */
async function appliedTwice(): Promise<string> {
  const folder = makeFolder('networks');
  writeNetworks(folder);
  expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
  edit(folder, 'atakora/backend.ts', 'flowTimeoutInMinutes: 4', 'flowTimeoutInMinutes: 20');
  expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
  return folder;
}

const runsOf = (folder: string): readonly string[] => readdirSync(join(folder, runsFolder)).sort();
const hubTimeout = (folder: string): unknown => {
  const properties = stateOf(folder).resources['main/net/hub']?.desired['properties'];
  return isJsonObject(properties) ? properties['flowTimeoutInMinutes'] : undefined;
};

function explore(folder: string, options: Parameters<typeof atakora>[2] = {}): TerminalSession {
  return atakora(folder, ['history', '--local', '--explore'], options);
}

const listed = (screen: readonly string[]): boolean => shows('q leave')(screen) && screen.some((line) => line.includes('❯ ○'));

describe('the history screen in a terminal', () => {
  test('goes back to the first run and shows that as a run of its own', { timeout: 60_000 }, async () => {
    const folder = await appliedTwice();
    expect(hubTimeout(folder)).toBe(20);
    const [first = ''] = runsOf(folder);
    const terminal = explore(folder, { columns: 120, rows: 30 });
    await terminal.until('the runs', listed);
    await terminal.type(`${down}B`);
    await terminal.until('the question', shows('Apply to dev@local'));
    expect(terminal.transcript().join('\n')).toContain(`going back to run ${first}`);
    await terminal.type(down + enter);
    await terminal.until('the way back', shows('Enter goes back to the history'));
    expect(hubTimeout(folder)).toBe(4);
    terminal.typeLine(enter);
    await terminal.until('the new run', (screen) => listed(screen) && shows('rollback')(screen));
    const at = terminal.screen().find((line) => line.includes('❯')) ?? '';
    expect(at).toContain('+4');
    await terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
  });

  test('walks through the plan of a run, compares two that are marked, and prints the record', { timeout: 60_000 }, async () => {
    const folder = await appliedTwice();
    const [first = '', second = ''] = runsOf(folder);
    const terminal = explore(folder, { columns: 120, rows: 30 });
    await terminal.until('the runs', listed);
    await terminal.type('p');
    await terminal.until('the plan', (screen) => terminal.isAlternate() && shows('[-] network (1)')(screen));
    await terminal.type('q');
    await terminal.until('the way back', shows('Enter goes back to the history'));
    terminal.typeLine(enter);
    await terminal.until('the runs again', listed);
    await terminal.type('  d');
    await terminal.until('the difference', shows('1 file differs.'));
    const text = terminal.screen().join('\n');
    expect(text).toContain(`$ atakora diff ${first} ${second} --local`);
    expect(text).toMatch(/-\s+"flowTimeoutInMinutes": 4/);
    expect(text).toMatch(/\+\s+"flowTimeoutInMinutes": 20/);
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
  });

  test('opens on 2,000 runs without reading all of them, takes bursts, fits 40 by 10, and leaves with 130 on Ctrl-C', { timeout: 60_000 }, async () => {
    const folder = await appliedTwice();
    const [first = ''] = runsOf(folder);
    const result = JSON.parse(readFileSync(join(folder, runsFolder, first, 'result.json'), 'utf8')) as object;
    for (let index = 0; index < 2_000; index += 1) {
      const at = new Date(Date.UTC(2025, 0, 1) + index * 3_600_000).toISOString();
      const run = `synth-${at.slice(0, 10).replaceAll('-', '')}-${at.slice(11, 19).replaceAll(':', '')}-${index.toString(16).padStart(8, '0')}`;
      mkdirSync(join(folder, runsFolder, run));
      // The older half could not even be read: nobody comes there.
      writeFileSync(join(folder, runsFolder, run, 'result.json'), index < 1_000 ? '{' : JSON.stringify({ ...result, run, endedAt: at }));
    }
    const terminal = explore(folder, { columns: 200, rows: 50 });
    await terminal.until('the newest part', (screen) => listed(screen) && shows('100 read, older ones follow')(screen));
    await terminal.type('>');
    await terminal.until('a further part', shows('200 read, older ones follow'));
    await terminal.type(`${down.repeat(30)}<`);
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && shows('q leave')(screen) && listed(screen));
    await terminal.type('/2025-03');
    await terminal.until('what a search of all leaves', (screen) => shows('/2025-03')(screen) && !shows('older ones follow')(screen));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('is read out as numbered lines for a screen reader; without a person the runs are printed', { timeout: 60_000 }, async () => {
    const folder = await appliedTwice();
    const terminal = explore(folder, { env: { ATAKORA_SCREEN_READER: '1' } });
    await terminal.until('the question', shows('Numbers of rows'));
    terminal.typeLine(`1${enter}`);
    await terminal.until('the actions', shows('What is to be done, by number'));
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toMatch(/1\. \d{4}-\d\d-\d\d, \d\d:\d\d, command: apply, changes: ~1, result: succeeded/);
    terminal.typeLine(enter + enter);
    expect(await terminal.ended()).toBe(0);
    const piped = explore(folder, { env: { CI: 'true' } });
    expect(await piped.ended()).toBe(0);
    expect(piped.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('--explore needs a person at a terminal: the history is printed only');
  });
});
