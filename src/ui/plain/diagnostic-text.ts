import type { Diagnostic } from '../../model/diagnostic.ts';
import { formatLocation } from '../../model/source-location.ts';
import { wrapText } from '../text/fit-text.ts';
import type { TextSurface } from './text-surface.ts';

/** What a diagnostic or an error says, in the parts that every view shows. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Said instead of the severity. */
  readonly label?: string;
  readonly code: string;
  readonly summary: string;
  readonly hint: string;
  /** `file:line:column`. */
  readonly place?: string;
  readonly address?: string;
  /** Further facts, such as a correlation id. */
  readonly facts?: readonly string[];
}

/** A diagnostic as a finding. */
export function findingOf(diagnostic: Diagnostic): Finding {
  return {
    severity: diagnostic.severity,
    code: diagnostic.code,
    summary: diagnostic.summary,
    hint: diagnostic.hint,
    ...(diagnostic.location === undefined ? {} : { place: formatLocation(diagnostic.location) }),
    ...(diagnostic.address === undefined ? {} : { address: diagnostic.address }),
  };
}

/** `warning ATK1312: …`, then place, address and hint, each on a line below. */
export function findingLines(finding: Finding, surface: TextSurface): readonly string[] {
  const details = [
    ...(finding.place === undefined ? [] : [`at ${finding.place}`]),
    ...(finding.address === undefined ? [] : [`in ${finding.address}`]),
    ...(finding.facts ?? []),
  ];
  return [
    ...findingHead(finding, surface),
    ...details.flatMap((detail) => wrapText(detail, surface.width - 2, 2).map((line) => `  ${surface.style('dim', line)}`)),
    ...wrapText(`${surface.glyphs.hint} ${finding.hint}`, surface.width - 2, 2).map((line) => `  ${line}`),
  ];
}

/** `warning ATK1312: …` alone. */
export function findingHead({ label: said, severity, code, summary }: Omit<Finding, 'hint'>, surface: TextSurface): readonly string[] {
  const label = `${said ?? severity} ${code}`;
  const [first = '', ...rest] = wrapText(`${label}: ${summary}`, surface.width, 2);
  return [first.startsWith(label) ? surface.style(severity, label) + first.slice(label.length) : first, ...rest];
}
