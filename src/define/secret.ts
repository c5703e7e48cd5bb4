import { AtakoraError } from '../model/errors.ts';
import { isSecretName } from '../model/secret-name.ts';
import type { SourceLocation } from '../model/source-location.ts';
import { callSite } from './call-site.ts';
import { declaredAt } from './declared-at.ts';
import type { SecretOptions } from './secret-options.ts';
import { secretOptionProblems } from './secret-options.ts';

/** A declared secret: a name and what is known of it, never a value. Stands only where a Key Vault reference can. */
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
 * Declares a secret that an environment variable, or a secret of a container app, is filled with at run time. The value is kept in the
 * environment's Key Vault under its name with `-` for `_` and is never part of a definition, template, plan or state. Several components may
 * declare the same one; what options they give must agree.
 * @example environment: { STRIPE_KEY: secret('STRIPE_KEY', { description: 'API key of the payment account', rotateEvery: '90d' }) }
 * @throws AtakoraError `ATK1308` when the name is not one that Key Vault can keep; `ATK2202` naming every option that is wrong.
 */
export function secret(name: string, options: SecretOptions = {}): SecretReference {
  const location = callSite(secret);
  if (!isSecretName(name)) {
    throw new AtakoraError('ATK1308', `"${name}" cannot be the name of a secret`, {
      hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.',
      ...at(location),
    });
  }
  const [first, ...rest] = secretOptionProblems(options);
  if (first !== undefined) {
    throw new AtakoraError('ATK2202', `secret("${name}"): ${[first, ...rest].join('; ')}`, at(location));
  }
  const made: SecretReference = Object.assign(Object.create(refusesText) as object, { $: 'secret', name, ...options } as const);
  return Object.freeze(declaredAt(made, location));
}

function at(location: SourceLocation | undefined): { readonly location?: SourceLocation } {
  return location === undefined ? {} : { location };
}
