import type { PlainTerminal } from './plain-terminal.ts';
import type { LineAsker } from './line-asker.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import type { Approval, ApprovalQuestion } from '../run-view.ts';

/** Asks in lines, for screen readers and terminals that cannot be drawn on; No is the default. */
export async function askPlain(question: ApprovalQuestion, terminal: PlainTerminal): Promise<Approval> {
  return (await askByLines(terminal, (asker) => askLine(question, asker))) ?? 'interrupted';
}

async function askLine({ text, word }: ApprovalQuestion, asker: LineAsker): Promise<Approval> {
  if (word === undefined) {
    return (await askYesOrNo(asker, text, false)) ? 'approved' : 'declined';
  }
  return asker.ask<Approval>(`${text} Type ${word} to go on, or nothing to cancel:`, (answer) => (answer === word ? { value: 'approved' } : answer === '' ? { value: 'declined' } : { wrong: `That is not ${word}.` }));
}
