import type { PreflightFinding } from '../../model/preflight.ts';
import { creations, groupOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/**
 * Resources of one type that a group may hold; some types may have more. Limits of templates are checked when they are made.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resources-without-resource-group-limit
 */
const mostOfOneType = 800;

/** No group gets more of one type than it may hold. */
export const checkLimits: Check = async (input) => {
  const made = creations(input).filter(({ change, kind }) => change.action.kind === 'create' && kind?.scope === 'resourceGroup');
  const groups = Map.groupBy(made, ({ change }) => groupOf(change.id) ?? '');
  // A group that gets a few cannot get over the limit by them unless it is there already; small plans need no list.
  const found = await Promise.all([...groups].filter(([group]) => group !== '').map(([group, resources]) => checkGroup(group, resources, input)));
  return found.flat();
};

async function checkGroup(group: string, made: readonly Creation[], { azure, signal }: PreflightInput): Promise<readonly PreflightFinding[]> {
  const held = Map.groupBy(await azure.listGroup(group, signal), ({ type }) => type.toLowerCase());
  return [...Map.groupBy(made, ({ change }) => change.type)].flatMap(([type, resources]): readonly PreflightFinding[] => {
    const there = held.get(type.toLowerCase())?.length ?? 0;
    if (there + resources.length <= mostOfOneType) return [];
    return [{ check: 'limits', severity: 'warning', code: 'ATK1808', summary: `${group} holds ${there} of ${type}, and ${resources.length} more would be made: most types end at ${mostOfOneType} in a group`, hint: 'Use another resource group.' }];
  });
}
