import { tagsFor } from '../../define/tagging.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Project } from '../../model/project.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { StackName } from '../../model/stack-name.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
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
  const own = ownTags(node.body);
  const { tags: texts, diagnostics } = tagsFor({
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
    resourceTags: own.texts,
    address: node.address,
    location: node.origin,
  });
  const tags = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, own.expressions.get(text) ?? text]));
  const body = support.supported && Object.keys(tags).length > 0 ? { ...node.body, tags } : node.body;
  return { node: { ...node, stack, body }, diagnostics };
}

/** A resource's own tags as texts: an expression, whose text only the deployment knows, is stood in for by its number. */
function ownTags(body: ValueObject): OwnTags {
  const { tags } = body;
  const expressions = new Map<string, Value>();
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags) || isExpression(tags)) {
    return { texts: {}, expressions };
  }
  const texts = Object.entries(tags as ValueObject).map(([name, value]) => {
    if (!isExpression(value)) {
      return [name, String(value)] as const;
    }
    const standIn = `{expression ${expressions.size}}`;
    expressions.set(standIn, value);
    return [name, standIn] as const;
  });
  return { texts: Object.fromEntries(texts), expressions };
}

interface OwnTags {
  readonly texts: Readonly<Record<string, string>>;
  /** Stand-in to expression. */
  readonly expressions: ReadonlyMap<string, Value>;
}
