import type { BlobRefusal, BlobRefusalReason } from '../engine/blob-container.ts';

/** @see https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const reasons: Readonly<Record<string, BlobRefusalReason>> = {
  BlobNotFound: 'missing',
  BlobAlreadyExists: 'exists',
  ConditionNotMet: 'changed',
  TargetConditionNotMet: 'changed',
  AppendPositionConditionNotMet: 'moved',
  LeaseAlreadyPresent: 'leased',
  LeaseIdMissing: 'leased',
  LeaseIsBreakingAndCannotBeAcquired: 'leased',
  LeaseIsBreakingAndCannotBeChanged: 'leased',
  LeaseIdMismatchWithBlobOperation: 'lease-lost',
  LeaseIdMismatchWithLeaseOperation: 'lease-lost',
  LeaseNotPresentWithBlobOperation: 'lease-lost',
  LeaseNotPresentWithLeaseOperation: 'lease-lost',
  LeaseIsBrokenAndCannotBeRenewed: 'lease-lost',
  LeaseAlreadyBroken: 'lease-lost',
  LeaseLost: 'lease-lost',
};

/** Status and code of what the SDK threw. */
function answerOf(error: unknown): { readonly status: number; readonly code: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code, response } = error as Error & { readonly statusCode?: unknown; readonly code?: unknown; readonly response?: { readonly headers?: { get(name: string): string | undefined } } };
  if (typeof statusCode !== 'number') return undefined;
  // An answer to HEAD has no body; the code is then in the header alone.
  return { status: statusCode, code: response?.headers?.get('x-ms-error-code') ?? (typeof code === 'string' ? code : '') };
}

/** A condition that did not hold; undefined for every other failure. */
export function blobRefusal(error: unknown): BlobRefusal | undefined {
  const answer = answerOf(error);
  const reason = answer === undefined ? undefined : reasons[answer.code];
  return answer === undefined || reason === undefined ? undefined : { ok: false, reason, ...answer };
}

/** True when the container is not there, or no longer: a deleted one lingers for half a minute. */
export function isContainerMissing(error: unknown): boolean {
  return ['ContainerNotFound', 'ContainerBeingDeleted'].includes(answerOf(error)?.code ?? '');
}
