import type { StorageAddresses, StorageService } from '../storage/storage-addresses.ts';

/** How clients reach the vaults and sites of a world: `NAME.vault.localhost:PORT`, or `localhost:PORT/hosts/NAME.vault.azure.net`. */
export type HostStyle = 'host' | 'path';

/** What a server is reached as. */
export interface Front {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** Style of the addresses in answers to requests that name no vault or site. */
  readonly style: HostStyle;
  /** Where blobs, queues and tables are served; absent: nowhere. */
  readonly storage?: StorageAddresses;
}

/** A request's place in the world, and the way back for the answer. */
export interface ServedRequest {
  /** Absolute URL as Azure has it. */
  readonly url: URL;
  /** Address that the client calls Resource Manager and the sign-in by, such as `https://localhost:8443`; absent when it uses Azure's own names. */
  readonly base?: string;
  readonly style: HostStyle;
}

export const armHost = 'management.azure.com';
export const loginHost = 'login.microsoftonline.com';
/** Address of the metadata service inside Azure's machines. */
export const metadataHost = '169.254.169.254';

/** Host families that have names of their own: Azure's suffix, and the one served. */
const families = [
  { azure: 'vault.azure.net', served: 'vault.localhost' },
  { azure: 'scm.azurewebsites.net', served: 'scm.azurewebsites.localhost' },
  { azure: 'azurewebsites.net', served: 'azurewebsites.localhost' },
] as const;

/** Account and service of a storage address. The emulator has the account in its paths. */
const storageHost = /^([a-z0-9]+)\.(blob|queue|table)\.core\.windows\.net$/;

const baseHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', `management.localhost`, 'login.localhost']);

/**
 * Where a request goes in the world; undefined for a host name that is none of ours. Azure's own names are taken too, for clients that
 * are led here by `curl --connect-to` or a hosts file.
 * @param host value of the Host header
 * @param target path and query as sent; slashes at its start may be doubled
 */
export function locateRequest(front: Front, host: string | undefined, target: string): ServedRequest | undefined {
  const name = (host ?? 'localhost').replace(/:\d+$/, '').toLowerCase();
  const path = `/${target.replace(/^(?:https?:\/\/[^/?#]*)?\/*/i, '')}`;
  if (baseHosts.has(name)) return byPath(front, `${front.scheme}://${host ?? `localhost:${front.port}`}`, path);
  const family = families.find(({ served }) => name.endsWith(`.${served}`));
  const base = `${front.scheme}://localhost:${front.port}`;
  if (family !== undefined) return placed(`${name.slice(0, -family.served.length)}${family.azure}`, path, { base, style: 'host' });
  if (name === armHost || name === loginHost || families.some(({ azure }) => name.endsWith(`.${azure}`))) return placed(name, path, { style: 'host' });
  return undefined;
}

/** The URL that a client can use for one of Azure's, as far as the text is one; all else stays. */
export function toServed(front: Front, { base, style }: ServedRequest, text: string): string {
  if (base === undefined) return text;
  const match = /^https:\/\/([a-z0-9.-]+)(?::443)?(?=[/?#]|$)/i.exec(text);
  if (match === null) return text;
  const [whole, azureHost = ''] = match;
  const served = servedOrigin(front, base, style, azureHost.toLowerCase());
  return served === undefined ? text : `${served}${text.slice(whole.length)}`;
}

/** The host with port that a client can use for a bare host name of Azure's; path style has none. */
export function toServedHost(front: Front, { base, style }: ServedRequest, host: string): string {
  if (base === undefined) return host;
  if (host.toLowerCase() === loginHost) return base.replace(/^https?:\/\//, '');
  const family = style === 'host' ? families.find(({ azure }) => host.toLowerCase().endsWith(`.${azure}`) || host.toLowerCase() === azure) : undefined;
  return family === undefined ? host : `${host.slice(0, -family.azure.length)}${family.served}:${front.port}`;
}

/** Azure's URL for one that this server gave out, as far as the text is one; all else stays. */
export function toAzure(front: Front, text: string): string {
  const match = /^https?:\/\/([^/?#]+?):(\d+)(?=[/?#]|$)/i.exec(text);
  if (match === null || Number(match[2]) !== front.port) return text;
  const rest = text.slice(match[0].length);
  const name = (match[1] ?? '').toLowerCase();
  const family = families.find(({ served }) => name === served || name.endsWith(`.${served}`));
  if (family !== undefined) return `https://${name.slice(0, -family.served.length)}${family.azure}${rest}`;
  if (!baseHosts.has(name)) return text;
  const byHost = /^\/hosts\/([^/?#]+)/i.exec(rest);
  return byHost === null ? `https://${armHost}${rest}` : `https://${byHost[1] ?? ''}${rest.slice(byHost[0].length)}`;
}

function servedOrigin(front: Front, base: string, style: HostStyle, azureHost: string): string | undefined {
  if (azureHost === armHost || azureHost === loginHost) return base;
  const storage = storageHost.exec(azureHost);
  if (storage !== null) return front.storage === undefined ? undefined : `${front.storage[storage[2] as StorageService]}/${storage[1] ?? ''}`;
  const family = families.find(({ azure }) => azureHost === azure || azureHost.endsWith(`.${azure}`));
  if (family === undefined) return undefined;
  if (style === 'host') return `${front.scheme}://${azureHost.slice(0, -family.azure.length)}${family.served}:${front.port}`;
  // The audience of all vaults is no address: path style leaves it as Azure has it.
  return azureHost === family.azure ? undefined : `${base}/hosts/${azureHost}`;
}

function byPath(front: Front, base: string, path: string): ServedRequest | undefined {
  const named = /^\/hosts\/([a-z0-9.-]+)(\/.*|\?.*)?$/i.exec(path);
  if (named !== null) return placed((named[1] ?? '').toLowerCase(), named[2] ?? '/', { base, style: 'path' });
  const given = { base, style: front.style };
  if (/^\/(?:metadata\/(?:identity|instance)|msi)\//i.test(path)) return placed(metadataHost, path, given);
  if (/^\/[^/]+\/(?:v2\.0\/|oauth2\/|discovery\/|\.well-known\/)/i.test(path) && !/^\/(?:subscriptions|providers|tenants)\//i.test(path)) return placed(loginHost, path, given);
  return placed(armHost, path, given);
}

function placed(host: string, path: string, rest: Omit<ServedRequest, 'url'>): ServedRequest | undefined {
  const url = `https://${host}${path}`;
  return URL.canParse(url) ? { url: new URL(url), ...rest } : undefined;
}
