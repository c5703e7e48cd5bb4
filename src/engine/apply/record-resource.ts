import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatLocation } from '../../model/source-location.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import type { CompareRules } from '../plan/kind-lookup.ts';
import { pickManaged, withoutSecrets } from '../plan/managed-values.ts';
import type { ApplyPorts } from './apply-ports.ts';
import type { RunContext } from './run-context.ts';
import { look } from './wait-poll.ts';
import type { Look } from './wait-poll.ts';

/** What the state holds of a resource once this run has deployed it. `previous`: what it holds now. */
export function recordOf(resource: SynthesizedResource, previous: ResourceRecord | undefined, run: string, ports: ApplyPorts): ResourceRecord {
  const same = previous !== undefined && previous.id.toLowerCase() === resource.id.toLowerCase();
  return {
    id: resource.id,
    type: resource.type,
    apiVersion: resource.apiVersion,
    name: resource.name,
    stack: resource.stack,
    owner: resource.owner,
    dependsOn: resource.dependsOn,
    desired: withoutSecrets(resource.desired, rulesFor(resource.type, ports)),
    desiredHash: resource.desiredHash,
    ...(same && previous.live !== undefined ? { live: previous.live } : {}),
    generation: resource.generation,
    createdRun: same ? previous.createdRun : run,
    updatedRun: run,
    // What comes back as it was is still to be brought to the definition.
    status: resource.comesBack === true ? 'tainted' : 'pending',
    protect: resource.protect,
    ...(resource.origin === undefined ? {} : { origin: formatLocation(resource.origin) }),
    ...(same && previous.made !== undefined ? { made: previous.made } : {}),
  };
}

function rulesFor(type: string, ports: ApplyPorts): CompareRules {
  return { kind: ports.kindOf(type), fingerprint: ports.fingerprint };
}

/** What Azure says of a resource when it is read after its deployment. */
export type ReadBack = Look<JsonObject | undefined>;

export function readBack({ ports, halt }: RunContext, record: ResourceRecord): Promise<ReadBack> {
  return look(() => ports.azure.read(record.id, record.apiVersion, halt.signal), halt.signal);
}

/** Writes a resource that succeeded into the journal and tells it. When it could not be read, it is recorded without live values: it does exist. */
export async function recordDone(context: RunContext, address: Address, record: ResourceRecord, read: ReadBack, durationMs?: number): Promise<void> {
  const { ports, journal, progress } = context;
  const { live: _before, ...sent } = record;
  const live = read.kind === 'seen' && read.value !== undefined ? { live: pickManaged(record.desired, read.value, rulesFor(record.type, ports)) } : {};
  await journal.append({ type: 'resource-done', address, record: { ...sent, ...live, status: record.status === 'tainted' ? 'tainted' : 'applied' }, durationMs: durationMs ?? 0 });
  progress.succeeded(address, durationMs);
}
