import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { asNumber, mapAt, ofObjects, withoutNulls } from '../body-paths.ts';
import { fillDefaults } from '../settled-body.ts';

/** Part of the body at a key, an empty object where there is none. */
export function partAt(body: JsonObject, key: string): JsonObject {
  const found = body[key];
  return isJsonObject(found) ? found : {};
}

/** An empty list as null, as Container Apps returns it. */
export function emptyAsNull(value: Json | undefined): Json {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}

/**
 * Temporary storage of a container, by its vCPUs.
 * @see https://learn.microsoft.com/azure/container-apps/storage-mounts#ephemeral-storage
 */
function storageFor(cpu: Json | undefined): string {
  const cores = typeof cpu === 'number' ? cpu : 0.5;
  return cores <= 0.25 ? '1Gi' : cores <= 0.5 ? '2Gi' : cores <= 1 ? '4Gi' : '8Gi';
}

function settledResources(sent: Json | undefined, storage: string | undefined): JsonObject {
  const given = mapAt(isJsonObject(sent) ? withoutNulls(sent) : {}, 'cpu', asNumber);
  const filled = fillDefaults(given, { cpu: 0.5, memory: '1Gi' });
  const memory = mapAt(filled, 'memory', (found) => (typeof found === 'string' ? found.replace(/^(\d+)\.0+Gi$/, '$1Gi') : found));
  return { ...memory, ephemeralStorage: storage ?? storageFor(memory['cpu']) };
}

function settledContainer(container: JsonObject, storage: string | undefined): JsonObject {
  const { env, ...rest } = withoutNulls(container);
  const variables = Array.isArray(env) && env.length > 0 ? { env: (env as readonly Json[]).map((item) => (isJsonObject(item) ? withoutNulls(item) : item)) } : {};
  const mounts = mapAt({ imageType: 'ContainerImage', ...rest, ...variables }, 'volumeMounts[]', ofObjects((mount) => withoutNulls(mount)));
  return { ...mounts, resources: settledResources(container['resources'], storage) };
}

/**
 * The containers of an app or a job, with what was sent as null left out.
 * @param storage Temporary storage that is shown whatever the size; absent: the one that follows from the vCPUs.
 */
export function settledContainers(template: JsonObject, storage?: string): JsonObject {
  const settled = (container: JsonObject): JsonObject => settledContainer(container, storage);
  const listed = fillDefaults(template, { initContainers: null, volumes: null });
  const main = mapAt(listed, 'containers[]', ofObjects(settled));
  const initial = mapAt(main, 'initContainers[]', ofObjects(settled));
  return mapAt(initial, 'volumes[]', ofObjects((volume) => withoutNulls(volume)));
}

/** What the configurations of apps and jobs have in common: secrets without values, registries, identities. */
export function settledConfiguration(configuration: JsonObject): JsonObject {
  const filled = fillDefaults(configuration, { dapr: null, identitySettings: [] });
  const secrets = mapAt({
    ...filled,
    secrets: emptyAsNull(filled['secrets']),
    registries: emptyAsNull(filled['registries']),
  }, 'secrets[]', ofObjects(namedSecret));
  return mapAt(secrets, 'registries[]', ofObjects((registry) => fillDefaults(registry, { username: '', passwordSecretRef: '', identity: '' })));
}

function namedSecret(secret: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(secret).filter(([key, value]) => key !== 'value' && value !== null && value !== ''));
}

/** A scale rule with what it does not use left out. */
export function settledScaleRule(rule: JsonObject): JsonObject {
  const used = Object.entries(withoutNulls(rule)).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return mapAt(
    Object.fromEntries(used),
    '{*}',
    ofObjects((scaler) => Object.fromEntries(Object.entries(withoutNulls(scaler)).filter(([, value]) => !(Array.isArray(value) && value.length === 0)))),
  );
}

/** No identity is returned as one of type `None`. */
export function withIdentity(body: JsonObject): JsonObject {
  return fillDefaults(body, { identity: { type: 'None' } });
}
