import type { AzureBlobSetting } from '../engine/load/state-setting.ts';
import { AtakoraError } from '../model/errors.ts';
import { formatDuration } from '../ui/text/duration-text.ts';
import type { CommandContext } from './command-context.ts';
import type { ProjectSession } from './project-session.ts';
import { openContainer, stateVariables } from './state-backend.ts';
import { paragraph } from './state-text.ts';

/**
 * A role takes effect within ten minutes.
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
 */
const patienceMs = 10 * 60_000;
const waitMs = { first: 1_000, most: 30_000 } as const;

/** What a place that was just made may answer for a while: not found, not allowed, not reachable. */
const passing: ReadonlySet<string> = new Set(['ATK1715', 'ATK1801', 'ATK1802', 'ATK1804']);

/** Asks a container for something; resolves when it answers. */
export type Probe = () => Promise<void>;

/**
 * Waits until the container answers to us, longer and longer, and says so. Blobs of the local Azure that nobody serves are told and not waited for.
 * @throws AtakoraError `ATK1721` when it does not within ten minutes.
 */
export async function waitForAccess(context: CommandContext, setting: AzureBlobSetting, probe: Probe): Promise<void> {
  const { clock } = context.platform;
  const since = clock.monotonicMs();
  for (let pause: number = waitMs.first; ; pause = Math.min(pause * 2, waitMs.most)) {
    const refusal = await refusalOf(probe);
    if (refusal === undefined) {
      return;
    }
    if (refusal.code === 'ATK1719') {
      context.output.text(paragraph(context, `warning: ${refusal.message}. ${refusal.hint}`));
      return;
    }
    if (!passing.has(refusal.code) && !isMissing(refusal)) {
      throw refusal;
    }
    const waited = clock.monotonicMs() - since;
    if (waited + pause > patienceMs) {
      throw new AtakoraError('ATK1721', `the container ${setting.container} of ${setting.account} does not answer after ${formatDuration(waited)}: ${refusal.message}`, { cause: refusal });
    }
    const why = refusal.code === 'ATK1802' ? 'the role is not in effect yet, which may take ten minutes' : refusal.message;
    context.output.text(paragraph(context, `${why}; trying again in ${formatDuration(pause)}`));
    await clock.sleep(pause, context.signal);
  }
}

/** Whether a container answers to us now. */
export async function answersNow(probe: Probe): Promise<boolean> {
  const refusal = await refusalOf(probe);
  return refusal === undefined || refusal.code === 'ATK1719';
}

/** Asks the container of an environment; with a connection string, whose holder may do everything, it is made first. */
export function probeOf({ platform }: CommandContext, session: ProjectSession, setting: AzureBlobSetting): Probe {
  return async () => {
    const container = await openContainer(session, platform, setting);
    if ((platform.env[stateVariables.connection] ?? '') !== '') {
      await container.ensure();
    }
    await container.get('access');
  };
}

/** The service does not know the account yet. */
function isMissing({ cause }: AtakoraError): boolean {
  return typeof cause === 'object' && cause !== null && 'status' in cause && cause.status === 404;
}

async function refusalOf(probe: Probe): Promise<AtakoraError | undefined> {
  try {
    await probe();
    return undefined;
  } catch (error) {
    if (error instanceof AtakoraError) {
      return error;
    }
    throw error;
  }
}
