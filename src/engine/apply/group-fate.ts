import type { Address } from '../../model/address.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { ResourceRecord } from '../../model/state.ts';
import { ancestorIds, isBeneath } from './resource-ancestry.ts';
import type { RunContext } from './run-context.ts';
import type { DeleteWork } from './run-work.ts';
import { look } from './wait-poll.ts';

/**
 * What becomes of a resource group that a plan deletes. `goes`: as a whole. `kept`: it is not ours to delete, and we let go of it.
 * `stays`: something that we manage and do not delete lives in it.
 */
export type GroupFate =
  | { readonly kind: 'goes' }
  | { readonly kind: 'kept'; readonly why: string }
  | { readonly kind: 'stays'; readonly because: string }
  | { readonly kind: 'not-known'; readonly error: AtakoraError }
  | { readonly kind: 'stopped' };

const groupType = 'microsoft.resources/resourcegroups';

export function isResourceGroup(record: ResourceRecord): boolean {
  return record.type.toLowerCase() === groupType;
}

/**
 * Decides whether a group may be deleted: only one that we made, with nothing in it that we do not manage or do not delete.
 * `records`: everything in the state; `going`: what will be deleted unless something fails.
 */
export async function groupFate(group: DeleteWork, records: Readonly<Record<string, ResourceRecord>>, going: ReadonlySet<Address>, context: RunContext): Promise<GroupFate> {
  const { halt, ports } = context;
  if (group.record.made !== true) return { kind: 'kept', why: 'Atakora did not make it' };
  const inside = Object.entries(records).filter(([, record]) => isBeneath(record.id, group.record.id));
  const staying = inside.find(([address]) => !going.has(address as Address));
  if (staying !== undefined) return { kind: 'stays', because: `${staying[0]} stays in it` };
  const listed = await look(() => ports.azure.listGroup(group.record.name, halt.signal), halt.signal);
  if (listed.kind === 'stopped') return { kind: 'stopped' };
  if (listed.kind === 'failed') return { kind: 'not-known', error: listed.error };
  const managed = inside.map(([, record]) => record);
  const ids = new Set(managed.map(({ id }) => id.toLowerCase()));
  const isManaged = (id: string): boolean => ids.has(id.toLowerCase()) || ancestorIds(id).some((above) => ids.has(above));
  const others = listed.value.filter(({ id, type }) => !isManaged(id) && !isCompanion(id, type, managed));
  const [first, ...more] = others;
  if (first === undefined) return { kind: 'goes' };
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  return { kind: 'kept', why: `it holds ${nameOf(first.id)} (${first.type})${rest}, which Atakora does not manage` };
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/**
 * Azure makes an alert rule and an action group beside each Application Insights by itself; nobody would miss them.
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics
 */
function isCompanion(id: string, type: string, managed: readonly ResourceRecord[]): boolean {
  const insights = managed.filter((record) => record.type.toLowerCase() === 'microsoft.insights/components');
  const name = decodeURIComponent(nameOf(id)).toLowerCase();
  switch (type.toLowerCase()) {
    case 'microsoft.alertsmanagement/smartdetectoralertrules':
      return insights.some((record) => name === `failure anomalies - ${record.name.toLowerCase()}`);
    case 'microsoft.insights/actiongroups':
      return insights.length > 0 && name === 'application insights smart detection';
    default:
      return false;
  }
}
