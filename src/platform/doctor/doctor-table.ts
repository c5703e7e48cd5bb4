import { checkClock } from '../../engine/doctor/check-clock.ts';
import { checkGit } from '../../engine/doctor/check-git.ts';
import { checkNetwork } from '../../engine/doctor/check-network.ts';
import { checkNode } from '../../engine/doctor/check-node.ts';
import { checkPermissions } from '../../engine/doctor/check-permissions.ts';
import { checkProject } from '../../engine/doctor/check-project.ts';
import { checkSignIn, decidingAttempt } from '../../engine/doctor/check-sign-in.ts';
import { checkState } from '../../engine/doctor/check-state.ts';
import { checkTerminal } from '../../engine/doctor/check-terminal.ts';
import { checkVault } from '../../engine/doctor/check-vault.ts';
import { found, good, unneeded } from '../../engine/doctor/finding.ts';
import { fromPreflight, preflightOf } from '../../engine/doctor/preflight-findings.ts';
import type { PreflightedCheck } from '../../engine/doctor/preflight-findings.ts';
import { checkSignIn as preflightSignIn } from '../../engine/preflight/check-sign-in.ts';
import type { ConnectedAzure } from '../../engine/azure-questions.ts';
import type { DoctorCheck, DoctorFinding } from '../../model/doctor.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { CommandContext } from '../command-context.ts';
import { stateVariables } from '../state-backend.ts';
import type { DoctorScene, OpenedProject } from './doctor-scene.ts';
import type { Backend } from './read-backend.ts';
import { readGit } from './read-git.ts';
import { readNetwork, readNode, readTerminal } from './read-machine.ts';

/** One check: what it needs to be looked at, and how long it may take. */
export interface DoctorRow {
  /** `machine`: always. `project`: in a project that can be opened. */
  readonly needs: 'machine' | 'project';
  /** Longest time, in milliseconds. */
  readonly patienceMs: number;
  readonly look: (scene: DoctorScene, signal: AbortSignal) => Promise<readonly DoctorFinding[]>;
}

const machine = (patienceMs: number, look: DoctorRow['look']): DoctorRow => ({ needs: 'machine', patienceMs, look });
const project = (patienceMs: number, look: DoctorRow['look']): DoctorRow => ({ needs: 'project', patienceMs, look });

/** Every check. All are looked at at once; those that ask Azure wait for the network and the sign-in to be known. */
export const doctorTable: Readonly<Record<DoctorCheck, DoctorRow>> = {
  node: machine(5_000, async ({ context, folder }) => checkNode(await readNode(context.platform, folder))),
  terminal: machine(5_000, async ({ context }) => checkTerminal(readTerminal(context))),
  git: machine(10_000, async ({ context, folder, opened }, signal) => {
    const facts = await readGit(folder, context.platform.env, signal);
    return facts.kind === 'no-repository' && opened.kind === 'none' ? [good('this folder is in no repository')] : checkGit(facts);
  }),
  network: machine(10_000, async ({ context, probe, opened }) => {
    const findings = checkNetwork(await readNetwork(context.platform, await probe()));
    return opened.kind === 'open' ? findings : unneeded(findings);
  }),
  clock: machine(10_000, async ({ probe }) => {
    const answer = await probe();
    return checkClock({ system: process.platform, ...(answer === undefined ? {} : { probe: answer }) });
  }),
  project: machine(20_000, lookAtProject),
  'sign-in': machine(20_000, lookAtSignIn),
  permissions: project(30_000, lookAtPermissions),
  providers: preflighted('providers', 'whole'),
  quotas: preflighted('quotas', 'next'),
  names: preflighted('names', 'next'),
  state: project(20_000, lookAtState),
  vault: project(30_000, lookAtVault),
};

async function lookAtProject(scene: DoctorScene): Promise<readonly DoctorFinding[]> {
  const { opened, folder } = scene;
  if (opened.kind === 'none') return checkProject({ kind: 'none', folder });
  if (opened.kind === 'broken') return checkProject(opened);
  const { facts, loaded } = opened.session;
  const said = { kind: 'open', project: loaded.project.name, environment: facts.key, cloud: facts.cloud, location: facts.location } as const;
  try {
    const { synthesis } = await scene.backend(opened);
    return checkProject({ ...said, code: { kind: 'loaded', resources: synthesis.resources.length, diagnostics: synthesis.diagnostics } });
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    return checkProject({ ...said, code: { kind: 'broken', error } });
  }
}

async function lookAtSignIn(scene: DoctorScene, signal: AbortSignal): Promise<readonly DoctorFinding[]> {
  const { opened, attempts, probe } = scene;
  const tried = await attempts();
  if (tried === undefined) return checkSignIn({ kind: 'local' });
  const said = { kind: 'cloud', attempts: tried, selection: scene.context.platform.env['AZURE_TOKEN_CREDENTIALS'] ?? '' } as const;
  if (opened.kind !== 'open') return unneeded(checkSignIn(said));
  const { tenantId, subscriptionId: id } = opened.session.facts;
  const reached = (await probe())?.result === 'answered' && decidingAttempt(tried)?.result === 'worked';
  if (!reached) return checkSignIn({ ...said, tenantId });
  return checkSignIn({ ...said, tenantId, subscription: { id, findings: await askSubscription(await scene.azure(opened), signal) } });
}

/** Whether the subscription is there, and this sign-in sees it. */
async function askSubscription(azure: ConnectedAzure, signal: AbortSignal): Promise<readonly PreflightFinding[]> {
  try {
    return await preflightSignIn({ azure, questions: azure.questions, signal });
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    return [{ check: 'sign-in', severity: 'could-not-check', code: error.code, summary: error.message, hint: error.hint }];
  }
}

async function lookAtPermissions(scene: DoctorScene, signal: AbortSignal): Promise<readonly DoctorFinding[]> {
  return withAzure(scene, async (azure, opened) => {
    const backend = await scene.backend(opened);
    if (isBroken(backend)) return [brokenCode];
    if (backend.stateError !== undefined) return [noState];
    const { askPermissions } = await import('./read-backend.ts');
    const objectId = await objectIdOf(scene);
    return checkPermissions({ ...(await askPermissions(within(scene.context, signal), azure, backend)), ...(objectId === undefined ? {} : { objectId }) });
  });
}

async function objectIdOf({ attempts }: DoctorScene): Promise<string | undefined> {
  const decided = decidingAttempt((await attempts()) ?? []);
  return decided?.result === 'worked' ? decided.identity.objectId : undefined;
}

async function lookAtState({ context, opened, probe, attempts }: DoctorScene): Promise<readonly DoctorFinding[]> {
  if (opened.kind !== 'open') return [];
  const { facts } = opened.session;
  const throughNetwork = typeof facts.state === 'object' && facts.cloud !== 'local' && (context.platform.env[stateVariables.connection] ?? '') === '';
  if (throughNetwork && (await probe())?.result === 'failed') return [unreachable];
  if (throughNetwork && decidingAttempt((await attempts()) ?? [])?.result !== 'worked') return [notSignedIn];
  const { readStateFacts } = await import('./read-state.ts');
  return checkState(await readStateFacts(context, opened.session, opened.ports));
}

async function lookAtVault(scene: DoctorScene, signal: AbortSignal): Promise<readonly DoctorFinding[]> {
  return withAzure(scene, async (azure, opened) => {
    const [{ askPreflight, readState }, { readVaults }] = await Promise.all([import('./read-backend.ts'), import('./read-vault.ts')]);
    const { state, stateError } = await readState(opened.ports);
    if (stateError !== undefined) return [noState];
    // Code that cannot be loaded hides which secrets it wants, not the vault.
    const backend = await scene.backend(opened).catch(unlessBug);
    const missing = backend === undefined ? [] : (await askPreflight(within(scene.context, signal), azure, backend, 'next', ['secrets'])).findings;
    const objectId = await objectIdOf(scene);
    const vaults = await readVaults(azure, state, { missing, ...(objectId === undefined ? {} : { objectId }) }, signal);
    return vaults.flatMap(checkVault);
  });
}

function unlessBug(error: unknown): undefined {
  if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
  return undefined;
}

function preflighted(check: PreflightedCheck, about: 'whole' | 'next'): DoctorRow {
  return project(30_000, (scene, signal) =>
    withAzure(scene, async (azure, opened) => {
      const backend = await scene.backend(opened);
      if (about === 'next' && backend.stateError !== undefined) return [noState];
      if (isBroken(backend)) return [brokenCode];
      const { askPreflight } = await import('./read-backend.ts');
      return fromPreflight(check, await askPreflight(within(scene.context, signal), azure, backend, about, preflightOf[check]));
    }),
  );
}

function isBroken({ synthesis }: Backend): boolean {
  return synthesis.diagnostics.some(({ severity }) => severity === 'error');
}

const unreachable = found('could-not-check', 'Azure cannot be reached', 'Mend the network first.');
const notSignedIn = found('could-not-check', 'nobody is signed in', 'Sign in first.');
const noState = found('could-not-check', 'the state cannot be read', 'Mend the state first.');
const brokenCode = found('could-not-check', 'the code has errors', 'Mend the project first.');

type Open = Extract<OpenedProject, { readonly kind: 'open' }>;

/** Asks Azure, once it is known that it can be asked. */
async function withAzure({ opened, cloud, probe, attempts, azure }: DoctorScene, ask: (connected: ConnectedAzure, opened: Open) => Promise<readonly DoctorFinding[]>): Promise<readonly DoctorFinding[]> {
  if (opened.kind !== 'open') return [];
  if (cloud !== undefined) {
    const [reached, tried] = await Promise.all([probe(), attempts()]);
    if (reached?.result === 'failed') return [unreachable];
    if (decidingAttempt(tried ?? [])?.result !== 'worked') return [notSignedIn];
  }
  try {
    return await ask(await azure(opened), opened);
  } catch (error) {
    // The check of the project tells what is wrong with the code.
    if (error instanceof AtakoraError && /^ATK1[23]/.test(error.code)) return [brokenCode];
    throw error;
  }
}

function within(context: CommandContext, signal: AbortSignal): CommandContext {
  return { ...context, signal };
}
