import type { CommandContext } from '../platform/command-context.ts';

/**
 * `secrets rotate NAME | --due | --all-generated`: new versions, apps told of them, earlier ones disabled after a grace.
 * @throws AtakoraError `ATK1002`, `ATK1003`, `ATK1504`, `ATK22xx` and what the vault throws
 */
export async function rotateSecrets(context: CommandContext): Promise<number> {
  return (await import('../platform/rotate-secrets.ts')).rotateSecrets(context);
}
