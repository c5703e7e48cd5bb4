import type { Address } from '../../model/address.ts';
import type { DeclaredSecret } from '../../model/declared-secret.ts';
import type { Plan } from '../../model/plan.ts';
import type { SecretNeed } from '../../model/secret-need.ts';
import { formatLocation } from '../../model/source-location.ts';
import type { SecretVersion } from '../secret-vault.ts';

/** What a vault holds: current versions by lower-case name. Undefined: it does not stand yet. */
export type HeldSecrets = ReadonlyMap<string, Pick<SecretVersion, 'enabled'>> | undefined;

/**
 * The declared secrets without a usable value, in the order of their names. Of a plan that is a part of the whole, only those that it
 * changes a reader of. Vaults that are not in `held` were not asked: nothing is said of theirs.
 */
export function secretNeeds(secrets: readonly DeclaredSecret[], plan: Plan, held: ReadonlyMap<Address, HeldSecrets>, commandFor: (name: string) => string): readonly SecretNeed[] {
  return concerned(secrets, plan).flatMap((secret) => {
    const because = held.has(secret.vault) ? whyMissing(secret, held.get(secret.vault)) : undefined;
    return because === undefined ? [] : [needOf(secret, because, commandFor(secret.name))];
  });
}

/** The secrets whose values matter to a plan. */
export function concerned(secrets: readonly DeclaredSecret[], plan: Plan): readonly DeclaredSecret[] {
  if (plan.kind !== 'apply') return [];
  if (plan.partial === undefined) return secrets;
  const changed = new Set(plan.changes.flatMap(({ address, action }) => (action.kind === 'no-op' || action.kind === 'delete' || action.kind === 'forget' ? [] : [address])));
  return secrets.filter(({ consumers }) => consumers.some(({ address }) => changed.has(address)));
}

function whyMissing({ vaultName }: DeclaredSecret, held: HeldSecrets): SecretNeed['because'] | undefined {
  if (held === undefined) return 'new-vault';
  const version = held.get(vaultName.toLowerCase());
  if (version === undefined) return 'not-set';
  return version.enabled ? undefined : 'disabled';
}

function needOf({ name, vaultName, vault, description, required, generate, consumers, origin }: DeclaredSecret, because: SecretNeed['because'], command: string): SecretNeed {
  return {
    name,
    vaultName,
    vault,
    ...(description === undefined ? {} : { description }),
    required,
    generated: required && generate !== undefined,
    because,
    neededBy: consumers.map(({ address, component, setting }) => ({ address, component, setting })),
    ...(origin === undefined ? {} : { location: formatLocation(origin) }),
    command,
  };
}
