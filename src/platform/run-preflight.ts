import type { ConnectedAzure } from '../engine/azure-questions.ts';
import { heldNames } from '../engine/preflight/deleted-namesake.ts';
import { preflight } from '../engine/preflight/preflight.ts';
import type { PreflightInput, SecretFacts } from '../engine/preflight/preflight-input.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Preflight, PreflightFinding } from '../model/preflight.ts';
import { kindOf } from '../resources/catalogue.ts';
import { plural } from '../ui/text/plural.ts';
import type { CommandContext } from './command-context.ts';
import { typedMend } from './command-line.ts';
import { inPhase } from './in-phase.ts';
import type { PlannedProject } from './plan-project.ts';

/** What a preflight is about. */
export interface PreflightScene {
  readonly context: CommandContext;
  readonly azure: ConnectedAzure;
  /** Between two looks at something that takes time in Azure, in milliseconds. */
  readonly pollMs: number;
  /** False when nothing can come of it, because the question that follows has nobody to answer it. */
  readonly goesOn: boolean;
  /** What is known of the declared secrets; absent where the definition does not say what it needs. */
  readonly secrets?: SecretFacts;
}

/**
 * Looks at everything that would make an approved plan fail, before anybody is asked and without any lock, and tells all of it. Where only
 * deleted resources that keep a name are in the way, flags or the person at the terminal decide about them, and it looks again.
 * @throws AtakoraError `ATK1650` when something would.
 */
export async function runPreflight(scene: PreflightScene, planned: PlannedProject): Promise<void> {
  const { context } = scene;
  const { elapsedMs, outcomes, ...looked } = await lookDeciding(scene, inputOf(scene, planned));
  const findings = looked.findings.map((finding) => ({ ...finding, hint: typedMend(context, finding.hint) }));
  context.output.emit({ type: 'preflight', elapsedMs, outcomes, findings });
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  if (blockers.length === 0) return;
  const [secrets, ...others] = blockers;
  if (secrets?.code === 'ATK2260' && others.length === 0) throw new AtakoraError('ATK2260', `${secrets.summary}; nothing was changed`, { hint: secrets.hint });
  throw new AtakoraError('ATK1650', `preflight found ${plural(blockers.length, 'blocker')}; nothing was changed`, { hint: blockers.length === 1 ? 'Mend what is said above, then run it again.' : 'Mend each as said above, then run it again.' });
}

function inputOf({ context, azure, secrets }: PreflightScene, { plan, synthesis }: PlannedProject): PreflightInput {
  return {
    plan,
    azure,
    questions: azure.questions,
    kindOf,
    clock: context.platform.clock,
    signal: context.signal,
    ...(synthesis === undefined ? {} : { synthesis }),
    ...(secrets === undefined ? {} : { secrets }),
    secretNames: (vaultUri, signal) => namesOf(azure.secrets(vaultUri).list(signal)),
  };
}

async function namesOf(secrets: AsyncIterable<{ readonly name: string }>): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of secrets) names.push(name);
  return names;
}

/** A look with the time that it took, people's answers left out. */
type TimedPreflight = Preflight & { readonly elapsedMs: number };

async function timedLook({ context }: PreflightScene, input: PreflightInput): Promise<TimedPreflight> {
  const { clock } = context.platform;
  const since = clock.monotonicMs();
  const looked = await inPhase(context, 'preflight', () => preflight(input));
  return { ...looked, elapsedMs: Math.round(clock.monotonicMs() - since) };
}

async function lookDeciding(scene: PreflightScene, input: PreflightInput): Promise<TimedPreflight> {
  const look = (from: PreflightInput): Promise<TimedPreflight> => timedLook(scene, from);
  const first = await look(input);
  const inTheWay = first.findings.filter(({ check, severity }) => check === 'deleted' && severity !== 'could-not-check');
  const addresses = new Set(inTheWay.map(({ address }) => address));
  const isOther = ({ severity, code, address }: PreflightFinding): boolean => severity === 'blocker' && code !== 'ATK1806' && !addresses.has(address);
  // What would stop it anyway is mended first: nothing is purged for an apply that does not come.
  if (inTheWay.length === 0 || first.findings.some(isOther)) return first;
  const { decideDeleted } = await import('./decide-deleted.ts');
  const { recovered, purged } = await decideDeleted(scene, await heldNames(input));
  const next = { ...input, recovered };
  if (purged.size > 0) return look(next);
  return { ...first, findings: first.findings.filter(({ check, address }) => check !== 'deleted' || address === undefined || !recovered.has(address)) };
}
