import type { JsonObject } from '../../model/json.ts';
import { requireWritableBy } from '../access/deployment-access.ts';
import { putManagementGroup } from '../arm/management-groups.ts';
import { putGroup } from '../arm/resource-groups.ts';
import type { GroupPath, ManagementGroupPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';

/** What a deployment's operation says of a scope that was made. */
export interface ScopePut {
  readonly name: string;
  readonly statusCode: 'OK' | 'Created';
}

/**
 * Makes or changes a scope that a template declares: a resource group or a management group. Both are done at once.
 * @throws Refusal when it may not be written or is not valid
 */
export function putScope(context: LocalContext, path: GroupPath | ManagementGroupPath, body: JsonObject, apiVersion: string): ScopePut {
  if (path.kind === 'group') return { name: path.group, statusCode: putGroup(context, path, body).existed ? 'OK' : 'Created' };
  requireWritableBy(context, path.id, body);
  putManagementGroup(context, path, body, apiVersion);
  return { name: path.managementGroup, statusCode: 'OK' };
}
