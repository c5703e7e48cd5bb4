import type { DoctorCheck, DoctorFinding, DoctorOutcome, DoctorStatus } from '../../model/doctor.ts';
import { cleanLine, wrapText } from '../../ui/text/fit-text.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../ui/text/glyphs.ts';
import { plural } from '../../ui/text/plural.ts';
import { createStyle } from '../../ui/text/style.ts';
import type { StyleRole } from '../../ui/text/style.ts';
import type { GlobalOptions } from '../global-options.ts';

/** How the report is drawn. */
export type ReportLook = Pick<GlobalOptions, 'width' | 'color' | 'ascii' | 'screenReader' | 'verbosity'>;

/** What is looked at, in words. */
export const checkTitles: Readonly<Record<DoctorCheck, string>> = {
  node: 'Node.js',
  terminal: 'Terminal',
  git: 'Git',
  network: 'Network',
  clock: 'Clock',
  project: 'Project',
  'sign-in': 'Sign-in',
  permissions: 'Permissions',
  providers: 'Providers',
  quotas: 'Quotas',
  names: 'Names',
  state: 'State',
  vault: 'Vault',
};

const roles: Readonly<Record<DoctorStatus, StyleRole>> = { ok: 'success', warning: 'warning', problem: 'error', 'could-not-check': 'warning' };

const words: Readonly<Record<DoctorStatus, string>> = { ok: 'ok:', warning: 'warning:', problem: 'problem:', 'could-not-check': 'not checked:' };

/** The lines of one check. With --quiet what is well is left out. */
export function outcomeText({ check, findings, elapsedMs }: DoctorOutcome, look: ReportLook): string {
  const shown = look.verbosity === 'quiet' ? findings.filter(({ status }) => status !== 'ok') : findings;
  const lines = shown.flatMap((finding) => findingLines(checkTitles[check], finding, look));
  const time = look.verbosity === 'verbose' && lines.length > 0 ? [createStyle(look.color)('dim', `  ${elapsedMs} ms`)] : [];
  return [...lines, ...time].map((line) => `${line}\n`).join('');
}

function findingLines(title: string, { status, summary, next, code, place, detail }: DoctorFinding, look: ReportLook): readonly string[] {
  const paint = createStyle(look.color);
  const glyphs = look.ascii ? asciiGlyphs : unicodeGlyphs;
  const sign = detail === true ? (look.screenReader ? 'note:' : glyphs.bullet) : look.screenReader ? words[status] : { ok: glyphs.done, warning: glyphs.warning, problem: glyphs.failed, 'could-not-check': '?' }[status];
  const head = `${sign} ${title}: `;
  const [first = '', ...rest] = wrapped(`${head}${cleanLine(summary)}${code === undefined ? '' : ` (${code})`}`, look, 0, 2);
  return [
    first.startsWith(sign) ? `${paint(detail === true ? 'dim' : roles[status], sign)}${first.slice(sign.length)}` : first,
    ...rest,
    ...(place === undefined ? [] : wrapped(`at ${place}`, look, 2, 2).map((line) => paint('dim', line))),
    ...(next === undefined ? [] : wrapped(`${look.screenReader ? 'mend:' : glyphs.arrow} ${cleanLine(next)}`, look, 2, 2)),
  ];
}

/** A text at its indentation, within the width of a terminal; whole in a pipe. */
function wrapped(text: string, { width }: ReportLook, indent: number, hanging: number): readonly string[] {
  const lines = width === undefined ? [text] : wrapText(text, Math.max(40, width) - indent, hanging);
  return lines.map((line) => `${' '.repeat(indent)}${line}`);
}

/** How many of each there are, as the last line. */
export function totalText(outcomes: readonly DoctorOutcome[], look: ReportLook): string {
  const count = (status: DoctorStatus): number => outcomes.flatMap(({ findings }) => findings).filter((finding) => finding.status === status).length;
  const [problems, warnings, unknown] = [count('problem'), count('warning'), count('could-not-check')];
  const parts = [...(problems > 0 ? [plural(problems, 'problem')] : []), ...(warnings > 0 ? [plural(warnings, 'warning')] : []), ...(unknown > 0 ? [`${unknown} not checked`] : [])];
  const sentence = parts.length === 0 ? 'Nothing is wrong.' : `Found ${parts.join(', ')}.`;
  const role = problems > 0 ? 'error' : parts.length > 0 ? 'warning' : 'success';
  return wrapped(sentence, look, 0, 2).map((line) => `${createStyle(look.color)(role, line)}\n`).join('');
}
