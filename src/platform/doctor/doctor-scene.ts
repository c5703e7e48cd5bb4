import { resolve } from 'node:path';
import type { ConnectedAzure } from '../../engine/azure-questions.ts';
import type { EndpointProbe, SignInAttempt } from '../../model/doctor.ts';
import type { CloudName } from '../../model/environment-settings.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { openProject } from '../project-session.ts';
import type { ProjectSession } from '../project-session.ts';
import { connectAzureOf, openPorts } from '../project-ports.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { Backend } from './read-backend.ts';

/** What became of opening the project. */
export type OpenedProject =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly error: AtakoraError }
  | { readonly kind: 'open'; readonly session: ProjectSession; readonly ports: ProjectPorts | AtakoraError };

/** What all checks share; what is slow is begun once, and waited for by those that need it. */
export interface DoctorScene {
  readonly context: CommandContext;
  /** Absolute path of the folder that is looked at. */
  readonly folder: string;
  readonly opened: OpenedProject;
  /** Undefined when everything is on the local Azure. */
  readonly cloud: Exclude<CloudName, 'local'> | undefined;
  readonly probe: () => Promise<EndpointProbe | undefined>;
  readonly attempts: () => Promise<readonly SignInAttempt[] | undefined>;
  /** What the code makes; read once for all checks. @throws AtakoraError for code that cannot be loaded. */
  readonly backend: (opened: Extract<OpenedProject, { readonly kind: 'open' }>) => Promise<Backend>;
  /** The subscription of the environment; also where no place is said for its state. */
  readonly azure: (opened: Extract<OpenedProject, { readonly kind: 'open' }>) => Promise<ConnectedAzure>;
  /** Aborted by Ctrl-C, and when the last check has been told. */
  readonly signal: AbortSignal;
}

/** Longest wait for one request, and for one way to sign in, in milliseconds. */
const probeMs = 5_000;
const signInMs = 8_000;

/** Opens the project, where there is one, and gets the rest ready. */
export async function openDoctor(context: CommandContext, signal: AbortSignal): Promise<DoctorScene> {
  const opened = await openKindly(context);
  const cloud = cloudOf(context, opened);
  const { env, clock } = context.platform;
  const tenantId = opened.kind === 'open' ? opened.session.facts.tenantId : undefined;
  return {
    context,
    folder: resolve(context.platform.cwd, context.options.cwd ?? '.'),
    opened,
    cloud,
    signal,
    backend: onceFor(async ({ session, ports }) => (await import('./read-backend.ts')).readBackend({ ...context, signal }, session, ports)),
    azure: onceFor(({ session }) => connectAzureOf(session, context.platform)),
    probe: once(async () => (cloud === undefined ? undefined : (await import('../../azure/probe-endpoint.ts')).probeEndpoint({ cloud, now: () => clock.now(), patienceMs: probeMs }, signal))),
    attempts: once(async () => (cloud === undefined ? undefined : (await import('../../azure/sign-in-chain.ts')).trySignIns({ cloud, env, patienceMs: signInMs, ...(tenantId === undefined ? {} : { tenantId }) }, signal))),
  };
}

async function openKindly(context: CommandContext): Promise<OpenedProject> {
  try {
    const session = await openProject(context);
    return { kind: 'open', session, ports: portsOf(session, context) };
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    // A name that was typed wrong is no finding about the project.
    if (error.code === 'ATK1004' && context.options.environment !== undefined) throw error;
    return error.code === 'ATK1101' ? { kind: 'none' } : { kind: 'broken', error };
  }
}

function portsOf(session: ProjectSession, { platform }: CommandContext): ProjectPorts | AtakoraError {
  try {
    return openPorts(session, platform);
  } catch (error) {
    if (error instanceof AtakoraError && error.source !== 'bug') return error;
    throw error;
  }
}

/** Without a project, or with one that does not say, the public cloud is what most people mean. */
function cloudOf({ options }: CommandContext, opened: OpenedProject): DoctorScene['cloud'] {
  if (opened.kind !== 'open') return options.local ? undefined : 'AzureCloud';
  const { cloud } = opened.session.facts;
  return cloud === 'local' ? undefined : cloud;
}

/** There is one project only. */
function onceFor<K, T>(make: (key: K) => Promise<T>): (key: K) => Promise<T> {
  let made: Promise<T> | undefined;
  return (key) => (made ??= make(key));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
