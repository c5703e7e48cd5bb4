import type { SecretVersion } from '../secret-vault.ts';
import type { RotationFacts } from './rotation-facts.ts';
import { baseOf, versionIn } from './rotation-facts.ts';
import { graceOf, markOf, rotationTags } from './rotation-tags.ts';

/** What the user wants of a secret. */
export interface RotationWish {
  /** `new`: another value. `finish`: what was begun comes to its end, nothing new is written. */
  readonly kind: 'new' | 'finish';
  /** Writes also where an earlier rotation was cut off: the value at hand is another than that one's. */
  readonly supersedes?: boolean;
  /** Seconds that replaced versions stay readable. */
  readonly graceSeconds: number;
}

/** What this process did and saw; what others did is in the vault. */
export interface RotationProgress {
  /** The version that is brought to its end: written here, or taken over. */
  readonly target?: string;
  /** The version that all apps were told to read. */
  readonly refreshed?: string;
  readonly verdict?: { readonly version: string; readonly result: 'well' | 'ill' };
}

export type RotationEnd = 'rotated' | 'rolled-back' | 'stuck' | 'overtaken' | 'nothing' | 'no-secret';

/** One effect, after which the facts are read again. */
export type RotationStep =
  | { readonly kind: 'write'; readonly base: SecretVersion | undefined }
  | { readonly kind: 'refresh' | 'check' | 'commit'; readonly version: SecretVersion }
  /** The value of `source` is written again, in place of `failed`. */
  | { readonly kind: 'restore'; readonly failed: SecretVersion; readonly source: SecretVersion }
  /** A version that apps did not run with is disabled. */
  | { readonly kind: 'fail'; readonly version: SecretVersion }
  /** An older version is marked, and disabled when its grace ends: at once without `disableAt`. */
  | { readonly kind: 'close'; readonly version: SecretVersion; readonly disableAt: string | undefined }
  /** The grace of an older version is over. */
  | { readonly kind: 'disable'; readonly version: SecretVersion }
  | { readonly kind: 'end'; readonly outcome: RotationEnd };

/** A rotation that was cut off within this time is finished when the secret is rotated again; an older one makes way for a new value. Milliseconds. */
const freshMs = 24 * 3_600_000;

/**
 * The next effect of a rotation, from nothing but the record in the vault and what this process saw. Whoever runs it, and however often, it
 * leads to the same end: the current version marked, all others marked and disabled or with a time at which they are.
 * @param now ISO 8601 UTC
 */
export function nextStep(facts: RotationFacts, wish: RotationWish, progress: RotationProgress, now: string): RotationStep {
  const { current } = facts;
  if (current === undefined) return { kind: 'end', outcome: 'no-secret' };
  if (progress.target !== undefined && progress.target !== current.version) return giveWay(facts, current, wish, progress.target, now);
  if (progress.target === undefined && wish.kind === 'new' && (wish.supersedes === true || !isCutOff(facts, now))) return { kind: 'write', base: baseOf(facts) };
  switch (facts.readable ? markOf(current) : undefined) {
    case 'pending':
      return bringIn(facts, current, progress);
    case 'restoring':
      return goBack(facts, current, progress);
    default:
      return cleanUp(facts, current, wish, progress, now);
  }
}

/** True when an earlier rotation did not come to its end, and not so long ago that its value is no longer a new one. */
function isCutOff(facts: RotationFacts, now: string): boolean {
  return cutOffRotation(facts) !== undefined && Date.parse(now) - Date.parse(facts.current?.createdAt ?? now) < freshMs;
}

/** The current version, when the rotation that wrote it did not come to its end. */
export function cutOffRotation(facts: RotationFacts): SecretVersion | undefined {
  const { current, readable } = facts;
  if (current === undefined || !readable) return undefined;
  const mark = markOf(current);
  const isOpen = mark === 'pending' || mark === 'restoring' || (mark === 'current' && openVersions(facts, current).length > 0);
  return isOpen ? current : undefined;
}

/** Replaced versions that can still be read although their grace is over. */
export function overdueVersions({ versions, current }: RotationFacts, now: string): readonly SecretVersion[] {
  return versions.filter((version) => {
    const at = version.tags[rotationTags.disableAt];
    return version.version !== current?.version && version.enabled && markOf(version) === 'replaced' && at !== undefined && at <= now;
  });
}

function bringIn(facts: RotationFacts, version: SecretVersion, { refreshed, verdict }: RotationProgress): RotationStep {
  if (refreshed !== version.version) return { kind: 'refresh', version };
  if (verdict?.version !== version.version) return { kind: 'check', version };
  if (verdict.result === 'well') return { kind: 'commit', version };
  const source = restorable(facts, version);
  return source === undefined ? { kind: 'end', outcome: 'stuck' } : { kind: 'restore', failed: version, source };
}

/** Whether apps run with the earlier value again is told and changes nothing: there is no better one. */
function goBack(facts: RotationFacts, version: SecretVersion, { refreshed, verdict }: RotationProgress): RotationStep {
  if (refreshed !== version.version) return { kind: 'refresh', version };
  if (verdict?.version !== version.version) return { kind: 'check', version };
  const failed = versionIn(facts, version.tags[rotationTags.previous]);
  if (failed !== undefined && failed.version !== version.version && (failed.enabled || markOf(failed) !== 'failed')) return { kind: 'fail', version: failed };
  return { kind: 'commit', version };
}

/**
 * Somebody wrote a newer value. What this process brought in is then an older version like others; but while nobody has said that apps run
 * with the newer one, it may be what has to be gone back to, and is left to who wrote that.
 */
function giveWay(facts: RotationFacts, current: SecretVersion, wish: RotationWish, target: string, now: string): RotationStep {
  const mark = markOf(current);
  const own = mark === 'pending' || mark === 'restoring' ? undefined : versionIn(facts, target);
  const isLeft = own === undefined || sameValue(facts, current).has(own.version) || !isOpen(own);
  return isLeft ? { kind: 'end', outcome: 'overtaken' } : close(own, current, wish, now);
}

function cleanUp(facts: RotationFacts, current: SecretVersion, wish: RotationWish, progress: RotationProgress, now: string): RotationStep {
  // Which of two that cannot be read came last, their times may not tell.
  const [open] = facts.readable ? openVersions(facts, current) : [];
  if (open !== undefined) return close(open, current, wish, now);
  const [overdue] = overdueVersions(facts, now);
  if (overdue !== undefined) return { kind: 'disable', version: overdue };
  const isOurs = markOf(current) === 'current' && progress.target === current.version;
  return { kind: 'end', outcome: !isOurs ? 'nothing' : current.tags[rotationTags.restores] === undefined ? 'rotated' : 'rolled-back' };
}

function close(version: SecretVersion, current: SecretVersion, wish: RotationWish, now: string): RotationStep {
  const seconds = graceOf(current) ?? wish.graceSeconds;
  return { kind: 'close', version, disableAt: version.enabled && seconds > 0 ? laterBy(now, seconds) : undefined };
}

function laterBy(at: string, seconds: number): string {
  const ms = Date.parse(at) + seconds * 1_000;
  return new Date(ms).toISOString();
}

/**
 * Versions that nobody has marked yet. Under a current version that no rotation wrote, only those of rotations that were cut off: who sets
 * a value by hand has said nothing of the others.
 */
function openVersions(facts: RotationFacts, current: SecretVersion): readonly SecretVersion[] {
  const kept = sameValue(facts, current);
  const byHand = markOf(current) !== 'current';
  return facts.versions.filter((version) => {
    const mark = markOf(version);
    return !kept.has(version.version) && (byHand ? mark === 'pending' || mark === 'restoring' : isOpen(version));
  });
}

function isOpen(version: SecretVersion): boolean {
  const mark = markOf(version);
  return version.enabled ? mark !== 'replaced' && mark !== 'failed' : mark === 'pending' || mark === 'current' || mark === 'restoring';
}

/** The current version, and those whose value it has: who reads one of them by its id reads what is right. */
function sameValue(facts: RotationFacts, current: SecretVersion): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at: SecretVersion | undefined = current; at !== undefined && !found.has(at.version); at = versionIn(facts, at.tags[rotationTags.restores])) found.add(at.version);
  return found;
}

/** The version whose value apps are known to run with: the one that was to be replaced, else the last one that was said of. */
function restorable(facts: RotationFacts, failed: SecretVersion): SecretVersion | undefined {
  const candidates = facts.versions.filter(({ version, enabled }) => enabled && version !== failed.version);
  const previous = candidates.find(({ version }) => version === failed.tags[rotationTags.previous]);
  return previous ?? candidates.find((version) => markOf(version) === 'current') ?? candidates.find((version) => markOf(version) === 'replaced');
}
