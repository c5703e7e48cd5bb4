import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { QuotaCheck } from '../../resources/kind-checks.ts';
import { creations, placeOf, regionOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/** The quotas of the regions leave room for what is made. */
export const checkQuotas: Check = async (input) => {
  const counted = creations(input).flatMap((creation) => {
    const quota = creation.kind?.checks?.quota;
    const region = regionOf(creation.resource);
    return quota === undefined || region === undefined || creation.change.action.kind !== 'create' ? [] : [{ creation, quota, region }];
  });
  const groups = [...Map.groupBy(counted, ({ quota, region }) => `${quota.path} ${quota.counter} ${region}`).values()];
  const found = await Promise.all(groups.map(async (group) => {
    const [first] = group;
    return first === undefined ? [] : checkQuota(first.quota, first.region, group.map(({ creation }) => creation), input);
  }));
  return found.flat();
};

async function checkQuota(quota: QuotaCheck, region: string, made: readonly Creation[], { questions, azure, signal }: PreflightInput): Promise<readonly PreflightFinding[]> {
  const { status, body } = await questions.ask({ method: 'GET', path: `/subscriptions/${azure.subscriptionId}/providers/${quota.path.replace('{location}', region)}`, apiVersion: quota.apiVersion }, signal);
  const first = made[0];
  if (first === undefined) return [];
  const title = first.kind?.title ?? first.change.type;
  const row = status < 400 ? usageOf(body, quota.counter) : undefined;
  if (row === undefined) {
    return [{ check: 'quotas', severity: 'could-not-check', code: 'ATK1808', summary: `Azure does not tell the quota of ${title}s in ${region}`, hint: 'Apply finds out.' }];
  }
  // A negative limit is none.
  if (row.limit < 0 || row.used + made.length <= row.limit) return [];
  return [{ check: 'quotas', severity: 'blocker', code: 'ATK1808', summary: `${region} has ${row.used} of ${row.limit} ${title}s, and ${made.length} more would be made`, hint: 'Delete unused ones, take another region, or ask for quota in the portal (Quotas).', ...placeOf(first.change) }];
}

/** Some services put the figures into `properties`, and the name into a text. */
function usageOf(body: Json | undefined, counter: string): { readonly used: number; readonly limit: number } | undefined {
  const rows = isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly Json[]) : [];
  for (const row of rows) {
    if (!isJsonObject(row)) continue;
    const name = isJsonObject(row['name']) ? row['name']['value'] : row['name'];
    const facts = isJsonObject(row['properties']) ? row['properties'] : row;
    const { currentValue: used, limit } = facts;
    if (name === counter && typeof used === 'number' && typeof limit === 'number') return { used, limit };
  }
  return undefined;
}
