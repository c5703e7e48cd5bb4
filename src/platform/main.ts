import { commands } from '../commands/index.ts';
import { overviewText } from './help-text.ts';
import type { Platform } from './platform.ts';

/**
 * Runs one command line and returns its exit code; never throws, never ends the process. What it imports at once is all
 * that the overview of the commands needs: everything else is loaded when there is a command to run.
 * @param argv what follows the program's name
 * @param platform the process that the program runs in, when absent
 */
export async function main(argv: readonly string[], platform?: Platform): Promise<number> {
  const [name, ...rest] = argv;
  const helped = name === 'help' ? rest[0] : undefined;
  if (helped !== undefined) {
    return main([helped, '--help'], platform);
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (platform?.stdout ?? process.stdout).write(overviewText(commands));
    return 0;
  }
  const world = platform ?? (await import('./real-platform.ts')).realPlatform(import.meta.url);
  if (name === '--version') {
    world.stdout.write(`${world.version}\n`);
    return 0;
  }
  const { runCommandLine } = await import('./run-command-line.ts');
  return runCommandLine(argv, world);
}
