import type { CommandContext } from './command-context.ts';

/** A word as a POSIX shell takes it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Words as they would be typed. */
export function quotedWords(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/** Another command for the same environment and folder, as the user would type it next. */
export function commandLine({ options }: Pick<CommandContext, 'options'>, command: string): string {
  return [
    `atakora ${command}`,
    ...(options.local ? ['--local'] : []),
    ...(options.environment === undefined ? [] : ['--env', quoted(options.environment)]),
    ...(options.cwd === undefined ? [] : ['-C', quoted(options.cwd)]),
  ].join(' ');
}

/** A mend whose commands can be typed as they stand: for the same environment and folder as the command that tells it. */
export function typedMend(context: Pick<CommandContext, 'options'>, mend: string): string {
  return mend.replaceAll(/`atakora (?!COMMAND)([^`]+)`/g, (found, command: string) => (isPlaced(command) ? found : `\`${commandLine(context, command)}\``));
}

/** True for a command that says already where it is meant. */
function isPlaced(command: string): boolean {
  return / (?:--local|--env|-C)(?: |$)/.test(command);
}
