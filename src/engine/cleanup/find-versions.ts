import type { Finding, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { isOlder, latest, timeOfRun } from './age-of.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import type { SeenVersion } from './seen-records.ts';

/** Earlier versions of the state beyond the newest. `versions`: newest first, without the present one. */
export function findVersions({ before, keep }: CleanupQuestion, versions: readonly SeenVersion[]): Found {
  const findings: Finding[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const [index, { serial, run, updatedAt }] of versions.entries()) {
    const [id, name] = [String(serial), `serial ${serial}`];
    const leave = (reason: LeftReason, because: string): void => void leftAlone.push({ kind: 'state-versions', id, name, reason, because });
    const moment = latest([['written', updatedAt], ['run', timeOfRun(run)]]);
    if (index < keep) leave('kept', `it is among the newest ${keep}`);
    else if (moment === undefined) leave('age-unknown', 'it does not say when it was written');
    else if (!isOlder(moment, before)) leave('younger', `it was written ${moment.at}`);
    else findings.push({ kind: 'state-versions', id, name, ...(timeOfRun(run) === undefined ? {} : { run }), ...moment, because: keep === 0 ? 'an earlier version of the state' : `an earlier version of the state, beyond its newest ${keep}`, dependents: [] });
  }
  return { findings, leftAlone };
}
