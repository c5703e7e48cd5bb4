import type { Definition } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { FeatureSettings } from '../model/environment-settings.ts';
import type { SettingSource } from '../model/setting-source.ts';
import type { SourceLocation } from '../model/source-location.ts';
import { formatLocation } from '../model/source-location.ts';
import { builtInFeatures } from './built-in-environments.ts';
import { suggestion } from './nearest.ts';

/** Feature flags that components and resources name, with the first place that does. */
export type NamedFeatures = ReadonlyMap<string, SourceLocation>;

/** The flags that a definition names besides the built-in ones. */
export function namedFeatures({ backends }: Pick<Definition, 'backends'>): NamedFeatures {
  const found = new Map<string, SourceLocation>();
  for (const component of backends.flatMap(({ components }) => components)) {
    for (const { feature, origin } of [component, ...component.resources]) {
      if (feature !== undefined && !found.has(feature) && !builtInFeatures.includes(feature)) {
        found.set(feature, origin);
      }
    }
  }
  return found;
}

/** Flags as they stand for one environment, with what decided each. */
export interface ResolvedFeatures {
  readonly features: FeatureSettings;
  readonly provenance: ReadonlyMap<string, SettingSource>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Flags that are named and that nobody sets are on. One that is set and that nothing names is an error `ATK1308`: a mistyped flag
 * would deploy what it was meant to leave out.
 * @param sourceOf What decided a flag that is set.
 */
export function resolveFeatures(set: FeatureSettings, named: NamedFeatures, sourceOf: (feature: string) => SettingSource | undefined): ResolvedFeatures {
  const known = [...builtInFeatures, ...named.keys()];
  const unset = [...named].filter(([feature]) => !Object.hasOwn(set, feature));
  const diagnostics = Object.keys(set).filter((feature) => !known.includes(feature)).map((feature) => {
    const from = sourceOf(feature);
    const where = from === undefined ? '' : `${from.source}: `;
    return diagnostic('error', 'ATK1308', `${where}"features.${feature}" is set, and no component or resource names that feature`, { hint: suggestion(feature, known), location: from?.location });
  });
  return {
    features: { ...set, ...Object.fromEntries(unset.map(([feature]) => [feature, true])) },
    provenance: new Map(unset.map(([feature, location]) => [feature, { kind: 'definition', source: `named at ${formatLocation(location)}`, location }])),
    diagnostics,
  };
}
