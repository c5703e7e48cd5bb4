import type { CommandContext } from './command-context.ts';

/** Another command for the same environment and folder, as the user would type it next. */
export function commandLine({ options }: Pick<CommandContext, 'options'>, command: string): string {
  const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
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
