import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { findState } from '../platform/plan-project.ts';
import { openState } from '../platform/state-session.ts';
import { paragraph, table } from '../platform/state-text.ts';
import { plural } from '../ui/text/plural.ts';

/** Every resource of the state, with what an interrupted run left over it. */
export async function listState(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  const { state, pending } = await findState(session, ports, context);
  const resources = Object.entries(state?.resources ?? {});
  const json: Json = resources.map(([address, record]) => ({ address, type: record.type, name: record.name, stack: record.stack, status: record.status, id: record.id }));
  context.output.document(json, () => {
    if (resources.length === 0) {
      return 'The state is empty. Apply first.\n';
    }
    const rows = table(context, resources.map(([address, record]) => [address, `${record.name}${record.status === 'applied' ? '' : `  (${record.status})`}`]), ['address', 'name']);
    const left = pending.length === 0 ? '' : `, ${pending.length} left open by an interrupted run`;
    return `${rows}${paragraph(context, `${plural(resources.length, 'resource')}, serial ${state?.serial ?? 0}${left}`)}`;
  });
  return 0;
}
