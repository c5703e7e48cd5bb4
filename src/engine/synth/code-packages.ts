import { suggestion } from '../../define/nearest.ts';
import { packagePaths } from '../../define/providers/app-package.ts';
import type { BackendDefinition, ComponentDefinition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { PackageNode } from '../../model/graph.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { functionApp } from '../../resources/function-app.ts';
import type { PendingNode } from './draft-to-node.ts';

/** Where a setting of a backend was made. */
export interface SettingPlace {
  /** Absent: nobody can say. */
  readonly location?: SourceLocation;
  /** True when the backend itself names the package; the settings of a project are for all of its backends. */
  readonly own: boolean;
}

/** The packages of one backend's apps. One for an app that the backend does not have is an error when the backend itself names it. */
export function codePackages(backend: BackendDefinition, target: EnvironmentTarget, nodes: readonly PendingNode[], place: SettingPlace, leftOut: ReadonlyMap<string, readonly string[]> = new Map()): { readonly packages: readonly PackageNode[]; readonly diagnostics: readonly Diagnostic[] } {
  const sites = nodes.filter((node) => node.type.toLowerCase() === functionApp.type.toLowerCase());
  const found = [...packagePaths(target)].map(([key, path]) => ({ key, path, site: sites.find(({ owner }) => owner === `functions.${key}`) }));
  const keys = sites.flatMap(({ owner }) => (owner.startsWith('functions.') ? [owner.slice('functions.'.length)] : []));
  const origin = place.location === undefined ? {} : { origin: place.location };
  return {
    packages: found.flatMap(({ path, site }) => (site === undefined ? [] : [{ address: site.address, path, ...origin }])),
    diagnostics: found.flatMap(({ key, site }) => (site === undefined && place.own && !leftOut.has(`${backend.name}/functions.${key}/app`) ? [noSuchApp(backend, key, keys, place)] : [])),
  };
}

function noSuchApp(backend: BackendDefinition, key: string, keys: readonly string[], { location }: SettingPlace): Diagnostic {
  const hint = keys.length === 0 ? 'Leave it out: no component of the backend asks for functions.' : `${suggestion(key, keys)} Name packages by app: { ${keys.map((known) => `${known}: '…'`).join(', ')} }.`;
  return diagnostic('error', 'ATK1308', `functionApp.package names a package for the app "${key}", which backend ${backend.name} does not have`, { hint, location });
}

/** What components have to say. That code is not published is said where nothing is named that publishes it, and once for several components. */
export function noticesOf(backend: BackendDefinition, target: EnvironmentTarget): readonly Diagnostic[] {
  const published = new Set(packagePaths(target).keys());
  const isUnpublished = (component: ComponentDefinition): boolean => component.notices.some(({ code }) => code === 'ATK1310') && !runsIn(component, published);
  const unpublished = backend.components.filter(isUnpublished);
  const together = unpublished.length > 1;
  const names = unpublished.map(({ id }) => id).join(', ');
  const single = backend.components.flatMap((component) =>
    component.notices
      .filter(({ code }) => code !== 'ATK1310' || (!together && isUnpublished(component)))
      .map((notice) => diagnostic('warning', notice.code, notice.summary, { location: component.origin })),
  );
  return [...(together ? [diagnostic('warning', 'ATK1310', `the code of ${unpublished.length} components is not published: ${names}`, { location: backend.origin })] : []), ...single];
}

/** True when every app that a component's code runs in gets a package. */
function runsIn({ requirements }: ComponentDefinition, published: ReadonlySet<string>): boolean {
  const keys = requirements.flatMap(({ resourceType, requirementKey }) => (resourceType === 'functions' ? [requirementKey] : []));
  return keys.length > 0 && keys.every((key) => published.has(key));
}
