import type { PermissionFacts } from '../../engine/doctor/check-permissions.ts';
import { missingPermissions } from '../../engine/preflight/check-permissions.ts';
import { preflight } from '../../engine/preflight/preflight.ts';
import { buildPlan } from '../../engine/plan/build-plan.ts';
import type { PreflightInput } from '../../engine/preflight/preflight-input.ts';
import type { ConnectedAzure } from '../../engine/azure-questions.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Preflight, PreflightCheck } from '../../model/preflight.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import type { CommandContext } from '../command-context.ts';
import { readPins } from '../plan-project.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { ProjectSession } from '../project-session.ts';
import { synthesizeProject } from '../synthesize-project.ts';

/** What the code makes, and the state that it meets; nothing is asked of Azure for it. */
export interface Backend {
  readonly synthesis: Synthesis;
  /** Absent when nothing was applied, or when it cannot be read. */
  readonly state: StateDocument | undefined;
  /** Why the state cannot be read. */
  readonly stateError?: AtakoraError;
}

/** Loads the code and synthesizes it with the names that the state has given. @throws AtakoraError of any code for code that cannot be loaded. */
export async function readBackend(context: CommandContext, session: ProjectSession, ports: ProjectPorts | AtakoraError): Promise<Backend> {
  const { state, stateError } = await readState(ports);
  const pins = ports instanceof AtakoraError ? new Map<string, never>() : await readPins(session, ports, { state, entries: [], pending: [], diagnostics: [] });
  const { synthesis } = await synthesizeProject(context, session, pins);
  return { synthesis, state, ...(stateError === undefined ? {} : { stateError }) };
}

/** The state; none where no place is said for it, since nothing can have been applied then. */
export async function readState(ports: ProjectPorts | AtakoraError): Promise<Pick<Backend, 'state' | 'stateError'>> {
  try {
    return { state: ports instanceof AtakoraError ? undefined : await ports.store.read() };
  } catch (error) {
    if (error instanceof AtakoraError && error.source !== 'bug') return { state: undefined, stateError: error };
    throw error;
  }
}

/**
 * Asks Azure what preflight asks. `whole`: about everything that the backend has, as if nothing were there; else about what the next apply
 * would make.
 */
export async function askPreflight(context: CommandContext, azure: ConnectedAzure, backend: Backend, about: 'whole' | 'next', checks: readonly PreflightCheck[]): Promise<Preflight> {
  return preflight(inputFor(context, azure, backend, about), checks);
}

/** What this identity may not do of what the next apply would do, and of all that the backend has. */
export async function askPermissions(context: CommandContext, azure: ConnectedAzure, backend: Backend): Promise<Pick<PermissionFacts, 'next' | 'whole'>> {
  const [next, whole] = await Promise.all([missingPermissions(inputFor(context, azure, backend, 'next')), missingPermissions(inputFor(context, azure, backend, 'whole'))]);
  return { next, whole };
}

function inputFor(context: CommandContext, azure: ConnectedAzure, backend: Backend, about: 'whole' | 'next'): PreflightInput {
  const { synthesis } = backend;
  const plan = about === 'whole' ? wholePlan(backend) : buildPlan({ kind: 'apply', synthesis, state: backend.state, live: undefined, pending: [], kinds: kindOf });
  return { plan, synthesis, azure, questions: azure.questions, kindOf, clock: context.platform.clock, signal: context.signal, secretNames: (uri, signal) => namesIn(azure, uri, signal) };
}

/** A plan that makes everything, but for resource groups that are there: nobody makes those anew, and rights are often given on them alone. */
function wholePlan({ synthesis, state }: Backend): Plan {
  const plan = buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: kindOf });
  const stays = ({ type, address }: Change): boolean => type.toLowerCase() === 'microsoft.resources/resourcegroups' && state?.resources[address] !== undefined;
  return { ...plan, changes: plan.changes.filter((change) => !stays(change)) };
}

/** Names of the secrets in a vault. */
export async function namesIn(azure: ConnectedAzure, vaultUri: string, signal?: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of azure.secrets(vaultUri).list(signal)) names.push(name);
  return names;
}
