import { resourceIdKey } from '../../arm/resource-id.ts';
import type { Address } from '../../model/address.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource, Synthesis } from '../../model/synthesis.ts';
import type { StackOutcome } from './apply-result.ts';
import { changedTemplate } from './changed-template.ts';
import { dependenciesFirst } from './dependencies-first.ts';
import { tellBroken } from './deployment-end.ts';
import type { BrokenDeployment, DeploymentEnd, WatchedDeployment } from './deployment-end.ts';
import { deploymentName } from './deployment-name.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import { isResourceGroup } from './group-fate.ts';
import { failureOf } from './innermost-failure.ts';
import { recordOf } from './record-resource.ts';
import type { RunContext } from './run-context.ts';
import { retryOf, waitForRetry } from './retry-stack.ts';
import { mayStart } from './run-halt.ts';
import type { PutWork, StackWork } from './run-work.ts';
import { runTag } from './run-tag.ts';
import { look } from './wait-poll.ts';
import { watchDeployment } from './watch-deployment.ts';

/** What a stack's deployment needs to know of the rest of the run. */
export interface StackFacts {
  readonly synthesis: Synthesis;
  /** Resources of the synthesis by stack. */
  readonly resources: ReadonlyMap<string, readonly SynthesizedResource[]>;
  /** What the state holds now. */
  readonly records: () => Readonly<Record<string, ResourceRecord>>;
}

/** Deploys what changes in one stack and follows it to its end; what failed for a reason that passes is deployed again, by itself. */
export async function applyStack(work: StackWork, facts: StackFacts, context: RunContext): Promise<StackOutcome> {
  const since = context.ports.clock.monotonicMs();
  const records = await recordsOf(work, facts, context);
  if (!(await mayStart(context.halt))) return { stack: work.id, result: 'skipped', because: context.halt.text() ?? 'the run was stopped' };
  const done = await attemptAll(work, records, facts, context);
  const elapsed = { ...done, elapsedMs: context.ports.clock.monotonicMs() - since };
  emitEnd(elapsed, deploymentScopeId(work.stack.scope), context);
  return elapsed;
}

async function attemptAll(work: StackWork, records: ReadonlyMap<Address, ResourceRecord>, facts: StackFacts, context: RunContext): Promise<StackOutcome> {
  let { puts } = work;
  for (let attempt = 1; ; attempt += 1) {
    const { deployment, end } = await deploy({ ...work, puts }, records, attempt, facts, context);
    // A template that the user brought is deployed whole, which would send again what is done.
    const retry = end.kind === 'failed' && !work.stack.verbatim ? retryOf(puts, end, attempt, context) : undefined;
    const goesOn = retry !== undefined && (await waitForRetry(work.id, retry, attempt, context));
    if (end.kind === 'failed' || end.kind === 'canceled') tellBroken(deployment, goesOn ? exceptFor(end, retry.puts) : end, context);
    if (!goesOn) return outcomeOf(work.id, deployment.name, end);
    puts = retry.puts;
  }
}

/** What is not tried again has its end now. */
function exceptFor<E extends BrokenDeployment>(end: E, puts: readonly PutWork[]): E {
  const again = new Set(puts.map(({ address }) => address));
  return { ...end, failed: new Map([...end.failed].filter(([address]) => !again.has(address))), left: end.left.filter((address) => !again.has(address)) };
}

/** One deployment, from its line in the journal to its end. One that Azure refused at once has failed with nothing attempted. */
async function deploy(work: StackWork, all: ReadonlyMap<Address, ResourceRecord>, attempt: number, facts: StackFacts, context: RunContext): Promise<{ readonly deployment: WatchedDeployment; readonly end: DeploymentEnd }> {
  const { ports, run, halt, journal } = context;
  const { stack, puts } = work;
  const name = deploymentName(stack.id, run, attempt);
  const own = new Set(puts.map(({ address }) => address));
  const records = stack.verbatim ? all : new Map([...all].filter(([address]) => own.has(address)));
  const deployment: WatchedDeployment = { name, stack: stack.id, scope: stack.scope, records, settled: new Set(), outputs: recordedOutputs(work, facts.synthesis) };
  const request = {
    name,
    scope: stack.scope,
    template: changedTemplate({ stack, target: facts.synthesis.target, changed: puts.map(({ resource }) => resource.id), absent: absentIds(facts), run, kindOf: ports.kindOf }),
    parameters: stack.parameters,
    tags: { [runTag]: run, 'atakora:project': facts.synthesis.project.name, 'atakora:project-id': facts.synthesis.project.id, 'atakora:environment': facts.synthesis.target.key },
  };
  ports.host.emit({ type: 'stack', stack: stack.id, status: 'started', deployment: name, scope: deploymentScopeId(stack.scope) });
  await journal.append({ type: 'deployment-start', stack: stack.id, deployment: name, scope: stack.scope, records: Object.fromEntries(records), outputs: deployment.outputs });
  const started = await look(() => ports.azure.startDeployment(request, halt.signal), halt.signal);
  // Even after a refusal Azure is asked: a call that timed out may have been accepted.
  const end = await watchDeployment(deployment, context, started.kind === 'seen');
  if (end.kind !== 'missing') return { deployment, end };
  const because = started.kind === 'failed' ? `Azure refused deployment ${name}` : `Azure has no deployment ${name}`;
  await closeUnstarted(deployment, context);
  return { deployment, end: { kind: 'failed', because, failed: new Map(), left: [...records.keys()], ...(started.kind === 'failed' ? { failure: failureOf(started.error) } : {}) } };
}

/** Tells the views how a stack ended; one that goes on in Azure has not. */
export function emitEnd({ stack, deployment, result, elapsedMs, because, failure }: StackOutcome, scope: string, { ports }: RunContext): void {
  if (result === 'unknown') return;
  ports.host.emit({
    type: 'stack',
    stack,
    status: result === 'canceled' ? 'failed' : result,
    scope,
    ...(deployment === undefined ? {} : { deployment }),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(because === undefined ? {} : { because }),
    ...(failure === undefined ? {} : { failure }),
  });
}

/** Closes the journal of a deployment that Azure does not have: nothing of it was attempted. */
export async function closeUnstarted({ name }: WatchedDeployment, { journal }: RunContext): Promise<void> {
  await journal.append({ type: 'deployment-end', deployment: name, result: 'never-started', outputs: {} });
}

/** The end of a watched deployment as the outcome of its stack. */
export function outcomeOf(stack: string, deployment: string, end: DeploymentEnd): StackOutcome {
  switch (end.kind) {
    case 'succeeded':
      return { stack, deployment, result: 'succeeded' };
    case 'failed':
    case 'canceled':
      return { stack, deployment, result: end.kind, because: end.because, ...(end.failure === undefined ? {} : { failure: end.failure }) };
    case 'unknown':
      return { stack, deployment, result: 'unknown', because: end.because };
    case 'missing':
      return { stack, deployment, result: 'failed', because: `Azure has no deployment ${deployment}` };
  }
}

/** What will be in the state, dependencies first: of a template that the user brought all of it, because it is deployed whole. */
async function recordsOf({ stack, puts }: StackWork, { resources, records }: StackFacts, context: RunContext): Promise<ReadonlyMap<Address, ResourceRecord>> {
  const fresh = new Set(puts.flatMap((put) => (put.fresh ? [put.address] : [])));
  const all = stack.verbatim ? (resources.get(stack.id) ?? []) : puts.map(({ resource }) => resource);
  const known = records();
  const made = new Map<Address, ResourceRecord>();
  for (const resource of all) {
    const previous = fresh.has(resource.address) ? undefined : known[resource.address];
    const record = recordOf(resource, previous, context.run, context.ports);
    made.set(resource.address, isResourceGroup(record) && previous === undefined ? { ...record, made: await isNew(record, context) } : record);
  }
  return dependenciesFirst(made);
}

/** A group that is there already is somebody's; when that is not known, it is treated as such. */
async function isNew(record: ResourceRecord, { ports, halt }: RunContext): Promise<boolean> {
  const read = await look(() => ports.azure.read(record.id, record.apiVersion, halt.signal), halt.signal);
  return read.kind === 'seen' && read.value === undefined;
}

/** Ids that the definition has and Azure, as far as known, has not. */
function absentIds({ synthesis, records }: StackFacts): ReadonlySet<string> {
  const there = new Set(Object.values(records()).flatMap((record) => (record.status === 'pending' ? [] : [resourceIdKey(record.id)])));
  return new Set(synthesis.resources.flatMap(({ id }) => (there.has(resourceIdKey(id)) ? [] : [resourceIdKey(id)])));
}

/** Outputs of the stack that may be kept: never those that the template calls secure. */
function recordedOutputs({ stack }: StackWork, synthesis: Synthesis): WatchedDeployment['outputs'] {
  const declared = isJsonObject(stack.template['outputs']) ? stack.template['outputs'] : {};
  return synthesis.outputs.flatMap(({ name, stack: id, expression }) => (id === stack.id && !isSecure(declared[name]) ? [{ name, expression }] : []));
}

function isSecure(output: Json | undefined): boolean {
  return isJsonObject(output) && typeof output['type'] === 'string' && /^secure/i.test(output['type']);
}
