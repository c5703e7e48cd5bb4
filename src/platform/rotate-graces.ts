import { mapBounded } from '../engine/apply/bounded.ts';
import { overdueVersions } from '../engine/rotate/next-step.ts';
import { changedTags, markOf, rotationTags } from '../engine/rotate/rotation-tags.ts';
import type { SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import { plural } from '../ui/text/plural.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';

const atOnce = 8;

/**
 * Disables the versions of a vault whose grace is over, which was agreed to when they were replaced, and finds rotations that were cut off.
 * No value is read. Returns what was done and found, a sentence each.
 * @param listed the current version of each secret, as the vault lists it
 */
export async function endGraces(context: CommandContext, vault: SecretVault, listed: Iterable<SecretVersion>): Promise<readonly string[]> {
  const rotated = [...listed].filter((version) => markOf(version) !== undefined);
  const told = await mapBounded(rotated, atOnce, async (current) => [...cutOff(context, current), ...(await endGrace(context, vault, current))]);
  return told.flat();
}

function cutOff(context: CommandContext, current: SecretVersion): readonly string[] {
  const mark = markOf(current);
  return mark === 'pending' || mark === 'restoring' ? [`the rotation of ${current.name} was cut off: \`${commandLine(context, `secrets rotate ${current.name}`)}\` finishes it`] : [];
}

async function endGrace({ platform, signal }: CommandContext, vault: SecretVault, { name, createdAt }: SecretVersion): Promise<readonly string[]> {
  const versions = await vault.versions(name, signal);
  // What is read is never older than what was listed; among versions of that second the list does not say which it is.
  const over = overdueVersions({ versions, current: undefined, readable: false }, platform.clock.now()).filter((version) => version.createdAt < createdAt);
  if (over.length === 0) return [];
  try {
    for (const version of over) await vault.update(name, version.version, { enabled: false, tags: changedTags(version, { [rotationTags.disableAt]: undefined }) }, signal);
    return [`${plural(over.length, 'older version')} of ${name} ${over.length === 1 ? 'was' : 'were'} disabled: the grace is over`];
  } catch (error) {
    if (signal.aborted || !(error instanceof AtakoraError) || error.source === 'bug') throw error;
    return [`${plural(over.length, 'older version')} of ${name} can still be read although the grace is over: ${error.message}`];
  }
}
