import { commands } from '../commands/index.ts';
import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from './command.ts';
import type { OutputGuard } from './output-guard.ts';
import { guardOutput } from './output-guard.ts';
import type { Platform } from './platform.ts';
import { runCommand } from './run-command.ts';

/**
 * Runs the command that a command line names, and returns its exit code; never throws.
 * @param argv what follows the program's name; its first word is the command
 */
export async function runCommandLine([name = '', ...rest]: readonly string[], platform: Platform): Promise<number> {
  const guard = guardOutput(platform);
  try {
    return await runNamed(name, rest, platform, guard);
  } finally {
    guard.flush();
  }
}

async function runNamed(name: string, rest: readonly string[], platform: Platform, guard: OutputGuard): Promise<number> {
  let command: Command | undefined;
  try {
    const entry = commands.find((candidate) => candidate.name === name);
    if (entry === undefined) {
      throw unknownCommand(name);
    }
    command = await entry.load();
    return await runCommand(command, rest, platform, guard, ([next = '', ...words]) => runNamed(next, words, platform, guard));
  } catch (error) {
    const [{ reportError }, { readLookOfWords }] = await Promise.all([import('./report-error.ts'), import('./terminal-look.ts')]);
    return reportError(error, platform, undefined, { verbose: rest.includes('--verbose') || rest.includes('-v'), command: command?.name, look: (stream) => readLookOfWords(rest, platform, stream), redact: guard.redactor.redact });
  }
}

function unknownCommand(name: string): AtakoraError {
  if (name.startsWith('-')) {
    return new AtakoraError('ATK1002', `"${name}" is not a flag of atakora`, { hint: 'Flags follow the command: atakora COMMAND [flags].' });
  }
  const near = nearest(name, commands.flatMap((command) => (command.hidden === true ? [] : [command.name])));
  return new AtakoraError('ATK1001', `"${name}" is not a command`, near === undefined ? {} : { hint: `Did you mean \`atakora ${near}\`?` });
}
