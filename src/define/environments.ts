import type { Diagnostic } from '../model/diagnostic.ts';
import { uniqueFindings } from '../model/diagnostic.ts';
import type { EnvironmentSettings } from '../model/environment-settings.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SettingSource } from '../model/setting-source.ts';
import { builtInEnvironments } from './built-in-environments.ts';
import { environmentChain } from './environment-chain.ts';
import type { NamedFeatures } from './feature-flags.ts';
import { resolveFeatures } from './feature-flags.ts';
import { contradictions } from './settings-contradictions.ts';
import type { SettingsLayer } from './settings-layer.ts';
import { checkLayer } from './settings-layer.ts';

export interface ResolvedSettings {
  readonly settings: EnvironmentSettings;
  /** Path of every single setting, such as `cosmos.mode`, to what decided it. Sorted. */
  readonly provenance: Readonly<Record<string, SettingSource>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What an environment is: the built-in one that it is or extends (`dev` when it says nothing), then the layers of those that it extends,
 * then its own, then those for every environment. A wrong layer is an error `ATK1308` by path and counts as if it were not there,
 * a circle of `extends` is `ATK1106`, and settings that contradict each other are `ATK1316`.
 * @param named Feature flags of the definition; those that nobody sets are on, and others are refused. Absent: the definition is not known.
 */
export function resolveSettings(name: string, layers: readonly SettingsLayer[], named?: NamedFeatures): ResolvedSettings {
  const chain = environmentChain(name, layers);
  const diagnostics: Diagnostic[] = [...chain.diagnostics];
  const provenance = new Map<string, SettingSource>();
  let merged: JsonObject = builtInEnvironments[chain.base] as unknown as JsonObject;
  note(merged, [], () => ({ kind: 'built-in', source: `built-in ${chain.base}`, environment: chain.base }), provenance);
  const scoped = chain.environments.flatMap((environment) => layers.filter((layer) => layer.environment === environment));
  for (const layer of [...scoped, ...layers.filter((layer) => layer.environment === undefined)]) {
    const checked = checkLayer(layer);
    diagnostics.push(...checked.diagnostics);
    merged = overlay(merged, checked.settings);
    note(checked.settings, [], (path) => sourceIn(layer, path), provenance);
  }
  const found = merged as unknown as EnvironmentSettings;
  const settings = named === undefined ? found : { ...found, features: featuresOf(found, named, provenance, diagnostics) };
  diagnostics.push(...contradictions(settings, provenance));
  return { settings, provenance: Object.fromEntries([...provenance].sort(([left], [right]) => (left < right ? -1 : 1))), diagnostics };
}

/** Everything that is wrong with the settings of any environment that the layers speak of, each problem once. */
export function settingsProblems(layers: readonly SettingsLayer[]): readonly Diagnostic[] {
  const environments = [...new Set(layers.flatMap((layer) => layer.environment ?? []))];
  return uniqueFindings(environments.flatMap((environment) => resolveSettings(environment, layers).diagnostics));
}

function featuresOf({ features }: EnvironmentSettings, named: NamedFeatures, provenance: Map<string, SettingSource>, diagnostics: Diagnostic[]): EnvironmentSettings['features'] {
  const resolved = resolveFeatures(features, named, (feature) => provenance.get(`features.${feature}`));
  for (const [feature, source] of resolved.provenance) {
    provenance.set(`features.${feature}`, source);
  }
  diagnostics.push(...resolved.diagnostics);
  return resolved.features;
}

function sourceIn({ environment, kind = 'configuration', locate, source }: SettingsLayer, path: readonly string[]): SettingSource {
  const location = locate?.(path);
  return { kind, source, ...(environment === undefined ? {} : { environment }), ...(location === undefined ? {} : { location }) };
}

function overlay(base: JsonObject, over: JsonObject): JsonObject {
  const merged = entriesOf(over).map(([key, value]) => {
    const below = base[key];
    return [key, isJsonObject(below) && isJsonObject(value) ? overlay(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(merged) };
}

/** Notes what decided each value. What stood below a value that replaces a group, or above one that a group replaces, decides nothing any more. */
function note(settings: JsonObject, path: readonly string[], sourceOf: (path: readonly string[]) => SettingSource, provenance: Map<string, SettingSource>): void {
  for (const [key, value] of entriesOf(settings)) {
    const at = [...path, key];
    const name = at.join('.');
    if (isJsonObject(value)) {
      provenance.delete(name);
      note(value, at, sourceOf, provenance);
      continue;
    }
    for (const below of [...provenance.keys()].filter((other) => other.startsWith(`${name}.`))) {
      provenance.delete(below);
    }
    provenance.set(name, sourceOf(at));
  }
}

/** A field that is there without a value says nothing. */
function entriesOf(settings: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(settings).filter(([, value]: [string, unknown]) => value !== undefined);
}
