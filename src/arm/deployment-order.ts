import { validationError } from './template-error.ts';

/** A resource and the keys that it waits for. */
export interface OrderedNode {
  readonly key: string;
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly jsonPath: string;
}

/**
 * Keys in waves: every resource stands behind all that it waits for, as early as possible, in template order inside a wave.
 * @throws ArmTemplateError `ATK2005` naming one resource of a circle.
 */
export function orderInWaves(nodes: readonly OrderedNode[]): readonly (readonly string[])[] {
  const waiting = new Map(nodes.map((node) => [node.key, node.dependsOn.length]));
  const dependents = new Map<string, number[]>(nodes.map((node) => [node.key, []]));
  nodes.forEach((node, place) => {
    for (const key of node.dependsOn) dependents.get(key)?.push(place);
  });
  const waves: (readonly string[])[] = [];
  let ready = nodes.filter((node) => node.dependsOn.length === 0).map(({ key }) => key);
  let placed = 0;
  while (ready.length > 0) {
    waves.push(ready);
    placed += ready.length;
    const next: number[] = [];
    for (const place of ready.flatMap((key) => dependents.get(key) ?? [])) {
      const key = nodes[place]?.key ?? '';
      const left = (waiting.get(key) ?? 0) - 1;
      waiting.set(key, left);
      if (left === 0) next.push(place);
    }
    ready = next.sort((a, b) => a - b).map((place) => nodes[place]?.key ?? '');
  }
  if (placed < nodes.length) throw circle(nodes, waiting);
  return waves;
}

function circle(nodes: readonly OrderedNode[], waiting: ReadonlyMap<string, number>): Error {
  const stuck = new Map(nodes.filter(({ key }) => (waiting.get(key) ?? 0) > 0).map((node) => [node.key, node]));
  const seen = new Set<string>();
  let node = [...stuck.values()][0];
  while (node !== undefined && !seen.has(node.key)) {
    seen.add(node.key);
    const next = node.dependsOn.find((key) => stuck.has(key));
    node = next === undefined ? undefined : stuck.get(next);
  }
  return validationError('ATK2005', `Circular dependency detected on resource: '${node?.id ?? ''}'. Please see https://aka.ms/arm-syntax-resources for usage details.`, node?.jsonPath ?? 'resources');
}
