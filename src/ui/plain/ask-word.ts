import { input } from '@inquirer/prompts';
import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import { wrapText } from '../text/fit-text.ts';
import type { PlainTerminal } from './plain-terminal.ts';
import { ShortInput } from './short-input.ts';

const explore = 'explore';

/** Asks on a terminal for the exact word that allows something dangerous; an empty answer cancels, Ctrl-C and a request to end interrupt. `explores`: `explore` asks for the plan first. */
export async function askWord(question: ApprovalQuestion & { readonly word: string }, terminal: PlainTerminal, explores = false): Promise<ApprovalAnswer> {
  const { text, word } = question;
  // An environment of that name has to be typed, whatever else the word means.
  const looks = explores && word !== explore;
  // Ink lets go of the input when it leaves; without this the process would end while the question stands.
  terminal.stdin.ref();
  const stdin = new ShortInput(terminal.stdin);
  try {
    const context = { input: stdin, output: terminal.stdout, ...(terminal.signal === undefined ? {} : { signal: terminal.signal }) };
    // The prompt breaks its own line in the middle of words: what is long stands above it.
    terminal.stdout.write(`${wrapText(`${text}${looks ? ` Type ${explore} to look at the plan first.` : ''}`, terminal.stdout.columns ?? 80, 2).join('\n')}\n`);
    const typed = await input({ message: `Type ${word} to go on, or nothing to cancel:`, validate: (given) => given === '' || given === word || (looks && given === explore) || `That is not ${word}.` }, context);
    if (looks && typed === explore) return 'explore';
    return typed === word ? 'approved' : 'declined';
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      return 'interrupted';
    }
    throw error;
  } finally {
    stdin.release();
  }
}
