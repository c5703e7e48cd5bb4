import type { Platform } from './platform.ts';

/**
 * Whether the terminal breaks long lines anew when its window gets narrower. Nearly all do; these are known to cut them: xterm itself, st, the
 * Linux console, GNU screen (whose TERM tmux has taken over).
 */
export function reflowsLines({ env }: Pick<Platform, 'env'>): boolean {
  const term = env['TERM'] ?? '';
  const isScreen = term.startsWith('screen') && env['TMUX'] === undefined;
  return env['XTERM_VERSION'] === undefined && !isScreen && term !== 'linux' && !/^st(?:-|$)/.test(term);
}
