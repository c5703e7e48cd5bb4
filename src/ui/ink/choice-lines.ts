import type { TextSurface } from '../plain/text-surface.ts';
import { truncate } from '../text/fit-text.ts';
import type { ChoiceState } from './choice-state.ts';

/** The list, a line for each choice: it stands over a picture whose height must not jump. */
export function choiceLines({ question, cursor }: ChoiceState, surface: TextSurface): readonly string[] {
  const { style, glyphs, width } = surface;
  const blank = ' '.repeat(glyphs.pointer.length);
  const fit = (text: string): string => truncate(text, width, glyphs.ellipsis);
  return [
    style('warning', fit(question.text)),
    ...question.choices.map(({ label }, index) => (index === cursor ? style('strong', fit(`${glyphs.pointer} ${index + 1} ${label}`)) : fit(`${blank} ${index + 1} ${label}`))),
  ];
}
