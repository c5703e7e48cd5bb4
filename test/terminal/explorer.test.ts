import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeProject, shows } from './project-terminal.ts';

const { down, up, enter, escape, ctrlC } = keys;

describe('the plan explorer in a terminal', () => {
  test('plan --explore shows the plan on the alternate screen, takes a burst of keys one by one, and leaves the scrollback as it was', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local', '--explore'], { columns: 120, rows: 30, tellsSettings: true });
    await terminal.until('the explorer', shows('q leave'));
    expect(terminal.isAlternate()).toBe(true);
    const at = (): string => terminal.screen().find((line) => line.includes('❯')) ?? '';
    const before = at();
    await terminal.type(`${down}${down}${down}${up}${up}${up}`);
    await terminal.until('the same row', () => at() === before);
    await terminal.type('/site');
    await terminal.until('what was found', shows('/site'));
    await terminal.type(`${enter}q`);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.isAlternate()).toBe(false);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(terminal.transcript().join('\n')).toContain('Plan: ');
  });

  test('the window may be as small as 40 by 10 and grow again', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local', '--explore'], { columns: 200, rows: 50 });
    await terminal.until('the explorer', shows('q leave'));
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && screen.some((line) => line.includes('❯')) && screen.some((line) => line.includes('q leave')));
    terminal.resize(200, 50);
    await terminal.until('both panes', (screen) => screen.some((line) => line.includes('│')) && shows('q leave')(screen));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('SIGTERM gives the terminal back', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local', '--explore']);
    await terminal.until('the explorer', shows('q leave'));
    terminal.signal('SIGTERM');
    await terminal.ended();
    expectRestored(terminal);
  });

  test('e opens the definition in the editor, at its line, and comes back', async () => {
    const folder = makeProject();
    const editor = join(folder, 'my editor.sh');
    writeFileSync(editor, '#!/bin/sh\necho "$@" > edited.txt\n', { mode: 0o755 });
    const terminal = atakora(folder, ['plan', '--local', '--explore'], { env: { VISUAL: `"${editor}" -x` } });
    await terminal.until('the explorer', shows('q leave'));
    await terminal.type('e');
    await terminal.until('the editor', () => existsSync(join(folder, 'edited.txt')));
    expect(readFileSync(join(folder, 'edited.txt'), 'utf8')).toMatch(/^-x \+\d+ .*atakora.*\.ts\n$/);
    await terminal.until('the explorer again', shows('q leave'));
    await terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
  });

  test('at the question of apply e walks through the plan and comes back to the question', async () => {
    const terminal = atakora(makeProject(), ['apply', '--local']);
    await terminal.until('the question', shows('Explore the plan'));
    await terminal.type('e');
    await terminal.until('the explorer', shows('q leave'));
    await terminal.type('q');
    await terminal.until('the question again', (screen) => shows('❯ Cancel')(screen) && !terminal.isAlternate());
    await terminal.type(escape);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('without a terminal the plan is printed, and said to be', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local', '--explore'], { env: { TERM: 'dumb' } });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join(' ')).toContain('--explore needs a terminal');
  });
});
