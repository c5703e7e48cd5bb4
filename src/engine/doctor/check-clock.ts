import type { DoctorFinding, EndpointProbe } from '../../model/doctor.ts';
import { found, good } from './finding.ts';

export interface ClockFacts {
  /** Absent: the environment is on the local Azure, whose clock is this machine's. */
  readonly probe?: EndpointProbe;
  /** `linux`, `darwin`, `win32`. */
  readonly system: string;
}

/** Microsoft Entra takes tokens whose times are off by at most five minutes. @see https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens */
const refusedMs = 5 * 60_000;
const noticedMs = 30_000;

const mends: Readonly<Record<string, string>> = {
  linux: 'Let the system keep it: `sudo timedatectl set-ntp true`.',
  darwin: 'Set it from a time server: `sudo sntp -sS time.apple.com`.',
  win32: 'Set it from a time server: `w32tm /resync`.',
};

/** The clock of this machine and that of Azure agree. */
export function checkClock({ probe, system }: ClockFacts): readonly DoctorFinding[] {
  if (probe === undefined) return [good('the local Azure goes by the clock of this machine')];
  const skewMs = probe.result === 'answered' ? skewOf(probe) : undefined;
  if (skewMs === undefined) return [found('could-not-check', 'no answer of Azure says what time it is', 'Mend the network first, then run `atakora doctor` again.')];
  const size = Math.abs(skewMs);
  if (size < noticedMs) return [good('the clock agrees with that of Azure')];
  const text = `the clock of this machine is ${durationText(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} that of Azure`;
  const next = mends[system] ?? 'Set the time of the system.';
  return [size >= refusedMs ? found('problem', `${text}: sign-ins and signed requests are refused`, next) : found('warning', text, next)];
}

/** Milliseconds by which this machine is ahead; the answer's second began at most a second before, and was written between sending and receiving. */
function skewOf({ date, sentAt, receivedAt }: Extract<EndpointProbe, { readonly result: 'answered' }>): number | undefined {
  const theirs = Date.parse(date ?? '');
  if (!Number.isFinite(theirs)) return undefined;
  const [sent, received] = [Date.parse(sentAt), Date.parse(receivedAt)];
  if (received < theirs) return received - theirs;
  return sent > theirs + 1_000 ? sent - theirs - 1_000 : 0;
}

function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 2) return `${Math.round(ms / 1_000)} seconds`;
  if (minutes < 120) return `${Math.round(minutes)} minutes`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1_440)} days`;
}
