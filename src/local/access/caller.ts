/** Kinds of identities that Azure knows; `owner` is the developer at the machine, who has every right on Resource Manager. */
export type CallerKind = 'owner' | 'user' | 'servicePrincipal' | 'managedIdentity';

/** Who sends a request. */
export interface Caller {
  readonly kind: CallerKind;
  /** Object id, as role assignments name it; lower case. */
  readonly principalId: string;
  /** Application id. */
  readonly clientId: string;
  /** What messages call the identity: a sign-in name for people, the application id for all others. */
  readonly name: string;
}
