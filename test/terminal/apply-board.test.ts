import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeProject, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { ctrlC } = keys;
const state = '.atakora/local/state/7352bca4-48a9-460b-8fa7-435b82518fe3/dev@local';

/** A local Azure on which the database takes long enough to look at the board, press keys and resize. */
const slow = (ms: number): Readonly<Record<string, unknown>> => ({ timeScale: 0, durations: { 'Microsoft.DocumentDB/databaseAccounts': ms } });

const account = 'main/cosmos.main/account  creating';

/** A line of the final record: a stack or a resource that has ended. */
const finalLine = /^(?: {3})?✓ /;

/** Its last line, as far as 40 cells show it. */
const footer = /^\d+s · \d+\/38 done · \d+ running/;

/** Lines of the live board, which must never be left behind. */
const liveLine = /^ {4}[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] |^● |^○ waiting: | running · \d+ waiting/;

async function openBoard(folder: string, size: { readonly columns: number; readonly rows: number }, args: readonly string[] = []): Promise<TerminalSession> {
  const terminal = atakora(folder, ['apply', '--local', '--yes', ...args], size);
  await terminal.until('the board', (screen) => screen.some((line) => line.includes('main/cosmo')) && screen.some((line) => footer.test(line)));
  return terminal;
}

/** What the apply wrote: everything after the plan. */
function applied(terminal: TerminalSession): readonly string[] {
  const lines = terminal.transcript();
  return lines.slice(lines.findIndex((line) => line.startsWith('registered ')) + 1);
}

describe('the apply board', () => {
  test('adds final lines to the scrollback, each once, and leaves nothing of what moved', async () => {
    const folder = makeProject(slow(700));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    const scrolled: number[] = [];
    await terminal.until('the end of the database account', (screen) => {
      const goesOn = shows('cosmos.main/account creating')(screen);
      if (goesOn) scrolled.push(terminal.scrolledLines());
      return !goesOn;
    });
    // Nothing ended while the database was made, so nothing may have gone up.
    expect(new Set(scrolled.slice(1)).size).toBe(1);
    expect(scrolled.length).toBeGreaterThan(10);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    const records = applied(terminal).filter((line) => finalLine.test(line));
    expect(records).toHaveLength(38 + 5);
    expect(new Set(records.map((line) => line.trim().split('  ')[0])).size).toBe(records.length);
    expect(terminal.transcript().filter((line) => liveLine.test(line))).toEqual([]);
  });

  test('stays whole while the window goes from 120 by 40 to 40 by 10 and to 80 by 24', async () => {
    const folder = makeProject(slow(2_000));
    const terminal = await openBoard(folder, { columns: 120, rows: 40 });
    terminal.resize(40, 10);
    // Lines that a narrower window broke in two may stay above: only the terminal knows how many rows they take now.
    const isOneBoard = (screen: readonly string[]): boolean => {
      const board = screen.slice(screen.findLastIndex((line) => line.startsWith('● data'))).filter((line) => line !== '');
      return screen.filter((line) => footer.test(line)).length === 1 && footer.test(board.at(-1) ?? '') && board.some((line) => line.includes('main/cosmo'));
    };
    await terminal.until('one whole board in 40 by 10', (screen) => screen.length === 10 && isOneBoard(screen));
    terminal.resize(80, 24);
    await terminal.until('the account with its time in 80 cells', shows(account.replaceAll(/ +/g, ' ')));
    await terminal.until('one whole board in 80 by 24', (screen) => screen.length === 24 && isOneBoard(screen));
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    const lines = applied(terminal);
    expect(lines.filter((line) => finalLine.test(line))).toHaveLength(38 + 5);
    // A terminal that gets lower pushes what it showed into its scrollback, out of reach; from the next record on all is clean.
    const records = lines.slice(lines.findIndex((line) => line.startsWith('✓ data')));
    expect(records.filter((line) => liveLine.test(line))).toEqual([]);
    expect(terminal.screen().filter((line) => liveLine.test(line))).toEqual([]);
  });

  test('works in 40 by 10: one board, no line too wide, all records', async () => {
    const folder = makeProject(slow(500));
    const terminal = await openBoard(folder, { columns: 40, rows: 10 });
    expect(terminal.screen().filter((line) => footer.test(line))).toHaveLength(1);
    expect(await terminal.ended()).toBe(0);
    const records = applied(terminal).filter((line) => finalLine.test(line));
    expect(records).toHaveLength(38 + 5);
    expect(Math.max(...records.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(terminal.transcript().filter((line) => liveLine.test(line))).toEqual([]);
  });

  test('Ctrl-C says what happens, exits with 9, and the next apply finishes without a second deployment', async () => {
    const folder = makeProject(slow(1_500));
    const terminal = atakora(folder, ['apply', '--local', '--yes'], { tellsSettings: true });
    await terminal.until('the board', shows('cosmos.main/account creating'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(9);
    expectRestored(terminal);
    expectCooked(terminal);
    const told = terminal.transcript().join('\n').replaceAll(/\s+/g, ' ');
    expect(told).toContain('Detached: the deployment goes on in Azure');
    expect(told).toContain('Next: atakora apply');
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(false);
    expect(existsSync(join(folder, `${state}.json`))).toBe(false);

    const next = atakora(folder, ['apply', '--local', '--yes']);
    expect(await next.ended()).toBe(0);
    const applied = JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as { readonly resources: Readonly<Record<string, { readonly status: string }>> };
    expect(Object.keys(applied.resources)).toHaveLength(38);
    expect(new Set(Object.values(applied.resources).map(({ status }) => status))).toEqual(new Set(['applied']));
    const plan = atakora(folder, ['plan', '--local', '--detailed-exitcode']);
    expect(await plan.ended()).toBe(0);
  });
});
