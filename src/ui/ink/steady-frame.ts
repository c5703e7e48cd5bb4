/** Around what a terminal is to show at once. Mode 2026, which terminals without it ignore. */
export const together = { begin: '\u001B[?2026h', end: '\u001B[?2026l' } as const;

/** Lines are cut at the edge, and no longer. */
const noWrap = '\u001B[?7l';
const wrap = '\u001B[?7h';
const nextLine = '\u001B[E';

/** True for a mode of the terminal alone, such as that its cursor is shown. */
export function isModeOnly(data: string): boolean {
  // oxlint-disable-next-line eslint/no-control-regex -- modes are set by control sequences
  return /^\u001B\[\?(?!2026)\d+[hl]$/.test(data);
}

/**
 * A picture whose first `rows` lines are there already, drawn so that nothing can scroll: the window may have become smaller while it was
 * under way, and whatever scrolled then would stay. `count`: lines that it has.
 */
export function steadily(data: string, rows: number): { readonly text: string; readonly count: number } {
  let count = 0;
  // oxlint-disable-next-line eslint/no-control-regex -- ends of lines, of both kinds
  const lines = data.replaceAll(/\n|\u001B\[E/g, (lineEnd) => {
    count += 1;
    return count <= rows ? nextLine : lineEnd;
  });
  return { text: `${noWrap}${lines}${wrap}`, count };
}
