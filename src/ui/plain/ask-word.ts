import { input } from '@inquirer/prompts';
import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import type { PlainTerminal } from './plain-terminal.ts';

const explore = 'explore';

/** Asks on a terminal for the exact word that allows something dangerous; an empty answer cancels, Ctrl-C and a request to end interrupt. `explores`: `explore` asks for the plan first. */
export async function askWord(question: ApprovalQuestion & { readonly word: string }, terminal: PlainTerminal, explores = false): Promise<ApprovalAnswer> {
  const { text, word } = question;
  // An environment of that name has to be typed, whatever else the word means.
  const looks = explores && word !== explore;
  // Ink lets go of the input when it leaves; without this the process would end while the question stands.
  terminal.stdin.ref();
  try {
    const context = { input: terminal.stdin, output: terminal.stdout, ...(terminal.signal === undefined ? {} : { signal: terminal.signal }) };
    const typed = await input({ message: `${text} Type ${word} to go on, ${looks ? `${explore} to look at the plan, ` : ''}or nothing to cancel:`, validate: (given) => given === '' || given === word || (looks && given === explore) || `That is not ${word}.` }, context);
    if (looks && typed === explore) return 'explore';
    return typed === word ? 'approved' : 'declined';
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      return 'interrupted';
    }
    throw error;
  }
}
