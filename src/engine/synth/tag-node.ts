import { tagsFor } from '../../define/tagging.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Project } from '../../model/project.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { StackName } from '../../model/stack-name.ts';
import type { ValueObject } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { PendingNode } from './draft-to-node.ts';

/** Where a node is, as far as tags tell. */
export interface TagPlace {
  readonly project: Project;
  readonly backend: BackendDefinition;
  readonly target: EnvironmentTarget;
}

/** Puts a node into its stack and writes its tags; the run tag is left to apply. */
export function tagNode(pending: PendingNode, stack: StackName, place: TagPlace): { readonly node: ResourceNode; readonly diagnostics: readonly Diagnostic[] } {
  const { backend, purpose, ...node } = pending;
  const support = (kindOf(node.type) ?? genericKind(node.type, node.apiVersion)).tags;
  const { tags, diagnostics } = tagsFor({
    project: place.project,
    environment: place.target.name,
    backend,
    packageTags: place.project.packages.find((entry) => entry.name === backend)?.tags ?? {},
    stack,
    components: node.components,
    ...(purpose === undefined ? {} : { purpose }),
    type: node.type,
    support,
    ...(place.backend.options.tagRules === undefined ? {} : { rules: place.backend.options.tagRules }),
    ...(place.backend.options.tags === undefined ? {} : { userTags: place.backend.options.tags }),
    resourceTags: ownTags(node.body),
    address: node.address,
    location: node.origin,
  });
  const body = support.supported && Object.keys(tags).length > 0 ? { ...node.body, tags } : node.body;
  return { node: { ...node, stack, body }, diagnostics };
}

function ownTags(body: ValueObject): Readonly<Record<string, string>> {
  const tags = body['tags'];
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) {
    return {};
  }
  return Object.fromEntries(Object.entries(tags as ValueObject).map(([name, value]) => [name, String(value)]));
}
