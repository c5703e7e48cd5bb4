import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';

/** A question of a command that speaks in documents. `word`: the exact text that must be typed, and that `--yes` does not give. */
export interface ChangeQuestion {
  readonly text: string;
  readonly word?: string;
}

/**
 * Asks before something is changed; returns when the answer is yes.
 * @throws AtakoraError `ATK1006` when the user declines or interrupts, `ATK1003` without `--yes` and a terminal, `ATK1504` when a word
 * has to be typed and there is nobody to type it.
 */
export async function confirmChange(context: CommandContext, { text, word }: ChangeQuestion): Promise<void> {
  const { options, platform, signal } = context;
  if (word !== undefined && (options.yes || !options.interactive)) {
    throw new AtakoraError('ATK1504', `environment "${word}" is protected: --yes is not enough`);
  }
  if (options.yes) {
    return;
  }
  if (!options.interactive) {
    throw new AtakoraError('ATK1003', `cannot ask "${text}" without a terminal`, { hint: 'Give --yes to go ahead without a question.' });
  }
  const { askPlain } = await import('../ui/plain/ask-plain.ts');
  const terminal = { stdin: platform.stdin as NodeJS.ReadStream, stdout: platform.stdout as NodeJS.WriteStream, signal };
  const answer = await askPlain({ text, fallback: false, ...(word === undefined ? {} : { word }) }, terminal);
  if (answer === 'interrupted') {
    throw new AtakoraError('ATK1006', 'interrupted at the question; nothing was changed');
  }
  if (answer === 'declined') {
    throw new AtakoraError('ATK1006', 'declined; nothing was changed');
  }
}
