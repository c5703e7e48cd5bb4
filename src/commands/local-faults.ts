import { resolve } from 'node:path';
import { localFaults, setLocalFaults } from '../azure/local-faults.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { listFlag, textFlag } from '../platform/command-context.ts';
import { worldOptions } from '../platform/local-worlds.ts';

/** Shows the fault rules of a world, or sets them: for demonstrations, and for tests of what must survive faults. */
export async function showOrSetFaults(context: CommandContext): Promise<number> {
  const options = worldOptions(context);
  const world = textFlag(context, 'world');
  const rules = listFlag(context, 'fault');
  const file = textFlag(context, 'file');
  const clear = context.flags['clear'] === true;
  if (clear && (rules.length > 0 || file !== undefined)) throw new AtakoraError('ATK1002', '--clear goes without --fault and --file');
  const sets = clear || rules.length > 0 || file !== undefined;
  const seed = seedOf(context);
  if (seed !== undefined && !sets) throw new AtakoraError('ATK1002', '--seed goes with --fault or --file');
  const report = sets
    ? setLocalFaults(options, world, { rules, ...(file === undefined ? {} : { file: resolve(context.platform.cwd, context.options.cwd ?? '.', file) }), ...(seed === undefined ? {} : { seed }) })
    : localFaults(options, world);
  const name = world ?? 'default';
  context.output.document({ local: true, world: name, faults: report as unknown as Json }, () => {
    if (report.rules.length === 0) return `The world "${name}" of the local Azure has no fault rules.\n`;
    const lines = report.rules.map(({ rule, met, acted }) => `  ${rule}\n    acted ${acted} of ${met} times`);
    return `fault rules of the world "${name}" of the local Azure, seed ${report.seed}\n${lines.join('\n')}\n`;
  });
  return 0;
}

function seedOf(context: CommandContext): number | undefined {
  const text = textFlag(context, 'seed');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new AtakoraError('ATK1002', `--seed ${text} is not a whole number`);
  return Number(text);
}
