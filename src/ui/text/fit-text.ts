import { displayWidth, graphemes, graphemeWidth, stripEscapes } from './display-width.ts';

/** The line with spaces after it, up to `width` cells; longer lines stay as they are. */
export function padEnd(line: string, width: number): string {
  return line + ' '.repeat(Math.max(0, width - displayWidth(line)));
}

/** The line with spaces before it, up to `width` cells. */
export function padStart(line: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(line))) + line;
}

/** The first graphemes that fit into `width` cells. Escape sequences are dropped when anything is cut. */
export function takeWidth(line: string, width: number): string {
  if (displayWidth(line) <= width) {
    return line;
  }
  let taken = '';
  let used = 0;
  for (const grapheme of graphemes(stripEscapes(line))) {
    used += graphemeWidth(grapheme);
    if (used > width) {
      break;
    }
    taken += grapheme;
  }
  return taken;
}

/** The line cut to `width` cells with `ellipsis` at its end when something is missing. */
export function truncate(line: string, width: number, ellipsis = '…'): string {
  if (displayWidth(line) <= width) {
    return line;
  }
  const room = width - displayWidth(ellipsis);
  return room < 0 ? takeWidth(ellipsis, width) : takeWidth(line, room) + ellipsis;
}

/** The line cut to `width` cells in its middle: addresses and names differ at both ends. */
export function truncateMiddle(line: string, width: number, ellipsis = '…'): string {
  if (displayWidth(line) <= width) {
    return line;
  }
  const room = width - displayWidth(ellipsis);
  if (room < 2) {
    return truncate(line, width, ellipsis);
  }
  const tail = Math.floor(room / 2);
  const reversed = [...graphemes(stripEscapes(line))].reverse();
  let end = '';
  for (const grapheme of reversed) {
    if (displayWidth(end) + graphemeWidth(grapheme) > tail) {
      break;
    }
    end = grapheme + end;
  }
  return takeWidth(line, room - displayWidth(end)) + ellipsis + end;
}

/**
 * The text as it may go to a terminal: without escape sequences and control characters (what Azure or a definition says could hold some),
 * tabs as two spaces; line breaks stay.
 */
export function cleanText(text: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what this removes
  return stripEscapes(text).replaceAll('\t', '  ').replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, '');
}

/** The same on one line: line breaks become spaces. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ');
}

/**
 * Breaks a text (without escape sequences) into lines of at most `width` cells, at spaces where there are any, else after `/`, `.`, `,`, `-`, `]`
 * in the last third of the line, else anywhere. Lines after the first start with `hanging` spaces. Line breaks of the text are kept.
 */
export function wrapText(text: string, width: number, hanging = 0): readonly string[] {
  const indent = ' '.repeat(Math.min(hanging, Math.max(0, width - 8)));
  const lines: string[] = [];
  for (const paragraph of cleanText(text).split('\n')) {
    let rest = paragraph;
    let prefix = lines.length === 0 ? '' : indent;
    for (;;) {
      const room = Math.max(1, width - prefix.length);
      if (displayWidth(rest) <= room) {
        lines.push(prefix + rest);
        break;
      }
      const cut = breakPoint(rest, room);
      lines.push(prefix + rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
      prefix = indent;
    }
  }
  return lines;
}

/** Index (in UTF-16 units) after which a line of at most `room` cells is broken; at least one grapheme. */
function breakPoint(text: string, room: number): number {
  const head = takeWidth(text, room) || (graphemes(text)[0] ?? text);
  if (text[head.length] === ' ') {
    return head.length;
  }
  const space = head.lastIndexOf(' ');
  if (space > 0 && head.slice(0, space).trim() !== '') {
    return space + 1;
  }
  const soft = Math.max(...['/', '.', ',', '-', ']'].map((mark) => head.lastIndexOf(mark)));
  return soft >= head.length * 0.66 ? soft + 1 : head.length;
}
