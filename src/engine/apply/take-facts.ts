import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { pickManaged } from '../plan/managed-values.ts';
import type { Run } from './apply-run.ts';
import { readBack, recordOf } from './record-resource.ts';
import type { RunContext } from './run-context.ts';

/** What the plan changes in the state alone. */
export async function takeFacts({ input, work, context }: Run): Promise<void> {
  const tell = (text: string): void => context.ports.host.emit({ type: 'log', level: 'info', text });
  for (const { address, record, from } of work.records) {
    const before = input.state?.resources[address]?.apiVersion;
    const another = before !== undefined && before !== record.apiVersion;
    await context.journal.append({ type: 'record', address, record: another ? await readAnew(record, context) : record, ...(from === undefined ? {} : { from }) });
    if (another) tell(`${address} is read with api version ${record.apiVersion} from now on, no longer with ${before}; nothing else of it changes`);
    if (from !== undefined) tell(`${from} is ${address} now`);
  }
  for (const resource of work.adopted) {
    await adopt(resource, context);
    tell(`${resource.address} is in the state now, as it is`);
  }
  for (const { address, why } of work.forgotten) {
    await context.journal.append({ type: 'delete-done', address, kept: why });
    tell(`${address} left the state: ${why}`);
  }
}

/** Another api version may show the same resource otherwise: what it shows now is what later reads are compared with. */
async function readAnew(record: ResourceRecord, context: RunContext): Promise<ResourceRecord> {
  const { ports } = context;
  const read = await readBack(context, record);
  if (read.kind !== 'seen' || read.value === undefined || record.live === undefined) return record;
  return { ...record, live: pickManaged(record.desired, read.value, { kind: ports.kindOf(record.type), fingerprint: ports.fingerprint }) };
}

/** Takes a resource that exists as it should be into the state, with what Azure says of it now. */
async function adopt(resource: SynthesizedResource, context: RunContext): Promise<void> {
  const { ports, run, journal } = context;
  const record = recordOf(resource, undefined, run, ports);
  const read = await readBack(context, record);
  const live = read.kind === 'seen' && read.value !== undefined ? { live: pickManaged(record.desired, read.value, { kind: ports.kindOf(record.type), fingerprint: ports.fingerprint }) } : {};
  await journal.append({ type: 'record', address: resource.address, record: { ...record, ...live, status: 'applied' } });
}
