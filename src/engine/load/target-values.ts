import type { EnvironmentValue } from '../../model/environment-report.ts';
import type { Json } from '../../model/json.ts';
import type { TargetChoice, Locate } from './environment-target.ts';
import { localSubscriptionId, localTenantId } from './environment-target.ts';
import { manifestFile } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';

/** A field of the manifest with where it was found. */
interface Written {
  readonly value: Json;
  readonly path: readonly string[];
}

const theLocalAzure = 'the local Azure';

/**
 * Where an environment is, value by value, each with the field of the manifest or the default that it comes from; null for what it lacks.
 * Nothing is refused: this is for showing. Regions stand as they are written.
 */
export function targetValues(manifest: Manifest, { environment, twin }: Pick<TargetChoice, 'environment' | 'twin'>, locate: Locate): readonly EnvironmentValue[] {
  const own = manifest.environments?.[environment];
  const field = (name: 'cloud' | 'tenantId' | 'subscriptionId' | 'location' | 'state'): Written | undefined => {
    const [mine, shared] = [own?.[name], manifest[name]];
    return mine !== undefined ? { value: mine as Json, path: ['environments', environment, name] } : shared === undefined ? undefined : { value: shared as Json, path: [name] };
  };
  const written = (path: string, found: Written | undefined, fallback: Pick<EnvironmentValue, 'value' | 'from'>): EnvironmentValue =>
    found === undefined ? { path, ...fallback } : { path, value: found.value, from: manifestFile, location: locate(found.path) };
  const group = (name: 'name' | 'create'): Written | undefined => {
    const value = own?.resourceGroup?.[name];
    return value === undefined ? undefined : { value, path: ['environments', environment, 'resourceGroup', name] };
  };
  const cloud = field('cloud');
  const local = twin || cloud?.value === 'local';
  const fixed = (value: string) => ({ value, from: theLocalAzure });
  const missing = { value: null, from: 'missing' };
  const region = field('location') ?? (manifest.geography === undefined ? undefined : { value: manifest.geography, path: ['geography'] });
  return [
    written('cloud', twin ? undefined : cloud, twin ? { value: 'local', from: 'the twin' } : { value: 'AzureCloud', from: 'the default' }),
    written('tenantId', local ? undefined : field('tenantId'), local ? fixed(localTenantId) : missing),
    written('subscriptionId', local ? undefined : field('subscriptionId'), local ? fixed(localSubscriptionId) : missing),
    written('location', region, local ? fixed('westeurope') : missing),
    written('resourceGroup.name', group('name'), { value: null, from: 'computed from project, environment and region' }),
    written('resourceGroup.create', twin ? undefined : group('create'), { value: true, from: twin ? 'the twin' : 'the default' }),
    written('state', twin ? undefined : field('state'), local ? { value: 'local', from: twin ? 'the twin' : theLocalAzure } : missing),
    written('protected', own?.protected === undefined ? undefined : { value: own.protected, path: ['environments', environment, 'protected'] }, { value: false, from: 'the default' }),
  ];
}
