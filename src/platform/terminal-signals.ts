import type { TerminalSignals } from '../ui/terminal-signals.ts';
import { createTerminalSignals } from '../ui/terminal-signals.ts';
import type { Platform } from './platform.ts';

/** An apply that ends sooner was watched. */
const bellAfterMs = 10_000;

/** What the terminal of a platform is told of an apply. `bell`: it rings at the end of a long one. */
export function terminalSignals({ env, stdout }: Platform, bell: boolean): TerminalSignals {
  return createTerminalSignals({ write: (sequence) => void stdout.write(sequence), progress: showsProgress(env), ...(bell ? { bellAfterMs } : {}) });
}

/** Terminals that are known to take OSC 9;4 for progress: Windows Terminal, ConEmu, Ghostty, WezTerm, Konsole. */
function showsProgress(env: Platform['env']): boolean {
  return env['WT_SESSION'] !== undefined || env['ConEmuANSI'] === 'ON' || ['ghostty', 'WezTerm'].includes(env['TERM_PROGRAM'] ?? '') || env['KONSOLE_VERSION'] !== undefined;
}
