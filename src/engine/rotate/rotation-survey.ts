import type { RotationItem, RotationReason } from '../../model/rotation.ts';
import type { RotationApp } from './app-consumers.ts';
import { canBeTold } from './app-consumers.ts';
import { cutOffRotation, nextStep, overdueVersions } from './next-step.ts';
import type { RotationFacts } from './rotation-facts.ts';
import { valueSince } from './rotation-facts.ts';
import { rotationTags } from './rotation-tags.ts';

const dayMs = 86_400_000;

/** A secret whose rotation is looked at. */
export interface RotationTarget {
  /** As the code writes it, or as the vault does when no code declares it. */
  readonly secret: string;
  readonly vaultName: string;
  /** Its value can be made up. */
  readonly generated: boolean;
  readonly everyDays?: number;
  readonly apps: readonly RotationApp[];
}

/** `named`: a new value is wanted whatever its age. `due`: only what its schedule, a cut off rotation or the end of a grace asks for. */
export type SurveyMode = 'named' | 'due';

/** What a secret needs; undefined when nothing. Its facts may come from a list, without the other versions, when no rotation has touched it. */
export function surveySecret(target: RotationTarget, facts: RotationFacts, mode: SurveyMode, now: string): RotationItem | undefined {
  if (facts.current === undefined) return undefined;
  const { secret, vaultName, everyDays } = target;
  const since = valueSince(facts);
  const ageDays = since === undefined ? undefined : Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / dayMs));
  const reason = reasonFor(target, facts, mode, ageDays, now);
  if (reason === undefined) return undefined;
  const run = reason === 'cut-off' ? facts.current.tags[rotationTags.run] : undefined;
  const brings = reason === 'asked' || reason === 'due';
  return {
    secret,
    vaultName,
    reason,
    value: !brings ? 'none' : target.generated ? 'generated' : 'input',
    ...(ageDays === undefined ? {} : { ageDays }),
    ...(everyDays === undefined ? {} : { everyDays }),
    apps: [...new Set(target.apps.filter(canBeTold).map(({ address }) => address))].sort(),
    ...(run === undefined ? {} : { cutOffRun: run }),
  };
}

function reasonFor({ everyDays }: RotationTarget, facts: RotationFacts, mode: SurveyMode, ageDays: number | undefined, now: string): RotationReason | undefined {
  const cutOff = cutOffRotation(facts) !== undefined;
  // The step machine decides: one that was cut off long ago makes way for a new value.
  if (mode === 'named') return cutOff && nextStep(facts, { kind: 'new', graceSeconds: 0 }, {}, now).kind !== 'write' ? 'cut-off' : 'asked';
  if (cutOff) return 'cut-off';
  if (everyDays !== undefined && ageDays !== undefined && ageDays >= everyDays) return 'due';
  const next = nextStep(facts, { kind: 'finish', graceSeconds: 0 }, {}, now);
  return next.kind !== 'end' || overdueVersions(facts, now).length > 0 ? 'grace' : undefined;
}
