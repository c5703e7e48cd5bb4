import { found, foundError, worstOf } from '../../engine/doctor/finding.ts';
import type { DoctorCheck, DoctorFinding, DoctorOutcome } from '../../model/doctor.ts';
import { doctorChecks } from '../../model/doctor.ts';
import { AtakoraError } from '../../model/errors.ts';
import { typedMend } from '../command-line.ts';
import type { DoctorScene } from './doctor-scene.ts';
import type { DoctorRow } from './doctor-table.ts';
import { doctorTable } from './doctor-table.ts';

/** The checks of a scene, in their order, each under way. */
export function startChecks(scene: DoctorScene, table: Readonly<Record<DoctorCheck, DoctorRow>> = doctorTable): readonly Promise<DoctorOutcome>[] {
  const wanted = doctorChecks.filter((check) => table[check].needs === 'machine' || scene.opened.kind === 'open');
  const started = wanted.map((check) => runCheck(check, table[check], scene));
  // They are awaited one after another: one that is rejected before its turn is not unheard.
  for (const outcome of started) outcome.catch(() => undefined);
  return started;
}

async function runCheck(check: DoctorCheck, row: DoctorRow, scene: DoctorScene): Promise<DoctorOutcome> {
  const { clock } = scene.context.platform;
  const since = clock.monotonicMs();
  const findings = (await bounded(row, scene)).map((finding) => typed(finding, scene));
  return { check, status: worstOf(findings), findings, elapsedMs: Math.round(clock.monotonicMs() - since) };
}

/** What a check finds, in the time that it has. @throws the signal's reason when the user interrupts, and what is a bug of ours. */
async function bounded({ look, patienceMs }: DoctorRow, scene: DoctorScene): Promise<readonly DoctorFinding[]> {
  const patience = AbortSignal.timeout(patienceMs);
  const signal = AbortSignal.any([scene.signal, patience]);
  try {
    return await Promise.race([look(scene, signal), whenAborted(signal)]);
  } catch (error) {
    scene.signal.throwIfAborted();
    if (patience.aborted) return [found('could-not-check', `no answer within ${Math.round(patienceMs / 1_000)} seconds`, 'Run `atakora doctor` again; when it stays so, look at the network.')];
    if (error instanceof AtakoraError && error.source !== 'bug') return [foundError('could-not-check', error)];
    throw error;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
  });
}

/** Commands that can be typed as they stand. */
function typed(finding: DoctorFinding, { context }: DoctorScene): DoctorFinding {
  return finding.next === undefined ? finding : { ...finding, next: typedMend(context, finding.next) };
}
