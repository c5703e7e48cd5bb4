import { relativeResourceId } from './resource-id.ts';

/** Of a resource's body these are told in other words. */
const toldOtherwise = new Set(['id', 'name', 'type', 'apiversion', 'properties']);

/**
 * What `reference` with `'Full'` answers of a resource whose body is known: the body without its names, and what the deployment adds.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#reference
 */
export function fullReference<T>(body: Readonly<Record<string, T>>, { id, type, name }: { readonly id: string; readonly type?: string; readonly name?: string }, apiVersion: string | undefined): Readonly<Record<string, T | string | boolean>> {
  const own = Object.entries(body).filter(([key]) => !toldOtherwise.has(key.toLowerCase()));
  const properties = Object.entries(body).find(([key]) => key.toLowerCase() === 'properties');
  const [, subscriptionId, , resourceGroupName] = /^\/subscriptions\/([^/]+)(\/resourceGroups\/([^/]+))?/i.exec(id) ?? [];
  const entries: (readonly [string, T | string | boolean])[] = [
    ...(apiVersion === undefined ? [] : [['apiVersion', apiVersion] as const]),
    ...own,
    ['condition', true],
    ['isConditionTrue', true],
    ...(subscriptionId === undefined ? [] : [['subscriptionId', subscriptionId] as const]),
    ...(resourceGroupName === undefined ? [] : [['resourceGroupName', resourceGroupName] as const]),
    ['scope', ''],
    ['resourceId', type === undefined ? id : relativeResourceId(type, name ?? '')],
    ...(properties === undefined ? [] : [['properties', properties[1]] as const]),
  ];
  return Object.fromEntries(entries);
}
