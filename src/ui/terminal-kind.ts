/** What decides how a run is shown; all of it read once, by the platform. */
export interface TerminalFacts {
  readonly stdoutIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** `TERM`, `CI`, `NO_COLOR`, `FORCE_COLOR`, `LANG`, `LC_ALL`, `LC_CTYPE`, `WT_SESSION`, `TERM_PROGRAM` are looked at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As in `process.platform`. */
  readonly platform: string;
  readonly flags: { readonly json?: boolean; readonly screenReader?: boolean; readonly ascii?: boolean; readonly noColor?: boolean; readonly noInput?: boolean };
}

/**
 * `json`: events for a program. `board`: a terminal that can be drawn on. `plain`: everything else, linear;
 * with `asks` when a person can be asked in lines.
 */
export interface ViewChoice {
  readonly kind: 'json' | 'board' | 'plain';
  readonly asks: boolean;
  readonly color: boolean;
  readonly unicode: boolean;
  /** False: nothing moves (screen reader, `ATAKORA_REDUCED_MOTION`). */
  readonly motion: boolean;
}

/** How to show a run in this terminal. */
export function chooseView(facts: TerminalFacts): ViewChoice {
  const { flags, env } = facts;
  const dumb = env['TERM'] === 'dumb';
  const inCi = isSet(env['CI']);
  const screenReader = flags.screenReader === true || env['INK_SCREEN_READER'] === 'true';
  const drawable = facts.stdoutIsTerminal && !dumb && !inCi && !screenReader;
  return {
    kind: flags.json === true ? 'json' : drawable ? 'board' : 'plain',
    asks: facts.stdinIsTerminal && facts.stdoutIsTerminal && !inCi && flags.json !== true && flags.noInput !== true,
    color: useColor(facts, dumb),
    unicode: useUnicode(facts),
    motion: drawable && !isSet(env['ATAKORA_REDUCED_MOTION']),
  };
}

/** `FORCE_COLOR` wins over all, then `--no-color` and `NO_COLOR`; else colour is for terminals. */
function useColor(facts: TerminalFacts, dumb: boolean): boolean {
  const forced = facts.env['FORCE_COLOR'];
  if (forced !== undefined) {
    return forced !== '0' && forced !== 'false';
  }
  return facts.flags.noColor !== true && !isSet(facts.env['NO_COLOR']) && facts.stdoutIsTerminal && !dumb;
}

/** ASCII for `--ascii`, the Linux console, old Windows consoles, and locales that are known not to be UTF-8. */
function useUnicode(facts: TerminalFacts): boolean {
  const { env } = facts;
  if (facts.flags.ascii === true || env['TERM'] === 'linux') {
    return false;
  }
  if (facts.platform === 'win32') {
    return isSet(env['WT_SESSION']) || isSet(env['TERM_PROGRAM']) || env['TERM'] === 'xterm-256color';
  }
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return locale === undefined || locale === 'C' || locale === 'POSIX' ? true : /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
