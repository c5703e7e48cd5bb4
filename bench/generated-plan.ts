import type { Address } from '../src/model/address.ts';
import type { Change, Plan, PlanAction, PropertyChange } from '../src/model/plan.ts';

const ownersOfStack = 100;
const changesOfOwner = 10;

function actionOf(index: number): PlanAction {
  if (index % 50 === 0) return { kind: 'delete' };
  if (index % 40 === 0) return { kind: 'replace', order: 'delete-first' };
  return { kind: index % 2 === 0 ? 'update' : 'create' };
}

function propertiesOf(index: number): readonly PropertyChange[] {
  const own = Array.from({ length: 4 }, (_, at): PropertyChange => ({ path: `properties.limits.field${at}`, kind: 'change', before: index, after: index + at + 1 }));
  return [...own, { path: 'tags.costCenter', kind: 'change', before: '41', after: '42' }];
}

function changeAt(index: number): Change {
  const stack = `stack${Math.floor(index / (ownersOfStack * changesOfOwner))}`;
  const owner = `part${Math.floor(index / changesOfOwner)}`;
  const action = actionOf(index);
  return {
    address: `main/${owner}/account${index}` as Address,
    type: 'Microsoft.Storage/storageAccounts',
    azureName: `stbench${index}`,
    id: `/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-bench/providers/Microsoft.Storage/storageAccounts/stbench${index}`,
    action,
    reasons: [{ kind: 'property-changed', text: 'a limit was changed' }],
    properties: action.kind === 'delete' ? [] : propertiesOf(index),
    stack,
    owner,
    waitsFor: index % changesOfOwner === 0 ? [] : [`main/${owner}/account${index - 1}` as Address],
    risk: action.kind === 'delete' ? 'loses-data' : action.kind === 'replace' ? 'interrupts-service' : 'safe',
    protected: false,
    origin: { file: 'atakora/backend.ts', line: index + 1 },
  };
}

/** A plan of so many changes, of all kinds of danger, half of the updates alike in one property. */
export function generatedPlan(size: number): Plan {
  const changes = Array.from({ length: size }, (_, index) => changeAt(index));
  const count = (kind: PlanAction['kind']): number => changes.filter(({ action }) => action.kind === kind).length;
  return {
    version: 1,
    kind: 'apply',
    project: 'bench',
    environment: 'dev@local',
    cloud: 'local',
    subscriptionId: '00000000-0000-0000-0000-000000000002',
    serial: 1,
    changes,
    outputs: [],
    counts: { create: count('create'), update: count('update'), replace: count('replace'), delete: count('delete'), move: 0, import: 0, forget: 0, unchanged: 0 },
    diagnostics: [],
    hash: '5'.repeat(64),
  };
}
