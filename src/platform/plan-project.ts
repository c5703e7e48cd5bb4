import type { PendingSecret, WriteSecret } from '../engine/apply/pending-secret.ts';
import { previewRecovery } from '../engine/apply/preview-recovery.ts';
import type { RecoveryPreview } from '../engine/apply/preview-recovery.ts';
import type { Pin, StateStore } from '../engine/ports.ts';
import type { Address } from '../model/address.ts';
import type { Definition } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { Promotion } from '../model/promotion.ts';
import type { RunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { compareLockFile, resolvePins } from '../state/lock-file.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import { makePlan, readLive } from './make-plan.ts';
import { owner } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { showFindings } from './show-findings.ts';

/** A state as a command found it: the document with an interrupted run's journal over it. */
export interface FoundState {
  readonly state: StateDocument | undefined;
  readonly entries: readonly JournalEntry[];
  /** Addresses that an interrupted run left without an end. */
  readonly pending: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading a state needs of the ports; nothing of it writes. */
export interface StatePorts {
  readonly store: Pick<StateStore, 'read' | 'readJournal'>;
  readonly lockFile: Pick<NonNullable<ProjectPorts['lockFile']>, 'read'> | undefined;
}

/** A plan with what it was made from. */
export interface PlannedProject {
  readonly plan: Plan;
  readonly definition: Definition | undefined;
  readonly synthesis: Synthesis | undefined;
  /** Bytes of the packages that the plan publishes, by hash. */
  readonly packages?: ReadonlyMap<string, Uint8Array>;
  /** Values to write as soon as their vaults stand; never saved, archived or told. */
  readonly secrets?: readonly PendingSecret[];
  /** Comes with them. */
  readonly writeSecret?: WriteSecret;
  /** The run that it goes back to. */
  readonly returnsTo?: RunId;
  /** What was live elsewhere and is brought here. */
  readonly promotedFrom?: Promotion;
}

/**
 * Reads state, journal and lock file without any lock, and checks that they belong to the environment.
 * @throws AtakoraError `ATK1707`, `ATK1708` for a lock file ahead or foreign, `ATK1710` when the environment points elsewhere than its state.
 */
export async function findState(session: ProjectSession, ports: StatePorts, context: CommandContext): Promise<FoundState> {
  const stored = await ports.store.read();
  const entries = await ports.store.readJournal();
  const left = previewRecovery(stored, entries, foldFacts(session, context));
  const { state, pending } = left;
  refuseMoved(session, state);
  const lock = await ports.lockFile?.read();
  if (lock !== undefined) {
    compareLockFile(session.facts.key, stored, lock.file.environments[session.facts.key]);
  }
  return { state, entries, pending, diagnostics: [...(lock?.diagnostics ?? []), ...stillRunning(left, context)] };
}

/** What an earlier run started and nobody saw the end of. */
function stillRunning({ run, deployments }: RecoveryPreview, context: CommandContext): readonly Diagnostic[] {
  const names = deployments.map(({ deployment }) => deployment).join(', ');
  return names === '' ? [] : [diagnostic('warning', 'ATK1603', `run ${run ?? ''} left ${names}, which may still run in Azure`, { hint: `Return to it with \`${commandLine(context, 'apply --attach')}\`.` })];
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

/** Names and generations that addresses keep: of the state, then of the lock file. */
export async function readPins(session: ProjectSession, ports: StatePorts, found: FoundState): Promise<ReadonlyMap<string, Pin>> {
  const lock = await ports.lockFile?.read();
  return resolvePins(found.state, lock?.file ?? { version: 1, environments: {} }, session.facts.key);
}

/** Plans the removal of everything in the state; needs no code. */
export async function planDestroy(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState): Promise<PlannedProject> {
  const live = await readLive(context, ports, found);
  const plan = await inPhase(context, 'plan', () => makePlan(context, session, ports, found, { kind: 'destroy', synthesis: undefined, live }));
  return { plan, definition: undefined, synthesis: undefined };
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
