import type { EnvironmentTarget } from '../../model/environment-settings.ts';

/** Path of the package that the app of a requirement key runs, as the settings name it; undefined when its code is not published. */
export function packagePathOf(target: EnvironmentTarget, requirementKey: string): string | undefined {
  return packagePaths(target).get(requirementKey);
}

/** Every package that the settings name, by the key of its app. */
export function packagePaths({ settings }: EnvironmentTarget): ReadonlyMap<string, string> {
  const given = settings.functionApp.package;
  if (given === undefined) {
    return new Map();
  }
  return typeof given === 'string' ? new Map([['main', given]]) : new Map(Object.entries(given));
}
