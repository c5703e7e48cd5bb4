import type { TextSurface } from '../plain/text-surface.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import { filterChoices } from './explorer-filter.ts';
import { explorerKeys } from './explorer-keys.ts';
import type { ExplorerMode, ExplorerState } from './explorer-state.ts';
import { windowStart } from './list-lines.ts';
import { paletteChoices } from './press-overlay.ts';

type OverlayMode = Extract<ExplorerMode, { kind: 'filter' | 'help' | 'palette' }>;

/** What lies over the explorer, in at most `height` lines. */
export function overlayLines(state: ExplorerState, mode: OverlayMode, surface: TextSurface, height: number): readonly string[] {
  switch (mode.kind) {
    case 'filter':
      return filterLines(state, mode.cursor, surface, height);
    case 'help':
      return helpLines(mode.scroll, surface, height);
    case 'palette':
      return paletteLines(mode, surface, height);
  }
}

const groupTitles = { action: 'Actions', risk: 'Risks', stack: 'Stacks' } as const;
const choiceWords: Readonly<Record<string, string>> = { 'no-op': 'unchanged', 'loses-data': 'loses data', 'interrupts-service': 'interrupts service', safe: 'safe' };

function filterLines(state: ExplorerState, cursor: number, surface: TextSurface, height: number): readonly string[] {
  const { glyphs, style, width } = surface;
  const choices = filterChoices(state.entries, state.filter);
  const lines: string[] = [];
  let cursorLine = 0;
  for (const [index, choice] of choices.entries()) {
    if (choice.group !== choices[index - 1]?.group) lines.push(style('dim', groupTitles[choice.group]));
    if (index === cursor) cursorLine = lines.length;
    const word = choice.group === 'stack' ? choice.value : (choiceWords[choice.value] ?? choice.value);
    const text = `${choice.shown ? glyphs.checked : glyphs.unchecked} ${word} (${choice.count})`;
    lines.push(truncate(index === cursor ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `  ${text}`, width, glyphs.ellipsis));
  }
  const first = windowStart(cursorLine, lines.length, height - 1);
  return [style('strong', 'Filter'), ...lines.slice(first, first + height - 1)];
}

function helpLines(scroll: number, surface: TextSurface, height: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const names = explorerKeys.map(({ keys }) => keys.map(keyName).join(' '));
  const column = Math.min(Math.max(...names.map((name) => name.length)), Math.floor(width / 3));
  const lines = explorerKeys.flatMap(({ help }, index) => {
    const [first = '', ...rest] = wrapText(help, width - column - 2, 0);
    return [`${style('accent', padEnd(truncate(names[index] ?? '', column, glyphs.ellipsis), column))}  ${first}`, ...rest.map((line) => `${' '.repeat(column + 2)}${line}`)];
  });
  const first = Math.min(scroll, Math.max(0, lines.length - (height - 1)));
  return [style('strong', 'Keys'), ...lines.slice(first, first + height - 1)];
}

function paletteLines(mode: Extract<ExplorerMode, { kind: 'palette' }>, surface: TextSurface, height: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const choices = paletteChoices(mode.text);
  const first = windowStart(mode.cursor, choices.length, height - 1);
  const rows = choices.slice(first, first + height - 1).map(({ label, keys }, index) => {
    const text = truncate(`${label} (${keys.map(keyName).join(' ')})`, width - 2, glyphs.ellipsis);
    return first + index === mode.cursor ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `  ${text}`;
  });
  return [`${style('accent', ':')}${mode.text}${glyphs.cursor}`, ...(rows.length === 0 ? ['  nothing is called that'] : rows)];
}

const keyWords: Readonly<Record<string, string>> = { ' ': 'Space', up: 'Up', down: 'Down', left: 'Left', right: 'Right', enter: 'Enter', escape: 'Esc', tab: 'Tab', 'back-tab': 'Shift+Tab', 'page-up': 'PgUp', 'page-down': 'PgDn', home: 'Home', end: 'End' };

/** A key as people call it. */
export function keyName(key: string): string {
  return keyWords[key] ?? key;
}
