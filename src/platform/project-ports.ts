import { join } from 'node:path';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { RequestRetry } from '../azure/retry-policy.ts';
import type { PollInterval } from '../engine/apply/apply-ports.ts';
import { cloudPollMs } from '../engine/apply/apply-ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { createFingerprinter, fingerprintKeyPath, openFingerprintKey, readKey } from '../state/fingerprint.ts';
import type { Fingerprinter } from '../state/fingerprint.ts';
import { createLocalStateStore } from '../state/local-state-store.ts';
import type { LockOwner } from '../state/lock-owner.ts';
import { createLockFileStore } from '../state/lock-file-store.ts';
import type { LockFileStore } from '../state/lock-file-store.ts';
import { createLocalRunArchive } from '../state/run-archive.ts';
import type { Platform } from './platform.ts';
import type { ProjectSession } from './project-session.ts';
import { openBlobBackend } from './state-backend.ts';
import type { StateBackend } from './state-backend.ts';

/** The adapters of one environment, each made when it is first asked for. */
export interface ProjectPorts extends StateBackend {
  /** Undefined for twins, which never touch it. */
  readonly lockFile: LockFileStore | undefined;
  readonly poll: PollInterval;
  azure(): Promise<ConnectedAzure>;
  /** Who hears of requests to Azure that are sent again, and of api versions that it no longer knows. */
  tellRetries(listener: (retry: RequestRetry) => void, warn?: (text: string) => void): void;
  /** `make`: the key is made when there is none; else undefined without one. */
  fingerprint(make: boolean): Promise<Fingerprinter | undefined>;
}

/** How often a simulated deployment is asked for its progress; it answers in process. */
const localPollMs: PollInterval = { min: 10, max: 200 };

/**
 * Wires the ports of a session. A twin keeps everything under the git-ignored `.atakora/local/`.
 * @throws AtakoraError `ATK1711` for a real cloud without a state setting.
 */
export function openPorts(session: ProjectSession, platform: Platform): ProjectPorts {
  const { facts, folder } = session;
  if (facts.state === undefined) {
    throw new AtakoraError('ATK1711', `environment "${facts.name}" on ${facts.cloud} has no state setting`);
  }
  const stateFolder = join(localBase(session), 'state', session.loaded.project.id);
  const who = owner(platform);
  let azure: Promise<ConnectedAzure> | undefined;
  let hear: (retry: RequestRetry) => void = () => undefined;
  let warned: (text: string) => void = () => undefined;
  return {
    ...(facts.state === 'local' ? openLocalBackend(session, platform) : openBlobBackend(session, platform, facts.state, who)),
    lockFile: facts.twin ? undefined : createLockFileStore({ path: join(folder, '.atakora', 'state.lock.json'), clock: platform.clock, ids: platform.ids, who, isAlive: platform.isAlive }),
    poll: facts.cloud === 'local' ? localPollMs : cloudPollMs,
    azure: () => (azure ??= connectLiving(session, platform, (retry) => hear(retry), (text) => warned(text))),
    tellRetries: (listener, warn) => {
      hear = listener;
      warned = warn ?? warned;
    },
    fingerprint: async (make) => {
      const key = make ? await openFingerprintKey(stateFolder, facts.key) : await readKey(fingerprintKeyPath(stateFolder, facts.key));
      return key === undefined ? undefined : createFingerprinter(key);
    },
  };
}

/** The files of the project in which an environment keeps its record, or kept it before it was moved to a container. */
export function openLocalBackend(session: ProjectSession, platform: Platform): StateBackend {
  const { facts, loaded } = session;
  const place = { project: loaded.project.id, environment: facts.key };
  const base = localBase(session);
  return {
    store: createLocalStateStore({ ...place, folder: join(base, 'state', place.project), clock: platform.clock, ids: platform.ids, who: owner(platform), isAlive: platform.isAlive }),
    archive: createLocalRunArchive(join(base, 'runs')),
  };
}

function localBase({ facts, folder }: ProjectSession): string {
  return join(folder, '.atakora', ...(facts.twin ? ['local'] : []));
}

/** Folder of the local Azure's world. Twins have one of their own: an environment whose cloud is the local Azure has resources of the same names. */
function worldFolder({ facts, folder }: ProjectSession): string {
  return join(folder, '.atakora', 'local', facts.twin ? 'world' : 'environments-world');
}

/** Connects to the cloud of an environment, in its own subscription or another one. */
export async function connectAzureOf(session: ProjectSession, platform: Platform, subscriptionId = session.facts.subscriptionId, onRetry?: (retry: RequestRetry) => void): Promise<ConnectedAzure> {
  const { cloud, tenantId } = session.facts;
  if (cloud === 'local') {
    const { connectLocalAzure } = await import('../azure/connect-local.ts');
    return connectLocalAzure({ worldFolder: worldFolder(session), clock: platform.clock, ids: platform.ids, tenantId, subscriptionId, onRetry });
  }
  const { connectAzure } = await import('../azure/connect.ts');
  return connectAzure({ cloud, tenantId, subscriptionId, location: session.facts.location, onRetry });
}

/** Reads and deletes also what was applied with an api version that Azure has given up. */
async function connectLiving(session: ProjectSession, platform: Platform, onRetry: (retry: RequestRetry) => void, warn: (text: string) => void): Promise<ConnectedAzure> {
  const [connected, { withLivingVersions }, { kindOf }] = await Promise.all([
    connectAzureOf(session, platform, session.facts.subscriptionId, onRetry),
    import('../engine/refresh/living-versions.ts'),
    import('../resources/catalogue.ts'),
  ]);
  return withLivingVersions(connected, kindOf, warn);
}

/** Who holds locks and signs states: the CI job's link when one runs there. */
export function owner(platform: Platform): LockOwner {
  const { env, who } = platform;
  const github = env['GITHUB_SERVER_URL'] !== undefined && env['GITHUB_RUN_ID'] !== undefined ? `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID']}` : undefined;
  const ciLink = github ?? env['BUILD_BUILDURI'] ?? env['CI_JOB_URL'];
  return { user: who.user, host: who.host, pid: who.processId, ...(ciLink === undefined ? {} : { ciLink }) };
}
