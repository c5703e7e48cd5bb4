import type { AzureFailure } from '../model/azure-failure.ts';

/**
 * Whether the same call may succeed when it is made again: soon, after the time that the answer's `Retry-After` gives, after minutes
 * in which something new becomes known everywhere, or not before something is changed.
 */
export type RetryAdvice = 'no' | 'soon' | 'after Retry-After' | 'after minutes';

/** Codes of the gateway's limits; the time is in the answer's headers. */
const throttled = new Set(['SubscriptionRequestsThrottled', 'TooManyRequests']);

/** Something else is being written. */
const busy = new Set(['429', 'AnotherOperationInProgress', 'ReferencedResourceNotProvisioned', 'RetryableError', 'RetryableErrorDueToAnotherOperation', 'DeploymentActive', 'ServerTimeout', 'BadGatewayConnection', 'InternalServerError', 'ServiceUnavailable', 'GatewayTimeout']);

/** Identities, rights, registrations, images and released names that are not known everywhere yet; when that does not pass, the input is wrong. */
const spreading = new Set([
  'PrincipalNotFound',
  'AuthorizationFailed',
  'Request_ResourceNotFound',
  'ServicePrincipalNotFound',
  'MissingRegistrationForLocation',
  'InUseSubnetCannotBeDeleted',
  'InvalidParameterValueInContainerTemplate',
  'NameNotAvailable',
  'NameUnavailable',
]);

/**
 * Judges an unfolded failure.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export function retryAdvice({ code, status = 0 }: AzureFailure): RetryAdvice {
  if (throttled.has(code)) return 'after Retry-After';
  if (spreading.has(code)) return 'after minutes';
  return busy.has(code) || status === 429 || (status >= 500 && status !== 501) ? 'soon' : 'no';
}

const hints: Readonly<Partial<Record<RetryAdvice, string>>> = {
  soon: 'Azure was busy or interrupted: run the command again in a moment.',
  'after Retry-After': 'Azure limits how often it is asked: wait a minute, then run the command again.',
  'after minutes': 'New identities, rights, registrations and released names take minutes to be known everywhere: run the command again then. If it fails once more, mend what the message names.',
};

/** What to do about a failure that may pass by itself; undefined when it does not. */
export function retryHint(failure: AzureFailure): string | undefined {
  return hints[retryAdvice(failure)];
}
