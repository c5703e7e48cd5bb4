import type { ResourceNode } from '../../model/resource-node.ts';
import type { StackName } from '../../model/stack-name.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** Which deployment a resource belongs to before any splitting. */
export interface DeploymentPlace {
  /** `data`; `reports.data` for a backend beside others. */
  readonly id: string;
  readonly stack: StackName;
  /** Undefined: the deployment runs at the subscription. */
  readonly groupName: string | undefined;
}

/** Resources fall together by backend, stack and scope; an extension goes where its target is. */
export function deploymentPlaceOf(node: ResourceNode, index: ReferenceIndex, backends: number): DeploymentPlace {
  const groupName = groupNameOf(node, index);
  const backend = node.address.slice(0, node.address.indexOf('/'));
  const prefix = backends > 1 && backend !== 'main' ? `${backend}.` : '';
  return { id: `${prefix}${node.stack}${scopeSuffix(node.stack, groupName)}`, stack: node.stack, groupName };
}

/** Resource groups are made at the subscription and all else inside of them; what is not so (rare: raw resources) has a deployment of its own. */
function scopeSuffix(stack: StackName, groupName: string | undefined): string {
  if (stack === 'foundation') {
    return groupName === undefined ? '' : '.group';
  }
  return groupName === undefined ? '.subscription' : '';
}

/** Group that a resource is deployed in, of an extension that of its target; undefined at the subscription. */
export function groupNameOf(node: ResourceNode, index: ReferenceIndex): string | undefined {
  switch (node.scope.kind) {
    case 'subscription':
      return undefined;
    case 'resourceGroup':
      return node.scope.groupName;
    case 'extension': {
      const target = index.node(node.scope.target);
      // A lock or role on a group is deployed into that group.
      return target.scope.kind === 'subscription' ? target.name : groupNameOf(target, index);
    }
  }
}
