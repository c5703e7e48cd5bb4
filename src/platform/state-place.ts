import type { Azure } from '../engine/ports.ts';
import type { AzureBlobSetting } from '../engine/load/state-setting.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { ProjectSession } from './project-session.ts';
import { stateAccountName, stateContainer, stateGroupName } from './state-names.ts';
import type { ExistingPlace, StatePlace } from './state-template.ts';

/** What the flags of `state bootstrap` say. */
export interface PlaceWishes {
  readonly account?: string;
  readonly container?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
}

/** A place with what of it is there. */
export interface FoundPlace {
  readonly place: StatePlace;
  readonly existing: ExistingPlace;
  /** Everything is as it is to be; only the role cannot be seen from here. */
  readonly complete: boolean;
}

/** Tells why a new storage account cannot have a name; undefined when it can. */
export type NameCheck = (name: string) => Promise<string | undefined>;

const groupVersion = '2021-04-01';
const storageVersion = '2024-01-01';
/** How many computed names are tried before a person has to choose one. */
const mostAttempts = 5;

/**
 * Chooses the place: flags, else the manifest's setting, else computed names, of which the first is taken that is ours or free.
 * @throws AtakoraError `ATK1720` when the name is taken by somebody else.
 */
export async function findPlace(session: ProjectSession, wishes: PlaceWishes, azure: Azure, isTaken: NameCheck): Promise<FoundPlace> {
  const { facts, loaded } = session;
  const setting = blobSetting(session);
  const named = { project: loaded.project.name, projectId: loaded.project.id, subscriptionId: azure.subscriptionId };
  const chosen = wishes.account ?? setting?.account;
  const base = {
    subscriptionId: azure.subscriptionId,
    resourceGroup: wishes.resourceGroup ?? setting?.resourceGroup ?? stateGroupName(named),
    container: wishes.container ?? setting?.container ?? stateContainer,
    location: wishes.location ?? facts.location,
    project: loaded.project.name,
  };
  // A setting that init wrote has a computed name that nobody has claimed yet; it may give way to the next.
  const computed = Array.from({ length: mostAttempts }, (_, attempt) => stateAccountName(named, attempt));
  const candidates = chosen === undefined ? computed : wishes.account === undefined && computed.includes(chosen) ? [chosen, ...computed.filter((name) => name !== chosen)] : [chosen];
  let reason = '';
  for (const account of candidates) {
    const place = { ...base, account };
    const found = await lookAt(place, azure);
    const taken = found.existing.account === undefined ? await isTaken(account) : undefined;
    if (taken === undefined) {
      return found;
    }
    reason = `${account}: ${taken}`;
  }
  throw new AtakoraError('ATK1720', `the name of the storage account cannot be used: ${reason}`, { hint: 'Choose another with --account, or --resource-group for the group that your account is in.' });
}

/** The container that the manifest names for the environment, whichever cloud it is in. */
export function blobSetting({ facts }: ProjectSession): AzureBlobSetting | undefined {
  return facts.state === undefined || facts.state === 'local' ? undefined : facts.state;
}

/** Ids of what a place consists of. */
export function placeIds({ subscriptionId, resourceGroup, account, container }: StatePlace): { readonly group: string; readonly account: string; readonly service: string; readonly container: string } {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/${account}`;
  return { group, account: accountId, service: `${accountId}/blobServices/default`, container: `${accountId}/blobServices/default/containers/${container}` };
}

async function lookAt(place: StatePlace, azure: Azure): Promise<FoundPlace> {
  const ids = placeIds(place);
  const group = await azure.read(ids.group, groupVersion);
  const account = group === undefined ? undefined : await azure.read(ids.account, storageVersion);
  const [service, container] = account === undefined ? [] : await Promise.all([azure.read(ids.service, storageVersion), azure.read(ids.container, storageVersion)]);
  const existing: ExistingPlace = {
    groupLocation: group === undefined ? undefined : textOf(group['location']),
    account: account === undefined ? undefined : {
      location: textOf(account['location']),
      sku: isJsonObject(account['sku']) ? textOf(account['sku']['name']) : 'Standard_LRS',
      kind: textOf(account['kind']),
      tags: isJsonObject(account['tags']) ? Object.fromEntries(Object.entries(account['tags']).map(([name, value]) => [name, textOf(value)])) : {},
    },
    isSafe: isSafe(account, service),
    container: container !== undefined,
  };
  return { place, existing, complete: existing.container && existing.isSafe };
}

function isSafe(account: JsonObject | undefined, service: JsonObject | undefined): boolean {
  const [properties, blobs] = [propertiesOf(account), propertiesOf(service)];
  const keeps = (field: string): boolean => isJsonObject(blobs[field]) && blobs[field]['enabled'] === true;
  return properties['allowSharedKeyAccess'] === false && properties['allowBlobPublicAccess'] === false && properties['supportsHttpsTrafficOnly'] !== false
    && ['TLS1_2', 'TLS1_3'].includes(textOf(properties['minimumTlsVersion']))
    && blobs['isVersioningEnabled'] === true && keeps('deleteRetentionPolicy') && keeps('containerDeleteRetentionPolicy');
}

function propertiesOf(body: JsonObject | undefined): JsonObject {
  return isJsonObject(body?.['properties']) ? body['properties'] : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
