import { createInterface } from 'node:readline';
import type { PlainTerminal } from './plain-terminal.ts';

/** Writes lines and reads lines; nothing else goes to the terminal. */
export interface LineAsker {
  tell(line: string): void;
  /** Asks until `take` makes a value of the answer; a text that it gives back instead says what is wrong. */
  ask<T>(prompt: string, take: (answer: string) => Taken<T>): Promise<T>;
}

export type Taken<T> = { readonly value: T } | { readonly wrong: string };

/** The input ended or the process was asked to end; never leaves this file. */
class AskingEnded extends Error {}

/** Asks by node:readline without any escape sequence; undefined when the input ended or the process was asked to end. */
export async function askByLines<T>(terminal: PlainTerminal, ask: (asker: LineAsker) => Promise<T>): Promise<T | undefined> {
  const { stdin, stdout, signal } = terminal;
  stdin.ref();
  // `terminal: false`: the terminal itself edits and echoes the line, and readline draws nothing.
  const reader = createInterface({ input: stdin, output: stdout, terminal: false, ...(signal === undefined ? {} : { signal }) });
  // One iterator for all questions: what is typed ahead is kept.
  const lines = reader[Symbol.asyncIterator]();
  const asker: LineAsker = {
    tell: (line) => void stdout.write(`${line}\n`),
    async ask(prompt, take) {
      for (;;) {
        stdout.write(`${prompt} `);
        const { value, done } = await lines.next();
        if (done === true) throw new AskingEnded();
        const taken = take(String(value).trim());
        if ('value' in taken) return taken.value;
        asker.tell(taken.wrong);
      }
    },
  };
  try {
    return await ask(asker);
  } catch (error) {
    if (error instanceof AskingEnded) {
      // The question has no answer to end its line.
      stdout.write('\n');
      return undefined;
    }
    throw error;
  } finally {
    reader.close();
  }
}

/** Asks for yes or no; an empty answer is the default. */
export function askYesOrNo(asker: LineAsker, question: string, assumed: boolean): Promise<boolean> {
  return asker.ask<boolean>(`${question} ${assumed ? '(Y/n)' : '(y/N)'}`, (answer) => {
    const word = answer.toLowerCase();
    if (word === '') return { value: assumed };
    if (word === 'y' || word === 'yes') return { value: true };
    return word === 'n' || word === 'no' ? { value: false } : { wrong: 'Answer y or n.' };
  });
}
