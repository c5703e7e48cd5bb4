import type { CommandContext } from './command-context.ts';

/** Where a command works and how it speaks; not what it does, and not where it writes for machines. */
const passed: ReadonlySet<string> = new Set(['env', 'cwd', 'local', 'ascii', 'screen-reader', 'no-color', 'color', 'theme', 'reduced-motion', 'quiet', 'verbose', 'lock-timeout', 'log-file']);

/** The flags that a command line started by this command needs to work in the same place and speak the same way; what it says itself stays. */
export function passedFlags({ flags }: Pick<CommandContext, 'flags'>, argv: readonly string[]): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    if (!passed.has(name) || argv.includes(`--${name}`)) return [];
    return value === true ? [`--${name}`] : typeof value === 'string' ? [`--${name}`, value] : [];
  });
}
