import { fullReference } from '../../arm/full-reference.ts';
import type { Runtime } from '../../arm/runtime.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { readResource } from '../arm/generic-resources.ts';
import { listAction } from '../arm/list-keys.ts';
import type { ArmPath, ResourcePath } from '../arm/resource-path.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalOutputs } from './local-output.ts';
import { localOutputs } from './local-output.ts';
import { readReference } from './read-reference.ts';
import { outputsWithSecureValues } from './secure-outputs.ts';

/** What the functions `reference` and `list*` of a running deployment see: the world at that moment. They throw `Refusal` for what is not there. */
export function worldRuntime(context: LocalContext): Runtime {
  const outputs = localOutputs();
  return {
    reference: (id, apiVersion, full) => {
      const path = parseArmPath(id);
      const view = readReference(context, path, id);
      const answered = full ? fullAnswer(view, path, id, apiVersion) : (view['properties'] ?? {});
      if (path?.kind === 'resource' && isNotModelled(path)) outputs.remember(path.names.join('/'), answered);
      return answered;
    },
    absent: (owner, key) => outputs.absent(owner, key),
    list: (id, name, apiVersion, body) => {
      const path = parseArmPath(id);
      const answer = path?.kind === 'resource' ? listed(context, { path, name, body, outputs }) : undefined;
      if (answer === undefined) throw refuse(404, 'InvalidResourceType', `The action '${name}' is not known for the resource '${id}'.`);
      return inFormOf(apiVersion, path, name, answer);
    },
  };
}

function listed(context: LocalContext, { path, name, body, outputs }: { readonly path: ResourcePath; readonly name: string; readonly body: Json | undefined; readonly outputs: LocalOutputs }): JsonObject | undefined {
  if (name.toLowerCase() === 'listoutputswithsecurevalues' && path.type.toLowerCase() === 'microsoft.resources/deployments') return outputsWithSecureValues(context.db, resourceIdKey(path.id));
  return listAction(context, path, name, isJsonObject(body) ? body : {}) ?? listOfNotModelled(context, path, name, outputs);
}

/**
 * Storage accounts named their two keys `key1` and `key2` instead of listing them before 2016.
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys
 */
function inFormOf(apiVersion: string, path: ArmPath | undefined, name: string, answer: JsonObject): JsonObject {
  const { keys } = answer;
  if (apiVersion >= '2016' || name.toLowerCase() !== 'listkeys' || path?.kind !== 'resource' || path.type.toLowerCase() !== 'microsoft.storage/storageaccounts' || !Array.isArray(keys)) return answer;
  return Object.fromEntries((keys as readonly Json[]).filter(isJsonObject).map(({ keyName, value }) => [String(keyName), value ?? '']));
}

/** What an action of a type that nobody described answers: nothing that is known, so that reading it gives marked values. */
function listOfNotModelled(context: LocalContext, path: ResourcePath, name: string, outputs: LocalOutputs): JsonObject | undefined {
  if (!isNotModelled(path)) return undefined;
  readResource(context, path);
  const answered = {};
  outputs.remember(`${path.names.join('/')}.${name}`, answered);
  return answered;
}

function isNotModelled(path: ResourcePath): boolean {
  return path.type.toLowerCase() !== 'microsoft.resources/deployments' && kindOf(path.type, path.names.at(-1)) === undefined;
}

function fullAnswer(view: JsonObject, path: ArmPath | undefined, id: string, apiVersion: string | undefined): JsonObject {
  const { properties } = view;
  const named = path?.kind === 'resource' ? { id, type: path.type, name: path.names.join('/') } : { id };
  return fullReference<Json>({ ...view, properties: isJsonObject(properties) ? properties : {} }, named, apiVersion);
}
