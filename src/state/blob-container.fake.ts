import type { BlobAnswer, BlobConditions, BlobContainer, BlobRefusal, BlobRefusalReason } from '../engine/blob-container.ts';
import type { Clock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';

interface StoredBlob {
  text: string;
  etag: string;
  kind: 'block' | 'append';
  modifiedAt: string;
  metadata: Readonly<Record<string, string>>;
  lease: { readonly id: string; readonly until: number; readonly seconds: number; readonly state: 'leased' | 'broken' } | undefined;
}

/** What lies in the container; outlives its connections as the cloud outlives a process. */
export interface BlobMemory {
  readonly blobs: Map<string, StoredBlob>;
  exists: boolean;
  tags: number;
}

export function createBlobMemory(): BlobMemory {
  return { blobs: new Map(), exists: true, tags: 0 };
}

export interface FakeBlobContainerOptions {
  readonly clock: Clock;
  readonly memory?: BlobMemory;
  /** Called around each call, numbered from 1; throw from it to lose the request (`before`) or the answer (`after`). */
  readonly onCall?: (when: 'before' | 'after', call: { readonly number: number; readonly operation: string; readonly name: string }) => void;
}

const refuse = (reason: BlobRefusalReason, status: number, code: string): BlobRefusal => ({ ok: false, reason, status, code });
const done = <T>(value: T): BlobAnswer<T> => ({ ok: true, value });

/** A container in memory that answers as Blob Storage does; `golden-lease.test.ts` holds it against recorded answers. */
export function createFakeBlobContainer(options: FakeBlobContainerOptions): BlobContainer & { readonly memory: BlobMemory } {
  const { clock } = options;
  const memory = options.memory ?? createBlobMemory();
  let calls = 0;
  const call = async <T>(operation: string, name: string, work: () => T): Promise<T> => {
    calls += 1;
    const number = calls;
    await Promise.resolve();
    options.onCall?.('before', { number, operation, name });
    if (!memory.exists && operation !== 'ensure') {
      throw new AtakoraError('ATK1715', 'the container memory does not exist');
    }
    const value = work();
    await Promise.resolve();
    options.onCall?.('after', { number, operation, name });
    return value;
  };
  const nextTag = (): string => `"0x${(memory.tags += 1).toString(16)}"`;
  const isLeased = (blob: StoredBlob): boolean => blob.lease?.state === 'leased' && blob.lease.until > clock.monotonicMs();

  /** Why a write with these conditions is refused. */
  const refusal = (blob: StoredBlob | undefined, { match, unless, lease }: BlobConditions): BlobRefusal | undefined => {
    if (unless === '*' && blob !== undefined) return refuse('exists', 409, 'BlobAlreadyExists');
    if (match !== undefined && blob?.etag !== match) return refuse('changed', 412, 'ConditionNotMet');
    if (lease !== undefined && (blob === undefined || !isLeased(blob))) return refuse('lease-lost', 412, blob?.lease === undefined ? 'LeaseNotPresentWithBlobOperation' : 'LeaseLost');
    if (blob === undefined || !isLeased(blob)) return undefined;
    if (lease === undefined) return refuse('leased', 412, 'LeaseIdMissing');
    return blob.lease?.id === lease ? undefined : refuse('lease-lost', 412, 'LeaseIdMismatchWithBlobOperation');
  };
  const store = (name: string, text: string, kind: StoredBlob['kind'], conditions: BlobConditions, metadata: Readonly<Record<string, string>>): BlobAnswer<string> => {
    const before = memory.blobs.get(name);
    const refused = refusal(before, conditions);
    if (refused !== undefined) return refused;
    const etag = nextTag();
    // A change without the lease ends one that had expired: it can then not be renewed.
    memory.blobs.set(name, { text, etag, kind, modifiedAt: clock.now(), metadata, lease: before !== undefined && isLeased(before) ? before.lease : undefined });
    return done(etag);
  };
  const leaseCall = (operation: string, name: string, work: (blob: StoredBlob) => BlobAnswer<undefined>): Promise<BlobAnswer<undefined>> =>
    call(operation, name, () => {
      const blob = memory.blobs.get(name);
      return blob === undefined ? refuse('missing', 404, 'BlobNotFound') : work(blob);
    });
  const listed = (prefix: string): readonly string[] => [...memory.blobs.keys()].filter((name) => name.startsWith(prefix)).sort();

  return {
    memory,
    url: 'memory://container',
    ensure: () => call('ensure', '', () => void (memory.exists = true)),
    get: (name) =>
      call('get', name, () => {
        const blob = memory.blobs.get(name);
        return blob === undefined ? undefined : { text: blob.text, bytes: Buffer.byteLength(blob.text), etag: blob.etag, leased: isLeased(blob) };
      }),
    put: (name, text, conditions = {}, metadata = {}) => call('put', name, () => store(name, text, 'block', conditions, metadata)),
    putAppendable: (name, conditions = {}) => call('putAppendable', name, () => store(name, '', 'append', conditions, {})),
    append: (name, text, { lease, position }) =>
      call('append', name, () => {
        const blob = memory.blobs.get(name);
        if (blob === undefined) return refuse('missing', 404, 'BlobNotFound');
        const refused = refusal(blob, { lease });
        if (refused !== undefined) return refused;
        if (Buffer.byteLength(blob.text) !== position) return refuse('moved', 412, 'AppendPositionConditionNotMet');
        blob.text += text;
        blob.etag = nextTag();
        return done(Buffer.byteLength(blob.text));
      }),
    remove: (name, conditions = {}) =>
      call('remove', name, () => {
        const blob = memory.blobs.get(name);
        if (blob === undefined) return refuse('missing', 404, 'BlobNotFound');
        const refused = refusal(blob, conditions);
        if (refused !== undefined) return refused;
        memory.blobs.delete(name);
        return done(undefined);
      }),
    list: (prefix) => call('list', prefix, () => listed(prefix).map((name) => ({ name, modifiedAt: memory.blobs.get(name)?.modifiedAt ?? '', metadata: memory.blobs.get(name)?.metadata ?? {} }))),
    folders: (prefix) => call('folders', prefix, () => [...new Set(listed(prefix).map((name) => name.slice(prefix.length)).filter((rest) => rest.includes('/')).map((rest) => rest.slice(0, rest.indexOf('/'))))]),
    acquire: (name, id, seconds) =>
      leaseCall('acquire', name, (blob) => {
        if (isLeased(blob) && blob.lease?.id !== id) return refuse('leased', 409, 'LeaseAlreadyPresent');
        blob.lease = { id, until: clock.monotonicMs() + seconds * 1000, seconds, state: 'leased' };
        return done(undefined);
      }),
    renew: (name, id) =>
      leaseCall('renew', name, (blob) => {
        if (blob.lease === undefined) return refuse('lease-lost', 409, 'LeaseNotPresentWithLeaseOperation');
        if (blob.lease.id !== id) return refuse('lease-lost', 409, 'LeaseIdMismatchWithLeaseOperation');
        if (blob.lease.state === 'broken') return refuse('lease-lost', 409, 'LeaseIsBrokenAndCannotBeRenewed');
        // An expired lease can be renewed as long as nobody else took or changed anything.
        blob.lease = { ...blob.lease, until: clock.monotonicMs() + blob.lease.seconds * 1000 };
        return done(undefined);
      }),
    release: (name, id) =>
      leaseCall('release', name, (blob) => {
        if (blob.lease === undefined) return refuse('lease-lost', 409, 'LeaseNotPresentWithLeaseOperation');
        if (blob.lease.id !== id) return refuse('lease-lost', 409, 'LeaseIdMismatchWithLeaseOperation');
        blob.lease = undefined;
        return done(undefined);
      }),
    break: (name) =>
      leaseCall('break', name, (blob) => {
        if (blob.lease === undefined) return refuse('lease-lost', 409, 'LeaseNotPresentWithLeaseOperation');
        blob.lease = { ...blob.lease, state: 'broken' };
        return done(undefined);
      }),
  };
}
