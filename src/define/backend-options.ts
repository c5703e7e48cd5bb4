import type { BackendOptions as PlainOptions, TagRule } from '../model/definition.ts';
import type { Value } from '../model/value.ts';
import type { NamingFunction } from './naming.ts';
import type { Provider } from './providers/provider.ts';
import type { SettingsOptions } from './settings-options.ts';

/**
 * Options of `defineBackend`; all may be left out. `functionApp`, `cosmos`, `storage`, `monitoring`, `vault`, `network` and `features`
 * override what the environments have, in all of them; `environments` overrides them in one.
 */
export interface BackendOptions extends Omit<SettingsOptions, 'protectStores'> {
  /** Tags of every resource, as written. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Tags that depend on a resource's type, stack, component, environment or other tags. */
  readonly tagRules?: readonly TagRule[];
  /** Settings of single environments, by name. */
  readonly environments?: Readonly<Record<string, SettingsOptions>>;
  /** Values that the backend gives out when it was applied, by name, beside those of its components. */
  readonly outputs?: Readonly<Record<string, Value>>;
  /** Azure names that are not computed: address, with or without its backend, to name. */
  readonly names?: Readonly<Record<string, string>>;
  /** Decides Azure names that `names` does not give. */
  readonly naming?: NamingFunction;
  /** Makers of resource types of your own, or instead of the built-in ones. */
  readonly providers?: readonly Provider[];
  /** What is done without being asked for, to opt out of. */
  readonly defaults?: {
    /** False: stores may be deleted and replaced and carry no lock, in production too. */
    readonly protectStores?: boolean;
  };
}

/** Every option of `defineBackend`: no component may be called so. */
export const optionNames = [
  'tags',
  'tagRules',
  'functionApp',
  'cosmos',
  'storage',
  'monitoring',
  'vault',
  'network',
  'features',
  'environments',
  'outputs',
  'names',
  'naming',
  'providers',
  'defaults',
] as const satisfies readonly (keyof BackendOptions)[];

/** Options that are settings of environments. */
export const settingOptions = ['functionApp', 'cosmos', 'storage', 'monitoring', 'vault', 'network', 'features'] as const satisfies readonly (keyof BackendOptions & keyof SettingsOptions)[];

/** Options that go into a definition as they are. */
export const plainOptions = ['tags', 'tagRules', 'environments', 'outputs', 'names'] as const satisfies readonly (keyof BackendOptions & keyof PlainOptions)[];
