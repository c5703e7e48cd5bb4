import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';

/** Addresses that are named; the others are counted. */
const mostNamed = 3;

/**
 * Stops before the question when the plan may not be applied. The plan has been shown with every reason, so none is told again: what
 * it stops for is named, with all that has to be given to go on.
 * @throws AtakoraError with the code of the first finding.
 */
export function refuseBlocked(made: Plan): void {
  const blockers = made.diagnostics.filter((finding) => finding.severity === 'error');
  const [first] = blockers;
  if (first === undefined) return;
  const about = blockers.map(({ address, code }) => address ?? code);
  const more = about.length > mostNamed ? ` and ${about.length - mostNamed} more` : '';
  const losing = blockers.flatMap(({ address, code }) => (code === 'ATK1502' && address !== undefined ? [`--allow-data-loss ${address}`] : []));
  throw new AtakoraError(first.code, `nothing is applied, because of ${about.slice(0, mostNamed).join(', ')}${more}: the plan says why`, {
    hint: losing.length === blockers.length ? `To let the data go, add ${losing.join(' ')}` : first.hint,
  });
}
