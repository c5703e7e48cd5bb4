import { AtakoraError } from '../../model/errors.ts';
import type { SecretVault, SecretVersion } from '../secret-vault.ts';
import { markOf, rotationTags } from './rotation-tags.ts';

/** What a vault says of one secret at one moment. */
export interface RotationFacts {
  /** Newest first as far as the vault's whole seconds tell. */
  readonly versions: readonly SecretVersion[];
  /** The version that is read when none is named; undefined when there is no such secret. */
  readonly current: SecretVersion | undefined;
  /** False when the current version is disabled or out of its time: nobody can read it. */
  readonly readable: boolean;
}

/** What reading the record needs. */
export interface FactReader {
  readonly vault: SecretVault;
  /** Hears of every value before anything is done with it. */
  readonly protect: (value: string) => void;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Codes with which a vault refuses to read a version that is there. */
const unreadable: ReadonlySet<string> = new Set(['ATK2223', 'ATK2224']);

/** Times that a vault is asked again while its answers do not fit each other, and the wait between, in milliseconds. */
const mostLooks = 6;
const lookAgainMs = 1_000;

/**
 * Reads the record of a secret's rotations. Versions are listed before the current one is asked for: what was listed and is not the current
 * one then was written before it, and never becomes current again, so that it may be disabled whatever others do meanwhile. Answers that
 * are older than each other, or than the version `wrote`, are asked for again.
 * @throws AtakoraError `ATK18xx`, `ATK22xx` as the vault does.
 */
export async function readFacts(reader: FactReader, name: string, wrote?: string): Promise<RotationFacts> {
  const { vault, signal } = reader;
  for (let looks = 1; ; looks += 1) {
    const versions = await vault.versions(name, signal);
    const read = await readCurrent(reader, name);
    if (read === 'unreadable') return { versions, current: versions[0], readable: false };
    if (read === undefined && versions.length === 0) return { versions, current: undefined, readable: false };
    const current = versions.find(({ version }) => version === read);
    const fits = current !== undefined && (wrote === undefined || versions.some(({ version }) => version === wrote)) && versions.every(({ createdAt }) => createdAt <= current.createdAt);
    if (current !== undefined && (fits || looks >= mostLooks)) return { versions, current, readable: true };
    if (looks >= mostLooks) throw new AtakoraError('ATK2247', `the vault does not say which version of ${name} is current`, { source: 'azure' });
    await reader.sleep(lookAgainMs, signal);
  }
}

async function readCurrent({ vault, protect, signal }: FactReader, name: string): Promise<string | 'unreadable' | undefined> {
  try {
    const current = await vault.get(name, undefined, signal);
    if (current === undefined) return undefined;
    protect(current.value);
    return current.version;
  } catch (error) {
    if (error instanceof AtakoraError && unreadable.has(error.code)) return 'unreadable';
    throw error;
  }
}

/** A version by its id. */
export function versionIn({ versions }: RotationFacts, id: string | undefined): SecretVersion | undefined {
  return id === undefined ? undefined : versions.find(({ version }) => version === id);
}

/** The version that a new one takes the place of: the current one, or what that one was to take the place of while nobody has said that apps run with it. */
export function baseOf(facts: RotationFacts): SecretVersion | undefined {
  const seen = new Set<string>();
  let at = facts.readable ? facts.current : undefined;
  while (at !== undefined && markOf(at) === 'pending' && !seen.has(at.version)) {
    seen.add(at.version);
    at = versionIn(facts, at.tags[rotationTags.previous]);
  }
  return at;
}

/** When the current value was set; a value that was written again counts from when it was set first. */
export function valueSince(facts: RotationFacts): string | undefined {
  const seen = new Set<string>();
  let at = facts.current;
  for (;;) {
    const earlier = at === undefined || seen.has(at.version) ? undefined : versionIn(facts, at.tags[rotationTags.restores]);
    if (at === undefined || earlier === undefined) return at?.createdAt;
    seen.add(at.version);
    at = earlier;
  }
}
