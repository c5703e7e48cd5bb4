import type { Address } from '../../model/address.ts';
import { putsResource, type PlannedResource } from './planned-resource.ts';

/**
 * Which changes come before which. Creations and updates wait for those of their dependencies that change; deletions wait for the
 * deletions and updates of what depended on them at the last apply. Visits each edge of the definition and the state once.
 */
export function changeEdges(planned: ReadonlyMap<Address, PlannedResource>): ReadonlyMap<Address, readonly Address[]> {
  const edges = new Map<Address, Address[]>();
  for (const item of planned.values()) {
    edges.set(item.address, putsResource(item.action) ? changingDependencies(item, planned) : []);
  }
  for (const item of planned.values()) {
    if (item.action.kind === 'no-op') {
      continue;
    }
    for (const dependency of item.record?.dependsOn ?? []) {
      if (dependency !== item.address && planned.get(dependency)?.action.kind === 'delete') {
        edges.get(dependency)?.push(item.address);
      }
    }
  }
  return new Map([...edges].map(([address, list]) => [address, [...new Set(list)].sort()]));
}

function changingDependencies(item: PlannedResource, planned: ReadonlyMap<Address, PlannedResource>): Address[] {
  return (item.desired?.dependsOn ?? []).filter((dependency) => {
    const other = planned.get(dependency);
    return dependency !== item.address && other !== undefined && putsResource(other.action);
  });
}
