import type { TextSurface } from '../plain/text-surface.ts';
import { cleanLine, padEnd, wrapText } from '../text/fit-text.ts';

/** A fact of an item: what it is called, and what it is; without a value it is not shown. */
export type Fact = readonly [name: string, value: string | undefined];

/** Facts below each other, their values in a column of their own and broken within it; spoken, a sentence each. */
export function factLines(facts: readonly Fact[], surface: TextSurface): readonly string[] {
  const known = facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
  if (surface.spoken) return known.map(([name, value]) => `${name}: ${cleanLine(value)}`);
  const column = Math.max(0, ...known.map(([name]) => name.length)) + 2;
  return known.flatMap(([name, value]) => {
    const [first = '', ...rest] = wrapText(value, Math.max(12, surface.width - column), 0);
    return [`${surface.style('dim', padEnd(name, column))}${first}`, ...rest.map((line) => `${' '.repeat(column)}${line}`)];
  });
}

/** A heading with lines below it, after an empty line; nothing without lines. */
export function section(title: string, lines: readonly string[], surface: TextSurface): readonly string[] {
  return lines.length === 0 ? [] : ['', ...wrapText(title, surface.width, 0).map((line) => surface.style('strong', line)), ...lines];
}

/** A time for a column: `2026-11-21 16:00`, UTC; empty when there is none. */
export function shortTime(at: string | undefined): string {
  return at === undefined || at.length < 16 ? '' : `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}
