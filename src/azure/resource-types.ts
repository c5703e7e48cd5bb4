import { judgeVersion } from '../local/arm/check-version.ts';
import type { VersionVerdict } from '../local/arm/check-version.ts';
import { providerCatalogue } from '../local/arm/provider-catalogue.ts';

/** What is known of resource types without asking Azure: the provider metadata that is carried with this package. */
export interface ResourceTypes {
  /** What the gateway of Azure would say to a type in an api version. */
  readonly judge: (type: string, apiVersion: string) => VersionVerdict;
  /** Api versions of a type, newest first; empty for one that the metadata has not. */
  readonly versions: (type: string) => readonly string[];
  /** True for a namespace that exists, whether or not its types are known. */
  readonly hasNamespace: (namespace: string) => boolean;
  readonly namespaces: readonly string[];
  /** Plain names of the regions that offer a type; empty for one that the metadata has not, and for those without a region. */
  readonly regionsOf: (type: string) => readonly string[];
  /** Full names of the types of a namespace; empty where none are known. */
  readonly typesOf: (namespace: string) => readonly string[];
}

/** @param now ISO 8601: versions until that year are taken where the metadata is older. */
export function resourceTypes(now: string): ResourceTypes {
  const catalogue = providerCatalogue();
  return {
    judge: (type, apiVersion) => judgeVersion({ catalogue, at: now }, { type, namespace: type.split('/', 1)[0] ?? '' }, apiVersion),
    versions: (type) => catalogue.type(type)?.apiVersions ?? [],
    hasNamespace: (namespace) => catalogue.namespace(namespace) !== undefined,
    namespaces: catalogue.namespaces,
    regionsOf: (type) => catalogue.locations(type) ?? [],
    typesOf: (namespace) => catalogue.types(namespace).map(({ name }) => `${catalogue.namespace(namespace) ?? namespace}/${name}`),
  };
}
