import type { CloudName, EnvironmentSettings, EnvironmentTarget } from '../../model/environment-settings.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { builtInEnvironments } from '../../define/built-in-environments.ts';
import { nearest } from '../../define/nearest.ts';
import { regionNames } from '../../define/region-names.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { manifestFile } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';
import type { AzureBlobSetting, StateSetting } from './state-setting.ts';

/** Tenant and subscription of the local Azure: the same everywhere, so that twins give the same names on every machine. */
export const localTenantId = '11111111-1111-4111-8111-111111111111';
export const localSubscriptionId = '22222222-2222-4222-8222-222222222222';

/** Region taken for the local Azure when the manifest names none. */
const defaultLocation = 'westeurope';

/** A value that nobody gave with the command and where it was taken from. */
export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly from: string;
}

/** Which environment a command is for. */
export interface TargetChoice {
  readonly environment: string;
  /** `flag`, `ATAKORA_ENV`, `env use`, `the manifest`, `the default`. */
  readonly from: string;
  /** True for the twin on the local Azure. */
  readonly twin: boolean;
}

/** Where a field of the manifest stands. */
export type Locate = (path: readonly string[]) => SourceLocation;

/** What an environment is before its settings are resolved. */
export interface TargetFacts extends Omit<EnvironmentTarget, 'settings'> {
  readonly assumptions: readonly Assumption[];
  /** Files of the project, or a container; undefined when a real cloud has no state setting. */
  readonly state: 'local' | AzureBlobSetting | undefined;
  /** Path of the manifest's field that says so; absent where nothing was written. */
  readonly statePath?: readonly string[];
}

/**
 * Resolves where an environment is: its own fields, else the manifest's top level, else (local Azure only) fixed values.
 * @throws AtakoraError `ATK1004` for an unknown environment, `ATK1104` naming every missing value at once, `ATK1103` for an unknown region.
 */
export function resolveTarget(manifest: Manifest, choice: TargetChoice, configured: readonly string[], locate: Locate = () => ({ file: manifestFile })): TargetFacts {
  const { environment, twin } = choice;
  refuseUnknown(choice, knownEnvironments(manifest, configured));
  const own = manifest.environments?.[environment];
  const cloud: CloudName = twin ? 'local' : (own?.cloud ?? manifest.cloud ?? 'AzureCloud');
  const local = cloud === 'local';
  const subscriptionId = local ? localSubscriptionId : (own?.subscriptionId ?? manifest.subscriptionId);
  const tenantId = local ? localTenantId : (own?.tenantId ?? manifest.tenantId);
  const region = locationOf(manifest, environment, local, locate);
  const group = groupOf(own?.resourceGroup, twin);
  if (subscriptionId === undefined || tenantId === undefined || region === undefined || group === undefined) {
    throw lacking(environment, { subscriptionId, tenantId, location: region, 'resourceGroup.name': group });
  }
  const assumptions: readonly Assumption[] = [{ what: 'environment', value: environment, from: choice.from }, { what: 'region', ...region }];
  return {
    name: environment,
    twin,
    key: twin ? `${environment}@local` : environment,
    cloud,
    tenantId,
    subscriptionId,
    location: region.value,
    resourceGroup: group,
    protected: own?.protected ?? false,
    ...stateOf(manifest, environment, { local, twin }),
    assumptions: assumptions.filter((assumption) => assumption.from !== 'flag'),
  };
}

/** Names of all environments: the built-in ones, those of the manifest, then those that only the configuration has. */
export function knownEnvironments(manifest: Manifest, configured: readonly string[]): readonly string[] {
  return [...new Set([...Object.keys(builtInEnvironments), ...Object.keys(manifest.environments ?? {}), ...configured])];
}

/** @throws AtakoraError `ATK1004` with the nearest name. */
export function refuseUnknown({ environment, from }: Pick<TargetChoice, 'environment' | 'from'>, known: readonly string[]): void {
  if (!known.includes(environment)) {
    const near = nearest(environment, known);
    const choice = from === 'env use' ? ' `atakora env use --clear` forgets the choice.' : '';
    throw new AtakoraError('ATK1004', `there is no environment "${environment}"${from === 'env use' ? ', which `env use` chose' : ''}`, { hint: `${near === undefined ? '' : `Did you mean "${near}"? `}Known: ${known.join(', ')}.${choice}` });
  }
}

/** Names everything that is missing at once. */
function lacking(environment: string, values: Readonly<Record<string, unknown>>): AtakoraError {
  const missing = Object.keys(values).filter((field) => values[field] === undefined).join(', ');
  return new AtakoraError('ATK1104', `environment "${environment}" lacks ${missing}`, {
    hint: `Add ${missing} to ${manifestFile} (top level or environments.${environment}), or use --local to run without an Azure account.`,
    location: { file: manifestFile },
  });
}

/** Twins keep their state in files, whatever is written; other environments on the local Azure do unless a container is named. */
function stateOf(manifest: Manifest, environment: string, { local, twin }: { readonly local: boolean; readonly twin: boolean }): Pick<TargetFacts, 'state' | 'statePath'> {
  const own: StateSetting | undefined = manifest.environments?.[environment]?.state;
  const setting = own ?? manifest.state;
  if (twin || setting === undefined) {
    return { state: local ? 'local' : undefined };
  }
  const statePath = own === undefined ? ['state'] : ['environments', environment, 'state'];
  return { state: typeof setting === 'object' && setting.backend === 'azure-blob' ? setting : 'local', statePath };
}

type GroupSetting = NonNullable<NonNullable<Manifest['environments']>[string]['resourceGroup']>;

/** The group of an environment; undefined when an existing one is to be used and has no name. The local Azure has none that exists before. */
function groupOf(setting: GroupSetting | undefined, twin: boolean): EnvironmentTarget['resourceGroup'] | undefined {
  const { create = true, name } = setting ?? {};
  if (!create && !twin && name === undefined) {
    return undefined;
  }
  return { ...(name === undefined ? {} : { name }), create: create || twin };
}

/** The region and where it was written; undefined when it was not, and the cloud is a real one. */
function locationOf(manifest: Manifest, environment: string, local: boolean, locate: Locate): { readonly value: string; readonly from: string } | undefined {
  const own = manifest.environments?.[environment]?.location;
  const field = own !== undefined ? ['environments', environment, 'location'] : [manifest.location === undefined ? 'geography' : 'location'];
  const written = own ?? manifest.location ?? manifest.geography;
  if (written === undefined) {
    return local ? { value: defaultLocation, from: 'the default of the local Azure' } : undefined;
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
  const { assumptions: _assumptions, state: _state, statePath: _statePath, ...target } = facts;
  return { ...target, settings };
}
