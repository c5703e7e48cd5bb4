import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { SoftDelete } from '../../resources/resource-kind.ts';
import { creations, placeOf, regionOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/**
 * No deleted resource holds the name of a new one. What stood there before under the same id is recovered by apply, with what it holds;
 * a namesake of another place is in the way.
 */
export const checkDeleted: Check = async (input) => {
  const found = await Promise.all(creations(input).map((creation) => (creation.kind?.softDelete === undefined ? [] : checkNamesake(creation, creation.kind.softDelete, input))));
  return found.flat();
};

async function checkNamesake({ change, resource, kind }: Creation, { record, formerId, purge }: SoftDelete, { azure, synthesis, signal }: PreflightInput): Promise<readonly PreflightFinding[]> {
  const location = regionOf(resource) ?? synthesis?.target.location ?? '';
  const path = `/subscriptions/${azure.subscriptionId}/providers/${record.replace('{location}', location).replace('{name}', change.azureName)}`;
  const properties = (await azure.read(path, kind?.apiVersion ?? '', signal))?.['properties'];
  if (!isJsonObject(properties)) return [];
  const title = `${kind?.title ?? change.type} ${change.azureName}`;
  const until = typeof properties['scheduledPurgeDate'] === 'string' ? ` until ${properties['scheduledPurgeDate'].slice(0, 10)}` : '';
  const former = properties[formerId];
  const command = purge.replace('{name}', change.azureName).replace('{location}', location);
  if (String(former).toLowerCase() === change.id.toLowerCase()) {
    return [{ check: 'deleted', severity: 'warning', code: 'ATK1806', summary: `the ${title} was deleted and is still kept${until}: apply recovers it, with what it holds`, hint: `To begin with an empty one, purge it first: \`${command}\`, or set another \`name\`.`, ...placeOf(change) }];
  }
  return [{ check: 'deleted', severity: 'blocker', code: 'ATK1806', summary: `a deleted ${title} of ${String(former)} holds the name${until}`, hint: `Purge it with \`${command}\`, recover it where it was, or set another \`name\`.`, ...placeOf(change) }];
}
