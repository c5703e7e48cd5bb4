import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { padEnd, truncateMiddle, wrapText } from '../ui/text/fit-text.ts';
import { displayWidth } from '../ui/text/display-width.ts';
import { changeSign } from '../ui/text/change-sign.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';
import { spokenRow } from '../ui/text/spoken-row.ts';
import type { CommandContext } from './command-context.ts';

/** A text for people within the width of their terminal; in a pipe lines stay whole. */
export function paragraph({ options, output }: Pick<CommandContext, 'options'> & { readonly output?: Partial<Pick<CommandContext['output'], 'redact'>> }, text: string, hanging = 0): string {
  const told = output?.redact?.(text) ?? text;
  const lines = options.width === undefined ? [told] : wrapText(told, Math.max(40, options.width), hanging);
  return `${lines.join('\n')}\n`;
}

/** Cells that a last column must have left, so that it is cut and not dropped. */
const worthCutting = 20;

/**
 * Rows with aligned columns; where the room ends the last column is cut in its middle, or dropped when little would be left of it. For a
 * screen reader each is a sentence. `names`: of the columns, where the first row does not name them.
 */
export function table({ options }: Pick<CommandContext, 'options'>, rows: readonly (readonly string[])[], names?: readonly string[]): string {
  if (options.screenReader) return (names === undefined ? rows.slice(1) : rows).map((row) => `${spokenRow(row, names ?? rows[0] ?? [])}\n`).join('');
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? ''))));
  const room = options.width === undefined ? Number.POSITIVE_INFINITY : Math.max(40, options.width);
  const until = (count: number): number => widths.slice(0, count).reduce((sum, width) => sum + width + 2, 0);
  let shown = columns;
  while (shown > 1 && until(shown) - 2 > room && room - until(shown - 1) < worthCutting) {
    shown -= 1;
  }
  const last = shown === 1 ? room : room - until(shown - 1);
  const line = (row: readonly string[]): string => {
    const cut = (cell: string, at: number): string => (at < shown - 1 || room === Number.POSITIVE_INFINITY ? cell : truncateMiddle(cell, last, glyphsOf(options).ellipsis));
    return row.slice(0, shown).map((cell, at) => padEnd(cut(cell, at), widths[at] ?? 0)).join('  ').trimEnd();
  };
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** What two documents have different, by address; outputs count as one thing each. */
export interface StateDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly outputs: readonly string[];
}

/** What is in `after` and not in `before`, and the other way. */
export function compareStates(before: StateDocument | undefined, after: StateDocument): StateDifference {
  const resources = differences(before?.resources ?? {}, after.resources);
  const outputs = differences(before?.outputs ?? {}, after.outputs);
  return { ...resources, outputs: [...outputs.added, ...outputs.removed, ...outputs.changed].sort() };
}

function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Omit<StateDifference, 'outputs'> {
  const same = (left: unknown, right: unknown): boolean => canonicalJson(plain(left)) === canonicalJson(plain(right));
  return {
    added: Object.keys(after).filter((key) => !Object.hasOwn(before, key)).sort(),
    removed: Object.keys(before).filter((key) => !Object.hasOwn(after, key)).sort(),
    changed: Object.keys(after).filter((key) => Object.hasOwn(before, key) && !same(before[key], after[key])).sort(),
  };
}

/** Fields that are absent and fields that are undefined are the same. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The difference, one line each: `+ address`, `- address`, `~ address`. */
export function differenceLines(context: Pick<CommandContext, 'options'>, { added, removed, changed, outputs }: StateDifference): string {
  const glyphs = glyphsOf(context.options);
  const lines = [
    ...removed.map((address) => `${changeSign('remove', glyphs)} ${address}`),
    ...changed.map((address) => `${changeSign('change', glyphs)} ${address}`),
    ...added.map((address) => `${changeSign('add', glyphs)} ${address}`),
    ...outputs.map((name) => `${changeSign('change', glyphs)} output ${name}`),
  ];
  return lines.length === 0 ? '  no difference\n' : lines.map((line) => paragraph(context, `  ${line}`, 4)).join('');
}
