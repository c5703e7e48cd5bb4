import { resolve } from 'node:path';
import type { NamedFeatures } from '../define/feature-flags.ts';
import { namedFeatures } from '../define/feature-flags.ts';
import type { SettingsLayer } from '../define/settings-layer.ts';
import type { LoadedDefinition } from '../engine/load/load-definition.ts';
import { locateInCall } from '../engine/load/locate-setting.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import type { BackendDefinition } from '../model/definition.ts';
import { isJsonObject } from '../model/json.ts';
import type { ProjectSession } from './project-session.ts';

/**
 * Settings of all environments that manifest and configuration name. One that only the manifest has says nothing, and can be extended.
 */
export function configuredLayers({ configuration: { configuration, file, locate }, loaded }: Pick<ProjectSession, 'configuration'> & { readonly loaded: { readonly manifest: { readonly environments?: Readonly<Record<string, object>> | undefined } } }): readonly SettingsLayer[] {
  const written = Object.entries(configuration.environments ?? {}).map(([environment, { extends: base, ...settings }]): SettingsLayer => ({
    environment,
    source: `${file ?? 'atakora.config'} (${environment})`,
    settings,
    ...(base === undefined ? {} : { extends: base }),
    ...(locate === undefined ? {} : { locate: (path) => locate(['environments', environment, ...path]) }),
  }));
  const others = Object.keys(loaded.manifest.environments ?? {}).filter((name) => !Object.hasOwn(configuration.environments ?? {}, name));
  return [...written, ...others.map((environment): SettingsLayer => ({ environment, source: manifestFile, settings: {} }))];
}

/** Settings that a backend decides for itself in an environment: its options for all, then those for this one. */
export function backendLayers(backend: BackendDefinition, environment: string, folder: string): readonly SettingsLayer[] {
  const { settings, environments } = backend.options;
  const locate = locateInCall(resolve(folder, backend.origin.file), backend.origin);
  const inOptions = (path: readonly string[]) => (path[0] === 'protectStores' ? ['defaults', ...path] : path);
  const of = (source: string, given: unknown, place: (path: readonly string[]) => readonly string[]): readonly SettingsLayer[] =>
    given === undefined ? [] : [{ kind: 'backend', source, settings: given, locate: (path) => locate(place(path)) ?? backend.origin }];
  return [
    ...of(`backend ${backend.name}`, settings, inOptions),
    ...of(`backend ${backend.name}, ${environment}`, environments?.[environment], (path) => ['environments', environment, ...path]),
  ];
}

/**
 * The features that settings may name: those of the definition. An archived definition takes any: what it does not know leaves nothing
 * of it out, and may well be of code that is newer.
 */
export function knownFeatures({ archived, definition }: Pick<LoadedDefinition, 'archived' | 'definition'>, layers: readonly SettingsLayer[]): NamedFeatures {
  const named = namedFeatures(definition);
  if (archived !== true) {
    return named;
  }
  const set = layers.flatMap(({ locate, settings, source }) => {
    const features = isJsonObject(settings) ? settings['features'] : undefined;
    return isJsonObject(features) ? Object.keys(features).map((feature) => [feature, locate?.(['features', feature]) ?? { file: source }] as const) : [];
  });
  return new Map([...set, ...named]);
}
