import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import { wrapText } from '../text/fit-text.ts';
import { approvalScreen } from './approval-screen.ts';
import { beginApproval } from './approval-state.ts';
import type { ScreenStage } from './show-screen.tsx';
import { showScreen, surfaceOf } from './show-screen.tsx';

export interface AskOptions extends ScreenStage {
  readonly question: ApprovalQuestion;
  /** True when there is a plan to walk through before the answer. */
  readonly explores: boolean;
}

/** Asks on the screen; Cancel is the default. What is destroyed is printed above first and stays in the scrollback. */
export async function askApproval(options: AskOptions): Promise<ApprovalAnswer> {
  const { width } = surfaceOf(options);
  const danger = (options.question.danger ?? []).flatMap((line) => (line.includes('\u001B') ? [line] : wrapText(line, width, 2)));
  if (danger.length > 0) {
    options.stdout.write(`${danger.join('\n')}\n\n`);
  }
  const last = await showScreen(approvalScreen, beginApproval(options.question, options.explores), { ...options, dropsTypedAhead: true });
  return last.answer ?? 'interrupted';
}
