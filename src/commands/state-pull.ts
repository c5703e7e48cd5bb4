import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { openState } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { printState } from '../state/state-codec.ts';

/**
 * Prints the state, or writes it to a file, and rebuilds the lock file's entry from it, whatever stood there.
 * @throws AtakoraError `ATK1718` when there is no state, `ATK1901` when the file cannot be written.
 */
export async function pullState(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  const state = await ports.store.read();
  if (state === undefined) {
    throw new AtakoraError('ATK1718', `there is no state of ${session.facts.key} in ${ports.store.describe()}`, { hint: 'Apply first, or see whether the environment points to the right place.' });
  }
  const say = (text: string): void => void context.platform.stderr.write(paragraph(context, text));
  const text = printState(state);
  const out = textFlag(context, 'out');
  if (out === undefined) {
    context.platform.stdout.write(text);
  } else {
    const path = resolve(context.platform.cwd, context.options.cwd ?? '.', out);
    try {
      writeFileSync(path, text, { mode: 0o600 });
    } catch (cause) {
      throw new AtakoraError('ATK1901', `${path} cannot be written`, { cause });
    }
  }
  const before = (await ports.lockFile?.read())?.file.environments[session.facts.key];
  const rebuilt = (await ports.lockFile?.update(state)) === true;
  if (rebuilt && before !== undefined && (before.lineage !== state.lineage || before.serial > state.serial)) {
    say(`warning: the lock file knew serial ${before.serial} of lineage ${before.lineage}; the state is serial ${state.serial} of ${state.lineage}`);
  }
  if (rebuilt) {
    say('the lock file is rebuilt from the state');
  }
  if (out !== undefined) {
    context.output.document({ environment: session.facts.key, lineage: state.lineage, serial: state.serial, out, lockFileRebuilt: rebuilt }, () => paragraph(context, `Wrote serial ${state.serial} of ${session.facts.key} to ${out}.`));
  }
  return 0;
}
