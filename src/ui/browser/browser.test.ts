import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import type { ScreenKey } from '../screen-key.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs, unicodeGlyphs } from '../text/glyphs.ts';
import type { Browser } from './browser.ts';
import { browserKeys } from './browser-keys.ts';
import { browserLines } from './browser-lines.ts';
import type { BrowserState } from './browser-state.ts';
import { beginBrowser, currentId, placeOf } from './browser-state.ts';
import { pressBrowser } from './press-browser.ts';
import type { SampleThing } from './sample-browser.fake.ts';
import { sampleBrowser, sampleThings } from './sample-browser.fake.ts';

const type = (text: string): ScreenKey => ({ name: 'text', text });
const press = (state: BrowserState<SampleThing>, ...keys: readonly (ScreenKey | string)[]) => keys.map((key) => (typeof key === 'string' ? type(key) : key)).reduce<BrowserState<SampleThing>>((before, key) => pressBrowser(before, key), state);
const begun = beginBrowser(sampleBrowser, sampleThings(10));
const enter = { name: 'enter' } as const;
const argv = ({ end }: BrowserState<SampleThing>) => (end?.kind === 'run' ? end.argv : end?.kind);

/** A table whose cells are pointed at. */
const table: Browser<SampleThing> = {
  ...sampleBrowser,
  columns: [{ title: 'name', text: ({ name }) => name, rank: 0 }, ...['dev', 'qa', 'staging', 'prod'].map((cell) => ({ title: cell, text: ({ state }: SampleThing) => `${state} in ${cell}`, rank: 1, cell }))],
  actions: [{ key: 'e', name: 'edit', help: 'Edits the cell.', takes: 'one', command: ({ items, column }) => ['set', column ?? '', items[0]?.name ?? ''] }],
};

describe('a browser', () => {
  test('begins with nothing marked, on the first item, and takes what the cursor is on or what is marked', () => {
    expect([...begun.marked]).toEqual([]);
    expect(currentId(begun)).toBe('thing-0');
    expect(argv(press(begun, 'm'))).toEqual(['things', 'mend', 'thing-0']);
    expect(argv(press(begun, ' ', { name: 'down' }, { name: 'down' }, ' ', 'm'))).toEqual(['things', 'mend', 'thing-0', '日本-3']);
    expect(argv(press(begun, 'A'))).toEqual(['things', 'add']);
  });

  test('says why something cannot be done, and does nothing', () => {
    const refused = press(begun, { name: 'down' }, 'm');
    expect(refused.end).toBeUndefined();
    expect(refused.notice).toBe('mend: only what is broken can be mended');
    expect(press(beginBrowser(sampleBrowser, []), 'm').notice).toBe('mend: there is nothing to do it with');
  });

  test('asks for a line, checks it, and takes it with the command', () => {
    const asked = press(begun, 'c');
    expect(press(asked, enter)).toMatchObject({ notice: 'a name has letters', mode: { kind: 'ask' } });
    expect(argv(press(asked, 'new q?', enter))).toEqual(['things', 'call', 'thing-0', 'new q?']);
    expect(press(asked, { name: 'escape' }).mode.kind).toBe('browse');
  });

  test('lists on Enter what can be done; a key there does it at once', () => {
    expect(argv(press(begun, enter, enter))).toEqual(['things', 'mend', 'thing-0']);
    expect(argv(press(begun, enter, { name: 'down' }, { name: 'down' }, enter))).toEqual(['things', 'add']);
    expect(argv(press(begun, enter, 'A'))).toEqual(['things', 'add']);
  });

  test('keeps cursor, filter and marks over new items, and opens again where it was', () => {
    const at = press(begun, { name: 'down' }, { name: 'down' }, ' ');
    const fewer = pressBrowser(at, { name: 'news', news: { items: sampleThings(10).slice(2), isLoading: false } });
    expect(currentId(fewer)).toBe(currentId(at));
    expect([...fewer.marked]).toEqual(['thing-2']);
    const gone = pressBrowser(at, { name: 'news', news: { items: sampleThings(2), isLoading: false } });
    expect([...gone.marked]).toEqual([]);
    const found = press(begun, '/', 'thing-4', enter);
    expect(currentId(beginBrowser(sampleBrowser, sampleThings(10), placeOf(found)))).toBe('thing-4');
    expect(press(found, { name: 'escape' }).filter).toBe('');
  });

  test('points at cells of a table, which stay on the screen however narrow it is', () => {
    const at = press(beginBrowser(table, sampleThings(3)), { name: 'right' }, { name: 'right' }, { name: 'right' }, { name: 'right' });
    expect(argv(press(at, 'e'))).toEqual(['set', 'prod', 'thing-0']);
    for (const width of [40, 60, 120]) expect(browserLines(at, { ...createSurface({ width }), width }, 12).join('\n')).toContain('prod');
  });

  test('no two rows of its key table share a key', () => {
    for (const browser of [sampleBrowser, table]) {
      const keys = browserKeys(browser).flatMap((binding) => binding.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('any keys leave a screen that fits: no line too many, none too wide, the cursor on an item', () => {
    const key = fc.oneof(
      fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'enter', 'escape', 'tab', 'backspace', 'clear').map((name) => ({ name }) as ScreenKey),
      fc.constantFrom(...'jkma c/:?A', '日本', 'x').map(type),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.integer({ min: 30, max: 200 }), fc.integer({ min: 4, max: 60 }), fc.constantFrom(0, 1, 30), fc.constantFrom(sampleBrowser, table), (keys, width, rows, count, browser) => {
        const state = press(beginBrowser(browser, sampleThings(count)), ...keys);
        const lines = browserLines(state, { ...createSurface({ width }), width, glyphs: rows % 2 === 0 ? unicodeGlyphs : asciiGlyphs }, rows);
        expect(lines.length).toBeLessThanOrEqual(rows);
        expect(Math.max(0, ...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        if (state.rows.length > 0) expect(state.rows[state.cursor]?.kind).toBe('item');
      }),
      { numRuns: 300 },
    );
  });
});

describe.each([40, 80, 120])('at %i columns', (width) => {
  const frame = (...keys: readonly (ScreenKey | string)[]): string => `${browserLines(press(begun, ...keys), { ...createSurface({ width }), width }, 18).map((line) => line.trimEnd()).join('\n')}\n`;
  test.each([
    ['list', [' ']],
    ['menu', [{ name: 'down' }, enter]],
    ['ask', ['c', 'new']],
    ['search', ['/', 'broken']],
  ] as const)('%s', async (name, keys) => {
    await expect(frame(...keys)).toMatchFileSnapshot(`../../../snapshots/screens/browser/${name}-${width}.txt`);
  });
});
