import type { AzureFailure } from '../../model/azure-failure.ts';
import type { AtakoraError } from '../../model/errors.ts';

/** Codes that only say that something inside of them failed. */
const wrappers: ReadonlySet<string> = new Set([
  'DeploymentFailed',
  'DeploymentOperationFailed',
  'ResourceDeploymentFailure',
  'InvalidTemplateDeployment',
  'ValidationForResourceFailed',
  'BadRequest',
  'Conflict',
]);

/** The failure that names the cause: the first leaf that is not a mere wrapper, else the first leaf. Facts of outer levels fill its gaps. */
export function innermostFailure(failure: AzureFailure): AzureFailure {
  const leaves = leavesOf(failure);
  const leaf = leaves.find((candidate) => !wrappers.has(candidate.code)) ?? leaves[0] ?? failure;
  const { details: _inner, ...plain } = leaf;
  return plain;
}

function leavesOf(failure: AzureFailure): readonly AzureFailure[] {
  const details = failure.details ?? [];
  if (details.length === 0) return [failure];
  const { status, target, correlationId } = failure;
  const outer = {
    ...(status === undefined ? {} : { status }),
    ...(target === undefined ? {} : { target }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  return details.flatMap((detail) => leavesOf({ ...outer, ...detail }));
}

/** What Azure said, from an error that the Azure port threw: the failure it carries as its cause, else its own code and message. */
export function failureOf(error: AtakoraError): AzureFailure {
  return isFailure(error.cause) ? innermostFailure(error.cause) : { code: error.code, message: error.message };
}

function isFailure(cause: unknown): cause is AzureFailure {
  return typeof cause === 'object' && cause !== null && !(cause instanceof Error) && 'code' in cause && 'message' in cause && typeof cause.code === 'string' && typeof cause.message === 'string';
}
