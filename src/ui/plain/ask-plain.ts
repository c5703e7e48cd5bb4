import { confirm, input } from '@inquirer/prompts';
import type { LineAsker } from './line-asker.ts';
import { askByLines, askYesOrNo } from './line-asker.ts';
import type { Approval, ApprovalQuestion } from '../run-view.ts';

/** Where a plain question is asked. */
export interface PlainTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Aborted when the process is asked to end: the question goes away as if interrupted. */
  readonly signal?: AbortSignal;
  /** True where escape sequences are understood and may be written: @inquirer asks. Otherwise plain lines. */
  readonly escapes?: boolean;
}

/** What a prompt of @inquirer is given beside its question. */
interface PromptContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal?: AbortSignal;
}

/** Asks in lines, for screen readers and terminals that cannot be drawn on; No is the default. */
export async function askPlain(question: ApprovalQuestion, terminal: PlainTerminal): Promise<Approval> {
  if (terminal.escapes !== true) {
    return (await askByLines(terminal, (asker) => askLine(question, asker))) ?? 'interrupted';
  }
  return (await inLines(terminal, (context) => askQuestion(question, context))) ?? 'interrupted';
}

async function askLine({ text, word }: ApprovalQuestion, asker: LineAsker): Promise<Approval> {
  if (word === undefined) {
    return (await askYesOrNo(asker, text, false)) ? 'approved' : 'declined';
  }
  return asker.ask<Approval>(`${text} Type ${word} to go on, or nothing to cancel:`, (answer) => (answer === word ? { value: 'approved' } : answer === '' ? { value: 'declined' } : { wrong: `That is not ${word}.` }));
}

async function askQuestion(question: ApprovalQuestion, context: PromptContext): Promise<Approval> {
  const { word } = question;
  if (word === undefined) {
    return (await confirm({ message: question.text, default: false }, context)) ? 'approved' : 'declined';
  }
  const typed = await input({ message: `${question.text} Type ${word} to go on, or nothing to cancel:`, validate: (text) => text === '' || text === word || `That is not ${word}.` }, context);
  return typed === word ? 'approved' : 'declined';
}

/** Runs prompts of @inquirer; undefined when the person pressed Ctrl-C, the input ended or the process was asked to end. */
export async function inLines<T>(terminal: PlainTerminal, ask: (context: PromptContext) => Promise<T>): Promise<T | undefined> {
  // Ink lets go of the input when it leaves; without this the process would end while the question stands.
  terminal.stdin.ref();
  try {
    return await ask({ input: terminal.stdin, output: terminal.stdout, ...(terminal.signal === undefined ? {} : { signal: terminal.signal }) });
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      return undefined;
    }
    throw error;
  }
}
