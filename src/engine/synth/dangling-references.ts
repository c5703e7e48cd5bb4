import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { TemplateNode } from '../../model/graph.ts';
import type { OutputNode, ResourceNode } from '../../model/resource-node.ts';
import { nearest } from '../../define/nearest.ts';
import { edgesOf } from './node-edges.ts';
import { leftOutReference } from './resolve-references.ts';
import { referencedAddresses } from './value-references.ts';

/** References by address to resources that nobody makes: of a user's own provider, or written as an address. */
export function danglingReferences(nodes: readonly ResourceNode[], outputs: readonly OutputNode[], templates: readonly TemplateNode[], leftOut: ReadonlyMap<string, readonly string[]>): readonly Diagnostic[] {
  const known = new Set<string>(nodes.map((node) => node.address));
  const find = (targets: readonly string[], what: string, place: Parameters<typeof diagnostic>[3]): readonly Diagnostic[] =>
    targets.filter((target) => !known.has(target)).map((target) => leftOutOne(target, what, leftOut, place) ?? dangling(target, what, known, place));
  return [
    ...nodes.flatMap((node) => find(edgesOf(node), node.address, { address: node.address, location: node.origin })),
    ...outputs.flatMap((output) => find(referencedAddresses(output.value), `output "${output.name}"`, {})),
    ...templates.flatMap(({ template }) => find(Object.values(template.parameters).flatMap(referencedAddresses), `template ${template.path}`, { location: template.origin })),
  ];
}

function leftOutOne(target: string, what: string, leftOut: ReadonlyMap<string, readonly string[]>, place: Parameters<typeof diagnostic>[3]): Diagnostic | undefined {
  const features = leftOut.get(target);
  return features === undefined ? undefined : leftOutReference(target, features, { what, location: place?.location });
}

function dangling(target: string, what: string, known: ReadonlySet<string>, place: Parameters<typeof diagnostic>[3]): Diagnostic {
  const near = nearest(target, [...known] as Address[]);
  return diagnostic('error', 'ATK1304', `${what} refers to ${target}, which nothing makes`, { ...place, ...(near === undefined ? {} : { hint: `Did you mean ${near}?` }) });
}
