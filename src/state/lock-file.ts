import { z } from 'zod';
import type { Pin } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import { repeatedKey } from './repeated-key.ts';

/** What the lock file holds of one environment. */
export interface LockFileEntry {
  readonly lineage: string;
  readonly serial: number;
  /** By address: Azure name, generation, api version. */
  readonly pins: Readonly<Record<string, readonly [name: string, generation: number, apiVersion: string]>>;
}

/** The committable `.atakora/state.lock.json`: a cache of the states that tells an old or foreign state from the right one. */
export interface LockFile {
  readonly version: 1;
  /** By environment key; twins are never in it. */
  readonly environments: Readonly<Record<string, LockFileEntry>>;
}

export const emptyLockFile: LockFile = { version: 1, environments: {} };

const lockFile = z.strictObject({
  version: z.literal(1),
  environments: z.record(
    z.string(),
    z.strictObject({
      lineage: z.string().min(1),
      serial: z.int().min(0),
      pins: z.record(z.string(), z.tuple([z.string(), z.int().min(1), z.string()])),
    }),
  ),
});

/** `unreadable`: conflict markers or anything else that is no lock file; `why` completes "it cannot be read: …". */
export type ParsedLockFile = { readonly kind: 'read'; readonly file: LockFile } | { readonly kind: 'unreadable'; readonly why: string };

const conflictMarkers = /^(?:<{7}|={7}|>{7}|\|{7})/m;

/**
 * Reads the lock file's text.
 * @throws AtakoraError `ATK1702` when a newer version wrote it.
 */
export function parseLockFile(text: string): ParsedLockFile {
  if (conflictMarkers.test(text)) {
    return { kind: 'unreadable', why: 'it has merge conflict markers' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', why: 'it is not valid JSON' };
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > 1) {
    throw new AtakoraError('ATK1702', `the lock file has version ${version}; this program knows version 1`);
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    return { kind: 'unreadable', why: `"${repeated}" stands in it twice` };
  }
  const parsed = lockFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'unreadable', why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it has not the form of a lock file'}` };
  }
  return { kind: 'read', file: parsed.data };
}

/** The file's text: keys sorted, one line an address, so that two branches seldom conflict. */
export function printLockFile(file: LockFile): string {
  const environments = sortedEntries(file.environments).map(([name, entry]) => {
    const pins = sortedEntries(entry.pins).map(([address, pin]) => `        ${JSON.stringify(address)}: [${pin.map((part) => JSON.stringify(part)).join(', ')}]`);
    const body = pins.length === 0 ? '{}' : `{\n${pins.join(',\n')}\n      }`;
    return `    ${JSON.stringify(name)}: {\n      "lineage": ${JSON.stringify(entry.lineage)},\n      "serial": ${entry.serial},\n      "pins": ${body}\n    }`;
  });
  const all = environments.length === 0 ? '{}' : `{\n${environments.join(',\n')}\n  }`;
  return `{\n  "version": 1,\n  "environments": ${all}\n}\n`;
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** What the lock file has to hold for a state. */
export function lockFileEntry(state: StateDocument): LockFileEntry {
  const pins = Object.entries(state.resources).map(([address, record]) => [address, [record.name, record.generation, record.apiVersion] as const] as const);
  return { lineage: state.lineage, serial: state.serial, pins: Object.fromEntries(pins) };
}

/**
 * How the lock file stands to the state: `same`, or `behind` (it is to be refreshed, which is told). An entry without pins belongs to
 * something that was destroyed and never stands in the way.
 * @throws AtakoraError `ATK1707` when it has seen a newer version of this state, or the state is gone; `ATK1708` when it knows another state.
 */
export function compareLockFile(environment: string, state: StateDocument | undefined, entry: LockFileEntry | undefined): 'same' | 'behind' {
  const isEmpty = entry === undefined || Object.keys(entry.pins).length === 0;
  if (state === undefined) {
    if (isEmpty) {
      return 'same';
    }
    throw new AtakoraError('ATK1707', `the lock file knows serial ${entry.serial} of the state of ${environment}, and there is no state here`);
  }
  if (entry === undefined) {
    return 'behind';
  }
  if (entry.lineage !== state.lineage) {
    if (isEmpty) {
      return 'behind';
    }
    throw new AtakoraError('ATK1708', `the lock file knows lineage ${entry.lineage} for ${environment}; the state here has lineage ${state.lineage}`);
  }
  if (entry.serial > state.serial) {
    throw new AtakoraError('ATK1707', `the lock file knows serial ${entry.serial} of the state of ${environment}; the state here has serial ${state.serial}`);
  }
  const printed = (one: LockFileEntry): string => printLockFile({ version: 1, environments: { [environment]: one } });
  return printed(entry) === printed(lockFileEntry(state)) ? 'same' : 'behind';
}

/** Names that addresses keep: those of the state, then those of the lock file. */
export function resolvePins(state: StateDocument | undefined, file: LockFile, environment: string): ReadonlyMap<string, Pin> {
  const pins = new Map<string, Pin>();
  const locked = Object.hasOwn(file.environments, environment) ? file.environments[environment] : undefined;
  for (const source of [locked, state === undefined ? undefined : lockFileEntry(state)]) {
    for (const [address, [name, generation, apiVersion]] of Object.entries(source?.pins ?? {})) {
      pins.set(address, { address, name, generation, apiVersion });
    }
  }
  return pins;
}
