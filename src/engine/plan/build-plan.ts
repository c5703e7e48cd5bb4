import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Change, OutputChange, PackageChange, Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { changeEdges } from './change-edges.ts';
import { countChanges, sortChanges } from './change-order.ts';
import { createPlanContext, type PlanContext, type PlanInput } from './plan-context.ts';
import { planDeletion, planRemoval } from './plan-deletion.ts';
import { findLikelyMoves, likelyMoveFindings } from './likely-moves.ts';
import { packageFacts, planPackages } from './plan-packages.ts';
import { guardPlan, isProtected } from './plan-guards.ts';
import { choosePart, partFindings, type ChosenPart } from './plan-part.ts';
import { planResource } from './plan-resource.ts';
import { originOf, type PlannedResource } from './planned-resource.ts';

/**
 * The changes that lead from the last apply and the live cloud to the synthesized backend. Pure: the same input gives the same plan,
 * byte for byte. What it must not do stands in `diagnostics` as errors; the changes are complete all the same, so that they can be shown.
 * @throws AtakoraError `ATK1505` when the user names an address that is not there.
 */
export function buildPlan(input: PlanInput): Plan {
  const context = createPlanContext(input);
  const all = planAll(context);
  const edges = changeEdges(all);
  const wholeStacks = new Set(input.synthesis?.stacks.flatMap(({ id, verbatim }) => (verbatim ? [id] : [])));
  const chosen = choosePart(all, edges, input.scope, wholeStacks);
  const { planned, part } = chosen;
  // A refused call is the cause of what happens to the addresses that it names: that alone is told.
  const settled = [...planned.values()].filter(({ address }) => !context.unsettled.has(address));
  const likelyMoves = findLikelyMoves(settled, context);
  const changes = sortChanges([...planned.values()].map((item) => toChange(item, (edges.get(item.address) ?? []).filter((address) => planned.has(address)))), input.synthesis);
  const { state, synthesis } = input;
  const packages = input.kind === 'destroy' ? [] : planPackages(changes, input);
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
    outputs: planOutputs(input, chosen),
    counts: countChanges(changes),
    ...(packages.length === 0 ? {} : { packages }),
    ...(part === undefined ? {} : { partial: part }),
    ...(likelyMoves.length === 0 ? {} : { likelyMoves }),
    diagnostics: [
      ...(synthesis?.diagnostics ?? []),
      ...context.diagnostics,
      ...guardPlan(settled, context),
      ...likelyMoveFindings(likelyMoves, planned),
      ...partFindings(part),
    ],
    hash: hashChanges(changes, packages),
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
      const rule = context.removed.get(address);
      planned.set(address, rule === undefined ? planDeletion(address, record, context) : planRemoval(address, record, rule));
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
  const origin = originOf(item);
  const alsoFrom = item.desired?.alsoFrom ?? [];
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
    ...(alsoFrom.length === 0 ? {} : { alsoFrom }),
  };
}

/** Outputs of a stack that is not brought up to date as a whole keep what they have. */
function planOutputs({ kind, synthesis, state }: PlanInput, { isWholeStack }: ChosenPart): readonly OutputChange[] {
  const before = state?.outputs ?? {};
  const after = new Map((kind === 'destroy' ? [] : (synthesis?.outputs ?? [])).map((output) => [output.name, output]));
  const names = [...new Set([...after.keys(), ...Object.keys(before)])].sort();
  return names.flatMap((name): readonly OutputChange[] => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    const next = after.get(name);
    if (![old, next].every((output) => output === undefined || isWholeStack(output.stack))) {
      return old === undefined ? [] : [{ name, kind: 'same' }];
    }
    if (next === undefined || old === undefined) {
      return [{ name, kind: next === undefined ? 'remove' : 'add' }];
    }
    return [{ name, kind: old.expression === next.expression && old.stack === next.stack ? 'same' : 'change' }];
  });
}

/** The same in every checkout and at every time: what is done, without where the definition lies. */
function hashChanges(changes: readonly Change[], packages: readonly PackageChange[]): string {
  const facts = changes.filter(({ action }) => action.kind !== 'no-op').map(({ origin: _origin, alsoFrom: _others, ...change }) => change);
  const published = packageFacts(packages);
  return sha256(canonicalJson((published.length === 0 ? facts : { changes: facts, packages: published }) as unknown as Json));
}
