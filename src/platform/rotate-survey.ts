import { mapBounded } from '../engine/apply/bounded.ts';
import type { RotationFacts } from '../engine/rotate/rotation-facts.ts';
import { readFacts } from '../engine/rotate/rotation-facts.ts';
import { surveySecret } from '../engine/rotate/rotation-survey.ts';
import { rotationTags } from '../engine/rotate/rotation-tags.ts';
import type { RotationItem } from '../model/rotation.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import type { RotateChoice } from './rotate-choice.ts';
import type { VaultTarget } from './rotate-targets.ts';

/** A secret that needs something, and what. */
export interface SurveyedSecret {
  readonly target: VaultTarget;
  readonly item: RotationItem;
}

/** Vaults take some thousand requests in ten seconds. */
const atOnce = 8;

/** What of the targets is to be done, in their order; `unset` are those without a value. */
export async function surveyTargets(context: CommandContext, targets: readonly VaultTarget[], { what }: RotateChoice): Promise<{ readonly items: readonly SurveyedSecret[]; readonly unset: readonly VaultTarget[] }> {
  const mode = what.kind === 'due' ? 'due' : 'named';
  const now = context.platform.clock.now();
  const found = await mapBounded(targets, atOnce, async (target): Promise<SurveyedSecret | undefined> => {
    const item = surveySecret({ ...target, generated: isMadeUp(context, target) }, await factsOf(context, target, mode), mode, now);
    if (item === undefined) return undefined;
    const mustAsk = item.value === 'input' && what.kind !== 'named';
    return { target, item: mustAsk ? { ...item, command: commandLine(context, `secrets rotate ${target.secret}`) } : item };
  });
  return { items: found.filter((surveyed) => surveyed !== undefined), unset: targets.filter(({ listed }) => listed === undefined) };
}

/** As declared, unless the command line says where the value comes from. */
function isMadeUp({ flags }: CommandContext, { generated }: VaultTarget): boolean {
  return flags['generate'] === true || (generated && flags['from-file'] === undefined);
}

/** A secret that no rotation has touched is known from the list; no value is read to look at a schedule. */
async function factsOf({ platform, output, signal }: CommandContext, { vault, vaultName, listed }: VaultTarget, mode: 'named' | 'due'): Promise<RotationFacts> {
  if (listed === undefined) return { versions: [], current: undefined, readable: false };
  if (mode === 'due' && listed.tags[rotationTags.mark] === undefined) {
    // A value that was set by hand over a rotation that was cut off: only its versions tell.
    const versions = await vault.versions(vaultName, signal);
    if (versions.every(({ tags }) => tags[rotationTags.mark] === undefined)) return { versions: [listed], current: listed, readable: listed.enabled };
  }
  return readFacts({ vault, protect: output.protect, sleep: (ms, stop) => platform.clock.sleep(ms, stop), signal }, vaultName);
}
