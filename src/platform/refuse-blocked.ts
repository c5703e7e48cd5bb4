import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';

/** Stops before the question when the plan may not be applied. @throws AtakoraError with the code of the first finding. */
export function refuseBlocked(made: Plan): void {
  const blocker = made.diagnostics.find((finding) => finding.severity === 'error');
  if (blocker !== undefined) {
    throw new AtakoraError(blocker.code, blocker.summary, { hint: blocker.hint, ...(blocker.location === undefined ? {} : { location: blocker.location }), ...(blocker.address === undefined ? {} : { address: blocker.address }) });
  }
}
