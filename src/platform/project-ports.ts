import { join } from 'node:path';
import type { Azure, RunArchive, StateStore } from '../engine/ports.ts';
import type { PollInterval } from '../engine/apply/apply-ports.ts';
import { cloudPollMs } from '../engine/apply/apply-ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { createFingerprinter, fingerprintKeyPath, openFingerprintKey, readKey } from '../state/fingerprint.ts';
import type { Fingerprinter } from '../state/fingerprint.ts';
import { createLocalStateStore } from '../state/local-state-store.ts';
import type { LockOwner } from '../state/local-state-store.ts';
import { createLockFileStore } from '../state/lock-file-store.ts';
import type { LockFileStore } from '../state/lock-file-store.ts';
import { createLocalRunArchive } from '../state/run-archive.ts';
import type { Platform } from './platform.ts';
import type { ProjectSession } from './project-session.ts';

/** The adapters of one environment, each made when it is first asked for. */
export interface ProjectPorts {
  readonly store: StateStore;
  readonly archive: RunArchive;
  /** Undefined for twins, which never touch it. */
  readonly lockFile: LockFileStore | undefined;
  readonly poll: PollInterval;
  azure(): Promise<Azure>;
  /** `make`: the key is made when there is none; else undefined without one. */
  fingerprint(make: boolean): Promise<Fingerprinter | undefined>;
}

/** How often a simulated deployment is asked for its progress; it answers in process. */
const localPollMs: PollInterval = { min: 25, max: 200 };

/**
 * Wires the ports of a session. A twin keeps everything under the git-ignored `.atakora/local/`.
 * @throws AtakoraError `ATK1711` for a real cloud without a state setting.
 */
export function openPorts(session: ProjectSession, platform: Platform): ProjectPorts {
  const { facts, folder } = session;
  if (facts.state === undefined) {
    throw new AtakoraError('ATK1711', `environment "${facts.name}" on ${facts.cloud} has no state setting`);
  }
  const base = join(folder, '.atakora', ...(facts.twin ? ['local'] : []));
  const stateFolder = join(base, 'state', session.loaded.project.id);
  const who = owner(platform);
  let azure: Promise<Azure> | undefined;
  return {
    store: createLocalStateStore({ folder: stateFolder, project: session.loaded.project.id, environment: facts.key, clock: platform.clock, ids: platform.ids, who, isAlive: platform.isAlive }),
    archive: createLocalRunArchive(join(base, 'runs')),
    lockFile: facts.twin ? undefined : createLockFileStore({ path: join(folder, '.atakora', 'state.lock.json'), clock: platform.clock, ids: platform.ids, who, isAlive: platform.isAlive }),
    poll: facts.cloud === 'local' ? localPollMs : cloudPollMs,
    azure: () => (azure ??= connect(session, platform)),
    fingerprint: async (make) => {
      const key = make ? await openFingerprintKey(stateFolder, facts.key) : await readKey(fingerprintKeyPath(stateFolder, facts.key));
      return key === undefined ? undefined : createFingerprinter(key);
    },
  };
}

/** Twins have a world of their own: an environment whose cloud is the local Azure has resources of the same names. */
async function connect(session: ProjectSession, platform: Platform): Promise<Azure> {
  const { facts, folder } = session;
  if (facts.cloud === 'local') {
    const { connectLocalAzure } = await import('../azure/connect-local.ts');
    return connectLocalAzure({ worldFolder: join(folder, '.atakora', 'local', facts.twin ? 'world' : 'environments-world'), clock: platform.clock, ids: platform.ids, tenantId: facts.tenantId, subscriptionId: facts.subscriptionId });
  }
  const { connectAzure } = await import('../azure/connect.ts');
  return connectAzure({ cloud: facts.cloud, tenantId: facts.tenantId, subscriptionId: facts.subscriptionId });
}

/** Who holds locks and signs states: the CI job's link when one runs there. */
export function owner(platform: Platform): LockOwner {
  const { env, who } = platform;
  const github = env['GITHUB_SERVER_URL'] !== undefined && env['GITHUB_RUN_ID'] !== undefined ? `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID']}` : undefined;
  const ciLink = github ?? env['BUILD_BUILDURI'] ?? env['CI_JOB_URL'];
  return { user: who.user, host: who.host, pid: who.processId, ...(ciLink === undefined ? {} : { ciLink }) };
}
