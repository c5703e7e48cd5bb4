import type { Address } from './address.ts';
import type { SecretConsumer } from './declared-secret.ts';

/** A declared secret that the vault of an environment holds no usable value of. */
export interface SecretNeed {
  /** As the code writes it. */
  readonly name: string;
  /** In Key Vault. */
  readonly vaultName: string;
  readonly vault: Address;
  readonly description?: string;
  /** False: the code can do without in this environment. */
  readonly required: boolean;
  /** An apply makes the value up. */
  readonly generated: boolean;
  /** `new-vault`: the apply makes the vault, which holds nothing yet. `disabled`: the current version cannot be read. */
  readonly because: 'not-set' | 'new-vault' | 'disabled';
  readonly neededBy: readonly Pick<SecretConsumer, 'address' | 'component' | 'setting'>[];
  /** Where it is declared first: `atakora/backend.ts:12:3`. */
  readonly location?: string;
  /** What sets it: a command to type. */
  readonly command: string;
}
