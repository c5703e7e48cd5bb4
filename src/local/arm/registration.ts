import type { JsonObject } from '../../model/json.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { ProviderType } from './provider-catalogue.ts';
import { notRegistered, unknownNamespace } from './refusals.ts';

/** Milliseconds that a registration takes before scaling. */
const registrationMs = 200;

/** How far the subscription is with a namespace. */
function registrationState(context: LocalContext, namespace: string): 'NotRegistered' | 'Registering' | 'Registered' {
  if (context.catalogue.isFree(namespace)) return 'Registered';
  const row = context.db.get('select ready_at from providers where namespace = ?', namespace.toLowerCase());
  if (row === undefined) return 'NotRegistered';
  return String(row['ready_at']) <= context.at ? 'Registered' : 'Registering';
}

/** @throws Refusal `InvalidResourceNamespace` or `MissingSubscriptionRegistration` unless resources of the namespace can be made. */
export function requireRegistered(context: LocalContext, namespace: string): void {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  // A namespace that is being registered already takes requests.
  if (registrationState(context, namespace) === 'NotRegistered') throw notRegistered(name);
}

/**
 * `GET …/providers`. Without `$expand=resourceTypes/zoneMappings` the mappings stay out, as in Azure.
 * @see https://learn.microsoft.com/rest/api/resources/providers/list
 */
export function listProviders(context: LocalContext, expand: string | null = null): LocalResponse {
  return answer(200, { value: context.catalogue.namespaces.map((namespace) => providerView(context, namespace, expand)) });
}

/** `GET …/providers/{namespace}` */
export function getProvider(context: LocalContext, namespace: string, expand: string | null = null): LocalResponse {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  return answer(200, providerView(context, name, expand));
}

/** `GET …/providers/{namespace}/resourceTypes` */
export function listProviderTypes(context: LocalContext, namespace: string, expand: string | null): LocalResponse {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  return answer(200, { value: context.catalogue.types(name).map((type) => typeView(type, expand)) });
}

/** `POST …/providers/{namespace}/register`; going on by itself until the namespace is registered. */
export function registerProvider(context: LocalContext, namespace: string): LocalResponse {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  if (registrationState(context, name) === 'NotRegistered') {
    const readyAt = later(context.at, registrationMs * context.settings.timeScale);
    context.db.run('insert or replace into providers (namespace, ready_at) values (?, ?)', name.toLowerCase(), readyAt);
  }
  return answer(200, providerView(context, name));
}

/** `POST …/providers/{namespace}/unregister` */
export function unregisterProvider(context: LocalContext, namespace: string): LocalResponse {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  context.db.run('delete from providers where namespace = ?', name.toLowerCase());
  return answer(200, providerView(context, name));
}

/** Without a subscription: what the tenant shows of providers has no registration. */
export function tenantProvider(context: LocalContext, namespace: string, expand: string | null): JsonObject {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  return { namespace: name, resourceTypes: context.catalogue.types(name).map((type) => typeView(type, expand)) };
}

function providerView(context: LocalContext, namespace: string, expand: string | null = null): JsonObject {
  return {
    id: `/subscriptions/${context.subscriptionId}/providers/${namespace}`,
    namespace,
    resourceTypes: context.catalogue.types(namespace).map((type) => typeView(type, expand)),
    registrationState: registrationState(context, namespace),
    registrationPolicy: context.catalogue.isFree(namespace) ? 'RegistrationFree' : 'RegistrationRequired',
  };
}

function typeView(type: ProviderType, expand: string | null): JsonObject {
  const zones = expand?.toLowerCase().includes('zonemappings') === true && type.zoneMappings.length > 0;
  return {
    resourceType: type.name,
    locations: type.locations,
    apiVersions: type.apiVersions,
    ...(type.defaultApiVersion === undefined ? {} : { defaultApiVersion: type.defaultApiVersion }),
    ...(zones ? { zoneMappings: type.zoneMappings.map(({ location, zones: numbers }) => ({ location, zones: numbers })) } : {}),
    capabilities: type.capabilities ?? 'None',
  };
}
