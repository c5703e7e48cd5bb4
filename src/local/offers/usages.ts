import type { JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { readResource } from '../arm/generic-resources.ts';
import { displayRegion } from '../arm/regions.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { usedCores } from '../services/compute.ts';
import { quotaOf } from '../services/quotas.ts';
import { numberOf, objectsOf, textOf } from '../services/subject.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import type { UsageLimit } from './usage-limits.ts';
import { environmentLimits, usageLimits } from './usage-limits.ts';

/** `GET …/{namespace}/locations/{region}/usages`; undefined for namespaces without limits here. @see https://learn.microsoft.com/rest/api/storagerp/usages/list-by-location */
export function listUsages(context: LocalContext, namespace: string, region: string): LocalResponse | undefined {
  const limits = usageLimits[namespace];
  return limits === undefined ? undefined : answer(200, { value: limits.map((limit) => usageView(context, namespace, region, limit)) });
}

/** `GET …/managedEnvironments/{name}/usages`: cores of the apps in it. */
export function environmentUsages(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const path = parseArmPath(`/${call.segments.slice(0, -1).join('/')}`);
  if (path?.kind !== 'resource' || path.type.toLowerCase() !== 'microsoft.app/managedenvironments') return undefined;
  readResource(context, path);
  return answer(200, {
    value: environmentLimits.map(({ value, words, limit, type }) => {
      const used = type === 'consumption' ? coresIn(context, path.id) : 0;
      return { name: { value, localizedValue: words }, usage: used, currentValue: used, limit };
    }),
  });
}

function coresIn(context: LocalContext, environment: string): number {
  const apps = keysOfType(context.db, 'microsoft.app/containerapps', '').map((key): JsonObject => findResource(context.db, key)?.sent ?? {});
  const inIt = apps.filter((app) => (textOf(app, 'properties.managedEnvironmentId') ?? textOf(app, 'properties.environmentId') ?? '').toLowerCase() === environment.toLowerCase());
  return inIt.reduce((sum, app) => sum + coresOfApp(app) * (numberOf(app, 'properties.template.scale.minReplicas') ?? 0), 0);
}

function coresOfApp(app: JsonObject): number {
  return objectsOf(app, 'properties.template.containers').reduce((sum, container) => sum + (numberOf(container, 'resources.cpu') ?? 0.5), 0);
}

function usageView(context: LocalContext, namespace: string, region: string, { value, words, limit: usual, type, used }: UsageLimit): JsonObject {
  const currentValue = used ?? countOf(context, type, region);
  const place = plainRegion(region);
  const limit = quotaOf(context, `${namespace}/${value}`, region) ?? usual;
  const fill = (text: string) => text.replace('{region}', displayRegion(region)).replace('{name}', place);
  const name = { value: fill(value), localizedValue: fill(words) };
  const id = `/subscriptions/${context.subscriptionId}/providers`;
  switch (namespace) {
    case 'microsoft.sql':
      return {
        properties: { displayName: fill(words), currentValue, limit, unit: 'Count' },
        id: `${id}/Microsoft.Sql/locations/${place}/usages/${value}`,
        name: value,
        type: 'Microsoft.Sql/locations/usages',
      };
    case 'microsoft.network':
      return { currentValue, id: `${id}/Microsoft.Network/locations/${place}/usages/${value}`, limit, name, unit: 'Count', isAdjustable: true };
    case 'microsoft.app':
      return { name, usage: currentValue, currentValue, limit };
    default:
      return { name, currentValue, limit, unit: namespace === 'microsoft.web' ? 'Core Count' : 'Count' };
  }
}

function countOf(context: LocalContext, type: string | undefined, region: string): number {
  if (type === undefined) return 0;
  if (type === 'cores') return usedCores(context, '', region);
  return keysOfType(context.db, type, '').filter((key) => plainRegion(String(findResource(context.db, key)?.body['location'] ?? '')) === plainRegion(region)).length;
}
