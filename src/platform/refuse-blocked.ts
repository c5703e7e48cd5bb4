import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';

/**
 * Stops before the question when the plan may not be applied, for the first reason; further ones are counted, and what has to be given
 * for all of them is told at once.
 * `lossIsTyped`: a person is asked to type the environment's name, which allows the loss of data as well as naming each address does.
 * @throws AtakoraError with the code of the first finding.
 */
export function refuseBlocked(made: Plan, { lossIsTyped = false }: { readonly lossIsTyped?: boolean } = {}): void {
  const blockers = made.diagnostics.filter((finding) => finding.severity === 'error');
  const [first] = blockers;
  if (first === undefined || (lossIsTyped && blockers.every(({ code }) => code === 'ATK1502'))) return;
  const { code, summary, location, address } = first;
  const losing = blockers.flatMap((blocker) => (blocker.code === 'ATK1502' && blocker.address !== undefined ? [`--allow-data-loss ${blocker.address}`] : []));
  const hint = losing.length === blockers.length && losing.length > 1 ? `To let all of that data go, add ${losing.join(' ')}` : first.hint;
  const more = blockers.length === 1 ? '' : ` (and ${blockers.length - 1} more, see the plan)`;
  throw new AtakoraError(code, `${summary}${more}`, { hint, ...(location === undefined ? {} : { location }), ...(address === undefined ? {} : { address }) });
}
