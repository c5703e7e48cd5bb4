import type { JsonObject } from '../../model/json.ts';
import { requireWritable } from '../arm/locks.ts';
import type { LocalContext } from '../context.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { PublishedPackage } from './package-store.ts';
import { keepPackage, packagesOf } from './package-store.ts';

/** Numbers in which a deployment host says how far a package is. */
const building = 1;
const succeeded = 4;

/**
 * Answers the deployment host of an app: one-deploy publishing and its progress.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy
 * @throws Refusal
 */
export function answerScm(context: LocalContext, request: LocalRequest, url: URL, site: StoredResource): LocalResponse {
  // Basic credentials are off by default; the product never uses them.
  if (!/^bearer \S+/i.test(request.headers['authorization'] ?? '')) return { ...answer(401), headers: { 'www-authenticate': 'Bearer' } };
  const [api, collection, id] = url.pathname.toLowerCase().split('/').filter((segment) => segment !== '');
  if (api !== 'api') return answer(404);
  if (collection === 'publish' && id === undefined) return request.method === 'POST' ? publish(context, request, url, site) : answer(405);
  if (collection !== 'deployments' || request.method !== 'GET') return answer(404);
  const packages = packagesOf(context, site.key);
  if (id === undefined) return answer(200, packages.map((kept) => deploymentView(context, url, kept, packages[0])));
  const found = id === 'latest' ? packages[0] : packages.find((kept) => kept.id === id);
  if (found === undefined) return answer(404);
  return answer(isReady(context, found) ? 200 : 202, deploymentView(context, url, found, packages[0]));
}

function publish(context: LocalContext, request: LocalRequest, url: URL, site: StoredResource): LocalResponse {
  requireWritable(context, site.id);
  const type = (url.searchParams.get('type') ?? 'zip').toLowerCase();
  if (type !== 'zip') return plainText(400, `Artifact type '${type}' not supported.`);
  const latest = packagesOf(context, site.key)[0];
  if (latest !== undefined && !isReady(context, latest)) return plainText(409, 'There is a deployment currently in progress. Please try again when it completes.');
  const content = request.bytes ?? new TextEncoder().encode(request.body ?? '');
  if (content.byteLength === 0) throw refuse(400, 'BadRequest', 'The request has no content.');
  if (!isZip(content)) return plainText(400, 'End of Central Directory record could not be found.');
  const remoteBuild = (queryOf(url, 'remotebuild') ?? 'false').toLowerCase() === 'true';
  const kept = keepPackage(context, site.key, content, { remoteBuild, deployer: queryOf(url, 'deployer') ?? 'OneDeploy' });
  return { ...answer(202, kept.id), headers: { 'content-type': 'application/json; charset=utf-8', location: `${url.origin}/api/deployments/${kept.id}`, 'scm-deployment-id': kept.id } };
}

/** Names in the query are taken without letter case. */
function queryOf(url: URL, name: string): string | undefined {
  return [...url.searchParams].find(([key]) => key.toLowerCase() === name)?.[1];
}

/** A zip ends with its directory's end record, of at least 22 bytes, before a comment of at most 65,535. */
function isZip(content: Uint8Array): boolean {
  const view = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06])) >= Math.max(0, view.length - 22 - 65_535) && view.length >= 22;
}

function isReady(context: LocalContext, kept: PublishedPackage): boolean {
  return kept.readyAt <= context.at;
}

function deploymentView(context: LocalContext, url: URL, kept: PublishedPackage, newest: PublishedPackage | undefined): JsonObject {
  const ready = isReady(context, kept);
  return {
    id: kept.id,
    status: ready ? succeeded : building,
    status_text: ready ? '' : 'Building and Deploying',
    author: 'N/A',
    deployer: kept.deployer,
    message: 'OneDeploy',
    received_time: kept.receivedAt,
    start_time: kept.receivedAt,
    end_time: ready ? kept.readyAt : null,
    last_success_end_time: ready ? kept.readyAt : null,
    complete: ready,
    active: ready && kept === newest,
    is_temp: false,
    is_readonly: true,
    url: `${url.origin}/api/deployments/${kept.id}`,
    log_url: `${url.origin}/api/deployments/${kept.id}/log`,
    site_name: url.hostname.split('.')[0] ?? '',
    // What the world keeps of a package; Azure has no such fields.
    local: { sha256: kept.sha256, size: kept.size, remoteBuild: kept.remoteBuild },
  };
}

function plainText(status: number, body: string): LocalResponse {
  return { ...answer(status), headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
