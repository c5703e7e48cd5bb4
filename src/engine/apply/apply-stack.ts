import { resourceIdKey } from '../../arm/resource-id.ts';
import type { Address } from '../../model/address.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource, Synthesis } from '../../model/synthesis.ts';
import type { StackOutcome } from './apply-result.ts';
import { changedTemplate } from './changed-template.ts';
import { dependenciesFirst } from './dependencies-first.ts';
import { deploymentName } from './deployment-name.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import { isResourceGroup } from './group-fate.ts';
import { failureOf } from './innermost-failure.ts';
import { recordOf } from './record-resource.ts';
import type { RunContext } from './run-context.ts';
import type { StackWork } from './run-work.ts';
import { runTag } from './run-tag.ts';
import { look } from './wait-poll.ts';
import { watchDeployment } from './watch-deployment.ts';
import type { DeploymentEnd, WatchedDeployment } from './watch-deployment.ts';

/** What a stack's deployment needs to know of the rest of the run. */
export interface StackFacts {
  readonly synthesis: Synthesis;
  /** Resources of the synthesis by stack. */
  readonly resources: ReadonlyMap<string, readonly SynthesizedResource[]>;
  /** What the state holds now. */
  readonly records: Readonly<Record<string, ResourceRecord>>;
}

/** Deploys what changes in one stack and follows it to its end. */
export async function applyStack(work: StackWork, facts: StackFacts, context: RunContext): Promise<StackOutcome> {
  const { ports, run, halt, journal } = context;
  const { stack } = work;
  const since = ports.clock.monotonicMs();
  const name = deploymentName(stack.id, run, 1);
  const scope = deploymentScopeId(stack.scope);
  const records = await recordsOf(work, facts, context);
  if (halt.reason() !== undefined) return { stack: stack.id, result: 'skipped', because: 'the run was stopped' };
  const deployment: WatchedDeployment = { name, stack: stack.id, scope: stack.scope, records, settled: new Set(), outputs: recordedOutputs(work, facts.synthesis) };
  const request = {
    name,
    scope: stack.scope,
    template: changedTemplate({ stack, target: facts.synthesis.target, changed: work.puts.map(({ resource }) => resource.id), absent: absentIds(facts), run, kindOf: ports.kindOf }),
    parameters: stack.parameters,
    tags: { [runTag]: run, 'atakora:project': facts.synthesis.project.name, 'atakora:environment': facts.synthesis.target.key },
  };
  ports.host.emit({ type: 'stack', stack: stack.id, status: 'started', deployment: name, scope });
  await journal.append({ type: 'deployment-start', stack: stack.id, deployment: name, scope: stack.scope, records: Object.fromEntries(records), outputs: deployment.outputs });
  const started = await look(() => ports.azure.startDeployment(request, halt.signal), halt.signal);
  // Even after a refusal Azure is asked: a call that timed out may have been accepted.
  const end = await watchDeployment(deployment, context);
  const refused = end.kind === 'missing' ? await neverStarted(deployment, context, started.kind === 'failed' ? `Azure refused deployment ${name}` : `Azure has no deployment ${name}`) : undefined;
  const outcome = refused === undefined ? outcomeOf(stack.id, name, end) : { stack: stack.id, deployment: name, result: 'failed' as const, because: refused, ...(started.kind === 'failed' ? { failure: failureOf(started.error) } : {}) };
  const elapsed = { ...outcome, elapsedMs: ports.clock.monotonicMs() - since };
  emitEnd(elapsed, scope, context);
  return elapsed;
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
export async function neverStarted(deployment: WatchedDeployment, context: RunContext, because: string): Promise<string> {
  await context.journal.append({ type: 'deployment-end', deployment: deployment.name, result: 'never-started', outputs: {} });
  for (const address of deployment.records.keys()) context.progress.skipped(address, because);
  return because;
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
  const made = new Map<Address, ResourceRecord>();
  for (const resource of all) {
    const previous = fresh.has(resource.address) ? undefined : records[resource.address];
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
  const there = new Set(Object.values(records).flatMap((record) => (record.status === 'pending' ? [] : [resourceIdKey(record.id)])));
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
