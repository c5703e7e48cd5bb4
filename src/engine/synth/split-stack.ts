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
 * Cuts fall between families (a resource with its children and extensions) unless one family alone is too large. Addresses do not change.
 */
export function splitStack(ordered: readonly RenderedResource[], familyOf: (resource: RenderedResource) => string, limits: StackLimits = stackLimits): readonly (readonly RenderedResource[])[] {
  const sizes = new Map(ordered.map((resource) => [resource, bytesOf(resource)]));
  const sizeOf = (resource: RenderedResource): number => sizes.get(resource) ?? 0;
  const parts: RenderedResource[][] = [];
  let part: RenderedResource[] = [];
  let bytes = 0;
  const close = (): void => {
    if (part.length > 0) {
      parts.push(part);
    }
    part = [];
    bytes = 0;
  };
  for (const family of groupRuns(ordered, familyOf)) {
    const size = family.reduce((sum, resource) => sum + sizeOf(resource), 0);
    if (part.length + family.length > limits.resources || bytes + size > limits.bytes) {
      close();
    }
    for (const resource of family) {
      if (part.length + 1 > limits.resources || (part.length > 0 && bytes + sizeOf(resource) > limits.bytes)) {
        close();
      }
      part.push(resource);
      bytes += sizeOf(resource);
    }
  }
  close();
  return parts;
}

function bytesOf(resource: RenderedResource): number {
  return new TextEncoder().encode(JSON.stringify(resource.entry)).length;
}

function groupRuns(ordered: readonly RenderedResource[], familyOf: (resource: RenderedResource) => string): readonly (readonly RenderedResource[])[] {
  const runs: RenderedResource[][] = [];
  let last: string | undefined;
  for (const resource of ordered) {
    const family = familyOf(resource);
    if (family === last) {
      runs.at(-1)?.push(resource);
    } else {
      runs.push([resource]);
    }
    last = family;
  }
  return runs;
}
