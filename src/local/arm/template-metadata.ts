import type { Json } from '../../model/json.ts';
import locations from '../data/locations.json' with { type: 'json' };
import type { ProviderCatalogue } from './provider-catalogue.ts';

/** What the template functions `providers` and `pickZones` read: every namespace with its types. */
export function templateProviders(catalogue: ProviderCatalogue): Json {
  return catalogue.namespaces.map((namespace) => ({
    namespace,
    resourceTypes: catalogue.types(namespace).map(({ name, locations: regions, apiVersions, zoneMappings }) => ({
      resourceType: name,
      locations: [...regions],
      apiVersions: [...apiVersions],
      zoneMappings: zoneMappings.map(({ location, zones }) => ({ location, zones: [...zones] })),
    })),
  }));
}

/** What `toLogicalZone` and its like read: the regions, with the physical zones that stand behind the logical ones 1, 2, 3 … */
export function templateLocations(): Json {
  const regions: readonly { readonly name: string; readonly zones?: string }[] = locations.value;
  return regions.map(({ name, zones }) => ({ name, ...(zones === undefined ? {} : { availabilityZoneMappings: zonesOfRegion(name, zones) }) }));
}

/** Logical and physical zones of a region; `digits` are those of the physical ones that stand behind the logical 1, 2, 3 … */
export function zonesOfRegion(region: string, digits: string): Json {
  return [...digits].map((digit, i) => ({ logicalZone: `${i + 1}`, physicalZone: `${region}-az${digit}` }));
}
