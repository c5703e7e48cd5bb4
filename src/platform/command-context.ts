import type { RunId } from '../model/run-id.ts';
import type { GlobalOptions } from './global-options.ts';
import type { InterruptSource } from './interrupt-source.ts';
import type { Output } from './output.ts';
import type { FlagValues } from './flag-values.ts';
import type { Platform } from './platform.ts';

/** What a command is given: its words, the world, and how to speak. */
export interface CommandContext {
  readonly platform: Platform;
  readonly options: GlobalOptions;
  /** Name of the command. */
  readonly command: string;
  readonly flags: FlagValues;
  readonly positionals: readonly string[];
  /** Id under which the command works; every command has one, those that change state record it. */
  readonly run: RunId;
  readonly output: Output;
  /** Aborted by the first Ctrl-C or a request to end. */
  readonly signal: AbortSignal;
  /** Takes over what Ctrl-C and requests to end do. */
  readonly interrupts: Pick<InterruptSource, 'take'>;
  /**
   * Runs code that is not ours with Ctrl-C left to the system: a loop in a user's backend would keep any listener from being called.
   */
  withSystemSignals<T>(work: () => Promise<T>): Promise<T>;
  /** Runs another command line of this program in this process, and returns its exit code. Nothing of this command is handed on but what it knows of secrets. */
  runNext(argv: readonly string[]): Promise<number>;
  /** Milliseconds since the command began. */
  elapsedMs(): number;
}

/** The text of a flag; undefined when it was not given. */
export function textFlag(context: Pick<CommandContext, 'flags'>, name: string): string | undefined {
  const value = context.flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** All texts of a flag that may be given several times. */
export function listFlag(context: Pick<CommandContext, 'flags'>, name: string): readonly string[] {
  const value = context.flags[name];
  return Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : [];
}
