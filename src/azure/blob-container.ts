import type { TokenCredential } from '@azure/identity';
import type { BlobLeaseClient, ContainerClient } from '@azure/storage-blob';
import type { BlobAnswer, BlobConditions, BlobContainer } from '../engine/blob-container.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { AtakoraError } from '../model/errors.ts';
import { blobRefusal, isContainerMissing } from './blob-refusal.ts';
import { cloudEndpoints } from './clouds.ts';
import { defaultCredential } from './credential.ts';
import { type CallOptions, callSdk } from './sdk-call.ts';

/** Which container, and how to sign in: with Microsoft Entra, or with the key in a connection string (the storage emulator). */
export type ConnectBlobOptions = { readonly container: string } & (
  | { readonly account: string; readonly cloud: CloudName; readonly tenantId: string; readonly credential?: TokenCredential }
  | { readonly connectionString: string }
);

/** Longest time that a renewal may take with its retries: a lease lasts 60 s, and one that hangs must leave time for another. */
const renewalMs = 20_000;

/** Retries of the SDK. A write names the version or length that it goes on from, so sending it twice changes nothing twice. */
const retryOptions = { maxTries: 4, tryTimeoutInMs: 30_000, retryDelayInMs: 400, maxRetryDelayInMs: 4_000 } as const;

/** Connects to a container of blobs. The SDK is loaded and the service asked at the first call. */
export function connectBlobContainer(options: ConnectBlobOptions): BlobContainer {
  let loading: Promise<ContainerClient> | undefined;
  const client = (): Promise<ContainerClient> => (loading ??= makeClient(options));
  const url = addressOf(options);

  /** Calls the SDK; a condition that does not hold is an answer. */
  const answer = <T>(what: string, call: (container: ContainerClient, options: CallOptions) => Promise<T>, signal?: AbortSignal): Promise<BlobAnswer<T>> =>
    withContainer(url, what, async (sdk): Promise<BlobAnswer<T>> => {
      try {
        return { ok: true, value: await call(await client(), sdk) };
      } catch (error) {
        const refusal = blobRefusal(error);
        if (refusal === undefined) throw error;
        return refusal;
      }
    }, signal);
  const leaseCall = (what: string, name: string, call: (lease: BlobLeaseClient, options: CallOptions) => Promise<unknown>, id?: string, signal?: AbortSignal): Promise<BlobAnswer<undefined>> =>
    answer(`${what} the lease of ${name}`, async (container, sdk) => void (await call(container.getBlobClient(name).getBlobLeaseClient(id), sdk)), signal);

  return {
    url,
    ensure: async () => void (await callSdk(`make the container ${options.container}`, async (sdk) => (await client()).createIfNotExists(sdk))),
    get: async (name, signal) => {
      const read = await answer(`read ${name}`, async (container, sdk) => {
        const blob = await container.getBlobClient(name).download(0, undefined, { ...(sdk.abortSignal === undefined ? {} : { abortSignal: sdk.abortSignal }), maxRetryRequests: 3 });
        const bytes = await bytesOf(blob.readableStreamBody);
        return { text: bytes.toString('utf8'), bytes: bytes.length, etag: blob.etag ?? '', leased: blob.leaseState === 'leased' || blob.leaseState === 'breaking' };
      }, signal);
      return read.ok ? read.value : undefined;
    },
    put: (name, text, conditions = {}, metadata = {}) =>
      answer(`write ${name}`, async (container, sdk) => {
        const bytes = Buffer.from(text, 'utf8');
        const written = await container.getBlockBlobClient(name).upload(bytes, bytes.length, { ...sdk, conditions: conditionsOf(conditions), metadata: { ...metadata }, blobHTTPHeaders: { blobContentType: 'application/json' } });
        return written.etag ?? '';
      }),
    putAppendable: (name, conditions = {}) =>
      answer(`empty ${name}`, async (container, sdk) => {
        const written = await container.getAppendBlobClient(name).create({ ...sdk, conditions: conditionsOf(conditions), blobHTTPHeaders: { blobContentType: 'application/x-ndjson' } });
        return written.etag ?? '';
      }),
    append: (name, text, { lease, position }) =>
      answer(`append to ${name}`, async (container, sdk) => {
        const bytes = Buffer.from(text, 'utf8');
        await container.getAppendBlobClient(name).appendBlock(bytes, bytes.length, { ...sdk, conditions: { leaseId: lease, appendPosition: position } });
        return position + bytes.length;
      }),
    remove: (name, conditions = {}) => answer(`remove ${name}`, async (container, sdk) => void (await container.getBlobClient(name).delete({ ...sdk, conditions: conditionsOf(conditions) }))),
    list: (prefix, signal) =>
      withContainer(url, `list ${prefix}`, async ({ abortSignal }) => {
        const found: { readonly name: string; readonly modifiedAt: string; readonly metadata: Readonly<Record<string, string>> }[] = [];
        for await (const { name, properties, metadata } of (await client()).listBlobsFlat({ prefix, includeMetadata: true, ...(abortSignal === undefined ? {} : { abortSignal }) })) {
          found.push({ name, modifiedAt: properties.lastModified.toISOString(), metadata: lowerKeys(metadata ?? {}) });
        }
        return found;
      }, signal),
    folders: (prefix, signal) =>
      withContainer(url, `list ${prefix}`, async ({ abortSignal }) => {
        const found: string[] = [];
        for await (const item of (await client()).listBlobsByHierarchy('/', { prefix, ...(abortSignal === undefined ? {} : { abortSignal }) })) {
          if (item.kind === 'prefix') found.push(item.name.slice(prefix.length, -1));
        }
        return found;
      }, signal),
    acquire: (name, id, seconds) => leaseCall('take', name, (lease, sdk) => lease.acquireLease(seconds, sdk), id),
    renew: (name, id) => leaseCall('renew', name, (lease, sdk) => lease.renewLease(sdk), id, AbortSignal.timeout(renewalMs)),
    release: (name, id) => leaseCall('give back', name, (lease, sdk) => lease.releaseLease(sdk), id),
    break: (name) => leaseCall('break', name, (lease, sdk) => lease.breakLease(0, sdk)),
  };
}

/** @throws AtakoraError as `callSdk`, and `ATK1715` when the container does not exist. */
async function withContainer<T>(url: string, what: string, call: (options: CallOptions) => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    const { result } = await callSdk(`${what} in ${url}`, async (sdk) => {
      try {
        return await call(sdk);
      } catch (error) {
        throw isContainerMissing(error) ? new AtakoraError('ATK1715', `the container ${url} does not exist`, { cause: error }) : error;
      }
    }, signal);
    return result;
  } catch (error) {
    // The time limit of a renewal is ours; what it means is that Azure did not answer.
    throw error instanceof DOMException && error.name === 'TimeoutError' ? new AtakoraError('ATK1804', `Azure cannot be reached to ${what} in ${url}: it did not answer within ${renewalMs / 1000} s`, { source: 'azure', cause: error }) : error;
  }
}

async function makeClient(options: ConnectBlobOptions): Promise<ContainerClient> {
  const { ContainerClient: Client } = await import('@azure/storage-blob');
  const settings = { retryOptions, userAgentOptions: { userAgentPrefix: 'atakora' } };
  if ('connectionString' in options) {
    return new Client(options.connectionString, options.container, settings);
  }
  return new Client(addressOf(options), options.credential ?? defaultCredential(options.cloud, options.tenantId), settings);
}

/** The container's address; a connection string names it or the account. */
function addressOf(options: ConnectBlobOptions): string {
  if (!('connectionString' in options)) {
    return `https://${options.account}.${cloudEndpoints(options.cloud).blobSuffix}/${options.container}`;
  }
  const parts = new Map(options.connectionString.split(';').map((part) => [part.slice(0, part.indexOf('=')).toLowerCase(), part.slice(part.indexOf('=') + 1)]));
  const endpoint = parts.get('blobendpoint') ?? `${parts.get('defaultendpointsprotocol') ?? 'https'}://${parts.get('accountname') ?? 'devstoreaccount1'}.blob.${parts.get('endpointsuffix') ?? 'core.windows.net'}`;
  return `${endpoint.replace(/\/$/, '')}/${options.container}`;
}

function conditionsOf({ match, unless, lease }: BlobConditions): { readonly ifMatch?: string; readonly ifNoneMatch?: string; readonly leaseId?: string } {
  return { ...(match === undefined ? {} : { ifMatch: match }), ...(unless === undefined ? {} : { ifNoneMatch: unless }), ...(lease === undefined ? {} : { leaseId: lease }) };
}

async function bytesOf(stream: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function lowerKeys(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value]));
}
