import type { ChoiceQuestion } from '../run-view.ts';
import { askByLines } from './line-asker.ts';
import type { PlainTerminal } from './plain-terminal.ts';

/** Lets choose by number, in lines; an empty answer is the fallback, the end of the input no answer at all. */
export async function askChoice({ text, choices, fallback }: ChoiceQuestion, terminal: PlainTerminal): Promise<string | undefined> {
  return askByLines(terminal, async (asker) => {
    asker.tell(text);
    for (const [index, { label, value }] of choices.entries()) {
      asker.tell(`  ${index + 1} ${label}${value === fallback ? ' (default)' : ''}`);
    }
    return asker.ask<string>('Number:', (answer) => {
      const value = answer === '' ? fallback : /^\d+$/.test(answer) ? choices[Number(answer) - 1]?.value : undefined;
      return value === undefined ? { wrong: `Answer a number from 1 to ${choices.length}.` } : { value };
    });
  });
}
