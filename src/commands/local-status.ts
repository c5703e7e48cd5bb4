import type { WorldStatus } from '../azure/serve-local.ts';
import { localWorlds } from '../azure/serve-local.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { worldOptions } from '../platform/local-worlds.ts';

/** Shows what the worlds of this folder hold and which servers run on them. Exit code 0, also without any world. */
export async function showLocalStatus(context: CommandContext): Promise<number> {
  const world = textFlag(context, 'world');
  const worlds = await localWorlds(worldOptions(context), world);
  if (world !== undefined && worlds.length === 0) throw new AtakoraError('ATK2109', `there is no world "${world}" here`);
  context.output.document({ local: true, worlds: worlds as unknown as Json }, () =>
    worlds.length === 0 ? 'There is no world of the local Azure here. A command with --local, or `atakora local start`, makes one.\n' : worlds.map(textOf).join('\n'),
  );
  return 0;
}

function textOf(status: WorldStatus): string {
  const rows: readonly (readonly [string, string])[] = [
    ['folder', status.folder],
    ['version', String(status.version)],
    ['server', status.servers.length === 0 ? 'none' : status.servers.map(({ url, pid }) => `${url} (process ${pid})`).join(', ')],
    ['holds', `${counted(status.groups, 'resource group')}, ${counted(status.resources, 'resource')}, ${counted(status.secrets, 'secret')}`],
    ['deployments', `${status.deployments}, ${status.running} running`],
    ['vaults', status.vaults.join(', ') || 'none'],
    ['recoverable', status.deleted.length === 0 ? 'none' : status.deleted.map(({ type, name }) => `${name} (${type})`).join(', ')],
    ['faults', status.faults.rules.length === 0 ? 'none' : `seed ${status.faults.seed}: ${status.faults.rules.map(({ rule, met, acted }) => `${rule} (acted ${acted} of ${met} times)`).join('; ')}`],
    ['not modelled', status.notModelled.length === 0 ? 'none' : status.notModelled.map(({ type, count }) => `${type} (${count})`).join(', ')],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return `world "${status.world}" of the local Azure\n${rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
