import type { DoctorFinding } from '../../model/doctor.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import { found, foundError, good } from './finding.ts';
import { findingOfPreflight } from './preflight-findings.ts';

export type VaultFacts =
  /** The state holds no vault. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'vault';
      readonly name: string;
      /** Full ARM resource id. */
      readonly id: string;
      /** Number of secrets, or why it cannot be told. */
      readonly secrets: number | AtakoraError;
      /** Object id of who is signed in, for the command that gives the role. */
      readonly objectId?: string;
      /** What preflight says of secrets without a value. */
      readonly missing: readonly PreflightFinding[];
    }
  /** The vault itself cannot be read. */
  | { readonly kind: 'unreadable'; readonly name: string; readonly error: AtakoraError | undefined };

/** The vault answers, its secrets may be listed, and those that are declared have values. */
export function checkVault(facts: VaultFacts): readonly DoctorFinding[] {
  switch (facts.kind) {
    case 'none':
      return [good('no vault is applied yet')];
    case 'unreadable':
      return [facts.error === undefined ? found('problem', `the vault ${facts.name}, which the state holds, does not exist`, 'See what else is gone: `atakora drift`.') : foundError('could-not-check', facts.error)];
    case 'vault':
      return typeof facts.secrets === 'number' ? [good(`vault ${facts.name} answers and holds ${facts.secrets} ${facts.secrets === 1 ? 'secret' : 'secrets'}`), ...facts.missing.map(findingOfPreflight)] : [refusal(facts, facts.secrets)];
  }
}

function refusal({ name, id, objectId }: Extract<VaultFacts, { readonly kind: 'vault' }>, error: AtakoraError): DoctorFinding {
  if (error.code !== 'ATK1802') return foundError(error.code === 'ATK1804' ? 'problem' : 'could-not-check', error);
  return found('problem', `this identity may not list the secrets of vault ${name}, or its network does not let this machine in`, `Have the role given: \`az role assignment create --role "Key Vault Secrets Officer" --assignee ${objectId ?? 'OBJECT_ID'} --scope ${id}\`. It takes effect within minutes.`, 'ATK1802');
}
