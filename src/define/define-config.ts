import type { SettingsOptions } from './settings-options.ts';

/** What `atakora.config.ts` exports. */
export interface ProjectConfig {
  /** Settings of environments, by name. One that is not built in extends `dev` unless it says another. */
  readonly environments?: Readonly<Record<string, SettingsOptions & { readonly extends?: string }>>;
}

/**
 * The configuration of a project, with completion and checks in the editor.
 * @example export default defineConfig({ environments: { demo: { extends: 'prod', protectStores: false } } });
 */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
