import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { emptyResource, findResource, removeResources, resourcesBelow, saveResource } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { checkTags } from './check-tags.ts';
import { notSupported } from './refusals.ts';

const predefinedType = 'microsoft.resources/tagnames';

/**
 * `…/tagNames[/{name}[/tagValues/{value}]]`: names and values that were defined beforehand, and those in use with their counts.
 * @see https://learn.microsoft.com/rest/api/resources/tags/list
 */
export function routeTagNames(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const { segments, method } = call;
  if (segments[0]?.toLowerCase() !== 'subscriptions' || segments[2]?.toLowerCase() !== 'tagnames') return undefined;
  const [, , , name, values, value] = segments;
  if (name === undefined) {
    if (method !== 'GET') throw notSupported(method);
    return answer(200, { value: listNames(context) });
  }
  const id = `/subscriptions/${context.subscriptionId}/tagNames/${name}${value === undefined ? '' : `/tagValues/${value}`}`;
  if (values !== undefined && (values.toLowerCase() !== 'tagvalues' || value === undefined)) throw notSupported(method);
  if (value !== undefined && findResource(context.db, resourceIdKey(id.slice(0, id.indexOf('/tagValues/')))) === undefined) throw refuse(404, 'TagNameNotFound', `The tag name '${name}' could not be found.`);
  if (method === 'PUT') return define(context, id, name, value);
  if (method !== 'DELETE') throw notSupported(method);
  const used = value === undefined && uses(context).some((use) => use.name.toLowerCase() === name.toLowerCase());
  if (used) throw refuse(409, 'TagNameInUse', `The tag name '${name}' cannot be deleted: resources have it.`);
  removeResources(context.db, resourceIdKey(id));
  return answer(200);
}

function define(context: LocalContext, id: string, name: string, value: string | undefined): LocalResponse {
  checkTags({ [name]: value ?? '' });
  const key = resourceIdKey(id);
  const existed = findResource(context.db, key) !== undefined;
  if (!existed) saveResource(context.db, emptyResource(id, predefinedType, context.at));
  const count = { type: 'Total', value: 0 };
  const view: JsonObject = value === undefined ? { id, tagName: name, count, values: [] } : { id, tagValue: value, count };
  return answer(existed ? 200 : 201, view);
}

interface Use {
  readonly name: string;
  readonly value: string;
}

function uses(context: LocalContext): readonly Use[] {
  return resourcesBelow(context.db, resourceIdKey(`/subscriptions/${context.subscriptionId}`)).flatMap(({ body }) =>
    isJsonObject(body['tags']) ? Object.entries(body['tags']).map(([name, value]) => ({ name, value: String(value) })) : [],
  );
}

function listNames(context: LocalContext): readonly JsonObject[] {
  const base = `/subscriptions/${context.subscriptionId}/tagNames`;
  const names = new Map<string, { readonly name: string; readonly values: Map<string, number> }>();
  const entry = (name: string) => {
    const known = names.get(name.toLowerCase()) ?? { name, values: new Map<string, number>() };
    names.set(name.toLowerCase(), known);
    return known;
  };
  for (const { id } of resourcesBelow(context.db, resourceIdKey(base))) {
    const [, , , , name = '', , value] = id.split('/');
    const known = entry(name);
    if (value !== undefined && !known.values.has(value)) known.values.set(value, 0);
  }
  for (const { name, value } of uses(context)) {
    const { values } = entry(name);
    values.set(value, (values.get(value) ?? 0) + 1);
  }
  return [...names.values()].map(({ name, values }) => ({
    id: `${base}/${name}`,
    tagName: name,
    count: { type: 'Total', value: [...values.values()].reduce((sum, count) => sum + count, 0) },
    values: [...values].map(([value, count]) => ({ id: `${base}/${name}/tagValues/${value}`, tagValue: value, count: { type: 'Total', value: count } })),
  }));
}
