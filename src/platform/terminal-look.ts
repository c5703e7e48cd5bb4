import { AtakoraError } from '../model/errors.ts';
import { wantsColor } from '../ui/text/color-choice.ts';
import { speaksUnicode } from '../ui/text/glyph-choice.ts';
import { supportsLinks } from '../ui/text/link-support.ts';
import type { Color } from '../ui/text/style.ts';
import { groundOf, themeChoices, themeOf } from '../ui/text/theme.ts';
import type { FlagValues } from './flag-values.ts';
import { isInCi } from './is-in-ci.ts';
import type { OutputStream, Platform } from './platform.ts';

/** How text for people looks on the stream that it goes to. */
export interface TerminalLook {
  /** False, or the theme that text is painted in. */
  readonly color: Color;
  /** Text for people has no sign beyond ASCII. */
  readonly ascii: boolean;
  /** Plain sentences, not one escape sequence, nothing drawn twice. */
  readonly screenReader: boolean;
  /** What turned the screen reader mode on. */
  readonly screenReaderBy: string | undefined;
  /** `reduced`: nothing on the screen moves by itself but what is counted. */
  readonly motion: 'full' | 'reduced';
  /** Addresses are links that can be clicked. */
  readonly links: boolean;
}

const colorChoices = ['always', 'never', 'auto'] as const;

/** @throws AtakoraError `ATK1002` for a colour or theme that there is not, or flags that contradict each other. */
export function readLook(flags: FlagValues, platform: Pick<Platform, 'env' | 'system' | 'codePage'>, stream: OutputStream): TerminalLook {
  const { env } = platform;
  const screenReaderBy = screenReaderSwitch(flags, env);
  const screenReader = screenReaderBy !== undefined;
  const asked = oneOf(flags['color'], colorChoices, '--color');
  const refused = flags['no-color'] === true;
  if (refused && (asked === 'always' || asked === 'auto')) {
    throw new AtakoraError('ATK1002', `--no-color and --color ${asked} contradict each other`);
  }
  const isTerminal = stream.isTTY === true;
  const theme = themeOf(oneOf(flags['theme'], themeChoices, '--theme') ?? oneOf(told(env, 'ATAKORA_THEME'), themeChoices, 'ATAKORA_THEME') ?? 'auto', groundOf(env['COLORFGBG']));
  return {
    color: wantsColor({ env, asked, refused, isTerminal, screenReader }) && theme,
    ascii: flags['ascii'] === true || !speaksUnicode(platform),
    screenReader,
    screenReaderBy,
    motion: screenReader || flags['reduced-motion'] === true || isOn(env['ATAKORA_REDUCED_MOTION']) ? 'reduced' : 'full',
    links: supportsLinks({ env, isTerminal, isInCi: isInCi(env), screenReader }),
  };
}

/** The look of an error on a command line that could not be read: what can be told of it counts, the rest is left out. */
export function readLookOfWords(words: readonly string[], platform: Pick<Platform, 'env' | 'system' | 'codePage'>, stream: OutputStream): TerminalLook {
  const flags = Object.fromEntries(['ascii', 'screen-reader', 'no-color'].map((name) => [name, words.includes(`--${name}`)]));
  const color = words.find((word) => word.startsWith('--color='))?.slice('--color='.length) ?? words[words.indexOf('--color') + 1];
  const known = colorChoices.find((choice) => words.some((word) => word.startsWith('--color')) && choice === color);
  // A theme that there is not must not hide the error that is to be shown.
  const env = themeChoices.some((choice) => choice === platform.env['ATAKORA_THEME']) ? platform.env : { ...platform.env, ATAKORA_THEME: undefined };
  return readLook({ ...flags, ...(known === undefined || flags['no-color'] === true ? {} : { color: known }) }, { ...platform, env }, stream);
}

/** The flag, then our own variable, then Ink's. */
function screenReaderSwitch(flags: FlagValues, env: Platform['env']): string | undefined {
  if (flags['screen-reader'] === true) return '--screen-reader';
  return ['ATAKORA_SCREEN_READER', 'INK_SCREEN_READER'].find((name) => isOn(env[name]));
}

/** True for a variable that is set to anything but `0`, `false`, `no` and `off`. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase());
}

function told(env: Platform['env'], name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

function oneOf<const T extends string>(given: FlagValues[string], choices: readonly T[], what: string): T | undefined {
  if (typeof given !== 'string') return undefined;
  const known = choices.find((choice) => choice === given);
  if (known === undefined) {
    throw new AtakoraError('ATK1002', `${what} ${given} is not one of ${choices.join(', ')}`);
  }
  return known;
}
