import type { LocalContext } from '../context.ts';
import { chooseFaults } from '../faults/choose-fault.ts';
import type { LocalAnswer, LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { claimedBy, findResource } from '../world/resource-store.ts';
import { answerScm } from './publish.ts';

/** What stands for the health of an app: nothing runs it here. */
export const notRun = 'not run (local)';

/**
 * Answers calls to an app's own host and to its deployment host; undefined for other hosts. An app that is not there has no host.
 */
export function answerSite(context: LocalContext, request: LocalRequest, url: URL): LocalAnswer | undefined {
  const found = /^([^.]+)(\.scm)?\.azurewebsites\.net$/i.exec(url.hostname);
  if (found === null) return undefined;
  const [, name = '', scm] = found;
  const key = claimedBy(context.db, 'microsoft.web/sites', name);
  const site = key === undefined ? undefined : findResource(context.db, key);
  if (site === undefined) return { kind: 'unreachable', code: 'ENOTFOUND', host: url.hostname };
  return scm === undefined ? health(context, site, name, url) : answerScm(context, request, url, site);
}

/** Every address of an app answers alike: that it does not run here, or what a fault rule says of it. */
function health(context: LocalContext, site: StoredResource, name: string, url: URL): LocalResponse {
  const [effect] = chooseFaults(context.db, context.faults(), 'health', { type: site.type, name, path: `${url.hostname}${url.pathname}` });
  if (effect?.kind === 'health') return effect.healthy ? text(200, 'Healthy') : text(503, 'Unhealthy');
  return text(501, notRun);
}

function text(status: number, body: string): LocalResponse {
  return { ...answer(status), headers: { 'content-type': 'text/plain; charset=utf-8', 'x-atakora-local': 'true' }, body };
}
