import type { ErrorCode } from '../../model/error-codes.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { DoctorFinding, DoctorStatus } from '../../model/doctor.ts';
import { formatLocation } from '../../model/source-location.ts';

/** All is well. */
export function good(summary: string): DoctorFinding {
  return { status: 'ok', summary };
}

/** A fact beside the others, neither good nor bad. */
export function detail(summary: string): DoctorFinding {
  return { status: 'ok', summary, detail: true };
}

/** What would be a problem, where nobody has said that it is needed. */
export function unneeded(findings: readonly DoctorFinding[]): readonly DoctorFinding[] {
  return findings.map((finding) => (finding.status === 'problem' ? { ...finding, status: 'warning' } : finding));
}

/** A finding with what to do about it. */
export function found(status: Exclude<DoctorStatus, 'ok'>, summary: string, next: string, code?: ErrorCode): DoctorFinding {
  return { status, summary, next, ...(code === undefined ? {} : { code }) };
}

/** A coded error as a finding. */
export function foundError(status: Exclude<DoctorStatus, 'ok'>, error: AtakoraError): DoctorFinding {
  return { ...found(status, error.message, error.hint, error.code), ...(error.location === undefined ? {} : { place: formatLocation(error.location) }) };
}

const order: readonly DoctorStatus[] = ['problem', 'could-not-check', 'warning'];

/** The worst status of some findings; `ok` without any. */
export function worstOf(findings: readonly DoctorFinding[]): DoctorStatus {
  return order.find((status) => findings.some((finding) => finding.status === status)) ?? 'ok';
}
