import { objectAt, stringAt } from '../arguments.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { decodeUriComponent, encodeUriComponent, resolveUri, splitUri } from '../uri.ts';
import { textOf } from '../text-of-value.ts';
import { propertyOf } from '../value.ts';

/**
 * Functions over URIs, by RFC 3986.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#uri
 */
export const uriFunctions: readonly FunctionDescriptor[] = [
  { name: 'uri', minArgs: 2, maxArgs: 2, evaluate: uri },
  { name: 'uriComponent', minArgs: 1, maxArgs: 1, evaluate: (args, call) => encodeUriComponent(stringAt(args, 0, call)) },
  { name: 'uriComponentToString', minArgs: 1, maxArgs: 1, evaluate: (args, call) => decodeUriComponent(stringAt(args, 0, call)) },
  { name: 'parseUri', minArgs: 1, maxArgs: 1, evaluate: parseUri },
  { name: 'buildUri', minArgs: 1, maxArgs: 1, evaluate: buildUri },
];

function uri(args: readonly Value[], call: FunctionCall): Value {
  const resolved = resolveUri(stringAt(args, 0, call), stringAt(args, 1, call));
  if (resolved === undefined) throw wrongArgument(call, 0, 'an absolute URI');
  return resolved;
}

const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

function parseUri(args: readonly Value[], call: FunctionCall): Value {
  const parts = splitUri(stringAt(args, 0, call));
  if (parts.scheme === undefined || !parts.authority) throw wrongArgument(call, 0, 'an absolute URI');
  const host = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(parts.authority);
  const port = host?.[2] === undefined ? (usualPorts[parts.scheme.toLowerCase()] ?? -1) : Number(host[2]);
  return {
    scheme: parts.scheme.toLowerCase(),
    host: host?.[1] ?? '',
    port,
    path: parts.path === '' ? '/' : parts.path,
    query: parts.query === undefined ? '' : `?${parts.query}`,
  };
}

function buildUri(args: readonly Value[], call: FunctionCall): Value {
  const parts = objectAt(args, 0, call);
  const text = (name: string) => textOf(propertyOf(parts, name) ?? '');
  const scheme = text('scheme');
  const host = text('host');
  if (scheme === '' || host === '') throw wrongArgument(call, 0, 'an object with scheme and host');
  const port = text('port');
  const shownPort = port === '' || port === '-1' || usualPorts[scheme.toLowerCase()] === Number(port) ? '' : `:${port}`;
  const path = text('path');
  const query = text('query');
  return `${scheme}://${host}${shownPort}${path.startsWith('/') ? '' : '/'}${path}${query === '' || query.startsWith('?') ? query : `?${query}`}`;
}
