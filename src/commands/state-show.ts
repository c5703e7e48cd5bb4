import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { findState } from '../platform/plan-project.ts';
import { openState } from '../platform/state-session.ts';

/** One resource of the state, or all of it; JSON in any case. @throws AtakoraError `ATK1007` for an address that the state does not have. */
export async function showState(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  const { state } = await findState(session, ports, context);
  const address = context.positionals[1];
  if (address === undefined) {
    context.platform.stdout.write(`${JSON.stringify(state ?? null, null, 2)}\n`);
    return 0;
  }
  const record = Object.hasOwn(state?.resources ?? {}, address) ? state?.resources[address] : undefined;
  if (record === undefined) {
    const near = nearest(address, Object.keys(state?.resources ?? {}));
    throw new AtakoraError('ATK1007', `the state has no resource "${address}"`, { hint: near === undefined ? 'See `atakora state list`.' : `Did you mean "${near}"?` });
  }
  context.platform.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
  return 0;
}
