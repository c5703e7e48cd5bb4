import { parseResourceId } from '../arm/resource-id.ts';
import type { AzureFailure } from '../model/azure-failure.ts';

/** Where a call was made: what its failure itself does not say. */
export interface FailurePlace {
  readonly subscriptionId: string;
  readonly tenantId?: string;
  /** Resource group of the deployment, or of the resource. */
  readonly group?: string;
  /** Region of the deployment, or the project's. */
  readonly location?: string;
  /** True where commands of Azure CLI would go to another Azure than the one that refused. */
  readonly local?: boolean;
}

/** What the texts of rules may name, besides the groups of their own message: absent where nothing tells. */
export type FailureFacts = Readonly<Record<string, string>>;

/** Facts that the texts of rules may use. */
export const factNames = ['name', 'type', 'namespace', 'id', 'scope', 'group', 'network', 'location', 'subscription', 'tenant', 'application', 'address', 'wait'] as const;

const group = /\/resourceGroups\/([^/'"\s]+)/i;

/** What target, message and place tell of a failure. What the failure says goes before where it was met. */
export function factsOf({ target, message }: AzureFailure, place: FailurePlace | undefined): FailureFacts {
  const id = target?.startsWith('/') === true ? parseResourceId(target) : undefined;
  const known: Readonly<Record<(typeof factNames)[number], string | undefined>> = {
    name: target?.split('/').at(-1) ?? /\bnamed '?([\w.-]*\w)/.exec(message)?.[1],
    type: id?.type,
    namespace: id?.type.split('/')[0] ?? /\b(Microsoft\.\w+)\b/.exec(message)?.[1],
    id: id === undefined ? undefined : target,
    scope: scopeOf(target, place),
    group: group.exec(target ?? '')?.[1] ?? group.exec(message)?.[1] ?? place?.group,
    network: /\/virtualNetworks\/([^/]+)/i.exec(target ?? '')?.[1] ?? /virtual network '?([\w.-]+)/i.exec(message)?.[1],
    location: regionIn(message) ?? place?.location,
    subscription: /\/subscriptions\/([0-9a-f-]{36})/i.exec(target ?? '')?.[1] ?? place?.subscriptionId,
    tenant: place?.tenantId,
    application: /appl?(?:ication)?(?: with identifier)? '?([0-9a-f]{8}-[0-9a-f-]{27})/i.exec(message)?.[1],
    address: /client address: ([0-9a-f.:]+[0-9a-f])/i.exec(message)?.[1],
    wait: /\b(?:after|for|in|within) '?(\d+)'? ?(seconds?|minutes?|hours?)\b/i.exec(message)?.slice(1).join(' '),
  };
  return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])));
}

/** What a role assignment is made on; else the group or the subscription of the call. */
function scopeOf(target: string | undefined, place: FailurePlace | undefined): string | undefined {
  const assigned = /^(\/.+)\/providers\/Microsoft\.Authorization\/roleAssignments\//i.exec(target ?? '')?.[1];
  if (assigned !== undefined || place === undefined) return assigned;
  const subscription = `/subscriptions/${place.subscriptionId}`;
  return place.group === undefined ? subscription : `${subscription}/resourceGroups/${place.group}`;
}

/** A region that the message puts between quotation marks; plain, as commands take it. */
function regionIn(message: string): string | undefined {
  const named = /\b(?:location|region) '([A-Za-z][A-Za-z0-9 ]+)'/i.exec(message)?.[1];
  return named?.toLowerCase().replaceAll(' ', '');
}
