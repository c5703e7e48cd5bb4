import { previewRecovery } from '../engine/apply/preview-recovery.ts';
import { buildPlan } from '../engine/plan/build-plan.ts';
import { refresh } from '../engine/refresh/refresh.ts';
import type { Address } from '../model/address.ts';
import type { Definition } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { StateDocument } from '../model/state.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import { compareLockFile, resolvePins } from '../state/lock-file.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import { owner } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { showFindings } from './show-findings.ts';
import { synthesizeProject } from './synthesize-project.ts';

/** A state as a command found it: the document with an interrupted run's journal over it. */
export interface FoundState {
  readonly state: StateDocument | undefined;
  readonly entries: readonly JournalEntry[];
  /** Addresses that an interrupted run left without an end. */
  readonly pending: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan with what it was made from. */
export interface PlannedProject {
  readonly plan: Plan;
  readonly definition: Definition | undefined;
  readonly synthesis: Synthesis | undefined;
}

/**
 * Reads state, journal and lock file without any lock, and checks that they belong to the environment.
 * @throws AtakoraError `ATK1707`, `ATK1708` for a lock file ahead or foreign, `ATK1710` when the environment points elsewhere than its state.
 */
export async function findState(session: ProjectSession, ports: ProjectPorts, context: CommandContext): Promise<FoundState> {
  const stored = await ports.store.read();
  const entries = await ports.store.readJournal();
  const { state, pending } = previewRecovery(stored, entries, foldFacts(session, context));
  refuseMoved(session, state);
  const lock = await ports.lockFile?.read();
  if (lock !== undefined) {
    compareLockFile(session.facts.key, stored, lock.file.environments[session.facts.key]);
  }
  return { state, entries, pending, diagnostics: lock?.diagnostics ?? [] };
}

/** What folding a journal needs to know of the environment. */
export function foldFacts(session: ProjectSession, context: CommandContext): { readonly project: string; readonly environment: string; readonly updatedBy: string } {
  const { user, host } = owner(context.platform);
  return { project: session.loaded.project.id, environment: session.facts.key, updatedBy: `${user}@${host}` };
}

function refuseMoved(session: ProjectSession, state: StateDocument | undefined): void {
  if (state === undefined || Object.keys(state.resources).length === 0) {
    return;
  }
  const { facts } = session;
  const moved = (['cloud', 'tenantId', 'subscriptionId'] as const).filter((field) => state[field].toLowerCase() !== facts[field].toLowerCase());
  const first = moved[0];
  if (first !== undefined) {
    throw new AtakoraError('ATK1710', `environment "${facts.name}" points to ${first} ${facts[first]}, its state to ${state[first]}`);
  }
}

/** Synthesizes, refreshes and plans. Diagnostics of the definition are in the plan; nothing is changed. */
export async function planApply(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState): Promise<PlannedProject> {
  const lock = await ports.lockFile?.read();
  const pins = resolvePins(found.state, lock?.file ?? { version: 1, environments: {} }, session.facts.key);
  const { definition, synthesis } = await synthesizeProject(context, session, pins);
  refuseBroken(synthesis, context);
  const plan = await planWith(context, ports, found, 'apply', synthesis, session);
  return { plan, definition, synthesis };
}

/** Plans the removal of everything in the state; needs no code. */
export async function planDestroy(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState): Promise<PlannedProject> {
  return { plan: await planWith(context, ports, found, 'destroy', undefined, session), definition: undefined, synthesis: undefined };
}

/** @throws AtakoraError `ATK1002` for a `--refresh` that is neither true nor false. */
function wantsRefresh(context: CommandContext): boolean {
  const given = textFlag(context, 'refresh') ?? 'true';
  if (given !== 'true' && given !== 'false') {
    throw new AtakoraError('ATK1002', `--refresh ${given} is not one of true, false`);
  }
  return given === 'true';
}

async function planWith(context: CommandContext, ports: ProjectPorts, found: FoundState, kind: 'apply' | 'destroy', synthesis: Synthesis | undefined, session: ProjectSession): Promise<Plan> {
  const { state } = found;
  const live = !wantsRefresh(context) || state === undefined ? undefined : await inPhase(context, 'refresh', async () => refresh(state, kindOf, await ports.azure(), { signal: context.signal }));
  const fingerprint = await ports.fingerprint(false);
  return inPhase(context, 'plan', async () =>
    buildPlan({
      kind,
      synthesis: synthesis === undefined ? undefined : { ...synthesis, diagnostics: [...found.diagnostics, ...synthesis.diagnostics] },
      state,
      live,
      pending: found.pending,
      kinds: kindOf,
      allowDataLoss: listFlag(context, 'allow-data-loss'),
      projectName: session.loaded.project.name,
      ...(fingerprint === undefined ? {} : { fingerprint }),
    }),
  );
}

/**
 * Stops before anything is read from Azure when the definition itself has errors; all of them are shown.
 * @throws AtakoraError with the code of the first.
 */
export function refuseBroken(synthesis: Synthesis, context: CommandContext): void {
  const errors = synthesis.diagnostics.filter((finding) => finding.severity === 'error');
  const [first, ...others] = errors;
  if (first === undefined) {
    return;
  }
  // What follows from an error comes after it, so the first is the one to mend.
  if (context.output.shows) {
    for (const finding of others) {
      context.output.emit({ type: 'diagnostic', diagnostic: finding });
    }
  } else {
    showFindings(context, others);
  }
  throw new AtakoraError(first.code, first.summary, { hint: first.hint, ...(first.location === undefined ? {} : { location: first.location }), ...(first.address === undefined ? {} : { address: first.address }) });
}
