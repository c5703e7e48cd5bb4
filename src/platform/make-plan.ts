import { buildPlan } from '../engine/plan/build-plan.ts';
import type { LiveSnapshot } from '../engine/plan/live-snapshot.ts';
import type { PlanInput } from '../engine/plan/plan-context.ts';
import type { PlanScope } from '../engine/plan/plan-part.ts';
import { keepIgnored } from '../engine/refresh/keep-ignored.ts';
import { refresh } from '../engine/refresh/refresh.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import { typedMend } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';

/** What a plan is made from, besides what the flags say. */
export interface PlanSources extends Pick<PlanInput, 'kind' | 'synthesis'>, Partial<Pick<PlanInput, 'refactorings' | 'adopt' | 'scope' | 'packages'>> {
  readonly live: LiveSnapshot | undefined;
}

/** The state that a plan is made from, as a command found it. */
interface PlanBase {
  readonly state: PlanInput['state'];
  readonly pending: PlanInput['pending'];
  readonly diagnostics: readonly Diagnostic[];
}

const refreshModes = ['true', 'false', 'only'] as const;

/** How the flags want Azure to be looked at. @throws AtakoraError `ATK1002` for anything but true, false and only. */
export function refreshMode(context: CommandContext): (typeof refreshModes)[number] {
  const given = textFlag(context, 'refresh') ?? 'true';
  const mode = refreshModes.find((candidate) => candidate === given);
  if (mode === undefined) {
    throw new AtakoraError('ATK1002', `--refresh ${given} is not one of ${refreshModes.join(', ')}`);
  }
  return mode;
}

/** What is in Azure of what the state has; undefined with `--refresh=false` and when there is no state. */
export async function readLive(context: CommandContext, ports: ProjectPorts, { state }: Pick<PlanBase, 'state'>): Promise<LiveSnapshot | undefined> {
  if (state === undefined || refreshMode(context) === 'false') {
    return undefined;
  }
  return inPhase(context, 'refresh', async () => refresh(state, kindOf, await ports.azure(), { signal: context.signal }));
}

/** The part that the flags ask for. */
function flaggedScope(context: CommandContext): PlanScope {
  return { targets: listFlag(context, 'target'), excludes: listFlag(context, 'exclude') };
}

/** Makes a plan as the flags want it; pure but for the fingerprint key. @throws AtakoraError `ATK1505` for an address that is not there. */
export async function makePlan(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: PlanBase, sources: PlanSources): Promise<Plan> {
  const { synthesis, ...rest } = sources;
  const fingerprint = await ports.fingerprint(false);
  const made = buildPlan({
    scope: flaggedScope(context),
    ...rest,
    synthesis: synthesis === undefined ? undefined : { ...synthesis, diagnostics: [...found.diagnostics, ...synthesis.diagnostics] },
    state: found.state,
    pending: found.pending,
    kinds: kindOf,
    allowDataLoss: listFlag(context, 'allow-data-loss'),
    replace: listFlag(context, 'replace'),
    republish: listFlag(context, 'republish'),
    projectName: session.loaded.project.name,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
  return { ...made, diagnostics: made.diagnostics.map((finding) => ({ ...finding, hint: typedMend(context, finding.hint) })) };
}

/** The synthesis whose templates leave what others wrote at the paths that are left to them. */
export function withOthersValues(synthesis: Synthesis, plan: Plan, live: LiveSnapshot | undefined): Synthesis {
  return keepIgnored(synthesis, { plan, live, kinds: kindOf });
}
