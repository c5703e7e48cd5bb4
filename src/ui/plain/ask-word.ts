import { input } from '@inquirer/prompts';
import type { Approval, ApprovalQuestion } from '../run-view.ts';
import type { PlainTerminal } from './plain-terminal.ts';

/** Asks on a terminal for the exact word that allows something dangerous; an empty answer cancels, Ctrl-C and a request to end interrupt. */
export async function askWord(question: ApprovalQuestion & { readonly word: string }, terminal: PlainTerminal): Promise<Approval> {
  const { text, word } = question;
  // Ink lets go of the input when it leaves; without this the process would end while the question stands.
  terminal.stdin.ref();
  try {
    const context = { input: terminal.stdin, output: terminal.stdout, ...(terminal.signal === undefined ? {} : { signal: terminal.signal }) };
    const typed = await input({ message: `${text} Type ${word} to go on, or nothing to cancel:`, validate: (given) => given === '' || given === word || `That is not ${word}.` }, context);
    return typed === word ? 'approved' : 'declined';
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      return 'interrupted';
    }
    throw error;
  }
}
