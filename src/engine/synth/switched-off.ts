import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { FeatureSettings } from '../../model/environment-settings.ts';
import { builtInFeatures } from '../../define/built-in-environments.ts';

/** Feature flags that matter to a backend and that are off. Sorted. */
export function switchedOff(backend: BackendDefinition, features: FeatureSettings): readonly string[] {
  const named = backend.components.flatMap((component) => [component, ...component.resources].flatMap(({ feature }) => feature ?? []));
  return [...new Set([...builtInFeatures, ...named])].filter((feature) => isOff(feature, features)).sort();
}

/** The backend without the components and resources whose feature is off. */
export function keptBackend(backend: BackendDefinition, features: FeatureSettings): BackendDefinition {
  const components = backend.components
    .filter(({ feature }) => !isOff(feature, features))
    .map((component) => ({ ...component, resources: component.resources.filter(({ feature }) => !isOff(feature, features)) }));
  return { ...backend, components };
}

/** The flags with some of them on. */
export function withFeatures(features: FeatureSettings, on: readonly string[]): FeatureSettings {
  return { ...features, ...Object.fromEntries(on.map((feature) => [feature, true])) };
}

/**
 * Which feature flags leave a resource out, by address: those that the definition names for it, and for the rest (shared resources, and
 * what built-in features make) the flags that bring it back when they alone are on, else all that are off.
 * @param addressesWith Addresses that the backend has with some more flags on; those that it has as it is for none.
 */
export function leftOutResources(backend: BackendDefinition, features: FeatureSettings, addressesWith: (on: readonly string[]) => readonly Address[]): ReadonlyMap<string, readonly string[]> {
  const off = switchedOff(backend, features);
  const leftOut = new Map<string, readonly string[]>(declaredOff(backend, features));
  const kept = new Set(addressesWith([]));
  const missing = addressesWith(off).filter((address) => !kept.has(address) && !leftOut.has(address));
  const single = off.length < 2 || missing.length === 0 ? [] : off.map((feature) => ({ feature, addresses: new Set(addressesWith([feature])) }));
  for (const address of missing) {
    const by = single.flatMap(({ feature, addresses }) => (addresses.has(address) ? [feature] : []));
    leftOut.set(address, by.length === 0 ? off : by);
  }
  return leftOut;
}

/** What the definition itself names a flag for: resources one by one, and everything of a component that is left out, its templates included. */
function declaredOff(backend: BackendDefinition, features: FeatureSettings): readonly (readonly [string, readonly string[]])[] {
  return backend.components.flatMap((component) => {
    const off = (flags: readonly (string | undefined)[]): readonly string[] => [...new Set(flags)].flatMap((feature) => (feature !== undefined && isOff(feature, features) ? [feature] : []));
    const whole = off([component.feature]);
    const resources = component.resources.map(({ feature, name }) => [formatAddress({ backend: backend.name, owner: component.id, name }), off([component.feature, feature])] as const);
    return [...(whole.length === 0 ? [] : [[`${backend.name}/${component.id}/*`, whole] as const]), ...resources.filter(([, by]) => by.length > 0)];
  });
}

function isOff(feature: string | undefined, features: FeatureSettings): boolean {
  return feature !== undefined && features[feature] === false;
}
