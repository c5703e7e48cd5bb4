import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Change, OutputChange, Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { changeEdges } from './change-edges.ts';
import { countChanges, sortChanges } from './change-order.ts';
import { createPlanContext, type PlanContext, type PlanInput } from './plan-context.ts';
import { planDeletion } from './plan-deletion.ts';
import { guardPlan, isProtected } from './plan-guards.ts';
import { planResource } from './plan-resource.ts';
import type { PlannedResource } from './planned-resource.ts';

/**
 * The changes that lead from the last apply and the live cloud to the synthesized backend. Pure: the same input gives the same plan,
 * byte for byte. What it must not do stands in `diagnostics` as errors; the changes are complete all the same, so that they can be shown.
 */
export function buildPlan(input: PlanInput): Plan {
  const context = createPlanContext(input);
  const planned = planAll(context);
  const edges = changeEdges(planned);
  const changes = sortChanges([...planned.values()].map((item) => toChange(item, edges.get(item.address) ?? [])), input.synthesis);
  const { state, synthesis } = input;
  return {
    version: 1,
    kind: input.kind,
    project: input.projectName ?? synthesis?.project.name ?? state?.project ?? '',
    environment: synthesis?.target.key ?? state?.environment ?? '',
    cloud: synthesis?.target.cloud ?? state?.cloud ?? '',
    subscriptionId: synthesis?.target.subscriptionId ?? state?.subscriptionId ?? '',
    ...(state === undefined ? {} : { lineage: state.lineage }),
    serial: state?.serial ?? 0,
    changes,
    outputs: planOutputs(input),
    counts: countChanges(changes),
    diagnostics: [...(synthesis?.diagnostics ?? []), ...guardPlan([...planned.values()], context)],
    hash: hashChanges(changes),
  };
}

/** Resources of the definition after their dependencies, then what the state has besides. */
function planAll(context: PlanContext): ReadonlyMap<Address, PlannedResource> {
  const planned = new Map<Address, PlannedResource>();
  const anew = new Set<Address>();
  for (const resource of dependenciesFirst(context.desired)) {
    const sources = resource.dependsOn.filter((address) => anew.has(address)).flatMap((address) => planned.get(address) ?? []);
    const item = planResource(resource, sources, context);
    planned.set(resource.address, item);
    if (item.madeAnew) {
      anew.add(resource.address);
    }
  }
  const movedFrom = new Set(context.moved.values());
  for (const [key, record] of Object.entries(context.input.state?.resources ?? {})) {
    const address = key as Address;
    if (!context.desired.has(address) && !movedFrom.has(address)) {
      planned.set(address, planDeletion(address, record, context));
    }
  }
  return planned;
}

/** Every resource after those that it depends on; without recursion, so that a long chain is no problem. */
function dependenciesFirst(resources: ReadonlyMap<Address, SynthesizedResource>): readonly SynthesizedResource[] {
  const ordered: SynthesizedResource[] = [];
  const entered = new Set<Address>();
  const done = new Set<Address>();
  const stack = [...resources.keys()].reverse();
  for (let address = stack.at(-1); address !== undefined; address = stack.at(-1)) {
    const resource = resources.get(address);
    if (resource === undefined || entered.has(address)) {
      stack.pop();
      if (resource !== undefined && !done.has(address)) {
        done.add(address);
        ordered.push(resource);
      }
      continue;
    }
    entered.add(address);
    stack.push(...resource.dependsOn.filter((dependency) => !entered.has(dependency)));
  }
  return ordered;
}

function toChange(item: PlannedResource, waitsFor: readonly Address[]): Change {
  const facts = item.desired ?? item.record;
  const origin = item.desired?.origin;
  return {
    address: item.address,
    type: facts?.type ?? '',
    azureName: facts?.name ?? '',
    id: facts?.id ?? '',
    action: item.action,
    reasons: item.reasons,
    properties: item.action.kind === 'no-op' ? [] : item.properties,
    stack: facts?.stack ?? '',
    owner: facts?.owner ?? '',
    waitsFor,
    risk: item.risk,
    protected: isProtected(item),
    ...(origin === undefined ? {} : { origin }),
  };
}

function planOutputs({ kind, synthesis, state }: PlanInput): readonly OutputChange[] {
  const before = state?.outputs ?? {};
  const after = new Map((kind === 'destroy' ? [] : (synthesis?.outputs ?? [])).map((output) => [output.name, output]));
  const names = [...new Set([...after.keys(), ...Object.keys(before)])].sort();
  return names.map((name): OutputChange => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    const next = after.get(name);
    if (next === undefined || old === undefined) {
      return { name, kind: next === undefined ? 'remove' : 'add' };
    }
    return { name, kind: old.expression === next.expression && old.stack === next.stack ? 'same' : 'change' };
  });
}

/** The same in every checkout and at every time: what is done, without where the definition lies. */
function hashChanges(changes: readonly Change[]): string {
  const facts = changes.filter(({ action }) => action.kind !== 'no-op').map(({ origin: _origin, ...change }) => change);
  return sha256(canonicalJson(facts as unknown as Json));
}
