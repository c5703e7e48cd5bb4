import type { JsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { isNameKept } from '../deleted/deleted-store.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { invalidContent, notSupported } from './refusals.ts';
import { parseArmPath } from './resource-path.ts';

/** How one service answers whether a name is free. Undefined: 200 without a body. */
interface NameCheck {
  /** Types whose names share a space. */
  readonly types: readonly string[];
  readonly free: (name: string) => JsonObject | undefined;
  readonly taken: (name: string) => JsonObject;
  /** Absent where the service's wording is not known: such names then count as free. */
  readonly invalid?: { readonly pattern: RegExp; readonly answer: (name: string) => JsonObject };
}

const plainFree = () => ({ nameAvailable: true });
const taken = (message: (name: string) => string | null, reason = 'AlreadyExists') => (name: string) => ({ nameAvailable: false, reason, message: message(name) });

const namespaces: NameCheck = {
  types: ['Microsoft.ServiceBus/namespaces', 'Microsoft.EventHub/namespaces', 'Microsoft.Relay/namespaces'],
  free: () => ({ nameAvailable: true, reason: 'None', message: 'Namespace name available' }),
  taken: taken((name) => `The specified name '${name}' is not available.`, 'NameInUse'),
  invalid: { pattern: /^[a-z][a-z0-9-]{4,48}[a-z0-9]$/i, answer: taken((name) => `The specified name '${name}' is not valid.`, 'InvalidName') },
};

const edge: NameCheck = {
  types: ['Microsoft.Cdn/profiles/endpoints', 'Microsoft.Cdn/profiles/afdEndpoints'],
  free: () => ({ nameAvailable: true, reason: null, message: null }),
  taken: taken(() => 'Name not available', 'Name is already in use'),
};

/**
 * By namespace in lower case.
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/check-name-availability
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/check-name-availability
 */
const checks: Readonly<Record<string, NameCheck>> = {
  'microsoft.storage': {
    types: ['Microsoft.Storage/storageAccounts'],
    free: plainFree,
    taken: taken((name) => `The storage account named ${name} is already taken.`),
    invalid: {
      pattern: /^[a-z0-9]{3,24}$/,
      answer: taken((name) => `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`, 'AccountNameInvalid'),
    },
  },
  'microsoft.keyvault': {
    types: ['Microsoft.KeyVault/vaults'],
    free: plainFree,
    taken: taken((name) => `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state.`),
    invalid: {
      pattern: /^(?!.*--)[a-z][a-z0-9-]{1,22}[a-z0-9]$/i,
      answer: taken((name) => `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`, 'AccountNameInvalid'),
    },
  },
  'microsoft.web': {
    types: ['Microsoft.Web/sites'],
    free: () => ({ nameAvailable: true, reason: '', message: '' }),
    taken: taken((name) => `Hostname '${name}' already exists. Please select a different name.`),
    invalid: {
      pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i,
      answer: taken(() => 'Site names only allow alphanumeric characters and hyphens, cannot start or end in a hyphen, and must be less than 64 chars.', 'Invalid'),
    },
  },
  'microsoft.containerregistry': {
    types: ['Microsoft.ContainerRegistry/registries'],
    free: plainFree,
    taken: taken((name) => `The registry ${name} is already in use.`),
    invalid: {
      pattern: /^[a-z0-9]{5,50}$/i,
      answer: taken(() => 'Registry names may contain alpha numeric characters only and must be between 5 and 50 characters.', 'Invalid'),
    },
  },
  'microsoft.servicebus': namespaces,
  'microsoft.eventhub': namespaces,
  'microsoft.cdn': edge,
  'microsoft.apimanagement': {
    types: ['Microsoft.ApiManagement/service'],
    free: () => ({ nameAvailable: true, reason: 'Valid', message: '' }),
    taken: taken((name) => `${name} is already in use. Please select a different name.`),
  },
  'microsoft.appconfiguration': {
    types: ['Microsoft.AppConfiguration/configurationStores'],
    free: () => ({ nameAvailable: true, message: 'The specified name is available.', reason: null }),
    taken: taken(() => 'The specified name is already in use.'),
  },
  'microsoft.search': {
    types: ['Microsoft.Search/searchServices'],
    free: () => ({ nameAvailable: true, reason: null, message: null }),
    taken: taken(() => null),
  },
  'microsoft.sql': {
    types: ['Microsoft.Sql/servers'],
    free: (name) => ({ name, available: true }),
    taken: (name) => ({ name, available: false, reason: 'AlreadyExists', message: 'Specified server name is already used' }),
    invalid: {
      pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      answer: (name) => ({
        name,
        available: false,
        reason: 'Invalid',
        message: "Specified server name contains unsupported characters or is too long. Server name must be no longer than 63 characters long, contain only lower-case characters or digits, cannot contain '.' or '_' characters and can't start or end with '-' character.",
      }),
    },
  },
  'microsoft.cache': {
    types: ['Microsoft.Cache/Redis', 'Microsoft.Cache/redisEnterprise'],
    free: () => undefined,
    taken: taken(() => 'The name is not available.'),
  },
  'microsoft.signalrservice': {
    types: ['Microsoft.SignalRService/signalR', 'Microsoft.SignalRService/webPubSub'],
    free: plainFree,
    taken: taken(() => 'The name is already taken. Please try a different name.'),
  },
};

/** Answers the calls that ask whether a name is free; undefined for all others. */
export function routeNameChecks(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  if (low[0] === 'providers' && low[1] === 'microsoft.documentdb' && low[2] === 'databaseaccountnames' && low.length === 4) {
    if (call.method !== 'HEAD') throw notSupported(call.method);
    return answer(isTaken(context, ['Microsoft.DocumentDB/databaseAccounts'], low[3] ?? '') ? 200 : 404);
  }
  const action = low.at(-1);
  if (action === 'checkdomainavailability' && low[3] === 'microsoft.cognitiveservices') return checkDomain(context, call);
  if (action !== 'checknameavailability') return undefined;
  if (call.method !== 'POST') throw notSupported(call.method);
  const { name } = call.body;
  if (typeof name !== 'string' || name === '') throw invalidContent("Required property 'name' not found in JSON. Path '', line 1, position 1.");
  const isOwn = low[2] === 'providers' && (low.length === 5 || (low.length === 7 && low[4] === 'locations'));
  const check = isOwn ? checks[low[3] ?? ''] : undefined;
  return check === undefined ? checkChild(context, call, name) : answered(context, check, name);
}

function answered(context: LocalContext, check: NameCheck, name: string): LocalResponse {
  if (check.invalid?.pattern.test(name) === false) return answer(200, check.invalid.answer(name));
  return answer(200, isTaken(context, check.types, name) ? check.taken(name) : check.free(name));
}

/** Names inside of a resource, such as the certificates of an environment: the type is in the body, or in the path. */
function checkChild(context: LocalContext, { segments, body }: ArmCall, name: string): LocalResponse | undefined {
  const inPath = segments.at(-2) ?? '';
  const owner = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  const parent = owner?.kind === 'resource' ? owner.id : parseArmPath(`/${segments.slice(0, -2).join('/')}`)?.id;
  if (parent === undefined) return undefined;
  const collection = owner?.kind === 'resource' ? (String(body['type'] ?? '').split('/').at(-1) ?? '') : inPath;
  const isFree = findResource(context.db, resourceIdKey(`${parent}/${collection}/${name}`)) === undefined;
  const reason = owner?.kind === 'resource' ? {} : { reason: isFree ? 'None' : 'NameInUse' };
  return answer(200, isFree ? { nameAvailable: true, ...reason } : { nameAvailable: false, reason: 'AlreadyExists', message: `The name '${name}' is already in use.`, ...reason });
}

function checkDomain(context: LocalContext, { method, body }: ArmCall): LocalResponse {
  if (method !== 'POST') throw notSupported(method);
  const subdomainName = String(body['subdomainName'] ?? '');
  const used = isTaken(context, ['Microsoft.CognitiveServices/accounts'], subdomainName);
  return answer(200, {
    isSubdomainAvailable: !used,
    subdomainName,
    type: body['type'] ?? '',
    ...(used ? { reason: 'Sub domain name is not available.' } : {}),
  });
}

function isTaken(context: LocalContext, types: readonly string[], name: string): boolean {
  const low = name.toLowerCase();
  if (types.some((type) => isNameKept(context, type, low))) return true;
  return types.some((type) => keysOfType(context.db, (kindOf(type)?.type ?? type).toLowerCase(), '').some((key) => key.endsWith(`/${low}`)));
}
