import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { state, wait } from './board-session.ts';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeProject, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

/** The account takes long; beside it some things are still made when the terminal is lost. */
const world = { timeScale: 0, durations: { 'Microsoft.DocumentDB/databaseAccounts': 9_000 } };

/** The picture: from the running stack to the counts. */
function boardOf(terminal: TerminalSession): readonly string[] {
  const screen = terminal.screen();
  const first = screen.findLastIndex((line) => line.startsWith('● data'));
  return screen.slice(first).filter((line) => line !== '');
}

/** The same without what differs: times, what still waits (nothing is started by who returns), and the word for it. */
function treeOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !/^(?:○ waiting|\d+s · |critical path)/.test(line)).map((line) => line.replace(', taken up from an earlier run', '').replaceAll(/\d+s/g, '#s').replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '~'));
}

const elapsed = (lines: readonly string[], name: string): number => Number(/(?:^| )(\d+)s/.exec(lines.find((line) => line.includes(name)) ?? '')?.[1] ?? Number.NaN);

/** Runs until only the account is left, for at least two seconds. */
async function lateBoard(folder: string): Promise<{ readonly terminal: TerminalSession; readonly board: readonly string[] }> {
  const terminal = atakora(folder, ['apply', '--local', '--yes']);
  await terminal.until('the board after two seconds', (screen) => screen.some((line) => /main\/cosmos\.main\/account {2}creating [2-9]s/.test(line)) && screen.some((line) => line.includes('● data  19/24')));
  return { terminal, board: boardOf(terminal) };
}

/** How a terminal is lost, and what is left then. */
const losses = [
  ['Ctrl-C and leaving', async (terminal: TerminalSession) => {
    await terminal.type(keys.ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    await terminal.type(keys.enter);
    expect(await terminal.ended()).toBe(9);
  }, false],
  ['SIGHUP', async (terminal: TerminalSession) => {
    terminal.signal('SIGHUP');
    expect(await terminal.ended()).toBe(9);
    expectRestored(terminal);
  }, false],
  ['the end of the terminal', async (terminal: TerminalSession) => {
    terminal.close();
    await gone(terminal.processId);
  }, false],
  ['kill -9', async (terminal: TerminalSession) => {
    terminal.signal('SIGKILL');
    await terminal.ended();
  }, true],
] as const;

async function gone(processId: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      process.kill(processId, 0);
    } catch {
      return;
    }
    await wait(50);
  }
  throw new Error('it still runs');
}

describe('returning to an apply', () => {
  test.each(losses)('after %s shows the same board, since when it runs, and what had ended', async (_how, lose, locked) => {
    const folder = makeProject(world);
    const { terminal, board } = await lateBoard(folder);
    await lose(terminal);
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(locked);
    expect(existsSync(join(folder, `${state}.journal.ndjson`))).toBe(true);

    const attached = atakora(folder, ['apply', '--attach', '--local']);
    await attached.until('the board', (screen) => screen.some((line) => line.startsWith('● data  19/24')));
    const again = boardOf(attached);
    expect(treeOf(again)).toEqual(treeOf(board));
    for (const name of ['● data', 'main/cosmos.main/account']) expect(elapsed(again, name), again.join('\n')).toBeGreaterThanOrEqual(elapsed(board, name));
    expect(elapsed(again.slice(-1), ' done')).toBeGreaterThanOrEqual(elapsed(board.slice(-1), ' done'));
    const before = ['✓ foundation', '✓ security', '✓ observability', '✓ main/vault.main/vault'];
    for (const told of before) expect(attached.transcript().join('\n')).toContain(told);

    expect(await attached.ended()).toBe(0);
    expectRestored(attached);
    const told = attached.transcript();
    for (const stack of ['foundation', 'security', 'observability', 'data']) expect(told.filter((line) => line.startsWith(`✓ ${stack}`))).toHaveLength(1);
    expect(told.filter((line) => /^ {3}✓ /.test(line))).toHaveLength(32);
    expect(told.join(' ').replaceAll(/\s+/g, ' ')).toContain('leaves 6 changes to apply');
    const recorded = JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as { readonly resources: Readonly<Record<string, unknown>> };
    expect(Object.keys(recorded.resources)).toHaveLength(32);
  });

  test('in lines says how much had ended, and tells the rest', async () => {
    const folder = makeProject(world);
    const { terminal } = await lateBoard(folder);
    terminal.signal('SIGKILL');
    await terminal.ended();
    const attached = atakora(folder, ['apply', '--attach', '--local'], { env: { TERM: 'dumb' }, rows: 60 });
    expect(await attached.ended()).toBe(0);
    const told = attached.transcript();
    expect(told).toContain('Taking up 32 resources in 4 stacks');
    expect(told).toContain('27 of them ended before');
    expect(told.filter((line) => /✓ main\//.test(line))).toHaveLength(5);
  });
});
