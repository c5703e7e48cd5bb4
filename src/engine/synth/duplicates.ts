import { resourceIdKey } from '../../arm/resource-id.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Synthesis, SynthesizedResource } from '../../model/synthesis.ts';

/** Pairs of items with the same key: each with the first that had it, in order. */
export function duplicatesBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [first: T, second: T])[] {
  const seen = new Map<string, T>();
  const pairs: (readonly [T, T])[] = [];
  for (const item of items) {
    const itemKey = key(item);
    const first = seen.get(itemKey);
    if (first === undefined) {
      seen.set(itemKey, item);
    } else {
      pairs.push([first, item]);
    }
  }
  return pairs;
}

/** Resources of all templates, brought ones included, that would be one in the state (`ATK1302`) or in Azure (`ATK1303`). */
export function duplicateResources(resources: readonly SynthesizedResource[]): readonly Diagnostic[] {
  return [
    ...duplicatesBy(resources, (resource) => resource.address).map(([first, second]) =>
      diagnostic('error', 'ATK1302', `${first.type} "${first.name}" and ${second.type} "${second.name}" would both have the address ${first.address}`, { address: second.address, location: second.origin }),
    ),
    ...duplicatesBy(resources, (resource) => resourceIdKey(resource.id)).map(([first, second]) =>
      diagnostic('error', 'ATK1303', `${first.address} and ${second.address} would both be ${first.type} "${first.name}"`, { address: second.address, location: second.origin }),
    ),
  ];
}

/** Outputs of all templates that have the same name. */
export function duplicateOutputs(outputs: Synthesis['outputs']): readonly Diagnostic[] {
  return duplicatesBy(outputs, (output) => output.name).map(([first, second]) =>
    diagnostic('error', 'ATK1302', `two outputs have the name "${first.name}": one of ${first.component ?? 'the backend'} and one of ${second.component ?? 'the backend'}`),
  );
}
