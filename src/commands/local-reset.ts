import { localServers, localWorlds, resetLocalWorld } from '../azure/serve-local.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { worldOptions } from '../platform/local-worlds.ts';

/**
 * Empties a world after a question; its settings and fault rules stay.
 * @throws AtakoraError `ATK2108` while a server runs on it, `ATK2109` for a world that is not there, `ATK1003` without an answer.
 */
export async function resetLocal(context: CommandContext): Promise<number> {
  const name = textFlag(context, 'world') ?? 'default';
  const options = worldOptions(context);
  const servers = await localServers(options, name);
  const [server] = servers;
  if (server !== undefined) throw new AtakoraError('ATK2108', `a server runs on the world "${name}" at ${server.url} (process ${server.pid})`);
  const [status] = await worldOrDamaged(options, name);
  if (status === undefined) throw new AtakoraError('ATK2109', `there is no world "${name}" here`);
  if (!(await confirmed(context, `Empty the world "${name}" of the local Azure (${status})?`))) {
    throw new AtakoraError('ATK1006', 'declined; nothing was changed');
  }
  resetLocalWorld(options.base, name);
  context.output.document({ local: true, world: name, reset: true }, () => `The world "${name}" is empty. States of environments that used it still hold what was there: plan again.\n`);
  return 0;
}

/** A world that cannot be opened is the best reason to empty it. */
async function worldOrDamaged(options: ReturnType<typeof worldOptions>, name: string): Promise<readonly string[]> {
  try {
    return (await localWorlds(options, name)).map(({ resources, secrets }) => `${resources} resources, ${secrets} secrets`);
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK2102') return ['it cannot be read'];
    throw error;
  }
}

async function confirmed({ options, platform, signal }: CommandContext, text: string): Promise<boolean> {
  if (options.yes) return true;
  if (!options.interactive) throw new AtakoraError('ATK1003', `cannot ask "${text}" without a terminal`, { hint: 'Give --yes to go ahead without a question.' });
  const { askPlain } = await import('../ui/plain/ask-plain.ts');
  const answer = await askPlain({ text, fallback: false }, { stdin: platform.stdin as NodeJS.ReadStream, stdout: platform.stdout as NodeJS.WriteStream, signal });
  if (answer === 'interrupted') throw new AtakoraError('ATK1006', 'interrupted at the question; nothing was changed');
  return answer === 'approved';
}
