import { resolve } from 'node:path';
import { formatRunId } from '../model/run-id.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { asciiGlyphs, unicodeGlyphs } from '../ui/text/glyphs.ts';
import type { Command, OpeningScene } from './command.ts';
import type { CommandContext } from './command-context.ts';
import type { FirstFrame } from './first-frame.ts';
import { paintFirstFrame } from './first-frame.ts';
import { readGlobalOptions } from './global-options.ts';
import type { InterruptSource } from './interrupt-source.ts';
import { createInterruptSource } from './interrupt-source.ts';
import { protectKnown } from './known-secrets.ts';
import type { OutputGuard } from './output-guard.ts';
import { outliveCode, outliveReaders } from './outlive.ts';
import { parseArguments, secretWords } from './parse-arguments.ts';
import type { Platform } from './platform.ts';

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
    platform.stdout.write((await import('./help-text.ts')).commandText(command));
    return 0;
  }
  const options = readGlobalOptions(flags, platform);
  protectKnown(guard.redactor, platform.env, resolve(platform.cwd, options.cwd ?? '.'));
  outliveReaders(platform);
  const interrupts = createInterruptSource(platform);
  const scene = { platform, options, flags, positionals };
  const painted = options.redraw ? await paintOpening(command, scene, interrupts) : undefined;
  try {
    return await runShown(command, { ...scene, guard, interrupts, runNext });
  } finally {
    painted?.end();
  }
}

/** Says on a terminal what the command is at, before anything of it is loaded. */
async function paintOpening(command: Command, scene: Omit<OpeningScene, 'surface'>, interrupts: InterruptSource): Promise<FirstFrame | undefined> {
  const { options, platform } = scene;
  if (command.opening === undefined) return undefined;
  const opening = await command.opening({ ...scene, surface: createSurface({ width: options.width, color: options.color, glyphs: options.ascii ? asciiGlyphs : unicodeGlyphs }) });
  return opening === undefined ? undefined : paintFirstFrame(platform, opening, () => interrupts.press('SIGINT'));
}

/** A command with its words read. */
interface ReadCommand extends Pick<CommandContext, 'platform' | 'options' | 'flags' | 'positionals' | 'runNext'> {
  readonly guard: OutputGuard;
  readonly interrupts: InterruptSource;
}

async function runShown(command: Command, { platform, options, flags, positionals, guard, interrupts, runNext }: ReadCommand): Promise<number> {
  const run = formatRunId(platform.clock.now(), platform.ids.hex(8));
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
    return await reportFailure(error, context, guard);
  } finally {
    interrupts.pause();
    await output.close();
  }
}

/** Tells a failure, with a report where it is a bug of ours; returns its exit code. */
async function reportFailure(error: unknown, context: CommandContext, { redactor }: OutputGuard): Promise<number> {
  const { command, flags, options, output, platform, run } = context;
  const [{ writeCrashReport }, { reportError }] = await Promise.all([import('./crash-report.ts'), import('./report-error.ts')]);
  const folder = resolve(platform.cwd, options.cwd ?? '.');
  const writeCrash = (crash: unknown): string | undefined => writeCrashReport(crash, { platform, redactor, folder, command, flags: Object.keys(flags), run, events: output.stamper.recorded() });
  return reportError(wasInterrupted(error, context) ? context.signal.reason : error, platform, output, { verbose: options.verbosity === 'verbose', command, folder: options.cwd, look: () => options.errorLook, writeCrash, redact: redactor.redact });
}

/**
 * Ends as the work does, or with what nobody caught meanwhile: a timer in the code of a user, a rejection that was forgotten. The work is
 * then asked to end, as at a request of the system.
 */
async function untilCrash({ platform, output }: CommandContext, interrupts: InterruptSource, work: () => Promise<number>): Promise<number> {
  const crash = Promise.withResolvers<{ readonly error: unknown }>();
  const forget = platform.onCrash((error) => crash.resolve({ error }));
  const ended = outliveCode(platform, output.redact);
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
    ended();
  }
}

/** A wait that was broken off is the interruption itself. */
function wasInterrupted(error: unknown, { signal }: CommandContext): boolean {
  return signal.aborted && error instanceof Error && error.name === 'AbortError';
}
