import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { ResourceRecord, StateDocument } from '../model/state.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { findState } from '../platform/plan-project.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { padEnd } from '../ui/text/fit-text.ts';

const verbs = ['list', 'show'] as const;

export const state: Command = {
  name: 'state',
  summary: 'look at the state: list, show',
  description: 'list: every resource of the state. show ADDRESS: what was sent for one and what Azure returned; show without an address: the whole state. Secret values are never in it.',
  arguments: [
    { name: 'VERB', required: true, summary: 'list or show' },
    { name: 'ADDRESS', required: false, summary: 'a resource, for show' },
  ],
  flags: [],
  json: 'document',
  examples: ['atakora state list --local', 'atakora state show main/cosmos.main/account --local'],
  run: async (context) => {
    const verb = verbs.find((candidate) => candidate === context.positionals[0]);
    if (verb === undefined) {
      const given = context.positionals[0] ?? '';
      const near = nearest(given, verbs);
      throw new AtakoraError('ATK1002', `"state ${given}" is not known`, { hint: near === undefined ? `Known: ${verbs.join(', ')}.` : `Did you mean \`state ${near}\`?` });
    }
    const session = await openProject(context);
    const { state: document, pending } = await findState(session, openPorts(session, context.platform), context);
    if (verb === 'list') {
      list(context, document, pending.length);
    } else {
      show(context, document);
    }
    return 0;
  },
};

function list(context: CommandContext, document: StateDocument | undefined, pending: number): void {
  const resources = Object.entries(document?.resources ?? {});
  const json: Json = resources.map(([address, record]) => ({ address, type: record.type, name: record.name, stack: record.stack, status: record.status, id: record.id }));
  context.output.document(json, () => {
    if (resources.length === 0) {
      return 'The state is empty. Apply first.\n';
    }
    const width = Math.max(...resources.map(([address]) => address.length));
    const rows = resources.map(([address, record]) => `${padEnd(address, width)}  ${record.name}${record.status === 'applied' ? '' : `  (${record.status})`}`);
    const left = pending === 0 ? '' : `, ${pending} left open by an interrupted run`;
    return `${rows.join('\n')}\n${resources.length} resources, serial ${document?.serial ?? 0}${left}\n`;
  });
}

function show(context: CommandContext, document: StateDocument | undefined): void {
  const address = context.positionals[1];
  if (address === undefined) {
    context.platform.stdout.write(`${JSON.stringify(document ?? null, null, 2)}\n`);
    return;
  }
  const record: ResourceRecord | undefined = document?.resources[address];
  if (record === undefined) {
    const near = nearest(address, Object.keys(document?.resources ?? {}));
    throw new AtakoraError('ATK1007', `the state has no resource "${address}"`, { hint: near === undefined ? 'See `atakora state list`.' : `Did you mean "${near}"?` });
  }
  context.platform.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
}
