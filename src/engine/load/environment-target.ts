import type { CloudName, EnvironmentSettings, EnvironmentTarget } from '../../model/environment-settings.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { nearest } from '../../define/nearest.ts';
import { regionNames } from '../../define/region-names.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { manifestFile } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';

/** Tenant and subscription of the local Azure: the same everywhere, so that twins give the same names on every machine. */
export const localTenantId = '11111111-1111-4111-8111-111111111111';
export const localSubscriptionId = '22222222-2222-4222-8222-222222222222';

/** Environments that exist without being declared. */
export const builtInEnvironments: readonly string[] = ['dev', 'qa', 'staging', 'prod'];

/** Region taken for the local Azure when the manifest names none. */
const defaultLocation = 'westeurope';

export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly from: string;
}

export interface TargetChoice {
  readonly environment: string;
  /** `flag`, `ATAKORA_ENV`, `the manifest`, `default`. */
  readonly from: string;
  /** True for the twin on the local Azure. */
  readonly twin: boolean;
}

/** Where a field of the manifest stands. */
export type Locate = (path: readonly string[]) => SourceLocation;

/** What an environment is before its settings are resolved. */
export interface TargetFacts extends Omit<EnvironmentTarget, 'settings'> {
  readonly assumptions: readonly Assumption[];
  /** `local` file state chosen by name; undefined when a real cloud has no state setting. */
  readonly state: 'local' | undefined;
}

/**
 * Resolves where an environment is: its own fields, else the manifest's top level, else (local Azure only) fixed values.
 * @throws AtakoraError `ATK1004` for an unknown environment, `ATK1104` naming every missing value at once, `ATK1103` for an unknown region.
 */
export function resolveTarget(manifest: Manifest, choice: TargetChoice, configured: readonly string[], locate: Locate = () => ({ file: manifestFile })): TargetFacts {
  const { environment } = choice;
  const known = [...new Set([...builtInEnvironments, ...Object.keys(manifest.environments ?? {}), ...configured])];
  if (!known.includes(environment)) {
    const near = nearest(environment, known);
    throw new AtakoraError('ATK1004', `there is no environment "${environment}"`, { hint: near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${near}"? Known: ${known.join(', ')}.` });
  }
  const own = manifest.environments?.[environment];
  const cloud: CloudName = choice.twin ? 'local' : (own?.cloud ?? manifest.cloud ?? 'AzureCloud');
  const local = cloud === 'local';
  const place = locationOf(manifest, environment, local, locate);
  const missing = [
    ...(!local && (own?.subscriptionId ?? manifest.subscriptionId) === undefined ? ['subscriptionId'] : []),
    ...(!local && (own?.tenantId ?? manifest.tenantId) === undefined ? ['tenantId'] : []),
    ...(place.value === undefined ? ['location'] : []),
  ];
  if (missing.length > 0) {
    throw new AtakoraError('ATK1104', `environment "${environment}" lacks ${missing.join(', ')}`, { hint: `Add ${missing.join(', ')} to .atakora/manifest.json (top level or environments.${environment}), or use --local to run without an Azure account.` });
  }
  return {
    name: environment,
    twin: choice.twin,
    key: choice.twin ? `${environment}@local` : environment,
    cloud,
    tenantId: local ? localTenantId : (own?.tenantId ?? manifest.tenantId ?? ''),
    subscriptionId: local ? localSubscriptionId : (own?.subscriptionId ?? manifest.subscriptionId ?? ''),
    location: place.value ?? defaultLocation,
    resourceGroup: { ...(own?.resourceGroup?.name === undefined ? {} : { name: own.resourceGroup.name }), create: choice.twin ? true : (own?.resourceGroup?.create ?? true) },
    protected: own?.protected ?? false,
    state: local ? 'local' : stateOf(own?.state ?? manifest.state),
    assumptions: [{ what: 'environment', value: environment, from: choice.from }, ...(place.from === undefined ? [] : [{ what: 'region', value: place.value ?? '', from: place.from }])].filter((assumption) => assumption.from !== 'flag'),
  };
}

function stateOf(state: Manifest['state']): 'local' | undefined {
  return state === undefined ? undefined : 'local';
}

function locationOf(manifest: Manifest, environment: string, local: boolean, locate: Locate): { readonly value: string | undefined; readonly from: string | undefined } {
  const own = manifest.environments?.[environment]?.location;
  const field = own !== undefined ? ['environments', environment, 'location'] : [manifest.location === undefined ? 'geography' : 'location'];
  const written = own ?? manifest.location ?? manifest.geography;
  if (written === undefined) {
    return local ? { value: defaultLocation, from: 'the default of the local Azure' } : { value: undefined, from: undefined };
  }
  const code = plainRegion(written);
  if (!regionNames.some((region) => region.name === code)) {
    const near = nearest(code, regionNames.map((region) => region.name));
    throw new AtakoraError('ATK1103', `"${written}" is not an Azure region`, { location: locate(field), hint: near === undefined ? 'Use a region such as westeurope.' : `Did you mean "${near}"?` });
  }
  return { value: code, from: 'the manifest' };
}

/** The target with its settings. */
export function withSettings(facts: TargetFacts, settings: EnvironmentSettings): EnvironmentTarget {
  const { assumptions: _assumptions, state: _state, ...target } = facts;
  return { ...target, settings };
}
