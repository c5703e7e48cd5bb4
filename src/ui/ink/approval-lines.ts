import type { TextSurface } from '../plain/text-surface.ts';
import { cleanText, wrapText } from '../text/fit-text.ts';
import type { ApprovalState } from './approval-state.ts';

const answers = { approved: 'yes', declined: 'no, nothing is changed', interrupted: 'interrupted, nothing is changed' } as const;

/** The question with its two choices or its field; one line once it is answered. */
export function approvalLines(state: ApprovalState, surface: TextSurface): readonly string[] {
  const { style, glyphs, width } = surface;
  const question = wrapText(state.question.text, width, 2).map((line) => style('strong', line));
  if (state.answer !== undefined) {
    return [...question, `  ${answers[state.answer]}`];
  }
  if (state.question.word !== undefined) {
    const field = wrapText(`Type ${state.question.word} to go on: ${cleanText(state.typed)}${glyphs.cursor}`, width - 2, 2);
    const error = state.error === undefined ? [] : wrapText(state.error, width - 2, 2).map((line) => `  ${style('error', line)}`);
    return [...question, ...field.map((line) => `  ${line}`), ...error, ...hint('Enter confirms, Esc cancels', surface)];
  }
  const choice = (value: ApprovalState['cursor'], text: string): string =>
    state.cursor === value ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `${' '.repeat(glyphs.pointer.length)} ${text}`;
  return [...question, choice('cancel', 'Cancel'), choice('approve', 'Yes, go on'), ...hint(`up/down ${glyphs.separator} Enter ${glyphs.separator} y ${glyphs.separator} n`, surface)];
}

function hint(text: string, surface: TextSurface): readonly string[] {
  return wrapText(text, surface.width - 2, 0).map((line) => `  ${surface.style('dim', line)}`);
}
