import type { Pipeline, PipelineResponse } from '@azure/core-rest-pipeline';
import type { AppSecretReference, FunctionApps } from '../engine/function-apps.ts';
import type { Clock } from '../engine/ports.ts';
import type { AppHealth } from '../model/app-health.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { cloudEndpoints } from './clouds.ts';
import { callSdk } from './sdk-call.ts';
import type { ClientOptions } from './sdk-clients.ts';

const apiVersion = '2024-11-01';

/** States of a host between an old package and a new one. */
const onTheWay: ReadonlySet<string> = new Set(['Default', 'Starting', 'Initialized', 'Stopping']);

/** How an app's hosts are waited for, in milliseconds. */
export interface SiteWaits {
  readonly sleep: Clock['sleep'];
  readonly pollMs: number;
  /** How long a package may take to be unpacked, and a new app's deployment host to be there. */
  readonly patienceMs: number;
}

interface Line {
  readonly resourceManager: string;
  readonly send: (request: { readonly method: 'GET' | 'POST'; readonly url: string; readonly body?: Uint8Array; readonly what: string }, signal: AbortSignal | undefined) => Promise<PipelineResponse>;
  readonly waits: SiteWaits;
}

/**
 * Publishes to function apps through their deployment host (one deploy), which Flex Consumption and the other plans have alike; on the
 * others `WEBSITE_RUN_FROM_PACKAGE=1` makes the app run from what was sent.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy
 */
export function siteCalls(options: ClientOptions, waits: SiteWaits): FunctionApps {
  const { resourceManager } = cloudEndpoints(options.cloud);
  let pipeline: Promise<Pipeline> | undefined;
  const makePipeline = async (): Promise<Pipeline> => {
    const { bearerTokenAuthenticationPolicy, createPipelineFromOptions } = await import('@azure/core-rest-pipeline');
    const made = createPipelineFromOptions({ userAgentOptions: { userAgentPrefix: 'atakora' } });
    made.addPolicy(bearerTokenAuthenticationPolicy({ credential: options.credential, scopes: `${resourceManager}/.default` }));
    return made;
  };
  const send: Line['send'] = async ({ method, url, body, what }, signal) => {
    pipeline ??= makePipeline();
    const { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
    const sender = await pipeline;
    const headers = createHttpHeaders(body === undefined ? { accept: 'application/json' } : { 'content-type': 'application/zip' });
    const { result } = await callSdk(what, ({ abortSignal }) => sender.sendRequest(options.httpClient ?? createDefaultHttpClient(), createPipelineRequest({ url, method, headers, ...(body === undefined ? {} : { body }), ...(abortSignal === undefined ? {} : { abortSignal }) })), signal);
    return result;
  };
  const line: Line = { resourceManager, send, waits };
  return {
    publish: (siteId, zip, signal) => publish(line, siteId, zip, signal),
    restart: (siteId, signal) => restart(line, siteId, signal),
    refreshSecrets: (siteId, signal) => refreshSecrets(line, siteId, signal),
    secretReferences: (siteId, signal) => secretReferences(line, siteId, signal),
    health: (siteId, signal) => health(line, siteId, signal),
  };
}

async function publish(line: Line, siteId: string, zip: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  const host = await deploymentHost(line, siteId, signal);
  const name = siteId.split('/').at(-1) ?? siteId;
  const started = await sendPackage(line, `https://${host}/api/publish?type=zip&RemoteBuild=false&Deployer=atakora`, zip, { name, signal });
  const progress = started.headers.get('location') ?? `https://${host}/api/deployments/latest`;
  for (let waited = 0; ; waited += line.waits.pollMs) {
    const answer = await line.send({ method: 'GET', url: progress, what: `ask ${name} about its package` }, signal);
    const state = parsed(answer);
    // 3 failed, 4 succeeded; while it unpacks, the answer is 202.
    const status = isJsonObject(state) ? state['status'] : undefined;
    if (status === 3) throw refuse(name, `it could not unpack the package: ${textOf(state, 'status_text')}`);
    if (answer.status === 200 && status === 4) return;
    if (answer.status >= 400 && answer.status !== 404 && answer.status < 500) throw refuse(name, `HTTP status ${answer.status}`);
    if (waited >= line.waits.patienceMs) throw refuse(name, 'it did not say that the package is ready');
    await line.waits.sleep(line.waits.pollMs, signal);
  }
}

/** A new app's deployment host takes a while to be there, and takes one package at a time. */
async function sendPackage(line: Line, url: string, zip: Uint8Array, { name, signal }: { readonly name: string; readonly signal: AbortSignal | undefined }): Promise<PipelineResponse> {
  for (let waited = 0; ; waited += line.waits.pollMs) {
    const answer = await line.send({ method: 'POST', url, body: zip, what: `publish to ${name}` }, signal);
    if (answer.status < 300) return answer;
    const passing = answer.status === 404 || answer.status === 409 || answer.status >= 500;
    if (!passing || waited >= line.waits.patienceMs) throw refuse(name, `${(answer.bodyAsText ?? '').slice(0, 200).trim()} (HTTP status ${answer.status})`);
    await line.waits.sleep(line.waits.pollMs, signal);
  }
}

/** Taken from the app itself: its name does not tell, since hosts may carry a hash and a region. */
async function deploymentHost(line: Line, siteId: string, signal: AbortSignal | undefined): Promise<string> {
  const answer = await line.send({ method: 'GET', url: `${line.resourceManager}${siteId}?api-version=${apiVersion}`, what: `read ${siteId}` }, signal);
  const site = parsed(answer);
  const states = isJsonObject(site) && isJsonObject(site['properties']) ? site['properties']['hostNameSslStates'] : undefined;
  const found = Array.isArray(states) ? (states as readonly Json[]).find((state) => isJsonObject(state) && state['hostType'] === 'Repository') : undefined;
  const host = isJsonObject(found) ? found['name'] : undefined;
  if (typeof host !== 'string') throw refuse(siteId.split('/').at(-1) ?? siteId, answer.status >= 400 ? `it cannot be read (HTTP status ${answer.status})` : 'it tells no deployment host');
  return host;
}

async function restart(line: Line, siteId: string, signal: AbortSignal | undefined): Promise<void> {
  const answer = await line.send({ method: 'POST', url: `${line.resourceManager}${siteId}/restart?api-version=${apiVersion}`, what: `restart ${siteId}` }, signal);
  if (answer.status >= 400) throw refuseChange(`${siteId.split('/').at(-1) ?? siteId} could not be restarted`, answer.status);
}

async function refreshSecrets(line: Line, siteId: string, signal: AbortSignal | undefined): Promise<'refreshed' | 'absent'> {
  const name = siteId.split('/').at(-1) ?? siteId;
  const answer = await line.send({ method: 'POST', url: `${line.resourceManager}${siteId}/config/configreferences/appsettings/refresh?api-version=${apiVersion}`, what: `have ${name} fetch its secrets` }, signal);
  if (answer.status === 404) return 'absent';
  if (answer.status >= 400) throw refuseChange(`${name} did not fetch its secrets again`, answer.status);
  return 'refreshed';
}

/** Plans that do not tell answer with a refusal, which is no trouble of the app. */
async function secretReferences(line: Line, siteId: string, signal: AbortSignal | undefined): Promise<readonly AppSecretReference[]> {
  const answer = await line.send({ method: 'GET', url: `${line.resourceManager}${siteId}/config/configreferences/appsettings?api-version=${apiVersion}`, what: `ask ${siteId} for its secrets` }, signal);
  const body = answer.status >= 400 ? undefined : parsed(answer);
  const list = isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly Json[]) : [];
  return list.filter(isJsonObject).flatMap((item): readonly AppSecretReference[] => {
    const { name, properties } = item;
    if (!isJsonObject(properties) || typeof name !== 'string') return [];
    const version = textOf(properties, 'activeVersion');
    return [{ setting: name, secretName: textOf(properties, 'secretName'), status: textOf(properties, 'status'), ...(version === '' ? {} : { version }) }];
  });
}

/** What the host says of itself through Resource Manager. The local Azure runs nothing, and says that. */
async function health(line: Line, siteId: string, signal: AbortSignal | undefined): Promise<AppHealth> {
  const answer = await line.send({ method: 'GET', url: `${line.resourceManager}${siteId}/host/default/properties/status?api-version=${apiVersion}`, what: `ask ${siteId} for its health` }, signal);
  const body = parsed(answer);
  const properties = isJsonObject(body) && isJsonObject(body['properties']) ? body['properties'] : undefined;
  if (answer.status >= 500) return { kind: 'starting', why: `HTTP status ${answer.status}` };
  if (answer.status >= 400 || properties === undefined) return { kind: 'unchecked', why: `its host does not answer (HTTP status ${answer.status})` };
  const state = textOf(properties, 'state');
  if (state === 'Running') return { kind: 'running', version: textOf(properties, 'version') };
  if (state === 'Error') return { kind: 'failing', why: errorsOf(properties) };
  return { kind: onTheWay.has(state) ? 'starting' : 'unchecked', why: state };
}

function errorsOf(properties: Json): string {
  const errors = isJsonObject(properties) ? properties['errors'] : undefined;
  return Array.isArray(errors) && errors.length > 0 ? errors.map(String).join(' ').slice(0, 500) : 'its host reports an error';
}

function textOf(node: Json | undefined, key: string): string {
  const value = isJsonObject(node) ? node[key] : undefined;
  return typeof value === 'string' ? value : '';
}

function parsed({ bodyAsText }: PipelineResponse): Json | undefined {
  try {
    return JSON.parse(bodyAsText ?? '') as Json;
  } catch {
    return undefined;
  }
}

function refuseChange(what: string, status: number): AtakoraError {
  const isDenied = status === 401 || status === 403;
  return new AtakoraError(isDenied ? 'ATK1802' : 'ATK1803', `${what}: HTTP status ${status}`, { source: 'azure', ...(isDenied ? { hint: 'Ask for the role Website Contributor on the app.' } : {}) });
}

function refuse(name: string, why: string): AtakoraError {
  return new AtakoraError('ATK1620', `${name} did not take its package: ${why}`, { source: 'azure' });
}
