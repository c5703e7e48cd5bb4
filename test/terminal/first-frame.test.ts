import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { stripEscapes } from '../../src/ui/text/display-width.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, makeProject, shows } from './project-terminal.ts';

/** What a terminal shows after these bytes. */
async function shownBy(raw: string): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(raw, resolve));
  return Array.from({ length: 24 }, (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '');
}

/** What stands before Ink draws: it begins every picture with this. */
const beforeInk = (raw: string): string => raw.slice(0, raw.indexOf('\u001B[?2026h'));

/** Ends every picture of Ink. */
const drawn = '\u001B[?2026l';

describe('the first frame of init', () => {
  test('is the first question, and the screen after it is the same', async () => {
    const terminal = atakora(makeFolder('shop'), ['init']);
    await terminal.until('the screen', () => terminal.raw().includes(drawn));
    const first = await shownBy(beforeInk(terminal.raw()));
    expect(first.join('\n')).toContain('What is the project called?');
    // What is worth knowing of the answer comes later.
    expect(await shownBy(terminal.raw().slice(0, terminal.raw().indexOf(drawn)))).toEqual(first);
    expect(terminal.scrolledLines()).toBe(0);
  });

  test('keeps keys that are typed at it, without an echo', async () => {
    const terminal = atakora(makeFolder('shop'), ['init']);
    await terminal.until('the first question', shows('What is the project called?'));
    terminal.typeLine(`-eu${keys.enter}`);
    await terminal.until('the second question', shows('Which organization'));
    await terminal.type(keys.escape);
    await terminal.until('the answer', (screen) => screen.some((line) => /^. shop-eu/.test(line)));
    expect(beforeInk(terminal.raw())).not.toContain('-eu');
    expect(terminal.screen().filter((line) => line.includes('What is the project called?'))).toHaveLength(1);
  });

  test('is left with Ctrl-C: nothing is written and the terminal is as it was', async () => {
    const terminal = atakora(makeFolder('shop'), ['init'], { tellsSettings: true });
    await terminal.until('the first question', shows('What is the project called?'));
    terminal.typeLine(keys.ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
  });

  test('says that a folder is looked at which may answer the question, and leaves nothing of that', async () => {
    const folder = makeFolder('shop');
    writeFileSync(join(folder, 'package.json'), '{ "name": "shop" }');
    const terminal = atakora(folder, ['init']);
    await terminal.until('the first question', shows('What is the project called?'));
    expect(await shownBy(beforeInk(terminal.raw()))).toContain('Looking at this folder…');
    expect(terminal.screen().join('\n')).not.toContain('Looking');
  });

  test('gives the terminal back when the command ends at once', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--location', 'nowhere'], { tellsSettings: true });
    expect(await terminal.ended()).not.toBe(0);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(terminal.transcript().join('\n')).not.toContain('Looking');
  });
});

describe('the first frame of plan', () => {
  test('says that the backend is read, and gives way to the plan', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local']);
    expect(await terminal.ended()).toBe(0);
    expect(stripEscapes(terminal.raw()).startsWith('Reading the backend…')).toBe(true);
    const told = terminal.transcript().join('\n');
    expect(told).not.toContain('Reading the backend');
    expect(told).toContain('using environment dev');
  });

  test('gives way to a failure, which is told on the other stream', async () => {
    const terminal = atakora(makeFolder('empty'), ['plan', '--local']);
    expect(await terminal.ended()).not.toBe(0);
    const [line] = terminal.transcript();
    expect(line).toContain('ATK1101');
    expectRestored(terminal);
  });
});
