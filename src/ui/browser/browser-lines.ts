import type { TextSurface } from '../plain/text-surface.ts';
import { overlayHints, overlayLines } from '../screen/overlay-lines.ts';
import { bodyHeight, footerLine, frameOf, hintLine, scrolledLines, sideBySide, twoPanesFrom } from '../screen/screen-frame.ts';
import { windowStart } from '../screen/window-start.ts';
import { cleanLine, truncate, wrapText } from '../text/fit-text.ts';
import { keyName } from '../screen/key-table.ts';
import { plural } from '../text/plural.ts';
import type { BrowserAction } from './browser.ts';
import { browserKeys } from './browser-keys.ts';
import type { BrowserMode, BrowserState } from './browser-state.ts';
import { cellColumns, currentItem, refusalOf, targetOf } from './browser-state.ts';
import { listLines } from './list-lines.ts';

/** The whole screen: at most `rows` lines, none wider than the surface; nothing once it is left. */
export function browserLines<Item>(state: BrowserState<Item>, surface: TextSurface, given: number): readonly string[] {
  if (state.end !== undefined) return [];
  const rows = Math.max(4, given);
  const head = surface.style('strong', truncate(cleanLine(state.browser.head(state.items)), surface.width, surface.glyphs.ellipsis));
  return frameOf({ head, status: statusLine(state, surface), body: bodyLines(state, surface, bodyHeight(rows)), foot: footLine(state, surface) }, rows);
}

function bodyLines<Item>(state: BrowserState<Item>, surface: TextSurface, height: number): readonly string[] {
  const { mode, browser } = state;
  switch (mode.kind) {
    case 'help':
    case 'palette':
      return overlayLines(mode, browserKeys(browser), surface, height);
    case 'menu':
      return menuLines(state, mode.cursor, surface, height);
    case 'ask':
      return askLines(state, mode, surface, height);
    case 'browse':
    case 'search':
      return panesOf(state, surface, height);
  }
}

function panesOf<Item>(state: BrowserState<Item>, surface: TextSurface, height: number): readonly string[] {
  if (state.rows.length === 0) {
    const text = state.isLoading ? `Looking${surface.glyphs.ellipsis}` : state.items.length === 0 ? state.browser.empty : 'Nothing is left: press Esc to clear the search.';
    return wrapText(text, surface.width, 0);
  }
  if (surface.width < twoPanesFrom) return state.pane === 'list' ? listLines(state, surface, height) : detailWindow(state, surface, height);
  const listWidth = cellColumns(state.browser).length > 0 ? tableWidth(surface.width) : Math.min(100, Math.floor(surface.width * 0.5));
  return sideBySide(listLines(state, { ...surface, width: listWidth }, height), detailWindow(state, { ...surface, width: surface.width - listWidth - 3 }, height), listWidth, surface, height);
}

/** A table of cells wants more room than a list of names; the details keep some 36 cells. */
function tableWidth(width: number): number {
  return Math.min(140, Math.max(Math.floor(width * 0.62), width - 39));
}

function detailWindow<Item>(state: BrowserState<Item>, surface: TextSurface, height: number): readonly string[] {
  const item = currentItem(state);
  return item === undefined ? [] : scrolledLines(state.browser.details(item, surface), state.scroll, surface, height);
}

/** What can be done, and why not where it cannot. */
function menuLines<Item>(state: BrowserState<Item>, cursor: number, surface: TextSurface, height: number): readonly string[] {
  const { style, glyphs, width } = surface;
  const { actions } = state.browser;
  const first = windowStart(actions.length, cursor, height - 2);
  const lines = actions.slice(first, first + Math.max(1, height - 2)).map((action, index) => {
    const refusal = refusalOf(state, action);
    const text = truncate(cleanLine(`${keyName(action.key)}  ${action.name}${refusal === undefined ? '' : `: ${refusal}`}`), width - 2, glyphs.ellipsis);
    const isAt = first + index === cursor;
    return `${isAt ? style('accent', glyphs.pointer) : ' '.repeat(glyphs.pointer.length)} ${refusal !== undefined ? style('dim', text) : isAt ? style('strong', text) : text}`;
  });
  return [style('strong', truncate(subject(state, actions[cursor]?.takes), width, glyphs.ellipsis)), ...lines, ...wrapText(actions[cursor]?.help ?? '', width - 2, 0).slice(0, 2).map((line) => `  ${style('dim', line)}`)].slice(0, height);
}

/** What the action would be done with. */
function subject<Item>(state: BrowserState<Item>, takes: BrowserAction<Item>['takes'] | undefined): string {
  const item = currentItem(state);
  if (takes === 'many' && state.marked.size > 0) return `${plural(state.marked.size, 'row')} marked`;
  return item === undefined || takes === 'none' ? state.browser.name : cleanLine((state.browser.nameOf ?? state.browser.columns[0].text)(item));
}

function askLines<Item>(state: BrowserState<Item>, mode: Extract<BrowserMode<Item>, { kind: 'ask' }>, surface: TextSurface, height: number): readonly string[] {
  const { style, glyphs, width } = surface;
  const target = targetOf(state, mode.action, mode.text);
  const [field = '', ...more] = wrapText(`${cleanLine(mode.text)}${glyphs.cursor}`, width - 2, 0);
  return [...wrapText(mode.action.ask?.prompt(target) ?? '', width, 2).map((line) => style('strong', line)), `${style('accent', glyphs.pointer)} ${field}`, ...more.map((line) => `  ${line}`), '', ...wrapText(mode.action.help, width - 2, 0).map((line) => `  ${style('dim', line)}`)].slice(0, height);
}

function statusLine<Item>(state: BrowserState<Item>, surface: TextSurface): string {
  const { separator, cursor, ellipsis } = surface.glyphs;
  const shown = state.rows.reduce((count, { kind }) => count + Number(kind === 'item'), 0);
  const parts = [
    state.mode.kind === 'search' ? `/${state.filter}${cursor}` : state.filter === '' ? '' : `/${state.filter}`,
    state.marked.size === 0 ? '' : `${state.marked.size} marked`,
    `${shown === state.items.length ? `${shown}` : `${shown} of ${state.items.length}`}${state.hasOlder ? ' read, older ones follow' : ''}`,
    state.isLoading ? 'more are coming' : '',
  ].filter((part) => part !== '');
  return surface.style('dim', truncate(cleanLine(parts.join(` ${separator} `)), surface.width, ellipsis));
}

const hints = { ...overlayHints, search: ['Enter keeps it', 'Esc clears'], menu: ['up/down', 'Enter does it', 'Esc back'], ask: ['Enter goes on', 'Esc back'] } as const;

function footLine<Item>({ notice, mode, browser }: BrowserState<Item>, surface: TextSurface): string {
  if (notice !== undefined) return surface.style('accent', truncate(cleanLine(notice), surface.width, surface.glyphs.ellipsis));
  return mode.kind === 'browse' ? footerLine(browserKeys(browser), surface) : hintLine(hints[mode.kind], surface);
}
