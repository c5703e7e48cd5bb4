/** What is said about colour, and where it goes. */
export interface ColorFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--color`. */
  readonly asked?: 'always' | 'never' | 'auto' | undefined;
  /** `--no-color`. */
  readonly refused: boolean;
  /** The stream ends at a terminal. */
  readonly isTerminal: boolean;
  /** A screen reader is spoken to. */
  readonly screenReader: boolean;
}

/**
 * Whether text is painted. The first that says something decides: a screen reader (never), `--color always|never`, `FORCE_COLOR`
 * (`0` and `false`: never), `NO_COLOR` and `--no-color`, `CLICOLOR_FORCE`, `TERM=dumb`, `CLICOLOR=0`, and then the terminal.
 * Empty variables say nothing.
 * @see https://no-color.org, https://force-color.org, https://bixense.com/clicolors
 */
export function wantsColor({ env, asked = 'auto', refused, isTerminal, screenReader }: ColorFacts): boolean {
  const told = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  if (screenReader) return false;
  if (asked !== 'auto') return asked === 'always';
  const forced = told('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (refused || told('NO_COLOR') !== undefined) return false;
  const always = told('CLICOLOR_FORCE');
  if (always !== undefined && always !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb' && told('CLICOLOR') !== '0';
}
