import { resolve } from 'node:path';
import { formatRunId } from '../model/run-id.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { writeCrashReport } from './crash-report.ts';
import { readGlobalOptions } from './global-options.ts';
import { commandText } from './help-text.ts';
import type { InterruptSource } from './interrupt-source.ts';
import { createInterruptSource } from './interrupt-source.ts';
import { protectKnown } from './known-secrets.ts';
import type { OutputGuard } from './output-guard.ts';
import { parseArguments, secretWords } from './parse-arguments.ts';
import type { Platform } from './platform.ts';
import { reportError } from './report-error.ts';

/** What a command that is cut short by a crash gets to write its journal and to let go of its lock. */
const windDownMs = 7_000;

/**
 * Runs one command with its words. What it knows of secrets by then is in the redactor before anything is read or written.
 * @throws AtakoraError `ATK1002` for words and flags that the command does not take, `ATK1901` for a log that cannot be written.
 */
export async function runCommand(command: Command, argv: readonly string[], platform: Platform, guard: OutputGuard, runNext: CommandContext['runNext']): Promise<number> {
  for (const word of secretWords(command, argv)) {
    guard.redactor.register(word);
  }
  const { flags, positionals } = parseArguments(command, argv);
  if (flags['help'] === true) {
    platform.stdout.write(commandText(command));
    return 0;
  }
  const options = readGlobalOptions(flags, platform);
  const folder = resolve(platform.cwd, options.cwd ?? '.');
  protectKnown(guard.redactor, platform.env, folder);
  outliveReaders(platform);
  const run = formatRunId(platform.clock.now(), platform.ids.hex(8));
  const interrupts = createInterruptSource(platform);
  const { openOutput } = await import('./output.ts');
  // Data on stdout leaves stderr to what is told to people.
  const told = flags['markdown'] === true ? { ...platform, stdout: platform.stderr } : platform;
  const output = await openOutput(told, options, run, command.jsonOf?.(positionals) ?? command.json, { guard, onInterrupt: () => interrupts.press('SIGINT') });
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
  const context: CommandContext = { platform, options, command: command.name, flags, positionals, run, output, signal: interrupts.signal, interrupts, elapsedMs, withSystemSignals, runNext: (words) => withSystemSignals(() => runNext(words)) };
  try {
    return await untilCrash(context, interrupts, () => command.run(context));
  } catch (error) {
    const writeCrash = (crash: unknown): string | undefined => writeCrashReport(crash, { platform, redactor: guard.redactor, folder, command: command.name, flags: Object.keys(flags), run, events: output.stamper.recorded() });
    return reportError(wasInterrupted(error, context) ? context.signal.reason : error, platform, output, { verbose: options.verbosity === 'verbose', command: command.name, writeCrash, redact: guard.redactor.redact });
  } finally {
    interrupts.pause();
    await output.close();
  }
}

/**
 * Ends as the work does, or with what nobody caught meanwhile: a timer in the code of a user, a rejection that was forgotten. The work is
 * then asked to end, as at a request of the system.
 */
async function untilCrash({ platform, output }: CommandContext, interrupts: InterruptSource, work: () => Promise<number>): Promise<number> {
  const crash = Promise.withResolvers<{ readonly error: unknown }>();
  const forget = platform.onCrash((error) => crash.resolve({ error }));
  try {
    const working = work();
    const first = await Promise.race([working, crash.promise]);
    if (typeof first === 'number') {
      return first;
    }
    interrupts.press('SIGTERM');
    await Promise.race([working.catch(() => undefined), platform.clock.sleep(windDownMs)]);
    throw first.error;
  } finally {
    forget();
    // What code of users left behind throws when nobody waits for it any more: the system would print it as it is.
    platform.onCrash((error) => void platform.stderr.write(`${output.redact(`after the end of the command: ${error instanceof Error ? error.message : String(error)}`)}\n`));
  }
}

/** A wait that was broken off is the interruption itself. */
function wasInterrupted(error: unknown, { signal }: CommandContext): boolean {
  return signal.aborted && error instanceof Error && error.name === 'AbortError';
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
