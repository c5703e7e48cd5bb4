import type { Address } from '../../model/address.ts';
import type { Refactoring } from '../../model/definition.ts';
import type { PlanReason } from '../../model/plan.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlannedResource } from './planned-resource.ts';
import { riskOf } from './risk.ts';

/** Decides about a resource of the state that the definition no longer has, or that is destroyed. */
export function planDeletion(address: Address, record: ResourceRecord, context: PlanContext): PlannedResource {
  const { input } = context;
  const exists = input.live?.get(address) !== 'missing';
  const why: PlanReason = input.kind === 'destroy' ? { kind: 'destroy', text: 'the environment is destroyed' } : (featureOff(address, context) ?? { kind: 'not-in-definition', text: 'the definition no longer has it' });
  const gone: readonly PlanReason[] = exists ? [] : [{ kind: 'missing-in-azure', text: 'it no longer exists in Azure; only its record is removed' }];
  const action = { kind: 'delete' } as const;
  return {
    address,
    desired: undefined,
    record,
    action,
    reasons: [why, ...gone],
    properties: [],
    risk: exists ? riskOf(action, input.kinds(record.type), []) : 'safe',
    exists,
    madeAnew: false,
  };
}

/** The definition still has it, and the environment switches off what it belongs to. */
function featureOff(address: Address, { input, leftOut }: PlanContext): PlanReason | undefined {
  const features = leftOut.get(address) ?? leftOut.get(`${address.slice(0, address.lastIndexOf('/'))}/*`);
  if (features === undefined) {
    return undefined;
  }
  const [named, verb] = [features.map((feature) => `"${feature}"`).join(' and '), features.length === 1 ? 'the feature' : 'the features'];
  return { kind: 'feature-off', text: `${input.synthesis?.target.name ?? 'the environment'} switches ${verb} ${named} off`, path: `features.${features[0] ?? ''}` };
}

/** Decides about a resource that the definition leaves to others: only its record goes. */
export function planRemoval(address: Address, record: ResourceRecord, rule: Refactoring): PlannedResource {
  return {
    address,
    desired: undefined,
    record,
    action: { kind: 'forget' },
    reasons: [{ kind: 'removed', text: 'the definition leaves it to others: it stays in Azure and leaves the state' }],
    properties: [],
    risk: 'safe',
    exists: true,
    madeAnew: false,
    origin: rule.origin,
  };
}
