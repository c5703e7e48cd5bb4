import type { SecretVersion } from '../secret-vault.ts';

/**
 * What a version is in the rotations of its secret. `pending`: written, and nobody has said yet that the apps run with it. `restoring`: an
 * earlier value, written again because they did not. `current`: said. `replaced`: another one took its place. `failed`: apps did not run with it.
 */
export type RotationMark = 'pending' | 'restoring' | 'current' | 'replaced' | 'failed';

const marks: ReadonlySet<string> = new Set(['pending', 'restoring', 'current', 'replaced', 'failed'] satisfies readonly RotationMark[]);

/** Names of the tags in which a vault keeps the record of rotations. There is no other record. */
export const rotationTags = {
  mark: 'atakora:rotation',
  /** Run that wrote the version. */
  run: 'atakora:run',
  /** Version whose place it takes: the last one that apps are known to have run with. */
  previous: 'atakora:previous',
  /** Version whose value it has, of one that is written again. */
  restores: 'atakora:restores',
  /** Seconds that replaced versions stay readable. */
  grace: 'atakora:grace',
  /** When a replaced version is to be disabled; ISO 8601 UTC. */
  disableAt: 'atakora:disable-at',
} as const;

const own: ReadonlySet<string> = new Set(Object.values(rotationTags));

/** Undefined for versions that no rotation has touched, and for marks that are not known. */
export function markOf({ tags }: Pick<SecretVersion, 'tags'>): RotationMark | undefined {
  const mark = tags[rotationTags.mark];
  return mark !== undefined && marks.has(mark) ? (mark as RotationMark) : undefined;
}

/** Seconds; undefined when the tag is missing or no number. */
export function graceOf({ tags }: Pick<SecretVersion, 'tags'>): number | undefined {
  const text = tags[rotationTags.grace];
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Tags that a new version takes over from the one before: what people put there. */
export function inheritedTags({ tags }: Pick<SecretVersion, 'tags'>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !own.has(name) && name !== 'atakora:source' && name !== 'atakora:owner'));
}

/** Tags that a version may have. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-tags */
const mostTags = 15;

/** Tags in the order of their weight, as many as a version may have. */
export function fittingTags(...groups: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const tags = new Map<string, string>();
  for (const [name, value] of groups.flatMap((group) => Object.entries(group))) {
    if (!tags.has(name) && tags.size < mostTags) tags.set(name, value);
  }
  return Object.fromEntries(tags);
}

/** All tags of a version with changes to them; undefined takes one away. Key Vault replaces all tags or none. Where there is no room, a person's tags give way. */
export function changedTags({ tags }: Pick<SecretVersion, 'tags'>, changes: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const kept = Object.entries({ ...tags, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return fittingTags(Object.fromEntries(kept.filter(([name]) => own.has(name))), Object.fromEntries(kept));
}
