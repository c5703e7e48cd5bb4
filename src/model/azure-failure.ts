import type { ErrorCode } from './error-codes.ts';

/**
 * Whether the same call may succeed when it is made again: soon, after the time that the answer's `Retry-After` gives, after minutes
 * in which something new becomes known everywhere, or not before something is changed.
 */
export type RetryAdvice = 'no' | 'soon' | 'after Retry-After' | 'after minutes';

/** What can be done about a failure by the tool itself, once somebody agrees. */
export type FailureMend = 'register-provider' | 'recover-namesake' | 'purge-namesake' | 'wait';

/** A failure in the user's terms, by a rule of `src/azure/failure-rules`. */
export interface FailureAdvice {
  /** Name of the rule, such as `storage-name-taken`; `unknown` when none fits. */
  readonly rule: string;
  /** Kind of the failure: `ATK1805` and following. */
  readonly code: ErrorCode;
  /** One sentence: what happened. */
  readonly sentence: string;
  /** What to do about it. */
  readonly hint: string;
  readonly retry: RetryAdvice;
  /** Command to type, when one helps. */
  readonly fix?: string;
  readonly mend?: FailureMend;
}

/** What Azure said when a call or a deployment failed, unfolded as far as known. Holds no header, token or body of a request. */
export interface AzureFailure {
  /** Innermost code, such as `StorageAccountAlreadyTaken`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status of the call, when there was one. */
  readonly status?: number;
  /** Resource id that the failure is about. */
  readonly target?: string;
  readonly correlationId?: string;
  readonly details?: readonly AzureFailure[];
  /** Given by the Azure port to every failure that it reports. */
  readonly advice?: FailureAdvice;
}
