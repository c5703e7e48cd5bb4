import type { FailureAdvice } from '../../model/azure-failure.ts';

/**
 * One known failure of Azure in the user's terms. `{name}`, `{type}`, `{group}` in the texts are those of the failure's target;
 * named groups of `message` come before them. What is not known reads as `NAME`, `TYPE`, …
 */
export interface FailureRule extends Omit<FailureAdvice, 'rule' | 'sentence'> {
  /** Stable name, kebab-case. */
  readonly id: string;
  /** Innermost codes that it is about; absent: any. */
  readonly codes?: readonly string[];
  /** What the message must say; for codes that mean many things. */
  readonly message?: RegExp;
  readonly status?: number;
  readonly sentence: string;
}
