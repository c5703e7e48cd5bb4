import type { ChangeAuthor, DriftedResource, DriftReport } from '../../model/drift.ts';
import { AtakoraError } from '../../model/errors.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { textAt } from '../../resources/json-path.ts';

/** Asks Resource Manager with a GET; undefined for every answer but 200. @throws AtakoraError when Azure refuses or cannot be reached. */
export type AskForActivity = (path: string, apiVersion: string) => Promise<Json | undefined>;

/** @see https://learn.microsoft.com/rest/api/monitor/activity-logs/list */
const apiVersion = '2015-04-01';
/** Resources that are asked about; the log answers slowly and is throttled. */
const askedUpTo = 40;
const atOnce = 4;

/**
 * The report with who wrote or deleted each resource that drifted, as far as the activity log tells: it keeps 90 days, and lags by minutes.
 * @param since ISO 8601; what the state was written at
 */
export async function withAuthors(report: DriftReport, since: string, ask: AskForActivity): Promise<DriftReport> {
  const drifted = report.resources.filter(({ status }) => status !== 'same').slice(0, askedUpTo);
  const authors = new Map<DriftedResource, ChangeAuthor>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let resource = drifted[next++]; resource !== undefined; resource = drifted[next++]) {
      const author = await authorOf(resource, report.subscriptionId, since, ask);
      if (author !== undefined) {
        authors.set(resource, author);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, drifted.length) }, work));
  } catch (error) {
    // Drift is told without it where one may not read the log.
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
  }
  return authors.size === 0 ? report : { ...report, resources: report.resources.map((resource) => withAuthor(resource, authors.get(resource))) };
}

function withAuthor(resource: DriftedResource, changedBy: ChangeAuthor | undefined): DriftedResource {
  return changedBy === undefined ? resource : { ...resource, changedBy };
}

async function authorOf({ id, status }: DriftedResource, subscriptionId: string, since: string, ask: AskForActivity): Promise<ChangeAuthor | undefined> {
  const filter = `eventTimestamp ge '${since}' and resourceUri eq '${id}'`;
  const select = 'eventTimestamp,caller,operationName,status';
  const path = `/subscriptions/${subscriptionId}/providers/microsoft.insights/eventtypes/management/values?$filter=${encodeURIComponent(filter)}&$select=${encodeURIComponent(select)}`;
  const body = await ask(path, apiVersion);
  const events = isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly Json[]) : [];
  const verb = status === 'missing' ? /\/delete$/i : /\/(?:write|delete|action)$/i;
  const written = events
    .map((event): ChangeAuthor => ({ who: textAt(event, 'caller', ''), at: textAt(event, 'eventTimestamp', ''), operation: textAt(event, 'operationName.value', '') }))
    .filter(({ who, at, operation }, index) => who !== '' && at > since && verb.test(operation) && /^(?:succeeded|accepted)$/i.test(textAt(events[index], 'status.value', '')));
  return written.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
}
