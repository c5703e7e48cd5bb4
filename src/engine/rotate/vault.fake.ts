import { AtakoraError } from '../../model/errors.ts';
import type { SecretVault, SecretVersion, SecretWithValue } from '../secret-vault.ts';

/** A vault in memory, with what a test wants to see of it. */
export interface FakeVault extends SecretVault {
  /** All versions of a secret with their values, oldest first. */
  readonly all: (name: string) => readonly SecretWithValue[];
  /** The version that is read when none is named, whether or not it can be. */
  readonly newest: (name: string) => SecretWithValue | undefined;
}

export interface FakeVaultOptions {
  /** ISO 8601 UTC; the vault keeps whole seconds, as Key Vault does. */
  readonly now: () => string;
  /** Called as a call arrives and as its answer goes out; may wait, so that others come in between, or throw, so that the caller never hears of it. */
  readonly gate?: (call: string, moment: 'before' | 'after') => Promise<void> | void;
}

/** A vault with the rules that rotations depend on. */
export function createFakeVault({ now, gate = () => undefined }: FakeVaultOptions): FakeVault {
  const secrets = new Map<string, SecretWithValue[]>();
  let written = 0;
  const of = (name: string): SecretWithValue[] => secrets.get(name.toLowerCase()) ?? [];
  const seconds = (): string => now().replace(/\.\d+Z$/, '.000Z');
  const passing = async <T>(call: string, work: () => T): Promise<T> => {
    await gate(call, 'before');
    const answer = work();
    await gate(call, 'after');
    return answer;
  };
  return {
    uri: 'https://fake.vault.azure.net/',
    all: of,
    newest: (name) => of(name).at(-1),
    set: (name, value, version = {}) =>
      passing('set', () => {
        written += 1;
        // Ids are random in Azure: their order says nothing of the order in which versions were written.
        const id = ((written * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').padEnd(32, '0');
        const made: SecretWithValue = { name, version: id, value, enabled: version.enabled ?? true, createdAt: seconds(), updatedAt: seconds(), tags: { ...version.tags }, ...(version.expiresAt === undefined ? {} : { expiresAt: version.expiresAt }), ...(version.contentType === undefined ? {} : { contentType: version.contentType }) };
        secrets.set(name.toLowerCase(), [...of(name), made]);
        return withoutValue(made);
      }),
    get: (name, version) =>
      passing('get', () => {
        const found = version === undefined ? of(name).at(-1) : of(name).find((candidate) => candidate.version === version);
        if (found?.enabled === false) throw new AtakoraError('ATK2223', `version ${found.version} of ${name} is disabled`, { source: 'azure' });
        return found;
      }),
    list: async function* list() {
      for (const versions of secrets.values()) {
        const newest = versions.at(-1);
        if (newest !== undefined) yield withoutValue(newest);
      }
    },
    // By id, as Key Vault lists them, then by whole seconds: versions of one second come in any order.
    versions: (name) => passing('versions', () => of(name).map(withoutValue).sort((left, right) => (left.version < right.version ? -1 : 1)).sort((left, right) => (left.createdAt > right.createdAt ? -1 : left.createdAt < right.createdAt ? 1 : 0))),
    update: (name, version, change) =>
      passing('update', () => {
        const found = of(name).find((candidate) => candidate.version === version);
        if (found === undefined) throw new AtakoraError('ATK2228', `${name} has no version ${version}`, { source: 'azure' });
        const next: SecretWithValue = { ...found, ...(change.enabled === undefined ? {} : { enabled: change.enabled }), ...(change.tags === undefined ? {} : { tags: { ...change.tags } }), ...(change.expiresAt === undefined ? {} : { expiresAt: change.expiresAt }), updatedAt: seconds() };
        secrets.set(name.toLowerCase(), of(name).map((candidate) => (candidate === found ? next : candidate)));
        return withoutValue(next);
      }),
    remove: async (name) => void secrets.delete(name.toLowerCase()),
    deleted: async () => [],
    recover: async () => undefined,
    purge: async () => undefined,
  };
}

function withoutValue({ value: _value, ...version }: SecretWithValue): SecretVersion {
  return version;
}
