import type { DeclaredSecret } from '../../../model/declared-secret.ts';
import type { SecretStatus } from '../../plain/secret-check.ts';

/** A version as a vault tells of it, without its value. */
export interface ShownVersion {
  readonly version: string;
  readonly isCurrent: boolean;
  readonly enabled: boolean;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly expiresAt?: string;
  /** Who set it: `anna@laptop`. */
  readonly by?: string;
  /** How the value came: `prompt`, `generated`, `import`. */
  readonly source?: string;
  /** What it is in a rotation: `pending`, `restoring`, `current`, `replaced`, `failed`. */
  readonly rotation?: string;
  /** When a replaced one is to be disabled. */
  readonly disableAt?: string;
}

/** A secret of an environment: declared, there, or both. Never a value. */
export interface ListedSecret {
  readonly id: string;
  /** As the code writes it; as the vault does when it is not declared. */
  readonly name: string;
  /** In Key Vault; of a file, the variable. */
  readonly vaultName: string;
  /** Name of the vault or of the file that keeps it or would. */
  readonly place: string;
  /** False while the vault is not applied. */
  readonly placeStands: boolean;
  /** Address of the vault, where commands have to be told. */
  readonly vaultFlag?: string;
  readonly status: SecretStatus;
  /** The environment needs it and nobody can read it. */
  readonly blocks: boolean;
  readonly declared?: DeclaredSecret;
  /** False when the code could not be read: what is declared is not known. */
  readonly isCodeKnown: boolean;
  /** ISO 8601 UTC. */
  readonly setAt?: string;
  readonly expiresAt?: string;
  readonly dueAt?: string;
  /** Newest first; absent while they are on their way, and for files. */
  readonly versions?: readonly ShownVersion[];
  /** It was removed and can be recovered. */
  readonly removed?: { readonly at?: string; readonly purgedAt?: string };
  /** A rotation of it was cut off. */
  readonly isCutOff: boolean;
  /** The time of looking. */
  readonly now: string;
}

/** Headings of the list, in their order. */
export const secretGroups = ['To be done', 'Soon', 'Set', 'Without a value, not required here', 'Declared by nobody', 'Removed, to be recovered'] as const;

export type SecretGroup = (typeof secretGroups)[number];

/** What a secret stands under. */
export function groupOfSecret({ blocks, isCutOff, status, declared, isCodeKnown, removed }: ListedSecret): SecretGroup {
  if (blocks || isCutOff) return 'To be done';
  if (removed !== undefined) return 'Removed, to be recovered';
  if (declared === undefined && isCodeKnown) return 'Declared by nobody';
  if (status === 'missing') return 'Without a value, not required here';
  return status === 'set' ? 'Set' : 'Soon';
}

/** By group, then by name; the order of the list. */
export function inSecretOrder(secrets: readonly ListedSecret[]): readonly ListedSecret[] {
  const rank = (secret: ListedSecret): number => secretGroups.indexOf(groupOfSecret(secret));
  return secrets.toSorted((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}
