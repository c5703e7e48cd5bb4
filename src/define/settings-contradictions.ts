import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { EnvironmentSettings } from '../model/environment-settings.ts';
import type { SettingSource } from '../model/setting-source.ts';
import { formatLocation } from '../model/source-location.ts';

/** Settings that are each allowed and do not go together. Zones in regions without them are left to Azure to refuse. */
export function contradictions(settings: EnvironmentSettings, provenance: ReadonlyMap<string, SettingSource>): readonly Diagnostic[] {
  const { cosmos, functionApp } = settings;
  const from = (path: string): string => `${path} (${placeOf(provenance.get(path))})`;
  const at = (...paths: readonly string[]) => ({ location: paths.map((path) => provenance.get(path)?.location).find((location) => location !== undefined) });
  const access: string = settings.network.access;
  const serverless = cosmos.mode === 'serverless';
  const madeBySame = provenance.get('cosmos.mode')?.source === provenance.get('cosmos.maxThroughput')?.source;
  const found: readonly (Diagnostic | false)[] = [
    access !== 'public' &&
      diagnostic('error', 'ATK1316', `${from('network.access')} is "${access}", but private networks are not part of this version`, {
        ...at('network.access'),
        hint: 'Use network.access "public": access is by Microsoft Entra identities only, and keys are off.',
      }),
    serverless &&
      cosmos.regions.length > 0 &&
      diagnostic('error', 'ATK1316', `${from('cosmos.mode')} is "serverless", which has one region, but ${from('cosmos.regions')} adds ${cosmos.regions.join(', ')}`, {
        ...at('cosmos.regions', 'cosmos.mode'),
        hint: 'Set cosmos.mode to "autoscale" here, or name the regions only under the environments that have it.',
      }),
    serverless &&
      madeBySame &&
      provenance.get('cosmos.mode')?.kind !== 'built-in' &&
      diagnostic('error', 'ATK1316', `${from('cosmos.mode')} is "serverless", which has no throughput to set, but the same place sets cosmos.maxThroughput`, {
        ...at('cosmos.maxThroughput'),
        hint: 'Remove cosmos.maxThroughput, or set cosmos.mode to "autoscale".',
      }),
    functionApp.alwaysReady > functionApp.maximumInstances &&
      diagnostic('error', 'ATK1316', `${from('functionApp.alwaysReady')} is ${functionApp.alwaysReady}, more than ${from('functionApp.maximumInstances')} with ${functionApp.maximumInstances}`, {
        ...at('functionApp.alwaysReady', 'functionApp.maximumInstances'),
        hint: 'Raise functionApp.maximumInstances, or lower functionApp.alwaysReady.',
      }),
    new Set(cosmos.regions).size < cosmos.regions.length && diagnostic('error', 'ATK1316', `${from('cosmos.regions')} names a region twice: ${cosmos.regions.join(', ')}`, { ...at('cosmos.regions'), hint: 'Name every region once.' }),
  ];
  return found.filter((finding) => finding !== false);
}

function placeOf(source: SettingSource | undefined): string {
  return source?.location === undefined ? (source?.source ?? 'built-in') : formatLocation(source.location);
}
