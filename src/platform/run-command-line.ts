import { commands } from '../commands/index.ts';
import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import { formatRunId } from '../model/run-id.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';
import type { GlobalOptions } from './global-options.ts';
import { readGlobalOptions } from './global-options.ts';
import { commandText } from './help-text.ts';
import { createInterruptSource } from './interrupt-source.ts';
import type { Output } from './output.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Platform } from './platform.ts';
import { reportError } from './report-error.ts';

/**
 * Runs the command that a command line names, and returns its exit code; never throws.
 * @param argv what follows the program's name; its first word is the command
 */
export async function runCommandLine([name = '', ...rest]: readonly string[], platform: Platform): Promise<number> {
  try {
    const entry = commands.find((candidate) => candidate.name === name);
    if (entry === undefined) {
      throw unknownCommand(name);
    }
    return await runCommand(await entry.load(), rest, platform);
  } catch (error) {
    return reportError(error, platform, undefined, rest.includes('--verbose') || rest.includes('-v'), commands.find((candidate) => candidate.name === name)?.name);
  }
}

function unknownCommand(name: string): AtakoraError {
  if (name.startsWith('-')) {
    return new AtakoraError('ATK1002', `"${name}" is not a flag of atakora`, { hint: 'Flags follow the command: atakora COMMAND [flags].' });
  }
  const near = nearest(name, commands.map((command) => command.name));
  return new AtakoraError('ATK1001', `"${name}" is not a command`, near === undefined ? {} : { hint: `Did you mean \`atakora ${near}\`?` });
}

/** Whoever reads the output may stop (`| head`): the command goes on to its end without anybody listening. Anything else is still an error. */
function outliveReaders(platform: Platform): void {
  for (const stream of [platform.stdout, platform.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
    });
  }
}

async function runCommand(command: Command, argv: readonly string[], platform: Platform): Promise<number> {
  const { flags, positionals } = parseArguments(command, argv);
  if (flags['help'] === true) {
    platform.stdout.write(commandText(command));
    return 0;
  }
  const options = readGlobalOptions(flags, platform);
  outliveReaders(platform);
  const run = formatRunId(platform.clock.now(), platform.ids.hex(8));
  const interrupts = createInterruptSource(platform);
  const { openOutput } = await import('./output.ts');
  // Data on stdout leaves stderr to what is told to people.
  const told = flags['markdown'] === true ? { ...platform, stdout: platform.stderr } : platform;
  const output = await openOutput(told, options, run, command.json, () => interrupts.press('SIGINT'));
  const began = platform.clock.monotonicMs();
  const elapsedMs = (): number => Math.round(platform.clock.monotonicMs() - began);
  const withSystemSignals: CommandContext['withSystemSignals'] = async (work) => {
    interrupts.pause();
    try {
      return await work();
    } finally {
      interrupts.resume();
    }
  };
  const context: CommandContext = { platform, options, command: command.name, flags, positionals, run, output, signal: interrupts.signal, interrupts, elapsedMs, withSystemSignals };
  try {
    return await command.run(context);
  } catch (error) {
    return await fail(error, context, output, options);
  } finally {
    interrupts.pause();
    await output.close();
  }
}

/** Tells the view of the failure, as an event where the command speaks in events. A wait that was broken off is the interruption itself. */
async function fail(error: unknown, context: CommandContext, output: Output, options: GlobalOptions): Promise<number> {
  const interrupted = context.signal.aborted && error instanceof Error && error.name === 'AbortError';
  return reportError(interrupted ? context.signal.reason : error, context.platform, output, options.verbosity === 'verbose', context.command);
}
