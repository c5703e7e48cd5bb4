import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { resourcesBelow } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { checkGroup } from './check-put.ts';
import { kindFor } from './kind.ts';
import { notSupported } from './refusals.ts';
import type { GroupPath } from './resource-path.ts';
import { parseArmPath } from './resource-path.ts';

/**
 * Answers the actions of a resource group; undefined for what is none.
 * @throws Refusal: nothing can be moved here
 * @see https://learn.microsoft.com/rest/api/resources/resource-groups/export-template
 */
export function routeGroupActions(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const action = call.segments.at(-1)?.toLowerCase() ?? '';
  const path = parseArmPath(`/${call.segments.slice(0, -1).join('/')}`);
  if (path?.kind !== 'group' || !['exporttemplate', 'moveresources', 'validatemoveresources'].includes(action)) return undefined;
  if (call.method !== 'POST') throw notSupported(call.method);
  checkGroup(context, path.group);
  if (action === 'exporttemplate') return exportTemplate(context, path, call.body);
  throw refuse(409, 'ResourceMoveNotSupported', 'Resource move is not supported: resources of the local Azure stay in their resource group.');
}

function exportTemplate(context: LocalContext, path: GroupPath, body: JsonObject): LocalResponse {
  const asked = Array.isArray(body['resources']) ? (body['resources'] as readonly Json[]).map((id) => resourceIdKey(String(id))) : ['*'];
  const found = resourcesBelow(context.db, resourceIdKey(path.id)).filter(({ key }) => asked.includes('*') || asked.includes(key));
  return answer(200, {
    template: {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: {},
      variables: {},
      resources: found.flatMap((resource) => exported(resource)),
    },
  });
}

function exported(resource: StoredResource): readonly JsonObject[] {
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource') return [];
  const { location, tags, sku, kind, identity, zones, plan, properties } = resource.sent;
  const secret = new Set(kindFor(path.type).sensitive);
  const scope = parseArmPath(path.scopeId);
  const parent = path.names.length > 1 ? `${path.scopeId}/providers/${path.type.split('/').slice(0, -1).flatMap((segment, i) => (i === 0 ? [segment] : [segment, path.names[i - 1] ?? ''])).join('/')}` : undefined;
  const parts: Readonly<Record<string, Json | undefined>> = {
    location,
    tags,
    sku,
    kind,
    identity,
    zones,
    plan,
    properties: isJsonObject(properties) ? withoutSecrets(properties, 'properties', secret) : {},
  };
  return [
    {
      type: path.type,
      apiVersion: resource.apiVersion,
      name: path.names.join('/'),
      ...(scope?.kind === 'resource' ? { scope: path.scopeId } : {}),
      ...(parent === undefined ? {} : { dependsOn: [parent] }),
      ...Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, Json] => entry[1] !== undefined)),
    },
  ];
}

/** What the catalogue calls sensitive stays out, and in types that it lacks everything whose name says so. */
function withoutSecrets(object: JsonObject, path: string, sensitive: ReadonlySet<string>): JsonObject {
  const kept = Object.entries(object).filter(([key, value]) => !sensitive.has(`${path}.${key}`) && !(typeof value === 'string' && /password|secret|connectionstring|accountkey|sastoken/i.test(key)));
  return Object.fromEntries(kept.map(([key, value]) => [key, isJsonObject(value) ? withoutSecrets(value, `${path}.${key}`, sensitive) : value]));
}
