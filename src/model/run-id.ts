import { AtakoraError } from './errors.ts';

/** Id of a synthesis run: `synth-20251014-153000-b8d4e2a1` (UTC date, time, 8 hex digits). */
export type RunId = string & { readonly __brand: 'RunId' };

const pattern = /^synth-\d{8}-\d{6}-[0-9a-f]{8}$/;

/** Makes a run id. `at` is an ISO 8601 UTC time; `random` are 8 lower-case hex digits. */
export function formatRunId(at: string, random: string): RunId {
  const digits = at.replace(/\.\d+/, '').replace(/[-:TZ]/g, '');
  return parseRunId(`synth-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${random}`);
}

/** @throws AtakoraError `ATK1007` when the text has not the form of a run id. */
export function parseRunId(text: string): RunId {
  if (!pattern.test(text)) {
    throw new AtakoraError('ATK1007', `"${text}" is not a run id (synth-YYYYMMDD-HHMMSS-xxxxxxxx)`);
  }
  return text as RunId;
}
