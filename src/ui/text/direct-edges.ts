/** What the drawing of a graph needs of a resource. */
export interface GraphResource {
  readonly address: string;
  readonly dependsOn: readonly string[];
}

/** For each address the edges that do not follow from others: A → C is left out when A → B → C stands. Unknown ends are left out. */
export function directEdges(resources: readonly GraphResource[]): ReadonlyMap<string, readonly string[]> {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const reachable = new Map<string, ReadonlySet<string>>();
  const reach = (address: string): ReadonlySet<string> => {
    const known = reachable.get(address);
    if (known !== undefined) {
      return known;
    }
    const found = new Set<string>();
    reachable.set(address, found);
    for (const next of byAddress.get(address)?.dependsOn ?? []) {
      found.add(next);
      for (const far of reach(next)) {
        found.add(far);
      }
    }
    return found;
  };
  return new Map(
    resources.map((resource) => {
      const known = resource.dependsOn.filter((edge) => byAddress.has(edge));
      return [resource.address, known.filter((edge) => !known.some((other) => other !== edge && reach(other).has(edge)))];
    }),
  );
}
