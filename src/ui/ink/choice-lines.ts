import type { TextSurface } from '../plain/text-surface.ts';
import { truncate, wrapText } from '../text/fit-text.ts';
import type { ChoiceState } from './choice-state.ts';

/** The list, a line for each choice, and what comes of the one under the cursor: it stands over a picture whose height should not jump. */
export function choiceLines({ question, cursor }: ChoiceState, surface: TextSurface): readonly string[] {
  const { style, glyphs, width } = surface;
  const indent = ' '.repeat(glyphs.pointer.length);
  const fit = (text: string): string => truncate(text, width, glyphs.ellipsis);
  const details = question.choices.map(({ detail }) => (detail === undefined ? [] : wrapText(detail, Math.max(8, width - 4)).map((line) => style('dim', fit(`    ${line}`)))));
  const blank = Math.max(...details.map((lines) => lines.length)) - (details[cursor]?.length ?? 0);
  return [
    ...wrapText(question.text, width).map((line) => style('warning', fit(line))),
    ...question.choices.flatMap(({ label }, index) => (index === cursor ? [style('strong', fit(`${glyphs.pointer} ${index + 1} ${label}`)), ...(details[index] ?? [])] : [fit(`${indent} ${index + 1} ${label}`)])),
    ...Array.from({ length: blank }, () => ''),
  ];
}
