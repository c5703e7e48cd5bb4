import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DoctorFinding } from '../../model/doctor.ts';
import type { AtakoraError } from '../../model/errors.ts';
import { formatLocation } from '../../model/source-location.ts';
import { found, foundError, good } from './finding.ts';

/** What became of opening the project. */
export type ProjectFacts =
  | { readonly kind: 'none'; readonly folder: string }
  /** Manifest, configuration or environment cannot be used. */
  | { readonly kind: 'broken'; readonly error: AtakoraError }
  | {
      readonly kind: 'open';
      readonly project: string;
      /** Environment key. */
      readonly environment: string;
      readonly cloud: string;
      readonly location: string;
      readonly code: { readonly kind: 'loaded'; readonly resources: number; readonly diagnostics: readonly Diagnostic[] } | { readonly kind: 'broken'; readonly error: AtakoraError };
    };

/** The project can be opened in its environment, and its code makes resources. */
export function checkProject(facts: ProjectFacts): readonly DoctorFinding[] {
  switch (facts.kind) {
    case 'none':
      return [found('warning', `there is no project in ${facts.folder}: only the machine was looked at`, 'Start one with `atakora init`, or name its folder with -C.', 'ATK1101')];
    case 'broken':
      return [foundError('problem', facts.error)];
    case 'open':
      return [good(where(facts)), ...codeFindings(facts)];
  }
}

function where({ project, environment, cloud, location }: Extract<ProjectFacts, { readonly kind: 'open' }>): string {
  return cloud === 'local' ? `${project} in ${environment}, on the local Azure: no account is needed and nothing of this is in the cloud` : `${project} in ${environment}, on ${cloud} in ${location}`;
}

function codeFindings({ code }: Extract<ProjectFacts, { readonly kind: 'open' }>): readonly DoctorFinding[] {
  if (code.kind === 'broken') return [foundError('problem', code.error)];
  const errors = code.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return [good(`the code makes ${code.resources} ${code.resources === 1 ? 'resource' : 'resources'}`)];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return [{ ...found('problem', `${first.summary}${more}`, 'See all of it: `atakora validate`.', first.code), ...(first.location === undefined ? {} : { place: formatLocation(first.location) }) }];
}
