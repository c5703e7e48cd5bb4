import type { FailureAdvice } from '../../model/azure-failure.ts';

/**
 * One known failure of Azure in the user's terms. Texts and commands name facts of the failure in braces (`failure-facts.ts`); named groups
 * of `message` come before them. A text leaves out what is not known.
 */
export interface FailureRule extends Omit<FailureAdvice, 'rule' | 'sentence' | 'fix'> {
  /** Command to type; of several the first of which everything is known. None is told where each lacks a part. */
  readonly fix?: string | readonly string[];
  /** Stable name, kebab-case. */
  readonly id: string;
  /** Innermost codes that it is about; absent: any. */
  readonly codes?: readonly string[];
  /** What the message must say; for codes that mean many things. */
  readonly message?: RegExp;
  readonly status?: number;
  readonly sentence: string;
}
