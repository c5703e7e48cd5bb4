import type { TextSurface } from '../plain/text-surface.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import type { KeyTable } from './key-table.ts';
import { keyName } from './key-table.ts';
import type { Overlay } from './overlay.ts';
import { paletteChoices } from './overlay.ts';
import { windowStart } from './window-start.ts';

/** What lies over a screen, in at most `height` lines. */
export function overlayLines(overlay: Overlay, table: KeyTable, surface: TextSurface, height: number): readonly string[] {
  return overlay.kind === 'help' ? helpLines(overlay.scroll, table, surface, height) : paletteLines(overlay, table, surface, height);
}

/** What the keys of an overlay do, for the foot of the screen. */
export const overlayHints = {
  help: ['up/down', 'Esc back'],
  palette: ['up/down', 'Enter does it', 'Esc back'],
} as const;

function helpLines(scroll: number, table: KeyTable, surface: TextSurface, height: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const names = table.map(({ keys }) => keys.map(keyName).join(' '));
  const column = Math.min(Math.max(...names.map((name) => name.length)), Math.floor(width / 3));
  const lines = table.flatMap(({ help }, index) => {
    const [first = '', ...rest] = wrapText(help, width - column - 2, 0);
    return [`${style('accent', padEnd(truncate(names[index] ?? '', column, glyphs.ellipsis), column))}  ${first}`, ...rest.map((line) => `${' '.repeat(column + 2)}${line}`)];
  });
  const first = Math.min(scroll, Math.max(0, lines.length - (height - 1)));
  return [style('strong', 'Keys'), ...lines.slice(first, first + height - 1)];
}

function paletteLines(overlay: Extract<Overlay, { kind: 'palette' }>, table: KeyTable, surface: TextSurface, height: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const choices = paletteChoices(table, overlay.text);
  const first = windowStart(choices.length, overlay.cursor, height - 1);
  const rows = choices.slice(first, first + height - 1).map(({ label, keys }, index) => {
    const text = truncate(`${label} (${keys.map(keyName).join(' ')})`, width - 2, glyphs.ellipsis);
    return first + index === overlay.cursor ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `  ${text}`;
  });
  return [truncate(`${style('accent', ':')}${overlay.text}${glyphs.cursor}`, width, glyphs.ellipsis), ...(rows.length === 0 ? ['  nothing is called that'] : rows)];
}
