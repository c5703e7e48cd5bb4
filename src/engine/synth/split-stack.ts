import { orderGraph } from './graph-order.ts';
import { edgesOf } from './node-edges.ts';
import type { RenderedResource } from './stack-template.ts';

/** What one deployment may hold, in resources and UTF-8 bytes of their JSON; below ARM's own limits so that run tags and outputs still fit. */
export interface StackLimits {
  readonly resources: number;
  readonly bytes: number;
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices 800 resources a template, 1 MB a deployment job */
export const stackLimits: StackLimits = { resources: 780, bytes: 900_000 };

/**
 * Cuts the resources of a stack, given in dependency order, into parts that ARM accepts: a later part depends only on earlier ones.
 * Cuts fall between families (a resource with its children and extensions) unless one family alone is too large or families need each
 * other. Addresses do not change.
 */
export function splitStack(ordered: readonly RenderedResource[], familyOf: (resource: RenderedResource) => string, limits: StackLimits = stackLimits): readonly (readonly RenderedResource[])[] {
  const sizes = new Map(ordered.map((resource) => [resource, bytesOf(resource)]));
  const sizeOf = (resources: readonly RenderedResource[]): number => resources.reduce((sum, resource) => sum + (sizes.get(resource) ?? 0), 0);
  if (ordered.length <= limits.resources && sizeOf(ordered) <= limits.bytes) {
    return [ordered];
  }
  const parts: RenderedResource[][] = [];
  let part: RenderedResource[] = [];
  let bytes = 0;
  const add = (resources: readonly RenderedResource[]): void => {
    const size = sizeOf(resources);
    if (part.length > 0 && (part.length + resources.length > limits.resources || bytes + size > limits.bytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(...resources);
    bytes += size;
  };
  for (const family of familiesInOrder(ordered, familyOf)) {
    if (family.length > limits.resources || sizeOf(family) > limits.bytes) {
      family.forEach((resource) => add([resource]));
    } else {
      add(family);
    }
  }
  return [...parts, part];
}

function bytesOf(resource: RenderedResource): number {
  return new TextEncoder().encode(JSON.stringify(resource.entry)).length;
}

/** Whole families, each after those that it needs; every resource for itself when families need each other. */
function familiesInOrder(ordered: readonly RenderedResource[], familyOf: (resource: RenderedResource) => string): readonly (readonly RenderedResource[])[] {
  const families = new Map<string, RenderedResource[]>();
  const familyAt = new Map<string, string>();
  for (const resource of ordered) {
    const family = familyOf(resource);
    const members = families.get(family);
    familyAt.set(resource.node.address, family);
    if (members === undefined) {
      families.set(family, [resource]);
    } else {
      members.push(resource);
    }
  }
  const needed = (family: string): readonly string[] => (families.get(family) ?? []).flatMap(({ node }) => edgesOf(node).flatMap((edge) => familyAt.get(edge) ?? [])).filter((other) => other !== family);
  const order = orderGraph([...families.keys()], needed);
  return order.kind === 'ordered' ? order.keys.map((family) => families.get(family) ?? []) : ordered.map((resource) => [resource]);
}
