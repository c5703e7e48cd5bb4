import type { Glyphs } from './glyphs.ts';
import { asciiGlyphs, unicodeGlyphs, wordGlyphs } from './glyphs.ts';

/** What tells which signs a terminal can show. */
export interface GlyphFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's name as Node.js has it; absent: not known, which counts as not Windows. */
  readonly system?: string | undefined;
  /** Asked for on Windows where nothing else decides: number of the console's code page. */
  readonly codePage?: (() => number | undefined) | undefined;
}

/** The signs of a look: words for screen readers, ASCII where asked for or where the terminal has no more. */
export function glyphsOf({ screenReader, ascii }: { readonly screenReader: boolean; readonly ascii: boolean }): Glyphs {
  return screenReader ? wordGlyphs : ascii ? asciiGlyphs : unicodeGlyphs;
}

/** True where signs beyond ASCII can be shown: by the locale, on Windows by the terminal or the code page. */
export function speaksUnicode({ env, system, codePage }: GlyphFacts): boolean {
  if (env['TERM'] === 'linux') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  if (system === 'win32' && locale === '') return hasUnicodeTerminal(env) || codePage?.() === utf8;
  return locale !== 'C' && locale !== 'POSIX' && (/utf-?8/i.test(locale) || !locale.includes('.'));
}

/** Code page of UTF-8. */
const utf8 = 65_001;

/** Terminals of Windows whose fonts have the signs, whatever the code page: programs write UTF-16 to them. */
function hasUnicodeTerminal(env: GlyphFacts['env']): boolean {
  const told = (name: string): boolean => (env[name] ?? '') !== '';
  return (
    told('WT_SESSION') || // Windows Terminal
    env['ConEmuANSI'] === 'ON' || // ConEmu, Cmder
    ['vscode', 'mintty', 'WezTerm', 'Hyper', 'Tabby'].includes(env['TERM_PROGRAM'] ?? '') ||
    env['TERMINAL_EMULATOR'] === 'JetBrains-JediTerm' ||
    /^(?:xterm|alacritty|rxvt|cygwin|tmux|screen)/.test(env['TERM'] ?? '') // MSYS, Cygwin, ssh
  );
}

/** The number in what `chcp` prints, in whatever language: `Active code page: 437`. */
export function codePageIn(printed: string): number | undefined {
  const number = /(\d{3,5})\D*$/.exec(printed)?.[1];
  return number === undefined ? undefined : Number(number);
}
