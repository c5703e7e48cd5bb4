import type { Address } from '../../model/address.ts';
import type { Change, Plan, PlanAction } from '../../model/plan.ts';
import { cleanLine } from '../text/fit-text.ts';

/** The plan with every text that is shown as it stands made safe for a terminal. Values of properties are not: they are written as JSON. */
export function cleanPlan(plan: Plan): Plan {
  return {
    ...plan,
    project: cleanLine(plan.project),
    environment: cleanLine(plan.environment),
    changes: plan.changes.map(cleanChange),
    ...(plan.packages === undefined ? {} : { packages: plan.packages.map((change) => ({ ...change, address: cleanLine(change.address) as Address, path: cleanLine(change.path) })) }),
    outputs: plan.outputs.map((output) => ({ ...output, name: cleanLine(output.name) })),
  };
}

function cleanChange(change: Change): Change {
  return {
    ...change,
    address: cleanLine(change.address) as Address,
    azureName: cleanLine(change.azureName),
    type: cleanLine(change.type),
    stack: cleanLine(change.stack),
    owner: cleanLine(change.owner),
    action: cleanAction(change.action),
    reasons: change.reasons.map((reason) => ({ ...reason, text: cleanLine(reason.text) })),
    properties: change.properties.map((property) => ({
      ...property,
      path: cleanLine(property.path),
      ...(property.unknown === undefined ? {} : { unknown: cleanLine(property.unknown) }),
    })),
  };
}

function cleanAction(action: PlanAction): PlanAction {
  return (action.kind === 'move' || action.kind === 'replace') && action.from !== undefined ? { ...action, from: cleanLine(action.from) as Address } : action;
}
