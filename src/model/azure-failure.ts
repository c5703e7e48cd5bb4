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
}
