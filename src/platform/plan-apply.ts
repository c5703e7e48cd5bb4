import type { LoadedDefinition } from '../engine/load/load-definition.ts';
import { nextGenerations } from '../engine/plan/next-generations.ts';
import { synthesize } from '../engine/synth/synthesize.ts';
import type { Plan } from '../model/plan.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import { refuseKnownValues } from './known-values.ts';
import { makePlan, readLive, withOthersValues } from './make-plan.ts';
import { readPins, refuseBroken } from './plan-project.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { contentsFor, readPackages } from './read-packages.ts';
import type { FoundPackages } from './read-packages.ts';
import { composeLoaded, loadBackends, refactoringsOf } from './synthesize-project.ts';

/** A definition to plan, and how to get at what its apps run. */
export interface PlannedDefinition {
  readonly loaded: LoadedDefinition;
  readonly packagesOf: (synthesis: Synthesis) => Promise<FoundPackages>;
}

/** Synthesizes, refreshes and plans. Diagnostics of the definition are in the plan; nothing is changed. */
export async function planApply(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState): Promise<PlannedProject> {
  const loaded = await loadBackends(context, session);
  return planDefinition(context, session, ports, found, { loaded, packagesOf: (synthesis) => readPackages(session.folder, synthesis) });
}

/** Plans a definition wherever it comes from: the code of the project, or the archive of a run. */
export async function planDefinition(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState, { loaded, packagesOf }: PlannedDefinition): Promise<PlannedProject> {
  const pins = await readPins(session, ports, found);
  const graph = await inPhase(context, 'compose', async () => composeLoaded(session, loaded, pins));
  const synthesis = await inPhase(context, 'synthesize', async () => refuseKnownValues(synthesize(graph), context.output.redact));
  refuseBroken(synthesis, context);
  const packages = await packagesOf(synthesis);
  const live = await readLive(context, ports, found);
  const refactorings = refactoringsOf(loaded.definition);
  const make = (from: Synthesis): Promise<Plan> => makePlan(context, session, ports, found, { kind: 'apply', synthesis: from, live, refactorings, packages: packages.hashes });
  return inPhase(context, 'plan', async () => {
    const plan = await make(synthesis);
    const next = nextGenerations(plan, found.state, kindOf);
    if (next.size === 0) {
      return { plan, definition: loaded.definition, synthesis: withOthersValues(synthesis, plan, live), packages: contentsFor(plan, packages) };
    }
    const renamed = synthesize(composeLoaded(session, loaded, new Map([...pins, ...next])));
    const again = await make(renamed);
    return { plan: again, definition: loaded.definition, synthesis: withOthersValues(renamed, again, live), packages: contentsFor(again, packages) };
  });
}
