import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Browser } from '../browser/browser.ts';
import type { SampleThing } from '../browser/sample-browser.fake.ts';
import { sampleBrowser, sampleThings } from '../browser/sample-browser.fake.ts';
import { wordGlyphs } from '../text/glyphs.ts';
import { browseByLines } from './browse-by-lines.ts';
import { createSurface } from './text-surface.ts';

const things = sampleThings(3);
const table: Browser<SampleThing> = {
  ...sampleBrowser,
  columns: [{ title: '  name', text: ({ name }) => `~ ${name}`, rank: 0 }, ...['dev', 'prod'].map((cell) => ({ title: cell, text: ({ state }: SampleThing) => state, rank: 1, cell }))],
  actions: [{ key: 'enter', name: 'change', help: 'Changes the cell.', takes: 'one', ask: { prompt: ({ column }) => `Value in ${column ?? ''}:`, initial: () => 'fine', check: (text) => (text === 'bad' ? 'not that' : undefined) }, command: ({ column, items, text }) => ['set', column ?? '', items[0]?.name ?? '', text] }],
};

/** What is chosen and what was said when these lines are typed. */
async function browsed(browser: Browser<SampleThing>, ...lines: readonly string[]) {
  const stdin = Object.assign(new PassThrough(), { ref: () => undefined });
  const stdout = new PassThrough();
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const chosen = await browseByLines(browser, things, { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream }, createSurface({ width: 80, glyphs: wordGlyphs, screenReader: true }));
  return { chosen, told: String(stdout.read() ?? '') };
}

describe('a browser in lines', () => {
  test('numbers rows and actions, and answers with the command line', async () => {
    const { chosen, told } = await browsed(sampleBrowser, '1,3', '1', '1');
    expect(told).toContain('mend: only what is broken can be mended');
    expect(told.match(/Numbers of rows/g)).toHaveLength(2);
    expect(chosen).toMatchObject({ argv: ['things', 'mend', 'thing-0'] });
    expect((await browsed(sampleBrowser, '1', '1')).chosen).toEqual({ kind: 'run', argv: ['things', 'mend', 'thing-0'] });
    expect((await browsed(sampleBrowser, '', '1')).chosen).toMatchObject({ argv: ['things', 'add'] });
  });

  test('says what is wrong with a number and asks again; nothing, or the end of the input, leaves', async () => {
    const { chosen, told } = await browsed(sampleBrowser, '9', '2', '9', '');
    expect(told).toContain('Answer numbers from 1 to 3.');
    expect(chosen).toBeUndefined();
    expect((await browsed(sampleBrowser)).chosen).toBeUndefined();
  });

  test('asks for a line until it can be taken; nothing goes back to the actions', async () => {
    expect((await browsed(sampleBrowser, '1', '2', 'new name')).chosen).toMatchObject({ argv: ['things', 'call', 'thing-0', 'new name'] });
    const { chosen, told } = await browsed(sampleBrowser, '1', '2', '', '1');
    expect(told.match(/What is to be done/g)).toHaveLength(2);
    expect(chosen).toMatchObject({ argv: ['things', 'mend', 'thing-0'] });
  });

  test('asks for the column of a table of cells, and takes what stands there for nothing', async () => {
    const { chosen, told } = await browsed(table, '1', '3', '2', '1', 'bad', '');
    expect(told).toContain('1. kind 0, thing-0, dev: broken, prod: broken\n');
    expect(told).toContain('Answer a number from 1 to 2.');
    expect(told).toContain('Value in prod: (nothing: fine) not that\n');
    expect(chosen).toMatchObject({ argv: ['set', 'prod', 'thing-0', 'fine'] });
  });

  test('gives each of several items a command line of its own where an action wants that', async () => {
    const browser: Browser<SampleThing> = { ...sampleBrowser, actions: [{ key: 'r', name: 'remove', help: 'Removes it.', takes: 'many', each: true, command: ({ items }) => ['remove', ...items.map(({ name }) => name)] }] };
    expect((await browsed(browser, '1,2', '1')).chosen).toMatchObject({ argv: ['remove', 'thing-0'], rest: [['remove', 'thing-1']] });
  });
});
