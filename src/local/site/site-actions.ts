import { jsonAt } from '../../resources/json-path.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { requireWritable } from '../arm/locks.ts';
import { resourceNotFound } from '../arm/refusals.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { chooseFaults } from '../faults/choose-fault.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, saveResource } from '../world/resource-store.ts';
import { hasUnknownRuntime } from './flex-runtimes.ts';
import { noteRefresh, noteRestart, packagesOf, restartsOf } from './package-store.ts';
import { secretReferences } from './secret-references.ts';
import { notRun } from './site-host.ts';

/**
 * Answers what is done to an app through Resource Manager: restart, start, stop, host status, published packages, Key Vault references; undefined for all else.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps
 */
export function routeSites(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  const at = low.indexOf('sites');
  if (low[at - 1] !== 'microsoft.web' || at < 0) return undefined;
  const path = parseArmPath(`/${call.segments.slice(0, at + 2).join('/')}`);
  const site = path?.kind === 'resource' ? findResource(context.db, path.id.toLowerCase()) : undefined;
  const rest = low.slice(at + 2).join('/');
  if (site === undefined) {
    if (path?.kind === 'resource' && rest.startsWith('config/configreferences/')) throw resourceNotFound(path);
    return undefined;
  }
  if (call.method === 'POST') return changeSite(context, site, rest);
  if (call.method !== 'GET') return undefined;
  if (rest === 'host/default/properties/status') return hostStatus(context, site);
  if (rest === 'config/configreferences/appsettings') return answer(200, { value: secretReferences(context, site) });
  return rest === 'deployments' ? listPackages(context, site) : undefined;
}

function changeSite(context: LocalContext, site: StoredResource, action: string): LocalResponse | undefined {
  if (action === 'syncfunctiontriggers' || action === 'host/default/sync') return answer(204);
  if (action === 'config/configreferences/appsettings/refresh') {
    requireWritable(context, site.id);
    noteRefresh(context, site.key);
    return answer(200, { value: secretReferences(context, site) });
  }
  if (action.startsWith('host/default/list') && hasUnknownRuntime(site.sent)) throw hostFailed();
  if (!['restart', 'start', 'stop'].includes(action)) return undefined;
  requireWritable(context, site.id);
  if (action === 'restart') noteRestart(context, site.key);
  const properties = { ...(jsonAt(site.body, 'properties') as object), state: action === 'stop' ? 'Stopped' : 'Running' };
  saveResource(context.db, { ...site, body: { ...site.body, properties }, changedAt: context.at });
  return answer(200);
}

/** An app whose runtime is in no catalogue is taken, and its host never starts. */
function hostFailed(): Refusal {
  const [code, message] = ['BadRequest', 'Encountered an error (InternalServerError) from host runtime.'];
  return new Refusal(400, { code, message }, {}, { Code: code, Message: message, Target: null, Details: [{ Message: message }, { Code: code }], Innererror: null });
}

/** A real host says its version and that it runs; this one says that nothing runs it, or what a fault rule says of the app. */
function hostStatus(context: LocalContext, site: StoredResource): LocalResponse {
  const { restarts, restartedAt, refreshes } = restartsOf(context, site.key);
  const [effect] = chooseFaults(context.db, context.faults(), 'health', { type: site.type, name: site.id.slice(site.id.lastIndexOf('/') + 1), path: `${site.id}/host/default/properties/status` });
  const said = effect?.kind !== 'health' ? { state: notRun } : effect.healthy ? { state: 'Running' } : { state: 'Error', errors: ['Unhealthy'] };
  const properties = { ...said, version: null, versionDetails: null, processUptime: 0, restarts, ...(refreshes === 0 ? {} : { refreshes }), ...(restartedAt === undefined ? {} : { restartedAt }) };
  return answer(200, { id: `${site.id}/host/default/properties/status`, name: 'default', type: 'Microsoft.Web/sites/host', properties });
}

function listPackages(context: LocalContext, site: StoredResource): LocalResponse {
  const value = packagesOf(context, site.key).map((kept) => ({
    id: `${site.id}/deployments/${kept.id}`,
    name: kept.id,
    type: 'Microsoft.Web/sites/deployments',
    properties: { id: kept.id, status: kept.readyAt <= context.at ? 4 : 1, deployer: kept.deployer, received_time: kept.receivedAt, complete: kept.readyAt <= context.at, local: { sha256: kept.sha256, size: kept.size } },
  }));
  return answer(200, { value });
}
