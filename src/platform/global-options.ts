import { AtakoraError } from '../model/errors.ts';
import type { PlanDetail } from '../ui/plain/plan-text.ts';
import { parseDuration } from './duration-flag.ts';
import type { FlagValues } from './flag-values.ts';
import { isInCi } from './is-in-ci.ts';
import type { Platform } from './platform.ts';
import type { TerminalLook } from './terminal-look.ts';
import { readLook } from './terminal-look.ts';

/** What the flags that mean the same everywhere, the environment variables and the terminal say together. */
export interface GlobalOptions extends TerminalLook {
  readonly json: boolean;
  readonly jsonInto: string | undefined;
  /** File that everything told is appended to. */
  readonly logFile: string | undefined;
  readonly yes: boolean;
  /** There is a person at a terminal that can be asked. */
  readonly interactive: boolean;
  /** The screen can be redrawn: a terminal, not `TERM=dumb`, not CI, not a screen reader. */
  readonly redraw: boolean;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly lockTimeoutMs: number;
  readonly environment: string | undefined;
  readonly local: boolean;
  readonly cwd: string | undefined;
  /** Cells in a line of the stream that people read. */
  readonly width: number | undefined;
  /** The terminal rings at the end of a long apply. */
  readonly bell: boolean;
  /** How much of a plan is printed. */
  readonly detail: PlanDetail | undefined;
  /** How text looks on stderr; read at the start, before Ink is told of colours by the variables that say it. */
  readonly errorLook: TerminalLook;
}

/** A screen reader reads lines: what is one sentence stays one, and the terminal breaks it where it must. */
const spokenWidth = 100_000;

/** @throws AtakoraError `ATK1002` for flags that contradict each other. */
export function readGlobalOptions(flags: FlagValues, platform: Platform): GlobalOptions {
  const { env } = platform;
  const json = flags['json'] === true;
  const human = json ? platform.stderr : platform.stdout;
  const look = readLook(flags, platform, human);
  const interactive = !json && flags['no-input'] !== true && !isInCi(env) && platform.stdin.isTTY === true && platform.stdout.isTTY === true;
  if (flags['quiet'] === true && flags['verbose'] === true) {
    throw new AtakoraError('ATK1002', '--quiet and --verbose contradict each other');
  }
  return {
    ...look,
    json,
    jsonInto: text(flags['json-into']),
    logFile: text(flags['log-file']),
    yes: flags['yes'] === true,
    interactive,
    redraw: interactive && env['TERM'] !== 'dumb' && !look.screenReader,
    verbosity: flags['quiet'] === true ? 'quiet' : flags['verbose'] === true ? 'verbose' : 'normal',
    lockTimeoutMs: parseDuration(text(flags['lock-timeout']), 'lock-timeout'),
    environment: text(flags['env']),
    local: flags['local'] === true,
    cwd: text(flags['cwd']),
    width: look.screenReader ? spokenWidth : human.columns,
    bell: flags['bell'] === true || env['ATAKORA_BELL'] === '1',
    detail: planDetail(text(flags['detail'])),
    errorLook: readLook(flags, platform, platform.stderr),
  };
}

function text(value: FlagValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const details: readonly PlanDetail[] = ['counts', 'lines', 'full', 'auto'];

function planDetail(given: string | undefined): PlanDetail | undefined {
  const known = details.find((candidate) => candidate === given);
  if (given !== undefined && known === undefined) {
    throw new AtakoraError('ATK1002', `--detail ${given} is not one of ${details.join(', ')}`);
  }
  return known;
}
