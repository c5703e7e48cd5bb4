import { AtakoraError } from '../model/errors.ts';
import type { PlanDetail } from '../ui/plain/plan-text.ts';
import { parseDuration } from './duration-flag.ts';
import type { FlagValues } from './flag-values.ts';
import { isInCi } from './is-in-ci.ts';
import type { Platform } from './platform.ts';

/** What the flags that mean the same everywhere, the environment variables and the terminal say together. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly jsonInto: string | undefined;
  readonly yes: boolean;
  /** There is a person at a terminal that can be asked. */
  readonly interactive: boolean;
  /** The screen can be redrawn: a terminal, not `TERM=dumb`, not CI, not a screen reader. */
  readonly redraw: boolean;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly screenReader: boolean;
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
}

/** @throws AtakoraError `ATK1002` for flags that contradict each other. */
export function readGlobalOptions(flags: FlagValues, platform: Platform): GlobalOptions {
  const { env } = platform;
  const json = flags['json'] === true;
  const human = json ? platform.stderr : platform.stdout;
  const dumb = env['TERM'] === 'dumb';
  const screenReader = flags['screen-reader'] === true || env['INK_SCREEN_READER'] === 'true';
  const interactive = !json && flags['no-input'] !== true && !isInCi(env) && platform.stdin.isTTY === true && platform.stdout.isTTY === true;
  if (flags['quiet'] === true && flags['verbose'] === true) {
    throw new AtakoraError('ATK1002', '--quiet and --verbose contradict each other');
  }
  return {
    json,
    jsonInto: text(flags['json-into']),
    yes: flags['yes'] === true,
    interactive,
    redraw: interactive && !dumb && !screenReader,
    color: wantsColor(flags, env, human.isTTY === true && !dumb),
    ascii: flags['ascii'] === true || env['TERM'] === 'linux' || !speaksUtf8(env),
    screenReader,
    verbosity: flags['quiet'] === true ? 'quiet' : flags['verbose'] === true ? 'verbose' : 'normal',
    lockTimeoutMs: parseDuration(text(flags['lock-timeout']), 'lock-timeout'),
    environment: text(flags['env']),
    local: flags['local'] === true,
    cwd: text(flags['cwd']),
    width: human.columns,
    bell: flags['bell'] === true || env['ATAKORA_BELL'] === '1',
    detail: planDetail(text(flags['detail'])),
  };
}

/** `FORCE_COLOR` wins over `NO_COLOR` and `--no-color`, which win over what the terminal can do. */
function wantsColor(flags: FlagValues, env: Platform['env'], terminal: boolean): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) {
    return forced !== '0' && forced !== 'false';
  }
  return flags['no-color'] !== true && (env['NO_COLOR'] ?? '') === '' && terminal;
}

/** POSIX locales name their encoding; without any locale a modern terminal speaks UTF-8. */
function speaksUtf8(env: Platform['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  return locale !== 'C' && locale !== 'POSIX' && (/utf-?8/i.test(locale) || !locale.includes('.'));
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
