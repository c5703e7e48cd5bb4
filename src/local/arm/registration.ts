import type { JsonObject } from '../../model/json.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
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

/** `GET …/providers` */
export function listProviders(context: LocalContext): LocalResponse {
  return answer(200, { value: context.catalogue.namespaces.map((namespace) => providerView(context, namespace)) });
}

/** `GET …/providers/{namespace}` */
export function getProvider(context: LocalContext, namespace: string): LocalResponse {
  const name = context.catalogue.namespace(namespace);
  if (name === undefined) throw unknownNamespace(namespace);
  return answer(200, providerView(context, name));
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

function providerView(context: LocalContext, namespace: string): JsonObject {
  return {
    id: `/subscriptions/${context.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: context.catalogue.isFree(namespace) ? 'RegistrationFree' : 'RegistrationRequired',
    registrationState: registrationState(context, namespace),
    resourceTypes: context.catalogue.types(namespace).map(({ name, locations }) => ({ resourceType: name, locations: [...locations], apiVersions: [] })),
  };
}
