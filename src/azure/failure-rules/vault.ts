import type { FailureRule } from './failure-rule.ts';

/** What a vault has against one of its secrets. The codes are those of the inner error. @see https://learn.microsoft.com/rest/api/keyvault/secrets */
export const vaultRules: readonly FailureRule[] = [
  { id: 'secret-disabled', codes: ['SecretDisabled'], code: 'ATK2223', sentence: 'The version of the secret is disabled.', hint: 'Set a new version, or enable that one.', retry: 'no' },
  { id: 'secret-deleted', codes: ['ObjectIsDeletedButRecoverable'], message: /^Secret (?<name>[0-9A-Za-z-]+) /, code: 'ATK2225', sentence: 'A deleted secret {name} can still be recovered, and holds the name.', hint: 'Recover it with `atakora secrets recover {name}`, or purge it with `atakora secrets remove {name} --purge`.', retry: 'no' },
  { id: 'secret-deleted-unnamed', codes: ['ObjectIsDeletedButRecoverable'], code: 'ATK2225', sentence: 'A deleted secret can still be recovered, and holds the name.', hint: 'Recover it, or purge it.', retry: 'no' },
  { id: 'secret-moving', codes: ['ObjectIsBeingDeleted', 'ObjectIsBeingRecovered'], code: 'ATK2229', sentence: 'The secret is still being deleted, recovered or purged.', hint: 'Run the command again in a moment.', retry: 'soon', mend: 'wait' },
  { id: 'secret-not-deleted', codes: ['RequestNotAllowedOnNonDeletedObject'], code: 'ATK2230', sentence: 'The secret is not deleted.', hint: 'There is nothing to recover: see `atakora secrets list`.', retry: 'no' },
  { id: 'secret-missing', codes: ['SecretNotFound'], code: 'ATK2228', sentence: 'The vault has no such secret, or no such version of it.', hint: 'See `atakora secrets list`, and `atakora secrets list --deleted` for those that can be recovered.', retry: 'no' },
  { id: 'secret-purge-protected', codes: ['Forbidden', 'OperationNotAllowed'], message: /purge protection is enabled/, code: 'ATK2227', sentence: 'Purge protection keeps the deleted secret until its retention ends.', hint: 'Recover it, or wait for that day: nobody can purge it before.', retry: 'no' },
  { id: 'secret-token-times', codes: ['Unauthorized'], message: /TokenExpired|Lifetime validation|not yet valid|IDX1022[23]|AKV10046/, status: 401, code: 'ATK2226', sentence: 'The vault does not accept the times of the token.', hint: 'Set the clock of this machine, or sign in again.', retry: 'no', fix: 'az login' },
  { id: 'vault-throttled', codes: ['Throttled'], code: 'ATK1813', sentence: 'The vault is asked more often than it allows.', hint: 'Run the command again in a moment.', retry: 'soon', mend: 'wait' },
  { id: 'secret-refused', codes: ['BadParameter'], message: /Property .*has invalid value|invalid name|[Tt]ags? |maxresults|attribute/, status: 400, code: 'ATK2230', sentence: 'The vault does not accept the secret.', hint: 'See what the vault says: a value has at most 25,000 bytes, a name 1 to 127 letters, digits and `-`.', retry: 'no' },
];
