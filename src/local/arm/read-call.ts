import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { refuse } from '../refusal.ts';
import type { LocalRequest } from '../request.ts';
import type { ArmCall } from './arm-call.ts';
import { invalidContent, notSupported } from './refusals.ts';

/** Characters of a request's body; Azure's limit for templates and resources alike. */
const requestLimit = 4 * 1024 * 1024;

const methods = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']);

/**
 * Takes a request to Resource Manager apart.
 * @throws Refusal for what the gateway refuses before it looks at who asks for what
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function readCall(request: LocalRequest, url: URL): ArmCall {
  const method = request.method.toUpperCase();
  if (!methods.has(method)) throw notSupported(request.method);
  const query = url.searchParams;
  const apiVersion = query.get('api-version');
  if (apiVersion === null || apiVersion === '') {
    throw refuse(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
  }
  const hasBody = request.body !== undefined && request.body !== '';
  if ((request.body?.length ?? 0) > requestLimit) throw refuse(413, 'RequestContentTooLarge', 'The request content size exceeds the maximum size of 4 MB.');
  const contentType = request.headers['content-type'];
  if (hasBody && contentType !== undefined && !/json/i.test(contentType)) {
    throw refuse(415, 'UnsupportedMediaType', `The content media type '${contentType}' is not supported. Only 'application/json' is supported.`);
  }
  const ifMatch = request.headers['if-match'];
  const ifNoneMatch = request.headers['if-none-match'];
  return {
    method,
    segments: pathSegments(url),
    query,
    apiVersion,
    body: parseBody(request.body),
    ...(request.body === undefined ? {} : { text: request.body }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
  };
}

/** @throws Refusal for escapes that stand for no text. */
function pathSegments(url: URL): readonly string[] {
  try {
    return url.pathname.split('/').filter((segment) => segment !== '').map((segment) => decodeURIComponent(segment));
  } catch {
    throw refuse(400, 'InvalidRequestUri', `The request URI path '${url.pathname}' is not valid.`);
  }
}

function parseBody(text: string | undefined): JsonObject {
  if (text === undefined || text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalidContent(error instanceof Error ? error.message : 'not JSON');
  }
  if (!isJsonObject(parsed)) throw invalidContent("The body is not an object. Path '', line 1, position 1.");
  return parsed;
}
