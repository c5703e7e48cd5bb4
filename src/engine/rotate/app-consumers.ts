import { AtakoraError } from '../../model/errors.ts';
import type { ConsumerReport } from '../../model/rotation.ts';
import type { Address } from '../../model/address.ts';
import { mapBounded } from '../apply/bounded.ts';
import type { FunctionApps } from '../function-apps.ts';
import type { Clock } from '../ports.ts';

/** An app that reads a secret. */
export interface RotationApp {
  readonly address: Address;
  /** Full ARM resource id. */
  readonly resourceId: string;
}

/** How long apps are waited for, in milliseconds. */
export interface HealthWaits {
  /** Between telling an app to start anew and the first look: before, its old host still answers. */
  readonly settleMs: number;
  readonly pollMs: number;
  /** How long an app may take to start. */
  readonly patienceMs: number;
  /** How long an app may say that it fails, as hosts do on their way up, until that is believed. */
  readonly doubtMs: number;
}

/** Waits that fit apps in Azure, and the local Azure, which answers at once. */
export const cloudHealthWaits: HealthWaits = { settleMs: 10_000, pollMs: 5_000, patienceMs: 180_000, doubtMs: 30_000 };
export const localHealthWaits: HealthWaits = { settleMs: 0, pollMs: 20, patienceMs: 2_000, doubtMs: 60 };

/** What apps are told and asked through. */
export interface ConsumerPorts {
  readonly apps: Pick<FunctionApps, 'refreshSecrets' | 'restart' | 'secretReferences' | 'health'>;
  readonly clock: Clock;
  readonly waits: HealthWaits;
  readonly signal?: AbortSignal;
}

/** Apps that are told or asked at once. */
const atOnce = 4;

const siteId = /\/providers\/microsoft\.web\/sites\/[^/]+$/i;

/** Apps that can be told to read a secret anew. */
export function canBeTold({ resourceId }: RotationApp): boolean {
  return siteId.test(resourceId);
}

/**
 * Has every app fetch its secrets again, and starts it anew so that its processes see them. Apps that are not deployed read the new value
 * when they are.
 * @throws AtakoraError `ATK1620`, `ATK18xx` when one refuses.
 */
export async function refreshConsumers(apps: readonly RotationApp[], ports: ConsumerPorts, tell: (report: ConsumerReport) => void): Promise<readonly RotationApp[]> {
  const told = await mapBounded(apps, atOnce, async (app) => {
    const { address } = app;
    if (!canBeTold(app)) {
      tell({ address, status: 'left' });
      return undefined;
    }
    const since = ports.clock.monotonicMs();
    if ((await ports.apps.refreshSecrets(app.resourceId, ports.signal)) === 'absent') {
      tell({ address, status: 'absent' });
      return undefined;
    }
    await ports.apps.restart(app.resourceId, ports.signal);
    tell({ address, status: 'refreshed', elapsedMs: Math.round(ports.clock.monotonicMs() - since) });
    return app;
  });
  return told.filter((app) => app !== undefined);
}

/** Waits for the apps to come up and to hold the secret. @param secretName as the vault has it */
export async function watchConsumers(apps: readonly RotationApp[], secretName: string, ports: ConsumerPorts, tell: (report: ConsumerReport) => void): Promise<readonly ConsumerReport[]> {
  if (apps.length > 0) await ports.clock.sleep(ports.waits.settleMs, ports.signal);
  return mapBounded(apps, atOnce, async ({ address, resourceId }) => {
    const since = ports.clock.monotonicMs();
    const { health, reads } = await watchApp(resourceId, secretName, ports);
    const report: ConsumerReport = { address, status: 'asked', health, ...(reads === undefined ? {} : { reads }), elapsedMs: Math.round(ports.clock.monotonicMs() - since) };
    tell(report);
    return report;
  });
}

/** True for an app that does not run; one that nobody could ask is not held against the value. */
export function isIll({ health }: ConsumerReport): boolean {
  return health?.kind === 'failing' || health?.kind === 'starting';
}

type AppState = Required<Pick<ConsumerReport, 'health'>> & Pick<ConsumerReport, 'reads'>;

async function watchApp(id: string, secretName: string, ports: ConsumerPorts): Promise<AppState> {
  const { clock, waits, signal } = ports;
  const since = clock.monotonicMs();
  for (;;) {
    const state = await lookAt(id, secretName, ports);
    const { kind } = state.health;
    const patience = kind === 'starting' ? waits.patienceMs : kind === 'failing' ? waits.doubtMs : 0;
    if (clock.monotonicMs() - since >= patience) return state;
    await clock.sleep(waits.pollMs, signal);
  }
}

/** How the app is; one that runs without the secret, because it could not fetch it, does not run as it should. */
async function lookAt(id: string, secretName: string, { apps, signal }: ConsumerPorts): Promise<AppState> {
  try {
    const health = await apps.health(id, signal);
    if (health.kind !== 'running' && health.kind !== 'unchecked') return { health };
    const own = (await apps.secretReferences(id, signal)).filter((reference) => reference.secretName.toLowerCase() === secretName.toLowerCase());
    const lost = own.find(({ status }) => status !== 'Resolved' && status !== 'Initialized' && status !== '');
    if (lost !== undefined) return { health: { kind: 'failing', why: `its setting ${lost.setting} does not get the secret: ${lost.status}` } };
    const reads = own.find(({ version }) => version !== undefined)?.version;
    return { health, ...(reads === undefined ? {} : { reads }) };
  } catch (error) {
    if (signal?.aborted !== true && error instanceof AtakoraError && error.source !== 'bug') return { health: { kind: 'unchecked', why: error.message } };
    throw error;
  }
}
