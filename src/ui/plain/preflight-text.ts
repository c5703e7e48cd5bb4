import type { EngineEvent } from '../../model/event.ts';
import type { PreflightFinding, PreflightSeverity } from '../../model/preflight.ts';
import { formatLocation } from '../../model/source-location.ts';
import { formatDuration } from '../text/duration-text.ts';
import { wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { findingLines } from './diagnostic-text.ts';
import type { TextSurface } from './text-surface.ts';

type PreflightEvent = Extract<EngineEvent, { readonly type: 'preflight' }>;

const labels: Readonly<Record<PreflightSeverity, string>> = { blocker: 'blocker', warning: 'warning', 'could-not-check': 'could not check' };

/** Blockers first. What passed is one line; what nobody could look at is said, never counted as passed. */
export function preflightLines({ outcomes, findings, elapsedMs }: PreflightEvent, surface: TextSurface, verbosity: 'quiet' | 'normal' | 'verbose'): readonly string[] {
  const counts = (['blocker', 'could-not-check', 'warning'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [severity === 'could-not-check' ? `${count} could not be checked` : plural(count, labels[severity])];
  });
  const checks = `Preflight: ${plural(outcomes.length, 'check')} in ${formatDuration(elapsedMs)}${counts.length === 0 ? ', nothing found' : `: ${counts.join(', ')}`}`;
  const head = verbosity === 'quiet' ? [] : wrapText(checks, surface.width, 2).map((line) => surface.style('dim', line));
  const ordered = (['blocker', 'could-not-check', 'warning'] as const).flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return [...head, ...ordered.flatMap((finding) => linesOf(finding, surface))];
}

function linesOf({ severity, code, summary, hint, address, location }: PreflightFinding, surface: TextSurface): readonly string[] {
  return findingLines(
    {
      severity: severity === 'blocker' ? 'error' : 'warning',
      label: labels[severity],
      code,
      summary,
      hint,
      ...(location === undefined ? {} : { place: formatLocation(location) }),
      ...(address === undefined ? {} : { address }),
    },
    surface,
  );
}
