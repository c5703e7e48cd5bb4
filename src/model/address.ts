import { AtakoraError } from './errors.ts';

/**
 * The stable name of a resource: `<backend>/<owner>/<name>`, such as `main/cosmos.primary/account`.
 * The owner is the shared requirement (`type.key`) or the component for what is its own.
 * Stack, environment, subscription and Azure name are attributes of a resource, never part of its address.
 */
export type Address = string & { readonly __brand: 'Address' };

export interface AddressParts {
  /** Name of the backend package, `main` by default. */
  readonly backend: string;
  /** `cosmos.primary` (requirement) or `feedbackApi` (component). */
  readonly owner: string;
  /** Name of the resource inside its owner; children carry their parent's name in front: `account.blob.uploads`. */
  readonly name: string;
}

const segment = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;

/**
 * Makes an address of its three parts.
 * @throws AtakoraError `ATK1301` when a part is empty, too long or has other characters than letters, digits, `.`, `_`, `~`, `-`.
 */
export function formatAddress(parts: AddressParts): Address {
  for (const part of [parts.backend, parts.owner, parts.name]) {
    if (!segment.test(part)) {
      throw new AtakoraError('ATK1301', `"${part}" cannot be part of an address`);
    }
  }
  return `${parts.backend}/${parts.owner}/${parts.name}` as Address;
}

/**
 * Reads an address that a user or a file gave.
 * @throws AtakoraError `ATK1301` when it has not three valid parts.
 */
export function parseAddress(text: string): AddressParts {
  const [backend = '', owner = '', name = '', ...rest] = text.split('/');
  if (rest.length > 0) {
    throw new AtakoraError('ATK1301', `"${text}" is not an address: it has more than three parts`);
  }
  formatAddress({ backend, owner, name });
  return { backend, owner, name };
}
