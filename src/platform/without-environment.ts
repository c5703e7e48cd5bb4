import type { CommandContext } from './command-context.ts';

/** The command without the environment that it was given: what it starts names its own. */
export function withoutEnvironment(context: CommandContext): CommandContext {
  const { env: _environment, ...flags } = context.flags;
  return { ...context, flags, options: { ...context.options, environment: undefined } };
}
