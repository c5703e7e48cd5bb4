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
