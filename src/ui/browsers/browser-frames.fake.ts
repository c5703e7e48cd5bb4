import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Browser } from '../browser/browser.ts';
import { browserKeys } from '../browser/browser-keys.ts';
import { browserLines } from '../browser/browser-lines.ts';
import type { BrowserState } from '../browser/browser-state.ts';
import { beginBrowser } from '../browser/browser-state.ts';
import { pressBrowser } from '../browser/press-browser.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { ScreenKey } from '../screen-key.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs, unicodeGlyphs } from '../text/glyphs.ts';

const folder = fileURLToPath(new URL('../../../snapshots/screens/', import.meta.url));

/** Keys by their names; whatever is no name is typed text. */
const names: ReadonlySet<string> = new Set(['up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'enter', 'escape', 'tab', 'backspace', 'clear', 'interrupt']);

/** The browser after keys, one after the other. */
export function pressKeys<Item>(state: BrowserState<Item>, keys: readonly string[]): BrowserState<Item> {
  return keys.reduce((before, key) => pressBrowser(before, names.has(key) ? ({ name: key } as ScreenKey) : { name: 'text', text: key }), state);
}

/** What stands on a screen of 24 lines, as text. */
export function screenText<Item>(state: BrowserState<Item>, width: number): string {
  return `${browserLines(state, { ...createSurface({ width }), width }, 23).map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Compares a screen with `snapshots/screens/<name>-<width>.txt`. */
export async function expectScreen<Item>(state: BrowserState<Item>, name: string, width: number): Promise<void> {
  await expect(screenText(state, width)).toMatchFileSnapshot(`${folder}${name}-${width}.txt`);
}

/** Any keys leave a screen that fits, in Unicode and in ASCII; no two rows of the key table share a key. */
export function expectFitsAlways<Item>(browser: Browser<Item>, items: readonly Item[]): void {
  const table = browserKeys(browser).flatMap(({ keys }) => keys);
  expect(new Set(table).size).toBe(table.length);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names, ...table.filter((key) => key !== 'q'), 'x', '日本'), { maxLength: 40 }), fc.integer({ min: 30, max: 200 }), fc.integer({ min: 4, max: 60 }), fc.integer({ min: 0, max: items.length }), fc.boolean(), (keys, width, rows, count, isAscii) => {
      const state = pressKeys(beginBrowser(browser, items.slice(0, count)), keys.filter((key) => key !== 'interrupt'));
      const lines = browserLines(state, { ...createSurface({ width }), width, glyphs: isAscii ? asciiGlyphs : unicodeGlyphs }, rows);
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(0, ...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      // oxlint-disable-next-line eslint/no-control-regex -- control characters are what must not be there
      expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/);
    }),
    { numRuns: 150 },
  );
}
