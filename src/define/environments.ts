import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { EnvironmentSettings } from '../model/environment-settings.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { plainRegion } from '../resources/region-names.ts';
import { builtInEnvironments } from './built-in-environments.ts';
import { suggestion } from './nearest.ts';
import { settingNames, settingsSchema } from './settings-schema.ts';
import { contradictions } from './settings-contradictions.ts';

/** Settings from one place. Later layers win. */
export interface SettingsLayer {
  /** Where they come from, for people: `atakora.config.ts (staging)`. */
  readonly source: string;
  readonly settings: unknown;
  /** Environment that they are for: used for it and for those that extend it. Absent: used for every environment, after the others. */
  readonly environment?: string;
  /** Environment whose settings the layer's own starts from. */
  readonly extends?: string;
}

export interface ResolvedSettings {
  readonly settings: EnvironmentSettings;
  /** Path of every single setting, such as `cosmos.mode`, to the source that decided it. */
  readonly provenance: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What an environment is: the built-in one that it is or extends (`dev` when it says nothing), then the layers of those that it extends,
 * then its own, then those for every environment. A wrong layer is an error `ATK1308` by path and counts as if it were not there,
 * a circle of `extends` is `ATK1106`, and settings that contradict each other are `ATK1316`.
 */
export function resolveSettings(name: string, layers: readonly SettingsLayer[]): ResolvedSettings {
  const diagnostics: Diagnostic[] = [];
  const chain = chainOf(name, layers, diagnostics);
  const base = chain.base;
  const scoped = chain.environments.flatMap((environment) => layers.filter((layer) => layer.environment === environment));
  const applied = [...scoped, ...layers.filter((layer) => layer.environment === undefined)];
  const provenance = new Map<string, string>();
  let merged: JsonObject = builtInEnvironments[base] as unknown as JsonObject;
  note(merged, '', `built-in ${base}`, provenance);
  for (const layer of applied) {
    const checked = checkLayer(layer, diagnostics);
    merged = overlay(merged, checked);
    note(checked, '', layer.source, provenance);
  }
  const settings = merged as unknown as EnvironmentSettings;
  diagnostics.push(...contradictions(settings, provenance));
  return { settings, provenance: Object.fromEntries([...provenance].sort(([left], [right]) => (left < right ? -1 : 1))), diagnostics };
}

type BuiltInName = keyof typeof builtInEnvironments;

/** Environments whose layers apply, the one that is extended first, and the built-in one that all of them start from. */
function chainOf(name: string, layers: readonly SettingsLayer[], diagnostics: Diagnostic[]): { readonly base: BuiltInName; readonly environments: readonly string[] } {
  const known = [...new Set([...Object.keys(builtInEnvironments), ...layers.flatMap((layer) => layer.environment ?? [])])];
  const environments: string[] = [];
  let current = name;
  for (;;) {
    environments.unshift(current);
    const layer = layers.findLast((candidate) => (candidate.environment ?? name) === current && candidate.extends !== undefined);
    const next = layer?.extends;
    if (layer === undefined || next === undefined) {
      return { base: isBuiltIn(current) ? current : 'dev', environments };
    }
    if (environments.includes(next)) {
      diagnostics.push(diagnostic('error', 'ATK1106', `${layer.source}: the environment "${next}" extends itself${next === current ? '' : ` by way of "${current}"`}`));
      return { base: 'dev', environments };
    }
    if (!known.includes(next)) {
      diagnostics.push(diagnostic('error', 'ATK1106', `${layer.source}: "${current}" extends "${next}", which does not exist`, { hint: suggestion(next, known) }));
      return { base: 'dev', environments };
    }
    current = next;
  }
}

/** The layer as plain settings, regions in their short form; empty when anything in it is wrong. */
function checkLayer(layer: SettingsLayer, diagnostics: Diagnostic[]): JsonObject {
  const parsed = settingsSchema.safeParse(layer.settings ?? {});
  if (parsed.success) {
    const { cosmos } = parsed.data;
    const regions = cosmos?.regions === undefined ? parsed.data : { ...parsed.data, cosmos: { ...cosmos, regions: cosmos.regions.map(plainRegion) } };
    return regions as unknown as JsonObject;
  }
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      const found = issue.keys.map((key) => diagnostic('error', 'ATK1308', `${layer.source}: "${[...path, key].join('.')}" is not a setting`, { hint: suggestion(key, settingNames(path)) }));
      diagnostics.push(...found);
    } else {
      const given = valueAt(layer.settings, path);
      const values = issue.code === 'invalid_value' ? issue.values.map(String) : undefined;
      const rest = values === undefined ? {} : { hint: suggestion(String(given), values) };
      const why = values === undefined ? issue.message : `must be ${values.join(', ')}`;
      diagnostics.push(diagnostic('error', 'ATK1308', `${layer.source}: "${path.join('.')}" is ${JSON.stringify(given) ?? 'missing'}: ${why.toLowerCase().startsWith('must') ? `it ${why}` : why}`, rest));
    }
  }
  return {};
}

function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined), settings);
}

function overlay(base: JsonObject, over: JsonObject): JsonObject {
  const merged = entriesOf(over).map(([key, value]) => {
    const below = base[key];
    return [key, isJsonObject(below) && isJsonObject(value) ? overlay(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function note(settings: JsonObject, path: string, source: string, provenance: Map<string, string>): void {
  for (const [key, value] of entriesOf(settings)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (isJsonObject(value)) {
      note(value, at, source, provenance);
    } else {
      provenance.set(at, source);
    }
  }
}

/** A field that is there without a value says nothing. */
function entriesOf(settings: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(settings).filter(([, value]: [string, unknown]) => value !== undefined);
}

function isBuiltIn(name: string): name is BuiltInName {
  return Object.hasOwn(builtInEnvironments, name);
}
