import { AtakoraError } from '../model/errors.ts';
import { callSite } from './call-site.ts';

export interface SecretOptions {
  /** What it is and where to get it, for whoever has to set it. */
  readonly description?: string;
  /** False when the code can do without; true by default. */
  readonly required?: boolean;
}

/** A declared secret: a name, never a value. Stands only in `environment`, where a Key Vault reference can. */
export interface SecretReference extends SecretOptions {
  readonly $: 'secret';
  readonly name: string;
}

const refusesText = {
  toString(this: SecretReference): string {
    throw new AtakoraError('ATK1308', `the secret "${this.name}" cannot be part of a text`, { hint: 'Give it an environment variable of its own.' });
  },
};

/**
 * Declares a secret that an environment variable is filled with at run time. The value is kept in the environment's Key Vault
 * under {@link vaultSecretName} and is never part of a definition, template, plan or state.
 * @example environment: { STRIPE_KEY: secret('STRIPE_KEY', { description: 'API key of the payment account' }) }
 * @throws AtakoraError `ATK1308` when the name is not one that Key Vault can keep.
 */
export function secret(name: string, options: SecretOptions = {}): SecretReference {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,126}$/.test(name)) {
    const location = callSite(secret);
    throw new AtakoraError('ATK1308', `"${name}" cannot be the name of a secret`, {
      hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.',
      ...(location === undefined ? {} : { location }),
    });
  }
  const made: SecretReference = Object.assign(Object.create(refusesText) as object, { $: 'secret', name, ...options } as const);
  return Object.freeze(made);
}

/**
 * Name under which Key Vault keeps a secret: `FOO_BAR` becomes `FOO-BAR`. Key Vault allows letters, digits and `-` and
 * ignores letter case, so two names that differ only in that are the same secret: see {@link secretCollisions}.
 * @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers
 */
export function vaultSecretName(name: string): string {
  return name.replaceAll('_', '-');
}

/** Pairs of different names that Key Vault would keep as one. */
export function secretCollisions(names: readonly string[]): readonly (readonly [string, string])[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const key = vaultSecretName(name).toLowerCase();
    const earlier = first.get(key) ?? name;
    first.set(key, earlier);
    return earlier === name ? [] : [[earlier, name] as const];
  });
}
