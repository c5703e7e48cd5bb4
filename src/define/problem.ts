import type { ErrorCode } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { SourceLocation } from '../model/source-location.ts';

/** Something wrong in what a user defined, before it is told to anybody. */
export interface Problem {
  readonly code: ErrorCode;
  /** One sentence with the concrete names. */
  readonly summary: string;
  readonly hint?: string;
  readonly location?: SourceLocation;
}

/** A problem with a field or value of a component or option. */
export function wrong(summary: string, hint?: string): Problem {
  return { code: 'ATK1308', summary, ...(hint === undefined ? {} : { hint }) };
}

/**
 * Ends the definition when there are problems, telling all of them.
 * @throws AtakoraError with the code, place and hint of the first.
 */
export function refuse(problems: readonly Problem[], subject: string, location: SourceLocation | undefined): void {
  const [first, ...rest] = problems;
  if (first === undefined) {
    return;
  }
  const at = first.location ?? location;
  const summary = (problem: Problem): string => `${problem.summary}${problem === first || problem.hint === undefined ? '' : ` (${problem.hint})`}`;
  const message = rest.length === 0 ? `${subject}: ${first.summary}` : `${subject} has ${problems.length} problems: ${problems.map((problem, index) => `${index + 1}. ${summary(problem)}`).join('; ')}`;
  throw new AtakoraError(first.code, message, {
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    ...(at === undefined ? {} : { location: at }),
  });
}
