import type { ErrorCode } from './error-codes.ts';
import { errorCodes } from './error-codes.ts';
import type { SourceLocation } from './source-location.ts';

/**
 * A finding about the user's input, carried as a value so that all of them are reported, not only the first.
 * `error` stops the command before anything is changed; `warning` is shown in every plan and never stops it.
 */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning';
  /** What is wrong, one sentence with the concrete names. */
  readonly summary: string;
  /** What to type or change next. */
  readonly hint: string;
  readonly location?: SourceLocation;
  readonly address?: string;
}

/** Builds a diagnostic; the hint defaults to the registry's mend. */
export function diagnostic(
  severity: Diagnostic['severity'],
  code: ErrorCode,
  summary: string,
  rest: { readonly hint?: string; readonly location?: SourceLocation | undefined; readonly address?: string } = {},
): Diagnostic {
  return {
    code,
    severity,
    summary,
    hint: rest.hint ?? errorCodes[code].mend,
    ...(rest.location === undefined ? {} : { location: rest.location }),
    ...(rest.address === undefined ? {} : { address: rest.address }),
  };
}

/** Each finding once, where it comes first: what several backends or environments share is found in each of them. */
export function uniqueFindings(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, summary, location, address }: Diagnostic): string => [code, summary, address ?? '', location?.file ?? '', location?.line ?? '', location?.column ?? ''].join('\n');
  const seen = new Set<string>();
  return findings.filter((finding) => !seen.has(keyOf(finding)) && seen.add(keyOf(finding)));
}
