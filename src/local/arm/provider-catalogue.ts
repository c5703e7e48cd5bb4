import { plainRegion } from '../../resources/region-names.ts';
import providers from '../data/providers.json' with { type: 'json' };

/** A resource type as its provider publishes it. */
export interface ProviderType {
  /** Without the namespace: `storageAccounts/blobServices`. */
  readonly name: string;
  /** Display names of the regions that offer it; none for types of the tenant, of extensions, and of the world. */
  readonly locations: readonly string[];
  /** Newest first; the newest twelve at most. */
  readonly apiVersions: readonly string[];
  /** How many older api versions there are that are not carried here. */
  readonly droppedVersions: number;
  readonly defaultApiVersion?: string;
  readonly zoneMappings: readonly { readonly location: string; readonly zones: readonly string[] }[];
  /** As Azure prints it: `CrossResourceGroupResourceMove, SupportsTags`; undefined when no recording has it. */
  readonly capabilities?: string;
}

/** What this Azure knows of resource providers. */
export interface ProviderCatalogue {
  /** The namespace in Microsoft's spelling; undefined when there is none of that name. */
  namespace(name: string): string | undefined;
  readonly namespaces: readonly string[];
  /** True for those that need no registration. */
  isFree(namespace: string): boolean;
  /** Types below the namespace. */
  types(namespace: string): readonly ProviderType[];
  /** A type by its full name, whatever its letter case; undefined when nothing is known of it. */
  type(name: string): ProviderType | undefined;
  /** Day of the namespace's metadata, `2026-05-01`; undefined when its types are not known. */
  recordedOn(namespace: string): string | undefined;
  /** Plain names of the regions that offer the type; undefined when nothing is known of it. */
  locations(type: string): readonly string[] | undefined;
}

/** Numbers of: set of regions, set of versions, set of zones, capabilities; count of dropped versions; number of the default version or -1. */
type TypeRow = readonly [number, number, number, number, number, number];

interface CatalogueFile {
  readonly locations: readonly string[];
  readonly versions: readonly string[];
  readonly locationSets: readonly (readonly number[])[];
  readonly versionSets: readonly (readonly number[])[];
  readonly zoneSets: readonly (readonly (readonly [number, string])[])[];
  readonly capabilities: readonly string[];
  readonly namespaces: Readonly<Record<string, { readonly free: boolean; readonly date: string; readonly types: Readonly<Record<string, TypeRow>> }>>;
  readonly others: readonly string[];
}

/** Registered in every subscription from its first day on. */
const builtIn = [
  'microsoft.resources',
  'microsoft.authorization',
  'microsoft.features',
  'microsoft.billing',
  'microsoft.consumption',
  'microsoft.costmanagement',
  'microsoft.portal',
  'microsoft.serialconsole',
  'microsoft.support',
  'microsoft.marketplaceordering',
  'microsoft.commerce',
  'microsoft.classicsubscription',
  'microsoft.management',
];

/** The catalogue that is carried with this package. */
export function providerCatalogue(): ProviderCatalogue {
  const data = providers as unknown as CatalogueFile;
  const spelling = new Map<string, string>();
  for (const name of [...Object.keys(data.namespaces), ...data.others]) spelling.set(name.toLowerCase(), name);
  const unspelled = new Set(data.others.filter((name) => name === name.toLowerCase()));
  const entry = (namespace: string) => data.namespaces[spelling.get(namespace.toLowerCase()) ?? ''];
  const opened = new Map<string, ReadonlyMap<string, ProviderType>>();
  const typesOf = (namespace: string): ReadonlyMap<string, ProviderType> => {
    const key = namespace.toLowerCase();
    const known = opened.get(key) ?? new Map(Object.entries(entry(key)?.types ?? {}).map(([name, row]) => [name.toLowerCase(), openType(data, name, row)]));
    opened.set(key, known);
    return known;
  };
  const type = (name: string) => {
    const slash = name.indexOf('/');
    return slash === -1 ? undefined : typesOf(name.slice(0, slash)).get(name.slice(slash + 1).toLowerCase());
  };
  return {
    // The spelling of some is not known; theirs is that of whoever asks.
    namespace: (name) => (unspelled.has(name.toLowerCase()) ? name : spelling.get(name.toLowerCase())),
    namespaces: [...spelling.values()],
    isFree: (namespace) => builtIn.includes(namespace.toLowerCase()) || entry(namespace)?.free === true,
    types: (namespace) => [...typesOf(namespace).values()],
    type,
    recordedOn: (namespace) => entry(namespace)?.date,
    locations: (name) => type(name)?.locations.map(plainRegion),
  };
}

function openType(data: CatalogueFile, name: string, [locations, versions, zones, capabilities, dropped, defaultVersion]: TypeRow): ProviderType {
  const place = (number: number) => data.locations[number] ?? '';
  const version = (number: number) => data.versions[number] ?? '';
  const can = data.capabilities[capabilities] ?? '';
  return {
    name,
    locations: (data.locationSets[locations] ?? []).map(place),
    apiVersions: (data.versionSets[versions] ?? []).map(version),
    droppedVersions: dropped,
    ...(defaultVersion === -1 ? {} : { defaultApiVersion: version(defaultVersion) }),
    zoneMappings: (data.zoneSets[zones] ?? []).map(([location, digits]) => ({ location: place(location), zones: [...digits] })),
    ...(can === '' ? {} : { capabilities: can }),
  };
}
