import type { Json } from '../../model/json.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import type { Front, ServedRequest } from './served-names.ts';
import { armHost, loginHost, metadataHost, toAzure, toServed, toServedHost } from './served-names.ts';

/** Fields that hold addresses which the service made; what a client sent under other names comes back as it was sent. */
const addressFields: ReadonlySet<string> = new Set(['vaultUri', 'nextLink', '@odata.nextLink', 'secretUri', 'secretUriWithVersion']);
/** Endpoints of a storage account, below `primaryEndpoints`. */
const storageFields: ReadonlySet<string> = new Set(['blob', 'queue', 'table']);
const hostFields: ReadonlySet<string> = new Set(['defaultHostName']);
/** Fields of a vault's answers that are ids; the value of a secret is none. */
const vaultIds: ReadonlySet<string> = new Set(['id', 'kid', 'recoveryId']);
/** What the user wrote. */
const ownTexts: ReadonlySet<string> = new Set(['template', 'parameters', 'tags']);

const addressHeaders: ReadonlySet<string> = new Set(['location', 'azure-asyncoperation', 'operation-location']);

/** The answer as a client outside has to see it: addresses of Azure that it would follow lead to this server. The world keeps Azure's. */
export function answerForClient(front: Front, request: ServedRequest, response: LocalResponse): LocalResponse {
  if (request.base === undefined) return response;
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, headerForClient(front, request, name, value)]));
  return { ...response, headers, ...(response.body === undefined ? {} : { body: bodyForClient(front, request, response.body) }) };
}

/** The request as the world has to see it: addresses that this server gave out are Azure's again. */
export function requestForWorld(front: Front, { url }: ServedRequest, request: Omit<LocalRequest, 'url'>): LocalRequest {
  const sent = { ...request, url: url.href };
  if (url.hostname === metadataHost) return { ...sent, url: withForm(url, (text) => toAzure(front, text)).href };
  if (url.hostname === loginHost) return sent.body === undefined ? sent : { ...sent, body: formForWorld(front, sent.body) };
  if (sent.body === undefined || url.hostname !== armHost || !sent.body.includes(`:${front.port}`)) return sent;
  const body = changeJson(sent.body, (key, text) => (addressFields.has(key) ? toAzure(front, text) : text));
  return { ...sent, body };
}

function headerForClient(front: Front, request: ServedRequest, name: string, value: string): string {
  if (addressHeaders.has(name)) return toServed(front, request, value);
  if (name !== 'www-authenticate') return value;
  return value.replace(/"(https:\/\/[^"]+)"/g, (_, url: string) => `"${toServed(front, request, url)}"`);
}

function bodyForClient(front: Front, request: ServedRequest, body: string): string {
  if (!/azure\.(?:com|net)|core\.windows\.net|azurewebsites\.net|microsoftonline\.com/i.test(body)) return body;
  const served = (text: string) => toServed(front, request, text);
  const { hostname } = request.url;
  if (hostname === loginHost) return changeJson(body, (key, text) => (key === 'error_uri' ? text : toServedHost(front, request, served(text))));
  if (hostname === armHost) {
    return changeJson(body, (key, text, inOutputs) => {
      if (storageFields.has(key)) return served(text);
      if (hostFields.has(key)) return toServedHost(front, request, text);
      return inOutputs || addressFields.has(key) ? served(text) : text;
    });
  }
  // Clients take ids of secrets apart: they are to have the usual parts, even where their host is reached by a path.
  const identifier = (text: string) => toServed(front, { ...request, style: 'host' }, text);
  return changeJson(body, (key, text) => (vaultIds.has(key) ? identifier(text) : key === 'nextLink' ? served(text) : text));
}

/** Audiences stand in the form of a token request: `scope` with `/.default` behind, or `resource`. */
function formForWorld(front: Front, body: string): string {
  const form = new URLSearchParams(body);
  for (const name of ['scope', 'resource']) {
    const value = form.get(name);
    if (value !== null) form.set(name, value.split(' ').map((part) => toAzure(front, part)).join(' '));
  }
  return form.toString();
}

function withForm(url: URL, change: (text: string) => string): URL {
  const changed = new URL(url);
  const resource = changed.searchParams.get('resource');
  if (resource !== null) changed.searchParams.set('resource', change(resource));
  return changed;
}

/** Changes texts of a JSON document by the name of the field that they, or the array around them, stand in; text that is no JSON stays. */
function changeJson(document: string, change: (key: string, text: string, inOutputs: boolean) => string): string {
  const visit = (value: Json, key: string, inOutputs: boolean): Json => {
    if (typeof value === 'string') return change(key, value, inOutputs);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => visit(item, key, inOutputs));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, ownTexts.has(name) ? item : visit(item, name, inOutputs || name === 'outputs')]));
  };
  try {
    return JSON.stringify(visit(JSON.parse(document) as Json, '', false));
  } catch {
    return document;
  }
}
