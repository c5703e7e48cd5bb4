type Environment = Readonly<Record<string, string | undefined>>;

/** A terminal that says who it is. */
interface KnownTerminal {
  readonly name: string;
  /** Undefined: it is not this one; else its version, `''` when it tells none. */
  readonly version: (env: Environment) => string | undefined;
  /** The first version with links; absent: every one that sets these variables. */
  readonly since?: readonly number[];
}

const program = (name: string) => (env: Environment): string | undefined => (env['TERM_PROGRAM'] === name ? (env['TERM_PROGRAM_VERSION'] ?? '') : undefined);
const terminal = (...names: readonly string[]) => (env: Environment): string | undefined => (names.includes(env['TERM'] ?? '') ? '' : undefined);
const variable = (name: string) => (env: Environment): string | undefined => ((env[name] ?? '') === '' ? undefined : '');

/**
 * Terminals with OSC 8, by what they put into the environment. Terminal.app knows none.
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export const linkingTerminals: readonly KnownTerminal[] = [
  { name: 'Windows Terminal', version: variable('WT_SESSION') },
  { name: 'VTE: GNOME Terminal, Tilix and others', version: (env) => vteVersion(env['VTE_VERSION']), since: [0, 50, 1] },
  { name: 'Konsole', version: (env) => konsoleVersion(env['KONSOLE_VERSION']), since: [20, 12] },
  { name: 'iTerm2', version: program('iTerm.app'), since: [3, 1] },
  { name: 'WezTerm', version: program('WezTerm'), since: [20200620] },
  { name: 'Visual Studio Code', version: program('vscode'), since: [1, 72] },
  { name: 'Ghostty', version: program('ghostty') },
  { name: 'Ghostty', version: terminal('xterm-ghostty') },
  { name: 'Hyper', version: program('Hyper'), since: [2] },
  { name: 'Warp', version: program('WarpTerminal') },
  { name: 'Rio', version: program('rio') },
  { name: 'mintty', version: program('mintty'), since: [3, 0] },
  { name: 'kitty', version: terminal('xterm-kitty') },
  { name: 'Alacritty', version: terminal('alacritty', 'alacritty-direct') },
  { name: 'foot', version: terminal('foot', 'foot-extra', 'foot-direct') },
  { name: 'Contour', version: terminal('contour') },
];

/** What decides whether links are written. */
export interface LinkFacts {
  readonly env: Environment;
  readonly isTerminal: boolean;
  readonly isInCi: boolean;
  readonly screenReader: boolean;
}

/**
 * True where a link is shown as one. `FORCE_HYPERLINK` decides (0: never) except for screen readers, which get no escape sequence at all.
 * tmux keeps links apart from the terminal behind it since 3.4, and drops them itself where that knows none; GNU screen prints what it
 * does not know, so it gets none.
 */
export function supportsLinks({ env, isTerminal, isInCi, screenReader }: LinkFacts): boolean {
  const forced = env['FORCE_HYPERLINK'] ?? '';
  if (screenReader) return false;
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if (!isTerminal || isInCi || env['TERM'] === 'dumb') return false;
  if ((env['TMUX'] ?? '') !== '' || env['TERM_PROGRAM'] === 'tmux') return env['TERM_PROGRAM'] === 'tmux' && isSince(env['TERM_PROGRAM_VERSION'] ?? '', [3, 4]);
  if ((env['STY'] ?? '') !== '' || /^screen(?:[.-]|$)/.test(env['TERM'] ?? '')) return false;
  return linkingTerminals.some(({ version, since }) => {
    const told = version(env);
    return told !== undefined && (since === undefined || isSince(told, since));
  });
}

/** `5202` is 0.52.2. 0.50.0 crashed at links, so that a version without the last digits is none. */
function vteVersion(told: string | undefined): string | undefined {
  const number = Number(told);
  return told === undefined || !Number.isInteger(number) ? undefined : `0.${Math.floor(number / 100)}.${number % 100}`;
}

/** `201200` is 20.12.0. */
function konsoleVersion(told: string | undefined): string | undefined {
  const number = Number(told);
  return told === undefined || !Number.isInteger(number) ? undefined : `${Math.floor(number / 10_000)}.${Math.floor(number / 100) % 100}`;
}

function isSince(told: string, since: readonly number[]): boolean {
  const numbers = told.split(/\D+/).filter((part) => part !== '').map(Number);
  for (const [at, wanted] of since.entries()) {
    const has = numbers[at] ?? (at === 0 ? -1 : 0);
    if (has !== wanted) return has > wanted;
  }
  return true;
}
