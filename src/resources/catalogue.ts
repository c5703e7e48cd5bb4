import { apiManagementKinds } from './api-management/api-management-kinds.ts';
import { appKinds } from './app/app-kinds.ts';
import { authorizationKinds } from './authorization/authorization-kinds.ts';
import { cacheKinds } from './cache/cache-kinds.ts';
import { cdnKinds } from './cdn/cdn-kinds.ts';
import { consumptionKinds } from './consumption/consumption-kinds.ts';
import { containerRegistryKinds } from './container-registry/container-registry-kinds.ts';
import { cosmosKinds } from './cosmos/cosmos-kinds.ts';
import { dataFactoryKinds } from './data-factory/data-factory-kinds.ts';
import { eventGridKinds } from './event-grid/event-grid-kinds.ts';
import { eventHubKinds } from './event-hub/event-hub-kinds.ts';
import { identityKinds } from './identity/identity-kinds.ts';
import { insightsKinds } from './insights/insights-kinds.ts';
import { networkKinds } from './network/network-kinds.ts';
import { operationalInsightsKinds } from './operational-insights/operational-insights-kinds.ts';
import { resourceManagerKinds } from './resource-manager/resource-manager-kinds.ts';
import { serviceBusKinds } from './service-bus/service-bus-kinds.ts';
import { signalrKinds } from './signalr/signalr-kinds.ts';
import { sqlKinds } from './sql/sql-kinds.ts';
import { storageKinds } from './storage/storage-kinds.ts';
import { webKinds } from './web/web-kinds.ts';
import { ownKinds } from './own-kinds.ts';
import type { KindMaker } from './kind-maker.ts';
import type { ResourceKind } from './resource-kind.ts';

/** The kinds that no built-in provider makes, by the provider that all of them belong to. A test fails when a descriptor is missing. */
const families: Readonly<Record<string, readonly KindMaker[]>> = {
  'microsoft.apimanagement': apiManagementKinds,
  'microsoft.app': appKinds,
  'microsoft.authorization': authorizationKinds,
  'microsoft.cache': cacheKinds,
  'microsoft.cdn': cdnKinds,
  'microsoft.consumption': consumptionKinds,
  'microsoft.containerregistry': containerRegistryKinds,
  'microsoft.documentdb': cosmosKinds,
  'microsoft.datafactory': dataFactoryKinds,
  'microsoft.eventgrid': eventGridKinds,
  'microsoft.eventhub': eventHubKinds,
  'microsoft.managedidentity': identityKinds,
  'microsoft.insights': insightsKinds,
  'microsoft.network': networkKinds,
  'microsoft.operationalinsights': operationalInsightsKinds,
  'microsoft.resources': resourceManagerKinds,
  'microsoft.servicebus': serviceBusKinds,
  'microsoft.signalrservice': signalrKinds,
  'microsoft.sql': sqlKinds,
  'microsoft.storage': storageKinds,
  'microsoft.web': webKinds,
};

const own: ReadonlyMap<string, ResourceKind> = byKey(ownKinds);

/** What a family was made into. It lives as long as the program: descriptors are constants, only made late, and are compared by identity. */
const made = new Map<string, ReadonlyMap<string, ResourceKind>>();

/** Every resource kind that Atakora knows: those that its providers make, then the others by family. Makes all of them: for the rare cases that need the whole list. */
export function allKinds(): readonly ResourceKind[] {
  return [...ownKinds, ...Object.keys(families).flatMap((provider) => [...familyOf(provider).values()])];
}

/**
 * The kind of an ARM type, letter case aside; undefined for types that are not in the catalogue (see `genericKind`).
 * @param name Last name of the resource, for children whose names are kinds of their own (`appsettings` of `Microsoft.Web/sites/config`).
 */
export function kindOf(type: string, name?: string): ResourceKind | undefined {
  const key = keyOf(type);
  const found = own.get(key);
  if (found !== undefined) {
    return found;
  }
  const family = familyOf(key.slice(0, key.indexOf('/')));
  return (name === undefined ? undefined : family.get(keyOf(type, name))) ?? family.get(key);
}

/** True when the local Azure knows how the service answers for a type; other types are stored as sent. */
export function isModelled(type: string, name?: string): boolean {
  return kindOf(type, name) !== undefined;
}

function keyOf(type: string, name?: string): string {
  return `${type}${name === undefined ? '' : `:${name}`}`.toLowerCase();
}

function familyOf(provider: string): ReadonlyMap<string, ResourceKind> {
  const kinds = made.get(provider) ?? byKey((Object.hasOwn(families, provider) ? families[provider] : undefined)?.map((make) => make()) ?? []);
  made.set(provider, kinds);
  return kinds;
}

function byKey(kinds: readonly ResourceKind[]): ReadonlyMap<string, ResourceKind> {
  return new Map(kinds.map((kind) => [keyOf(kind.type, kind.named), kind]));
}
