import type { AzureFailure } from '../model/azure-failure.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import { failureOf } from './sdk-call.ts';
import type { TokenTimes } from './token-times.ts';

/** The vault that a call went to. */
export interface VaultPlace {
  readonly name: string;
  /** Full ARM resource id, where it is known. */
  readonly id: string | undefined;
}

/** The call that failed. */
export interface FailedCall {
  /** Completes "Azure refused to …". */
  readonly what: string;
  readonly secret?: string;
  readonly version?: string;
  /** The call reads and changes nothing: a smaller role is enough. */
  readonly reads?: boolean;
}

/** What is known around a failure. */
export interface FailedPlace extends VaultPlace {
  readonly times: TokenTimes;
  /** False: Resource Manager has no such vault. */
  readonly exists?: boolean | undefined;
}

/** What a vault refused, in the user's terms; the error itself where nothing better is known. */
export function vaultFailure(error: AtakoraError, call: FailedCall, place: FailedPlace): AtakoraError {
  const failure = failureOf(error);
  if ('exists' in place) return unresolved(error, call, place);
  if (failure === undefined) return error;
  switch (failure.advice?.rule) {
    case 'vault-right':
      return notAllowed(failure, call, place);
    case 'vault-policy-right':
      return noPolicy(failure, call, place);
    case 'vault-firewall':
      return notLetIn(failure, call, place);
    case 'secret-token-times':
      return wrongTimes(failure, place);
    case 'secret-disabled':
      return toldAs('ATK2223', failure, `${subject(call)} of ${place.name} is disabled`, `Set a new version, or enable that one: \`az keyvault secret set-attributes --vault-name ${place.name} --name ${call.secret ?? 'NAME'}${call.version === undefined ? '' : ` --version ${call.version}`} --enabled true\``);
    case 'secret-deleted':
    case 'secret-deleted-unnamed':
      return told(failure, `a deleted secret ${call.secret ?? ''} of ${place.name} can still be recovered, and holds the name`);
    case 'secret-moving':
      return told(failure, `the secret ${call.secret ?? ''} of ${place.name} is still being deleted, recovered or purged`);
    case 'secret-not-deleted':
      return told(failure, `the secret ${call.secret ?? ''} of ${place.name} is not deleted`);
    case 'secret-missing':
      return told(failure, `${place.name} has no ${call.version === undefined ? `secret ${call.secret ?? ''}` : `version ${call.version} of the secret ${call.secret ?? ''}`}`);
    case 'secret-purge-protected':
      return told(failure, `purge protection of ${place.name} keeps the deleted secret ${call.secret ?? ''} until its retention ends`);
    case 'secret-refused':
      return told(failure, `${place.name} does not accept the secret ${call.secret ?? ''}: ${failure.message.trim().replaceAll(/\s+/g, ' ')}`);
    case 'vault-throttled':
      return told(failure, `${place.name} is asked more often than it allows (to ${call.what})`);
    case undefined:
    default:
      return error;
  }
}

function subject({ secret = '', version }: FailedCall): string {
  return version === undefined ? `the current version of the secret ${secret}` : `version ${version} of the secret ${secret}`;
}

function told(failure: AzureFailure, message: string): AtakoraError {
  return toldAs(failure.advice?.code ?? 'ATK1803', failure, message, failure.advice?.hint);
}

/** The error with our sentence and mend, also in the failure that it carries: Azure's would only say the same twice. */
function toldAs(code: ErrorCode, { details: _details, ...failure }: AzureFailure, message: string, hint: string = errorCodes[code].mend): AtakoraError {
  const { fix: _fix, ...advice } = failure.advice ?? { rule: 'unknown', code, retry: 'no' as const };
  return new AtakoraError(code, message, { source: 'azure', cause: { ...failure, message, advice: { ...advice, sentence: message, hint } } satisfies AzureFailure, hint });
}

/** @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
function notAllowed(failure: AzureFailure, { what, reads }: FailedCall, { name, id }: FailedPlace): AtakoraError {
  const role = reads === true ? 'Key Vault Secrets User' : 'Key Vault Secrets Officer';
  const principal = /\boid=([0-9a-f-]{36})/i.exec(failure.message)?.[1];
  const command = `az role assignment create --assignee-object-id ${principal ?? 'OBJECT_ID'} --role "${role}" --scope ${id ?? 'VAULT_ID'}`;
  const message = `${principal === undefined ? 'this identity' : `the identity ${principal}`} has no role that allows to ${what} in ${name}`;
  return toldAs('ATK1802', failure, message, `Ask for the role "${role}" on the vault; it takes up to ten minutes to be in effect: \`${command}\``);
}

/** A vault whose rights are access policies: each names what it allows. */
function noPolicy(failure: AzureFailure, { what }: FailedCall, { name }: FailedPlace): AtakoraError {
  const principal = /\boid=([0-9a-f-]{36})/i.exec(failure.message)?.[1];
  const permission = /does not have secrets (\w+) permission/i.exec(failure.message)?.[1];
  const message = `no access policy of ${name} allows ${principal === undefined ? 'this identity' : `the identity ${principal}`} to ${what}`;
  return toldAs('ATK1802', failure, message, `Have its owner add one: \`az keyvault set-policy --name ${name} --object-id ${principal ?? 'OBJECT_ID'} --secret-permissions ${permission ?? 'get list set delete recover'}\`, or turn the vault to roles.`);
}

function notLetIn(failure: AzureFailure, { what }: FailedCall, { name }: FailedPlace): AtakoraError {
  const address = /Client address: ([0-9a-f.:]+)/i.exec(failure.message)?.[1];
  const closed = failure.code === 'ForbiddenByConnection';
  const message = `${name} does not let this network in to ${what}${closed ? ': it is closed to public networks' : address === undefined ? '' : `: its firewall does not know the address ${address}`}`;
  return toldAs('ATK1802', failure, message, closed ? 'Run it from a network with a private endpoint of the vault.' : `Run it from an allowed network, or allow the address: \`az keyvault network-rule add --name ${name} --ip-address ${address ?? 'ADDRESS'}\``);
}

function wrongTimes(failure: AzureFailure, { name, times }: FailedPlace): AtakoraError {
  const { from, until } = times.last() ?? {};
  const span = until === undefined ? '' : ` (it is valid ${from === undefined ? '' : `from ${from} `}until ${until}; the clock of this machine says ${new Date().toISOString()})`;
  return told(failure, `${name} does not accept the times of the token${span}`);
}

/** The name of the vault does not resolve. */
function unresolved(error: AtakoraError, { what }: FailedCall, { name, exists }: FailedPlace): AtakoraError {
  const rest = { source: 'azure' as const, cause: error.cause };
  if (exists === false) return new AtakoraError('ATK2221', `the vault ${name} does not exist in Azure (to ${what})`, rest);
  const hint = exists === true ? 'It exists: this network has no name for it. Use one with the private DNS zone of vaults.' : 'See whether this machine is online, and whether the vault was deleted: `atakora drift`.';
  return new AtakoraError(exists === true ? 'ATK1804' : 'ATK2221', `the name of the vault ${name} does not resolve (to ${what})`, { ...rest, hint });
}
