import type { EnvironmentSettings } from '../model/environment-settings.ts';

type Partially<Group> = { readonly [Field in keyof Group]?: Group[Field] };

/**
 * Settings of environments as users override them: every field is optional and keeps what the environment has.
 * A field means what `EnvironmentSettings` says.
 */
export type SettingsOptions = {
  readonly [Group in keyof EnvironmentSettings]?: EnvironmentSettings[Group] extends object ? Partially<EnvironmentSettings[Group]> : EnvironmentSettings[Group];
};
