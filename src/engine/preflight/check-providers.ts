import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import { creations, placeOf, regionOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/** Every namespace is registered, or will be by apply, and offers its types in their regions. */
export const checkProviders: Check = async (input) => {
  const made = Map.groupBy(creations(input), ({ change }) => change.type.split('/')[0] ?? '');
  const asked = await Promise.all([...made].filter(([namespace]) => namespace.toLowerCase() !== 'microsoft.resources').map(([namespace, resources]) => askProvider(namespace, resources, input)));
  return [...toRegister(asked.filter(({ registered }) => !registered).map(({ namespace }) => namespace), input), ...asked.flatMap(({ findings }) => findings)];
};

interface AskedProvider {
  readonly namespace: string;
  readonly registered: boolean;
  readonly findings: readonly PreflightFinding[];
}

async function askProvider(namespace: string, made: readonly Creation[], { questions, azure, signal }: PreflightInput): Promise<AskedProvider> {
  const { status, body } = await questions.ask({ method: 'GET', path: `/subscriptions/${azure.subscriptionId}/providers/${namespace}`, apiVersion: '2021-04-01' }, signal);
  if (status >= 400 || !isJsonObject(body)) {
    return { namespace, registered: true, findings: [{ check: 'providers', severity: 'could-not-check', code: 'ATK1809', summary: `Azure does not tell of the resource provider ${namespace}`, hint: 'Check its spelling in the template.' }] };
  }
  const state = body['registrationState'];
  return { namespace, registered: state === 'Registered' || state === undefined, findings: made.flatMap((creation) => [...notOffered(creation, offeredRegions(body, creation.change.type)), ...unknownVersion(creation, body)]) };
}

/** A new subscription has registered few: they are told together. */
function toRegister(namespaces: readonly string[], { plan }: PreflightInput): readonly PreflightFinding[] {
  const [first] = namespaces;
  if (first === undefined) return [];
  const what = namespaces.length === 1 ? `${first} is` : `${namespaces.length} resource providers are`;
  // Azure CLI would register them with the real subscription.
  const before = plan.cloud === 'local' ? '' : `; to do it before: ${namespaces.toSorted().map((name) => `\`az provider register --namespace ${name} --subscription ${plan.subscriptionId}\``).join(', ')}`;
  const which = namespaces.length === 1 ? '' : `: ${namespaces.toSorted().join(', ')}`;
  return [{ check: 'providers', severity: 'warning', code: 'ATK1809', summary: `${what} not registered with the subscription; apply registers ${namespaces.length === 1 ? 'it' : 'them'}${which}`, hint: `It takes a minute or two${before}.` }];
}

/** The row of a type in a provider's answer; common children have none. */
function rowOf(provider: Json, type: string): JsonObject | undefined {
  const rows = isJsonObject(provider) && Array.isArray(provider['resourceTypes']) ? (provider['resourceTypes'] as readonly Json[]) : [];
  const short = type.slice(type.indexOf('/') + 1).toLowerCase();
  return rows.find((candidate): candidate is JsonObject => isJsonObject(candidate) && String(candidate['resourceType']).toLowerCase() === short);
}

/** An api version that the provider does not list is met only when the deployment runs. */
function unknownVersion({ change, resource }: Creation, provider: Json): readonly PreflightFinding[] {
  const listed = rowOf(provider, change.type)?.['apiVersions'];
  if (!Array.isArray(listed) || listed.length === 0 || listed.some((version) => String(version).toLowerCase() === resource.apiVersion.toLowerCase())) return [];
  return [{ check: 'providers', severity: 'blocker', code: 'ATK1816', summary: `${change.type} has no api version ${resource.apiVersion}`, hint: `Its versions are ${listed.slice(0, 5).map(String).join(', ')}${listed.length > 5 ? ' and older ones' : ''}.`, ...placeOf(change) }];
}

/** Region codes where a type is offered; undefined when the provider does not say, as for most children, or offers it everywhere. */
function offeredRegions(provider: Json, type: string): ReadonlySet<string> | undefined {
  const listed = rowOf(provider, type)?.['locations'];
  const locations = Array.isArray(listed) ? listed.map((location) => String(location).toLowerCase().replaceAll(' ', '')) : [];
  return locations.length === 0 || locations.includes('global') ? undefined : new Set(locations);
}

function notOffered({ change, resource }: Creation, offered: ReadonlySet<string> | undefined): readonly PreflightFinding[] {
  const region = regionOf(resource);
  if (offered === undefined || region === undefined || region === 'global' || offered.has(region)) return [];
  return [{ check: 'providers', severity: 'blocker', code: 'ATK1807', summary: `${change.type} is not offered in ${region}`, hint: `It is in ${[...offered].sort().slice(0, 8).join(', ')}${offered.size > 8 ? ' and others' : ''}.`, ...placeOf(change) }];
}
