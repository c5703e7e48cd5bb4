import providers from '../data/providers.json' with { type: 'json' };

/** What this Azure knows of resource providers. */
export interface ProviderCatalogue {
  /** The namespace in Microsoft's spelling; undefined when there is none of that name. */
  namespace(name: string): string | undefined;
  readonly namespaces: readonly string[];
  /** True for those that need no registration. */
  isFree(namespace: string): boolean;
  /** Types below the namespace, by name, with the plain names of the regions that offer them. */
  types(namespace: string): readonly { readonly name: string; readonly locations: readonly string[] }[];
  /** Plain names of the regions that offer the type; undefined when nothing is known of it. */
  locations(type: string): readonly string[] | undefined;
}

interface CatalogueFile {
  readonly locationSets: readonly (readonly string[])[];
  readonly namespaces: Readonly<Record<string, { readonly free: boolean; readonly types: Readonly<Record<string, number>> }>>;
  readonly others: readonly string[];
}

/** Registered in every subscription from its first day on. */
const builtIn = ['microsoft.resources', 'microsoft.authorization', 'microsoft.features', 'microsoft.billing', 'microsoft.consumption', 'microsoft.costmanagement', 'microsoft.portal', 'microsoft.serialconsole', 'microsoft.support', 'microsoft.marketplaceordering', 'microsoft.commerce', 'microsoft.classicsubscription'];

/** The catalogue that is carried with this package. */
export function providerCatalogue(): ProviderCatalogue {
  const data = providers as unknown as CatalogueFile;
  const spelling = new Map<string, string>();
  for (const name of [...Object.keys(data.namespaces), ...data.others]) spelling.set(name.toLowerCase(), name);
  const typesOf = (namespace: string) => Object.entries(data.namespaces[spelling.get(namespace.toLowerCase()) ?? '']?.types ?? {});
  const regions = (set: number) => data.locationSets[set] ?? [];
  return {
    namespace: (name) => spelling.get(name.toLowerCase()),
    namespaces: [...spelling.values()],
    isFree: (namespace) => builtIn.includes(namespace.toLowerCase()) || data.namespaces[spelling.get(namespace.toLowerCase()) ?? '']?.free === true,
    types: (namespace) => typesOf(namespace).map(([name, set]) => ({ name, locations: regions(set) })),
    locations: (type) => {
      const [namespace = '', ...rest] = type.split('/');
      const wanted = rest.join('/').toLowerCase();
      const found = typesOf(namespace).find(([name]) => name.toLowerCase() === wanted);
      return found === undefined ? undefined : regions(found[1]);
    },
  };
}
