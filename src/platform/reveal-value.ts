import type { JsonObject } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { confirmChange } from './confirm-change.ts';

export interface RevealedValue {
  readonly name: string;
  readonly value: string;
  /** Where it was read, for the question. */
  readonly where: string;
  /** Further fields of the JSON document. */
  readonly facts: JsonObject;
}

/**
 * Prints a value: byte for byte into a pipe or file, to a terminal only once somebody agrees; with --json as a document.
 * @throws AtakoraError `ATK1003` when stdout is a terminal and nobody can be asked, `ATK1006` when the person declines
 */
export async function revealValue(context: CommandContext, { name, value, where, facts }: RevealedValue): Promise<void> {
  const { options, platform, output } = context;
  const onScreen = platform.stdout.isTTY === true;
  if (onScreen && !options.yes) {
    if (!options.interactive) throw new AtakoraError('ATK1003', `the value of ${name} would be shown on the screen`, { hint: 'Give --yes to show it, or send it into a pipe or file.' });
    await confirmChange(context, { text: `Show the value of ${name} from ${where} on this screen?` });
  }
  if (options.json) {
    output.reveal(`${JSON.stringify({ name, ...facts, value }, null, 2)}\n`);
    return;
  }
  output.reveal(value);
  // The prompt of the shell has its own line; a pipe gets nothing that is not the value.
  if (onScreen && !value.endsWith('\n')) output.reveal('\n');
}
