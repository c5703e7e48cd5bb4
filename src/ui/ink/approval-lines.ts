import type { TextSurface } from '../plain/text-surface.ts';
import { wrapText } from '../text/fit-text.ts';
import type { ApprovalState } from './approval-state.ts';
import { approvalChoices } from './approval-state.ts';

const answers = { explore: 'look at the plan first', approved: 'yes', declined: 'no, nothing is changed', interrupted: 'interrupted, nothing is changed' } as const;

const choiceTexts = { cancel: 'Cancel', approve: 'Yes, go on', explore: 'Explore the plan' } as const;

/** The question with its choices; one line once it is answered. */
export function approvalLines(state: ApprovalState, surface: TextSurface): readonly string[] {
  const { style, glyphs, width } = surface;
  const question = wrapText(state.question.text, width, 2).map((line) => style('strong', line));
  if (state.answer !== undefined) {
    return [...question, `  ${answers[state.answer]}`];
  }
  const choice = (value: ApprovalState['cursor'], text: string): string =>
    state.cursor === value ? `${style('accent', glyphs.pointer)} ${style('strong', text)}` : `${' '.repeat(glyphs.pointer.length)} ${text}`;
  const keys = ['up/down', 'Enter', 'y', 'n', ...(state.explores ? ['e'] : [])].join(` ${glyphs.separator} `);
  return [...question, ...approvalChoices(state).map((value) => choice(value, choiceTexts[value])), ...hint(keys, surface)];
}

function hint(text: string, surface: TextSurface): readonly string[] {
  return wrapText(text, surface.width - 2, 0).map((line) => `  ${surface.style('dim', line)}`);
}
