import type { DoctorCheck, DoctorFinding } from '../../model/doctor.ts';
import type { Preflight, PreflightCheck, PreflightFinding } from '../../model/preflight.ts';
import { formatLocation } from '../../model/source-location.ts';
import { found, good } from './finding.ts';

/** Which checks of preflight answer for which of ours. */
export const preflightOf = {
  providers: ['providers'],
  quotas: ['quotas', 'regions', 'limits'],
  names: ['names', 'deleted'],
} as const satisfies Partial<Record<DoctorCheck, readonly PreflightCheck[]>>;

/** Our checks that preflight answers for. */
export type PreflightedCheck = keyof typeof preflightOf;

const passed: Readonly<Record<PreflightedCheck, string>> = {
  providers: 'all resource providers of the backend are registered and offer its types',
  quotas: 'quotas, regions and limits leave room for what would be made',
  names: 'the names of what would be made are free',
};

/** A finding of preflight in our words. */
export function findingOfPreflight({ severity, summary, hint, code, location }: PreflightFinding): DoctorFinding {
  const status = severity === 'blocker' ? 'problem' : severity;
  return { ...found(status, summary, hint, code), ...(location === undefined ? {} : { place: formatLocation(location) }) };
}

/** What preflight says about one of our checks. */
export function fromPreflight(check: PreflightedCheck, { findings }: Preflight): readonly DoctorFinding[] {
  const own = findings.filter((finding) => preflightOf[check].some((name) => name === finding.check));
  return own.length === 0 ? [good(passed[check])] : own.map(findingOfPreflight);
}
